"""Salvaging a damaged database: what can still be read is copied table by table into a new one."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.db import Table

from ssi_tui.storage.database.connection import SCHEMA_VERSION, beside, open_existing, pragma
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.database.files import make_private_file
from ssi_tui.storage.database.stamps import stamps_of
from ssi_tui.storage.database.switch import turn_off_after
from ssi_tui.storage.database.upgrade import upgrade
from ssi_tui.storage.safety.backup import remove
from ssi_tui.storage.safety.condition import Condition, problem_of
from ssi_tui.storage.safety.placeholders import mend
from ssi_tui.storage.safety.restore import condition_of, put_in_place, replacing

_HEADER_BYTES = 100
_PAGE_BYTES = 4096
# The size of the smallest row, and how many row numbers are tried even if there is room for fewer.
_ROW_BYTES = 16
_NUMBERS_TRIED = 200_000

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rows of a table were kept and lost; ``lost`` is ``None`` if that is unknown."""

    table: str
    rows: int
    lost: int | None


_OFF = "a damaged database was recovered"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a salvage did: the tables in order, and the new path of the damaged file.

    ``synced`` tells whether sync was on, which is off now.
    """

    tables: tuple[Kept, ...]
    aside: Path | None
    synced: bool


def salvage(path: Path) -> Salvaged | None:
    """Replace a damaged database with what can be read of it; return ``None`` if it is intact.

    Raises ``DatabaseUnusableError`` if nothing can be read, and leaves the file as it is.
    """
    with replacing(path) as prepared:
        found = condition_of(path)
        if found is Condition.MISSING or (found is Condition.WHOLE and not _has_orphans(path)):
            return None
        wreck = prepared.with_name(f"{prepared.name}-wreck")
        try:
            tables = _read_into(prepared, wreck, path)
        finally:
            remove(wreck)
        problem = problem_of(prepared)
        if problem is not None or not any(table.rows for table in tables if table.table != "meta"):
            raise DatabaseUnusableError(
                f"nothing in {path} can be read. It wasn't touched; move it away to start over"
            )
        with closing(open_existing(prepared)) as connection:
            synced = turn_off_after(connection, _OFF, None) is not None
        return Salvaged(tables, put_in_place(path, prepared), synced)


def _has_orphans(path: Path) -> bool:
    with closing(open_existing(path, "ro")) as connection:
        return connection.execute("PRAGMA foreign_key_check").fetchone() is not None


def _read_into(prepared: Path, wreck: Path, path: Path) -> tuple[Kept, ...]:
    make_private_file(prepared)
    with closing(open_existing(prepared)) as new:
        upgrade(new)
        new.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = prepared.read_bytes()[:_PAGE_BYTES]
        pages = path.stat().st_size // _PAGE_BYTES
        header = page[:28] + pages.to_bytes(4, "big") + bytes(8) + page[40:_HEADER_BYTES]
        # The file as it is, then with our header and its number of pages, then with our whole first
        # page: in a file that began with this schema, the tables are where that page says.
        for beginning in (b"", header, header + page[_HEADER_BYTES:]):
            _copy_of(path, wreck)
            with wreck.open("r+b") as file:
                file.write(beginning)
            with closing(open_existing(wreck)) as old:
                if _can_be_asked(old):
                    return _take_over(old, new, wreck.stat().st_size)
    return ()


def _copy_of(path: Path, wreck: Path) -> None:
    make_private_file(wreck)
    shutil.copyfile(path, wreck)
    log, wreck_log = beside(path, "-wal"), beside(wreck, "-wal")
    wreck_log.unlink(missing_ok=True)
    if log.exists():
        make_private_file(wreck_log)
        shutil.copyfile(log, wreck_log)


def _can_be_asked(old: sqlite3.Connection) -> bool:
    """Tell whether a damaged database still knows its tables, however little they hold."""
    old.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        # Otherwise SQLite refuses a file that is shorter than its header says.
        old.execute("PRAGMA writable_schema = ON")
        old.execute("PRAGMA query_only = ON")
        return "operations" in _tables(old)
    except sqlite3.Error:
        return False


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return our tables, operations first because all others refer to them."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' "
        "ESCAPE '@' AND name NOT LIKE '@_%' ESCAPE '@' ORDER BY name <> 'operations', rowid"
    )
    return [name for (name,) in found]


def _take_over(old: sqlite3.Connection, new: sqlite3.Connection, size: int) -> tuple[Kept, ...]:
    new.execute("PRAGMA foreign_keys = OFF")
    new.execute("BEGIN IMMEDIATE")
    database = Database(new, recursive_triggers=False)
    kept = {table: _table(old, database.table(table), size) for table in _tables(new)}
    for table, gone in mend(database).items():
        lost = kept[table].lost
        kept[table] = Kept(table, kept[table].rows - gone, None if lost is None else lost + gone)
    new.execute("COMMIT")
    return tuple(kept.values())


def _table(old: sqlite3.Connection, new: Table, size: int) -> Kept:
    """Read as much of a table as possible, and write the rows that the new one accepts."""
    table = new.name
    there = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
    columns = [name for name in new.columns_dict if name in there]
    if not columns:
        # An earlier version did not have this table; otherwise nobody knows what it held.
        return Kept(table, 0, 0 if pragma(old, "user_version") < SCHEMA_VERSION else None)
    if "WITHOUT ROWID" in new.schema:
        rows, whole = _by_key(old, table, columns, new.pks)
    else:
        rows, whole = _by_rowid(old, table, columns, size)
    if table == "operations" and "stamp" not in columns:
        stamps = stamps_of(dict(zip(columns, row, strict=True)) for row in rows)
        columns, rows = [*columns, "stamp"], [(*row, stamps[str(row[1])]) for row in rows]
    marks = ", ".join("?" for _ in columns)
    # The new file already has a device name; the old one replaces it.
    verb = "INSERT OR REPLACE" if table == "meta" else "INSERT"
    insert = f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    kept = 0
    for row in rows:
        with suppress(sqlite3.IntegrityError):
            new.db.conn.execute(insert, row)
            kept += 1
    if whole:
        return Kept(table, kept, len(rows) - kept)
    expected = _expected(old, table)
    return Kept(table, kept, None if expected is None else max(expected - kept, 0))


def _by_key(
    old: sqlite3.Connection, table: str, columns: Sequence[str], keys: Sequence[str]
) -> tuple[list[Row], bool]:
    """Read a table from its beginning and, if that fails, from its end, as far as possible."""
    rows: dict[Row, None] = {}
    whole = True
    for direction in ("", " DESC"):
        order = ", ".join(key + direction for key in keys)
        whole = True
        try:
            for row in old.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"):
                rows[row] = None
        except sqlite3.Error:
            whole = False
        if whole:
            break
    return list(rows), whole


def _by_rowid(
    old: sqlite3.Connection, table: str, columns: Sequence[str], size: int
) -> tuple[list[Row], bool]:
    """Read a table by ranges of row numbers, halving each range that cannot be read."""
    sql = (
        f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED "
        "WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    )
    rows: dict[int, Row] = {}
    whole = True
    ranges = [(1, _last_rowid(old, table, size))]
    while ranges:
        at, last = ranges.pop()
        try:
            for number, *row in old.execute(sql, (at, last)):
                rows[int(str(number))] = tuple(row)
                # In a damaged table the numbers may go back.
                at = max(at, int(str(number)) + 1)
        except sqlite3.Error:
            whole = False
            if at < last:
                middle = (at + last) // 2
                ranges += [(middle + 1, last), (at, middle)]
    return [rows[number] for number in sorted(rows)], whole


def _last_rowid(old: sqlite3.Connection, table: str, size: int) -> int:
    """Return a row number that no row exceeds."""
    most = max(size // _ROW_BYTES, _NUMBERS_TRIED)
    found = _last_given(old, table)
    return most if found is None else min(max(found, 1), most)


def _expected(old: sqlite3.Connection, table: str) -> int | None:
    """Return how many rows there were, ``None`` if neither an index nor a last number tells."""
    counted = _number(old, f"SELECT COUNT(*) FROM {table}")
    return _last_given(old, table) if counted is None else counted


def _last_given(old: sqlite3.Connection, table: str) -> int | None:
    return _number(old, f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'")


def _number(old: sqlite3.Connection, sql: str) -> int | None:
    try:
        found = old.execute(sql).fetchone()
    except sqlite3.Error:
        return None
    return None if found is None else int(found[0])
