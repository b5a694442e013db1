"""The rows of the Log: entries and steps, newest first, and where each one stands."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate

from ssi_tui.core.journal.filter import JournalFilter
from ssi_tui.core.model import (
    Entry,
    Operation,
    OperationKind,
    Profile,
    TargetVersion,
    TaskDefinition,
)

UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class EntryValues:
    """The values of an entry that can be edited; an empty note means none."""

    day: date
    count: int
    minutes: float | None
    quality: str | None
    note: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A row about an entry.

    ``wall`` is its instant in the user's zone; ``logged_on`` is the day on which it was logged if
    that is not its own day. ``why`` says why it does not count, and is empty if it does. ``on`` is
    the machine on which it was written, empty for this one.
    """

    entry: Entry
    wall: datetime | None
    logged_on: date | None = None
    why: str = ""
    on: str = ""

    @property
    def counts(self) -> bool:
        """Whether the entry counts."""
        return not self.why

    @property
    def struck(self) -> bool:
        """Whether the entry was replaced or taken out, other than by undoing it."""
        return bool(self.why) and self.why != UNDONE


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What an operation changed apart from writing entries.

    ``profiles`` are the profile before and after it, ``workdays`` those that it chose.
    ``sources`` are those of the entries that it wrote, ``tasks`` what it changed of tasks, and
    ``targets`` what it asked for of them.
    ``week`` is the first day of the week that a review is about, ``said`` what the review wrote
    down. ``clocked`` is the day and the length of a stretch of the session clock. ``analytics`` is
    how many days of LinkedIn's numbers came, and the last total of followers among them.
    """

    note: str | None = None
    profiles: tuple[Profile, Profile] | None = None
    workdays: frozenset[int] | None = None
    time_off: tuple[date, date, str | None] | None = None
    reading: float | None = None
    targets: tuple[TargetVersion, ...] = ()
    tasks: tuple[TaskDefinition, ...] = ()
    sources: tuple[str, ...] = ()
    superseded: int = 0
    action: str | None = None
    week: date | None = None
    clocked: tuple[date, timedelta] | None = None
    said: tuple[str, ...] = ()
    analytics: tuple[int, int | None] | None = None


@dataclass(frozen=True, slots=True)
class JournalStep:
    """A row about an operation, such as an import, time off or the note of a day.

    ``on`` is the machine on which it was written, empty for this one.
    """

    operation: Operation
    wall: datetime
    day: date
    undone: bool = False
    facts: StepFacts = field(default_factory=StepFacts)
    on: str = ""

    @property
    def is_import(self) -> bool:
        """Whether it is an import that was not undone."""
        kinds = (OperationKind.IMPORT, OperationKind.ANALYTICS)
        return self.operation.kind in kinds and not self.undone


@dataclass(frozen=True, slots=True)
class Deed:
    """An operation on an entry; ``reason`` says what it did, unless it wrote the entry."""

    kind: OperationKind
    wall: datetime
    reason: str
    undone: bool


JournalRow = JournalEntry | JournalStep


def row_id(row: JournalRow) -> str:
    """Return the id of a row, which no other row has."""
    return row.entry.id if isinstance(row, JournalEntry) else row.operation.id


def row_day(row: JournalRow) -> date:
    """Return the day that a row belongs to."""
    return row.entry.day if isinstance(row, JournalEntry) else row.day


def find_row(rows: Sequence[JournalRow], wanted: JournalRow) -> int | None:
    """Return the index of a row, or else of another version of its entry; ``None`` if neither."""
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
    """How many rows the Log has on each day; the rows themselves are read when they are shown.

    ``days`` are those with rows, newest first; ``counts`` are the numbers of their rows. ``extra``
    lists by day the rows that are not entries that count: other entries by their row number,
    operations by the negative of theirs. ``entries`` is the number of entries that count, and
    ``empty`` tells whether the Log holds nothing, whatever the filter.
    """

    wanted: JournalFilter
    days: tuple[date, ...]
    counts: tuple[int, ...]
    extra: Mapping[date, Sequence[int]]
    entries: int
    empty: bool
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out the line of each day's head, which the rows of the day follow."""
        starts = accumulate((count + 1 for count in self.counts), initial=0)
        object.__setattr__(self, "starts", tuple(starts)[:-1])

    @property
    def lines(self) -> int:
        """The number of lines of the whole Log: the heads of the days, and the rows."""
        return len(self.days) + sum(self.counts)

    def place(self, line: int) -> tuple[int, int]:
        """Return the index of a line's day and of its row in that day; −1 is the day's head."""
        at = bisect_right(self.starts, line) - 1
        return at, line - self.starts[at] - 1

    def line(self, day: int, row: int) -> int:
        """Return the line of a row, by the index of its day and its index in that day."""
        return self.starts[day] + 1 + row

    def nearest(self, day: date) -> int:
        """Return the index of the newest day up to a date, or else of the oldest day."""
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
