"""What synthetic people are told, and how true it is: ``python -m tests.tools.simulation``.

Prints how far off the next total is foretold, how often the range holds it, who is warned how
often, and how often a warned pillar does fall.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.tools.simulation import flags, readings
from tests.tools.simulation.figures import (
    error_lines,
    range_lines,
    sinking_lines,
    slide_lines,
    stopped_lines,
    warned_lines,
)
from tests.tools.simulation.habits import HABITS
from tests.tools.synthetic import BEHAVIOURS, cases

READERS, SHORT_READERS = 12, 1
"""Of each behaviour with each LinkedIn."""

HABITUALS, SHORT_HABITUALS = 24, 2
"""Of each habit."""


def reading_lines(people: int, pool: ProcessPoolExecutor) -> Iterator[str]:
    """Yield the tables of those who read LinkedIn's numbers."""
    chosen = cases(people)
    results = list(pool.map(readings.simulate, chosen, chunksize=4))
    found = readings.summed(results)
    by_behaviour = {
        name: readings.summed(
            result for case, result in zip(chosen, results, strict=True) if case[0] == name
        ).misses["weekly"]
        for name in BEHAVIOURS
    }
    yield from error_lines(found)
    yield from range_lines(found, by_behaviour)


def warning_lines(people: int, pool: ProcessPoolExecutor) -> Iterator[str]:
    """Yield the tables of those who are warned."""
    chosen = [(name, seed) for name in HABITS for seed in range(people)]
    told = list(pool.map(flags.watch, chosen, chunksize=4))
    results = {
        name: flags.summed(one for case, one in zip(chosen, told, strict=True) if case[0] == name)
        for name in HABITS
    }
    yield from warned_lines(results)
    yield from stopped_lines(results)
    yield from sinking_lines(results)
    yield from slide_lines(results)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def main() -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.simulation", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=("readings", "flags", []), help="one of the two (default: both)"
    )
    parser.add_argument("--short", action="store_true", help="few people, a few seconds")
    parser.add_argument("--people", type=int, help="of each kind")
    given = parser.parse_args()
    began = time.monotonic()
    with ProcessPoolExecutor() as pool:
        if "flags" not in given.parts:
            _print(reading_lines(given.people or (SHORT_READERS if given.short else READERS), pool))
        if "readings" not in given.parts:
            many = given.people or (SHORT_HABITUALS if given.short else HABITUALS)
            _print(warning_lines(many, pool))
    _print([f"{time.monotonic() - began:.0f} s"])


if __name__ == "__main__":
    main()
