"""Rows of the log to core values and back; a value that we never write is a ``ValueError``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import wraps
from math import isfinite

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import PILLARS, Entry, Operation, OperationKind, Source, Tally
from ssi_tui.storage.database.errors import explained, readable
from ssi_tui.storage.database.fold import ORDER, effective

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Container, Sequence
    from typing import Any, Concatenate, ParamSpec, TypeVar

    from ssi_tui.storage.database.files import FilePath

    Given = ParamSpec("Given")
    Read = TypeVar("Read")
    Kind = TypeVar("Kind", bound="Rows")

ENTRY_COLUMNS = (
    "id, operation_id, day, at_utc, task, count, minutes, quality, note, source, origin_key, root"
)

EFFECTIVE = effective()

# A sum of whole numbers is the same in any order, to the last bit.
EXACT_MINUTES = "TOTAL(ROUND(minutes * 1e6)) / 1e6"


def insert(connection: sqlite3.Connection, table: str, **values: object) -> None:
    """Write a row inside a transaction; columns that are not given stay ``NULL``."""
    marks = ", ".join("?" for _ in values)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})",
        tuple(map(stored, values.values())),
    )


def stored(value: object) -> object:
    """Return a value as it is stored: weekdays (0 = Monday) are the bits of a number."""
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return sum(1 << day for day in value) if isinstance(value, frozenset) else value


def weekdays_of(mask: int) -> frozenset[int]:
    """Return the weekdays (0 = Monday) whose bits are set in a stored number."""
    return frozenset(weekday for weekday in range(7) if mask >> weekday & 1)


def fields_of(value: Any) -> dict[str, object]:
    """Return the fields of a value by name, for a table whose columns have the same names."""
    return {name: getattr(value, name) for name in value.__match_args__}


def by_pillar(values: Sequence[float]) -> dict[str, float]:
    """Return the values of the four pillar columns by name; none if there are no values."""
    return dict(zip(PILLARS, values, strict=False))


def instant_text(instant: datetime) -> str:
    """Return an aware instant as it is stored: ISO 8601 text in UTC, ending in Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def is_synced(connection: sqlite3.Connection) -> bool:
    """Tell whether machine files were turned on; no module of theirs is loaded."""
    return connection.execute("SELECT 1 FROM meta WHERE name = 'sync'").fetchone() is not None


def has_unsent(connection: sqlite3.Connection) -> bool:
    """Tell whether machine files are on and lack an operation."""
    some = "SELECT 1 FROM operations WHERE carried = 0 LIMIT 1"
    return is_synced(connection) and connection.execute(some).fetchone() is not None


class OwnTasks:
    """The set of ids of the user's own tasks, each looked up once: the log never loses one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: set[str] = set()

    def __contains__(self, task: object) -> bool:
        """Tell whether the log has a task with that id."""
        if task not in self._known:
            found = self._connection.execute(
                "SELECT 1 FROM task_changes WHERE task = ? LIMIT 1", (task,)
            ).fetchone()
            if found is not None:
                self._known.add(str(task))
        return task in self._known


def is_task(task: object, own: Container[object]) -> bool:
    """Tell whether a task is known; ``own`` holds the ids of the user's own tasks.

    What is logged of one that is not counts once another machine's change that adds it is here.
    """
    return task in ACTIONS or task in own


def _check_action(task: object, quality: object) -> None:
    """Check task and quality of a row of a possibly damaged file; raises ``ValueError``."""
    action = ACTIONS.get(str(task))
    if not isinstance(task, str) or quality not in (None, *(action.qualities if action else ())):
        raise ValueError(f"{task!r} of the quality {quality!r}")


def entry_of_row(row: Sequence[object]) -> Entry:
    """Return a row of ``ENTRY_COLUMNS`` as an entry; raises ``ValueError`` for a damaged one."""
    identity, operation, day, at, task, count, minutes, quality, note, source, origin, root = row
    _check_action(task, quality)
    # Positional arguments are quicker, and a log has many entries.
    return Entry(
        str(identity),
        str(operation),
        date.fromisoformat(str(day)),
        _instant(None if at is None else str(at)),
        str(task),
        int(str(count)),
        None if minutes is None else float(str(minutes)),
        None if quality is None else str(quality),
        None if note is None else str(note),
        Source(str(source)),
        None if origin is None else str(origin),
        None if root is None else str(root),
    )


def operation_of_row(row: Sequence[Any]) -> Operation:
    """Return a row of id, at_utc, kind, day, undone_at and entries as an operation."""
    identity, at, kind, day, undone_at, entries = row
    return Operation(
        id=identity,
        at=datetime.fromisoformat(at),
        kind=OperationKind(kind),
        day=None if day is None else date.fromisoformat(day),
        undone_at=_instant(undone_at),
        entries=entries,
    )


def tally_of_row(row: Sequence[Any]) -> Tally:
    """Return a row of day, task, quality, count, minutes and count without minutes as a tally."""
    day, task, quality, count, minutes, untimed = row
    _check_action(task, quality)
    if not isinstance(count, int) or not isfinite(minutes):
        raise ValueError(f"{count!r} in {minutes!r} minutes")
    return Tally(date.fromisoformat(day), task, quality, count, minutes, untimed)


class Rows:
    """The tables of one topic of the log; they are written inside a transaction of the store.

    With ``until`` they are read as the operation of that number (``seq``) left them.
    """

    def __init__(
        self, path: FilePath, connection: sqlite3.Connection, until: int | None = None
    ) -> None:
        self.path = path
        self.connection = connection
        self.left_by = until
        self.effective = effective(until=until)

    def _add(self, table: str, operation_id: str, **values: object) -> None:
        insert(self.connection, table, operation_id=operation_id, **values)

    def _row(self, sql: str, *values: object) -> Any:
        with explained(self.path):
            return self.connection.execute(sql, values).fetchone()

    def _rows(self, select: str, order: str = ORDER) -> list[tuple[Any, ...]]:
        sql = f"{select} WHERE {self.effective} ORDER BY {order}"
        return self.connection.execute(sql).fetchall()


def reads(
    method: Callable[Concatenate[Kind, Given], Read],
) -> Callable[Concatenate[Kind, Given], Read]:
    """Make a method that reads rows raise ``DatabaseUnusableError`` for any it cannot read."""

    @wraps(method)
    def reading(rows: Kind, /, *given: Given.args, **named: Given.kwargs) -> Read:
        with readable(rows.path):
            return method(rows, *given, **named)

    return reading
