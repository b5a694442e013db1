"""The lines of machine files: each is a fact by itself, whatever stands before or after it.

A line is the CRC-32 of its JSON as eight hexadecimal digits, a space, the JSON, and a line feed.
Whether it holds is told by the line alone, so that all machines judge it alike.
"""

import json
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ssi_tui.core.control_chars import inert_json
from ssi_tui.core.model import OperationKind
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.database.connection import SCHEMA_VERSION
from ssi_tui.storage.database.ids import is_our_id
from ssi_tui.storage.database.stamps import STAMPS_END
from ssi_tui.storage.database.switch import is_device

VERSION = 1
LEVEL = SCHEMA_VERSION
"""What this program understands: one of a higher level reads again what was newer."""
MOST_BYTES = 16 * 1024 * 1024
"""A longer line is damaged."""

# An operation with more than this is written as several lines.
_SPLIT_BYTES = 4 * 1024 * 1024
_OPERATION = ("id", "stamp", "at_utc", "kind", "device", "day", "of", "by")
_KINDS = frozenset(kind.value for kind in OperationKind)
# What a table is told by the line, or works out by itself.
_NOT_WRITTEN = frozenset({"operation_id", "live", "thing"})

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


class DamagedError(ValueError):
    """A line is not what was written; the message says why."""


class NewerError(ValueError):
    """A line holds what only a newer version of the program understands."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a file: the machine that writes it, its earlier ids, and its settings."""

    device: str
    name: str
    was: tuple[str, ...]
    day_start_hour: int
    week_start: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An operation and rows of it, or some of them, by table; columns without a value are left out.

    ``operation`` has ``id``, ``stamp`` (milliseconds since 1970), ``at_utc``, ``kind``, ``device``,
    and where they apply ``day``, ``of`` (the operation that it undoes or redoes) and ``by`` (the
    import that brought it).
    """

    operation: Row
    rows: Rows


def head_line(head: Head) -> bytes:
    """Return the line that heads a file."""
    return _line(
        {
            "v": VERSION,
            "device": head.device,
            "name": head.name,
            "was": head.was,
            "day_start_hour": head.day_start_hour,
            "week_start": head.week_start,
        }
    )


def fact_lines(fact: Fact) -> Iterator[bytes]:
    """Yield the line of an operation; of a large one several, each with a part of its rows."""
    operation = written(fact.operation)
    part: dict[str, list[Row]] = {}
    size = 0
    for table, rows in fact.rows.items():
        for row in rows:
            kept = written(row)
            length = len(json.dumps(kept))
            if part and size + length > _SPLIT_BYTES:
                yield _line({"v": VERSION, "op": operation, "rows": part})
                part, size = {}, 0
            part.setdefault(table, []).append(kept)
            size += length
    yield _line({"v": VERSION, "op": operation, "rows": part})


def written(row: Row) -> dict[str, Any]:
    """Return what is written of a row: no column without a value, and nothing that is derived."""
    return {
        name: value for name, value in row.items() if value is not None and name not in _NOT_WRITTEN
    }


def _line(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    raw = inert_json(text).encode()
    return b"%08x %b\n" % (zlib.crc32(raw), raw)


def read_line(line: bytes) -> Head | Fact:
    """Return what a line without its end says; raises ``DamagedError`` and ``NewerError``."""
    value = _value(line)
    return _fact(value) if "op" in value else _head(value)


def peek(line: bytes) -> tuple[str, bool] | None:
    """Return the id of the operation of a line, and whether it has entries; ``None`` for others.

    It is quicker than to read the line, and raises as that does.
    """
    value = _value(line)
    if "op" not in value:
        return None
    operation, rows = value["op"], value.get("rows")
    _hold(isinstance(operation, dict) and isinstance(rows, dict))
    return str(operation.get("id")), "entries" in value["rows"]


def _value(line: bytes) -> Row:
    raw = line.removesuffix(b"\r")
    if len(raw) > MOST_BYTES:
        raise DamagedError("it is too long")
    if raw[:9] != b"%08x " % zlib.crc32(raw[9:]):
        raise DamagedError("its checksum is wrong")
    try:
        value = json.loads(raw[9:].decode(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise DamagedError("it is no JSON") from error
    _hold(isinstance(value, dict) and type(value.get("v")) is int)
    if value["v"] != VERSION:
        raise NewerError(f"version {value['v']}")
    return dict(value)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _hold(fits: bool) -> None:
    if not fits:
        raise DamagedError("it has another form")


def _head(value: Row) -> Head:
    device, name, was = value.get("device"), value.get("name"), value.get("was")
    hour, start = value.get("day_start_hour"), value.get("week_start")
    _hold(is_device(device) and isinstance(name, str) and _is_text(name))
    _hold(isinstance(was, list) and all(map(is_device, was)))
    _hold(type(hour) is int and 0 <= hour < 24 and start in ("monday", "sunday"))
    return Head(str(device), str(name), tuple(was or ()), int(hour or 0), str(start))


def _fact(value: Row) -> Fact:
    operation, rows = value["op"], value.get("rows")
    _hold(isinstance(operation, dict) and isinstance(rows, dict))
    _known(operation, _OPERATION)
    for name in ("id", "of", "by"):
        _hold(is_our_id(str(operation.get(name, "0" * 32))))
    stamp = operation.get("stamp")
    _hold(type(stamp) is int and 0 <= stamp < STAMPS_END)
    _hold(is_device(operation.get("device")) and isinstance(operation.get("at_utc"), str))
    if operation.get("kind") not in _KINDS:
        raise NewerError(f"kind {str(operation.get('kind'))[:20]}")
    for table, found in (rows or {}).items():
        if table not in COLUMNS or table == "operations":
            raise NewerError(f"table {table[:20]}")
        _hold(isinstance(found, list))
        for row in found:
            _hold(isinstance(row, dict))
            _known(row, COLUMNS[table])
    return Fact(operation, rows or {})


def _known(row: Row, columns: Sequence[str]) -> None:
    """Check that a row has no other columns, and in each a text or a number that SQLite holds."""
    for name, cell in row.items():
        if name not in columns or name in _NOT_WRITTEN:
            raise NewerError(f"column {name[:20]}")
        _hold(
            (type(cell) is int and -(1 << 63) <= cell < 1 << 63)
            or (type(cell) is float and math.isfinite(cell))
            or (type(cell) is str and _is_text(cell))
        )


def _is_text(text: str) -> bool:
    """Tell whether a text can be written: JSON may hold halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
