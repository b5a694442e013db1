"""What was done, added up: counts and minutes of a day, personal notes of a month."""

from collections.abc import Callable, Sequence
from datetime import date

from ssi_tui.core.formula import ACTIONS, NOTES_A_MONTH, Actions, usual_actions
from ssi_tui.core.model import Tally


def minutes_of(
    tallies: Sequence[Tally], actions_on: Callable[[date], Actions] = usual_actions
) -> float:
    """Return the minutes of what was logged; entries without minutes take those of their day."""
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
    """Return the personal notes left in the month of a day, ``None`` where they are unlimited."""
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
    """Return the task that an action counts toward; a task of the user's own is its own."""
    return ACTIONS[action].toward if action in ACTIONS else action


def counts_by_day(tallies: Sequence[Tally]) -> dict[date, dict[str, int]]:
    """Return the counts of each day toward each task, replies counted as comments and so on."""
    found: dict[date, dict[str, int]] = {}
    for tally in tallies:
        day = found.setdefault(tally.day, {})
        task = toward(tally.task)
        day[task] = day.get(task, 0) + tally.count
    return found
