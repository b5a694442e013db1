"""The dialog that asks for LinkedIn's archive: a path to type, and the files that are near it."""

import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from textual import events, on
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core.text.words import folded
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, line_row, refusal, title_row
from ssi_tui.tui.dialogs.forms.dropped import begins_anew, dropped, expanded, shortened
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.grid import CURSOR
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.plain_input import PlainInput

# The rows for what is wrong and for names.
SHOWN = 8
PROMISE = "Nothing leaves this computer; only counts are stored."
READABLE = frozenset({".zip", ".csv", ".xlsx", ".xlsm"})
# The cursor is in the field.
TYPING = -1


@dataclass(frozen=True, slots=True)
class Near:
    """The files that are near a typed path; ``missing`` tells that nothing begins like it."""

    items: tuple[Path, ...] = ()
    missing: bool = False


def near(typed: str) -> Near:
    """Return the folders and archives that begin with the typed path, or are named like it.

    Likely archives come first, and of these the newest.
    """
    path = expanded(dropped(typed))
    folder, prefix = (path, "") if typed.endswith(("/", os.sep)) else (path.parent, path.name)
    try:
        there = [
            item
            for item in folder.iterdir()
            if not item.name.startswith(".")
            and (item.suffix.casefold() in READABLE or item.is_dir())
        ]
    except OSError:
        return Near(missing=not os.path.lexists(path))

    def order(item: Path) -> tuple[bool, bool, float, str]:
        name, readable = item.name.casefold(), item.suffix.casefold() in READABLE
        likely = "linkedin" in name or "analytics" in name
        return (not likely, not readable, -_changed(item), name)

    there.sort(key=order)
    found = [item for item in there if folded(item.name).startswith(folded(prefix))]
    if found or os.path.lexists(path):
        return Near(tuple(found))
    names = {item.name.casefold(): item for item in there}
    close = [names[name] for name in get_close_matches(prefix.casefold(), names, SHOWN, 0.5)]
    archives = [item for item in there if item.suffix.casefold() in READABLE]
    return Near(tuple(dict.fromkeys((*close, *archives))), missing=True)


class PathInput(PlainInput):
    """A field that begins with a folder, in whose place a path may be typed or dropped."""

    def __init__(self, value: str, *, prefilled: bool) -> None:
        super().__init__(value, id="path", select_on_focus=False)
        self.cursor_position = len(value)
        self._prefill = value if prefilled else None

    def insert_text_at_cursor(self, text: str) -> None:
        """Write what was typed; what begins a path takes the place of the folder."""
        if self.value == self._prefill and text.startswith(("/", "~", "'", '"')):
            self.value = ""
        super().insert_text_at_cursor(text)

    def on_paste(self, event: events.Paste) -> None:
        """Take a dropped file; a whole path takes the place of all that was typed."""
        path = dropped(event.text)
        if begins_anew(path):
            event.prevent_default()
            event.stop()
            self.value = path
            self.cursor_position = len(path)


class PickDialog(Dialog[str]):
    """Asks for an archive; the result is its path as it was typed or chosen.

    ``typed`` is what the field begins with, ``refused`` what was wrong with it.
    """

    BINDINGS = bindings("pick")

    cursor: reactive[int] = reactive(TYPING)

    def __init__(self, typed: str, refused: str = "") -> None:
        super().__init__()
        self._refused = refused
        self._near = near(typed)
        self._begun = self._typed = typed
        self._field = PathInput(typed, prefilled=not refused)

    def parts(self) -> Sequence[Widget]:
        """Return the path, the names, and the keys."""
        title = title_row("Import your LinkedIn archive", "read offline")
        return [
            PanelRows([title, Row(), Row().put(0, "zip or folder", "muted")]),
            self._field,
            PanelRows(self._below(), id="names"),
        ]

    def _below(self) -> Sequence[Row]:
        rows = refusal(self._refused, 3) if self._refused else []
        items = self._near.items
        if self._near.missing and items:
            rows.append(Row().put(2, "Close to it:", "muted"))
        elif self._near.missing and not rows and self._typed != self._begun:
            rows.append(Row().put(2, "No such file or folder.", "muted"))
        room = SHOWN - len(rows)
        first = max(0, self.cursor - room + 1)
        rows += [self._row(at, items[at]) for at in range(first, min(len(items), first + room))]
        rows += [Row() for _ in range(SHOWN - len(rows))]
        keys = self.keys_row(
            ("read", "read it"),
            ("pick.up", ""),
            ("pick.down", "choose"),
            ("pick.complete", "complete"),
            ("dialog.close", "close"),
        )
        return [Row(), *rows, Row(), line_row(PROMISE), Row(), keys]

    def _row(self, at: int, item: Path) -> Row:
        chosen = at == self.cursor
        row = Row().put(0, CURSOR if chosen else "", "accent")
        name, size = f"{item.name}/" if item.is_dir() else item.name, _size(item)
        row.put(2, name, "bold" if chosen else "text", width=INNER - 4 - len(size))
        return row.right(INNER - 1, size, "muted")

    def _show(self) -> None:
        if self.is_mounted:
            self.query_one("#names", PanelRows).show(self._below())

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a name, or in the field."""
        return max(TYPING, min(cursor, len(self._near.items) - 1))

    def watch_cursor(self) -> None:
        """Show the new place of the cursor."""
        self._show()

    @on(Input.Changed)
    def follow(self) -> None:
        """Show the names near what is typed; what was wrong before is not any more."""
        if self._field.value != self._typed:
            self._typed = self._field.value
            self._refused = ""
            self._near = near(self._typed)
            self.cursor = TYPING
            self._show()

    def action_move(self, step: int) -> None:
        """Choose another name, or go back to the field."""
        self.cursor += step

    def action_complete(self) -> None:
        """Put the chosen or the first name into the path."""
        if self._near.items:
            chosen = self._near.items[max(0, self.cursor)]
            path = shortened(chosen)
            self._field.value = f"{path}{os.sep}" if chosen.is_dir() else path
            self._field.cursor_position = len(self._field.value)

    @on(Input.Submitted)
    def action_read(self) -> None:
        """Close with the chosen or the typed path; open a chosen folder without tables."""
        if self.cursor != TYPING:
            chosen = self._near.items[self.cursor]
            if chosen.is_dir() and not any(chosen.glob("*.csv")):
                self.action_complete()
            else:
                self.dismiss(str(chosen))
            return
        path = dropped(self._field.value)
        if os.path.lexists(expanded(path)):
            self.dismiss(path)
        else:
            self._refused = f"No such file: {path}"
            self._show()


def _changed(item: Path) -> float:
    """Return when a file was changed last, in seconds; folders are sorted by their names."""
    try:
        return 0.0 if item.is_dir() else item.stat().st_mtime
    except OSError:
        return 0.0


def _size(item: Path) -> str:
    """Return the size of a file, ``4.1 MB``, and nothing for a folder."""
    try:
        size = 0.0 if item.is_dir() else item.stat().st_size / 1e6
    except OSError:
        return ""
    if size < 0.1:
        return f"{max(1.0, size * 1e3):.0f} kB" if size else ""
    return f"{size:.1f} MB"
