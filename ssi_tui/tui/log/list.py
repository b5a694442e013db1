"""The list of the Log, which paints only the lines in sight."""

from collections.abc import Sequence
from datetime import date

from textual import events

from ssi_tui.core.formula import ACTIONS, Actions
from ssi_tui.core.journal.rows import JournalEntry, JournalRow, JournalStep
from ssi_tui.core.journal.words import (
    clock_words,
    entry_label,
    head_words,
    on_words,
    quality_label,
    step_label,
    step_words,
    why_words,
)
from ssi_tui.core.labels import SOURCE_LABELS
from ssi_tui.core.model import BY_HAND
from ssi_tui.core.text.words import day_month
from ssi_tui.core.value import dataclass, field
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, fit
from ssi_tui.tui.look.sent import Sent

TITLE_ROWS = 1
# So many cells has the name of another machine.
MACHINE_CELLS = 20
WHEEL_LINES = 3

Line = date | JournalRow | None
"""What a line shows: the heading of a day, a row, or nothing if its row is gone."""


@dataclass(frozen=True, slots=True)
class LogShown:
    """What the list shows: the lines in sight, and which of them is under the cursor.

    ``entries`` is how many entries that count the filter leaves. ``keys`` maps each action to the
    key that logs it; ``actions`` are all that score in this log. ``hints`` are (key, words) pairs,
    shown where there are no lines.
    """

    filter: str
    entries: int
    lines: Sequence[Line]
    cursor: int
    today: date
    keys: dict[str, str]
    hints: Sequence[tuple[str, str]] = ()
    actions: Actions = field(default_factory=lambda: ACTIONS)


@dataclass(frozen=True, slots=True)
class Columns:
    """First columns, counted from 0; ``count`` and ``source`` are last columns."""

    time: int
    key: int
    label: int
    quality: int
    count: int
    note: int
    source: int


def columns_of(grid: Grid) -> Columns:
    """Return the columns for a grid."""
    if grid.narrow:
        # Terminals smaller than this cut what has no room.
        return Columns(3, 10, 13, 25, 41, 43, 58)
    # The other half of a wide terminal is the second grid.
    right = grid.text_right if grid.wide else grid.right
    return Columns(5, 13, grid.graphic, 30, grid.number, grid.change, right)


class LogList(Section[LogShown]):
    """The title with the filter and the number of entries, then the lines."""

    class Picked(Sent):
        """A line was pressed; ``twice`` is to open it."""

        line: int
        twice: bool

    class Scrolled(Sent):
        """The wheel was turned down by some lines, or up where they are negative."""

        lines: int

    def watch_shown(self) -> None:
        """Paint the lines that have changed, at once."""
        self.repaint_changed()

    def on_click(self, event: events.Click) -> None:
        """Say which line was pressed."""
        line = event.y - TITLE_ROWS
        if self.shown is not None and 0 <= line < len(self.shown.lines):
            self.post_message(self.Picked(line, twice=event.chain > 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Say that the wheel was turned down."""
        event.stop()
        self.post_message(self.Scrolled(WHEEL_LINES))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Say that the wheel was turned up."""
        event.stop()
        self.post_message(self.Scrolled(-WHEEL_LINES))

    def section(self, shown: LogShown, grid: Grid) -> Sequence[Row]:
        """Return the title and the lines in sight."""
        columns = columns_of(grid)
        rows = [self._title(shown, grid, columns)]
        for key, words in shown.hints:
            row = Row().put(grid.label, key, "accent")
            at = grid.label + len(key) + (2 if key else 0)
            rows.append(row.put(at, words, "muted", width=columns.source - at + 1))
        for at, line in enumerate(shown.lines):
            if line is None:
                rows.append(Row())
                continue
            if isinstance(line, date):
                rows.append(Row().put(grid.mark, head_words(line, shown.today), "muted"))
                continue
            chosen = at == shown.cursor
            row = (
                _entry(line, columns, shown, chosen=chosen)
                if isinstance(line, JournalEntry)
                else _step(line, columns, shown, chosen=chosen)
            )
            rows.append(row.put(0, CURSOR if chosen else "", "accent"))
        return rows

    def _title(self, shown: LogShown, grid: Grid, columns: Columns) -> Row:
        count = f"{shown.entries:,}"
        room = columns.count - len(count) - columns.label
        row = Row().put(grid.mark, "LOG", "title")
        row.put(columns.label, shown.filter, "muted", width=room)
        row.right(columns.count, count, "bold")
        word = "entry" if shown.entries == 1 else "entries"
        return row.put(columns.note, word, "muted").right(columns.source, "source", "faint")


def _entry(row: JournalEntry, columns: Columns, shown: LogShown, *, chosen: bool) -> Row:
    entry = row.entry
    painted = Row()
    if row.logged_on is not None:
        painted.put(columns.time, day_month(row.logged_on), "muted")
    elif row.wall is not None:
        painted.put(columns.time, clock_words(row.wall), "muted")
    source = SOURCE_LABELS[entry.source]
    if row.on and entry.source in BY_HAND:
        source = _on(row)
    painted.right(columns.source, source, "muted")
    end = columns.source - len(source) - 1
    # The column has no room for "to a decision maker".
    quality = quality_label(row).removeprefix("to a ")
    painted.put(columns.key, shown.keys.get(entry.task, ""), "accent" if row.counts else "faint")
    if not row.counts:
        role = "struck" if row.struck else "muted"
        width = columns.quality - columns.label - 1
        painted.put(columns.label, entry_label(row, shown.actions), role, width=width)
        words = ", ".join(part for part in (why_words(row.why), quality, entry.note) if part)
        return painted.put(columns.quality, words, "muted", width=end - columns.quality)
    count = f"{entry.count:,}"
    room = columns.count - len(count)
    width = (columns.quality if quality else room) - columns.label - 1
    painted.put(
        columns.label, entry_label(row, shown.actions), "bold" if chosen else "text", width=width
    )
    painted.put(columns.quality, quality, "muted", width=room - columns.quality)
    painted.right(columns.count, count)
    return painted.put(columns.note, entry.note or "", "muted", width=end - columns.note)


def _step(step: JournalStep, columns: Columns, shown: LogShown, *, chosen: bool) -> Row:
    label = step_label(step)
    row = Row().put(columns.time, clock_words(step.wall), "muted")
    quiet = "muted" if step.undone else "text"
    row.put(columns.label, label, "bold" if chosen else quiet)
    at = max(columns.quality, columns.label + len(label) + 2)
    words = step_words(step, shown.today, shown.actions)
    if step.undone:
        words = f"undone: {words}" if words else "undone"
    end = columns.source - len(_on(step)) - 1 if step.on else columns.source + 1
    row.put(at, words, "muted", width=end - at)
    return row.right(columns.source, _on(step), "muted") if step.on else row


def _on(row: JournalRow) -> str:
    """Return on which other machine a row was written, as far as there is room."""
    return fit(" ".join(on_words(row)), MACHINE_CELLS)
