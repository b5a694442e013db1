"""The dialogs for a database that cannot be read: what to do about it, and what came of that."""

from collections.abc import Sequence

from ssi_tui.tui.dialogs.base import Dialog, line_row, paragraph, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row

KEPT = "Nothing has been changed. Whatever you choose, the damaged file is kept under another name."
NO_COPY = "no healthy backup to restore"


def _choice(key: str, text: str, action: str) -> Row:
    row = Row().put(0, key, "accent", click=f"screen.{action}")
    return row.put(3, text, "text", width=INNER - 3, click=f"screen.{action}")


class RescueDialog(Dialog[str]):
    """Offers to restore a backup or to salvage; the result is ``restore`` or ``salvage``."""

    BINDINGS = bindings("rescue")

    def __init__(self, what: str, copy: str | None) -> None:
        super().__init__()
        self._what = what
        self._copy = copy

    def rows(self) -> Sequence[Row]:
        """Return what happened, and the three choices."""
        if self._copy is None:
            restore = Row().put(0, "r", "muted").put(3, NO_COPY, "muted")
        else:
            restore = _choice("r", f"restore the backup of {self._copy}", "restore")
        rows = [title_row("Your log can't be read"), Row()]
        rows += [*paragraph(self._what), Row(), *paragraph(KEPT, "muted"), Row(), restore]
        rows.append(_choice("s", "recover what can be read", "dismiss('salvage')"))
        return [*rows, _choice("q", "quit, change nothing", "close")]

    def action_restore(self) -> None:
        """Choose to restore the backup, if there is one."""
        if self._copy is not None:
            self.dismiss("restore")


class OutcomeDialog(Dialog[bool]):
    """Shows what came of the choice; the result is ``True`` to go on."""

    BINDINGS = bindings("outcome")

    def __init__(self, lines: Sequence[str], onward: str) -> None:
        super().__init__()
        self._lines = lines
        self._onward = onward

    def rows(self) -> Sequence[Row]:
        """Return the lines, and the keys to go on or to quit."""
        title, *others = self._lines
        rows = [title_row(title)]
        if others and others[0]:
            rows.append(Row())
        for line in others:
            # The lines of a table are cut, sentences are wrapped.
            table = not line or line.startswith(" ")
            rows += [line_row(line)] if table else paragraph(line)
        keys = self.keys_row(("outcome.go-on", self._onward), ("outcome.quit", "quit"))
        return [*rows, Row(), keys]
