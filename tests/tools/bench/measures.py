"""All that is measured, by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.tools.bench import figures, imports, machines
from tests.tools.bench.figures import Figure, Size


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that can be measured by its name; ``long`` ones are no part of the short form."""

    name: str
    run: Callable[[Size, Path], Iterator[Figure]]
    long: bool = False


MEASURES = (
    Measure("first frame", figures.first_frame),
    Measure("large", figures.large, long=True),
    Measure("growth", figures.growth, long=True),
    Measure("press", figures.press),
    Measure("commands", figures.commands),
    Measure("after import", imports.after),
    Measure("report", figures.report, long=True),
    Measure("views", figures.views, long=True),
    Measure("first openings", figures.first_openings, long=True),
    Measure("import", imports.archive, long=True),
    Measure("csv", imports.csv_growth, long=True),
    Measure("machines", machines.machines, long=True),
    Measure("calibration", figures.calibration, long=True),
)
