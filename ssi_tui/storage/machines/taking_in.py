"""Taking the lines of machine files into the log, which is a union and writes no operation.

A line is taken in as a whole or, where one of its rows breaks a rule, not at all.
"""

import json
import sqlite3
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.exchange.merge import Merge
from ssi_tui.storage.exchange.row_checks import Row, check
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.machines.cursors import keep_cursor, keep_machine
from ssi_tui.storage.machines.facts import Said, facts_of, said
from ssi_tui.storage.machines.folder import MOST_RUN_BYTES, MachineFile, Reader
from ssi_tui.storage.machines.lines import (
    LEVEL,
    MOST_BYTES,
    DamagedError,
    Fact,
    Head,
    NewerError,
    read_line,
)

AT_ONCE = 500
"""So many operations are taken in in one transaction, together with how far files are read."""

_NOT_AS_WRITTEN = (RefusedError, ValueError, TypeError, OverflowError)


@dataclass(slots=True)
class Taken:
    """What was taken in: the ids of operations that are new here, by the machine that says them.

    ``days`` are those on which other entries count now, ``strange`` tells whether a file of this
    machine held an operation that it did not know; ``problems`` are sentences.
    """

    operations: dict[str, list[str]] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    strange: bool = False
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """A fact as a file says it, and the rows that the database gets of it."""

    reader: Reader
    fact: Fact
    operation: Row
    rows: dict[str, list[Row]]

    @property
    def id(self) -> str:
        """The id of its operation."""
        return str(self.operation["id"])


class TakingIn:
    """Takes in what machine files say, ``AT_ONCE`` operations in each transaction.

    ``device`` is the id of this machine, ``notes`` tells whether its own lines hold the user's
    words; ``now`` is written as the instant at which machines were seen.
    """

    def __init__(self, store: Store, device: str, now: str, *, notes: bool) -> None:
        self.taken = Taken()
        self._store = store
        self._device = device
        self._now = now
        self._notes = notes
        self._heads: list[Head] = []
        self._lines: list[_Line] = []
        self._bytes = 0
        self._readers: dict[str, Reader] = {}
        # What files say of operations of which no line says all.
        self._parts: dict[str, Said] = {}

    def read(self, files: Iterable[MachineFile]) -> Taken:
        """Read files on from where they were read to, and take in what they say."""
        left = MOST_RUN_BYTES
        for file in files:
            if left <= 0:
                self.taken.problems.append("there is more to take in; run ssi-tui sync again")
                break
            reader = Reader(file, LEVEL)
            before = file.cursor.read_to
            try:
                for line in reader.lines():
                    self._read(reader, line)
            except OSError as error:
                self.taken.problems.append(f"can't read {file.path} ({error.strerror})")
            if reader.is_open:
                self._readers[str(file.path)] = reader
            left -= max(0, reader.cursor.read_to - before)
        self._flush()
        return self.taken

    def _read(self, reader: Reader, line: bytes) -> None:
        self._readers[str(reader.file.path)] = reader
        self._bytes += len(line)
        try:
            found = read_line(line)
            if isinstance(found, Fact):
                self._lines.append(_checked(reader, found))
            elif found.device == reader.file.device:
                self._heads.append(found)
        except DamagedError:
            reader.damaged += 1
        except NewerError:
            reader.newer += 1
        if len(self._lines) == AT_ONCE or self._bytes > MOST_BYTES:
            self._flush()

    def _flush(self) -> None:
        """Take in what was read, and write how far the files are read, in one transaction."""
        if not self._readers:
            return
        with self._store.transaction() as connection:
            for head in self._heads:
                keep_machine(connection, head, self._now)
            if self._lines:
                self._take(connection)
            for reader in self._readers.values():
                keep_cursor(connection, reader.file.device, reader.file.name, reader.cursor)
        self._heads, self._lines, self._bytes, self._readers = [], [], 0, {}

    def _take(self, connection: sqlite3.Connection) -> None:
        known = self._carried(connection, self._lines)
        lines, refused = self._lines, set()
        connection.execute("SAVEPOINT lines")
        while True:
            merge = Merge(connection, lambda _table, place, _why: refused.add(place))
            days = merge.take_in(_tables(lines))
            if not refused:
                break
            # All others are taken in once more without those that break a rule of a table.
            connection.execute("ROLLBACK TO lines")
            for place in refused:
                lines[place].reader.damaged += 1
            lines = [line for place, line in enumerate(lines) if place not in refused]
            refused.clear()
        connection.execute("RELEASE lines")
        self.taken.days.update(days)
        self._mark(connection, lines, known)

    def _carried(self, connection: sqlite3.Connection, lines: Sequence[_Line]) -> dict[str, int]:
        """Return of the operations that are known here whether a machine file holds them."""
        rows = connection.execute(
            "SELECT id, carried FROM operations WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([line.id for line in lines]),),
        )
        return dict(rows.fetchall())

    def _mark(
        self, connection: sqlite3.Connection, lines: Sequence[_Line], known: Container[str]
    ) -> None:
        """Mark as carried what is new here, and of the rest what files hold as it is here."""
        marks: dict[str, int] = {}
        now = self._carried(connection, lines)
        unsure = [line for line in lines if line.id in known and now[line.id] == 0]
        ours = facts_of(connection, {line.id for line in unsure}, notes=self._notes)
        for line in lines:
            own = line.reader.file.device == self._device
            if line.id not in known and line.id not in marks:
                self.taken.operations.setdefault(line.reader.file.device, []).append(line.id)
                self.taken.strange |= own
                marks[line.id] = 1 if own else 2
        for line in unsure:
            found = self._parts.pop(line.id, frozenset()) | said(line.fact)
            if said(ours[line.id]) <= found:
                marks[line.id] = 1 if line.reader.file.device == self._device else 2
            else:
                self._parts[line.id] = found
        connection.executemany(
            "UPDATE operations SET carried = ? WHERE id = ?",
            ((carried, identity) for identity, carried in marks.items()),
        )


def _checked(reader: Reader, fact: Fact) -> _Line:
    """Return a fact with rows that have the right form; raises ``DamagedError`` for any other."""
    operation = dict(fact.operation)
    brought_by = operation.pop("by", None)
    identity = operation["id"]
    try:
        return _Line(
            reader,
            fact,
            check("operations", {**operation, "import_id": brought_by}),
            {
                table: [check(table, {**row, "operation_id": identity}) for row in rows]
                for table, rows in fact.rows.items()
            },
        )
    except _NOT_AS_WRITTEN as error:
        raise DamagedError(str(error)) from error


def _tables(lines: Sequence[_Line]) -> dict[str, list[tuple[int, Row]]]:
    """Return the rows of lines by table, each with the place of its line."""
    tables: dict[str, list[tuple[int, Row]]] = {table: [] for table in COLUMNS}
    for place, line in enumerate(lines):
        tables["operations"].append((place, line.operation))
        for table, rows in line.rows.items():
            tables[table].extend((place, row) for row in rows)
    return tables
