"""What the readers of all tables share: the rows, the user's days, origin keys and reasons."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, tzinfo
from enum import StrEnum
from itertools import chain, islice

from ssi_tui.core.calendar import named_zone
from ssi_tui.core.checks import FIRST_DAY
from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.linkedin.files.archive import Archive, open_lines
from ssi_tui.linkedin.files.dates import DAY_SECONDS, Moment, UserDays, WallClock
from ssi_tui.linkedin.files.names import Table
from ssi_tui.linkedin.files.quoting import Row
from ssi_tui.linkedin.files.tables import LAYOUTS, read_rows

PACIFIC = "America/Los_Angeles"
"""The zone of ``Sent At``, which is not written: it was in 23 of 23 rows of a real export."""

TOO_EARLY = "before LinkedIn existed"
TOO_LATE = "in the future"

Skip = Callable[[str, int, str], None]
Progress = Callable[[int, int], None]


class LeftOut(StrEnum):
    """Why a good row is not something that the user did."""

    RECEIVED = "messages received"
    DRAFT = "message drafts"
    SPAM = "messages in spam"
    SPONSORED = "sponsored messages"
    DELETED = "messages of deleted members"
    EMPTY = "messages without content"
    ONESELF = "messages to yourself"
    SENDER_UNKNOWN = "messages that may not be yours"
    ALERT = "searches of saved job alerts"
    REPEATED = "searches repeated within ten minutes"
    UNPUBLISHED = "articles that were not published"


def _seconds(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY_SECONDS


class Keys:
    """The origin keys of the rows of one file."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._seen: dict[str, int] = {}

    def key(self, when: str | int, identity: str) -> str:
        """Return the key of a row; rows that are equal get different keys.

        It is a hash of the kind of the file, the date, and what identifies the row among those of
        the same date. So it does not depend on the file's name, its order or its other rows.
        """
        text = f"{self._kind}\0{when}\0{identity}"
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
        number = self._seen.get(digest, 0) + 1
        self._seen[digest] = number
        return f"li:{digest}#{number}"

    def both(self, when: str | int, identity: str, old: str | None) -> tuple[str, str | None]:
        """Return the key of a row, and the one of 0.1.0, which took ``old`` for the identity.

        In a table whose keys are those of 0.1.0 ``old`` is ``None``, and so is the second key.
        """
        if old is None:
            return self.key(when, identity), None
        # What stands before it makes the key another one than any of 0.1.0.
        return self.key(when, f"\0{identity}"), self.key(when, old)


class Intake:
    """An archive that is read once: gives out its rows, and counts those skipped or left out."""

    def __init__(
        self,
        archive: Archive,
        day_of: Callable[[datetime], date],
        today: date,
        *,
        invitations_zone: tzinfo,
        skip: Skip,
        progress: Progress | None = None,
    ) -> None:
        self.archive = archive
        self.left_out: Counter[LeftOut] = Counter()
        # The tables with at least one row, if only a skipped one.
        self.filled: set[Table] = set()
        self.invitations_clock = WallClock(invitations_zone)
        self.pacific_clock = WallClock(named_zone(PACIFIC))
        self._days = UserDays(day_of)
        self._today = today
        self._first_second = _seconds(FIRST_DAY) - 2 * DAY_SECONDS
        self._last_second = _seconds(today) + 3 * DAY_SECONDS
        self._skip = skip
        self._progress = progress
        self._done = 0

    def files(self, table: Table, *columns: str) -> Iterator[Iterator[Row]]:
        """Yield the rows of each file of a table; read each to its end before taking the next."""

        def skip(line: int, why: str) -> None:
            self.filled.add(table)
            self._skip(table.value, line, why)

        for member in self.archive.members.get(table, ()):
            with open_lines(member, self.advance) as chunks:
                rows = read_rows(chunks, LAYOUTS[table], columns, skip)
                first = list(islice(rows, 1))
                if first:
                    self.filled.add(table)
                yield chain(first, rows)

    def advance(self, size: int) -> None:
        """Report to the progress how many more bytes have been read."""
        self._done += size
        if self._progress is not None:
            self._progress(self._done, self.archive.size)

    def finish(self) -> None:
        """Report to the progress that all is read, as some files are not read to their end."""
        self.advance(self.archive.size - self._done)

    def skip(self, table: Table, line: int, why: str) -> None:
        """Report a row that cannot be used."""
        self._skip(table.value, line, why)

    def day(self, table: Table, line: int, when: date | int) -> date | None:
        """Return the user's day of a row, given its date or its seconds since 1970.

        A day before LinkedIn began or after today is refused: the row is skipped, and the answer
        is ``None``.
        """
        if isinstance(when, int):
            # Instants far from today may be out of range for a date.
            if self._first_second <= when <= self._last_second:
                day = self._days.day(when)
            else:
                day = date.min if when < self._first_second else date.max
        else:
            day = when
        if FIRST_DAY <= day <= self._today:
            return day
        self._skip(table.value, line, TOO_EARLY if day < FIRST_DAY else TOO_LATE)
        return None

    def accept(
        self,
        table: Table,
        line: int,
        moment: Moment | None,
        task: str,
        quality: str | None,
        keys: Keys,
        identity: str,
        old: str | None = None,
    ) -> Iterator[ArchiveRow]:
        """Yield the row of an activity, or nothing if it is skipped for its date.

        ``old`` is what 0.1.0 took for the identity, in a table that has other keys since then.
        """
        if isinstance(moment, datetime):
            seconds = int(moment.timestamp())
            day = self.day(table, line, seconds)
            if day is not None:
                both = keys.both(seconds, identity, old)
                yield ArchiveRow(task, day, moment, quality, *both)
        elif moment is not None and self.day(table, line, moment) is not None:
            both = keys.both(moment.isoformat(), identity, old)
            yield ArchiveRow(task, moment, None, quality, *both)
