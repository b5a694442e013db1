"""One week beside the one before."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from ssi_tui.core.calendar import week_start
from ssi_tui.core.dashboard import Dashboard
from ssi_tui.core.parts import all_counts
from ssi_tui.core.rows import Counts


class DayKind(Enum):
    """What a day of the week is for a task."""

    DUE = "due"
    AHEAD = "ahead"
    REST = "rest"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of a task: what was done, and what the day is."""

    day: date
    count: int
    kind: DayKind


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A task over a week: its seven days, the week's count and target, those of the week before."""

    task: str
    label: str
    days: tuple[WeekDay, ...]
    count: int
    target: int
    before_count: int
    before_target: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the routine, from its first day on."""

    first: date
    rows: tuple[WeekRow, ...]


def week_of(dashboard: Dashboard, day: date, first_weekday: int = 0) -> Week:
    """Return the week that holds a day; counts include what counts toward a task.

    Days before the log ask for nothing.
    """
    first = week_start(day, first_weekday)
    counts = all_counts(dashboard)
    rows = []
    for task in dashboard.source.history.schedule.routine(day):
        days = tuple(_week_day(dashboard, counts, task.id, first, offset) for offset in range(7))
        done, asked = _sums(dashboard, counts, task.id, first)
        before_done, before_asked = _sums(dashboard, counts, task.id, first - timedelta(days=7))
        rows.append(WeekRow(task.id, task.label, days, done, asked, before_done, before_asked))
    return Week(first, tuple(rows))


def _week_day(dashboard: Dashboard, counts: Counts, task: str, first: date, offset: int) -> WeekDay:
    schedule = dashboard.source.history.schedule
    day = first + timedelta(days=offset)
    count = counts.get(day, {}).get(task, 0)
    if schedule.is_time_off(day):
        kind = DayKind.OFF
    elif not schedule.target(task, day):
        kind = DayKind.REST
    else:
        kind = DayKind.AHEAD if day > dashboard.today else DayKind.DUE
    return WeekDay(day, count, kind)


def _sums(dashboard: Dashboard, counts: Counts, task: str, first: date) -> tuple[int, int]:
    history = dashboard.source.history
    days = [first + timedelta(days=offset) for offset in range(7)]
    asked = sum(history.schedule.target(task, day) for day in days if day >= history.first)
    return sum(counts.get(day, {}).get(task, 0) for day in days), asked
