"""Runs of due days on which something was done, and runs of days above the collapse line.

These are the user's own streaks; the estimate does not depend on them.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from ssi_tui.core.value import dataclass

TASKS_FOR_A_DAY = 3
# A miss behind a day that was done, with no other miss in the three due days on either side.
_FORGIVEN = rb"(?s)(?<=\x01)(?<!\x00.)(?<!\x00..)\x00(?!.{0,2}\x00)"


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
class DueDays:
    """The due days that are over, oldest first; a byte of ``done`` is 1 where one was done."""

    days: Sequence[date]
    done: bytes


def is_forgiven(done: bytes, at: int) -> bool:
    """Tell whether the due day with index ``at`` is a miss that does not break a run.

    A miss is forgiven if the due days before and after it are done and it is the only miss in the
    seven due days around it (three before, itself, three after). The last one breaks no run yet
    where a done next due day would forgive it. One miss does a habit no lasting harm (Lally 2010);
    two in a week are no habit.
    """
    return re.compile(_FORGIVEN).match(done, at) is not None


def run_of(done: bytes) -> Run:
    """Return the current and the longest run of due days, a byte for each as in ``DueDays``.

    A forgiven miss neither breaks a run nor counts. Leave today out while it is unfinished.
    """
    current, *_ = lengths = [*map(len, reversed(re.sub(_FORGIVEN, b"", done).split(b"\0")))]
    return Run(current, max(lengths), current > 0 and not done[-1])


def run_with_today(closed: Run, done: bytes, done_today: bool) -> Run:
    """Return the run of closed due days, ``closed`` alone, with today added if it is done."""
    return run_of(done + b"\1") if done_today else closed


def day_done(due: Sequence[str], counts: Mapping[str, int]) -> bool:
    """Tell whether at least three of the tasks due on a day were done, or all if fewer were due."""
    return len([task for task in due if counts.get(task)]) >= min(TASKS_FOR_A_DAY, len(due))


def day_label(tasks: int) -> str:
    """Return what a day is counted for whose routine has so many tasks: ``3+ tasks``."""
    return "all tasks" if tasks < TASKS_FOR_A_DAY else f"{TASKS_FOR_A_DAY}+ tasks"


def with_today(closed: DueDays, today: date, due: bool, done: bool) -> DueDays:
    """Return the due days with today added once it is done, as an unfinished day breaks no run."""
    return DueDays((*closed.days, today), closed.done + b"\1") if due and done else closed


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
