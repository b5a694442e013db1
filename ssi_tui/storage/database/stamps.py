"""What a log from before version 11 of the schema lacks, worked out from what it holds.

A database that is upgraded and an export of schema 1 get the same from here, on all machines.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from ssi_tui.storage.database.ids import is_our_id

STAMPS_END = 7_258_118_400_000
"""The first millisecond since 1970 that no stamp has: 2200 begins. Such a line is damaged."""


def milliseconds(instant: str) -> int:
    """Return the milliseconds from 1970 to a stored instant, 0 for one that no stamp can have."""
    return _bounded(round(datetime.fromisoformat(instant).timestamp() * 1000))


def _bounded(at: int) -> int:
    return at if 0 <= at < STAMPS_END else 0


def stamps_of(operations: Iterable[Mapping[str, object]]) -> dict[str, int]:
    """Return the stamp of each operation, given in order of writing.

    It is the time in its id; those that were written where they are also keep their order.
    """
    stamps: dict[str, int] = {}
    last = -1
    for row in operations:
        identity = str(row["id"])
        at = _bounded(int(identity[:12], 16)) if is_our_id(identity) else 0
        if row.get("import_id") is None:
            at = last = max(at, last + 1)
        stamps[identity] = at
    return stamps


def undo_of(row: Mapping[str, object], stamp: int) -> dict[str, object]:
    """Return the operation that has undone one with a stamp, from its mark; equal everywhere."""
    # Imported here because stamps are also made by each tick.
    import hashlib

    target, undone_at = str(row["id"]), str(row["undone_at"])
    at = milliseconds(undone_at)
    digest = hashlib.sha256(f"undo{target}{undone_at}".encode()).hexdigest()
    return {
        "id": f"{at:012x}{digest[:20]}",
        "stamp": max(at, stamp + 1),
        "at_utc": undone_at,
        "kind": "undo",
        "device": row["device"],
        "of": target,
        "import_id": row.get("import_id"),
    }


def roots_of(
    superseded: Iterable[tuple[str, str]], written: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Return the first version of each entry that is a copy.

    Both are pairs of an operation, in order of writing and no import, and an entry. One that
    superseded a single entry and wrote a single one has made a copy of it.
    """
    before, after = _single(superseded), _single(written)
    roots: dict[str, str] = {}
    for operation, entry in after.items():
        if operation in before:
            old = before[operation]
            roots[entry] = roots.get(old, old)
    return roots


def _single(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    several = set()
    for operation, entry in pairs:
        if operation in found:
            several.add(operation)
        found[operation] = entry
    return {operation: entry for operation, entry in found.items() if operation not in several}
