"""The dialog that explains the score of a pillar, and shows its formula."""

from collections.abc import Sequence

from textual.reactive import reactive

from ssi_tui.core.model import Pillar
from ssi_tui.core.text.words import number
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.readings import reading_words
from ssi_tui.core.today.why import why_of
from ssi_tui.tui.dialogs.base import Dialog, paragraph, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.why import formula_rows, why_rows

# What the profile and the size of the network give a start.
_STARTING = (Pillar.BRAND, Pillar.RELATIONSHIPS)


class WhyDialog(Dialog[None]):
    """Explains one pillar; ``enter`` turns to its formula and back."""

    BINDINGS = bindings("why")

    formula: reactive[bool] = reactive(False)

    def __init__(self, dashboard: Dashboard, at: int) -> None:
        super().__init__()
        self._dashboard = dashboard
        self._at = at
        self._why = why_of(dashboard, at)

    def rows(self) -> Sequence[Row]:
        """Return the explanation, or the formula."""
        why = self._why
        version = f"estimate, formula {self._dashboard.formula}"
        if self.formula:
            title = title_row(f"The formula of {why.label}", version)
            body = formula_rows(why, self._dashboard)
            turn = "back"
        else:
            title = title_row(f"Why {why.label} is at {number(why.score)}", version)
            body = (*why_rows(why, self._dashboard), *self._reading())
            turn = "full formula"
        more = [("why.profile", "profile")] if why.pillar in _STARTING else []
        keys = self.keys_row(("why.turn", turn), *more, ("dialog.close", "close"))
        return (title, Row(), *body, Row(), keys)

    def _reading(self) -> Sequence[Row]:
        words = reading_words(self._dashboard, self._at)
        return (Row(), *paragraph(words, "muted")) if words else ()

    def watch_formula(self) -> None:
        """Show the other side."""
        self.repaint()

    def action_turn(self) -> None:
        """Turn to the formula, or back."""
        self.formula = not self.formula
