"""What is asked for by the week: how much of it was done, and runs of weeks in which all was."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice

from ssi_tui.core.calendar import DAY, Schedule, days_between, week_start
from ssi_tui.core.formula import ACTIONS, WEEKLY_FROM, WEEKLY_MOST
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.history.runs import Run
from ssi_tui.core.history.sums import toward
from ssi_tui.core.model import Tally, Task
from ssi_tui.core.value import dataclass

WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class WeekTask:
    """A task that is asked for by the week.

    ``count`` is what was done of it in the week, ``counted`` how many of those were done on one day
    while the week still asked for them: their minutes are part of that day's routine.
    """

    task: Task
    count: int
    counted: int

    @property
    def minutes(self) -> float:
        """The minutes of those that are counted."""
        return self.counted * self.task.minutes


def minutes_by_week(tasks: Iterable[WeekTask]) -> float:
    """Return the minutes that the routine of a day has because of what was done for its week."""
    return sum((each.minutes for each in tasks), 0.0)


def still_asked(
    schedule: Schedule, tasks: Iterable[WeekTask], today: date, first_weekday: int
) -> dict[str, int]:
    """Return what the week still asks for of the formula's actions, from its third due day on."""
    due = days_between(week_start(today, first_weekday), today)
    if sum(schedule.is_due(day) for day in due) < WEEKLY_FROM:
        return {}
    left = {each.task.id: each.task.target - each.count for each in tasks}
    found = {task: count for task, count in left.items() if count > 0 and task in ACTIONS}
    return dict(islice(found.items(), WEEKLY_MOST))


def is_toward(tally: Tally, task: str) -> bool:
    """Tell whether what was logged counts toward a task: a post does as a post and as a share."""
    return task in (tally.task, toward(tally.task))


def counts_toward(tallies: Iterable[Tally], task: str) -> dict[date, int]:
    """Return by day how many were done of a task."""
    found: Counter[date] = Counter()
    for tally in tallies:
        if is_toward(tally, task):
            found[tally.day] += tally.count
    return found


def week_tasks(
    schedule: Schedule, tallies: Sequence[Tally], day: date, today: date, first_weekday: int
) -> tuple[WeekTask, ...]:
    """Return the weekly tasks of the week that a day is in; ``counted`` is about that day.

    ``tallies`` hold at least what was logged in that week; nothing after today is looked at.
    """
    first = week_start(day, first_weekday)
    tasks = schedule.weekly(first, today)
    near = between(tallies, first, min(first + WEEK - DAY, today)) if tasks else ()
    found = []
    for task in tasks:
        counts = counts_toward(near, task.id)
        before = sum(count for on, count in counts.items() if on < day)
        counted = max(0, min(counts.get(day, 0), task.target - before))
        found.append(WeekTask(task, sum(counts.values()), counted))
    return tuple(found)


def week_run(
    schedule: Schedule,
    tallies: Sequence[Tally],
    task: str,
    since: date,
    today: date,
    first_weekday: int,
) -> Run:
    """Return the run of weeks in which a task was done as often as its week asked for it.

    The log begins on ``since``. No missed week is forgiven; the running week counts once it is
    done, and breaks nothing. Weeks that did not ask for the task by the week are passed over.
    """
    done: Counter[date] = Counter()
    for day, count in counts_toward(between(tallies, since, today), task).items():
        done[week_start(day, first_weekday)] += count
    running = week_start(today, first_weekday)
    first, current, longest = week_start(since, first_weekday), 0, 0
    while first <= running:
        on = schedule.weekly_as_of(first, today)
        asked = 0 if on is None or on < since else schedule.version_on(task, on).weekly
        if asked and done[first] >= asked:
            current += 1
            longest = max(longest, current)
        elif asked and first < running:
            current = 0
        first += WEEK
    return Run(current, longest)
