"""Placeholders for lost operations and tasks, so that the rows that refer to them can be kept."""

from collections import Counter
from datetime import UTC, date, datetime

from sqlite_utils import Database
from sqlite_utils.db import ForeignKey, Table

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import OperationKind
from ssi_tui.core.routine.task_checks import task_id, task_label
from ssi_tui.storage.database.ids import is_our_id
from ssi_tui.storage.database.operation_set import keep_roots, keep_undos
from ssi_tui.storage.database.stamps import milliseconds

_DEVICE = "salvaged"
_EPOCH = "1970-01-01T00:00:00.000Z"
# Ids contain an instant; one after the year 2100 is damage.
_LATEST_MILLISECONDS = 4_102_444_800_000

_KINDS = {
    "operations": OperationKind.IMPORT,
    "entries": OperationKind.TICK,
    "supersessions": OperationKind.VOID,
    "profile_changes": OperationKind.PROFILE,
    "workday_changes": OperationKind.PROFILE,
    "target_changes": OperationKind.ROUTINE,
    "week_target_changes": OperationKind.ROUTINE,
    "task_changes": OperationKind.ROUTINE,
    "time_off": OperationKind.TIME_OFF,
    "time_off_removals": OperationKind.TIME_OFF_REMOVED,
    "readings": OperationKind.READING,
    "clock_stretches": OperationKind.CLOCK,
    "analytics_days": OperationKind.ANALYTICS,
}


def mend(database: Database) -> Counter[str]:
    """Make every reference of a salvaged log valid, and return the deleted rows by table."""
    _put_in(database)
    keep_undos(database.conn)
    keep_roots(database.conn)
    _name_tasks(database)
    return _drop_orphans(database)


def _references(database: Database) -> list[ForeignKey]:
    return [reference for table in database.tables for reference in table.foreign_keys]


def _missing(reference: ForeignKey) -> str:
    """Return the SQL condition for rows that refer to a row that is missing."""
    column = reference.column
    there = f"SELECT {reference.other_column} FROM {reference.other_table}"
    return f"{column} IS NOT NULL AND {column} NOT IN ({there})"


def _put_in(database: Database) -> None:
    """Write an operation for each missing one that rows refer to.

    It counts as undone if it has entries and none of them is live.
    """
    operations, entries = database.table("operations"), database.table("entries")
    for reference in _references(database):
        if reference.other_table != operations.name:
            continue
        column = f"DISTINCT {reference.column} AS id"
        table = database.table(reference.table)
        lost = table.rows_where(_missing(reference), select=column, order_by="id")
        for identity in [str(row["id"]) for row in lost]:
            written = entries.rows_where("operation_id = ?", [identity], select="live")
            live = [row["live"] for row in written]
            at = _instant(identity)
            operations.insert(
                {
                    "seq": _place(operations, identity),
                    "id": identity,
                    "stamp": milliseconds(at),
                    "at_utc": at,
                    "kind": _KINDS.get(table.name, OperationKind.NOTE).value,
                    "device": _DEVICE,
                    "redo_ended": 1,
                    "undone_at": at if live and not any(live) else None,
                },
                ignore=True,
            )


def _name_tasks(database: Database) -> None:
    """Write a task definition for each lost task that entries name.

    It has no points, but its entries can be read.
    """
    found = database.table("entries").rows_where(
        "task NOT IN (SELECT task FROM task_changes) GROUP BY task",
        select="MIN(operation_id) AS operation_id, task",
        order_by="task",
    )
    for row in list(found):
        try:
            named = task_label(task_id(row["task"]))
        except RefusedError:
            continue
        change = {**row, "label": named, "valid_from": date.min.isoformat()}
        database.table("task_changes").insert(change)


def _instant(identity: str) -> str:
    """Return when an operation was made, as its id says; 1970 if that makes no sense."""
    milliseconds = int(identity[:12], 16) if is_our_id(identity) else 0
    if not 0 < milliseconds < _LATEST_MILLISECONDS:
        return _EPOCH
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _place(operations: Table, identity: str) -> int:
    """Return the first free ``seq`` after the operations with smaller ids."""
    before = operations.rows_where("id < ?", [identity], select="seq", order_by="id DESC", limit=1)
    place = 1 + next((int(row["seq"]) for row in before), 0)
    while operations.count_where("seq = ?", [place]):
        place += 1
    return place


def _drop_orphans(database: Database) -> Counter[str]:
    """Delete the rows that refer to lost rows, and count them by table."""
    gone: Counter[str] = Counter()
    references = _references(database)
    found = True
    while found:
        found = False
        for reference in references:
            table, missing = database.table(reference.table), _missing(reference)
            if count := table.count_where(missing):
                table.delete_where(missing)
                gone[table.name] += count
                found = True
    return gone
