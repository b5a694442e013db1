"""Local days, zones, weeks, time off and schedules."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.calendar import (
    Schedule,
    UnknownZoneError,
    days_between,
    due_dates,
    local_day,
    merge_ranges,
    named_zone,
    nearest_day,
    parse_instant,
    week_start,
)
from ssi_tui.core.model import TargetVersion, Task
from tests.core.builders import (
    EVERY_DAY,
    MONDAY,
    MONDAY_TO_FRIDAY,
    ROUTINE,
    after,
    away,
    log_of,
    working,
)
from tests.core.strategies import PROPERTY, cases, weekday_sets
from tests.core.strategies import Case as LogCase


def utc(text: str) -> datetime:
    """Return an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def schedule_of(
    *, workdays: Iterable[int] = MONDAY_TO_FRIDAY, targets: Iterable[TargetVersion] = ()
) -> Schedule:
    """Return a schedule with one set of workdays for all time."""
    return Schedule.of(log_of(workdays=[working(workdays)], targets=targets))


# The local day.


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-01-06T01:59", date(2026, 1, 5)),
        ("2026-01-06T02:00", date(2026, 1, 6)),
        ("2026-01-06T23:30", date(2026, 1, 6)),
        ("2026-01-06T22:30", date(2026, 1, 6)),
    ],
)
def test_a_day_starts_at_three_in_the_morning(instant: str, day: date) -> None:
    """In Stockholm in winter 01:59 UTC is 02:59, and half past midnight is still yesterday."""
    assert local_day(utc(instant), named_zone("Europe/Stockholm")) == day


def test_a_day_can_start_at_midnight() -> None:
    """The day-start hour is a setting."""
    zone = named_zone("Europe/Stockholm")
    assert local_day(utc("2026-01-05T22:59"), zone, 0) == date(2026, 1, 5)
    assert local_day(utc("2026-01-05T23:00"), zone, 0) == date(2026, 1, 6)


def test_an_instant_of_another_zone_is_turned_into_the_zone_of_the_user() -> None:
    """Half past three in Stockholm is half past nine in the evening before in New York."""
    stockholm, new_york = named_zone("Europe/Stockholm"), named_zone("America/New_York")
    instant = datetime(2026, 1, 6, 3, 30, tzinfo=stockholm)
    assert local_day(instant, new_york) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-03-29T00:59", date(2026, 3, 28)),
        ("2026-03-29T01:00", date(2026, 3, 29)),
        ("2026-03-30T00:59", date(2026, 3, 29)),
        ("2026-03-30T01:00", date(2026, 3, 30)),
    ],
)
def test_the_short_day_of_spring_ends_at_three_by_the_wall_clock(instant: str, day: date) -> None:
    """The clock in Stockholm jumps from 02:00 to 03:00, with which the new day begins."""
    assert local_day(utc(instant), named_zone("Europe/Stockholm")) == day


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-10-25T00:30", date(2026, 10, 24)),
        ("2026-10-25T01:30", date(2026, 10, 24)),
        ("2026-10-25T01:59", date(2026, 10, 24)),
        ("2026-10-25T02:00", date(2026, 10, 25)),
        ("2026-10-26T01:59", date(2026, 10, 25)),
    ],
)
def test_the_long_day_of_autumn_ends_at_three_by_the_wall_clock(instant: str, day: date) -> None:
    """Half past two comes twice in Stockholm, and both belong to the day before."""
    assert local_day(utc(instant), named_zone("Europe/Stockholm")) == day


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-03-08T06:59", date(2026, 3, 7)),
        ("2026-03-08T07:00", date(2026, 3, 8)),
        ("2026-11-01T06:30", date(2026, 10, 31)),
        ("2026-11-01T08:00", date(2026, 11, 1)),
    ],
)
def test_the_changes_of_the_american_clock_move_no_day(instant: str, day: date) -> None:
    """New York changes on other dates than Europe."""
    assert local_day(utc(instant), named_zone("America/New_York")) == day


def test_a_day_start_that_the_clock_jumps_over_still_starts_the_day() -> None:
    """There is no half past two on that morning; 03:00 is after the hour of two."""
    zone = named_zone("Europe/Stockholm")
    assert local_day(utc("2026-03-29T00:59"), zone, 2) == date(2026, 3, 28)
    assert local_day(utc("2026-03-29T01:00"), zone, 2) == date(2026, 3, 29)


