"""Curves drawn in the cells of a terminal: a braille cell has two columns of four dots.

Positions are (day, value) points of any scale. Inks are names that the caller gives to what it
draws; with the cells they come back, to be painted in a style each.
"""

from collections.abc import Iterable, Sequence
from math import ceil, floor

from ssi_tui.core.value import dataclass

Points = Sequence[tuple[float, float]]
"""Points of a curve in order of their days."""

BRAILLE = 0x2800
LEVEL, READING, TICK = "╌", "◆", "┤"
# The bits of the dots of a cell, from the top down in its left and in its right column.
_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
# Each dot with the one beside it in its cell.
_PAIRS = {bit: left | right for left, right in zip(*_BITS, strict=True) for bit in (left, right)}
# So many columns of dots are one period of a pattern, and these of them are drawn. Both leave one
# dot in a cell at most, so that a forecast cannot look like the past, not even in ASCII.
DASHES = (4, (1, 2))
DOTS = (3, (0,))
Pattern = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Axis:
    """The values at the bottom and at the top of a chart, and those that are written beside it."""

    low: int
    high: int
    ticks: tuple[int, ...]


def axis_of(values: Iterable[float], step: int, rows: int) -> Axis:
    """Return an axis that holds all values and begins and ends at a multiple of ``step``.

    Both ends are written, and as many of the steps between them as leave a row free here and there.
    """
    known = [*values]
    low, high = floor(min(known) / step), ceil(max(known) / step)
    high = max(high, low + 1)
    parts = high - low
    fits = (n for n in range(1, parts) if parts % n == 0 and parts // n + 1 <= rows * 0.8)
    every = next(fits, parts)
    return Axis(low * step, high * step, tuple(range(low * step, high * step + 1, every * step)))


def value_at(points: Points, day: float) -> float:
    """Return the value of a curve on a day, on the straight line between the points beside it."""
    before = points[0]
    for point in points:
        if day <= point[0]:
            span = point[0] - before[0]
            share = (day - before[0]) / span if span > 0.0 else 1.0
            return before[1] + (point[1] - before[1]) * share
        before = point
    return before[1]


class Plot:
    """A field of ``cells`` by ``rows`` that shows days from ``first`` to ``last`` on an axis.

    Of two curves in one cell the later has its ink.
    """

    def __init__(self, cells: int, rows: int, first: float, last: float, axis: Axis) -> None:
        self._cells, self._rows = cells, rows
        self._first, self._last = first, last
        self._axis = axis
        self._drawn: dict[tuple[int, int], tuple[int, str]] = {}
        self._marks: dict[tuple[int, int], tuple[str, str]] = {}
        self._levels: dict[tuple[int, int], str] = {}

    def cell_of(self, day: float) -> int:
        """Return the column of cells in which a day lies."""
        return self._column(day) // 2

    def row_of(self, value: float) -> int:
        """Return the row of cells in which a value lies, from the top down."""
        return self._height(value) // 4

    def solid(self, points: Points, ink: str) -> None:
        """Draw a curve without gaps; it has two dots and more in each of its cells."""
        start, end = self._column(points[0][0]) // 2 * 2, self._column(points[-1][0]) // 2 * 2 + 1
        before: int | None = None
        through: set[tuple[int, int]] = set()
        for column in range(start, end + 1):
            height = self._height(value_at(points, self._day(column)))
            # From the dot beside the one before, so that steep parts hold together.
            last = height if before is None else before + (height > before) - (height < before)
            for dot in range(min(height, last), max(height, last) + 1):
                through.add(self._dot(column, dot, ink))
            before = height
        for place in through:
            bits, _ = self._drawn[place]
            self._drawn[place] = _PAIRS.get(bits, bits), ink

    def broken(self, points: Points, ink: str, pattern: Pattern) -> None:
        """Draw a curve as ``DASHES`` or ``DOTS``."""
        period, shown = pattern
        for column in range(self._column(points[0][0]), self._column(points[-1][0]) + 1):
            if column % period in shown:
                height = self._height(value_at(points, self._day(column)))
                self._dot(column, height, ink, alone=True)

    def level(self, points: Points, ink: str) -> None:
        """Draw a line of whole cells behind everything else."""
        for cell in range(self.cell_of(points[0][0]), self.cell_of(points[-1][0]) + 1):
            value = value_at(points, self._day(2 * cell + 0.5))
            self._levels.setdefault((self.row_of(value), cell), ink)

    def mark(self, day: float, value: float, ink: str) -> None:
        """Draw a reading, before everything else."""
        self._marks[self.row_of(value), self.cell_of(day)] = READING, ink

    def rows(self) -> list[list[tuple[int, str, str]]]:
        """Return what is in each row from the top down: cell, text and ink, from left to right."""
        behind = {place: (LEVEL, ink) for place, ink in self._levels.items()}
        drawn = {place: (chr(BRAILLE + bits), ink) for place, (bits, ink) in self._drawn.items()}
        found: list[list[tuple[int, str, str]]] = [[] for _ in range(self._rows)]
        end, last = (-1, -1), ""
        for (row, cell), (text, ink) in sorted((behind | drawn | self._marks).items()):
            if (row, cell) == end and ink == last:
                start, before, _ = found[row].pop()
                found[row].append((start, before + text, ink))
            else:
                found[row].append((cell, text, ink))
            end, last = (row, cell + 1), ink
        return found

    def _column(self, day: float) -> int:
        """Return the column of dots of a day; what lies outside is moved to the edge."""
        share = (day - self._first) / (self._last - self._first)
        return round(min(1.0, max(0.0, share)) * (2 * self._cells - 1))

    def _day(self, column: float) -> float:
        """Return the day of a column of dots."""
        return self._first + column / (2 * self._cells - 1) * (self._last - self._first)

    def _height(self, value: float) -> int:
        """Return the row of dots of a value, from the top down."""
        share = (self._axis.high - value) / (self._axis.high - self._axis.low)
        return round(min(1.0, max(0.0, share)) * (4 * self._rows - 1))

    def _dot(self, column: int, height: int, ink: str, *, alone: bool = False) -> tuple[int, int]:
        """Draw a dot and return its cell; ``alone`` there, whatever was drawn before."""
        place = height // 4, column // 2
        before = 0 if alone else self._drawn.get(place, (0, ""))[0]
        self._drawn[place] = before | _BITS[column % 2][height % 4], ink
        return place
