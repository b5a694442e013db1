"""The dialogs of an import of LinkedIn's archive: a file picker, then what would be added."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from textual import on
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.import_report import SAVED_AGAIN, ImportReport
from ssi_tui.core.text.bars import THIN_REST, thin_line
from ssi_tui.core.text.words import entries, folded, long_day, near_day
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, line_row, paragraph, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.view.messages import ArchiveErrand
from ssi_tui.tui.view.shown import ArchiveShown
from ssi_tui.tui.widgets.plain_input import PlainInput

# The most names in the picker, and the most tasks in the report.
SHOWN = 8
TASKS_SHOWN = 9
PROMISE = "Nothing is sent anywhere; counts alone are kept."
READABLE = frozenset({".zip", ".csv"})


def expanded(typed: str) -> Path:
    """Return the typed path, with ``~`` replaced by the home directory."""
    path = Path(typed)
    try:
        return path.expanduser()
    except RuntimeError:
        # Nobody of that name has a home directory.
        return path


def matches(typed: str) -> tuple[Path, ...]:
    """Return the folders and archives that begin with the typed path, likely archives first."""
    path = expanded(typed)
    folder, prefix = (path, "") if typed.endswith(("/", "\\")) else (path.parent, path.name)
    try:
        found = [
            item
            for item in folder.iterdir()
            if folded(item.name).startswith(folded(prefix))
            and not item.name.startswith(".")
            and (item.suffix.casefold() in READABLE or item.is_dir())
        ]
    except OSError:
        return ()

    def order(item: Path) -> tuple[bool, bool, str]:
        name = item.name.casefold()
        return ("linkedin" not in name, item.suffix.casefold() not in READABLE, name)

    return tuple(sorted(found, key=order))


class PickDialog(Dialog[Path]):
    """A path to type, above the folders and archives that begin like it."""

    BINDINGS = bindings("pick")

    cursor: reactive[int] = reactive(0)

    def __init__(self, folder: Path, refused: str = "") -> None:
        super().__init__()
        self._start = f"{folder}/"
        self._refused = refused
        self._field = PlainInput(self._start, id="path", select_on_focus=False)

    def parts(self) -> Sequence[Widget]:
        """Return the path, the names, and the keys."""
        return [
            PanelRows([title_row("Import LinkedIn's archive", "zip or folder"), Row()]),
            self._field,
            PanelRows(self._names(), id="names"),
        ]

    def on_mount(self) -> None:
        """Put the cursor at the end of the path."""
        self._field.cursor_position = len(self._field.value)

    def _names(self) -> Sequence[Row]:
        found = matches(self._field.value)
        first = max(0, self.cursor - SHOWN + 1)
        rows = []
        for at, item in enumerate(found[first : first + SHOWN], first):
            chosen = at == self.cursor
            name = f"{item.name}/" if item.is_dir() else item.name
            row = Row().put(0, "▌" if chosen else "", "accent")
            rows.append(row.put(2, name, "bold" if chosen else "text", width=INNER - 2))
        if not found:
            rows.append(Row().put(2, "no folder and no archive begins like that", "muted"))
        rows += [Row() for _ in range(SHOWN - len(rows))]
        keys = self.keys_row(
            ("pick.complete", "complete"), ("read", "read it"), ("dialog.close", "close")
        )
        return [*rows, Row(), *paragraph(self._refused or PROMISE, "muted"), Row(), keys]

    def _show(self) -> None:
        if self.is_mounted:
            self.query_one("#names", PanelRows).show(self._names())

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a name."""
        return max(0, min(cursor, len(matches(self._field.value)) - 1)) if self.is_mounted else 0

    def watch_cursor(self) -> None:
        """Show the new place of the cursor."""
        self._show()

    @on(Input.Changed)
    def follow(self) -> None:
        """Show the names that begin with what is typed."""
        # The first change is the path that the dialog begins with: nothing was typed yet.
        if self._field.value != self._start:
            self._refused = ""
        self.cursor = 0
        self._show()

    def action_move(self, step: int) -> None:
        """Choose another name."""
        self.cursor += step

    def _chosen(self) -> Path | None:
        found = matches(self._field.value)
        return found[self.cursor] if self.cursor < len(found) else None

    def action_complete(self) -> None:
        """Put the chosen name into the path."""
        chosen = self._chosen()
        if chosen is not None:
            self._field.value = f"{chosen}/" if chosen.is_dir() else str(chosen)
            self._field.cursor_position = len(self._field.value)

    @on(Input.Submitted)
    def action_read(self) -> None:
        """Close with the typed or chosen archive; a folder that is none is put into the path."""
        typed = self._field.value
        path = expanded(typed)
        chosen = self._chosen()
        if chosen is not None and not path.is_file():
            if chosen.is_dir() and not any(chosen.glob("*.csv")):
                self.action_complete()
                return
            path = chosen
        self.dismiss(path)


class ProgressDialog(Dialog[bool]):
    """A progress bar while an archive is read, then what the import would add."""

    BINDINGS = bindings("archive")

    shown: var[ArchiveShown | None] = var(None)

    @dataclass
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
        added = sum(report.added.values())
        rows = [title_row(self._path.name, f"{report.archive} archive"), Row(), Row()]
        for end, head in ((30, "read"), (38, "new"), (47, "known"), (INNER - 1, "set aside")):
            rows[-1].right(end, head, "faint")
        tasks = sorted(report.read.items(), key=lambda pair: -pair[1])
        for task, read in tasks[:TASKS_SHOWN]:
            row = Row().put(0, ACTIONS[task].label).right(30, f"{read:,}", "muted")
            row.right(38, f"{report.added.get(task, 0):,}")
            row.right(47, f"{report.already_known.get(task, 0):,}", "muted")
            rows.append(row.right(INNER - 1, f"{report.set_aside.get(task, 0):,}", "muted"))
        if report.first_day is not None and report.last_day is not None:
            first, last = report.first_day, report.last_day
            found = f"{entries(added)} to add, {near_day(first, last)} to {long_day(last)}"
        else:
            found = "nothing in it can be counted"
        rows += [Row(), line_row(found, "text")]
        left = sum(report.left_out.values())
        if left or report.skipped_total:
            words = f"left out {left:,} that are nothing you did, skipped {report.skipped_total:,}"
            rows.append(line_row(words))
        told = [
            *(f"{row.table}: {row.why}" for row in report.skipped if row.why == SAVED_AGAIN),
            *report.notices,
            *(f"{item.table}: {item.meaning}" for item in report.missing),
        ]
        rows += chain.from_iterable(paragraph(line, "muted", 2) for line in told[:3])
        verb = "import" if added else "close"
        keys = self.keys_row(("archive.import", verb), ("dialog.close", "leave it"))
        return (*rows, Row(), keys)

    def action_take(self) -> None:
        """Close with whether there is anything to import."""
        if self.shown is not None and self.shown.report is not None:
            self.dismiss(sum(self.shown.report.added.values()) > 0)
