"""Runs the stress programme: ``python -m tests.tools.stress [PART] [--short]``."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.tools.stress.crowd import crowd
from tests.tools.stress.damage import damage
from tests.tools.stress.full import full
from tests.tools.stress.kills import kills
from tests.tools.stress.laws import laws
from tests.tools.stress.lived.lives import LOGS, SHORT, lived
from tests.tools.stress.machines import machines
from tests.tools.stress.monkey import monkey
from tests.tools.stress.outcome import Outcome
from tests.tools.stress.upgrades import upgrades

PARTS: Mapping[str, tuple[Callable[[Path, int], Outcome], int, int]] = {
    "kills": (kills, 500, 10),
    "crowd": (crowd, 10_000, 100),
    "damage": (damage, 1000, 18),
    "full": (full, 60, 3),
    "machines": (machines, 10_000, 3),
    "monkey": (monkey, 1000, 150),
    "upgrades": (upgrades, 10_000, 1),
    "laws": (laws, 300, 5),
    "lived": (lived, LOGS, SHORT),
}
"""What runs each part, how often in the long form, and in the short one."""


def main() -> int:
    """Run what is asked for, print a table, and return 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.stress", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}, or all")
    parser.add_argument("--short", action="store_true", help="a few seconds each, as the tests do")
    parser.add_argument("--number", type=int, help="how often, or how much")
    given = parser.parse_args()
    unknown = set(given.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    broken = 0
    for name in given.parts or PARTS:
        run, long, short = PARTS[name]
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            outcome = run(Path(folder), given.number or (short if given.short else long))
        sys.stdout.writelines(f"{line}\n" for line in outcome.lines(time.monotonic() - began))
        sys.stdout.flush()
        broken += len(outcome.faults)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
