"""Pillars: the four scores, their trends, and what the chosen one is made of."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.reactive import var

from ssi_tui.core.model import PILLARS
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.keys.tasks import task_keys
from ssi_tui.tui.look.grid import TABS, WIDE_FROM, put
from ssi_tui.tui.pillars.parts import PartsPanel
from ssi_tui.tui.pillars.pillar_list import PillarList
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.key_line import KeyLine
from ssi_tui.tui.view.messages import ReadingWanted, WhyWanted
from ssi_tui.tui.view.tabs import TabBar
from ssi_tui.tui.widgets.why import WhyPanel

LIST = 9
LIST_SPACED = 13
SPACED_FROM = 30
# The row at which the second sections of a wide terminal begin.
LOWER = 18


class PillarsScreen(ViewScreen):
    """The view that explains each score to the last decimal."""

    MODE = "pillars"
    LABEL = "Pillars"

    BINDINGS = bindings("pillars")

    cursor: var[int] = var(0)
    spaced: var[bool] = var(False)
    part_limit: var[int] = var(8)
    part_keys: var[Mapping[str, str]] = var({})

    def panels(self) -> ComposeResult:
        """Yield the list, its parts, and what only a wide terminal shows."""
        yield PillarList().data_bind(
            PillarsScreen.cursor, PillarsScreen.spaced, shown=PillarsScreen.dashboard
        )
        yield PartsPanel().data_bind(
            shown=PillarsScreen.dashboard,
            pillar=PillarsScreen.cursor,
            limit=PillarsScreen.part_limit,
            keys=PillarsScreen.part_keys,
        )
        for formula in (False, True):
            yield WhyPanel(formula=formula).data_bind(
                shown=PillarsScreen.dashboard, pillar=PillarsScreen.cursor
            )

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a pillar."""
        return max(0, min(cursor, len(PILLARS) - 1))

    @on(PillarList.Picked)
    def point_to(self, event: PillarList.Picked) -> None:
        """Move the cursor to the pillar that was pressed."""
        self.cursor = event.at

    def place(self) -> None:
        """Place the list above the parts, or beside them on a wide terminal."""
        if not self.is_mounted:
            return
        width, height = self.size
        wide = width >= WIDE_FROM
        pillars = self.query_one(PillarList)
        self.part_keys = task_keys(self, self.dashboard)
        self.spaced = height >= SPACED_FROM
        top = TABS + (1 if height >= 24 else 0)
        rows = min(LIST_SPACED if self.spaced else LIST, max(0, height - top - 1))
        left = min(WIDE_FROM // 2 + 2, width - WIDE_FROM // 2) if wide else width
        below = top if wide else top + rows + 1
        self.part_limit = max(0, height - below - 3)
        put(self.query_one(TabBar), 0, 0, width, TABS)
        put(pillars, 0, top, left, rows)
        across = width - left if wide else width
        put(self.query_one(PartsPanel), left if wide else 0, below, across, self.part_limit + 1)
        room = height - LOWER - 2 if wide else 0
        beside = left + 2
        put(self.query_one("#ledger", WhyPanel), 2, LOWER, left - 2, room)
        put(self.query_one("#formula", WhyPanel), beside, LOWER, width - beside, room)
        put(self.query_one(KeyLine), 0, height - 1, width, 1)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.cursor += step

    def action_reading(self) -> None:
        """Ask for the dialog that takes LinkedIn's numbers."""
        self.post_message(ReadingWanted())

    def action_why(self) -> None:
        """Ask why the pillar under the cursor stands where it does."""
        if self.dashboard is not None:
            self.post_message(WhyWanted(self.dashboard, self.cursor))
