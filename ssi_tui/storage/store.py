"""Rows to core values and back; one transaction a verb, no arithmetic.

Nothing is deleted. An entry is live while its operation is effective (neither undone itself nor
brought by an import that is) and no effective operation supersedes it; the column ``live`` keeps
the answer and is brought up to date in the same transaction.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from ssi_tui.core.model import (
    Entry,
    Log,
    Operation,
    OperationKind,
    Source,
    Tally,
)
from ssi_tui.storage.closed import ClosedDays
from ssi_tui.storage.connection import connect, new_id, new_ids
from ssi_tui.storage.errors import explained
from ssi_tui.storage.frame import Frame

_ENTRY_COLUMNS = (
    "id, operation_id, day, at_utc, task, count, minutes, quality, note, source, origin_key"
)


def instant_text(instant: datetime) -> str:
    """Return an aware instant as the text that is stored: UTC, ISO 8601, ending in Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _entry(row: Sequence[object]) -> Entry:
    identity, operation, day, at, task, count, minutes, quality, note, source, origin = row
    return Entry(
        id=str(identity),
        operation_id=str(operation),
        day=date.fromisoformat(str(day)),
        at=_instant(None if at is None else str(at)),
        task=str(task),
        count=int(str(count)),
        minutes=None if minutes is None else float(str(minutes)),
        quality=None if quality is None else str(quality),
        note=None if note is None else str(note),
        source=Source(str(source)),
        origin_key=None if origin is None else str(origin),
    )


class Store:
    """The log on disk. Every method may raise ``DatabaseUnusableError``.

    The file is opened, and made where it is missing, when it is first asked for something: what
    is refused before that leaves no file behind.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._serial = 0

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """The connection, opened on first use."""
        return connect(self.path)

    @cached_property
    def frame(self) -> Frame:
        """Profile, workdays, targets, time off and the notes of days."""
        return Frame(self.path, self.connection)

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
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Hold one state of the log, whatever other processes write, for several queries."""
        with explained(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("ROLLBACK")

    def data_version(self) -> int:
        """Return a number that changes when another connection has changed the database."""
        with explained(self.path):
            return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

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
            f"INSERT INTO entries ({_ENTRY_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
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
        self.connection.execute(
            "INSERT INTO supersessions (entry_id, operation_id, reason) VALUES (?, ?, ?)",
            (entry_id, operation_id, reason),
        )
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
        with explained(self.path):
            found = self.connection.execute("SELECT 1 FROM entries WHERE live = 1 LIMIT 1")
            return found.fetchone() is None

    def tallies(self, first: date, last: date) -> tuple[Tally, ...]:
        """Return what is live from first to last, summed by day, task and quality."""
        with explained(self.path):
            rows = self.connection.execute(
                "SELECT day, task, quality, SUM(count), TOTAL(minutes), "
                "SUM(CASE WHEN minutes IS NULL THEN count ELSE 0 END) FROM entries "
                "WHERE live = 1 AND day BETWEEN ? AND ? GROUP BY day, task, quality "
                "ORDER BY day, MIN(seq)",
                (first.isoformat(), last.isoformat()),
            ).fetchall()
        return tuple(
            Tally(date.fromisoformat(day), task, quality, count, minutes, untimed)
            for day, task, quality, count, minutes, untimed in rows
        )

    def first_day(self) -> date | None:
        """Return the first day that holds a live entry."""
        with explained(self.path):
            (day,) = self.connection.execute(
                "SELECT MIN(day) FROM entries WHERE live = 1"
            ).fetchone()
        return None if day is None else date.fromisoformat(day)

    def read_log(self, last: date, tallies: Sequence[Tally] | None = None) -> Log:
        """Return the log up to and with a day, as the core reads it.

        ``tallies`` saves reading them where they are known.
        """
        return Log(
            tallies=self.tallies(date.min, last) if tallies is None else tallies,
            profile=self.frame.profile(),
            workdays=self.frame.workdays(),
            targets=self.frame.targets(),
            time_off=self.frame.time_off(),
            day_notes=self.frame.day_notes(last),
            readings=self.frame.readings(last),
        )

    def newest_entry(self, tasks: Sequence[str], day: date) -> Entry | None:
        """Return the newest live entry of any of the tasks on a day."""
        marks = ", ".join("?" for _ in tasks)
        with explained(self.path):
            row = self.connection.execute(
                f"SELECT {_ENTRY_COLUMNS} FROM entries WHERE live = 1 AND day = ? "
                f"AND task IN ({marks}) ORDER BY seq DESC LIMIT 1",
                (day.isoformat(), *tasks),
            ).fetchone()
        return None if row is None else _entry(row)

    def entries(self, first: date, last: date) -> tuple[Entry, ...]:
        """Return the live entries from first to last in order of writing."""
        with explained(self.path):
            rows = self.connection.execute(
                f"SELECT {_ENTRY_COLUMNS} FROM entries WHERE live = 1 AND day BETWEEN ? AND ? "
                "ORDER BY seq",
                (first.isoformat(), last.isoformat()),
            ).fetchall()
        return tuple(_entry(row) for row in rows)

    def set_aside(self) -> tuple[tuple[Entry, str], ...]:
        """Return the hand-ticked entries that an import has set aside, with the reason."""
        names = ", ".join(f"one.{column.strip()}" for column in _ENTRY_COLUMNS.split(","))
        with explained(self.path):
            rows = self.connection.execute(
                f"SELECT {names}, gone.reason FROM entries AS one JOIN supersessions AS gone "
                "ON gone.entry_id = one.id WHERE gone.reason LIKE 'set aside%' AND one.live = 0 "
                "AND gone.operation_id IN (SELECT id FROM effective_operations) ORDER BY one.seq"
            ).fetchall()
        return tuple((_entry(row[:-1]), row[-1]) for row in rows)

    def entries_of(self, operation_id: str) -> tuple[Entry, ...]:
        """Return the entries that an operation wrote or, where it wrote none, superseded."""
        select = f"SELECT {_ENTRY_COLUMNS} FROM entries WHERE "
        with explained(self.path):
            rows = self.connection.execute(
                f"{select} operation_id = ? ORDER BY seq", (operation_id,)
            ).fetchall()
            if not rows:
                rows = self.connection.execute(
                    f"{select} id IN (SELECT entry_id FROM supersessions WHERE operation_id = ?) "
                    "ORDER BY seq",
                    (operation_id,),
                ).fetchall()
        return tuple(_entry(row) for row in rows)

    def touched_days(self, operation_id: str) -> tuple[date, ...]:
        """Return the days of the entries that an operation wrote or superseded."""
        with explained(self.path):
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
        with explained(self.path):
            row = self.connection.execute(
                "SELECT id, at_utc, kind, device, day, undone_at, (SELECT COUNT(*) FROM entries "
                "WHERE entries.operation_id = one.id OR entries.operation_id IN (SELECT id FROM "
                f"operations WHERE import_id = one.id)) FROM operations AS one WHERE import_id "
                f"IS NULL AND {condition} LIMIT 1"
            ).fetchone()
        if row is None:
            return None
        identity, at, kind, device, day, undone_at, entries = row
        return Operation(
            id=identity,
            at=datetime.fromisoformat(at),
            kind=OperationKind(kind),
            device=device,
            day=None if day is None else date.fromisoformat(day),
            undone_at=_instant(undone_at),
            entries=entries,
        )
