"""Operations, entries and an independent answer to what is live, for the tests of storage."""

from datetime import date

from ssi_tui.core.model import Entry, OperationKind, Source
from ssi_tui.storage.log.store import Store
from tests.logs import MONDAY, MORNING


def entry_of(
    store: Store,
    operation: str,
    task: str = "comment",
    *,
    day: date = MONDAY,
    count: int = 1,
    origin_key: str | None = None,
) -> Entry:
    """Return a new entry of an operation, written on that Monday morning."""
    return Entry(
        id=store.new_id(MORNING),
        operation_id=operation,
        day=day,
        at=MORNING,
        task=task,
        count=count,
        source=Source.IMPORT if origin_key else Source.CLI,
        origin_key=origin_key,
    )


def tick(
    store: Store, *tasks: str, origin_key: str | None = None, day: date = MONDAY
) -> tuple[str, list[Entry]]:
    """Write one operation with an entry for each task; return its id and the entries."""
    kind = OperationKind.IMPORT if origin_key else OperationKind.TICK
    with store.transaction():
        operation = store.add_operation(kind, MORNING, day)
        entries = [
            entry_of(store, operation, task, origin_key=origin_key, day=day) for task in tasks
        ]
        store.add_entries(entries)
    return operation, entries


def void(store: Store, entry: Entry) -> str:
    """Write an operation that supersedes an entry; return its id."""
    with store.transaction():
        operation = store.add_operation(OperationKind.VOID, MORNING, entry.day)
        store.supersede(entry.id, operation, "voided")
    return operation


def replaced(store: Store, entry: Entry, count: int) -> Entry:
    """Write an operation that supersedes an entry by a copy with another count."""
    with store.transaction():
        operation = store.add_operation(OperationKind.TAKE_BACK, MORNING, entry.day)
        store.supersede(entry.id, operation, "taken back")
        copy = entry_of(
            store, operation, entry.task, day=entry.day, count=count, origin_key=entry.origin_key
        )
        store.add_entries([copy])
    return copy


def undo(store: Store) -> str:
    """Undo the last operation and return its id."""
    with store.transaction():
        operation = store.last_operation()
        assert operation is not None
        store.mark_undone(operation.id, MORNING)
    return operation.id


def redo(store: Store) -> str:
    """Redo the operation that was undone last and return its id."""
    with store.transaction():
        operation = store.next_redo()
        assert operation is not None
        store.mark_undone(operation.id, None)
    return operation.id


def live_tasks(store: Store) -> list[str]:
    """Return the tasks of the live entries, in order of writing."""
    return [entry.task for entry in store.entries(date.min, date.max)]


def live_by_flag(store: Store) -> set[str]:
    """Return the ids of the entries whose column says that they are live."""
    found = store.connection.execute("SELECT id FROM entries WHERE live = 1").fetchall()
    return {identity for (identity,) in found}


def live_by_rule(store: Store) -> set[str]:
    """Return the ids of the entries that are live by the rule, worked out without SQL.

    An entry is live while its operation is effective and no effective operation supersedes it; an
    operation is effective while neither it nor the import that brought it is undone.
    """
    query = store.connection.execute
    operations = query("SELECT id, undone_at, import_id FROM operations").fetchall()
    undone = {identity for identity, at, _ in operations if at is not None}
    effective = {
        identity
        for identity, _, brought_by in operations
        if identity not in undone and brought_by not in undone
    }
    superseded = {
        entry
        for entry, operation in query("SELECT entry_id, operation_id FROM supersessions")
        if operation in effective
    }
    return {
        identity
        for identity, operation in query("SELECT id, operation_id FROM entries")
        if operation in effective and identity not in superseded
    }
