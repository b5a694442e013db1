"""The year as a grid of weeks and weekdays, which shows how much was done on each day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import Enum

from ssi_tui.core.calendar import week_start
from ssi_tui.core.history.history import tallies_on
from ssi_tui.core.history.sums import counts_by_day
from ssi_tui.core.model import PILLARS, Pillar
from ssi_tui.core.score.scoring import feeding
from ssi_tui.core.score.track import is_fed
from ssi_tui.core.today.dashboard import Source
from ssi_tui.core.value import dataclass

WEEKDAYS = 7
YEAR_WEEKS = 53


class DayState(Enum):
    """What the grid shows of a day."""

    ALL = "all"
    PART = "part"
    NONE = "none"
    REST = "rest"
    OFF = "off"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Year:
    """A grid of weeks from the day ``first`` on, each with the states of its seven days."""

    first: date
    weeks: tuple[tuple[DayState, ...], ...]

    @property
    def last(self) -> date:
        """The last day of the last week."""
        return self.first + timedelta(days=WEEKDAYS * len(self.weeks) - 1)

    def day_at(self, week: int, weekday: int) -> date:
        """Return the day in a column (a week) and a row (a weekday)."""
        return self.first + timedelta(days=WEEKDAYS * week + weekday)

    def place_of(self, day: date) -> tuple[int, int] | None:
        """Return the column and the row of a day, or ``None`` if it is outside the grid."""
        week, weekday = divmod((day - self.first).days, WEEKDAYS)
        return (week, weekday) if 0 <= week < len(self.weeks) else None

    def state_of(self, day: date) -> DayState:
        """Return the state of a day, blank if it is outside the grid."""
        place = self.place_of(day)
        return DayState.BLANK if place is None else self.weeks[place[0]][place[1]]

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """The columns that hold the first day of a month, each with that month (1 to 12)."""
        days = ((self.first + timedelta(days=at), at) for at in range(WEEKDAYS * len(self.weeks)))
        return tuple((at // WEEKDAYS, day.month) for day, at in days if day.day == 1)


def year_of(
    source: Source,
    *,
    pillar: Pillar | None = None,
    task: str | None = None,
    weeks: int = YEAR_WEEKS,
    last: date | None = None,
    first_weekday: int = 0,
) -> Year:
    """Return the grid of the routine, of one pillar or of one task; ``last`` is in its last week.

    ``last`` is today unless given. What was done on a day that was not due is shown; days before
    the log and days to come are blank.
    """
    today = source.history.today
    first = week_start(today if last is None else last, first_weekday)
    first -= timedelta(weeks=weeks - 1)
    if pillar is not None:
        done = _of_pillar(source, pillar)
    elif task is not None:
        done = _of_task(source, task)
    else:
        done = _of_routine(source)
    schedule = source.history.schedule

    def state(day: date) -> DayState:
        if not source.history.first <= day <= today:
            return DayState.BLANK
        found = done(day)
        if found is not DayState.NONE or schedule.is_due(day):
            return found
        return DayState.OFF if schedule.is_time_off(day) else DayState.REST

    return Year(
        first,
        tuple(
            tuple(state(first + timedelta(weeks=week, days=day)) for day in range(WEEKDAYS))
            for week in range(weeks)
        ),
    )


def counts_on(source: Source, day: date) -> Mapping[str, int]:
    """Return the counts toward each task on a day, which may be today."""
    if day == source.history.today:
        tallies = tallies_on(source.log.tallies, day)
        return counts_by_day(tallies).get(day, {})
    return source.history.counts.get(day, {})


def _of_routine(source: Source) -> Callable[[date], DayState]:
    schedule = source.history.schedule
    tasks = [task.id for task in schedule.routine(source.history.today)]

    def done(day: date) -> DayState:
        counts = counts_on(source, day)
        if not schedule.is_due(day):
            return DayState.PART if counts else DayState.NONE
        asked = ((task, schedule.target_if_due(task, day)) for task in tasks)
        targets = [(task, target) for task, target in asked if target]
        if not targets:
            # A due day that asks for nothing cannot be met.
            return DayState.PART if counts else DayState.REST
        if all(counts.get(task, 0) >= target for task, target in targets):
            return DayState.ALL
        return DayState.PART if counts else DayState.NONE

    return done


def _of_task(source: Source, task: str) -> Callable[[date], DayState]:
    schedule = source.history.schedule

    def done(day: date) -> DayState:
        count, target = counts_on(source, day).get(task, 0), schedule.target(task, day)
        if not count:
            return DayState.NONE if target or not schedule.is_due(day) else DayState.REST
        return DayState.ALL if target and count >= target else DayState.PART

    return done


def _of_pillar(source: Source, pillar: Pillar) -> Callable[[date], DayState]:
    history = source.history
    at = PILLARS.index(pillar)
    setup, doses = history.pillars[at], history.closed.doses[at]
    today = feeding(source.now.doses)[at]

    def done(day: date) -> DayState:
        place = history.closed.place_of(day)
        dose = today if day == history.today else 0.0 if place is None else doses[place]
        if is_fed(setup, dose):
            return DayState.ALL
        return DayState.PART if dose > 0.0 else DayState.NONE

    return done
