"""How well the next total that is read is foretold, and how often the range holds it.

The people and their LinkedIns are synthetic. Somebody reads in the morning, before anything is
done on the day, and what was logged until then is known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt

from ssi_tui.core.formula import PAST_START
from ssi_tui.core.model import Past, Reading
from ssi_tui.core.score.calibration import Calibration, calibrations
from ssi_tui.core.score.kalman import SUPPOSED
from ssi_tui.core.score.range import range_of
from ssi_tui.core.score.reach import Reaches, Spread, openings, reaches_of
from ssi_tui.core.score.scoring import PillarSetup, clip, setups
from ssi_tui.core.value import replace
from tests.tools.synthetic import FIRST, Case, Person, somebody

EVERY = {"daily": 1, "weekly": 7, "four-weekly": 28}
METHODS = ("last reading", "uncalibrated", "calibrated")
RANGE_AFTER = {"weekly": (1, 2, 3, 5, 8, 20), "four-weekly": (1, 2, 3, 5, 8)}
"""After how many readings it is asked whether the range holds the next one."""

RANGE_ON = (1, 7, 29, 90)
"""On the mornings of which days, counted from 1, it is asked of somebody who has read nothing."""


@dataclass(slots=True)
class Held:
    """How often the range held a total, and how wide it was."""

    count: int = 0
    held: int = 0
    half_widths: float = 0.0

    def add(self, low: float, high: float, total: float) -> None:
        """Count one range."""
        self.count += 1
        self.held += low <= total <= high
        self.half_widths += (high - low) / 2.0

    def merge(self, other: "Held") -> None:
        """Count the ranges of another."""
        self.count += other.count
        self.held += other.held
        self.half_widths += other.half_widths

    @property
    def share(self) -> float:
        """The share of the totals that were held."""
        return self.held / self.count

    @property
    def half_width(self) -> float:
        """The mean of half the width, in points of the total."""
        return self.half_widths / self.count


@dataclass(slots=True)
class Misses:
    """The errors of each way to foretell the next total, and how often the range held it.

    ``after`` has the ranges by the number of readings before them, ``ranges`` all of them.
    """

    squares: dict[str, float] = field(default_factory=lambda: dict.fromkeys(METHODS, 0.0))
    bias: float = 0.0
    count: int = 0
    ranges: Held = field(default_factory=Held)
    after: dict[int, Held] = field(default_factory=dict)

    def add(self, errors: Mapping[str, float]) -> None:
        """Count one forecast."""
        for method, error in errors.items():
            self.squares[method] += error * error
        self.bias += errors["calibrated"]
        self.count += 1

    def add_range(self, readings: int, ends: tuple[float, float], total: float) -> None:
        """Count the range of one forecast, made from so many readings."""
        for held in (self.ranges, self.after.setdefault(readings, Held())):
            held.add(*ends, total)

    def merge(self, other: "Misses") -> None:
        """Count the forecasts of another."""
        for method in METHODS:
            self.squares[method] += other.squares[method]
        self.bias += other.bias
        self.count += other.count
        self.ranges.merge(other.ranges)
        for readings, held in other.after.items():
            self.after.setdefault(readings, Held()).merge(held)

    def rmse(self, method: str) -> float:
        """Return the root mean square error, in points of the total."""
        return sqrt(self.squares[method] / self.count)

    @property
    def gain(self) -> float:
        """How much smaller the error is than that of the last reading, as a share of it."""
        return 1.0 - self.rmse("calibrated") / self.rmse("last reading")


@dataclass(slots=True)
class Found:
    """What was found for one person or many: by how often they read, and before any reading.

    ``unread`` has the ranges without readings by the answer about the past and by the day.
    """

    misses: dict[str, Misses] = field(default_factory=dict)
    unread: dict[tuple[Past, int], Held] = field(default_factory=dict)

    def merge(self, other: "Found") -> None:
        """Add what was found for another."""
        for often, misses in other.misses.items():
            self.misses.setdefault(often, Misses()).merge(misses)
        for key, held in other.unread.items():
            self.unread.setdefault(key, Held()).merge(held)


def estimates(
    calibration: Calibration, pillars: Sequence[PillarSetup], reaches: Reaches
) -> tuple[float, ...]:
    """Return the four estimates of a morning from its reaches, as the engine does, only faster."""
    return tuple(
        clip(
            pillar.base + fit.offset + fit.gain * reach[SUPPOSED.index((fit.multiplier, fit.start))]
        )
        for fit, pillar, reach in zip(calibration.pillars, pillars, reaches, strict=True)
    )


def unread_estimates(
    past: Past, pillars: Sequence[PillarSetup], reaches: Reaches
) -> tuple[float, ...]:
    """Return the four estimates of a morning without readings, by the answer about the past."""
    at = SUPPOSED.index((1.0, PAST_START[past]))
    return tuple(
        clip(pillar.base + reach[at]) for pillar, reach in zip(pillars, reaches, strict=True)
    )


Mornings = Mapping[date, Spread]
"""What activity has left as each day of a log opens."""


def misses_of(
    person: Person, daily: Sequence[Reading], every: int, mornings: Mornings, asked: Sequence[int]
) -> Misses:
    """Return how well the next total is foretold for somebody who reads every so many days.

    It is asked for the range after the numbers of readings that are ``asked``.
    """
    readings = daily[every // 2 :: every]
    pillars = setups(person.profile)
    known = calibrations(
        person.profile, person.schedule, person.logged, FIRST, readings, readings[-1].day
    )
    found = Misses()
    for calibration, (now, then) in zip(known, pairwise(readings), strict=False):
        spread = mornings[then.day]
        reaches = reaches_of(pillars, spread)
        total = sum(estimates(calibration, pillars, reaches))
        plain = sum(unread_estimates(person.profile.past, pillars, reaches))
        found.add(
            {
                "last reading": now.total - then.total,
                "uncalibrated": plain - then.total,
                "calibrated": total - then.total,
            }
        )
        if calibration.readings in asked:
            ends = range_of(pillars, person.profile.past, calibration, spread, then.day, total)
            found.add_range(calibration.readings, ends, then.total)
    return found


def unread(
    person: Person, daily: Sequence[Reading], mornings: Mornings
) -> Iterator[tuple[tuple[Past, int], Held]]:
    """Yield whether the range holds the total on some mornings of somebody who reads nothing.

    Each person is asked twice: once they answer about their past, and once they do not know it.
    """
    for past in {person.profile.past, Past.UNKNOWN}:
        pillars = setups(replace(person.profile, past=past))
        for number in RANGE_ON:
            day = FIRST + timedelta(days=number - 1)
            spread = mornings[day]
            total = sum(unread_estimates(past, pillars, reaches_of(pillars, spread)))
            held = Held()
            held.add(*range_of(pillars, past, None, spread, day, total), daily[number - 1].total)
            yield (past, number), held


def simulate(case: Case) -> Found:
    """Return what is found for one person, by how often they read."""
    person, daily = somebody(case)
    mornings = dict(openings(person.logged, person.schedule, FIRST, daily[-1].day))
    return Found(
        {
            often: misses_of(person, daily, every, mornings, RANGE_AFTER.get(often, ()))
            for often, every in EVERY.items()
        },
        dict(unread(person, daily, mornings)),
    )


def summed(results: Iterable[Found]) -> Found:
    """Return what is found for many people together."""
    found = Found()
    for result in results:
        found.merge(result)
    return found
