"""Operations, entries and an independent answer to what is live, for the tests of storage."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ssi_tui.core.model import Entry, OperationKind, Source
from ssi_tui.core.value import replace
from ssi_tui.storage.database.ids import key_of_id
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
        copy = replace(
            entry,
            id=store.new_id(MORNING),
            operation_id=operation,
            count=count,
            root=entry.root or entry.id,
        )
        store.add_entries([copy])
    return copy


def undo(store: Store) -> str:
    """Undo the last operation and return its id."""
    with store.transaction():
        operation = store.last_operation()
        assert operation is not None
        store.turn(operation.id, MORNING, undo=True)
    return operation.id


def redo(store: Store) -> str:
    """Redo the operation that was undone last and return its id."""
    with store.transaction():
        operation = store.next_redo()
        assert operation is not None
        store.turn(operation.id, MORNING, undo=False)
    return operation.id


def live_tasks(store: Store) -> list[str]:
    """Return the tasks of the live entries, in order of writing."""
    return [entry.task for entry in store.entries(date.min, date.max)]


def live_by_flag(store: Store) -> set[str]:
    """Return the ids of the entries whose column says that they are live."""
    found = store.connection.execute("SELECT id FROM entries WHERE live = 1").fetchall()
    return {identity for (identity,) in found}


def live_by_rule(store: Store) -> set[str]:
    """Return the ids of the entries that are live by the rules, worked out without SQL."""
    query = store.connection.execute
    operations = {
        row[0]: row[1:]
        for row in query("SELECT id, stamp, kind, of, import_id FROM operations ORDER BY stamp, id")
    }

    def undone(identity: str) -> bool:
        turns = [
            kind
            for _, kind, of, brought_by in operations.values()
            if of == identity and not (brought_by and undone(brought_by))
        ]
        return turns[-1:] == ["undo"]

    effective = {
        identity
        for identity, (*_, brought_by) in operations.items()
        if not undone(identity) and not (brought_by and undone(brought_by))
    }
    gone = query("SELECT entry_id, operation_id, reason FROM supersessions").fetchall()
    names = "id, operation_id, root, origin_key, old_key"
    entries = [_Version(*row) for row in query(f"SELECT {names} FROM entries ORDER BY seq")]
    live = set()
    for thing in _things(entries):
        firsts = [one for one in thing if one.root is None]
        ended = any(
            entry in {one.id for one in firsts}
            and operation in effective
            and operations[operation][1] != "import"
            for entry, operation, _ in gone
        )
        able = [
            one
            for one in thing
            if one.operation in effective
            and not any(entry == one.id and by in effective for entry, by, _ in gone)
            and (one.root is not None or not ended)
            and (one.root is not None or not _decided(one, thing, operations, undone, gone))
        ]
        able.sort(key=lambda one: (operations[one.operation][0], one.operation))
        copies = [one for one in able if one.root is not None]
        live |= {one.id for one in copies[-1:] or able[:1]}
    return live


@dataclass(frozen=True, slots=True)
class _Version:
    id: str
    operation: str
    root: str | None
    origin_key: str | None
    old_key: str | None


def _things(entries: Sequence[_Version]) -> list[list[_Version]]:
    """Return the entries by thing: those whose keys meet, also through a third."""
    there = {one.origin_key for one in entries}
    groups: list[tuple[set[str], list[_Version]]] = []
    for one in entries:
        keys = {one.origin_key or one.root or one.id}
        keys |= {key for key in (one.old_key,) if key is not None}
        keys |= {key_of_id(one.id)} & there
        members = [one]
        for other in [group for group in groups if group[0] & keys]:
            groups.remove(other)
            keys |= other[0]
            members = other[1] + members
        groups.append((keys, members))
    return [members for _, members in groups]


def _decided(
    one: _Version,
    thing: Sequence[_Version],
    operations: Mapping[str, Sequence[Any]],
    undone: Callable[[str], bool],
    gone: Sequence[tuple[str, str, str]],
) -> bool:
    """Tell whether a row of a CSV log is an entry that is here in its own right."""
    for held in thing:
        _, kind, _, brought_by = operations[held.operation]
        if (
            held is not one
            and key_of_id(held.id) == one.origin_key
            and not (brought_by and undone(brought_by))
            and not (kind == "import" and undone(held.operation))
            and (held.id, "already imported") not in {(entry, why) for entry, _, why in gone}
        ):
            return True
    return False
