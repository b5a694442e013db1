"""What the app answers the log: rows that the tracker reads, and the verbs that change them."""

from functools import partial

from ssi_tui.core.journal.details import details_title
from ssi_tui.core.journal.entry_form import values_of
from ssi_tui.core.journal.rows import (
    EntryDeeds,
    EntryValues,
    JournalEntry,
    JournalRow,
    JournalStep,
    RowsRead,
)
from ssi_tui.core.journal.words import entry_paragraphs, moment_words, step_paragraphs, step_words
from ssi_tui.core.text.words import entries, long_day, near_day
from ssi_tui.tui.errands.undo import change
from ssi_tui.tui.log.screen import LogScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import LogErrand


class LogErrands:
    """One errand of the log."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._journal = app.tracker.journal

    def run(self, errand: LogErrand) -> None:
        """Do what was asked for."""
        match errand:
            case LogScreen.JournalWanted(wanted=wanted):
                self._app.log_rows = RowsRead(self._journal.open(wanted))
            case LogScreen.RowsWanted():
                self._read(errand)
            case LogScreen.EntrySeen(entry=entry):
                self._app.entry_deeds = EntryDeeds(entry, self._journal.deeds(entry))
            case LogScreen.RowOpened(row=row):
                self._open(row)
            case LogScreen.EntryVoided(entry=entry):
                change(self._app, "voided", lambda: self._journal.void(entry.id), "undo")
            case LogScreen.ImportUndoWanted(step=step):
                self._ask(step)

    def _read(self, wanted: LogScreen.RowsWanted) -> None:
        shown, journal = self._app.log_rows, wanted.journal
        # Another journal may have come since: it asks for its own.
        if shown is not None and shown.journal is journal:
            rows = self._journal.rows(journal, wanted.first, wanted.last)
            self._app.log_rows = RowsRead(journal, wanted.first, wanted.last, rows)

    def _open(self, row: JournalRow) -> None:
        """Edit an entry that counts, ask before an import is undone, and tell of all else."""
        if isinstance(row, JournalStep) and row.is_import:
            self._ask(row)
        elif isinstance(row, JournalStep) or not row.counts:
            self._tell(row)
        else:
            self._edit(row)

    def _edit(self, row: JournalEntry) -> None:
        from ssi_tui.tui.dialogs.entry import EntryDialog

        entry, tracker = row.entry, self._app.tracker

        def settle(values: EntryValues | None) -> None:
            if values is None or values == values_of(entry):
                return
            edit = partial(self._journal.edit, entry.id, values)
            done = change(self._app, "edited", edit, "undo")
            shown = self._app.log_rows
            if done is not None and shown is not None:
                self._app.log_rows = RowsRead(shown.journal, replacing=done.entries[0])

        # The labels are those that stood on its day.
        actions = tracker.view.schedule().actions_on(entry.day)
        self._app.push_screen(EntryDialog(row, tracker.today(), actions), settle)

    def _tell(self, row: JournalRow) -> None:
        from ssi_tui.tui.dialogs.entry import DetailsDialog

        today, actions = self._app.tracker.today(), self._app.tracker.view.actions()
        title = details_title(row, actions).capitalize()
        if isinstance(row, JournalStep):
            when = f"{near_day(row.day, today)} {row.wall:%H:%M}"
            paragraphs = step_paragraphs(row, today, actions)
        else:
            when, paragraphs = moment_words(row, today), entry_paragraphs(row)
        self._app.push_screen(DetailsDialog(title, when, paragraphs))

    def _ask(self, step: JournalStep) -> None:
        from ssi_tui.tui.dialogs.confirm import ConfirmDialog

        operation, tracker = step.operation, self._app.tracker
        lines = [step_words(step, tracker.today(), tracker.view.actions())]
        lines += ["What it has set aside counts again."] if step.facts.superseded else []
        if kept := self._journal.edited_since(operation.id):
            stays = "stays" if kept == 1 else "stay"
            lines.append(f"{entries(kept)} that you have edited since {stays}.")
        lines.append("Redo brings it back.")

        def settle(yes: bool | None) -> None:
            if yes:
                undo = partial(self._journal.undo_import, operation.id)
                change(self._app, "undone", undo, "redo")

        title = f"Undo the import of {long_day(step.day)}?"
        self._app.push_screen(ConfirmDialog(title, lines, "undo"), settle)
