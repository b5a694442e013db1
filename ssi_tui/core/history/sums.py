"""Sums of what was logged: counts and minutes of days, personal notes of a month."""

from collections.abc import Callable, Sequence
from datetime import date

from ssi_tui.core.formula import ACTIONS, NOTES_A_MONTH, Actions, usual_actions
from ssi_tui.core.model import Entry, Tally
from ssi_tui.core.value import replace

# Minutes are sums of tenths, which binary floats cannot hold exactly.
MINUTES_SLACK = 1e-9


def minutes_of(
    tallies: Sequence[Tally], actions_on: Callable[[date], Actions] = usual_actions
) -> float:
    """Return the minutes of what was logged, the usual ones for entries without their own."""
    return sum(
        (
            tally.minutes + tally.untimed * actions_on(tally.day)[tally.task].minutes
            for tally in tallies
        ),
        0.0,
    )


def notes_left(
    tallies: Sequence[Tally], day: date, notes_a_month: int = NOTES_A_MONTH
) -> int | None:
    """Return how many personal notes are left in the month of a day, ``None`` if unlimited."""
    if not notes_a_month:
        return None
    month = (day.year, day.month)
    used = sum(
        tally.count
        for tally in tallies
        if tally.quality == "note" and (tally.day.year, tally.day.month) == month
    )
    return max(0, notes_a_month - used)


def toward(action: str) -> str:
    """Return the task that an action counts toward; one of the user's own counts toward itself."""
    return ACTIONS[action].toward if action in ACTIONS else action


def counts_by_day(tallies: Sequence[Tally]) -> dict[date, dict[str, int]]:
    """Return the counts toward each task by day; a reply counts as a comment, for example."""
    found: dict[date, dict[str, int]] = {}
    for tally in tallies:
        day = found.setdefault(tally.day, {})
        task = toward(tally.task)
        day[task] = day.get(task, 0) + tally.count
    return found


def without_entries(tallies: Sequence[Tally], entries: Sequence[Entry]) -> Sequence[Tally]:
    """Return what was logged without some entries that have no minutes of their own."""
    if not entries:
        return tallies
    gone: dict[tuple[date, str, str | None], int] = {}
    for entry in entries:
        key = entry.day, entry.task, entry.quality
        gone[key] = gone.get(key, 0) + entry.count
    found = []
    for tally in tallies:
        less = gone.get((tally.day, tally.task, tally.quality), 0)
        if tally.count > less:
            found.append(replace(tally, count=tally.count - less, untimed=tally.untimed - less))
    return found
