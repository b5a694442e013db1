"""Rows of the log as core values; a value that no version of ours writes is a ``ValueError``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import isfinite

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import Entry, Operation, OperationKind, Source, Tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

ENTRY_COLUMNS = (
    "id, operation_id, day, at_utc, task, count, minutes, quality, note, source, origin_key"
)


def instant_text(instant: datetime) -> str:
    """Return an aware instant as the text that is stored: UTC, ISO 8601, ending in Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _check_action(task: object, quality: object) -> None:
    """Check what a damaged file may hold instead; raises ``ValueError``."""
    action = ACTIONS.get(str(task))
    if action is None or not (quality is None or quality in action.qualities):
        raise ValueError(f"{task!r} of the quality {quality!r}")


def entry_of_row(row: Sequence[object]) -> Entry:
    """Return a row of ``ENTRY_COLUMNS`` as an entry; raises ``ValueError`` for a damaged one."""
    identity, operation, day, at, task, count, minutes, quality, note, source, origin = row
    _check_action(task, quality)
    return Entry(
        id=str(identity),
        operation_id=str(operation),
        day=date.fromisoformat(str(day)),
        at=_instant(None if at is None else str(at)),
        task=str(task),
        count=int(str(count)),
        minutes=None if minutes is None else float(str(minutes)),
        quality=None if quality is None else str(quality),
        note=None if note is None else str(note),
        source=Source(str(source)),
        origin_key=None if origin is None else str(origin),
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


def tally_of_row(row: Sequence[Any]) -> Tally:
    """Return a row of day, task, quality, count, minutes and the count without minutes."""
    day, task, quality, count, minutes, untimed = row
    _check_action(task, quality)
    if not isinstance(count, int) or not isfinite(minutes):
        raise ValueError(f"{count!r} in {minutes!r} minutes")
    return Tally(date.fromisoformat(day), task, quality, count, minutes, untimed)
