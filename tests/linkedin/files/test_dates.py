"""The date formats of an export, zones, and the user's days."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.core.calendar import named_zone
from ssi_tui.linkedin.files.dates import (
    Fault,
    Moment,
    UserDays,
    WallClock,
    parse_moment,
    parse_unmarked,
)
from tests.linkedin.builder import wall

INSTANT = wall("2025-12-15 21:58:49").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-12-15 21:58:49", INSTANT),
        ("2025-12-16 08:51:08 UTC", datetime(2025, 12, 16, 8, 51, 8, tzinfo=UTC)),
        ("2020-12-29 14:24 UTC", datetime(2020, 12, 29, 14, 24, tzinfo=UTC)),
        ("2025/11/22 08:20:25 UTC", datetime(2025, 11, 22, 8, 20, 25, tzinfo=UTC)),
        ("Mon Dec 08 09:48:48 UTC 2025", datetime(2025, 12, 8, 9, 48, 48, tzinfo=UTC)),
        ("12/15/25, 1:51 PM", datetime(2025, 12, 15, 13, 51, tzinfo=UTC)),
        ("09/25/25, 05:54 PM", datetime(2025, 9, 25, 17, 54, tzinfo=UTC)),
        ("11/2/25, 12:05\u202fAM", datetime(2025, 11, 2, 0, 5, tzinfo=UTC)),
        ("11/2/25, 12:05 PM", datetime(2025, 11, 2, 12, 5, tzinfo=UTC)),
        ("12/15/2025, 1:51 pm", datetime(2025, 12, 15, 13, 51, tzinfo=UTC)),
        ("08 Feb 2026", date(2026, 2, 8)),
        ("4-Apr-21", date(2021, 4, 4)),
        ("2025-12-15", date(2025, 12, 15)),
        ("0023-09-21", date(23, 9, 21)),
        ("2024-09-20 06:04", datetime(2024, 9, 20, 6, 4, tzinfo=UTC)),
        ("Jun 16, 2023 10:00 AM - Jun 16, 2023 11:00 AM", datetime(2023, 6, 16, 10, tzinfo=UTC)),
        ("July 1, 2024 at 9:39 AM (GMT)", datetime(2024, 7, 1, 9, 39, tzinfo=UTC)),
        ("  2025-12-15 21:58:49 ", INSTANT),
        ("2025-12-15T21:58:49Z", INSTANT),
        ("2025-12-15T21:58:49.123", INSTANT),
        ("", Fault.BLANK),
        (" \u00a0", Fault.BLANK),
        ("Jan 2024", Fault.NO_DAY),
        ("2009", Fault.NO_DAY),
        ("2026-02-30 10:00:00", Fault.IMPOSSIBLE),
        ("2026-02-30", Fault.IMPOSSIBLE),
        ("2025-12-15 24:00:00", Fault.IMPOSSIBLE),
        ("30 Feb 2026", Fault.IMPOSSIBLE),
        ("15/12/25, 1:51 PM", Fault.IMPOSSIBLE),
        ("12/15/25, 13:51 PM", Fault.IMPOSSIBLE),
        ("Not Available", Fault.FORM),
        ("N/A", Fault.FORM),
        ("12/15/2025 21:58", Fault.SAVED_AGAIN),
        ("08 Fev 2026", Fault.FORM),
        ("2025-W50-1 21:58:49", Fault.FORM),
        ("２０２５-12-15 21:58:49", Fault.FORM),
    ],
)
def test_a_date_is_read_or_refused_by_its_form(text: str, wanted: Moment | Fault) -> None:
    assert parse_moment(text) == wanted


def test_a_zone_that_is_written_wins() -> None:
    assert parse_unmarked("2025-12-15 21:58:49 UTC") == INSTANT
    assert parse_unmarked("2025-12-15T21:58:49.000Z") == INSTANT
    assert parse_unmarked("12/15/25, 1:51 PM") == wall("2025-12-15 13:51")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_fault(text: str) -> None:
    assert isinstance(parse_moment(text), (date, Fault))


@pytest.mark.parametrize(
    ("local", "instant"),
    [
        ("2025-07-01 12:00", "2025-07-01 19:00"),
        ("2025-12-15 13:51", "2025-12-15 21:51"),
        # Of the hour that comes twice it is the first.
        ("2025-11-02 01:30", "2025-11-02 08:30"),
        ("2025-11-02 03:30", "2025-11-02 11:30"),
        ("2025-03-09 01:30", "2025-03-09 09:30"),
        ("2025-03-09 03:30", "2025-03-09 10:30"),
    ],
)
def test_californian_time_becomes_utc(local: str, instant: str) -> None:
    clock = WallClock(named_zone("America/Los_Angeles"))
    assert clock.utc(wall(local)) == wall(instant).replace(tzinfo=UTC)


ZONES = ("Europe/Stockholm", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "UTC")


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.lists(
        st.datetimes(wall("2011-12-20 00:00"), wall("2012-01-10 00:00"))
        | st.datetimes(wall("2025-03-01 00:00"), wall("2025-04-10 00:00"))
        | st.datetimes(wall("2003-01-01 00:00"), wall("2027-01-01 00:00")),
        max_size=20,
    ),
)
def test_the_remembered_days_are_those_that_the_clock_gives(
    zone: str, moments: list[datetime]
) -> None:
    from ssi_tui.core.calendar import local_day

    place = named_zone(zone)
    days = UserDays(lambda instant: local_day(instant, place))
    for moment in moments:
        instant = moment.replace(microsecond=0, tzinfo=UTC)
        assert days.day(int(instant.timestamp())) == local_day(instant, place)
