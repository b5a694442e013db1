"""The chance that the user lets a pillar slide until it collapses, from the user's own due days.

What somebody does on a due day depends most on the due days before it: a day that fed the pillar
is mostly followed by another, and three misses are mostly followed by a fourth.
"""

from datetime import date

from ssi_tui.core.calendar import Schedule, days_between
from ssi_tui.core.formula import SLIDE_FORGETTING, SLIDE_LONG_MISSES, SLIDE_PRIORS

Rates = tuple[float, ...]
"""The chance of a miss after a fed due day, after one or two misses, and after three or more."""


def state_after(missed: int) -> int:
    """Return the index in ``Rates`` for a due day that follows ``missed`` misses in a row."""
    if not missed:
        return 0
    return 2 if missed >= SLIDE_LONG_MISSES else 1


def miss_rates(done: bytes) -> Rates:
    """Return how often a due day is missed in each state, from closed due days as in ``DueDays``.

    Each state counts its missed and fed due days on top of a prior of (1, 2), (2, 1) and (3, 1).
    Each further due day in a state first shrinks what was counted there to 0.98 of itself. The
    first due day of all follows no other, so it is not counted.
    """
    counts = [[0.0, 0.0] for _ in SLIDE_PRIORS]
    missed = 0
    for at, fed_then in enumerate(done):
        if at:
            count = counts[state_after(missed)]
            count[:] = (SLIDE_FORGETTING * seen for seen in count)
            count[fed_then] += 1.0
        missed = 0 if fed_then else missed + 1
    return tuple(
        (prior_missed + not_fed) / (prior_missed + prior_fed + not_fed + fed)
        for (prior_missed, prior_fed), (not_fed, fed) in zip(SLIDE_PRIORS, counts, strict=True)
    )


def chance_of_misses(rates: Rates, missed: int, due: int) -> float:
    """Return the chance that the next ``due`` due days are missed, after ``missed`` in a row."""
    chance = 1.0
    for more in range(due):
        chance *= rates[state_after(missed + more)]
    return chance


def chance_of_sliding(
    done: bytes,
    schedule: Schedule,
    today: date,
    fed_today: bool,
    collapse_on: date | None,
) -> float | None:
    """Return the chance that nothing feeds a pillar before the foretold night of its collapse.

    That is the chance of missing all due days up to that night, including today if it is due and
    has not fed the pillar yet; 1 if no due day is left. ``None`` where no collapse is foretold.
    ``done`` are the closed due days of the pillar, as in ``DueDays``.
    """
    if collapse_on is None:
        return None
    missed = len(done) - len(done.rstrip(b"\0"))
    due = sum(schedule.is_due(day) for day in days_between(today, collapse_on))
    if fed_today and schedule.is_due(today):
        missed = 0
        due -= 1
    return chance_of_misses(miss_rates(done), missed, due)
