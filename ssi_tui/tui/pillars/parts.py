"""What the pillar under the cursor is made of: its parts, and what one more of each adds."""

from collections.abc import Mapping

from textual.reactive import var

from ssi_tui.core.text.bars import thin_line
from ssi_tui.core.text.words import near_day_month, number, out_of, signed
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.why import Part, parts_of, reading_beside
from ssi_tui.tui.look.grid import TREND_FROM, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.pillars import fill_of


def column_ends(grid: Grid) -> tuple[int, int, int]:
    """Return the last columns of 7 days, 28 days and one more."""
    if grid.narrow:
        return 40, 49, 58
    if grid.width >= TREND_FROM and not grid.wide:
        return 66, 82, 97
    return 59, 69, 77


class PartsPanel(Section[Dashboard]):
    """The parts of one pillar, which add up to the score shown, and LinkedIn's own number.

    ``limit`` is how many rows fit under the title.
    """

    pillar: var[int] = var(0)
    limit: var[int] = var(8)
    keys: var[Mapping[str, str]] = var({})

    def section(self, dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
        """Return the title, a row for each part, and the reading beside the estimate."""
        if self.limit < 1:
            return ()
        pillar = dashboard.pillars[self.pillar]
        week, month, more = column_ends(grid)
        title = Row().put(grid.mark, pillar.label.upper(), "title")
        title.put(grid.graphic, "made of", "muted")
        title.right(grid.number, number(pillar.score), "bold")
        title.right(week, "7 days", "faint").right(month, "28 days", "faint")
        title.right(more, "1 more", "faint")
        fill = fill_of(pillar.risk, muted=dashboard.away)
        said = self._reading(dashboard, grid)
        parts = parts_of(dashboard, self.pillar, max(1, self.limit - len(said)))
        rows = (self._part(part, grid, pillar.score, fill) for part in parts)
        return (title, *rows, *said)

    def _reading(self, dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
        beside = reading_beside(dashboard, self.pillar)
        if beside is None:
            return ()
        day = near_day_month(beside.day, dashboard.today)
        words = f"LinkedIn said {number(beside.read)} on {day}"
        if beside.estimate is not None and beside.plain is not None:
            words += f"; estimate {number(beside.estimate)}, "
            words += f"without readings {number(beside.plain)}"
        elif beside.estimate is not None:
            words += f"; this estimate was {number(beside.estimate)} that morning"
        room = grid.text_right - grid.label + 1
        return (Row(), Row().put(grid.label, f"{words}.", "muted", width=room))

    def _part(self, part: Part, grid: Grid, score: float, fill: str) -> Row:
        *ends, more = column_ends(grid)
        row = Row()
        row.put(grid.mark, self.keys.get(part.id, ""), "accent", width=grid.key_width)
        row.put(grid.label, part.label, width=grid.graphic - grid.label - 1)
        if score > 0.0:
            row.put(grid.graphic, thin_line(part.points / score, grid.bar), fill)
        row.right(grid.number, number(part.shown))
        if part.windows is not None:
            for end, window in zip(ends, part.windows, strict=True):
                row.right(end, out_of(window.count, window.target), "muted")
        if part.one_more is not None:
            row.right(more, signed(part.one_more))
        return row
