"""Rows to core values and back; one transaction a verb, no arithmetic.

Nothing is deleted. An entry is live while its operation is effective (neither undone itself nor
brought by an import that is) and no effective operation supersedes it; the column ``live`` keeps
the answer and is brought up to date in the same transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from ssi_tui.core.model import (
    Entry,
    Log,
    Operation,
    OperationKind,
    Tally,
)
from ssi_tui.storage.database.errors import DatabaseUnusableError, explained, readable
from ssi_tui.storage.database.ids import new_id, new_ids
from ssi_tui.storage.database.locations import file_identity
from ssi_tui.storage.log.closed_days import ClosedDays
from ssi_tui.storage.log.routine import RoutineRows
from ssi_tui.storage.log.rows import (
    ENTRY_COLUMNS,
    entry_of_row,
    insert,
    instant_text,
    operation_of_row,
    tally_of_row,
)
from ssi_tui.storage.opening import connect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.storage.log.reviews import ReviewRows


def _span(first: date) -> tuple[str, str]:
    """Return what is read for some days, and its condition.

    From the beginning on the table itself is read: that is quicker, and neither an index that is
    damaged nor a day that is gone hides an entry without a word.
    """
    if first == date.min:
        return "entries NOT INDEXED", "(day <= :last) IS NOT FALSE"
    return "entries", "day BETWEEN :first AND :last"


class Store:
    """The log on disk. Every method may raise ``DatabaseUnusableError``.

    The file is opened, and made where it is missing, when it is first asked for something: what
    is refused before that leaves no file behind. A file that was put in its place while it is
    open is followed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._serial = 0
        self._file: tuple[int, int] | None = None
        self._openings = 0

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """The connection, opened on first use."""
        connection = connect(self.path)
        self._file = self._present_file()
        self._openings += 1
        return connection

    def _present_file(self) -> tuple[int, int]:
        found = file_identity(self.path)
        if found is None:
            raise DatabaseUnusableError(
                f"{self.path} is gone; put it back, or see ssi-tui backup --list"
            )
        return found

    def _follow(self) -> None:
        """Open anew where another file lies at the path: what is written has to reach it."""
        if "connection" in self.__dict__ and self._present_file() != self._file:
            self.close()
            del self.__dict__["connection"]
            for rows in ("routine", "reviews", "closed"):
                self.__dict__.pop(rows, None)

    def _check_in_place(self) -> None:
        """Check that the path still names the open file: what is written elsewhere is lost."""
        if file_identity(self.path) != self._file:
            raise DatabaseUnusableError(
                f"{self.path} was deleted or replaced while it was open; open it again to use "
                "what is there now"
            )

    @cached_property
    def routine(self) -> RoutineRows:
        """Profile, workdays, targets, time off and the notes of days."""
        return RoutineRows(self.path, self.connection)

    @cached_property
    def reviews(self) -> ReviewRows:
        """The weekly reviews, and what the readings say; most commands ask for neither."""
        from ssi_tui.storage.log.reviews import ReviewRows

        return ReviewRows(self.path, self.connection)

    @cached_property
    def closed(self) -> ClosedDays:
        """The closed days that are kept."""
        return ClosedDays(self.path, self.connection)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if "connection" in self.__dict__:
            self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Hold the write lock: what is done inside is committed as a whole or not at all."""
        self._follow()
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                self._check_in_place()
                yield self.connection
                self.connection.execute("COMMIT")
            finally:
                # What is committed by now is in no transaction any more.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Hold one state of the log, whatever other processes write, for several queries."""
        self._follow()
        with explained(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("ROLLBACK")

    def data_version(self) -> tuple[int, int]:
        """Return what changes when another connection has changed the database, or its file."""
        self._follow()
        with explained(self.path):
            version = int(self.connection.execute("PRAGMA data_version").fetchone()[0])
        return self._openings, version

    def settle(self) -> bool:
        """Write what is committed into the file itself; tell whether all of it could be."""
        with explained(self.path):
            _, logged, settled = self.connection.execute(
                "PRAGMA wal_checkpoint(PASSIVE)"
            ).fetchone()
        return bool(logged == settled)

    def new_id(self, at: datetime) -> str:
        """Return a new globally unique id that sorts by the instant."""
        self._serial += 1
        return new_id(int(at.timestamp() * 1000), self._serial)

    def new_ids(self, instants: Sequence[datetime]) -> list[str]:
        """Return new ids for many instants, quicker than one by one."""
        serial = self._serial + 1
        self._serial += len(instants)
        return new_ids([int(at.timestamp() * 1000) for at in instants], serial)

    # -- writing, inside a transaction ------------------------------------------------------

    def add_operation(self, kind: OperationKind, at: datetime, day: date | None) -> str:
        """Write a new operation, which ends redo, and return its id."""
        identity = self.new_id(at)
        self.connection.execute(
            "UPDATE operations SET redo_ended = 1 WHERE undone_at IS NOT NULL AND redo_ended = 0"
        )
        self.connection.execute(
            "INSERT INTO operations (id, at_utc, kind, device, day) VALUES "
            "(?, ?, ?, (SELECT value FROM meta WHERE name = 'device'), ?)",
            (identity, instant_text(at), kind.value, day and day.isoformat()),
        )
        return identity

    def add_entries(self, entries: Sequence[Entry]) -> None:
        """Write new live entries."""
        self.connection.executemany(
            f"INSERT INTO entries ({ENTRY_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [
                (
                    entry.id,
                    entry.operation_id,
                    entry.day.isoformat(),
                    entry.at and instant_text(entry.at),
                    entry.task,
                    entry.count,
                    entry.minutes,
                    entry.quality,
                    entry.note,
                    entry.source.value,
                    entry.origin_key,
                )
                for entry in entries
            ],
        )

    def supersede(self, entry_id: str, operation_id: str, reason: str) -> None:
        """Take a live entry out of the counts by an operation."""
        values = {"entry_id": entry_id, "operation_id": operation_id, "reason": reason}
        insert(self.connection, "supersessions", **values)
        self.connection.execute("UPDATE entries SET live = 0 WHERE id = ?", (entry_id,))

    def mark_undone(self, operation_id: str, at: datetime | None) -> None:
        """Undo an operation at an instant, or redo it (``None``), and bring ``live`` up to date."""
        self.connection.execute(
            "UPDATE operations SET undone_at = ? WHERE id = ?",
            (at and instant_text(at), operation_id),
        )
        self.refresh_live(operation_id)

    def refresh_live(self, operation_id: str) -> None:
        """Bring ``live`` up to date for what an operation, or an import's, touches.

        Entries that stop being live go first, so that an origin key never has two live entries.
        """
        touched = (
            "WITH touched AS (SELECT id FROM operations WHERE id = :id OR import_id = :id), "
            "affected AS (SELECT id FROM entries WHERE operation_id IN touched UNION "
            "SELECT entry_id FROM supersessions WHERE operation_id IN touched) "
        )
        should_live = (
            "(EXISTS (SELECT 1 FROM effective_operations AS done WHERE done.id = "
            "entries.operation_id) AND NOT EXISTS (SELECT 1 FROM supersessions AS gone "
            "JOIN effective_operations AS done ON done.id = gone.operation_id "
            "WHERE gone.entry_id = entries.id))"
        )
        for value, condition in ((0, f"NOT {should_live}"), (1, should_live)):
            self.connection.execute(
                f"{touched} UPDATE entries SET live = {value} WHERE id IN affected "
                f"AND live <> {value} AND {condition}",
                {"id": operation_id},
            )

    # -- reading ------------------------------------------------------------------------------

    def is_empty(self) -> bool:
        """Tell whether the log holds no live entry."""
        with readable(self.path):
            found = self.connection.execute("SELECT 1 FROM entries WHERE live = 1 LIMIT 1")
            return found.fetchone() is None

    def is_untouched(self) -> bool:
        """Tell whether nothing was ever written, and the welcome was not read to its end."""
        with explained(self.path):
            found = self.connection.execute(
                "SELECT 1 FROM operations UNION ALL SELECT 1 FROM meta WHERE name = 'welcomed' "
                "LIMIT 1"
            )
            return found.fetchone() is None

    def keep_welcomed(self) -> None:
        """Write that the welcome was read to its end, which is no step that undo takes."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('welcomed', 'yes')")

    def tallies(self, first: date, last: date) -> tuple[Tally, ...]:
        """Return what is live from first to last, summed by day, task and quality."""
        source, within = _span(first)
        with readable(self.path):
            rows = self.connection.execute(
                "SELECT day, task, quality, SUM(count), TOTAL(minutes), "
                f"SUM(CASE WHEN minutes IS NULL THEN count ELSE 0 END) FROM {source} "
                f"WHERE live = 1 AND {within} GROUP BY day, task, quality "
                "ORDER BY day, MIN(seq)",
                {"first": first.isoformat(), "last": last.isoformat()},
            ).fetchall()
            return tuple(tally_of_row(row, self.routine.own) for row in rows)

    def first_day(self) -> date | None:
        """Return the first day that holds a live entry."""
        with readable(self.path):
            (day,) = self.connection.execute(
                "SELECT MIN(day) FROM entries WHERE live = 1"
            ).fetchone()
            return None if day is None else date.fromisoformat(day)

    def read_log(self, last: date, tallies: Sequence[Tally] | None = None) -> Log:
        """Return the log up to and with a day, as the core reads it.

        ``tallies`` saves reading them where they are known.
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
            readings=self.routine.readings(last),
            tasks=self.routine.task_changes(),
        )

    def _check_counts(self) -> None:
        """Check that the table and its index agree on how much counts.

        Damage to either would otherwise hide entries without a word.
        """
        with explained(self.path):
            held, named = self.connection.execute(
                "SELECT (SELECT COUNT(*) FROM entries NOT INDEXED WHERE live = 1), "
                "(SELECT COUNT(*) FROM entries INDEXED BY entries_by_day WHERE live = 1)"
            ).fetchone()
        if held != named:
            raise DatabaseUnusableError(
                f"{self.path} is damaged (it holds {held} entries and names {named}); name another "
                "file with --db or restore it from a copy"
            )

    def _entries(self, rest: str, values: Sequence[str] | Mapping[str, str]) -> tuple[Entry, ...]:
        with readable(self.path):
            rows = self.connection.execute(f"SELECT {ENTRY_COLUMNS} FROM {rest}", values)
            return tuple(entry_of_row(row, self.routine.own) for row in rows.fetchall())

    def newest_entry(self, tasks: Sequence[str], day: date) -> Entry | None:
        """Return the newest live entry of any of the tasks on a day."""
        marks = ", ".join("?" for _ in tasks)
        of_day = f"entries WHERE live = 1 AND day = ? AND task IN ({marks})"
        found = self._entries(f"{of_day} ORDER BY seq DESC LIMIT 1", (day.isoformat(), *tasks))
        return next(iter(found), None)

    def entries(self, first: date, last: date) -> tuple[Entry, ...]:
        """Return the live entries from first to last in order of writing."""
        source, within = _span(first)
        return self._entries(
            f"{source} WHERE live = 1 AND {within} ORDER BY seq",
            {"first": first.isoformat(), "last": last.isoformat()},
        )

    def live_entry(self, identity: str) -> Entry | None:
        """Return an entry by its id while it counts."""
        return next(iter(self._entries("entries WHERE id = ? AND live = 1", (identity,))), None)

    def set_aside(self) -> tuple[tuple[Entry, str], ...]:
        """Return the hand-ticked entries that an import has set aside, with the reason."""
        names = ", ".join(f"one.{column.strip()}" for column in ENTRY_COLUMNS.split(","))
        with readable(self.path):
            rows = self.connection.execute(
                f"SELECT {names}, gone.reason FROM entries AS one JOIN supersessions AS gone "
                "ON gone.entry_id = one.id WHERE gone.reason LIKE 'set aside%' AND one.live = 0 "
                "AND gone.operation_id IN (SELECT id FROM effective_operations) ORDER BY one.seq"
            ).fetchall()
            return tuple((entry_of_row(row[:-1], self.routine.own), row[-1]) for row in rows)

    def entries_of(self, operation_id: str) -> tuple[Entry, ...]:
        """Return the entries that an operation wrote or, where it wrote none, superseded."""
        gone = "id IN (SELECT entry_id FROM supersessions WHERE operation_id = ?)"
        wrote, superseded = (
            f"entries WHERE {condition} ORDER BY seq" for condition in ("operation_id = ?", gone)
        )
        return self._entries(wrote, (operation_id,)) or self._entries(superseded, (operation_id,))

    def touched_days(self, operation_id: str) -> tuple[date, ...]:
        """Return the days of the entries that an operation wrote or superseded."""
        with readable(self.path):
            rows = self.connection.execute(
                "SELECT day FROM entries WHERE operation_id IN (SELECT id FROM operations "
                "WHERE id = :id OR import_id = :id) UNION SELECT day FROM entries WHERE id IN "
                "(SELECT entry_id FROM supersessions WHERE operation_id = :id) ORDER BY 1",
                {"id": operation_id},
            ).fetchall()
            return tuple(date.fromisoformat(day) for (day,) in rows)

    def last_operation(self) -> Operation | None:
        """Return the operation that undo takes: the last one written that is not undone."""
        return self._operation("undone_at IS NULL ORDER BY seq DESC")

    def next_redo(self) -> Operation | None:
        """Return the operation that redo takes: the first undone one after the last live one."""
        return self._operation("undone_at IS NOT NULL AND redo_ended = 0 ORDER BY seq")

    def _operation(self, condition: str) -> Operation | None:
        with readable(self.path):
            row = self.connection.execute(
                "SELECT id, at_utc, kind, device, day, undone_at, (SELECT COUNT(*) FROM entries "
                "WHERE entries.operation_id = one.id OR entries.operation_id IN (SELECT id FROM "
                f"operations WHERE import_id = one.id)) FROM operations AS one WHERE import_id "
                f"IS NULL AND {condition} LIMIT 1"
            ).fetchone()
            return None if row is None else operation_of_row(row)
