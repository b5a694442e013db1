"""The log on disk: operations and entries, read and written in transactions.

No row is ever deleted, and no operation changes: an undo is an operation too. What counts of all
that is there says ``fold``; it is worked out in the same transaction.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property

from ssi_tui.core.model import Entry, Log, Operation, OperationKind, Tally
from ssi_tui.storage.database import lock
from ssi_tui.storage.database.connection import emptied, stamp
from ssi_tui.storage.database.errors import (
    DatabaseUnusableError,
    LockedError,
    explained,
    readable,
    usable,
)
from ssi_tui.storage.database.files import FilePath, file_identity
from ssi_tui.storage.database.fold import (
    HERE,
    NEWEST_FIRST,
    ORDER,
    THING,
    effective,
    settle,
)
from ssi_tui.storage.database.ids import new_id, new_ids
from ssi_tui.storage.log.closed_days import ClosedDays
from ssi_tui.storage.log.readings import ReadingRows
from ssi_tui.storage.log.routine import RoutineRows
from ssi_tui.storage.log.rows import (
    EFFECTIVE,
    ENTRY_COLUMNS,
    EXACT_MINUTES,
    entry_of_row,
    fields_of,
    instant_text,
    is_task,
    operation_of_row,
    stored,
    tally_of_row,
)
from ssi_tui.storage.opening import connect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from ssi_tui.storage.log.reviews import ReviewRows


def _span(first: date) -> tuple[str, str]:
    """Return the table and the condition that select entries from a first day to ``:last``.

    From ``date.min`` on no index is used: that is quicker, and no entry is silently left out
    because its index is damaged or its day is missing.
    """
    if first == date.min:
        return "entries NOT INDEXED", "(day <= :last) IS NOT FALSE"
    return "entries", "day BETWEEN :first AND :last"


class Store:
    """The log on disk; every method may raise ``DatabaseUnusableError``.

    The file is opened (and created if missing) on first use, so that a verb refused before that
    leaves no file behind. If the file is replaced while it is open, the new one is opened.
    """

    def __init__(self, path: FilePath, instant: Callable[[], datetime] | None = None) -> None:
        # Its name: what only looks or ticks loads no ``pathlib``, which takes a tenth of its time.
        self.file = os.fspath(path)
        # The real time, which ``--today`` does not move; None: an operation's own instant.
        self._instant = instant
        # Write-ahead logs that lay beside the database and did not belong to it.
        self.logs_aside: list[Path] = []
        self._serial = 0
        self._file: tuple[int, int] | None = None
        self._openings = 0
        # The seconds for which a write waits for others; None: as long as a command does.
        self.patience: float | None = None
        self.writes_wait = False
        # Whether the user stopped the program in the very moment of a commit.
        self.committed = False

    @cached_property
    def path(self) -> Path:
        """The path of the file."""
        from pathlib import Path

        return Path(self.file)

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """The connection, opened on first use."""
        connection = connect(self.file, self.logs_aside.append)
        self._file = self._present_file()
        self._openings += 1
        return connection

    def exists(self) -> bool:
        """Tell whether there is a file of the database."""
        return self._identity() is not None

    def _identity(self) -> tuple[int, int] | None:
        with usable(self.file):
            return file_identity(self.file)

    def _present_file(self) -> tuple[int, int]:
        found = self._identity()
        if found is None:
            raise DatabaseUnusableError(
                f"{self.file} is gone; put it back, or see ssi-tui backup --list"
            )
        return found

    def _follow(self) -> None:
        """Open the file again if another one is at its path, so that writes reach that one."""
        if "connection" in self.__dict__ and self._present_file() != self._file:
            self.close()
            del self.__dict__["connection"]
            for rows in ("routine", "readings", "reviews", "closed"):
                self.__dict__.pop(rows, None)

    def _check_in_place(self) -> None:
        """Check that the path still names the open file, because a write to another is lost."""
        if self._identity() != self._file:
            raise DatabaseUnusableError(
                f"{self.file} was deleted or replaced while open; restart ssi-tui"
            )

    @cached_property
    def routine(self) -> RoutineRows:
        """The tables of the routine, profile, time off and notes of days."""
        return RoutineRows(self.file, self.connection)

    @cached_property
    def readings(self) -> ReadingRows:
        """The tables of readings and of the groups of peers that came with them."""
        return ReadingRows(self.file, self.connection)

    @cached_property
    def reviews(self) -> ReviewRows:
        """The tables of the weekly reviews, imported on first use."""
        from ssi_tui.storage.log.reviews import ReviewRows

        return ReviewRows(self.file, self.connection)

    @cached_property
    def closed(self) -> ClosedDays:
        """The tables of the kept closed days."""
        return ClosedDays(self.file, self.connection)

    def close(self) -> None:
        """Close the connection if it is open."""
        if "connection" in self.__dict__:
            self.connection.close()

    @contextmanager
    def transaction(self, *, waits: bool = True) -> Iterator[sqlite3.Connection]:
        """Hold the write lock; everything written inside is committed as a whole or not at all.

        If another program is writing, it waits for that or, with ``waits=False``, gives up.
        """
        if self.writes_wait:
            raise LockedError("earlier steps wait for another program that writes")
        with self._begun("BEGIN IMMEDIATE", self.patience if waits else 0.0):
            self._check_in_place()
            stamp(self.connection, self.file)
            yield self.connection
            self.connection.execute("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Give several queries the same state of the log, whatever other processes write."""
        with self._begun("BEGIN"):
            yield self.connection

    @contextmanager
    def _begun(self, sql: str, patience: float | None = None) -> Iterator[None]:
        self._follow()
        with explained(self.file):
            with lock.waiting(self.connection, patience):
                self.connection.execute(sql)
            try:
                yield
            except KeyboardInterrupt:
                self.committed = not self.connection.in_transaction
                raise
            finally:
                # None is open after a commit, and after errors at which SQLite rolls back itself.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    def data_version(self) -> tuple[int, int]:
        """Return a value that changes when another connection changes the database or its file."""
        self._follow()
        with explained(self.file):
            version = int(self.connection.execute("PRAGMA data_version").fetchone()[0])
        return self._openings, version

    def settle(self) -> bool:
        """Move the write-ahead log into the database file; tell whether all of it was moved."""
        with explained(self.file):
            return emptied(self.connection)

    def new_id(self, at: datetime) -> str:
        """Return a new globally unique id that sorts by an instant."""
        self._serial += 1
        return new_id(int(at.timestamp() * 1000), self._serial)

    def new_ids(self, instants: Sequence[datetime]) -> list[str]:
        """Return a new id for each of many instants, quicker than one by one."""
        serial = self._serial + 1
        self._serial += len(instants)
        return new_ids([int(at.timestamp() * 1000) for at in instants], serial)

    def add_operation(
        self,
        kind: OperationKind,
        at: datetime,
        day: date | None,
        of: str | None = None,
        *,
        after: int = -1,
    ) -> str:
        """Write a new operation and return its id; nothing undone before can be redone any more.

        Its stamp comes after all that are there, whatever the clock shows, and ``after`` another.
        An undo or redo ``of`` another operation leaves what can be redone.
        """
        change = self.connection.execute
        if of is None:
            change(
                "UPDATE operations SET redo_ended = 1 WHERE undone_at NOTNULL AND redo_ended = 0"
            )
        (last,) = change("SELECT MAX(stamp) FROM operations").fetchone()
        now = at if self._instant is None else self._instant()
        stamp = max(int(now.timestamp() * 1000), (-1 if last is None else last) + 1, after + 1)
        self._serial += 1
        identity = new_id(stamp, self._serial)
        change(
            "INSERT INTO operations (id, stamp, at_utc, kind, device, day, of) VALUES "
            "(?, ?, ?, ?, (SELECT value FROM meta WHERE name = 'device'), ?, ?)",
            (identity, stamp, instant_text(at), kind.value, day and day.isoformat(), of),
        )
        return identity

    def turn(self, operation_id: str, at: datetime, *, undo: bool) -> tuple[date, ...]:
        """Undo or redo an operation; return the days on which other entries count now."""
        kind = OperationKind.UNDO if undo else OperationKind.REDO
        return settle(self.connection, [self.add_operation(kind, at, None, operation_id)])

    def add_entries(self, entries: Iterable[Entry]) -> None:
        """Write new live entries."""
        self.connection.executemany(
            f"INSERT INTO entries ({ENTRY_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (tuple(map(stored, fields_of(entry).values())) for entry in entries),
        )

    def supersede(self, entry_id: str, operation_id: str, reason: str) -> None:
        """Make a live entry no longer count because of an operation.

        Nor may any other copy of the same thing then, which another machine has made.
        """
        replaced = effective("gone.operation_id")
        self.connection.execute(
            "INSERT INTO supersessions SELECT id, ?1, ?2 FROM entries WHERE id = ?3 OR live = 0 "
            f"AND {THING} = (SELECT {THING} FROM entries WHERE id = ?3) AND root IS NOT NULL "
            f"AND {EFFECTIVE} AND NOT EXISTS (SELECT 1 FROM supersessions AS gone "
            f"WHERE gone.entry_id = entries.id AND {replaced})",
            (operation_id, reason, entry_id),
        )
        self.connection.execute("UPDATE entries SET live = 0 WHERE id = ?", (entry_id,))

    def is_empty(self, *, imports_aside: bool = False) -> bool:
        """Tell whether the log holds no live entry, or none that was logged here."""
        which = "AND source IN ('tui', 'cli')" if imports_aside else ""
        return self._row(f"SELECT 1 FROM entries WHERE live = 1 {which} LIMIT 1") is None

    def _row(self, sql: str) -> Any:
        with explained(self.file):
            return self.connection.execute(sql).fetchone()

    def tallies(self, first: date, last: date) -> tuple[Tally, ...]:
        """Return the live entries from first to last, summed by day, task and quality."""
        source, within = _span(first)
        with readable(self.file):
            rows = self.connection.execute(
                f"SELECT day, task, quality, SUM(count), {EXACT_MINUTES}, "
                f"SUM(CASE WHEN minutes IS NULL THEN count ELSE 0 END) FROM {source} "
                f"WHERE live = 1 AND {within} GROUP BY day, task, quality "
                "ORDER BY day, task, quality",
                {"first": first.isoformat(), "last": last.isoformat()},
            ).fetchall()
            return tuple(tally_of_row(row) for row in rows if is_task(row[1], self.routine.own))

    def first_day(self) -> date | None:
        """Return the first day with a live entry, ``None`` for an empty log."""
        with readable(self.file):
            (day,) = self._row("SELECT MIN(day) FROM entries WHERE live = 1")
            return None if day is None else date.fromisoformat(day)

    def read_log(self, last: date, tallies: Sequence[Tally] | None = None) -> Log:
        """Return the log up to and including a day, as the core reads it.

        ``tallies`` are used instead of reading them, if given.
        """
        if tallies is None:
            self._check_counts()
        return Log(
            tallies=self.tallies(date.min, last) if tallies is None else tallies,
            profile=self.routine.profile(),
            workdays=self.routine.workdays(),
            targets=self.routine.targets(),
            time_off=self.routine.time_off(),
            day_notes=self.routine.day_notes(last),
            readings=self.readings.up_to(last),
            tasks=self.routine.task_changes(),
            begun=self.routine.begun(),
        )

    def _check_counts(self) -> None:
        """Check that the table and its index have the same number of live entries.

        Otherwise damage to either would silently hide entries.
        """
        held, named = self._row(
            "SELECT (SELECT COUNT(*) FROM entries NOT INDEXED WHERE live = 1), "
            "(SELECT COUNT(*) FROM entries INDEXED BY entries_by_day WHERE live = 1)"
        )
        if held != named:
            raise DatabaseUnusableError(
                f"{self.file} is damaged (it holds {held} entries, but its list "
                f"names {named}); choose another file with --db, or restore a backup"
            )

    def _entries(self, rest: str, values: Sequence[str] | Mapping[str, str]) -> tuple[Entry, ...]:
        with readable(self.file):
            rows = self.connection.execute(f"SELECT {ENTRY_COLUMNS} FROM {rest}", values)
            found = tuple(entry_of_row(row) for row in rows.fetchall())
            return tuple(one for one in found if is_task(one.task, self.routine.own))

    def newest_entry(self, tasks: Sequence[str], day: date) -> Entry | None:
        """Return the live entry of any of the tasks on a day that was written last."""
        marks = ", ".join("?" for _ in tasks)
        of_day = f"entries WHERE live = 1 AND day = ? AND task IN ({marks})"
        found = self._entries(f"{of_day} {NEWEST_FIRST} LIMIT 1", (day.isoformat(), *tasks))
        return next(iter(found), None)

    def entries(self, first: date, last: date) -> tuple[Entry, ...]:
        """Return the live entries from a first day to a last, in order of writing."""
        source, within = _span(first)
        return self._entries(
            f"{source} WHERE live = 1 AND {within} ORDER BY {ORDER}",
            {"first": first.isoformat(), "last": last.isoformat()},
        )

    def live_entry(self, identity: str) -> Entry | None:
        """Return the live entry with an id, ``None`` if it is not live."""
        return next(iter(self._entries("entries WHERE id = ? AND live = 1", (identity,))), None)

    def entries_of(self, operation_id: str) -> tuple[Entry, ...]:
        """Return the entries that an operation wrote or, if it wrote none, those it superseded."""
        gone = "id IN (SELECT entry_id FROM supersessions WHERE operation_id = ?)"
        wrote, superseded = (
            f"entries WHERE {condition} ORDER BY seq" for condition in ("operation_id = ?", gone)
        )
        return self._entries(wrote, (operation_id,)) or self._entries(superseded, (operation_id,))

    def last_operation(self) -> Operation | None:
        """Return the operation that undo takes: the last one written here that is not undone."""
        return self._operation("undone_at IS NULL ORDER BY stamp DESC, id DESC")

    def next_redo(self) -> Operation | None:
        """Return the operation that redo takes: the first undone one after the last live one."""
        return self._operation("undone_at IS NOT NULL AND redo_ended = 0 ORDER BY stamp, id")

    def _operation(self, condition: str) -> Operation | None:
        with readable(self.file):
            row = self._row(
                "SELECT id, at_utc, kind, day, undone_at, (SELECT COUNT(*) FROM entries "
                "WHERE entries.operation_id = one.id OR entries.operation_id IN (SELECT id FROM "
                f"operations WHERE import_id = one.id)) FROM operations AS one WHERE import_id "
                f"IS NULL AND of IS NULL AND {HERE} AND {condition} LIMIT 1"
            )
            return None if row is None else operation_of_row(row)
