"""What activity brings to each pillar for every half-life and every pace from before the log."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from math import exp2

from ssi_tui.core.calendar import Schedule, days_between
from ssi_tui.core.formula import HALF_LIFE_MULTIPLIERS, PILLAR_RULES, STARTS
from ssi_tui.core.score.scoring import LN2, DayUnits, PillarSetup
from ssi_tui.core.value import dataclass

Reaches = tuple[tuple[float, ...], ...]
"""The reach of every member of every pillar, in points of the pillar, in the order of a bank."""

HALF_LIVES = tuple(
    rule.half_life * multiplier
    for rule in PILLAR_RULES.values()
    for multiplier in HALF_LIFE_MULTIPLIERS
)
"""The half-lives that are supposed of each pillar, one pillar after the other."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What activity has left under every half-life, at some moment of a log.

    ``stocks`` are those of activity alone, in the order of ``HALF_LIVES``; ``clock`` is by how many
    days the activity clock has run since the close before the log's first day, from where on what
    comes from before the log fades.
    """

    clock: float = 0.0
    stocks: tuple[float, ...] = (0.0,) * len(HALF_LIVES)

    def faded(self, clock: float) -> "Spread":
        """Return what is left after some days of the activity clock."""
        if clock == 0.0:
            return self
        kept = zip(self.stocks, _left(clock), strict=True)
        return Spread(self.clock + clock, tuple([stock * part for stock, part in kept]))

    def with_doses(self, doses: Sequence[Mapping[str, float]]) -> "Spread":
        """Return it with the doses of a day added, a mapping for each pillar."""
        if not any(doses):
            return self
        sums = [sum(dose.values()) for dose in doses]
        each = [dose for dose in sums for _ in HALF_LIFE_MULTIPLIERS]
        added = zip(self.stocks, each, strict=True)
        return Spread(self.clock, tuple([stock + dose for stock, dose in added]))


@cache
def _left(clock: float) -> tuple[float, ...]:
    """Return what is left of 1 for every half-life; the clock has few steps, one for each week."""
    return tuple(exp2(-clock / half_life) for half_life in HALF_LIVES)


def reaches_of(pillars: Sequence[PillarSetup], spread: Spread) -> Reaches:
    """Return the reaches of the members; of the pillars only baseline, ceiling and K are used."""
    size = len(HALF_LIFE_MULTIPLIERS)
    found = []
    for at, pillar in enumerate(pillars):
        span = pillar.ceiling - pillar.base
        mine = slice(at * size, (at + 1) * size)
        members: list[float] = []
        for half_life, stock in zip(HALF_LIVES[mine], spread.stocks[mine], strict=True):
            halvings = stock * 7.0 * LN2 / half_life / pillar.half_pace
            old = exp2(-spread.clock / half_life)
            members += [span * (1.0 - exp2(-halvings - start * old)) for start in STARTS]
        found.append(tuple(members))
    return tuple(found)


def openings(
    days: Mapping[date, DayUnits], schedule: Schedule, first: date, last: date
) -> Iterator[tuple[date, Spread]]:
    """Yield each day from the log's first to the last as it opens: faded, and nothing done yet."""
    spread = Spread()
    for day in days_between(first, last):
        spread = spread.faded(schedule.clock(day))
        yield day, spread
        if day in days:
            spread = spread.with_doses(days[day].doses())
