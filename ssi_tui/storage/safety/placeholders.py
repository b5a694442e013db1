"""Operations that take the place of lost ones, so that what they wrote can be kept."""

import sqlite3
from collections import Counter
from datetime import UTC, date, datetime

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import OperationKind
from ssi_tui.core.routine.task_checks import task_id, task_label
from ssi_tui.storage.database.ids import is_our_id

_DEVICE = "salvaged"
_EPOCH = "1970-01-01T00:00:00.000Z"
# Ids hold an instant of our time; anything later is damage.
_LATEST_MILLISECONDS = 4_102_444_800_000

_KINDS = {
    "operations": OperationKind.IMPORT,
    "entries": OperationKind.TICK,
    "supersessions": OperationKind.VOID,
    "profile_changes": OperationKind.PROFILE,
    "workday_changes": OperationKind.PROFILE,
    "target_changes": OperationKind.ROUTINE,
    "task_changes": OperationKind.ROUTINE,
    "time_off": OperationKind.TIME_OFF,
    "time_off_removals": OperationKind.TIME_OFF_REMOVED,
    "readings": OperationKind.READING,
    "clock_stretches": OperationKind.CLOCK,
}


def _references(connection: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    """Return (table, column, the table it points to, the column there) of every reference."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name <> 'operations', rowid"
    ).fetchall()
    return [
        (table, row[3], row[2], row[4])
        for (table,) in tables
        for row in connection.execute(f"PRAGMA foreign_key_list({table})")
    ]


def _missing(table: str, column: str, parent: str, target: str) -> str:
    return (
        f"FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {target} "
        f"FROM {parent})"
    )


def put_in(connection: sqlite3.Connection) -> None:
    """Write an operation for each one that rows point to and that is not there.

    It counts as undone where none of its entries is live.
    """
    for reference in _references(connection):
        table, column, parent, _ = reference
        if parent != "operations":
            continue
        lost = connection.execute(f"SELECT DISTINCT {column} {_missing(*reference)} ORDER BY 1")
        for (identity,) in lost.fetchall():
            at = _instant(str(identity))
            connection.execute(
                "INSERT OR IGNORE INTO operations (seq, id, at_utc, kind, device, redo_ended, "
                "undone_at) VALUES (?, ?, ?, ?, ?, 1, CASE WHEN EXISTS (SELECT 1 FROM entries "
                "WHERE operation_id = ?2) AND NOT EXISTS (SELECT 1 FROM entries "
                "WHERE operation_id = ?2 AND live = 1) THEN ?3 END)",
                (
                    _place(connection, str(identity)),
                    identity,
                    at,
                    _KINDS.get(table, OperationKind.NOTE).value,
                    _DEVICE,
                ),
            )


def name_tasks(connection: sqlite3.Connection) -> None:
    """Write a task for each one that entries are of and of which nothing else is left.

    It is worth nothing, but what was logged of it can be read.
    """
    found = connection.execute(
        "SELECT task, MIN(operation_id) FROM entries WHERE task NOT IN "
        "(SELECT task FROM task_changes) GROUP BY task ORDER BY task"
    ).fetchall()
    for task, operation in found:
        try:
            named = task_label(task_id(task))
        except RefusedError:
            continue
        connection.execute(
            "INSERT INTO task_changes (operation_id, task, label, valid_from) VALUES (?, ?, ?, ?)",
            (operation, task, named, date.min.isoformat()),
        )


def _instant(identity: str) -> str:
    """Return when an operation was made, which its id tells."""
    milliseconds = int(identity[:12], 16) if is_our_id(identity) else 0
    if not 0 < milliseconds < _LATEST_MILLISECONDS:
        return _EPOCH
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _place(connection: sqlite3.Connection, identity: str) -> int:
    """Return the first free place after the operations that were made before."""
    (before,) = connection.execute(
        "SELECT COALESCE((SELECT seq FROM operations WHERE id < ? ORDER BY id DESC LIMIT 1), 0)",
        (identity,),
    ).fetchone()
    place = int(before) + 1
    while connection.execute("SELECT 1 FROM operations WHERE seq = ?", (place,)).fetchone():
        place += 1
    return place


def drop_orphans(connection: sqlite3.Connection) -> Counter[str]:
    """Take out rows that point to lost ones, and count them by table."""
    gone: Counter[str] = Counter()
    references = _references(connection)
    found = True
    while found:
        found = False
        for reference in references:
            count = connection.execute(f"DELETE {_missing(*reference)}").rowcount
            gone[reference[0]] += count
            found = found or count > 0
    return +gone
