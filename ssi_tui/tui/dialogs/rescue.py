"""What is offered where the database cannot be read, and what came of it."""

from collections.abc import Sequence
from textwrap import wrap

from textual.widget import Widget

from ssi_tui.tui.dialogs.base import Dialog, PanelRows, keys_row, title_row
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row

KEPT = (
    "Nothing was changed. Whatever you choose, the damaged file is kept beside the new one, "
    "under another name."
)
NO_COPY = "there is no whole backup to restore"


def _paragraph(text: str, role: str = "text") -> list[Row]:
    """Return a text in rows; a path that is longer than a row is broken."""
    return [Row().put(0, line, role) for line in wrap(text, INNER)]


def _choice(key: str, text: str, action: str) -> Row:
    row = Row().put(0, key, "accent", click=f"screen.{action}")
    return row.put(3, text, "text", width=INNER - 3, click=f"screen.{action}")


class RescueDialog(Dialog[str]):
    """Offers to restore or to salvage; the result is ``restore``, ``salvage`` or ``None``."""

    BINDINGS = bindings("rescue")

    def __init__(self, what: str, copy: str | None) -> None:
        super().__init__()
        self._what = what
        self._copy = copy

    def parts(self) -> Sequence[Widget]:
        """Return what happened, and the three ways on."""
        if self._copy is None:
            restore = Row().put(0, "r", "muted").put(3, NO_COPY, "muted")
        else:
            restore = _choice("r", f"restore {self._copy}", "restore")
        rows = [title_row("The database cannot be read"), Row()]
        rows += [*_paragraph(self._what), Row(), *_paragraph(KEPT, "muted"), Row(), restore]
        rows.append(_choice("s", "salvage what can be read of it", "salvage"))
        rows.append(_choice("q", "quit and leave everything as it is", "close"))
        return [PanelRows(rows)]

    def action_restore(self) -> None:
        """Choose the backup."""
        if self._copy is not None:
            self.dismiss("restore")

    def action_salvage(self) -> None:
        """Choose what can be read."""
        self.dismiss("salvage")


class OutcomeDialog(Dialog[bool]):
    """Shows what came of it; the result is ``True`` to go on."""

    BINDINGS = bindings("outcome")

    def __init__(self, lines: Sequence[str], onward: str) -> None:
        super().__init__()
        self._lines = tuple(lines)
        self._onward = onward

    def parts(self) -> Sequence[Widget]:
        """Return the lines and the two ways on."""
        title, *others = self._lines
        rows = [title_row(title)]
        if others and others[0]:
            rows.append(Row())
        for line in others:
            # The lines of a table are as wide as they are; sentences are broken.
            table = not line or line.startswith(" ")
            rows += [Row().put(0, line, "muted", width=INNER)] if table else _paragraph(line)
        rows += [Row(), keys_row(("enter", self._onward, "go_on"), ("q", "quit", "close"))]
        return [PanelRows(rows)]

    def action_go_on(self) -> None:
        """Go on."""
        self.dismiss(True)
