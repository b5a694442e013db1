"""Merging our own JSON export into a database: the operations that are new, and their rows."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from typing import Any

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.database.ids import key_of_id
from ssi_tui.storage.exchange.counts import Counts, Progress, watched
from ssi_tui.storage.exchange.row_checks import REVIEWS, TARGETS, Row, broken, check
from ssi_tui.storage.log.rows import EFFECTIVE
from ssi_tui.storage.log.store import Store

EXPORT_KIND = "ssi-tui log"
EXPORT_SCHEMA = 1

# Tables that are personal to the receiver: only an empty database takes them from an export.
_OF_THE_RECEIVER = ("profile_changes", "workday_changes", *TARGETS)
_READINGS = ("readings", "reading_peers")
_SHARED = ("time_off", "time_off_removals", "day_notes", *_READINGS, *REVIEWS, "clock_stretches")
# Tables that are missing in older exports.
_LATER = {*_READINGS, *REVIEWS, "clock_stretches", "task_changes", "week_target_changes"}


def parse_export(text: str) -> dict[str, list[object]]:
    """Return the tables of a JSON export; raises ``RefusedError`` for anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        at = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise RefusedError(f"the JSON is incomplete or damaged{at}; export it again") from error
    if not isinstance(data, dict) or data.get("kind") != EXPORT_KIND:
        raise RefusedError("not an ssi-tui export; choose a file made by ssi-tui export")
    if data.get("schema") != EXPORT_SCHEMA:
        raise RefusedError("this export comes from a newer ssi-tui; update ssi-tui and try again")
    tables = {name: data.get(name, [] if name in _LATER else None) for name in COLUMNS}
    for name, rows in tables.items():
        if not isinstance(rows, list):
            raise RefusedError(f"the export has no table {name}; export it again")
    return {name: rows or [] for name, rows in tables.items()}


