"""What Today shows in a terminal that has room for more: columns if it is wide, else a chart."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.reactive import var
from textual.widget import Widget

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.words import at_risk
from ssi_tui.tui.look.grid import THIRD_FROM, WIDE_FROM, put
from ssi_tui.tui.today.layout import CHART_FROM, Rows
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.messages import DayErrand

if TYPE_CHECKING:
    from ssi_tui.tui.view.shown import AroundShown


class RoomyScreen(ViewScreen):
    """A view with panels that are loaded and made where a larger terminal first needs them.

    ``around`` comes from the app, once it was asked for. ``weeks`` is the span of the charts, and
    ``charted`` the pillar of the one below the others. ``common`` are the rows at which sections
    begin, ``third`` tells whether there is a third column.
    """

    around: "var[AroundShown | None]" = var(None)
    weeks: var[int] = var(13)
    charted: var[int | None] = var(None)
    common: var[tuple[int, ...]] = var(())
    third: var[bool] = var(False)
    note_key: var[str] = var("")

    _around_of: Dashboard | None = None

    class AroundWanted(DayErrand):
        """What a wide terminal shows besides the dashboard was to be read."""

    def __init__(self) -> None:
        super().__init__()
        self._beyond: dict[str, Widget] = {}

    def columns(self) -> ComposeResult:
        """Yield the columns at once where the terminal is wide from the start."""
        width = self.app.size.width
        names = ("left", "right", "third")[: (width >= WIDE_FROM) * 2 + (width >= THIRD_FROM)]
        for name in names:
            panel = self._beyond[name] = self._made(name)
            yield panel

    def place_beyond(self, rows: Rows, dashboard: Dashboard) -> None:
        """Place the columns or the chart; ``rows`` are where the other panels stand."""
        width, height = self.size
        wide = width >= WIDE_FROM
        if not (wide or height >= CHART_FROM or self._beyond):
            return
        from ssi_tui.tui.today.beyond import common_rows, places

        self.third = width >= THIRD_FROM
        self.common = common_rows(height, len(dashboard.rows), rows.next, third=self.third)
        worst = next(iter(at_risk(dashboard)), None)
        self.charted = None if worst is None else dashboard.pillars.index(worst)
        below = sum(rows.warning) + 1
        shown = places(width, height, self.common, below, young=dashboard.empty)
        for name, place in shown.items():
            panel = self._beyond.get(name)
            if panel is None and place[-1] > 0:
                panel = self._beyond[name] = self._made(name)
                self.mount(panel)
            if panel is not None:
                put(panel, *place)
        if wide and self._around_of is not dashboard:
            # An app that starts in a wide terminal has read it together with the first dashboard.
            if self._around_of is not None or self.around is None:
                self.post_message(self.AroundWanted())
            self._around_of = dashboard

    def _made(self, name: str) -> Widget:
        """Return a column, or the chart of a terminal that is tall and not wide."""
        shown = RoomyScreen.dashboard
        if name == "chart":
            from ssi_tui.tui.widgets.chart import ChartPanel

            chart = ChartPanel()
            return chart.data_bind(RoomyScreen.weeks, pillar=RoomyScreen.charted, shown=shown)
        from ssi_tui.tui.today.columns import COLUMNS

        return COLUMNS[name]().data_bind(
            RoomyScreen.around,
            RoomyScreen.common,
            RoomyScreen.third,
            RoomyScreen.weeks,
            RoomyScreen.note_key,
            shown=shown,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key does anything here: the span is that of a chart."""
        if action == "span" and not any(panel.display for panel in self._beyond.values()):
            return False
        return super().check_action(action, parameters)

    def action_span(self) -> None:
        """Show more of the past in the charts, or the shortest span again."""
        from ssi_tui.core.ahead.chart import next_span

        self.weeks = next_span(self.weeks)
