"""The errands of the Log: read rows, show their details, edit, void and undo them."""

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
from ssi_tui.core.text.words import count_of, long_day, near_day
from ssi_tui.tui.errands.undo import change
from ssi_tui.tui.log.screen import LogScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import LogErrand


def run(app: Host, errand: LogErrand) -> None:
    """Do what is asked for; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    match errand:
        case LogScreen.JournalWanted(wanted=wanted):
            app.log_rows = RowsRead(app.tracker.journal.open(wanted))
        case LogScreen.RowsWanted():
            _read(app, errand)
        case LogScreen.EntrySeen(entry=entry):
            app.entry_deeds = EntryDeeds(entry, app.tracker.journal.deeds(entry))
        case LogScreen.RowOpened(row=row):
            _open(app, row)
        case LogScreen.EntryVoided(entry=entry):
            change(app, "Deleted", lambda: app.tracker.journal.void(entry.id))
        case LogScreen.StepTurned(step=step):
            if step.is_import:
                _undo(app, step)
            else:
                _turn(app, step)


def _read(app: Host, wanted: LogScreen.RowsWanted) -> None:
    shown, journal = app.log_rows, wanted.journal
    # Another journal may be shown meanwhile, which asks for its own rows.
    if shown is not None and shown.journal is journal:
        rows = app.tracker.journal.rows(journal, wanted.first, wanted.last)
        app.log_rows = RowsRead(journal, wanted.first, wanted.last, rows)


def _open(app: Host, row: JournalRow) -> None:
    """Edit an entry that counts, offer to undo an import, or show the details of another row."""
    if isinstance(row, JournalStep) and row.is_import:
        _undo(app, row)
    elif isinstance(row, JournalStep) or not row.counts:
        _tell(app, row)
    else:
        _edit(app, row)


def _edit(app: Host, row: JournalEntry) -> None:
    from ssi_tui.tui.dialogs.base import ask
    from ssi_tui.tui.dialogs.forms.entry import EntryDialog

    entry, tracker = row.entry, app.tracker

    def settle(values: EntryValues) -> None:
        if values == values_of(entry):
            return
        edit = partial(tracker.journal.edit, entry.id, values)
        done = change(app, "Edited", edit)
        shown = app.log_rows
        if done is not None and shown is not None:
            app.log_rows = RowsRead(shown.journal, replacing=done.entries[0])

    # The labels are those of the day of the entry.
    actions = tracker.view.schedule().actions_on(entry.day)
    ask(app, EntryDialog(row, tracker.today(), actions), settle)


def _tell(app: Host, row: JournalRow) -> None:
    from ssi_tui.tui.dialogs.forms.entry import DetailsDialog

    today, actions = app.tracker.today(), app.tracker.view.actions()
    title = details_title(row, actions).capitalize()
    if isinstance(row, JournalStep):
        when = f"{near_day(row.day, today)} {row.wall:%H:%M}"
        paragraphs = step_paragraphs(row, today, actions)
    else:
        when, paragraphs = moment_words(row, today), entry_paragraphs(row)
    app.push_screen(DetailsDialog(title, when, paragraphs))


def _undo(app: Host, step: JournalStep) -> None:
    """Undo an import, if the answer is yes."""
    from ssi_tui.tui.dialogs.base import ask
    from ssi_tui.tui.dialogs.confirm import ConfirmDialog

    identity, tracker = step.operation.id, app.tracker
    lines = [step_words(step, tracker.today(), tracker.view.actions())]
    lines += ["Entries it had replaced will count again."] if step.facts.superseded else []
    if kept := tracker.journal.edited_since(identity):
        one, many = "entry you edited since then stays", "entries you edited since then stay"
        lines.append(f"{count_of(kept, one, many)}.")
    lines.append("Redo brings it back.")
    dialog = ConfirmDialog(f"Undo the import of {long_day(step.day)}?", lines, "undo")
    ask(app, dialog, lambda _: _turn(app, step))


def _turn(app: Host, step: JournalStep) -> None:
    """Undo a step, or redo it if it is undone; only that of this machine is what redo takes."""
    undo = not step.undone
    turn = partial(app.tracker.journal.turn, step.operation.id, undo=undo)
    back = "log.void" if step.on or not undo else "app.redo"
    change(app, "Undid" if undo else "Redid", turn, back, step.on)
