"""A question with yes and no."""

from collections.abc import Sequence

from ssi_tui.tui.dialogs.base import Dialog, paragraph, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.rows import Row


class ConfirmDialog(Dialog[bool]):
    """Asks before something large is done; the result is ``True`` for yes."""

    BINDINGS = bindings("confirm")

    def __init__(self, question: str, lines: Sequence[str], verb: str) -> None:
        super().__init__()
        self._question = question
        self._lines = lines
        self._verb = verb

    def rows(self) -> Sequence[Row]:
        """Return the question, what is known about it, and the keys."""
        keys = self.keys_row(("dialog.yes", self._verb), ("dialog.close", "cancel"))
        known = [row for line in self._lines for row in paragraph(line, "muted")]
        return [title_row(self._question), Row(), *known, Row(), keys]
