"""Reading what can be read of a damaged database into a new one, table by table."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.db import Table

from ssi_tui.storage.database.connection import SCHEMA_VERSION, open_existing, pragma
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.database.locations import make_private_file
from ssi_tui.storage.database.upgrade import upgrade
from ssi_tui.storage.safety.condition import Condition, problem_of
from ssi_tui.storage.safety.placeholders import mend
from ssi_tui.storage.safety.restore import condition_of, put_in_place, remove, replacing

# What our own files begin with.
_HEADER_BYTES = 100
_PAGE_BYTES = 4096
# The smallest row, and how many row numbers are tried at most in a file that has room for fewer.
_ROW_BYTES = 16
_NUMBERS_TRIED = 200_000

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """How many rows of a table were kept and lost; ``lost`` is ``None`` where nobody can tell."""

    table: str
    rows: int
    lost: int | None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A salvage: the tables in order, and the damaged file under its new name."""

    tables: tuple[Kept, ...]
    aside: Path | None


def salvage(path: Path) -> Salvaged | None:
    """Put what can be read of a damaged database in its place; ``None`` where it is whole.

    Raises ``DatabaseUnusableError`` where nothing can be read; the file is left as it is then.
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
                f"nothing can be read of {path}; it was left untouched, move it away to begin anew"
            )
        return Salvaged(tables, put_in_place(path, prepared))


def _has_orphans(path: Path) -> bool:
    with closing(open_existing(path, "ro")) as connection:
        return connection.execute("PRAGMA foreign_key_check").fetchone() is not None


def _read_into(prepared: Path, wreck: Path, path: Path) -> tuple[Kept, ...]:
    make_private_file(prepared)
    with closing(open_existing(prepared)) as new:
        upgrade(new)
        new.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pattern = prepared.read_bytes()[:_PAGE_BYTES]
        for repair in (_as_it_is, _with_our_header, _with_our_first_page):
            _copy_of(path, wreck)
            repair(wreck, pattern)
            with closing(open_existing(wreck)) as old:
                if _can_be_asked(old):
                    return _take_over(old, new, wreck.stat().st_size)
    return ()


def _copy_of(path: Path, wreck: Path) -> None:
    make_private_file(wreck)
    shutil.copyfile(path, wreck)
    log = path.with_name(f"{path.name}-wal")
    wreck_log = wreck.with_name(f"{wreck.name}-wal")
    wreck_log.unlink(missing_ok=True)
    if log.exists():
        make_private_file(wreck_log)
        shutil.copyfile(log, wreck_log)


def _as_it_is(wreck: Path, pattern: bytes) -> None:
    del wreck, pattern


def _with_our_header(wreck: Path, pattern: bytes) -> None:
    """Write the header that a file of ours has, with as many pages as there are."""
    pages = wreck.stat().st_size // _PAGE_BYTES
    header = pattern[:28] + pages.to_bytes(4, "big") + bytes(8) + pattern[40:_HEADER_BYTES]
    _overwrite(wreck, header)


def _with_our_first_page(wreck: Path, pattern: bytes) -> None:
    """Write the whole first page: in a file that began with this schema the tables lie there."""
    _with_our_header(wreck, pattern)
    with wreck.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    _overwrite(wreck, header + pattern[_HEADER_BYTES:])


def _overwrite(wreck: Path, beginning: bytes) -> None:
    with wreck.open("r+b") as file:
        file.write(beginning)


def _can_be_asked(old: sqlite3.Connection) -> bool:
    """Tell whether the tables of a damaged database are known, however little they hold."""
    old.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        # Without it SQLite refuses a file that is shorter than its header says.
        old.execute("PRAGMA writable_schema = ON")
        old.execute("PRAGMA query_only = ON")
        return "operations" in _tables(old)
    except sqlite3.Error:
        return False


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of ours, the operations first because all others point to them."""
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
    """Read a table as far as that goes, and write what the new one takes."""
    table = new.name
    there = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
    columns = [name for name in new.columns_dict if name in there]
    if not columns:
        # An earlier version did not have it; otherwise nobody knows what it held.
        return Kept(table, 0, 0 if pragma(old, "user_version") < SCHEMA_VERSION else None)
    if "WITHOUT ROWID" in new.schema:
        rows, whole = _by_key(old, table, columns, new.pks)
    else:
        rows, whole = _by_rowid(old, table, columns, size)
    marks = ", ".join("?" for _ in columns)
    # The new file has a name for the device already; that of the old one stands.
    verb = "INSERT OR REPLACE" if table == "meta" else "INSERT"
    insert = f"{verb} INTO {table} ({', '.join(columns)}) VALUES ({marks})"
    kept = sum(_taken(new.db.conn, insert, row) for row in rows)
    if whole:
        return Kept(table, kept, len(rows) - kept)
    expected = _expected(old, table)
    return Kept(table, kept, None if expected is None else max(expected - kept, 0))


def _taken(new: sqlite3.Connection, insert: str, row: Row) -> bool:
    try:
        new.execute(insert, row)
    except sqlite3.IntegrityError:
        return False
    return True


def _by_key(
    old: sqlite3.Connection, table: str, columns: Sequence[str], keys: Sequence[str]
) -> tuple[list[Row], bool]:
    """Read a table from both of its ends, each as far as it can be read."""
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
    """Read ranges of row numbers, halved around what cannot be read."""
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
                at = int(str(number)) + 1
        except sqlite3.Error:
            whole = False
            if at < last:
                middle = (at + last) // 2
                ranges += [(middle + 1, last), (at, middle)]
    return [rows[number] for number in sorted(rows)], whole


def _last_rowid(old: sqlite3.Connection, table: str, size: int) -> int:
    """Return a row number that no row is above."""
    most = max(size // _ROW_BYTES, _NUMBERS_TRIED)
    found = _last_given(old, table)
    return most if found is None else min(max(found, 1), most)


def _expected(old: sqlite3.Connection, table: str) -> int | None:
    """Return how many rows there were: an index may tell, or the last number that was given."""
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
