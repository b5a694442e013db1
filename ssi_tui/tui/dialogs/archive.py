"""The import of LinkedIn's archive: a file picker, then what would be added."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from textual import on
from textual.reactive import reactive, var
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.import_report import ImportReport
from ssi_tui.core.text.bars import THIN_REST, thin_line
from ssi_tui.core.text.words import entries, long_day, near_day
from ssi_tui.tui.dialogs.base import Dialog, KeysRow, PanelRows, keys_row, title_row
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.view.messages import ArchiveErrand
from ssi_tui.tui.view.shown import ArchiveShown
from ssi_tui.tui.widgets.plain_input import PlainInput

SHOWN = 8
PROMISE = "Nothing is sent anywhere; counts alone are kept."
READABLE = frozenset({".zip", ".csv"})


def starting_folder(home: Path) -> Path:
    """Return where a browser leaves downloads, or the home directory."""
    downloads = home / "Downloads"
    return downloads if downloads.is_dir() else home


def expanded(typed: str) -> Path:
    """Return the path that was typed, ``~`` replaced where it names a home directory."""
    path = Path(typed)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def matches(typed: str) -> tuple[Path, ...]:
    """Return folders and archives that begin with what was typed; likely archives come first."""
    path = expanded(typed)
    folder, prefix = (path, "") if typed.endswith(("/", "\\")) else (path.parent, path.name)
    try:
        found = [
            item
            for item in folder.iterdir()
            if item.name.casefold().startswith(prefix.casefold())
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
    """A path with the folders and archives that it could become."""

    BINDINGS = bindings("pick")

    cursor: reactive[int] = reactive(0)

    def __init__(self, home: Path, refused: str = "") -> None:
        super().__init__()
        self._start = f"{starting_folder(home)}/"
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
        """Put the cursor behind the path."""
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
        rows += [
            Row(),
            *(Row().put(0, line, "muted") for line in wrap(self._refused or PROMISE, INNER)),
            Row(),
            self.keys_row(
                ("tab", "complete", "complete"),
                ("enter", "read it", "read"),
                ("escape", "close", "close"),
            ),
        ]
        return rows

    def _show(self) -> None:
        if self.is_mounted:
            self.query_one("#names", PanelRows).show(self._names())

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a name."""
        return max(0, min(cursor, len(matches(self._field.value)) - 1)) if self.is_mounted else 0

    def watch_cursor(self) -> None:
        """Paint the cursor."""
        self._show()

    @on(Input.Changed)
    def follow(self) -> None:
        """Show the names that fit."""
        # The field says so once when it is filled at the start: nothing was typed then.
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
        """Take the chosen name into the path."""
        chosen = self._chosen()
        if chosen is not None:
            self._field.value = f"{chosen}/" if chosen.is_dir() else str(chosen)
            self._field.cursor_position = len(self._field.value)

    @on(Input.Submitted)
    def action_read(self) -> None:
        """Read the path, or the chosen name where the path is a folder's."""
        typed = self._field.value
        path = expanded(typed)
        chosen = self._chosen()
        if chosen is not None and not path.is_file():
            if chosen.is_dir() and not any(chosen.glob("*.csv")):
                self.action_complete()
                return
            path = chosen
        self.dismiss(path)


class ReadingDialog(Dialog[bool]):
    """A progress bar while an archive is read, then what would be added, to be confirmed."""

    BINDINGS = bindings("archive")

    shown: var[ArchiveShown | None] = var(None)

    @dataclass
    class Opened(ArchiveErrand):
        """The dialog was opened, and the archive can be read; nothing is written in a dry run."""

        path: Path
        dry_run: bool

    def __init__(self, path: Path, *, dry_run: bool) -> None:
        super().__init__()
        self._path = path
        self._dry_run = dry_run

    def parts(self) -> Sequence[Widget]:
        """Return the bar."""
        return [PanelRows(self._progress_rows(0.0, "reading"))]

    def on_mount(self) -> None:
        """Say that the archive can be read."""
        self.post_message(self.Opened(self._path, self._dry_run))

    def watch_shown(self, before: ArchiveShown | None, shown: ArchiveShown | None) -> None:
        """Show how far it is, then what would be added; close where there is no more to show."""
        if shown is None:
            if before is not None and self.is_current:
                self.dismiss(None)
        elif self.is_mounted and shown.report is None:
            self.query_one(PanelRows).show(self._progress_rows(shown.share, shown.verb))
        elif self.is_mounted and shown.report is not None:
            rows = report_rows(self._path.name, shown.report, self.keys_row)
            self.query_one(PanelRows).show(rows)

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
            self.keys_row(("escape", "close", "close")),
        )

    def action_take(self) -> None:
        """Import, where there is something to import."""
        if self.shown is not None and self.shown.report is not None:
            self.dismiss(sum(self.shown.report.added.values()) > 0)


def report_rows(
    name: str, report: ImportReport, keys: KeysRow = keys_row, most: int = 9
) -> Sequence[Row]:
    """Return what an import would add: a row a task, then what there is to say."""
    added = sum(report.added.values())
    rows = [title_row(name, f"{report.archive} archive"), Row()]
    rows.append(
        Row().right(30, "read", "faint").right(38, "new", "faint").right(47, "known", "faint")
    )
    rows[-1].right(INNER - 1, "set aside", "faint")
    tasks = sorted(report.read.items(), key=lambda pair: -pair[1])
    for task, read in tasks[:most]:
        row = Row().put(0, ACTIONS[task].label).right(30, f"{read:,}", "muted")
        row.right(38, f"{report.added.get(task, 0):,}")
        row.right(47, f"{report.already_known.get(task, 0):,}", "muted")
        rows.append(row.right(INNER - 1, f"{report.set_aside.get(task, 0):,}", "muted"))
    if report.first_day is not None and report.last_day is not None:
        first, last = report.first_day, report.last_day
        span = f"{near_day(first, last)} to {long_day(last)}"
        rows += [Row(), Row().put(0, f"{entries(added)} to add, {span}", width=INNER)]
    else:
        rows += [Row(), Row().put(0, "nothing in it can be counted", width=INNER)]
    left = sum(report.left_out.values())
    if left or report.skipped_total:
        words = f"left out {left:,} that are nothing you did, skipped {report.skipped_total:,}"
        rows.append(Row().put(0, words, "muted", width=INNER))
    told = [*report.notices, *(f"{item.table}: {item.meaning}" for item in report.missing)]
    rows += [Row().put(0, line, "muted", width=INNER) for line in told[:3]]
    verb = "import" if added else "close"
    return (*rows, Row(), keys(("enter", verb, "take"), ("escape", "leave it", "close")))
