"""A week of the routine, compared with the week before."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import Enum

from ssi_tui.core.calendar import DAY, Schedule, days_between, week_start
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.history.runs import day_done, day_label
from ssi_tui.core.history.sums import counts_by_day, minutes_of
from ssi_tui.core.history.weeks import counts_toward, minutes_by_week, week_tasks
from ssi_tui.core.model import Tally, Task
from ssi_tui.core.text.words import minutes
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import dataclass

LAST = timedelta(days=6)


class DayKind(Enum):
    """What a day of the week is for a task or for the whole routine."""

    DUE = "due"
    AHEAD = "ahead"
    REST = "rest"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of a task: how many were done, and what kind of day it is."""

    day: date
    count: int
    kind: DayKind


@dataclass(frozen=True, slots=True)
class DaySum:
    """A day of the whole routine: minutes done, minutes planned, and whether the day was met."""

    day: date
    minutes: float
    planned: float
    met: bool
    kind: DayKind


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A task over a week: seven days, count and target, and those of the week before.

    With ``week`` the target is one by the week, and no day has one of its own.
    """

    task: str
    label: str
    days: tuple[WeekDay, ...]
    count: int
    target: int
    before_count: int
    before_target: int
    week: bool = False


@dataclass(frozen=True, slots=True)
class WeekSums:
    """The sums of a week: counts and targets of all tasks, minutes done and planned, days met."""

    count: int
    target: int
    minutes: float
    planned: float
    met: int
    due: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the routine, and the sums of the week before unless the log begins after that."""

    first: date
    rows: tuple[WeekRow, ...]
    days: tuple[DaySum, ...]
    sums: WeekSums
    before: WeekSums | None

    @property
    def day_label(self) -> str:
        """What its days are counted for: ``3+ tasks``."""
        return day_label(sum(not row.week for row in self.rows))

    @property
    def last(self) -> date:
        """The last day of the week."""
        return self.first + LAST


def week_of(dashboard: Dashboard, day: date, first_weekday: int = 0) -> Week:
    """Return the week that holds ``day``; a count includes all that counts toward the task.

    Days before the log ask for nothing. The tasks are those of the last day of the week, or of
    today in the current week; then come those that the week asks for by the week.
    """
    first = week_start(day, first_weekday)
    start = first - timedelta(days=7)
    schedule = dashboard.source.history.schedule
    near = between(dashboard.source.log.tallies, start, first + LAST)
    last = min(first + LAST, max(first, dashboard.today))
    weekly = dict.fromkeys(_weekly(dashboard, first))
    rows = []
    for task in (*schedule.routine(last), *weekly):
        counts = counts_toward(near, task.id)
        days = tuple(_week_day(dashboard, counts, task, first + at * DAY) for at in range(7))
        done, asked = _sums(dashboard, counts, task.id, first)
        before_done, before_asked = _sums(dashboard, counts, task.id, start)
        rows.append(
            WeekRow(
                *(task.id, task.label, days, done, asked, before_done, before_asked),
                week=task in weekly,
            )
        )
    days_of_it = _day_sums(dashboard, near, first, first_weekday)
    days_before = _day_sums(dashboard, near, start, first_weekday)
    return Week(
        first,
        tuple(rows),
        days_of_it,
        _week_sums([(row.count, row.target) for row in rows], days_of_it),
        _week_sums([(row.before_count, row.before_target) for row in rows], days_before)
        if dashboard.source.history.first < first
        else None,
    )


def sums_of(dashboard: Dashboard, first: date, first_weekday: int = 0) -> WeekSums:
    """Return the minutes and the days met of the week from ``first`` on, without its counts."""
    tallies = between(dashboard.source.log.tallies, first, first + LAST)
    return _week_sums((), _day_sums(dashboard, tallies, first, first_weekday))


def kind_of(schedule: Schedule, day: date, today: date, *, asked: bool) -> DayKind:
    """Return the kind of a day; ``asked`` tells whether it asks for anything."""
    if schedule.is_time_off(day):
        return DayKind.OFF
    if not asked:
        return DayKind.REST
    return DayKind.AHEAD if day > today else DayKind.DUE


def _weekly(dashboard: Dashboard, first: date) -> tuple[Task, ...]:
    """Return the tasks that a week asks for by the week, none in a week before the log."""
    history, today = dashboard.source.history, dashboard.today
    day = history.schedule.weekly_as_of(first, today)
    return () if day is None or day < history.first else history.schedule.weekly(first, today)


def _week_day(dashboard: Dashboard, counts: Mapping[date, int], task: Task, day: date) -> WeekDay:
    history = dashboard.source.history
    schedule = history.schedule
    weekly = schedule.version_on(task.id, day).weekly and schedule.is_due(day)
    asked = day >= history.first and (schedule.target(task.id, day) > 0 or weekly > 0)
    kind = kind_of(schedule, day, dashboard.today, asked=asked)
    return WeekDay(day, counts.get(day, 0), kind)


def _sums(
    dashboard: Dashboard, counts: Mapping[date, int], task: str, first: date
) -> tuple[int, int]:
    """Return what was done of a task in a week, and what was asked: by the week, or by its days."""
    history = dashboard.source.history
    days = list(days_between(first, first + LAST))
    weekly = {each.id: each.target for each in _weekly(dashboard, first)}
    daily = sum(history.schedule.target(task, day) for day in days if day >= history.first)
    return sum(counts.get(day, 0) for day in days), weekly.get(task, daily)


def _day_sums(
    dashboard: Dashboard, tallies: Sequence[Tally], first: date, first_weekday: int
) -> tuple[DaySum, ...]:
    history = dashboard.source.history
    schedule, counts = history.schedule, counts_by_day(tallies)
    found = []
    for day in days_between(first, first + LAST):
        tasks = schedule.routine(day) if day >= history.first else ()
        targets = {task.id: schedule.target(task.id, day) for task in tasks}
        due = [task for task, target in targets.items() if target]
        weekly = week_tasks(schedule, tallies, day, dashboard.today, first_weekday)
        planned = (targets[task.id] * task.minutes for task in tasks)
        found.append(
            DaySum(
                day,
                minutes_of([tally for tally in tallies if tally.day == day], schedule.actions_on),
                sum(planned, minutes_by_week(weekly)),
                bool(due) and day_done(due, counts.get(day, {})),
                kind_of(schedule, day, dashboard.today, asked=bool(due)),
            )
        )
    return tuple(found)


def _week_sums(counts: Sequence[tuple[int, int]], days: Sequence[DaySum]) -> WeekSums:
    return WeekSums(
        sum(done for done, _ in counts),
        sum(asked for _, asked in counts),
        sum(day.minutes for day in days),
        sum(day.planned for day in days),
        sum(day.met for day in days),
        sum(day.kind in (DayKind.DUE, DayKind.AHEAD) for day in days),
    )


def day_cell(count: int, kind: DayKind) -> str:
    """Return the cell of a day: its count, else ``-`` at rest, ``~`` in time off, or ``·``."""
    if count:
        return str(count)
    return {DayKind.REST: "-", DayKind.OFF: "~"}.get(kind, "·")


def met_cell(kind: DayKind, *, met: bool) -> str:
    """Return the cell of a day of the whole routine: ``✓`` if it was met."""
    return "✓" if met else day_cell(0, kind)


def minutes_cell(value: float, kind: DayKind) -> str:
    """Return the minutes of a day, or what the day is where there are none."""
    return minutes(value) if value else day_cell(0, kind)
