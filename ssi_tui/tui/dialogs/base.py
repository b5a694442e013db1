"""What all dialogs share: the panel, its title, its rows and its keys in the last row."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.keys.names import given_key
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row

Result = TypeVar("Result")
KeysRow = Callable[..., Row]
"""Returns the last row of a dialog from (key, word, action of the dialog)."""


class PanelRows(Painted):
    """Rows on the ground of a dialog."""

    SURFACE = "panel"

    def __init__(self, rows: Sequence[Row] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._given = tuple(rows)
        self.styles.height = len(self._given)

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._given = tuple(rows)
        self.styles.height = len(self._given)
        self.repaint()

    def rows(self, grid: Grid) -> Sequence[Row]:
        """Return the rows that were given."""
        return self._given if grid.width else ()


def title_row(title: str, right: str = "") -> Row:
    """Return the first row of a dialog."""
    row = Row().put(0, title, "bold", width=INNER - len(right) - 2)
    return row.right(INNER - 1, right, "muted")


def keys_row(*keys: tuple[str, str, str]) -> Row:
    """Return the last row of a dialog from (key, word, action of the dialog)."""
    row = Row()
    at = 0
    for key, word, action in keys:
        row.put(at, key, "accent", click=f"screen.{action}")
        row.put(at + len(key) + 1, word, "muted", click=f"screen.{action}")
        at += len(key) + len(word) + 4
    return row


class Dialog(ModalScreen[Result | None], Generic[Result]):
    """A dialog that escape closes without a result."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-regular")]  # noqa: RUF012 - Textual's form

    BINDINGS = bindings("dialog")

    def compose(self) -> ComposeResult:
        """Lay out the panel."""
        with VerticalScroll(id="dialog", can_focus=False):
            yield from self.parts()

    def parts(self) -> Sequence[Widget]:
        """Return what stands in the panel, top to bottom."""
        raise NotImplementedError

    def keys_row(self, *keys: tuple[str, str, str]) -> Row:
        """Return the last row from (usual key, word, action), with the keys of the user."""
        ids = {
            binding.action: str(binding.id)
            for owner in type(self).__mro__
            for binding in vars(owner).get("BINDINGS", ())
            if isinstance(binding, Binding)
        }
        given = [
            (given_key(self, ids[action]) if action in ids else key, word, action)
            for key, word, action in keys
        ]
        return keys_row(*given)

    def action_close(self) -> None:
        """Close without a result."""
        self.dismiss(None)
