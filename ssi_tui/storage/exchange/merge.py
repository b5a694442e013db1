"""Merging operations that another log has into ours: the union of both, rows and all."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.database.fold import THING, meet, settle
from ssi_tui.storage.database.ids import id_beside
from ssi_tui.storage.exchange.counts import Counts, Progress, watched
from ssi_tui.storage.exchange.row_checks import Row, broken
from ssi_tui.storage.exchange.tables import Numbered, idle_in
from ssi_tui.storage.log.store import Store

# What tells a row from all others; rows of the log are never changed.
_KEYS = {
    "entries": ("id",),
    "time_off": ("id",),
    "readings": ("id",),
    "supersessions": ("operation_id", "entry_id"),
    "time_off_removals": ("operation_id", "time_off_id"),
    "reading_peers": ("reading_id", "peers"),
    "workday_changes": ("operation_id", "valid_from"),
    **dict.fromkeys(
        ("target_changes", "week_target_changes", "task_changes"),
        ("operation_id", "task", "valid_from"),
    ),
    "analytics_days": ("operation_id", "day"),
    "review_steps": ("operation_id", "step"),
    "review_outcomes": ("operation_id", "outcome"),
}
_OF_OPERATION = ("operation_id",)
_AMONG = "(SELECT value FROM json_each(?))"
_MOVED = "UPDATE entries SET id = ?1 WHERE id = ?2"
_DROPPED = "DELETE FROM entries WHERE id = ?2 AND ?1 IS NOT NULL"


@dataclass(slots=True)
class Merge:
    """Takes operations with their rows into a database, inside a transaction.

    Where ``operation`` is an import, what it brings is a part of it: undone, it does not count.
    Else each is what its own ``import_id`` says, and what came without one is there for good.
    ``skip`` is told the table, the number and the fault of each row that a table does not take;
    ``touched`` are the operations that change something here.
    """

    connection: sqlite3.Connection
    skip: Callable[[str, int, str], None]
    operation: str | None = None
    touched: set[str] = field(default_factory=set)

    def take_in(self, tables: Numbered, progress: Progress | None = None) -> tuple[date, ...]:
        """Merge checked rows, of which ``row_checks`` tells; return the days that count otherwise.

        Columns without a value may be missing, and what is worked out (``live``, ``undone_at``) is
        not looked at. Nothing has to be there before what names it.
        """
        self._operations(tables["operations"])
        for table, rows in tables.items():
            if table != "operations":
                self._rows(table, rows, progress)
        if not self.touched:
            return ()
        self.connection.execute("DELETE FROM meta WHERE name = 'calibration'")
        return settle(self.connection, self.touched | meet(self.connection))

    def _among(self, sql: str, ids: Iterable[object]) -> list[tuple[Any, ...]]:
        return self.connection.execute(f"{sql} IN {_AMONG}", (json.dumps(list(ids)),)).fetchall()

    def _operations(self, rows: Sequence[tuple[int, Row]]) -> None:
        found = self._among(
            "SELECT one.id, one.stamp, one.import_id, brought_by.undone_at FROM operations AS one "
            "LEFT JOIN operations AS brought_by ON brought_by.id = one.import_id WHERE one.id",
            (row["id"] for _, row in rows),
        )
        known = {identity: (stamp, by, undone) for identity, stamp, by, undone in found}
        change = self.connection.execute
        for line, row in rows:
            identity = row["id"]
            brought_by = self.operation or row.get("import_id")
            if identity not in known:
                values = {**row, "undone_at": None, "import_id": brought_by}
                if self._insert("operations", line, values):
                    self.touched.add(identity)
                    known[identity] = (row["stamp"], brought_by, None)
                    # Somebody else has undone or redone it since.
                    change("UPDATE operations SET redo_ended = 1 WHERE id = ?", (row.get("of"),))
                continue
            stamp, by, undone = known[identity]
            if undone if self.operation else by and (brought_by is None or brought_by > by):
                moved = "UPDATE operations SET import_id = ?, carried = 0 WHERE id = ?"
                change(moved, (brought_by, identity))
                self.touched.add(identity)
                by, undone = brought_by, None
            if row["stamp"] > stamp:
                stamp = row["stamp"]
                change("UPDATE operations SET stamp = ? WHERE id = ?", (stamp, identity))
                self.touched.add(identity)
            known[identity] = (stamp, by, undone)

    def _rows(self, table: str, rows: Sequence[tuple[int, Row]], progress: Progress | None) -> None:
        """Add the rows of operations that are new, and those that a known one lacks."""
        key = _KEYS.get(table, _OF_OPERATION)
        owners = {row.get("operation_id") for _, row in rows}
        held = {one for (one,) in self._among("SELECT id FROM operations WHERE id", owners)}
        there = set(
            self._among(
                f"SELECT {', '.join(key)} FROM {table} WHERE {key[0]}",
                (row.get(key[0]) for _, row in rows),
            )
        )
        watching = progress if table == "entries" else None
        for line, row in watched(rows, len(rows), watching, half=1):
            operation = str(row.get("operation_id"))
            if operation not in held:
                self.skip(table, line, "its change isn't in the export")
            elif tuple(map(row.get, key)) not in there:
                if self._insert(table, line, row):
                    self.touched.add(operation)
                    there.add(tuple(map(row.get, key)))
            elif table == "entries":
                there |= self._known(line, row)

    def _known(self, line: int, row: Row) -> set[tuple[str]]:
        """Give an entry that is there the note that it lacks, and return new ids.

        A row of a CSV log has the id of the entry that was exported. Where both are there, that of
        the first operation has it, and the other an id made of it.
        """
        change = self.connection.execute
        identity, operation = row["id"], row["operation_id"]
        found = "SELECT operation_id, note FROM entries WHERE id = ?"
        owner, note = change(found, (identity,)).fetchone()
        if owner == operation:
            if note is None and row.get("note"):
                change("UPDATE entries SET note = ? WHERE id = ?", (row["note"], identity))
                self.touched.add(operation)
            return set()
        first = "SELECT id FROM operations WHERE id IN (?, ?) ORDER BY kind = 'import', stamp, id"
        loser = operation if change(first, (owner, operation)).fetchone() == (owner,) else owner
        other = id_beside(identity, loser)
        known = change(found, (other,)).fetchone() is not None
        if loser == operation:
            changed = not known and self._insert("entries", line, {**row, "id": other})
        else:
            change(_DROPPED if known else _MOVED, (other, identity))
            changed = self._insert("entries", line, row)
        if changed:
            self.touched |= {owner, operation}
        return {(other,)}

    def _insert(self, table: str, line: int, row: Row) -> bool:
        """Insert a row, or say why its table does not take it."""
        columns = COLUMNS[table]
        values = [0 if column == "live" else row.get(column) for column in columns]
        marks = ", ".join("?" for _ in columns)
        try:
            self.connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values
            )
        except sqlite3.IntegrityError as error:
            self.skip(table, line, broken(table, row, error))
            return False
        return True


def merge_export(
    store: Store,
    tables: Numbered,
    operation: str,
    counts: Counts,
    progress: Progress | None = None,
) -> bool:
    """Merge the rows of an export by the import ``operation``; tell whether anything changed."""
    select = store.connection.execute
    counts.foreign = _is_foreign(store.connection, tables)
    before = {one for (one,) in select("SELECT id FROM entries WHERE live = 1")}
    idle = idle_in(tables)
    wanted = {
        name: [
            (line, row)
            for line, row in rows
            if idle.isdisjoint(
                map(row.get, ("id", "of") if name == "operations" else _OF_OPERATION)
            )
        ]
        for name, rows in tables.items()
    }
    merge = Merge(store.connection, counts.skip, operation)
    merge.take_in(wanted, progress)
    # Of what was known before, machine files may lack what is new.
    store.connection.execute(
        f"UPDATE operations SET carried = 0 WHERE id IN {_AMONG}",
        (json.dumps(list(merge.touched)),),
    )
    things = {
        identity: (thing, live == 1)
        for identity, thing, live in select(f"SELECT id, {THING}, live FROM entries")
    }
    counted = {things[one][0] for one in before}
    # Those that count there, of which things that count only now are new.
    for _, row in tables["entries"]:
        if row.get("live") == 1 and row["id"] in things:
            thing, live = things[row["id"]]
            counts.read[row["task"]] += 1
            counts.span(date.fromisoformat(row["day"]))
            added = live and thing not in counted
            (counts.added if added else counts.already_known)[row["task"]] += 1
    return bool(merge.touched)


def _is_foreign(connection: sqlite3.Connection, tables: Numbered) -> bool:
    """Tell whether two logs with entries have nothing in common."""
    if not any(row.get("live") == 1 for _, row in tables["entries"]):
        return False
    ids = json.dumps([row["id"] for _, row in tables["operations"]])
    common = f"SELECT 1 FROM operations WHERE id IN {_AMONG}"
    (foreign,) = connection.execute(
        f"SELECT EXISTS (SELECT 1 FROM entries WHERE live = 1) AND NOT EXISTS ({common})", (ids,)
    ).fetchone()
    return bool(foreign)


def known_origin_keys(store: Store) -> set[str]:
    """Return the keys of rows that must not be added again, old and voided ones included.

    Nor must a row of an undone import whose thing another key has brought again.
    """
    rows = store.connection.execute(
        "SELECT origin_key, old_key FROM entries WHERE origin_key IS NOT NULL "
        "AND (operation_id IN (SELECT id FROM effective_operations) OR thing IN "
        "(SELECT thing FROM entries WHERE live = 1 AND thing IS NOT NULL))"
    )
    keys = set(chain.from_iterable(rows))
    keys.discard(None)
    return keys
