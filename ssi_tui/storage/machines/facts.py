"""Operations of the log with their rows, as machine files say them."""

import json
import sqlite3
from collections.abc import Iterable

from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.machines.lines import Fact, Row, written

_OPERATION = "id, stamp, at_utc, kind, device, day, of, import_id"
_NAMES = ("id", "stamp", "at_utc", "kind", "device", "day", "of", "by")
_AMONG = "IN (SELECT value FROM json_each(?))"
# Their rows have no order of writing.
_WITHOUT_ORDER = frozenset({"supersessions", "time_off_removals", "reading_peers"})
# What is somebody's own words is left out where notes are not to be sent: whole rows, or a value.
_WORDS = frozenset({"day_notes", "review_notes"})
_VALUES = {"entries": "note", "time_off": "reason"}

Said = frozenset[object]
"""All that a fact says, as a set: what two of an operation say together is their union."""


def facts_of(
    connection: sqlite3.Connection, operations: Iterable[str], *, notes: bool
) -> dict[str, Fact]:
    """Return operations by id as machine files say them, in order of writing.

    Without ``notes``, nothing that is in the user's own words is in them.
    """
    among = json.dumps(list(operations))
    found = connection.execute(
        f"SELECT {_OPERATION} FROM operations WHERE id {_AMONG} ORDER BY seq", (among,)
    ).fetchall()
    rows: dict[str, dict[str, list[Row]]] = {row[0]: {} for row in found}
    for table, columns in COLUMNS.items():
        if table == "operations":
            continue
        order = "" if table in _WITHOUT_ORDER else "ORDER BY seq"
        query = f"SELECT {', '.join(columns)} FROM {table} WHERE operation_id {_AMONG} {order}"
        for values in connection.execute(query, (among,)).fetchall():
            row = dict(zip(columns, values, strict=True))
            if notes or _is_sent(table, row):
                rows[row["operation_id"]].setdefault(table, []).append(written(row))
    return {
        row[0]: Fact(written(dict(zip(_NAMES, row, strict=True))), rows[row[0]]) for row in found
    }


def _is_sent(table: str, row: dict[str, object]) -> bool:
    """Tell whether a row is sent where notes are not, and take out of it what is not."""
    if table in _VALUES:
        row[_VALUES[table]] = None
    return table not in _WORDS and (table != "commitments" or row["subject"] is not None)


def said(fact: Fact) -> Said:
    """Return all that a fact says."""
    rows = {
        (table, frozenset(written(row).items()))
        for table, rows in fact.rows.items()
        for row in rows
    }
    return frozenset({frozenset(fact.operation.items()), *rows})
