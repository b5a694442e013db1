"""The steps of an import in the app: pick, read without writing, confirm, write, propose."""

from pathlib import Path

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


class ArchiveImport:
    """One import, from the picker to the proposals. Reading runs beside the app, in a thread."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._path = Path()

    def start(self, refused: str = "") -> None:
        """Ask for the archive."""
        self._app.push_screen(PickDialog(Path.home(), refused), self._picked)

    def _picked(self, path: Path | None) -> None:
        if path is not None:
            self._path = path
            self._read(dry_run=True)

    def _read(self, *, dry_run: bool) -> None:
        dialog = ReadingDialog(self._path.name, lambda: self._begin(dialog, dry_run=dry_run))
        self._app.push_screen(dialog, self._confirmed if dry_run else None)

    def _begin(self, dialog: ReadingDialog, *, dry_run: bool) -> None:
        def work() -> None:
            self._work(dialog, dry_run=dry_run)

        self._app.run_worker(work, thread=True, exclusive=True, group="import")

    def _work(self, dialog: ReadingDialog, *, dry_run: bool) -> None:
        """Read, and write unless it is a dry run, over a connection of this thread's own."""
        app = self._app
        verb = "reading" if dry_run else "importing"
        shown = -1

        def progress(done: int, of: int) -> None:
            nonlocal shown
            percent = done * 100 // of if of else 100
            if percent != shown:
                shown = percent
                app.call_from_thread(dialog.progress, done, of, verb)

        ours = app.tracker
        tracker = Tracker(ours.store.path, ours.clock, Source.TUI, ours.preferences)
        try:
            report = tracker.import_linkedin(self._path, dry_run=dry_run, progress=progress)
        except (RefusedError, DatabaseUnusableError) as error:
            app.call_from_thread(self._refused, dialog, ours.backups.sentence(error))
            return
        finally:
            tracker.close()
        if dry_run:
            app.call_from_thread(dialog.show_report, report)
        else:
            app.call_from_thread(self._finished, dialog, report)

    def _refused(self, dialog: ReadingDialog, sentence: str) -> None:
        if dialog.is_current:
            dialog.dismiss(None)
        self.start(sentence)

    def _confirmed(self, yes: bool | None) -> None:
        if yes:
            self._read(dry_run=False)

    def _finished(self, dialog: ReadingDialog, report: ImportReport) -> None:
        if dialog.is_current:
            dialog.dismiss(None)
        self._app.look_around()
        added = entries(sum(report.added.values()))
        undo = given_key(self._app.screen, "app.undo")
        self._app.tell(Notice("imported", added, Key(undo, "undo", "app.undo")))
        if report.proposals is not None:
            self._propose(report.proposals)

    def _propose(self, proposals: Proposals) -> None:
        """Show what the archive says of the profile; nothing is set without a yes."""
        frame = self._app.tracker.frame
        profile = frame.profile()
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
                    lambda: frame.set_profile(checklist=checklist, connections=connections)
                )

        dialog = ConfirmDialog("The archive shows this of your profile", lines, "set it")
        self._app.push_screen(dialog, settle)