@dataclass(slots=True)
class Merge:
    """The import of one export, inside a transaction.

    ``new`` are the operations that it adds, ``back`` those that an undone import added before and
    that count again, ``actions`` the tasks that an entry may have.
    """

    store: Store
    tables: Mapping[str, Sequence[object]]
    operation: str
    today: date
    counts: Counts
    progress: Progress | None = None
    new: set[str] = field(default_factory=set)
    back: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=lambda: set(ACTIONS))

    def run(self) -> bool:
        """Merge the tables, and tell whether anything changed."""
        keys = known_origin_keys(self.store)
        # The operation of this import is already there.
        empty = self._query("SELECT COUNT(*) FROM operations") == [(1,)]
        self._operations()
        self._tasks(empty=empty)
        self._entries(keys)
        self._supersessions()
        # Notes of days and reviews of weeks that the receiver already has stay as they are.
        taken = {("day", day) for day in self._column("SELECT day FROM day_notes")}
        for name in REVIEWS:
            weeks = map(date.fromisoformat, self._column(f"SELECT week FROM {name}"))
            taken |= {("week", near.isoformat()) for week in weeks for near in _same_week(week)}
        for name in (*_SHARED, *(_OF_THE_RECEIVER if empty else ())):
            for line, row in self._rows(name):
                if row.get("operation_id") not in self.new:
                    continue
                key = "day" if name == "day_notes" else "week" if name in REVIEWS else ""
                if (key, row.get(key)) not in taken:
                    self._insert(name, line, row)
        try:
            self.store.refresh_live(self.operation)
        except sqlite3.IntegrityError as error:
            raise RefusedError("the export contains a row twice; export it again") from error
        return bool(self.new or self.back)

    def _query(self, sql: str) -> list[tuple[Any, ...]]:
        return self.store.connection.execute(sql).fetchall()

    def _column(self, sql: str) -> set[Any]:
        return {value for (value,) in self._query(sql)}

    def _rows(self, table: str) -> Iterator[tuple[int, Row]]:
        """Yield the good rows of a table with their numbers, and count the others as skipped."""
        for line, given in enumerate(self.tables[table], 1):
            try:
                row = check(table, given, self.actions)
            except RefusedError as error:
                self.counts.skip(table, line, str(error))
            else:
                yield line, row

    def _operations(self) -> None:
        known = dict(
            self._query(
                "SELECT one.id, import.undone_at FROM operations AS one "
                "LEFT JOIN operations AS import ON import.id = one.import_id"
            )
        )
        rows = list(self._rows("operations"))
        undone = {row.get("id"): row.get("undone_at") for _, row in rows}
        for line, row in rows:
            identity = row.get("id")
            # Operations of an import in the export become those of this import; if it was undone,
            # so are they.
            ended = row.get("undone_at") or undone.get(row.get("import_id"))
            if identity in known:
                if known[identity] is not None and ended is None:
                    self.store.connection.execute(
                        "UPDATE operations SET import_id = ? WHERE id = ?",
                        (self.operation, identity),
                    )
                    self.back.add(str(identity))
                continue
            values = {**row, "undone_at": ended, "redo_ended": 1, "import_id": self.operation}
            if self._insert("operations", line, values):
                self.new.add(str(identity))

    def _tasks(self, *, empty: bool) -> None:
        """Add the user's own tasks that are new; an empty database takes all changes to tasks."""
        known = self._column(f"SELECT task FROM task_changes WHERE {EFFECTIVE}")
        taken = known | set(ACTIONS)
        for line, row in self._rows("task_changes"):
            new = row.get("operation_id") in self.new
            if new and (empty or row.get("task") not in taken):
                self._insert("task_changes", line, row)
        self.actions |= self._column("SELECT task FROM task_changes")

    def _entries(self, keys: set[str]) -> None:
        """Add the entries that are known neither by their id nor by their origin key."""
        owners = dict(self._query("SELECT id, operation_id FROM entries"))
        operations = self._column("SELECT id FROM operations")
        dropped = self._column(
            "SELECT id FROM operations WHERE kind = 'import' AND undone_at IS NOT NULL"
        )
        rows = self._rows("entries")
        for line, row in watched(rows, len(self.tables["entries"]), self.progress, half=1):
            try:
                task = checks.action(row["task"], self.actions)
                day = checks.day(date.fromisoformat(row["day"]), self.today)
                checks.quality(task, row.get("quality"))
            except RefusedError as error:
                self.counts.skip("entries", line, str(error))
                continue
            live = row.get("live") == 1
            if live:
                self.counts.read[task] += 1
                self.counts.span(day)
            identity = str(row.get("id"))
            owner = owners.get(identity)
            ours = {row.get("origin_key"), row.get("old_key"), key_of_id(identity)}
            known = not keys.isdisjoint(ours)
            if owner in self.back:
                if known:
                    self.store.supersede(identity, self.operation, "already imported")
            elif owner is not None and owner not in dropped:
                known = True
            elif not known:
                if row.get("operation_id") not in operations:
                    self.counts.skip("entries", line, "its change isn't in the export")
                    continue
                if not self._insert("entries", line, {**row, "live": 0}):
                    continue
            owners[identity] = self.operation
            if live:
                (self.counts.already_known if known else self.counts.added)[task] += 1

    def _supersessions(self) -> None:
        entries = self._column("SELECT id FROM entries")
        present = set(self._query("SELECT entry_id, operation_id FROM supersessions"))
        for line, row in self._rows("supersessions"):
            entry, operation = row.get("entry_id"), row.get("operation_id")
            fits = entry in entries and operation in self.new | self.back
            if fits and (entry, operation) not in present:
                self._insert("supersessions", line, row)

    def _insert(self, table: str, line: int, row: Row) -> bool:
        """Insert a row, or count it as skipped if it breaks a rule of the table.

        An entry that exists is one of an undone import: it gets the new values.
        """
        columns = COLUMNS[table]
        marks = ", ".join("?" for _ in columns)
        again = ""
        if table == "entries":
            values = ", ".join(f"{column} = excluded.{column}" for column in columns)
            again = f" ON CONFLICT (id) DO UPDATE SET {values}"
        try:
            self.store.connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}){again}",
                [row.get(column) for column in columns],
            )
        except sqlite3.IntegrityError as error:
            self.counts.skip(table, line, broken(table, row, error))
            return False
        return True


def _same_week(week: date) -> Iterator[date]:
    """Return the possible first days of weeks that share most of their days with a week."""
    return (week + timedelta(days=away) for away in range(-3, 4))


def known_origin_keys(store: Store) -> set[str]:
    """Return the keys of rows that must not be added again, old and voided ones included."""
    rows = store.connection.execute(
        "SELECT origin_key, old_key FROM entries WHERE origin_key IS NOT NULL "
        "AND operation_id IN (SELECT id FROM effective_operations)"
    )
    keys = set(chain.from_iterable(rows))
    keys.discard(None)
    return keys
