"""The log as it is read back: entries and steps, newest first, and where each row stands."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate

from ssi_tui.core.journal.filter import JournalFilter
from ssi_tui.core.model import Entry, Operation, OperationKind

UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class EntryValues:
    """What can be edited of an entry; an empty note is none."""

    day: date
    count: int
    minutes: float | None
    quality: str | None
    note: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A row of an entry.

    ``wall`` is its instant as the user's clock shows it, ``logged_on`` the day on which it was
    logged where that is another than its own. ``why`` says why it does not count, and is empty
    where it does.
    """

    entry: Entry
    wall: datetime | None
    logged_on: date | None = None
    why: str = ""

    @property
    def counts(self) -> bool:
        """Whether it counts."""
        return not self.why

    @property
    def struck(self) -> bool:
        """Whether something else has taken its place, or it was taken out."""
        return bool(self.why) and self.why != UNDONE


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What an operation changed besides entries.

    ``sources`` are those of the entries it wrote, ``tasks`` what it said something of.
    ``week`` is the first day of the week that a review is about, ``said`` what it wrote down;
    ``clocked`` the day of a stretch of the session clock, and its length.
    """

    note: str | None = None
    time_off: tuple[date, date, str | None] | None = None
    reading: float | None = None
    targets: tuple[tuple[str, int], ...] = ()
    tasks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    superseded: int = 0
    action: str | None = None
    week: date | None = None
    clocked: tuple[date, timedelta] | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JournalStep:
    """A row of an operation that no entry tells of: an import, a time off, a note of a day."""

    operation: Operation
    wall: datetime
    day: date
    undone: bool = False
    facts: StepFacts = field(default_factory=StepFacts)

    @property
    def is_import(self) -> bool:
        """Whether it is an import that was not undone."""
        return self.operation.kind is OperationKind.IMPORT and not self.undone


@dataclass(frozen=True, slots=True)
class Deed:
    """An operation in the life of an entry; ``reason`` says what it did to it after the first."""

    kind: OperationKind
    wall: datetime
    reason: str
    undone: bool


JournalRow = JournalEntry | JournalStep


def row_id(row: JournalRow) -> str:
    """Return what tells a row from all others."""
    return row.entry.id if isinstance(row, JournalEntry) else row.operation.id


def row_day(row: JournalRow) -> date:
    """Return the day that a row stands on."""
    return row.entry.day if isinstance(row, JournalEntry) else row.day


def find_row(rows: Sequence[JournalRow], wanted: JournalRow) -> int | None:
    """Return where a row stands among others: it, or else another version of its entry."""
    ids = [row_id(row) for row in rows]
    if row_id(wanted) in ids:
        return ids.index(row_id(wanted))
    if isinstance(wanted, JournalEntry):
        like = (wanted.entry.at, wanted.entry.task)
        for at, row in enumerate(rows):
            if isinstance(row, JournalEntry) and (row.entry.at, row.entry.task) == like:
                return at
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Journal:
    """How many rows there are on which day; the rows themselves are read when they are seen.

    ``days`` are those with rows, newest first, ``counts`` their rows. ``extra`` numbers the rows
    that do not count: entries by their number, operations by theirs below zero. ``entries`` is
    how many count; ``empty`` tells that there is nothing at all, whatever the filter.
    """

    wanted: JournalFilter
    days: tuple[date, ...]
    counts: tuple[int, ...]
    extra: Mapping[date, Sequence[int]]
    entries: int
    empty: bool
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out the line of each day's head; its rows follow."""
        starts = accumulate((count + 1 for count in self.counts), initial=0)
        object.__setattr__(self, "starts", tuple(starts)[:-1])

    @property
    def lines(self) -> int:
        """The lines of the whole log: the heads of the days and the rows."""
        return len(self.days) + sum(self.counts)

    def place(self, line: int) -> tuple[int, int]:
        """Return the number of the day of a line, and that of the row in it; −1 is its head."""
        at = bisect_right(self.starts, line) - 1
        return at, line - self.starts[at] - 1

    def line(self, day: int, row: int) -> int:
        """Return the line of a row of a day."""
        return self.starts[day] + 1 + row

    def nearest(self, day: date) -> int:
        """Return the number of the newest day up to a date, or else of the oldest there is."""
        found = (at for at, each in enumerate(self.days) if each <= day)
        return next(found, len(self.days) - 1)


@dataclass(frozen=True, slots=True)
class RowsRead:
    """What was read of a journal last: the rows of its days from ``first`` to ``last``.

    ``rows`` is ``None`` where only the journal was read. ``replacing`` is an entry that has taken
    the place of the one under the cursor.
    """

    journal: Journal
    first: int = 0
    last: int = 0
    rows: Mapping[date, tuple[JournalRow, ...]] | None = None
    replacing: Entry | None = None


@dataclass(frozen=True, slots=True)
class EntryDeeds:
    """The operation that wrote an entry, and those that came over it since."""

    entry: Entry
    deeds: tuple[Deed, ...]
