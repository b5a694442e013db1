"""Pillars: the four scores, the chart of the chosen one, and what it is made of."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.reactive import var
from textual.widget import Widget

from ssi_tui.core.ahead.chart import SPANS, next_span
from ssi_tui.core.model import PILLARS, Question
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.names import bindings, given_key
from ssi_tui.tui.keys.tasks import task_keys
from ssi_tui.tui.look.grid import TABS, WIDE_FROM, put, second_at
from ssi_tui.tui.pillars.behind import BehindPanel
from ssi_tui.tui.pillars.layout import rows_of, rows_side_by_side
from ssi_tui.tui.pillars.parts import PartsPanel
from ssi_tui.tui.pillars.pillar_list import PillarList
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.key_line import KeyLine
from ssi_tui.tui.view.messages import WhyWanted
from ssi_tui.tui.view.tabs import TabBar
from ssi_tui.tui.widgets.chart import ChartPanel
from ssi_tui.tui.widgets.warning import WarningPanel


class PillarsScreen(ViewScreen):
    """The view that explains each score to the last decimal.

    ``pillar`` is the one under the cursor, ``None`` where that is on the total.
    """

    MODE = "pillars"
    LABEL = "Pillars"
    BINDINGS = bindings("pillars")

    pillar: var[int | None] = var(0)
    weeks: var[int] = var(SPANS[0])
    lead: var[int] = var(1)
    gap: var[int] = var(1)
    part_limit: var[int] = var(8)
    part_keys: var[Mapping[str, str]] = var({})
    profile_key: var[str] = var("")
    asking: var[frozenset[Question]] = var(frozenset())

    _of_today = True

    def panels(self) -> ComposeResult:
        """Yield the list, the charts, the parts, and what only a wide terminal shows."""
        shown, pillar = PillarsScreen.dashboard, PillarsScreen.pillar
        yield PillarList().data_bind(pillar, PillarsScreen.lead, PillarsScreen.gap, shown=shown)
        yield ChartPanel(id="chart").data_bind(pillar, PillarsScreen.weeks, shown=shown)
        yield PartsPanel().data_bind(
            pillar, shown=shown, limit=PillarsScreen.part_limit, keys=PillarsScreen.part_keys
        )
        yield WarningPanel().data_bind(PillarsScreen.profile_key, PillarsScreen.asking, shown=shown)
        yield BehindPanel().data_bind(pillar, shown=shown)
        yield ChartPanel(id="total").data_bind(PillarsScreen.weeks, shown=shown)

    @on(PillarList.Picked)
    def point_to(self, event: PillarList.Picked) -> None:
        """Move the cursor to the row that was pressed."""
        self.pillar = None if event.at is None else min(event.at, len(PILLARS) - 1)

    def watch_pillar(self) -> None:
        """Show the other chart, and the keys that are good for it."""
        if self.is_mounted:
            self.place()
            self._follow_keys()

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Show the new dashboard, and the keys that are good for its day."""
        super().watch_dashboard(dashboard)
        if dashboard is not None and dashboard.is_today != self._of_today:
            self._of_today = dashboard.is_today
            self._follow_keys()

    def _follow_keys(self) -> None:
        self.refresh_bindings()
        self.call_after_refresh(self.show_keys)

    def place(self) -> None:
        """Place the list above the chart and the parts, or beside the charts."""
        if not self.is_mounted:
            return
        width, height = self.size
        wide = width >= WIDE_FROM
        self.part_keys = task_keys(self, self.dashboard)
        self.profile_key = given_key(self, "app.profile")
        rows = rows_side_by_side(height) if wide else rows_of(height)
        left = second_at(width) if wide else width
        right = left if wide else 0
        self.lead, self.gap = rows.lead, rows.gap
        self.part_limit = max(0, rows.parts[1] - 1)
        chart, total = rows.chart, rows.total
        if self.pillar is None and total[1]:
            # Its chart is the upper one.
            chart, total = (chart[0], sum(total) - chart[0]), (0, 0)

        def stand(panel: Widget, at: tuple[int, int], x: int, across: int) -> None:
            put(panel, x, at[0], across, at[1])

        put(self.query_one(TabBar), 0, 0, width, TABS)
        stand(self.query_one(PillarList), rows.pillars, 0, left)
        stand(self.query_one(PartsPanel), rows.parts, 0, left)
        stand(self.query_one(WarningPanel), rows.warning, 0, left)
        stand(self.query_one(BehindPanel), rows.behind, 0, left)
        stand(self.query_one("#chart", ChartPanel), chart, right, width - right)
        stand(self.query_one("#total", ChartPanel), total, right, width - right)
        put(self.query_one(KeyLine), 0, height - 1, width, 1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key does anything here: a pillar of today alone is explained."""
        if action == "why" and (self.pillar is None or not self._of_today):
            return False
        return super().check_action(action, parameters)

    def action_move(self, step: int) -> None:
        """Move the cursor; above the first pillar stands the total."""
        at = -1 if self.pillar is None else self.pillar
        at = max(-1, min(at + step, len(PILLARS) - 1))
        self.pillar = None if at < 0 else at

    def action_span(self) -> None:
        """Show more of the past, or the shortest span again."""
        self.weeks = next_span(self.weeks)

    def action_why(self) -> None:
        """Ask why the pillar under the cursor stands where it does."""
        if self.dashboard is not None and self.pillar is not None:
            self.post_message(WhyWanted(self.dashboard, self.pillar))
