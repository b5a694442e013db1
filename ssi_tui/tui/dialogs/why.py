"""Why a pillar stands where it does: its parts, what moved it, and what is worth most next."""

from collections.abc import Sequence

from textual.reactive import reactive
from textual.widget import Widget

from ssi_tui.core.text.words import number
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.why import why_of
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, title_row
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.why import formula_rows, why_rows


class WhyDialog(Dialog[None]):
    """The explanation of one pillar; enter turns to the formula and back."""

    BINDINGS = bindings("why")

    formula: reactive[bool] = reactive(False)

    def __init__(self, dashboard: Dashboard, at: int) -> None:
        super().__init__()
        self._dashboard = dashboard
        self._why = why_of(dashboard, at)

    def parts(self) -> Sequence[Widget]:
        """Return the rows."""
        return [PanelRows(self._shown())]

    def _shown(self) -> Sequence[Row]:
        why = self._why
        version = f"estimate, formula {self._dashboard.formula}"
        if self.formula:
            title = title_row(f"The formula of {why.label}", version)
            body = formula_rows(why, self._dashboard)
            keys = self.keys_row(("enter", "back", "turn"), ("escape", "close", "close"))
        else:
            title = title_row(f"Why {why.label} is at {number(why.score)}", version)
            body = why_rows(why, self._dashboard)
            keys = self.keys_row(("enter", "formula in full", "turn"), ("escape", "close", "close"))
        return (title, Row(), *body, Row(), keys)

    def watch_formula(self) -> None:
        """Show the other side."""
        if self.is_mounted:
            self.query_one(PanelRows).show(self._shown())

    def action_turn(self) -> None:
        """Turn to the formula, or back."""
        self.formula = not self.formula
