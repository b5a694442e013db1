"""The list of the view Pillars: the total, a row for each pillar, and a cursor on one of them."""

from collections.abc import Sequence

from textual import events
from textual.reactive import var

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.look.sent import Sent
from ssi_tui.tui.widgets.pillars import pillar_rows


class PillarList(Section[Dashboard]):
    """The total and the bar of each pillar; the cursor is on the total where there is no pillar.

    ``lead`` is the row of the first pillar, ``gap`` the number of rows from one to the next.
    """

    pillar: var[int | None] = var(0)
    lead: var[int] = var(1)
    gap: var[int] = var(1)

    class Picked(Sent):
        """A row was pressed; ``at`` is the place of its pillar, ``None`` for the total."""

        at: int | None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Say which row was pressed; a blank one belongs to the pillar above it."""
        at = (event.y - self.lead) // self.gap
        self.post_message(self.Picked(None if event.y < self.lead else at))

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the title and a row for each pillar."""
        rows = pillar_rows(dashboard, grid, self.lead, self.gap, self.pillar)
        place = 0 if self.pillar is None else self.lead + self.gap * self.pillar
        rows[place].put(0, CURSOR, "accent")
        return rows
