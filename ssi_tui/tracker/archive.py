"""Importing LinkedIn's archive into the log, as one operation."""

from collections.abc import Callable
from pathlib import Path

from ssi_tui.core.import_report import ImportReport
from ssi_tui.core.value import replace
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.linkedin.files.archive import open_archive
from ssi_tui.linkedin.rows.activities import Activities
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
    invitations_zone: str,
    dry_run: bool,
    progress: Callable[[int, int], None] | None,
) -> ImportReport:
    """Import an archive and return the report; raises ``RefusedError`` if it is not one."""
    counts = Counts()
    with open_archive(path) as archive:
        activities = Activities(
            archive,
            wall_clock.day_of,
            wall_clock.today(),
            counts.skip,
            me=me,
            invitations_zone=invitations_zone,
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
        tables=summary.tables,
        missing=summary.missing,
        left_out=summary.left_out,
        proposals=summary.proposals,
        notices=summary.notices,
    )
