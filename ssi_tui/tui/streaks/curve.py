"""The large curve of one pillar over the days ahead: an area, its collapse line, its dates."""

from collections.abc import Sequence
from datetime import date, timedelta

from textual.reactive import var

from ssi_tui.core.ahead.curves import Curve
from ssi_tui.core.model import Risk
from ssi_tui.core.text.bars import BLOCKS, FULL, THIN_REST, eighths, filled, row_of
from ssi_tui.core.text.words import number, short_day
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.streaks.list import below_role, columns_of, curve_word
from ssi_tui.tui.widgets.pillars import tone_of

CELLS_A_DAY = 2
DATE = 10


@dataclass(frozen=True, slots=True, eq=False)
class CurveShown:
    """What the large curve shows.

    ``top`` is the score that almost fills its height; ``kept`` tells that the routine is kept,
    otherwise nothing is done; ``muted`` is for time off.
    """

    label: str
    risk: Risk
    muted: bool
    curve: Curve
    top: float
    kept: bool
    today: date


class CurvePanel(Section[CurveShown]):
    """The title, an area that is ``levels`` rows high, and the dates under it."""

    levels: var[int] = var(3)

    def section(self, shown: CurveShown, grid: Grid) -> Sequence[Row]:
        """Return title, area and dates."""
        days = columns_of(grid).days
        title = Row().put(grid.mark, shown.label.upper(), "title")
        title.put(grid.graphic, f"{days} days, {curve_word(kept=shown.kept)}", "muted")
        area = area_rows(shown, grid, days, self.levels)
        return (title, *area, self._dates(shown, grid, days))

    def _dates(self, shown: CurveShown, grid: Grid, days: int) -> Row:
        start, end = grid.graphic, grid.graphic + days * CELLS_A_DAY - 1
        row = Row()
        crosses = shown.curve.crosses_within(days)
        at = None
        if crosses is not None:
            night = short_day(shown.today + timedelta(days=crosses))
            at = min(start + crosses * CELLS_A_DAY, end - DATE + 1)
            # Rising back over the line is no risk.
            calm = shown.muted or shown.curve.was_down
            row.put(at, night if crosses else "tonight", tone_of(shown.risk, muted=calm))
        if at is None or at > start + len("today") + 1:
            row.put(start, "today", "faint")
        if at is None or at + DATE < end - DATE:
            row.right(end, short_day(shown.today + timedelta(days=days - 1)), "faint")
        return row


def area_rows(shown: CurveShown, grid: Grid, days: int, height: int) -> tuple[Row, ...]:
    """Return the rows of the area from the top down, with today's collapse line across it."""
    curve = shown.curve
    line = curve.lines[0]
    lined = None if line is None else row_of(line, shown.top, height)
    below = below_role(shown.risk, muted=shown.muted, fill="area", safe="area")
    heights = [eighths(score, shown.top, height) for score in curve.scores[:days]]
    rows = []
    for level in reversed(range(height)):
        cells = (
            cell_of(filled(each, level), below if down else "area", lined=level == lined)
            for each, down in zip(heights, curve.down, strict=False)
        )
        row = Row().run(grid.graphic, cells)
        if level == lined and line is not None:
            row.right(grid.graphic - 2, f"line {number(line)}", "muted")
        rows.append(row)
    return tuple(rows)


def cell_of(eighths_full: int, role: str, *, lined: bool) -> tuple[str, str]:
    """Return the text of a day in one row of the area, with its role."""
    if eighths_full == FULL:
        glyph, role = (THIN_REST, f"{role}:line") if lined else (BLOCKS[FULL], f"{role}:full")
    elif eighths_full:
        glyph, role = BLOCKS[eighths_full], f"{role}:part"
    else:
        glyph, role = (THIN_REST, "faint") if lined else (" ", "text")
    return glyph * CELLS_A_DAY, role
