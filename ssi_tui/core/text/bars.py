"""Bars, lines and areas drawn in the cells of a terminal, in eighths of a cell."""

from collections.abc import Iterable, Sequence
from enum import Enum
from math import ceil, floor, inf

from ssi_tui.core.formula import SCORE_MAX
from ssi_tui.core.text.words import DONE as DONE
from ssi_tui.core.text.words import TO_DO as TO_DO
from ssi_tui.core.value import dataclass

EIGHTHS = " ▏▎▍▌▋▊▉█"
TRACK = "·"
LINE = "│"
SPARKS = "▁▂▃▄▅▆▇"
RISING = f"{SPARKS}█"
THIN, THIN_HALF, THIN_REST = "━", "╸", "─"
MET, NONE = "•", "·"
FULL = 8
# Trends that move by fewer points look flat.
SPAN_LEAST = 5.0


class CellKind(Enum):
    """What a cell of a bar shows, which decides its colours."""

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


_FULL = Cell(EIGHTHS[FULL], CellKind.FULL)
_PARTS = tuple(Cell(text, CellKind.PART) for text in EIGHTHS)
_TRACK = Cell(TRACK, CellKind.TRACK)
_ON_FILL, _ON_TRACK = Cell(LINE, CellKind.LINE_ON_FILL), Cell(LINE, CellKind.LINE_ON_TRACK)


def bar_cells(score: float, line: float | None, width: int = 25) -> tuple[Cell, ...]:
    """Return the cells of a pillar's bar; score and line are 0 to 25.

    The line takes a whole cell: it is drawn on the fill if that cell is at least half full, else
    on the track.
    """
    eighths = round(score * width * FULL / SCORE_MAX)
    whole, part = divmod(eighths, FULL)
    cells = [*[_FULL] * whole, *[_PARTS[part]] * (part > 0), *[_TRACK] * width][:width]
    if line is not None:
        mark = min(width - 1, floor(line * width / SCORE_MAX))
        cells[mark] = _ON_FILL if filled(eighths, mark) >= FULL // 2 else _ON_TRACK
    return tuple(cells)


def thin_line(share: float, width: int) -> str:
    """Return the filled part of a thin line; ``share`` is 0 to 1, drawn in halves of a cell."""
    halves = round(min(1.0, max(0.0, share)) * width * 2)
    return THIN * (halves // 2) + THIN_HALF * (halves % 2)


def trend_span(trends: Iterable[Sequence[float | None]]) -> float:
    """Return the points that the height of several trends stands for: the widest move of them."""
    known = [[value for value in trend if value is not None] for trend in trends]
    return max([SPAN_LEAST, *(max(values) - min(values) for values in known if values)])


def sparkline(values: Sequence[float | None], span: float | None = None) -> str:
    """Return a glyph for each value, a space where it is unknown.

    The height stands for ``span``, with the middle of the values in the middle of the row; without
    one it reaches from the smallest to the largest value, where these differ by half a point.
    """
    known = [value for value in values if value is not None]
    if not known:
        return " " * len(values)
    low, high = min(known), max(known)
    scale = span or (high - low if high - low >= 0.5 else inf)
    top, middle = len(SPARKS) - 1, (low + high) / 2

    def spark(value: float) -> str:
        return SPARKS[round(((value - middle) / scale + 0.5) * top)]

    return "".join(" " if value is None else spark(value) for value in values)


def dots(count: int, target: int, width: int) -> str:
    """Return a dot for each one done and each one to do, shortened where they do not fit."""
    shown = DONE * count + TO_DO * max(0, target - count)
    shortened = (f"{shown[:kept]}+{len(shown) - kept}" for kept in range(width - 2, -1, -1))
    forms = (" ".join(shown), shown, *shortened)
    return next((text for text in forms if len(text) <= width), "")


def glyphs(values: Sequence[float], top: float) -> str:
    """Return a glyph for each value, scaled from 0 to ``top``; no value is below 0."""
    if top <= 0.0:
        return SPARKS[0] * len(values)
    levels = (floor(value / top * len(SPARKS) + 1e-9) for value in values)
    return "".join(SPARKS[min(len(SPARKS), max(1, level)) - 1] for level in levels)


def eighths_line(values: Sequence[float | None]) -> str:
    """Return a glyph for each value in eighths of the largest one, a space where it is unknown."""
    most = max((value for value in values if value is not None), default=0)
    return "".join(
        " " if value is None else RISING[max(1, ceil(FULL * value / most)) - 1 if most > 0 else 0]
        for value in values
    )


def filled(height: int, row: int) -> int:
    """Return how many eighths of a row a height fills; row 0 is the lowest."""
    return min(FULL, max(0, height - row * FULL))
