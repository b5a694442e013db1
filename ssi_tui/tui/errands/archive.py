"""The steps of an import: pick an archive, read it, confirm, write, propose a profile.

Reading runs in a thread, so that the app goes on meanwhile.
"""

import os
from functools import partial
from pathlib import Path

from textual.worker import Worker, get_current_worker

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.import_report import ImportReport, Proposals
from ssi_tui.core.model import Source
from ssi_tui.core.text.words import entries
from ssi_tui.core.text.words import sentence as as_sentence
from ssi_tui.tracker.tracker import DatabaseUnusableError, Tracker
from ssi_tui.tui.dialogs.base import ask
from ssi_tui.tui.dialogs.confirm import ConfirmDialog
from ssi_tui.tui.dialogs.forms.archive import ProgressDialog, figures_words
from ssi_tui.tui.dialogs.forms.dropped import expanded, shortened
from ssi_tui.tui.dialogs.forms.pick import PickDialog
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import ArchiveErrand, ImportWanted
from ssi_tui.tui.view.shown import ArchiveShown


def _verb(*, dry_run: bool) -> str:
    return "reading" if dry_run else "importing"


def run(app: Host, errand: ArchiveErrand) -> None:
    """Ask for the archive, or read the one that was chosen."""
    match errand:
        case ImportWanted():
            _ask(app)
        case ProgressDialog.Opened(path=path, dry_run=dry_run):
            work = partial(_work, app, path, dry_run=dry_run)
            app.run_worker(work, thread=True, exclusive=True, group="import")


def _ask(app: Host, typed: str = "", refused: str = "") -> None:
    """Ask for an archive; what was ``typed`` and ``refused`` stays for correction."""
    begun = typed or f"{shortened(app.tracker.downloads())}{os.sep}"
    ask(app, PickDialog(begun, refused), lambda path: _read(app, expanded(path), dry_run=True))


def _read(app: Host, path: Path, *, dry_run: bool) -> None:
    def confirmed(yes: bool | None) -> None:
        report = app.archive_shown and app.archive_shown.report
        if yes:
            _read(app, path, dry_run=False)
        elif yes is not None and report and report.proposals:
            # There is nothing to import, but perhaps the size of the network.
            with app.guarded():
                _propose(app, report.proposals)

    app.archive_shown = ArchiveShown(_verb(dry_run=dry_run))
    dialog = ProgressDialog(path, dry_run=dry_run).data_bind(shown=Host.archive_shown)
    app.push_screen(dialog, confirmed if dry_run else None)


def _show(app: Host, worker: Worker[object], shown: ArchiveShown | None) -> None:
    """Show how far a reading has come, unless another one has begun since."""
    if not worker.is_cancelled:
        app.archive_shown = shown


def _work(app: Host, path: Path, *, dry_run: bool) -> None:
    """Read an archive and, unless it is a dry run, write it; with a connection of its own."""
    worker = get_current_worker()
    verb = _verb(dry_run=dry_run)
    percent = -1

    def progress(done: int, of: int) -> None:
        nonlocal percent
        share = done / of if of else 1.0
        if int(share * 100) != percent:
            percent = int(share * 100)
            app.call_from_thread(_show, app, worker, ArchiveShown(verb, share))

    ours = app.tracker
    tracker = Tracker(ours.store.path, ours.wall_clock, Source.TUI, ours.preferences)
    try:
        report = tracker.import_linkedin(path, dry_run=dry_run, progress=progress)
    except (RefusedError, DatabaseUnusableError) as error:
        app.call_from_thread(_refused, app, worker, path, ours.backups.sentence(error))
        return
    finally:
        tracker.close()
    if dry_run:
        app.call_from_thread(_show, app, worker, ArchiveShown(verb, 1.0, report))
    else:
        app.call_from_thread(_finished, app, worker, report)


def _refused(app: Host, worker: Worker[object], path: Path, said: str) -> None:
    _show(app, worker, None)
    _ask(app, shortened(path), as_sentence(said))


def _finished(app: Host, worker: Worker[object], report: ImportReport) -> None:
    _show(app, worker, None)
    app.look_around()
    said = [] if report.kind == "analytics" else [entries(sum(report.added.values()))]
    if report.analytics is not None:
        said.append(figures_words(report.analytics))
    app.tell(Notice(f"Imported {' and '.join(said)}.", app.undo_key))
    if report.proposals is not None:
        with app.guarded():
            _propose(app, report.proposals)


def _propose(app: Host, proposals: Proposals) -> None:
    """Ask whether the profile is to be set as the archive shows it, if anything differs."""
    routine = app.tracker.routine
    profile = routine.profile()
    checklist = (profile.checklist | proposals.has) - proposals.lacks
    connections = profile.connections
    if proposals.connections is not None:
        connections = proposals.connections
    if (checklist, connections) == (profile.checklist, profile.connections):
        return
    more, less = checklist - profile.checklist, profile.checklist - checklist
    lines = []
    if connections != profile.connections:
        lines.append(f"connections  {profile.connections:,} → {connections:,}")
    for verb, items in (("add", more), ("remove", less)):
        if items:
            lines.append(f"{verb:11}  {', '.join(sorted(items)).replace('_', ' ')}")

    def keep(_: bool) -> None:
        kept = partial(routine.set_profile, checklist=checklist, connections=connections)
        if app.write(kept) is not None:
            app.tell(Notice("Profile saved.", app.undo_key))

    dialog = ConfirmDialog("Your archive suggests these profile changes", lines, "apply")
    ask(app, dialog, keep)
