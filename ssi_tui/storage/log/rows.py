"""Rows of the log as core values; a value that no version of ours writes is a ``ValueError``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import isfinite

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import PILLARS, Entry, Operation, OperationKind, Source, Tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Container, Sequence
    from typing import Any

ENTRY_COLUMNS = (
    "id, operation_id, day, at_utc, task, count, minutes, quality, note, source, origin_key"
)


# Asked of each row by index: a list of all effective operations would have as many as the log.
EFFECTIVE = "EXISTS (SELECT 1 FROM effective_operations AS done WHERE done.id = operation_id)"


def insert(connection: sqlite3.Connection, table: str, **values: object) -> None:
    """Write a row inside a transaction; what is not given stays ``NULL``."""
    marks = ", ".join("?" for _ in values)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )


def by_pillar(values: Sequence[float]) -> dict[str, float]:
    """Return the four columns of the pillars, none where there are no values."""
    return dict(zip(PILLARS, values, strict=False))


def instant_text(instant: datetime) -> str:
    """Return an aware instant as the text that is stored: UTC, ISO 8601, ending in Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


class OwnTasks:
    """The ids of the user's own tasks, each looked up once; the log never forgets one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: set[str] = set()

    def __contains__(self, task: object) -> bool:
        """Tell whether the log holds a task of that id."""
        if task not in self._known:
            found = self._connection.execute(
                "SELECT 1 FROM task_changes WHERE task = ? LIMIT 1", (task,)
            ).fetchone()
            if found is not None:
                self._known.add(str(task))
        return task in self._known


def _check_action(task: object, quality: object, own: Container[object]) -> None:
    """Check what a damaged file may hold instead; raises ``ValueError``."""
    action = ACTIONS.get(str(task))
    qualities = () if action is None else action.qualities
    known = action is not None or task in own
    if not known or not (quality is None or quality in qualities):
        raise ValueError(f"{task!r} of the quality {quality!r}")


def entry_of_row(row: Sequence[object], own: Container[object]) -> Entry:
    """Return a row of ``ENTRY_COLUMNS`` as an entry; raises ``ValueError`` for a damaged one.

    ``own`` are the ids of the user's own tasks.
    """
    identity, operation, day, at, task, count, minutes, quality, note, source, origin = row
    _check_action(task, quality, own)
    # In order, not by name, which takes longer: a log holds many of them.
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
    )


def operation_of_row(row: Sequence[Any]) -> Operation:
    """Return a row of id, instant, kind, device, day, end and number of entries as an operation."""
    identity, at, kind, device, day, undone_at, entries = row
    return Operation(
        id=identity,
        at=datetime.fromisoformat(at),
        kind=OperationKind(kind),
        device=device,
        day=None if day is None else date.fromisoformat(day),
        undone_at=_instant(undone_at),
        entries=entries,
    )


def tally_of_row(row: Sequence[Any], own: Container[object]) -> Tally:
    """Return a row of day, task, quality, count, minutes and the count without minutes."""
    day, task, quality, count, minutes, untimed = row
    _check_action(task, quality, own)
    if not isinstance(count, int) or not isfinite(minutes):
        raise ValueError(f"{count!r} in {minutes!r} minutes")
    return Tally(date.fromisoformat(day), task, quality, count, minutes, untimed)
