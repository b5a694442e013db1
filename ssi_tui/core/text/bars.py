"""Bars and areas as cells, in eighths: a bar of one point a cell, an area of several rows."""

from collections.abc import Sequence
from enum import Enum
from math import floor

from ssi_tui.core.formula import SCORE_MAX
from ssi_tui.core.text.words import DONE as DONE
from ssi_tui.core.text.words import TO_DO as TO_DO
from ssi_tui.core.value import dataclass

EIGHTHS = " ▏▎▍▌▋▊▉█"
TRACK = "·"
LINE = "│"
SPARKS = "▁▂▃▄▅▆▇"
THIN, THIN_HALF, THIN_REST = "━", "╸", "─"
MET, NONE = "•", "·"
BLOCKS = " ▁▂▃▄▅▆▇█"
FULL = 8
# The highest value leaves an eighth of an area free.
HEADROOM = 0.875


class CellKind(Enum):
    """What a cell of a bar shows, and so which colours it takes."""

    FULL = "full"
    PART = "part"
    TRACK = "track"
    LINE_ON_FILL = "line on fill"
    LINE_ON_TRACK = "line on track"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a bar."""

    text: str
    kind: CellKind


def bar_cells(score: float, line: float | None, width: int = 25) -> tuple[Cell, ...]:
    """Return the cells of a pillar's bar; score and line are 0 to 25.

    The line takes its cell whole: on the fill where that cell is at least half full, else on the
    track.
    """
    eighths = round(score * width * 8 / SCORE_MAX)
    mark = None if line is None else min(width - 1, floor(line * width / SCORE_MAX))
    cells = []
    for at in range(width):
        filled = min(8, max(0, eighths - at * 8))
        if at == mark:
            cells.append(
                Cell(LINE, CellKind.LINE_ON_FILL if filled >= 4 else CellKind.LINE_ON_TRACK)
            )
        elif filled == 8:
            cells.append(Cell(EIGHTHS[8], CellKind.FULL))
        elif filled:
            cells.append(Cell(EIGHTHS[filled], CellKind.PART))
        else:
            cells.append(Cell(TRACK, CellKind.TRACK))
    return tuple(cells)


def bar_text(score: float, line: float | None, width: int = 25) -> str:
    """Return a bar as plain text."""
    return "".join(cell.text for cell in bar_cells(score, line, width))


def thin_line(share: float, width: int) -> str:
    """Return the filled part of a thin line, in halves of a cell."""
    halves = round(min(1.0, max(0.0, share)) * width * 2)
    return THIN * (halves // 2) + THIN_HALF * (halves % 2)


def sparkline(values: Sequence[float | None]) -> str:
    """Return one glyph a value between the smallest and the largest; a space where unknown.

    Values that hardly differ (less than half a point) stay in the middle of the row.
    """
    known = [value for value in values if value is not None]
    if not known:
        return " " * len(values)
    low, high = min(known), max(known)
    span = high - low
    top = len(SPARKS) - 1
    glyphs = []
    for value in values:
        if value is None:
            glyphs.append(" ")
        elif span < 0.5:
            glyphs.append(SPARKS[top // 2])
        else:
            glyphs.append(SPARKS[round((value - low) / span * top)])
    return "".join(glyphs)


def dots(count: int, target: int, width: int) -> str:
    """Return a dot for each done and each to do, shortened where they do not fit."""
    shown = [DONE] * count + [TO_DO] * max(0, target - count)
    text = " ".join(shown)
    if len(text) <= width:
        return text
    text = "".join(shown)
    if len(text) <= width:
        return text
    for kept in range(width - 2, -1, -1):
        tail = f"+{len(shown) - kept}"
        if kept + len(tail) <= width:
            return text[:kept] + tail
    return ""


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
