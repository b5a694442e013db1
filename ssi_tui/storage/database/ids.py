"""Globally unique ids of rows, and keys that tell the rows of a CSV log apart."""

import os
from collections.abc import Sequence

_DIGITS = frozenset("0123456789abcdef")


def new_id(milliseconds: int, serial: int) -> str:
    """Return a globally unique id that sorts by time: 32 hexadecimal digits.

    48 bits of milliseconds since 1970, 16 bits of serial number, 64 random bits.
    """
    return f"{milliseconds & (1 << 48) - 1:012x}{serial & 0xFFFF:04x}{os.urandom(8).hex()}"


def new_ids(milliseconds: Sequence[int], serial: int) -> list[str]:
    """Return an id for each of many instants, as ``new_id`` does; serial numbers count up."""
    random = os.urandom(8 * len(milliseconds)).hex()
    return [
        f"{at & (1 << 48) - 1:012x}{serial + n & 0xFFFF:04x}{random[16 * n : 16 * n + 16]}"
        for n, at in enumerate(milliseconds)
    ]


def is_our_id(text: str) -> bool:
    """Tell whether a text has the form of our ids."""
    return len(text) == 32 and _DIGITS.issuperset(text)


def id_beside(identity: str, operation: str) -> str:
    """Return the id of an entry of an operation whose own id is that of another entry."""
    import hashlib

    return hashlib.sha256(f"{identity} {operation}".encode()).hexdigest()[:32]


def key_of_id(identity: str) -> str:
    """Return the origin key of a CSV row that has an id."""
    return key_of_columns(f"id {identity}", 1)


def key_of_columns(columns: str, number: int) -> str:
    """Return the origin key of a CSV row without an id; ``number`` tells equal rows apart."""
    # Imported here because only an import needs it, not each prompt and tick.
    import hashlib

    return f"log:{hashlib.sha256(columns.encode()).hexdigest()[:32]}:{number}"
