"""Runs of due days on which something was done, and runs of days above the collapse line.

These are the user's own streaks; the estimate does not depend on them.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from ssi_tui.core.value import dataclass

TASKS_FOR_A_DAY = 3
FORGIVENESS_DUE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Run:
    """The current and the longest run, in due days (for a score streak in days).

    ``pending`` tells that the last closed due day was missed, and that the current run goes on
    only if the next one is done.
    """

    current: int
    longest: int
    pending: bool = False


@dataclass(frozen=True, slots=True)
class DueDay:
    """A due day that is over, and whether what it asked for was done."""

    day: date
    done: bool


def is_forgiven(days: Sequence[DueDay], at: int) -> bool:
    """Tell whether the due day with index ``at`` is a miss that does not break a run.

    A miss is forgiven if the due days before and after it are done and it is the only miss in the
    seven due days around it (three before, itself, three after). The last one breaks no run yet
    where a done next due day would forgive it. One miss does a habit no lasting harm (Lally 2010);
    two in a week are no habit.
    """
    return not days[at].done and _bridged(days, at)


def _bridged(days: Sequence[DueDay], at: int) -> bool:
    """Tell whether the miss with index ``at`` is forgiven, or can still be."""
    if at == 0 or not all(day.done for day in (days[at - 1], *days[at + 1 : at + 2])):
        return False
    reach = FORGIVENESS_DUE_DAYS // 2
    return sum(not other.done for other in days[max(0, at - reach) : at + reach + 1]) == 1


def run_of(days: Sequence[DueDay]) -> Run:
    """Return the current and the longest run of due days, which are given oldest first.

    A forgiven miss neither breaks a run nor counts. Leave today out while it is unfinished.
    """
    current = longest = 0
    for at, item in enumerate(days):
        if item.done:
            current += 1
        elif not _bridged(days, at):
            longest = max(longest, current)
            current = 0
    return Run(current, max(longest, current), current > 0 and not days[-1].done)


def run_with_today(closed: Run, days: Sequence[DueDay], done: bool) -> Run:
    """Return the run of closed due days with today added, if it is done.

    ``closed`` is the run of those days. Today can only lengthen the current run, perhaps across a
    miss that it forgives.
    """
    if not done:
        return closed
    current = 1
    at = len(days) - 1
    while at >= 0 and (days[at].done or _bridged(days, at)):
        current += days[at].done
        at -= 1
    return Run(current, max(closed.longest, current))


def day_done(due: Sequence[str], counts: Mapping[str, int]) -> bool:
    """Tell whether at least three of the tasks due on a day were done, or all if fewer were due."""
    return len([task for task in due if counts.get(task)]) >= min(TASKS_FOR_A_DAY, len(due))


def day_label(tasks: int) -> str:
    """Return what a day is counted for whose routine has so many tasks: ``3+ tasks``."""
    return "all tasks" if tasks < TASKS_FOR_A_DAY else f"{TASKS_FOR_A_DAY}+ tasks"


def with_today(days: Sequence[DueDay], today: date, due: bool, done: bool) -> tuple[DueDay, ...]:
    """Return the due days with today added once it is done, as an unfinished day breaks no run."""
    return (*days, DueDay(today, True)) if due and done else tuple(days)


def run_over(over: Sequence[bool]) -> Run:
    """Return the run of days on which a pillar was over its line, given for each closed day."""
    current = longest = 0
    for was_over in over:
        if was_over:
            current += 1
        elif current:
            longest = max(longest, current)
            current = 0
    return Run(current, max(longest, current))


def run_over_with_today(closed: Run, over: bool) -> Run:
    """Return the run of days on which a pillar was over its line, with today added."""
    current = closed.current + 1 if over else 0
    return Run(current, max(closed.longest, current))
