"""What calibration gains for synthetic people who read synthetic LinkedIns.

``python -m tests.tools.simulation`` prints how far off the next total that is read was foretold,
with what was logged until then; an argument is the number of people of each kind (default 12).
"""

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from ssi_tui.core.formula import PAST_START
from ssi_tui.core.model import Reading
from ssi_tui.core.score.calibration import Calibration, calibrations
from ssi_tui.core.score.kalman import SUPPOSED
from ssi_tui.core.score.range import range_of
from ssi_tui.core.score.reach import Reaches, openings, reaches_of
from ssi_tui.core.score.scoring import PillarSetup, clip, setups
from tests.tools.synthetic import BEHAVIOURS, FIRST, LINKEDINS, Case, Person, cases, somebody

EVERY = {"weekly": 7, "four-weekly": 28}
PEOPLE = 12
METHODS = ("last reading", "uncalibrated", "calibrated")


@dataclass(slots=True)
class Misses:
    """The errors of each way to foretell the next total, and how often the range held it."""

    squares: dict[str, float] = field(default_factory=lambda: dict.fromkeys(METHODS, 0.0))
    bias: float = 0.0
    held: int = 0
    count: int = 0

    def add(self, errors: Mapping[str, float], held: bool) -> None:
        """Count one forecast."""
        for method, error in errors.items():
            self.squares[method] += error * error
        self.bias += errors["calibrated"]
        self.held += held
        self.count += 1

    def merge(self, other: "Misses") -> None:
        """Count the forecasts of another."""
        for method in METHODS:
            self.squares[method] += other.squares[method]
        self.bias += other.bias
        self.held += other.held
        self.count += other.count

    def rmse(self, method: str) -> float:
        """Return the root mean square error, in points of the total."""
        return sqrt(self.squares[method] / self.count)

    @property
    def gain(self) -> float:
        """How much smaller the error is than that of the last reading, as a share of it."""
        return 1.0 - self.rmse("calibrated") / self.rmse("last reading")


def estimates(
    calibration: Calibration, pillars: Sequence[PillarSetup], reaches: Reaches
) -> tuple[float, ...]:
    """Return the four estimates of a morning, from its reaches: as the engine has them."""
    return tuple(
        clip(
            pillar.base + fit.offset + fit.gain * reach[SUPPOSED.index((fit.multiplier, fit.start))]
        )
        for fit, pillar, reach in zip(calibration.pillars, pillars, reaches, strict=True)
    )


def misses_of(person: Person, daily: Sequence[Reading], every: int) -> Misses:
    """Return how well the next total is foretold for somebody who reads every so many days."""
    readings = daily[every // 2 :: every]
    days, last = person.logged, readings[-1].day
    pillars = setups(person.profile)
    plain_at = SUPPOSED.index((1.0, PAST_START[person.profile.past]))
    mornings = dict(openings(days, person.schedule, FIRST, last))
    known = calibrations(person.profile, person.schedule, days, FIRST, readings, last)
    found = Misses()
    for calibration, (now, then) in zip(known, pairwise(readings), strict=False):
        spread = mornings[then.day]
        reaches = reaches_of(pillars, spread)
        total = sum(estimates(calibration, pillars, reaches))
        low, high = range_of(pillars, person.profile.past, calibration, spread, then.day, total)
        plain = sum(
            pillar.base + reach[plain_at] for pillar, reach in zip(pillars, reaches, strict=True)
        )
        errors = {
            "last reading": now.total - then.total,
            "uncalibrated": plain - then.total,
            "calibrated": total - then.total,
        }
        found.add(errors, low <= then.total <= high)
    return found


def simulate(case: Case) -> dict[str, Misses]:
    """Return the forecasts for one person, by how often they read."""
    person, daily = somebody(case)
    return {often: misses_of(person, daily, every) for often, every in EVERY.items()}


def summed(results: Iterable[dict[str, Misses]]) -> dict[str, Misses]:
    """Return the forecasts for many people together."""
    found = {often: Misses() for often in EVERY}
    for result in results:
        for often, misses in result.items():
            found[often].merge(misses)
    return found


def row(label: str, misses: Misses) -> str:
    """Return one line of the table."""
    numbers = "".join(f"{misses.rmse(method):14.2f}" for method in METHODS)
    bias, held = misses.bias / misses.count, misses.held / misses.count
    return f"{label:<28}{numbers}{-misses.gain:+8.0%}{bias:+8.2f}{held:8.0%}{misses.count:9,}"


def main() -> None:
    """Print the table."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    begun = time.perf_counter()
    chosen = cases(people)
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(simulate, chosen, chunksize=8))
    heads = "".join(f"{method:>14}" for method in METHODS)
    print(f"{'RMSE of the next total':<28}{heads}    gain    bias  in 80 %    count")  # noqa: T201
    for often, misses in summed(results).items():
        print(row(often, misses))  # noqa: T201
    for at, names in enumerate((BEHAVIOURS, LINKEDINS)):
        for name in names:
            some = [
                result for case, result in zip(chosen, results, strict=True) if name == case[at]
            ]
            for often, misses in summed(some).items():
                print(row(f"  {name}, {often}", misses))  # noqa: T201
    print(f"{len(chosen)} people, {time.perf_counter() - begun:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