def test_travel_to_the_west_can_give_an_instant_the_day_before() -> None:
    """One instant, two places, two local days."""
    instant = utc("2026-06-10T02:30")
    assert local_day(instant, named_zone("Europe/Stockholm")) == date(2026, 6, 10)
    assert local_day(instant, named_zone("America/Los_Angeles")) == date(2026, 6, 9)


def test_travel_to_the_east_can_give_an_instant_the_day_after() -> None:
    """The evening in Stockholm is the next morning in Tokyo."""
    instant = utc("2026-06-10T19:00")
    assert local_day(instant, named_zone("Europe/Stockholm")) == date(2026, 6, 10)
    assert local_day(instant, named_zone("Asia/Tokyo")) == date(2026, 6, 11)


def test_a_zone_with_a_quarter_of_an_hour_has_its_days_too() -> None:
    """Kathmandu is 5:45 ahead: 03:00 there is 21:15 in UTC."""
    zone = named_zone("Asia/Kathmandu")
    assert local_day(utc("2026-06-10T21:14"), zone) == date(2026, 6, 10)
    assert local_day(utc("2026-06-10T21:15"), zone) == date(2026, 6, 11)


def test_the_night_after_the_leap_day_belongs_to_it() -> None:
    """29 February lasts until three in the morning of 1 March."""
    zone = named_zone("Europe/Stockholm")
    assert local_day(utc("2028-03-01T01:30"), zone) == date(2028, 2, 29)
    assert local_day(utc("2028-03-01T02:00"), zone) == date(2028, 3, 1)
    assert local_day(utc("2026-03-01T01:30"), zone) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "name",
    ["", "Europe/Nowhere", "noon", "/etc/passwd", "../../etc/passwd", "a" * 5000, "leapseconds"],
)
def test_a_zone_that_does_not_exist_is_refused(name: str) -> None:
    """The sentence says what to give."""
    with pytest.raises(UnknownZoneError, match="try Europe/Stockholm"):
        named_zone(name)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-05T08:00:00Z", utc("2026-01-05T08:00")),
        ("2026-01-05T08:00:00", utc("2026-01-05T08:00")),
        ("2026-01-05T08:00:00+05:30", utc("2026-01-05T02:30")),
        ("2026-01-05T23:30-08:00", utc("2026-01-06T07:30")),
    ],
)
def test_an_instant_is_read_as_utc(text: str, instant: datetime) -> None:
    """An offset is taken into account, none means UTC."""
    found = parse_instant(text)
    assert (found, found.utcoffset()) == (instant, timedelta(0))


def test_a_text_that_is_no_instant_is_refused() -> None:
    """The caller turns that into a sentence with the line."""
    with pytest.raises(ValueError, match="yesterday"):
        parse_instant("yesterday")


# Weeks and spans.


@pytest.mark.parametrize("day", range(7))
def test_a_week_starts_on_monday(day: int) -> None:
    """Every day of the week has the same start."""
    assert week_start(after(day)) == MONDAY


@pytest.mark.parametrize(("day", "start"), [(-1, -1), (0, -1), (5, -1), (6, 6)])
def test_a_week_can_start_on_sunday(day: int, start: int) -> None:
    """Sunday is then the first day and Saturday the last."""
    assert week_start(after(day), 6) == after(start)


def test_the_days_between_two_dates_include_both() -> None:
    """The leap day is one of them."""
    assert list(days_between(date(2028, 2, 28), date(2028, 3, 1))) == [
        date(2028, 2, 28),
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]


def test_no_day_lies_between_a_date_and_an_earlier_one() -> None:
    """An empty log has an empty span."""
    assert list(days_between(MONDAY, after(-1))) == []


# Time off.


def test_time_off_includes_its_first_and_its_last_day() -> None:
    """The days next to it are due."""
    schedule = Schedule.of(log_of(time_off=[away(after(1), after(3))]))
    assert [schedule.is_due(after(day)) for day in range(5)] == [True, False, False, False, True]


def test_time_off_of_one_day_covers_that_day() -> None:
    """Start and end may be the same."""
    schedule = Schedule.of(log_of(time_off=[away(after(2))]))
    assert [schedule.is_time_off(after(day)) for day in (1, 2, 3)] == [False, True, False]


