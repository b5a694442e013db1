"""How often a promise of the program was looked at, and where it was broken."""

from collections import Counter

from tests.tools.stress.outcome import Outcome

CLOSE = 1e-9
"""Scores that differ by less are the same."""


class Checks:
    """The checks of one log or of many, by what is promised; a fault names the log's number.

    What is only ``counted`` is worth knowing, but nobody promised it.
    """

    def __init__(self, log: int = 0) -> None:
        self.log = log
        self.checked: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []

    def that(self, promise: str, holds: bool, case: str) -> None:
        """Count a check; ``case`` says where and how, if the promise does not hold."""
        self.checked[promise] += 1
        if not holds:
            self.failed[promise] += 1
            self.faults.append(f"log {self.log}, {promise}: {case}")

    def count(self, what: str, holds: bool) -> None:
        """Count how often something was so that nobody promised."""
        self.seen[what] += 1
        self.counted[what] += holds

    def merge(self, other: "Checks") -> None:
        """Add the checks of another log."""
        self.checked += other.checked
        self.failed += other.failed
        self.counted += other.counted
        self.seen += other.seen
        self.faults += other.faults

    def outcome(self, logs: int) -> Outcome:
        """Return the table: of each promise how often it was broken and how often looked at."""
        figures: dict[str, str | int] = {"random logs": logs}
        for promise, checked in sorted(self.checked.items()):
            figures[promise] = f"{self.failed[promise]} of {checked:,}"
        for what, seen in sorted(self.seen.items()):
            figures[f"(no promise) {what}"] = f"{self.counted[what]} of {seen:,}"
        return Outcome("Foretold and lived (broken of checked)", figures, tuple(self.faults))
