"""The dialogs for an entry of the log that is edited, and for a row that can only be read."""

from collections.abc import Sequence
from datetime import date

from textual.widgets import Input

from ssi_tui.core.formula import Actions
from ssi_tui.core.journal.entry_form import form_of, read_form, reader
from ssi_tui.core.journal.rows import EntryValues, JournalEntry
from ssi_tui.core.journal.words import entry_label, moment_words
from ssi_tui.core.text.words import printable
from ssi_tui.tui.dialogs.base import Dialog, paragraph, title_row
from ssi_tui.tui.dialogs.forms.ask import AskDialog, Field
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.rows import Row

LINES_MAX = 12


class EntryDialog(AskDialog[EntryValues]):
    """Asks for new values of an entry; ``enter`` accepts from any field."""

    def __init__(self, row: JournalEntry, today: date, actions: Actions) -> None:
        form = form_of(row.entry, actions)
        fields = [
            Field(
                each.name,
                each.text,
                each.hint,
                reader(row.entry, each.id, today),
                wide=each.id == "note",
            )
            for each in form
        ]
        super().__init__(f"Edit {entry_label(row, actions)}", moment_words(row, today), fields)
        self._entry = row.entry
        self._actions = actions
        self._today = today

    def on_mount(self) -> None:
        """Select the count, so that typing a number replaces it."""
        self.query_one("#field-0", Input).action_select_all()

    def result(self, values: Sequence[str]) -> EntryValues:
        """Return the values in the fields."""
        return read_form(self._entry, values, self._today, self._actions)


class DetailsDialog(Dialog[None]):
    """Tells everything about a row, in paragraphs."""

    BINDINGS = bindings("details")

    def __init__(self, title: str, right: str, paragraphs: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._right = right
        self._paragraphs = paragraphs

    def rows(self) -> Sequence[Row]:
        """Return the title, the paragraphs and the key."""
        rows = [title_row(self._title, self._right), Row()]
        for text in self._paragraphs:
            rows += paragraph(printable(text), most=LINES_MAX)
        return [*rows, Row(), self.keys_row(("dialog.close", "close"))]