def test_overlapping_time_off_merges() -> None:
    """One inside another, and one across its end."""
    ranges = [
        away(after(10), after(12)),
        away(after(0), after(8)),
        away(after(2), after(3)),
        away(after(7), after(9)),
    ]
    assert merge_ranges(ranges) == ((after(0), after(12)),)


def test_time_off_with_a_day_between_stays_apart() -> None:
    """The day between is due."""
    ranges = [away(after(0), after(1)), away(after(3))]
    assert merge_ranges(ranges) == ((after(0), after(1)), (after(3), after(3)))


def test_the_end_of_time_off_is_that_of_the_merged_range() -> None:
    """Two neighbouring holidays are one."""
    schedule = Schedule.of(log_of(time_off=[away(after(3), after(5)), away(after(1), after(2))]))
    found = [schedule.time_off_until(after(day)) for day in (0, 1, 5, 6)]
    assert found == [None, after(5), after(5), None]


def test_each_of_several_holidays_has_its_own_end() -> None:
    """The days before, between and after them are due."""
    schedule = Schedule.of(
        log_of(
            time_off=[
                away(after(14), after(15)),
                away(MONDAY, after(1)),
                away(after(8), after(9)),
            ]
        )
    )
    found = [schedule.time_off_until(after(day)) for day in (-1, 0, 2, 7, 9, 10, 14, 16)]
    assert found == [None, after(1), None, None, after(9), None, after(15), None]
    off = [day for day in range(-7, 21) if schedule.is_time_off(after(day))]
    assert off == [0, 1, 8, 9, 14, 15]


@PROPERTY
@given(cases())
def test_a_day_is_time_off_where_any_range_holds_it(case: LogCase) -> None:
    """Merging loses no day and adds none."""
    for day in days_between(case.first - timedelta(days=5), case.today + timedelta(days=15)):
        held = any(item.start <= day <= item.end for item in case.log.time_off)
        assert case.schedule.is_time_off(day) == held
        assert (case.schedule.time_off_until(day) is not None) == held


# Workdays.


def test_without_a_version_the_workdays_are_monday_to_friday() -> None:
    """So nobody has to say it."""
    assert [Schedule().is_due(after(day)) for day in range(7)] == [True] * 5 + [False] * 2


def test_a_change_of_workdays_leaves_the_days_before_it_alone() -> None:
    """From the second Wednesday on, Monday and Saturday."""
    change = after(9)
    schedule = Schedule.of(log_of(workdays=[working({0, 5}, change)]))
    due = [after(day) for day in range(21) if schedule.is_due(after(day))]
    assert due == [after(day) for day in (0, 1, 2, 3, 4, 7, 8, 12, 14, 19)]


def test_the_newest_version_of_the_workdays_holds() -> None:
    """Versions may come in any order."""
    schedule = Schedule.of(log_of(workdays=[working({2}, after(14)), working({1}, after(7))]))
    found = [schedule.weekdays_on(after(day)) for day in (6, 7, 13, 14, 400)]
    assert found == [MONDAY_TO_FRIDAY, {1}, {1}, {2}, {2}]


def test_of_two_versions_with_the_same_date_the_later_one_holds() -> None:
    """Somebody who changes their mind on the same day means the last word."""
    schedule = Schedule.of(log_of(workdays=[working({2}, MONDAY), working({3}, MONDAY)]))
    assert schedule.weekdays_on(MONDAY) == {3}


@pytest.mark.parametrize("workdays", [{0}, {1, 3}, {0, 2, 4}, {0, 1, 2, 3, 4}, set(range(7))])
def test_the_clock_advances_seven_days_a_week_shared_by_the_workdays(workdays: set[int]) -> None:
    """7/W on a workday and nothing on a rest day."""
    schedule = schedule_of(workdays=workdays)
    expected = [7.0 / len(workdays) if day in workdays else 0.0 for day in range(7)]
    assert [schedule.clock(after(day)) for day in range(7)] == expected


def test_without_workdays_the_clock_advances_a_day_every_day() -> None:
    """None set means all of them: each day is due."""
    schedule = schedule_of(workdays=())
    assert [schedule.clock(after(day)) for day in range(7)] == [1.0] * 7
    assert all(schedule.is_due(after(day)) for day in range(7))


