"""What the pillar under the cursor is made of: its parts, and what one more of each adds."""

from collections.abc import Mapping

from textual.reactive import var

from ssi_tui.core.text.bars import thin_line
from ssi_tui.core.text.words import near_day_month, number, out_of, signed
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.why import Part, parts_of, reading_beside
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import TREND_FROM, Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.pillars import fill_of


@dataclass(frozen=True, slots=True)
class Columns:
    """The last columns of the texts to the right of the score."""

    week: int
    month: int
    more: int


def columns_of(grid: Grid) -> Columns:
    """Return the columns for a grid."""
    if grid.narrow:
        return Columns(40, 49, 58)
    if grid.width >= TREND_FROM and not grid.wide:
        return Columns(66, 82, 97)
    return Columns(59, 69, 77)


class PartsPanel(Painted):
    """The parts of one pillar, which add up to the score shown, and LinkedIn's own number.

    ``limit`` is how many rows fit under the title.
    """

    dashboard: var[Dashboard | None] = var(None)
    pillar: var[int] = var(0)
    limit: var[int] = var(8)
    keys: var[Mapping[str, str]] = var({})

    def rows(self, grid: Grid) -> tuple[Row, ...]:
        """Return the title, a row for each part, and the reading beside the estimate."""
        if self.dashboard is None or self.limit < 1:
            return ()
        pillar = self.dashboard.pillars[self.pillar]
        ends = columns_of(grid)
        title = Row().put(grid.mark, pillar.label.upper(), "title")
        title.put(grid.graphic, "made of", "muted")
        title.right(grid.number, number(pillar.score), "bold")
        title.right(ends.week, "7 days", "faint").right(ends.month, "28 days", "faint")
        title.right(ends.more, "1 more", "faint")
        muted = self.dashboard.time_off_until is not None
        fill = fill_of(pillar.risk, muted=muted)
        said = self._reading(self.dashboard, grid)
        parts = parts_of(self.dashboard, self.pillar, max(1, self.limit - len(said)))
        rows = (self._part(part, grid, ends, pillar.score, fill) for part in parts)
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
            words += f"; this estimate was {number(beside.estimate)} that day"
        room = grid.text_right - grid.label + 1
        return (Row(), Row().put(grid.label, f"{words}.", "muted", width=room))

    def _part(self, part: Part, grid: Grid, ends: Columns, score: float, fill: str) -> Row:
        row = Row()
        row.put(grid.mark, self.keys.get(part.id, ""), "accent", width=grid.key_width)
        row.put(grid.label, part.label, width=grid.graphic - grid.label - 1)
        if score > 0.0:
            row.put(grid.graphic, thin_line(part.points / score, grid.bar), fill)
        row.right(grid.number, number(part.shown))
        if part.windows is not None:
            week, month = part.windows
            row.right(ends.week, out_of(week.count, week.target), "muted")
            row.right(ends.month, out_of(month.count, month.target), "muted")
        if part.one_more is not None:
            row.right(ends.more, signed(part.one_more))
        return row
