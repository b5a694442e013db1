"""The steps of an import in the app: pick, read without writing, confirm, write, propose."""

from functools import partial
from pathlib import Path

from textual.worker import Worker, get_current_worker

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.import_report import ImportReport, Proposals
from ssi_tui.core.model import Source
from ssi_tui.core.text.words import entries
from ssi_tui.tracker.tracker import DatabaseUnusableError, Tracker
from ssi_tui.tui.dialogs.archive import PickDialog, ReadingDialog
from ssi_tui.tui.dialogs.confirm import ConfirmDialog
from ssi_tui.tui.keys.names import Key, given_key
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import ArchiveErrand, ImportWanted
from ssi_tui.tui.view.shown import ArchiveShown


def _verb(*, dry_run: bool) -> str:
    return "reading" if dry_run else "importing"


class ArchiveImport:
    """One step of an import. Reading runs beside the app, in a thread."""

    def __init__(self, app: Host) -> None:
        self._app = app

    def run(self, errand: ArchiveErrand) -> None:
        """Ask for the archive, or read the one that was chosen."""
        match errand:
            case ImportWanted():
                self._ask()
            case ReadingDialog.Opened(path=path, dry_run=dry_run):
                work = partial(self._work, path, dry_run=dry_run)
                self._app.run_worker(work, thread=True, exclusive=True, group="import")

    def _ask(self, refused: str = "") -> None:
        def read(path: Path | None) -> None:
            if path is not None:
                self._read(path, dry_run=True)

        self._app.push_screen(PickDialog(Path.home(), refused), read)

    def _read(self, path: Path, *, dry_run: bool) -> None:
        def confirmed(yes: bool | None) -> None:
            if yes:
                self._read(path, dry_run=False)

        self._app.archive_shown = ArchiveShown(_verb(dry_run=dry_run))
        dialog = ReadingDialog(path, dry_run=dry_run).data_bind(shown=Host.archive_shown)
        self._app.push_screen(dialog, confirmed if dry_run else None)

    def _show(self, worker: Worker[object], shown: ArchiveShown | None) -> None:
        """Show how far a reading is, unless another one has begun since."""
        if not worker.is_cancelled:
            self._app.archive_shown = shown

    def _work(self, path: Path, *, dry_run: bool) -> None:
        """Read, and write unless it is a dry run, over a connection of this thread's own."""
        app = self._app
        worker = get_current_worker()
        verb = _verb(dry_run=dry_run)
        percent = -1

        def progress(done: int, of: int) -> None:
            nonlocal percent
            share = done / of if of else 1.0
            if int(share * 100) != percent:
                percent = int(share * 100)
                app.call_from_thread(self._show, worker, ArchiveShown(verb, share))

        ours = app.tracker
        tracker = Tracker(ours.store.path, ours.wall_clock, Source.TUI, ours.preferences)
        try:
            report = tracker.import_linkedin(path, dry_run=dry_run, progress=progress)
        except (RefusedError, DatabaseUnusableError) as error:
            app.call_from_thread(self._refused, worker, ours.backups.sentence(error))
            return
        finally:
            tracker.close()
        if dry_run:
            app.call_from_thread(self._show, worker, ArchiveShown(verb, 1.0, report))
        else:
            app.call_from_thread(self._finished, worker, report)

    def _refused(self, worker: Worker[object], sentence: str) -> None:
        self._show(worker, None)
        self._ask(sentence)

    def _finished(self, worker: Worker[object], report: ImportReport) -> None:
        self._show(worker, None)
        self._app.look_around()
        added = entries(sum(report.added.values()))
        undo = given_key(self._app.screen, "app.undo")
        self._app.tell(Notice("imported", added, Key(undo, "undo", "app.undo")))
        if report.proposals is not None:
            self._propose(report.proposals)

    def _propose(self, proposals: Proposals) -> None:
        """Show what the archive says of the profile; nothing is set without a yes."""
        routine = self._app.tracker.routine
        profile = routine.profile()
        checklist = (profile.checklist | proposals.has) - proposals.lacks
        connections = profile.connections
        if proposals.connections is not None:
            connections = proposals.connections
        if (checklist, connections) == (profile.checklist, profile.connections):
            return
        more, less = checklist - profile.checklist, profile.checklist - checklist
        lines = [
            f"connections  {profile.connections:,} → {connections:,}",
            f"has now      {', '.join(sorted(more)) or 'nothing new'}",
            f"not any more {', '.join(sorted(less)) or 'nothing'}",
        ]

        def settle(yes: bool | None) -> None:
            if yes:
                self._app.write(
                    lambda: routine.set_profile(checklist=checklist, connections=connections)
                )

        dialog = ConfirmDialog("The archive shows this of your profile", lines, "set it")
        self._app.push_screen(dialog, settle)
