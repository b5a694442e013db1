"""Importing what LinkedIn gives its members: the archive, and workbooks of analytics beside it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.import_report import Analytics, AnalyticsReport, ImportReport, together
from ssi_tui.core.text.words import printable
from ssi_tui.core.value import replace
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.linkedin.analytics.workbook import is_workbook
from ssi_tui.linkedin.files.archive import open_archive, workbooks_in
from ssi_tui.linkedin.rows.activities import Activities
from ssi_tui.linkedin.rows.intake import PACIFIC
from ssi_tui.storage.exchange.archive import import_rows
from ssi_tui.storage.exchange.counts import Counts
from ssi_tui.storage.log.store import Store


def import_linkedin(
    store: Store,
    wall_clock: WallClock,
    path: Path,
    keep: Callable[[], None],
    *,
    me: str | None,
    invitations_zone: str | None,
    dry_run: bool,
    progress: Callable[[int, int], None] | None,
) -> ImportReport:
    """Import an archive, workbooks of analytics, or both, and return the report.

    The archive comes first, each is an operation of its own. Nothing is written if either is
    refused: raises ``RefusedError``.
    """
    workbooks, has_archive = _what_is_there(path)
    if workbooks and not has_archive:
        for option, value in (("--me", me), ("--invitations-zone", invitations_zone)):
            if value is not None:
                raise RefusedError(f"{option} is for an archive; a workbook needs none")
        written = _write(store, wall_clock, _read(workbooks, wall_clock), dry_run=dry_run)
        return _of_workbooks(written, dry_run=dry_run)
    given = _read(workbooks, wall_clock) if workbooks else None
    counts = Counts()
    with open_archive(path) as archive:
        activities = Activities(
            archive,
            wall_clock.day_of,
            wall_clock.today(),
            counts.skip,
            me=me,
            invitations_zone=invitations_zone or PACIFIC,
            progress=progress,
        )
        operation, set_aside = import_rows(
            store, activities.rows(), counts, wall_clock.now(), keep, dry_run=dry_run
        )
        summary = activities.summary()
    return replace(
        counts.report(operation, dry_run),
        kind="linkedin",
        archive=summary.kind.value,
        set_aside=dict(set_aside),
        missing=summary.missing,
        left_out=summary.left_out,
        proposals=summary.proposals,
        notices=summary.notices,
        analytics=_write(store, wall_clock, given, dry_run=dry_run) if given else None,
    )


def _what_is_there(path: Path) -> tuple[Sequence[Path], bool]:
    """Return the workbooks at a path, and whether an archive is there, too."""
    if path.is_dir():
        return workbooks_in(path)
    return ([path], False) if path.is_file() and is_workbook(path) else ([], True)


def _read(workbooks: Sequence[Path], wall_clock: WallClock) -> Analytics:
    # Loaded here: few archives have a workbook beside them.
    from ssi_tui.linkedin.analytics.read import read_workbook

    found = []
    for path in workbooks:
        try:
            found.append(read_workbook(path, wall_clock.today()))
        except RefusedError as error:
            if len(workbooks) == 1:
                raise
            raise RefusedError(f"{printable(path.name)}: {error}") from error
    return together(found)


def _write(
    store: Store, wall_clock: WallClock, given: Analytics, *, dry_run: bool
) -> AnalyticsReport:
    from ssi_tui.storage.exchange.analytics import import_analytics

    return import_analytics(store, given, wall_clock.now(), dry_run=dry_run)


def _of_workbooks(written: AnalyticsReport, *, dry_run: bool) -> ImportReport:
    """Return the report of workbooks alone."""
    days = written.given.days
    return ImportReport(
        kind="analytics",
        archive="unknown",
        operation=written.operation,
        dry_run=dry_run,
        read=written.read,
        added=written.added,
        already_known=written.already_known,
        set_aside={},
        skipped=(),
        skipped_total=len(written.given.skipped),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        analytics=written,
    )
