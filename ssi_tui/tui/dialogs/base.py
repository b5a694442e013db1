"""What all dialogs share: the panel, its title, its paragraphs and the keys in its last row."""

from collections.abc import Callable, Sequence
from functools import partial
from textwrap import wrap
from typing import Any, Generic, TypeVar

from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from ssi_tui.core.text.words import printable
from ssi_tui.tui.keys.names import bindings, given_key
from ssi_tui.tui.keys.table import BY_ID
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import ELLIPSIS, Row
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import ProfileWanted

Result = TypeVar("Result")


class PanelRows(Painted):
    """Rows painted on the background of a dialog."""

    SURFACE = "panel"

    def __init__(self, rows: Sequence[Row], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.show(rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self._given = rows
        self.styles.height = len(rows)
        self.repaint()

    def rows(self, grid: Grid) -> Sequence[Row]:  # noqa: ARG002 - a dialog has columns of its own
        """Return the rows that were given."""
        return self._given


def title_row(title: str, right: str = "") -> Row:
    """Return the first row of a dialog: its title, and a remark at the right."""
    row = Row().put(0, title, "bold", width=INNER - len(right) - 2)
    return row.right(INNER - 1, right, "muted")


def line_row(text: str, role: str = "muted") -> Row:
    """Return a text in one row, cut where it is too long."""
    return Row().put(0, text, role, width=INNER)


def paragraph(text: str, role: str = "text", most: int | None = None) -> list[Row]:
    """Return a text wrapped into rows, ``most`` of them at the most."""
    lines = wrap(text, INNER, max_lines=most, placeholder=ELLIPSIS)
    return [Row().put(0, line, role) for line in lines]


def refusal(text: str, most: int = 2) -> list[Row]:
    """Return a sentence about what is wrong in at most so many rows, behind a mark."""
    lines = wrap(printable(text), INNER - 2, max_lines=most, placeholder=ELLIPSIS)
    rows = [Row().put(2, line) for line in lines]
    rows[0].put(0, "!", "warning-bold")
    return rows


class Dialog(ModalScreen[Result | None], Generic[Result]):
    """A dialog that ``escape`` closes without a result."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-regular")]  # noqa: RUF012 - Textual's form

    BINDINGS = bindings("dialog")

    _dismissed = False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result; what would close it a second time comes too late."""
        if self._dismissed:
            return AwaitComplete()
        self._dismissed = True
        return super().dismiss(result)

    def compose(self) -> ComposeResult:
        """Lay out the panel."""
        with VerticalScroll(id="dialog", can_focus=False):
            yield from self.parts()

    def parts(self) -> Sequence[Widget]:
        """Return the widgets of the panel, from top to bottom."""
        return [PanelRows(self.rows())]

    def rows(self) -> Sequence[Row]:
        """Return the rows of a dialog that has no other widgets."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Show the rows as they are now."""
        if self.is_mounted:
            self.query_one(PanelRows).show(self.rows())

    def keys_row(self, *keys: tuple[str, str]) -> Row:
        """Return the last row from pairs of a key's id and a word.

        An action instead of an id is one that ``enter`` runs in a text field.
        """
        row = Row()
        at = 0
        for identity, word in keys:
            known = identity in BY_ID
            key = given_key(self, identity) if known else "enter"
            click = f"screen.{BY_ID[identity][2] if known else identity}"
            row.put(at, key, "accent", click=click)
            row.put(at + len(key) + 1, word, "muted", click=click)
            # Keys without a word stand close to the next one, which has the word for both.
            at += len(key) + (len(word) + 4 if word else 1)
        return row

    def action_close(self) -> None:
        """Close without a result."""
        self.dismiss(None)

    def action_profile(self) -> None:
        """Close, and ask for the form of the profile."""
        self.dismiss(None)
        self.post_message(ProfileWanted())


def ask(app: App[Any], dialog: Dialog[Result], then: Callable[[Result], object]) -> None:
    """Open a dialog, and hand on its result unless it is closed without one.

    What is refused then, and a database that fails, is told as where the dialog was opened.
    """

    def answered(result: Result | None) -> None:
        if result is not None:
            answer = partial(then, result)
            if isinstance(app, Host):
                app.attempt(answer)
            else:
                answer()

    app.push_screen(dialog, answered)
