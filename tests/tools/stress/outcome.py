"""What a part of the stress programme found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FAULTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of a part, and each promise that was broken as one line."""

    part: str
    figures: Mapping[str, str | int]
    faults: tuple[str, ...]

    def lines(self, seconds: float) -> Iterator[str]:
        """Yield the figures as rows of a table, and the first faults."""
        yield f"{self.part}, {seconds:.0f} s"
        for name, value in self.figures.items():
            yield f"   {name:58}{value:>12}"
        yield f"   {'broken promises':58}{len(self.faults):>12}"
        yield from (f"   ! {fault}" for fault in self.faults[:FAULTS_SHOWN])
