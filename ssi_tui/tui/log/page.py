"""The rows of the log that were read, and what of them is in sight."""

from collections.abc import Mapping
from datetime import date

from ssi_tui.core.journal.rows import (
    Journal,
    JournalEntry,
    JournalRow,
    RowsRead,
    find_row,
    row_day,
)
from ssi_tui.tui.log.window import Window

Rows = Mapping[date, tuple[JournalRow, ...]]


class LogPage:
    """A window on a journal, and the rows of some of its days; the others are to be asked for."""

    def __init__(self) -> None:
        self.window = Window()
        self._rows: dict[date, tuple[JournalRow, ...]] = {}
        # The days that have been asked for and are not there yet.
        self._awaited: tuple[int, int] | None = None
        # The row that the cursor looks for among rows that were read anew.
        self._held: JournalRow | None = None

    @property
    def journal(self) -> Journal | None:
        """The journal."""
        return self.window.journal

    @property
    def row(self) -> JournalRow | None:
        """The row under the cursor, where it is known."""
        journal = self.journal
        if journal is None or not journal.days:
            return None
        rows = self._rows.get(journal.days[self.window.day], ())
        return rows[self.window.row] if self.window.row < len(rows) else None

    def hold(self, row: JournalRow) -> None:
        """Look for a row when the log is read the next time, and put the cursor on it."""
        self._held = row

    def turn_to(self, journal: Journal) -> None:
        """Take another journal; the cursor stays on its row where that is still there."""
        self._held = self._held or self.row
        self.window.turn_to(journal, None if self._held is None else row_day(self._held))
        self._rows = {}
        self._awaited = None

    def follow(self, read: RowsRead) -> bool:
        """Take what was read of the log and tell whether there is something else to show."""
        if read.replacing is not None:
            self.hold(JournalEntry(read.replacing, None))
        if read.journal is not self.journal:
            self.turn_to(read.journal)
            return True
        return read.rows is not None and self.take(read.journal, read.first, read.last, read.rows)

    def missing(self) -> tuple[int, int] | None:
        """Return the days to ask for, where rows in sight are not known; each is named once."""
        journal = self.journal
        if journal is None:
            return None
        first, last = self.window.days()
        if all(day in self._rows for day in journal.days[first : last + 1]):
            return None
        wanted = self.window.days(margin=self.window.height)
        if wanted == self._awaited:
            return None
        self._awaited = wanted
        return wanted

    def take(self, journal: Journal, first: int, last: int, rows: Rows) -> bool:
        """Take the rows of some days and tell whether they are those of this journal."""
        if journal is not self.journal:
            return False
        # Another process may have emptied a day since; it is known all the same.
        self._rows = {day: rows.get(day, ()) for day in journal.days[first : last + 1]}
        self._awaited = None
        held, self._held = self._held, None
        if held is not None:
            day = row_day(held)
            found = find_row(self._rows.get(day, ()), held)
            if found is not None:
                self.window.go_to(journal.days.index(day), found)
        return True

    def lines(self) -> list[date | JournalRow | None] | None:
        """Return the lines in sight, ``None`` while their rows are not known.

        A line is the head of a day, a row, or nothing where the row is not there any more.
        """
        journal = self.journal
        if journal is None:
            return None
        lines: list[date | JournalRow | None] = []
        for number, row in self.window.places():
            day = journal.days[number]
            if row < 0:
                lines.append(day)
            elif day not in self._rows:
                return None
            else:
                rows = self._rows[day]
                lines.append(rows[row] if row < len(rows) else None)
        return lines
