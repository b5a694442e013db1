"""What activity brings to each pillar for every half-life and every pace from before the log."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from math import exp2

from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.formula import HALF_LIFE_MULTIPLIERS, STARTS
from ssi_tui.core.score.scoring import DayUnits, PillarSetup
from ssi_tui.core.value import replace

Reaches = tuple[tuple[float, ...], ...]
"""The reach of every member of every pillar, in points of the pillar, in the order of a bank."""


def supposed(pillars: Sequence[PillarSetup]) -> tuple[PillarSetup, ...]:
    """Return each pillar with every half-life (these vary faster), and with a start of 1."""
    return tuple(
        replace(pillar, half_life=pillar.half_life * multiplier, start=1.0)
        for pillar in pillars
        for multiplier in HALF_LIFE_MULTIPLIERS
    )


def reaches_of(
    variants: Sequence[PillarSetup], active: Sequence[float], before: Sequence[float]
) -> Reaches:
    """Return the reaches for stocks of activity, and stocks from before the log at a start of 1."""
    found = []
    for variant, logged, old in zip(variants, active, before, strict=True):
        span = variant.ceiling - variant.base
        halvings = variant.pace(1.0) / variant.half_pace
        found += [span * (1.0 - exp2(-halvings * (logged + start * old))) for start in STARTS]
    size = len(HALF_LIFE_MULTIPLIERS) * len(STARTS)
    return tuple(tuple(found[at : at + size]) for at in range(0, len(found), size))


def reaches_on(
    wanted: Collection[date],
    pillars: Sequence[PillarSetup],
    days: Mapping[date, DayUnits],
    schedule: Schedule,
    first: date,
) -> Iterator[tuple[date, Reaches]]:
    """Yield the reaches at the close of each wanted day, oldest first.

    The engine runs over the days from the log's ``first`` on, once for every half-life; a day
    before that has the reaches of the evening before it.
    """
    variants = supposed(pillars)
    active = [0.0] * len(variants)
    before = [variant.before for variant in variants]
    for day in sorted(day for day in wanted if day < first):
        yield day, reaches_of(variants, active, before)
    last = max(wanted, default=first - DAY)
    left: dict[float, list[float]] = {}
    for day in days_between(first, last):
        clock = schedule.clock(day)
        if clock:
            if clock not in left:
                left[clock] = [variant.decay(clock) for variant in variants]
            active = [stock * part for stock, part in zip(active, left[clock], strict=True)]
            before = [stock * part for stock, part in zip(before, left[clock], strict=True)]
        today = days.get(day)
        if today is not None:
            doses = (sum(dose.values()) for dose in today.doses())
            each = [dose for dose in doses for _ in HALF_LIFE_MULTIPLIERS]
            active = [stock + dose for stock, dose in zip(active, each, strict=True)]
        if day in wanted:
            yield day, reaches_of(variants, active, before)
