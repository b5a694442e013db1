"""The dialog of an import of LinkedIn's archive: how far it is read, then what would be added."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from textual.reactive import var

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.import_report import SAVED_AGAIN, AnalyticsReport, ImportReport
from ssi_tui.core.text.bars import THIN_REST, thin_line
from ssi_tui.core.text.words import count_of, entries, long_day, near_day
from ssi_tui.tui.dialogs.base import Dialog, line_row, paragraph, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.view.messages import ArchiveErrand
from ssi_tui.tui.view.shown import ArchiveShown

# The most tasks in the report.
TASKS_SHOWN = 9


class ProgressDialog(Dialog[bool]):
    """A progress bar while an archive is read, then what the import would add."""

    BINDINGS = bindings("archive")

    shown: var[ArchiveShown | None] = var(None)

    class Opened(ArchiveErrand):
        """The dialog was opened, so that reading can begin; a dry run writes nothing."""

        path: Path
        dry_run: bool

    def __init__(self, path: Path, *, dry_run: bool) -> None:
        super().__init__()
        self._path = path
        self._dry_run = dry_run

    def rows(self) -> Sequence[Row]:
        """Return the progress bar, or what would be added."""
        if self.shown is None:
            return self._progress_rows(0.0, "reading")
        if self.shown.report is None:
            return self._progress_rows(self.shown.share, self.shown.verb)
        return self._report_rows(self.shown.report)

    def on_mount(self) -> None:
        """Say that reading can begin."""
        self.post_message(self.Opened(self._path, self._dry_run))

    def watch_shown(self, before: ArchiveShown | None, shown: ArchiveShown | None) -> None:
        """Show the progress or the report; close once there is neither any more."""
        if shown is not None:
            self.repaint()
        elif before is not None and self.is_current:
            self.dismiss(None)

    def _progress_rows(self, share: float, verb: str) -> Sequence[Row]:
        width = INNER - 6
        line = thin_line(share, width)
        bar = Row().put(0, line, "accent").put(len(line), THIN_REST * (width - len(line)), "faint")
        title = title_row(self._path.name, verb)
        return (
            title,
            Row(),
            bar.right(INNER - 1, f"{share:.0%}"),
            Row(),
            self.keys_row(("dialog.close", "close")),
        )

    def _report_rows(self, report: ImportReport) -> Sequence[Row]:
        """Return what an import would add: one row per task, then remarks."""
        analytics, added = report.analytics, sum(report.added.values())
        alone = analytics if report.kind == "analytics" else None
        what = "analytics" if alone else f"{report.archive} archive"
        rows = [title_row(self._path.name, what), Row(), Row()]
        last_head = "raised" if alone else "replaced"
        for end, head in ((30, "read"), (38, "new"), (47, "known"), (INNER - 1, last_head)):
            rows[-1].right(end, head, "faint")
        beside = alone.raised if alone else report.set_aside
        tasks = sorted(report.read.items(), key=lambda pair: -pair[1])
        for task, read in tasks[:TASKS_SHOWN]:
            label = ACTIONS[task].label if task in ACTIONS else task.replace("_", " ")
            row = Row().put(0, label).right(30, f"{read:,}", "muted")
            row.right(38, f"{report.added.get(task, 0):,}")
            row.right(47, f"{report.already_known.get(task, 0):,}", "muted")
            rows.append(row.right(INNER - 1, f"{beside.get(task, 0):,}", "muted"))
        if report.first_day is not None and report.last_day is not None:
            first, last = report.first_day, report.last_day
            new = figures_words(alone) if alone else entries(added)
            found = f"{new} to add, {near_day(first, last)} to {long_day(last)}"
        else:
            found = "Nothing in it can be counted."
        rows += [Row(), line_row(found, "text")]
        left = sum(report.left_out.values())
        if alone and report.skipped_total:
            rows.append(line_row(f"skipped {report.skipped_total:,} that are no day or no count"))
        elif left or report.skipped_total:
            ignored = f"ignored {left:,} that weren't your activity"
            rows.append(line_row(f"{ignored}, skipped {report.skipped_total:,}"))
        told = [
            *(_told(alone, report) if alone else ()),
            *([_beside(analytics)] if analytics and not alone else ()),
            *(f"{row.table}: {row.why}" for row in report.skipped if row.why == SAVED_AGAIN),
            *report.notices,
            *(f"{item.table}: {item.meaning}" for item in report.missing),
        ]
        rows += chain.from_iterable(paragraph(line, "muted", 2) for line in told[:3])
        verb = "import" if report.news else "close"
        keys = self.keys_row(("archive.import", verb), ("dialog.close", "cancel"))
        return (*rows, Row(), keys)

    def action_take(self) -> None:
        """Close with whether there is anything to import."""
        if self.shown is not None and self.shown.report is not None:
            self.dismiss(self.shown.report.news > 0)


def _told(analytics: AnalyticsReport, report: ImportReport) -> Iterator[str]:
    """Yield what is to be known of workbooks besides the counts of their days."""
    for day, total in list(analytics.given.followers().items())[-1:]:
        yield f"{count_of(total, 'follower')} on {near_day(day, report.last_day or day)}"
    yield from analytics.given.lacking()


def _beside(analytics: AnalyticsReport) -> str:
    """Return what the workbooks beside an archive would add."""
    return f"Analytics beside it: {figures_words(analytics)} to add."


def figures_words(analytics: AnalyticsReport) -> str:
    """Return how many figures are new or larger, or else how many totals of followers."""
    if analytics.totals and not analytics.changes:
        return count_of(analytics.totals, "total of followers", "totals of followers")
    return count_of(analytics.changes, "figure")