def test_time_off_does_not_stop_the_clock() -> None:
    """LinkedIn does not know that the user is away."""
    schedule = Schedule.of(log_of(time_off=[away(after(0), after(6))]))
    assert [schedule.clock(after(day)) for day in range(7)] == [1.4] * 5 + [0.0] * 2


@pytest.mark.parametrize(("workdays", "number"), [(range(5), 5), ({3}, 1), ((), 7)])
def test_a_week_without_workdays_counts_as_seven(workdays: Iterable[int], number: int) -> None:
    """The number by which a due day is measured in days of the clock."""
    assert len(schedule_of(workdays=workdays).weekdays_on(MONDAY)) == number


# Targets.


def test_without_a_version_the_targets_are_those_of_the_default_routine() -> None:
    """Two comments and one of each of the other four."""
    assert {task: Schedule().target(task, MONDAY) for task in ROUTINE} == dict(ROUTINE)


def test_an_action_outside_the_routine_has_no_target() -> None:
    """It scores, and is never asked for."""
    assert Schedule().target("article", MONDAY) == 0


def test_a_change_of_a_target_leaves_the_days_before_it_alone() -> None:
    """From Wednesday on three comments, from Friday on none."""
    schedule = schedule_of(
        targets=[TargetVersion("comment", after(2), 3), TargetVersion("comment", after(4), 0)]
    )
    assert [schedule.target("comment", after(day)) for day in range(5)] == [2, 2, 3, 3, 0]


def test_a_task_with_weekdays_of_its_own_is_due_on_those_workdays_only() -> None:
    """Tuesday and Saturday, of which Saturday is no workday."""
    version = TargetVersion("group", MONDAY, 1, frozenset({1, 5}))
    schedule = schedule_of(targets=[version])
    assert [schedule.target("group", after(day)) for day in range(7)] == [0, 1, 0, 0, 0, 0, 0]


def test_a_task_is_not_due_in_time_off() -> None:
    """Nothing is."""
    schedule = Schedule.of(log_of(time_off=[away(MONDAY)]))
    assert [schedule.target(task, MONDAY) for task in ROUTINE] == [0] * 5


def test_the_routine_lists_the_five_tasks_and_then_those_that_were_added() -> None:
    """An added task is an action like any other."""
    schedule = schedule_of(targets=[TargetVersion("group", MONDAY, 1)])
    assert [task.id for task in schedule.routine(MONDAY)] == [*ROUTINE, "group"]


def test_the_routine_keeps_its_targets_on_a_day_that_is_not_due() -> None:
    """The routine is what holds, due or not."""
    assert [task.target for task in Schedule().routine(after(5))] == list(ROUTINE.values())


# Recurrence.


def test_the_due_dates_of_a_task_skip_weekends_and_time_off() -> None:
    """Two weeks with a long weekend."""
    schedule = Schedule.of(log_of(time_off=[away(after(4), after(7))]))
    task = schedule.routine(MONDAY)[0]
    found = due_dates(schedule, task, MONDAY, after(13))
    assert found == tuple(after(day) for day in (0, 1, 2, 3, 8, 9, 10, 11))


def test_the_due_dates_cross_the_leap_day() -> None:
    """29 February 2028 is a Tuesday."""
    schedule = Schedule()
    task = schedule.routine(MONDAY)[0]
    assert due_dates(schedule, task, date(2028, 2, 28), date(2028, 3, 1)) == (
        date(2028, 2, 28),
        date(2028, 2, 29),
        date(2028, 3, 1),
    )


def test_there_are_no_due_dates_before_the_first_or_without_weekdays() -> None:
    """An empty span, and a task that is never asked for."""
    schedule = Schedule()
    never = Task("comment", "comment", 2.0, 2, frozenset())
    assert due_dates(schedule, schedule.routine(MONDAY)[0], after(1), MONDAY) == ()
    assert due_dates(schedule, never, MONDAY, after(30)) == ()


@PROPERTY
@given(cases(extreme=False), st.integers(0, 30))
def test_the_due_dates_are_the_days_with_a_target(case: LogCase, ahead: int) -> None:
    """The recurrence rule on the task's own weekdays agrees with the schedule, day by day."""
    schedule = case.schedule
    last = case.today + timedelta(days=ahead)
    for task in schedule.routine(last):
        expected = tuple(
            day
            for day in days_between(case.first, last)
            if schedule.target(task.id, day) > 0
            and (task.weekdays is None or day.weekday() in task.weekdays)
        )
        assert due_dates(schedule, task, case.first, last) == expected


