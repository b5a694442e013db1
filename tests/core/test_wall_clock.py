"""A clock that stands on a day writes instants of that day, whatever the hour."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from ssi_tui.core.wall_clock import WallClock

DAY = date(2026, 11, 23)
EAST = timezone(timedelta(hours=9))


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("zone", [UTC, EAST])
def test_an_instant_of_a_fixed_day_belongs_to_that_day(hour: int, zone: timezone) -> None:
    """Before the day-start hour too: 01:30 of a day is 01:30 of the night after it."""
    clock = WallClock(lambda: datetime(2026, 11, 20, hour, 30, tzinfo=UTC), zone, fixed=DAY)
    assert clock.day_of(clock.now()) == clock.today() == DAY


def test_the_instant_that_is_read_is_told_whatever_day_is_fixed() -> None:
    """Backups go by it."""
    read = datetime(2026, 11, 20, 7, 30, tzinfo=EAST)
    clock = WallClock(lambda: read, EAST, fixed=DAY)
    assert clock.instant() == read
    assert clock.instant().tzinfo is UTC
