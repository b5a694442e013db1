"""The calendar file: it asks on the days of the schedule, and other programs read it."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.calendar import MONDAY_TO_FRIDAY, Schedule
from ssi_tui.core.model import TargetVersion
from ssi_tui.core.value import replace
from ssi_tui.publish.calendar import Reminder, calendar_text, escaped, folded
from tests.core.builders import away, log_of, working
from tests.core.strategies import PROPERTY, Case, cases

TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)
USUAL = Reminder(time(8), None, 0, "0123456789abcdef", NOW)
DAYS = 400


def events(schedule: Schedule, reminder: Reminder = USUAL, today: date = TODAY) -> list[Any]:
    """Return the events of the calendar, as a program that knows the format reads them."""
    text = calendar_text(schedule, today, reminder)
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(text)
    assert [one.errors for one in calendar.walk() if one.errors] == []
    return list(calendar.walk("VEVENT"))


def kind(event: Any) -> str:
    """Return which of our events it is."""
    return str(event["UID"]).partition("-")[0]


def lists(value: Any) -> list[Any]:
    """Return a property that may be there once or more often."""
    return [] if value is None else value if isinstance(value, list) else [value]


def days_of(event: Any, last: date) -> set[date]:
    """Return the days on which an event comes, up to a last one."""
    start = event["DTSTART"].dt
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    found = set(rule.between(start, datetime.combine(last, time.max), inc=True))
    left_out = {each.dt for value in lists(event.get("EXDATE")) for each in value.dts}
    return {at.date() for at in found - left_out}


def asked_days(schedule: Schedule, today: date) -> set[date]:
    """Return the days on which the schedule asks for something."""
    days = (today + timedelta(days=at) for at in range(DAYS))
    return {day for day in days if any(schedule.asked_on(day).values())}


@PROPERTY
@given(cases(span=60), st.integers(-70, 5))
def test_it_comes_on_the_days_that_ask_for_something(case: Case, back: int) -> None:
    """From whichever day it is written: what is set for later follows what holds now."""
    today = case.today + timedelta(days=back)
    found: list[date] = []
    for event in events(case.schedule, today=today):
        if kind(event) == "routine":
            found += days_of(event, today + timedelta(days=DAYS - 1))
    assert len(found) == len(set(found))
    assert set(found) == asked_days(case.schedule, today)


def test_the_usual_routine_is_one_event_with_an_alarm_and_one_for_the_review() -> None:
    routine, review = events(Schedule())
    assert routine["SUMMARY"] == "LinkedIn routine, 13 min"
    assert routine["DTSTART"].dt == datetime(2026, 11, 30, 8)  # noqa: DTZ001 - floating
    assert routine["DURATION"].dt == timedelta(minutes=15)
    assert routine["TRANSP"] == "TRANSPARENT"
    assert routine["SEQUENCE"] == (NOW - datetime(2020, 1, 1, tzinfo=UTC)) // timedelta(minutes=1)
    assert routine["DESCRIPTION"] == (
        "Mon to Fri: 2 comments, 1 share, 1 message, 1 search, 1 connect"
    )
    (alarm,) = routine.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta())
    assert review["DTSTART"].dt == datetime(2026, 12, 4, 8, 15)  # noqa: DTZ001 - floating
    assert review["DURATION"].dt == timedelta(minutes=15)
    assert not review.walk("VALARM")


def test_its_times_are_those_of_the_clock_on_the_wall() -> None:
    """Without a zone, of which a phone that travels would keep the old one."""
    text = calendar_text(Schedule(), TODAY, replace(USUAL, at=time(6, 5)))
    assert "DTSTART:20261130T060500\r\n" in text
    assert "TZID" not in text


def test_a_weekly_task_is_named_below_and_makes_no_day_and_no_minute() -> None:
    log = log_of(
        workdays=[working({0, 1, 2})],
        targets=[
            TargetVersion("group", date.min, 0, weekly=2),
            TargetVersion("comment", date.min, 1, frozenset({0})),
            *(TargetVersion(task, date.min, 0) for task in ("share", "message", "search")),
            TargetVersion("connect", date.min, 3, frozenset({0, 1})),
        ],
    )
    routine, review = events(Schedule.of(log))
    assert routine["DESCRIPTION"].split("\n") == [
        "Mon: 1 comment, 3 connects",
        "Tue: 3 connects",
        "2 groups a week",
    ]
    assert routine["RRULE"]["BYDAY"] == ["MO", "TU"]
    assert review["RRULE"]["BYDAY"] == ["WE"]


def test_what_is_set_for_later_ends_what_holds_now() -> None:
    later = log_of(workdays=[working(MONDAY_TO_FRIDAY), working({5, 6}, date(2026, 12, 21))])
    first, _, second, review = events(Schedule.of(later))
    assert first["RRULE"]["UNTIL"] == [datetime(2026, 12, 20, 8)]  # noqa: DTZ001 - floating
    assert second["DTSTART"].dt.date() == date(2026, 12, 26)
    assert review["RRULE"]["BYDAY"] == ["SU"]


def test_time_off_leaves_out_the_days_that_would_have_been_due() -> None:
    """It may begin today and hold for a while: the first day is one on which something is due."""
    off = [away(TODAY, date(2026, 12, 1)), away(date(2026, 12, 10), date(2026, 12, 14))]
    routine, review = events(Schedule.of(log_of(time_off=off)))
    assert routine["DTSTART"].dt.date() == date(2026, 12, 2)
    assert [each.dt.day for each in routine["EXDATE"].dts] == [10, 11, 14]
    assert [each.dt.day for each in review["EXDATE"].dts] == [11]


def test_written_again_it_replaces_what_was_written_before() -> None:
    """The next week too: a program knows an event by its name, and takes the newer one."""
    later = replace(USUAL, now=NOW + timedelta(days=8))
    before = events(Schedule())
    after = events(Schedule(), later, TODAY + timedelta(days=8))
    assert [each["UID"] for each in after] == [each["UID"] for each in before]
    assert all(new["SEQUENCE"] > old["SEQUENCE"] for new, old in zip(after, before, strict=True))


@pytest.mark.parametrize(
    ("at", "review", "weekday", "begins"),
    [
        (time(8), 2, "WE", time(8, 15)),
        (time(8), None, "FR", time(8, 15)),
        (time(23, 50), None, "FR", time(23, 50)),
    ],
)
def test_the_review_follows_the_routine_on_its_day(
    at: time, review: int | None, weekday: str, begins: time
) -> None:
    """Never on the day after."""
    found = events(Schedule(), replace(USUAL, at=at, review=review))[1]
    assert found["RRULE"]["BYDAY"] == [weekday]
    assert found["DTSTART"].dt.time() == begins


def test_without_anything_to_ask_for_there_is_no_calendar() -> None:
    nothing = Schedule.of(
        log_of(
            targets=[
                TargetVersion(task, date.min, 0)
                for task in ("comment", "share", "message", "search", "connect")
            ]
        )
    )
    assert calendar_text(nothing, TODAY, replace(USUAL, review=-1)) == ""
    assert [kind(each) for each in events(nothing)] == ["review"]


texts = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]) | st.sampled_from(",;\\\n"))


@PROPERTY
@given(texts)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """With commas, semicolons, backslashes and breaks, however its lines are folded."""
    lines = ("BEGIN:VEVENT", f"SUMMARY:{escaped(text)}", "END:VEVENT")
    written = "".join(map(folded, lines))
    assert icalendar.Event.from_ical(written)["SUMMARY"] == text
    # Not all programs are as lenient as this reader.
    assert not re.search(r"[,;\n]", re.sub(r"\\[\\,;n]", "", escaped(text)))


@PROPERTY
@given(st.text(st.characters(exclude_categories=["C"]), min_size=60))
def test_no_line_has_more_than_75_octets_and_each_has_its_end(text: str) -> None:
    lines = folded(text).encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert b"".join(line.removeprefix(b" ") if at else line for at, line in enumerate(lines)) == (
        text.encode()
    )
