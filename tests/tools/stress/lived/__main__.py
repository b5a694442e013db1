"""Lives random logs: ``python -m tests.tools.stress.lived [LOG ...] [--short]``.

It prints how often each promise was looked at and how often it was broken, with the number of the
log; ``--short`` with that number lives the same log in the short form.
"""

import argparse
import sys
import time

from tests.tools.stress.lived.lives import LOGS, SHORT, live_all


def main() -> int:
    """Live what is asked for, print a table, and return 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.stress.lived", description=__doc__)
    parser.add_argument(
        "logs", nargs="*", metavar="LOG", type=int, help="its number (default: all)"
    )
    parser.add_argument("--short", action="store_true", help="short logs, each check once")
    given = parser.parse_args()
    began = time.monotonic()
    numbers = given.logs or range(SHORT if given.short else LOGS)
    checks = live_all(numbers, short=given.short)
    lines = list(checks.outcome(len(numbers)).lines(time.monotonic() - began))
    sys.stdout.writelines(f"{line}\n" for line in lines if not line.startswith("   !"))
    sys.stdout.writelines(f"   ! {fault}\n" for fault in checks.faults)
    return 1 if checks.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
