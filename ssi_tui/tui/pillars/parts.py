"""What the pillar under the cursor, or the total, is made of, and what one more of each adds."""

from collections.abc import Mapping, Sequence

from textual.reactive import var

from ssi_tui.core.formula import SCORE_MAX
from ssi_tui.core.text.bars import thin_line
from ssi_tui.core.text.rounding import shown_change, shown_total
from ssi_tui.core.text.words import number, out_of, signed
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.evening import EveningPillar
from ssi_tui.core.today.readings import reading_words
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.why import Part, parts_of, scores_on
from ssi_tui.tui.look.grid import TREND_FROM, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.pillars import fill_on


def column_ends(grid: Grid) -> tuple[int, int, int]:
    """Return the last columns of 7 days, 28 days and one more."""
    if grid.narrow:
        return 40, 49, 58
    if grid.width >= TREND_FROM and not grid.wide:
        return 66, 82, 97
    return 59, 69, 77


class PartsPanel(Section[Dashboard]):
    """The parts that add up to a score as it is shown: of a pillar, or the pillars of the total.

    ``limit`` is how many rows fit under the title.
    """

    pillar: var[int | None] = var(0)
    limit: var[int] = var(8)
    keys: var[Mapping[str, str]] = var({})

    def section(self, dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
        """Return the title and a row for each part."""
        if self.limit < 1:
            return ()
        week, month, more = column_ends(grid)
        title = Row().put(grid.mark, "MADE OF", "title")
        about = "part of the score" if self.pillar is not None else "its pillars and changes"
        title.put(grid.graphic, "" if grid.narrow else about, "faint")
        title.right(week, "7 days", "faint").right(month, "28 days", "faint")
        at = self.pillar
        scores = scores_on(dashboard, dashboard.day)
        if scores is None:
            return ()
        if at is None:
            title.right(grid.number, number(shown_total(scores)), "bold")
            return (title, *self._pillars(dashboard, grid)[: self.limit])
        title.right(grid.number, number(scores[at]), "bold")
        title.right(more, "1 more" if dashboard.is_today else "", "faint")
        parts = parts_of(dashboard, at, self.limit)
        rows = [self._part(part, grid, fill_on(dashboard, at)) for part in parts]
        words = reading_words(dashboard, at) if len(rows) + 2 <= self.limit else ""
        if words and grid.label + len(words) <= grid.text_right + 1:
            rows += [Row(), Row().put(grid.label, words, "muted")]
        return (title, *rows)

    def _pillars(self, dashboard: Dashboard, grid: Grid) -> list[Row]:
        """Return a row for each pillar, with its changes."""
        week, month, _ = column_ends(grid)
        rows = []
        pillars: Sequence[PillarRow | EveningPillar] = dashboard.pillars
        if dashboard.evening is not None:
            pillars = dashboard.evening.pillars
        for at, pillar in enumerate(pillars):
            row = Row().put(grid.label, dashboard.pillars[at].label)
            row.put(grid.graphic, _points_line(pillar.score, grid), fill_on(dashboard, at))
            row.right(grid.number, number(pillar.score))
            for end, change in ((week, pillar.change_7d), (month, pillar.change_28d)):
                moved = shown_change(pillar.score, change)
                row.right(end, "" if moved is None else signed(moved), "muted")
            rows.append(row)
        return rows

    def _part(self, part: Part, grid: Grid, fill: str) -> Row:
        *ends, more = column_ends(grid)
        key = self.keys.get(part.id, "")
        row = Row().put(grid.mark, key, "accent", width=grid.key_width)
        label = "muted" if part.windows is None else "text"
        # A long name has the room of the line, of which the number says the same.
        row.put(grid.label, part.label, label, width=grid.number - grid.label - 6)
        if row.end < grid.graphic:
            row.put(grid.graphic, _points_line(part.points, grid), fill)
        row.right(grid.number, number(part.shown))
        if part.windows is not None:
            for end, window in zip(ends, part.windows, strict=True):
                row.right(end, out_of(window.count, window.target), "muted")
        if part.one_more is not None:
            row.right(more, signed(part.one_more))
        return row


def _points_line(points: float, grid: Grid) -> str:
    """Return a line for points, to the scale of the pillars' bars."""
    return thin_line(points / SCORE_MAX, grid.bar)