@PROPERTY
@given(weekday_sets, weekday_sets, st.integers(1, 3), st.integers(0, 40))
def test_the_due_dates_of_a_routine_that_never_changed_are_its_days_with_a_target(
    workdays: frozenset[int], weekdays: frozenset[int], target: int, length: int
) -> None:
    """With one version of everything the rule needs no help."""
    schedule = schedule_of(
        workdays=workdays, targets=[TargetVersion("group", date.min, target, weekdays)]
    )
    task = next(item for item in schedule.routine(MONDAY) if item.id == "group")
    span = list(days_between(MONDAY, after(length)))
    expected = tuple(day for day in span if day.weekday() in (workdays or EVERY_DAY) & weekdays)
    assert due_dates(schedule, task, MONDAY, after(length)) == expected
    assert expected == tuple(day for day in span if schedule.target("group", day) > 0)


# -- days as people type them -----------------------------------------------------------------

TYPED_ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "ahead", "before"),
    [
        ("2026-12-21", date(2026, 12, 21), date(2026, 12, 21)),
        ("today", TYPED_ON, TYPED_ON),
        ("tomorrow", date(2026, 11, 24), date(2026, 11, 24)),
        ("Yesterday", date(2026, 11, 22), date(2026, 11, 22)),
        ("+7 ", date(2026, 11, 30), date(2026, 11, 30)),
        ("-7", date(2026, 11, 16), date(2026, 11, 16)),
        ("mon", TYPED_ON, TYPED_ON),
        ("tuesday", date(2026, 11, 24), date(2026, 11, 17)),
        ("21 dec", date(2026, 12, 21), date(2025, 12, 21)),
        ("Dec 21", date(2026, 12, 21), date(2025, 12, 21)),
        ("1 jan", date(2027, 1, 1), date(2026, 1, 1)),
        ("21 dec 2027", date(2027, 12, 21), date(2027, 12, 21)),
        ("mon 21 dec 2026", date(2026, 12, 21), date(2026, 12, 21)),
        ("29 feb", date(2028, 2, 29), date(2024, 2, 29)),
        ("23 nov", TYPED_ON, TYPED_ON),
    ],
)
def test_a_typed_day_is_the_nearest_one_that_the_field_takes(
    text: str, ahead: date, before: date
) -> None:
    assert nearest_day(text, TYPED_ON, ahead=True) == ahead
    assert nearest_day(text, TYPED_ON, ahead=False) == before


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("thu", date(2026, 12, 24)),
        ("5 jan", date(2027, 1, 5)),
        ("+7", date(2026, 11, 30)),
        ("tomorrow", date(2026, 11, 24)),
        ("2026-12-30", date(2026, 12, 30)),
    ],
)
def test_only_a_day_by_its_name_is_looked_for_from_another_day_on(text: str, day: date) -> None:
    """As that of the end of a time off, which begins on a Monday in December."""
    assert nearest_day(text, TYPED_ON, ahead=True, since=date(2026, 12, 21)) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dec",
        "21",
        "12/21/2026",
        "03.04.2026",
        "21 dec 10:30",
        "31 feb",
        "mo",
        "soon",
        "+",
        "7+",
    ],
)
def test_what_names_no_single_day_is_none(text: str) -> None:
    """Digits that another country reads in another order are none either."""
    assert nearest_day(text, TYPED_ON, ahead=True) is None


@given(st.text(max_size=12), st.booleans())
def test_any_text_is_a_day_or_none(text: str, ahead: bool) -> None:
    found = nearest_day(text, TYPED_ON, ahead=ahead)
    assert found is None or isinstance(found, date)


@given(st.dates(date(2003, 1, 1), date(2199, 12, 31)), st.booleans())
def test_a_day_that_is_written_out_is_read_back(day: date, ahead: bool) -> None:
    for text in (day.isoformat(), f"{day:%d %b %Y}", f"{day:%a %d %B %Y}"):
        assert nearest_day(text, TYPED_ON, ahead=ahead) == day
