"""What was done, added up: counts and minutes of a day, personal notes of a month."""

from collections.abc import Sequence
from datetime import date

from ssi_tui.core.formula import ACTIONS, NOTES_A_MONTH
from ssi_tui.core.model import Tally


def minutes_of(tallies: Sequence[Tally]) -> float:
    """Return the minutes of what was logged; entries without minutes take the usual ones."""
    return sum(
        (tally.minutes + tally.untimed * ACTIONS[tally.task].minutes for tally in tallies), 0.0
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


def counts_by_day(tallies: Sequence[Tally]) -> dict[date, dict[str, int]]:
    """Return the counts of each day toward each task, replies counted as comments and so on."""
    found: dict[date, dict[str, int]] = {}
    for tally in tallies:
        day = found.setdefault(tally.day, {})
        task = ACTIONS[tally.task].toward
        day[task] = day.get(task, 0) + tally.count
    return found
