"""What the app answers the log: rows that the tracker reads, and the verbs that change them."""

from collections.abc import Callable

from ssi_tui.core.journal.entry_form import values_of
from ssi_tui.core.journal.rows import EntryValues
from ssi_tui.core.journal.words import step_words
from ssi_tui.core.text.words import entries, long_day
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.errands import notices
from ssi_tui.tui.keys.names import key_of
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import (
    DeedsWanted,
    EntryOpened,
    EntryVoided,
    ImportUndoWanted,
    JournalWanted,
    LogRequest,
    RowOpened,
    RowsWanted,
)


class LogErrands:
    """Answers one request of the log."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._journal = app.tracker.journal

    def run(self, request: LogRequest) -> None:
        """Do what was asked for."""
        match request:
            case JournalWanted():
                request.then(self._journal.open(request.wanted))
            case RowsWanted():
                found = self._journal.rows(request.journal, request.first, request.last)
                request.then(found)
            case DeedsWanted():
                request.then(self._journal.deeds(request.entry))
            case EntryOpened():
                self._edit(request)
            case RowOpened():
                self._tell(request)
            case EntryVoided():
                self._say("voided", lambda: self._journal.void(request.entry.id), "undo")
            case ImportUndoWanted():
                self._ask(request)

    def _edit(self, request: EntryOpened) -> None:
        from ssi_tui.tui.dialogs.entry import EntryDialog

        entry = request.row.entry

        def settle(values: EntryValues | None) -> None:
            if values is None or values == values_of(entry):
                return
            done = self._say("edited", lambda: self._journal.edit(entry.id, values), "undo")
            if done is not None:
                request.then(done.entries[0])

        self._app.push_screen(EntryDialog(request.row, request.today, request.actions), settle)

    def _tell(self, request: RowOpened) -> None:
        from ssi_tui.tui.dialogs.entry import DetailsDialog

        self._app.push_screen(DetailsDialog(request.title, request.right, request.paragraphs))

    def _ask(self, request: ImportUndoWanted) -> None:
        from ssi_tui.tui.dialogs.confirm import ConfirmDialog

        step, operation = request.step, request.step.operation
        tracker = self._app.tracker
        lines = [step_words(step, tracker.today(), tracker.actions)]
        lines += ["What it has set aside counts again."] if step.facts.superseded else []
        if kept := self._journal.edited_since(operation.id):
            stays = "stays" if kept == 1 else "stay"
            lines.append(f"{entries(kept)} that you have edited since {stays}.")
        lines.append("Redo brings it back.")

        def settle(yes: bool | None) -> None:
            if yes:
                self._say("undone", lambda: self._journal.undo_import(operation.id), "redo")

        title = f"Undo the import of {long_day(step.day)}?"
        self._app.push_screen(ConfirmDialog(title, lines, "undo"), settle)

    def _say(self, verb: str, change: Callable[[], Done], back: str) -> Done | None:
        """Run a verb and say what it did, with the key that takes it back."""
        before = self._app.dashboard
        done = self._app.write(change)
        after = self._app.dashboard
        if done is not None and before is not None and after is not None:
            text = notices.turned(done.kind, done.entries, done.size, done.clocked, before, after)
            self._app.tell(Notice(verb, text, key_of(self._app.screen, f"app.{back}", back)))
        return done
