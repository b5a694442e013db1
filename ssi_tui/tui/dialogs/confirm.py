"""A question with yes and no."""

from collections.abc import Sequence

from textual.widget import Widget

from ssi_tui.tui.dialogs.base import Dialog, PanelRows, title_row
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row


class ConfirmDialog(Dialog[bool]):
    """Asks before something large is done; the result is ``True`` for yes."""

    BINDINGS = bindings("confirm")

    def __init__(self, question: str, lines: Sequence[str], verb: str) -> None:
        super().__init__()
        self._question = question
        self._lines = tuple(lines)
        self._verb = verb

    def parts(self) -> Sequence[Widget]:
        """Return the question, what is known about it, and the keys."""
        rows = [title_row(self._question), Row()]
        rows += [Row().put(0, line, "muted", width=INNER) for line in self._lines]
        rows += [
            Row(),
            self.keys_row(("enter", self._verb, "yes"), ("escape", "leave it", "close")),
        ]
        return [PanelRows(rows)]

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)
