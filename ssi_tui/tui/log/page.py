"""The rows of the Log that were read, and which of them are in sight."""

from collections.abc import Mapping
from datetime import date

from ssi_tui.core.journal.rows import Journal, JournalEntry, JournalRow, RowsRead, find_row, row_day
from ssi_tui.tui.log.window import Window

Rows = Mapping[date, tuple[JournalRow, ...]]


class LogPage:
    """A window on a journal with the rows of some of its days; others are asked for when needed."""

    def __init__(self) -> None:
        self.window = Window()
        self._rows: dict[date, tuple[JournalRow, ...]] = {}
        # The days that were asked for and have not been read yet.
        self._awaited: tuple[int, int] | None = None
        # The row to put the cursor on once the rows are read again.
        self._held: JournalRow | None = None

    @property
    def journal(self) -> Journal | None:
        """The journal, ``None`` until the first one was read."""
        return self.window.journal

    @property
    def row(self) -> JournalRow | None:
        """The row under the cursor, ``None`` where it has not been read."""
        journal = self.journal
        if journal is None or not journal.days:
            return None
        rows = self._rows.get(journal.days[self.window.day], ())
        return rows[self.window.row] if self.window.row < len(rows) else None

    def hold(self, row: JournalRow) -> None:
        """Put the cursor on a row when the rows are read next."""
        self._held = row

    def turn_to(self, journal: Journal) -> None:
        """Show another journal; the cursor stays on its row if that is in it."""
        self._held = self._held or self.row
        self.window.turn_to(journal, None if self._held is None else row_day(self._held))
        self._rows = {}
        self._awaited = None

    def follow(self, read: RowsRead) -> bool:
        """Take what was read of the log, and tell whether that changes what is shown."""
        if read.replacing is not None:
            self.hold(JournalEntry(read.replacing, None))
        if read.journal is not self.journal:
            self.turn_to(read.journal)
            return True
        return read.rows is not None and self.take(read.journal, read.first, read.last, read.rows)

    def missing(self) -> tuple[int, int] | None:
        """Return the first and last day to ask for, ``None`` if all rows in sight are known.

        The same days are not asked for twice.
        """
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
        """Take the rows of some days, and tell whether they belong to this journal."""
        if journal is not self.journal:
            return False
        # Another process may have emptied a day meanwhile; it counts as read all the same.
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
        """Return the lines in sight, ``None`` while some of their rows have not been read.

        A line is the heading of a day, a row, or nothing if its row is gone.
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
