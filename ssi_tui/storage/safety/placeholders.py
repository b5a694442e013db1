"""Operations that take the place of lost ones, so that what they wrote can be kept."""

from collections import Counter
from datetime import UTC, date, datetime

from sqlite_utils import Database
from sqlite_utils.db import ForeignKey, Table

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


def mend(database: Database) -> Counter[str]:
    """Let all rows of a salvaged log point to something, and count by table those taken out."""
    _put_in(database)
    _name_tasks(database)
    return _drop_orphans(database)


def _references(database: Database) -> list[ForeignKey]:
    return [reference for table in database.tables for reference in table.foreign_keys]


def _missing(reference: ForeignKey) -> str:
    """Return the condition of the rows that point to what is not there."""
    column = reference.column
    there = f"SELECT {reference.other_column} FROM {reference.other_table}"
    return f"{column} IS NOT NULL AND {column} NOT IN ({there})"


def _put_in(database: Database) -> None:
    """Write an operation for each one that rows point to and that is not there.

    It counts as undone where none of its entries is live.
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
                    "at_utc": at,
                    "kind": _KINDS.get(table.name, OperationKind.NOTE).value,
                    "device": _DEVICE,
                    "redo_ended": 1,
                    "undone_at": at if live and not any(live) else None,
                },
                ignore=True,
            )


def _name_tasks(database: Database) -> None:
    """Write a task for each one that entries are of and of which nothing else is left.

    It is worth nothing, but what was logged of it can be read.
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
    """Return when an operation was made, which its id tells."""
    milliseconds = int(identity[:12], 16) if is_our_id(identity) else 0
    if not 0 < milliseconds < _LATEST_MILLISECONDS:
        return _EPOCH
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _place(operations: Table, identity: str) -> int:
    """Return the first free place after the operations that were made before."""
    before = operations.rows_where("id < ?", [identity], select="seq", order_by="id DESC", limit=1)
    place = 1 + next((int(row["seq"]) for row in before), 0)
    while operations.count_where("seq = ?", [place]):
        place += 1
    return place


def _drop_orphans(database: Database) -> Counter[str]:
    """Take out rows that point to lost ones, and count them by table."""
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
