"""One week beside the one before, whatever kind of week it is."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given

from ssi_tui.core.calendar import DAY, week_start
from ssi_tui.core.model import Log, TargetVersion
from ssi_tui.core.review.week import DayKind, DaySum, Week, WeekDay, WeekRow, WeekSums, week_of
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import (
    MONDAY,
    ROUTINE,
    after,
    away,
    keeper,
    log_of,
    routine_on,
    tally,
    with_tallies,
    working,
)
from tests.core.strategies import FEWER, Case, cases

ASKED = 30
"""The count that the usual routine asks for on five days: six a day."""

KINDS = {"D": DayKind.DUE, "A": DayKind.AHEAD, "R": DayKind.REST, "O": DayKind.OFF}


def looked_at(log: Log, day: date, today: date | None = None, first_weekday: int = 0) -> Week:
    """Return the week that holds a day, looked at from well after it where no day is given."""
    return week_of(build(log, today or day + 14 * DAY), day, first_weekday)


def row_of(week: Week, task: str) -> WeekRow:
    """Return the row of a task."""
    return next(row for row in week.rows if row.task == task)


def kinds(days: Iterable[WeekDay | DaySum]) -> str:
    """Return the kinds of days by their first letters."""
    letters = {kind: letter for letter, kind in KINDS.items()}
    return "".join(letters[day.kind] for day in days)


def test_a_week_of_the_routine_adds_up() -> None:
    """Five days of 13 minutes, all met, and the same the week before."""
    week = looked_at(keeper(28), after(16))
    assert (week.first, week.last) == (after(14), after(20))
    assert week.sums == WeekSums(ASKED, ASKED, 65.0, 65.0, 5, 5)
    assert week.before == week.sums
    assert [day.count for day in row_of(week, "comment").days] == [2, 2, 2, 2, 2, 0, 0]
    assert [(row.task, row.count, row.target) for row in week.rows] == [
        (task, 5 * count, 5 * count) for task, count in ROUTINE.items()
    ]
    assert kinds(week.days) == kinds(row_of(week, "share").days) == "DDDDDRR"


def test_what_counts_toward_a_task_is_counted_with_it() -> None:
    """And what is no task of the routine is in the minutes alone."""
    log = with_tallies(keeper(28), tally(after(14), "reply", 3), tally(after(14), "article"))
    week, usual = looked_at(log, after(14)), looked_at(keeper(28), after(14))
    assert row_of(week, "comment").count == 13
    assert week.sums.count == usual.sums.count + 3
    assert week.sums.minutes > usual.sums.minutes + 30.0


def test_days_off_ask_for_nothing() -> None:
    """A part of the week, at its end and over it."""
    log = replace(keeper(16), time_off=(away(after(16), after(22)),))
    week = looked_at(log, after(14))
    assert kinds(week.days) == kinds(row_of(week, "comment").days) == "DDOOOOO"
    assert week.sums == WeekSums(12, 12, 26.0, 26.0, 2, 2)
    assert row_of(week, "comment").target == 4
    later = looked_at(log, after(21))
    assert later.sums == WeekSums(0, 18, 0.0, 39.0, 0, 3)
    assert later.before == week.sums


def test_a_week_off_has_nothing_due_and_keeps_what_was_done_in_it() -> None:
    """No day is met, because none asked; what was done is counted all the same."""
    log = replace(keeper(14), time_off=(away(after(14), after(20)),))
    week = looked_at(log, after(14))
    assert kinds(week.days) == "OOOOOOO"
    assert week.sums == WeekSums(0, 0, 0.0, 0.0, 0, 0)
    done = looked_at(with_tallies(log, *routine_on(after(15))), after(14))
    assert done.sums == WeekSums(6, 0, 13.0, 0.0, 0, 0)


def test_a_week_without_an_entry_is_a_week_of_misses() -> None:
    """Five due days, none met."""
    week = looked_at(keeper(14), after(14))
    assert week.sums == WeekSums(0, ASKED, 0.0, 65.0, 0, 5)
    assert week.before == WeekSums(ASKED, ASKED, 65.0, 65.0, 5, 5)


def test_the_days_before_the_log_ask_for_nothing() -> None:
    """In the first week, for each task as for the day; there is no week before it."""
    log = log_of(*routine_on(after(2), after(3), after(4)))
    week = looked_at(log, MONDAY)
    assert week.sums == WeekSums(18, 18, 39.0, 39.0, 3, 3)
    assert week.before is None
    assert kinds(week.days) == kinds(row_of(week, "comment").days) == "RRDDDRR"
    second = looked_at(log, after(7))
    assert second.before == week.sums


def test_a_week_before_the_log_holds_nothing() -> None:
    """And has nothing to be compared with."""
    week = looked_at(keeper(14), after(-7), after(14))
    assert week.sums == WeekSums(0, 0, 0.0, 0.0, 0, 0)
    assert week.before is None
    assert kinds(week.days) == kinds(row_of(week, "comment").days) == "RRRRRRR"


def test_an_empty_log_asks_from_today_on() -> None:
    """Its first day is today."""
    week = looked_at(log_of(), after(2), after(2))
    assert week.sums == WeekSums(0, 18, 0.0, 39.0, 0, 3)
    assert kinds(week.days) == "RRDAARR"


def test_a_week_that_runs_shows_what_is_ahead() -> None:
    """Its days are due already, its minutes planned."""
    week = looked_at(keeper(16), after(16), after(16))
    assert kinds(week.days) == "DDDAARR"
    assert week.sums == WeekSums(12, ASKED, 26.0, 65.0, 2, 5)


def test_targets_that_change_today_leave_the_weeks_before_as_they_were() -> None:
    """The week that runs has the old ones until yesterday."""
    log, today = keeper(30), after(30)
    more = replace(log, targets=(TargetVersion("comment", today, 5),))
    for back in (7, 14, 21):
        before, now = (looked_at(each, today - back * DAY, today) for each in (log, more))
        assert before == now
    running = row_of(looked_at(more, today, today), "comment")
    assert running.target == 2 + 2 + 5 + 5 + 5
    assert running.before_target == 10


def test_a_busy_weekday_asks_for_more() -> None:
    """Two connects on Monday and Thursday, one on the others."""
    busy = TargetVersion("connect", date.min, 1, None, 2, frozenset({0, 3}))
    week = looked_at(replace(keeper(28), targets=(busy,)), after(14))
    assert row_of(week, "connect").target == 7
    assert [day.planned for day in week.days] == [15.0, 13.0, 13.0, 15.0, 13.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "day",
    [
        date(2028, 2, 29),
        date(2026, 3, 29),
        date(2026, 10, 25),
        date(2027, 1, 1),
        date(2026, 12, 31),
    ],
    ids=["29 February", "clocks forward", "clocks back", "New Year", "New Year's Eve"],
)
@pytest.mark.parametrize("first_weekday", range(7))
def test_every_week_has_seven_days_in_order(day: date, first_weekday: int) -> None:
    """Over a leap day, the changes of the clocks and the turn of the year."""
    log = keeper(60, first=day - 40 * DAY)
    week = looked_at(log, day, first_weekday=first_weekday)
    assert week.first == week_start(day, first_weekday) <= day <= week.last
    assert [item.day for item in week.days] == [week.first + at * DAY for at in range(7)]
    assert week.sums == week.before == WeekSums(ASKED, ASKED, 65.0, 65.0, 5, 5)


def test_a_week_from_sunday_on_holds_the_sunday_before_its_monday() -> None:
    """What is done on a Sunday is of the week that it begins."""
    log = with_tallies(keeper(28), tally(after(13), "comment", 7))
    sunday = row_of(looked_at(log, after(14), first_weekday=6), "comment")
    monday = row_of(looked_at(log, after(14)), "comment")
    assert [day.count for day in sunday.days] == [7, 2, 2, 2, 2, 2, 0]
    assert (sunday.count, sunday.before_count) == (17, 10)
    assert (monday.count, monday.before_count) == (10, 17)


def test_without_workdays_every_day_is_due() -> None:
    """None is one of rest."""
    week = looked_at(replace(keeper(28), workdays=(working(()),)), after(14))
    assert kinds(week.days) == "DDDDDDD"
    assert week.sums == WeekSums(30, 42, 65.0, 91.0, 5, 7)


@FEWER
@given(cases())
def test_rows_and_days_add_up_to_the_week(case: Case) -> None:
    """Counts and targets by task, minutes and met days by day, whatever the log."""
    for back in (0, 7, 14):
        week = week_of(case.dashboard(), case.today - back * DAY, case.first.weekday())
        assert week.sums.count == sum(row.count for row in week.rows)
        assert week.sums.target == sum(row.target for row in week.rows)
        assert week.sums.minutes == pytest.approx(sum(day.minutes for day in week.days))
        assert week.sums.met <= week.sums.due <= 7
        for row in week.rows:
            assert row.count == sum(day.count for day in row.days)
        asked = [day.kind for day in week.days if day.planned]
        assert all(kind in (DayKind.DUE, DayKind.AHEAD) for kind in asked)
