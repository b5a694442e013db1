"""Which lines of the Log are in sight, and where the cursor is among them."""

from collections.abc import Iterator
from datetime import date

from ssi_tui.core.journal.rows import Journal


class Window:
    """Some lines of a journal, with a cursor that is always in sight and never on a heading.

    The first line is the heading of its day, even if that day begins further up. ``day`` and
    ``row`` are the place of the cursor: a day of the journal, and a row of that day.
    """

    def __init__(self) -> None:
        self.journal: Journal | None = None
        self.height = 1
        self.top = 0
        self.day = 0
        self.row = 0

    @property
    def cursor(self) -> int:
        """The line under the cursor, counted from the newest."""
        journal = self.journal
        return journal.line(self.day, self.row) if journal is not None and journal.days else 0

    @property
    def cursor_in_sight(self) -> int:
        """The line under the cursor, counted from the first in sight."""
        return self.cursor - self.top

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield day and row of each line in sight; a row of −1 is the heading of the day."""
        journal = self.journal
        if journal is None:
            return
        for line in range(self.top, min(self.top + self.height, journal.lines)):
            day, row = journal.place(line)
            yield day, -1 if line == self.top and self.height > 1 else row

    def days(self, margin: int = 0) -> tuple[int, int]:
        """Return the first and the last day in sight, or at most ``margin`` lines out of sight."""
        journal = self.journal
        if journal is None or not journal.days:
            return 0, 0
        first, _ = journal.place(max(0, self.top - margin))
        last, _ = journal.place(min(journal.lines, self.top + self.height + margin) - 1)
        return first, last

    def resize(self, height: int) -> None:
        """Change the height, in lines."""
        self.height = max(1, height)
        self._settle()

    def turn_to(self, journal: Journal, day: date | None) -> None:
        """Show another journal at a day, or at the nearest one that it has.

        On the same day the cursor stays on the same row.
        """
        self.journal = journal
        if day is not None and journal.days:
            at = journal.nearest(day)
            self.row = self.row if journal.days[at] == day else 0
            self.day = at
        self._settle()

    def go_to(self, day: int, row: int) -> None:
        """Move the cursor to a row of a day, or to the nearest one."""
        self.day, self.row = day, row
        self._settle()

    def end(self) -> None:
        """Move the cursor to the oldest row."""
        if self.journal is not None and self.journal.days:
            self.go_to(len(self.journal.days) - 1, self.journal.counts[-1] - 1)

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, passing over headings."""
        for _ in range(abs(rows)):
            self._to_line(self.cursor + (1 if rows > 0 else -1), down=rows > 0)

    def page(self, pages: int) -> None:
        """Move the cursor by some pages."""
        if self.journal is None or not self.journal.days:
            return
        lines = max(1, self.height - 2) * pages
        self.top += lines
        self._to_line(self.cursor + lines, down=pages > 0)

    def scroll(self, lines: int) -> None:
        """Move what is in sight; the cursor follows where it would be out of sight."""
        if self.journal is None or not self.journal.days:
            return
        self.top = max(0, min(self.top + lines, self.journal.lines - self.height))
        if self.cursor <= self.top:
            self._to_line(self.top + min(1, self.height - 1), down=True)
        elif self.cursor >= self.top + self.height:
            self._to_line(self.top + self.height - 1, down=False)

    def pick(self, line: int) -> bool:
        """Move the cursor to a line in sight, and tell whether there is a row."""
        places = list(self.places())
        if not 0 <= line < len(places) or places[line][1] < 0:
            return False
        self.go_to(*places[line])
        return True

    def _to_line(self, line: int, *, down: bool) -> None:
        journal = self.journal
        if journal is None or not journal.days:
            return
        day, row = journal.place(max(1, min(line, journal.lines - 1)))
        if row < 0 and down:
            row = 0
        elif row < 0:
            day, row = day - 1, journal.counts[day - 1] - 1
        self.go_to(day, row)

    def _settle(self) -> None:
        """Keep the cursor on a row, and in sight below the heading of its day."""
        journal = self.journal
        if journal is None or not journal.days:
            self.top = self.day = self.row = 0
            return
        self.day = max(0, min(self.day, len(journal.days) - 1))
        self.row = max(0, min(self.row, journal.counts[self.day] - 1))
        above = 1 if self.height > 1 else 0
        lowest = max(0, journal.lines - self.height)
        self.top = max(0, min(self.top, lowest, self.cursor - above))
        self.top = max(self.top, self.cursor - self.height + 1)
