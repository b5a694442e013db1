"""Curves as cells: one glyph a day in a list, an area of several rows where there is room."""

from collections.abc import Sequence
from math import floor

from ssi_tui.core.bars import SPARKS

BLOCKS = " ▁▂▃▄▅▆▇█"
FULL = 8
# The highest value leaves an eighth of the area free.
HEADROOM = 0.875


def glyphs(values: Sequence[float], top: float) -> str:
    """Return one glyph a value, from the ground up to ``top``; values are 0 or more."""
    if top <= 0.0:
        return SPARKS[0] * len(values)
    levels = (floor(value / top * len(SPARKS) + 1e-9) for value in values)
    return "".join(SPARKS[min(len(SPARKS), max(1, level)) - 1] for level in levels)


def eighths(value: float, top: float, rows: int) -> int:
    """Return how high a value stands in an area of so many rows, in eighths of a row."""
    return round(value / top * rows * FULL * HEADROOM) if top > 0.0 else 0


def filled(height: int, row: int) -> int:
    """Return the eighths of a row that a height fills; row 0 is the lowest."""
    return min(FULL, max(0, height - row * FULL))


def row_of(value: float, top: float, rows: int) -> int:
    """Return the row in which a value lies; row 0 is the lowest."""
    return min(rows - 1, eighths(value, top, rows) // FULL)
