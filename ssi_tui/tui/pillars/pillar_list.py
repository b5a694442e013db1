"""The list of the view Pillars: two rows for each pillar, and a cursor."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.reactive import var

from ssi_tui.core.text.bars import sparkline
from ssi_tui.core.text.rounding import shown_change
from ssi_tui.core.text.words import near_day_month, number
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.pillars import fill_of, pillar_line, pillars_title, put_change


class PillarList(Section[Dashboard]):
    """The bar and the trend of each pillar; ``spaced`` puts a blank row above each."""

    cursor: var[int] = var(0)
    spaced: var[bool] = var(False)

    @dataclass
    class Picked(Message):
        """A pillar was pressed; ``at`` is its place, or a place behind the last one."""

        at: int

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Say which pillar was pressed."""
        if event.y >= 1:
            self.post_message(self.Picked((event.y - 1) // (3 if self.spaced else 2)))

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the title and two rows for each pillar."""
        reading = dashboard.reading if grid.trend is not None else None
        rows = [pillars_title(dashboard, grid)]
        if reading is not None:
            day = near_day_month(reading.day, dashboard.today)
            rows[0].right(grid.right, f"LinkedIn {day}", "faint")
        for at, pillar in enumerate(dashboard.pillars):
            if self.spaced:
                rows.append(Row())
            chosen = at == self.cursor
            first = pillar_line(dashboard, at, grid, chosen=chosen, trend=False)
            second = self._trend(pillar, grid, muted=dashboard.away)
            if reading is not None:
                first.right(grid.right, number(reading.pillars[at]), "muted")
            if chosen:
                first.put(0, CURSOR, "accent")
                second.put(0, CURSOR, "accent")
            rows += [first, second]
        return rows

    def _trend(self, pillar: PillarRow, grid: Grid, *, muted: bool) -> Row:
        row = Row().put(grid.label, sparkline(pillar.trend), fill_of(pillar.risk, muted=muted))
        known = [value for value in pillar.trend if value is not None]
        weeks = len(pillar.trend)
        if grid.narrow:
            row.put(grid.graphic, f"{weeks} weeks", "muted")
        elif len(known) == weeks:
            row.put(grid.graphic, f"{weeks} weeks, from {number(known[0])}", "muted")
        elif len(known) > 1:
            row.put(grid.graphic, f"{len(known)} weeks, from {number(known[0])}", "muted")
        else:
            row.put(grid.graphic, "the first week", "muted")
        put_change(row, grid, shown_change(pillar.score, pillar.change_28d))
        if pillar.change_28d is not None:
            row.put(grid.words, "in 28 days", "muted")
        return row
