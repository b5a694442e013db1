"""The tables of a JSON export, read from its text; those of schema 1 as the migration has them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import OperationKind
from ssi_tui.core.text.words import printable
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.database.stamps import roots_of, stamps_of, undo_of
from ssi_tui.storage.exchange.counts import Counts, Progress, watched
from ssi_tui.storage.exchange.row_checks import Row, check

EXPORT_KIND = "ssi-tui log"
EXPORT_SCHEMA = 2

# Tables that exports of the first programs have; others may be missing.
_FIRST = (
    *("operations", "entries", "supersessions", "profile_changes", "workday_changes"),
    *("target_changes", "time_off", "time_off_removals", "day_notes"),
)

Numbered = Mapping[str, Sequence[tuple[int, Row]]]
"""The good rows of each table, each with its number."""


def read_export(text: str, counts: Counts, progress: Progress | None = None) -> Numbered:
    """Return the rows of a JSON export that have the right form, and count the others as skipped.

    Raises ``RefusedError`` for anything else than an export.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        at = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise RefusedError(f"the JSON is incomplete or damaged{at}; export it again") from error
    if not isinstance(data, dict) or data.get("kind") != EXPORT_KIND:
        raise RefusedError("not an ssi-tui export; choose a file made by ssi-tui export")
    schema = data.get("schema")
    if type(schema) is not int or schema < 1:
        raise RefusedError("the export doesn't say which schema it has; export it again")
    if schema > EXPORT_SCHEMA:
        raise RefusedError("this export comes from a newer ssi-tui; update ssi-tui and try again")
    tables: dict[str, list[Any]] = {}
    for name in COLUMNS:
        rows = data.get(name, None if name in _FIRST else [])
        if not isinstance(rows, list):
            raise RefusedError(f"the export has no table {name}; export it again")
        tables[name] = rows
    # Exports of the first schema have a table that was of no use.
    later = [name for name, rows in data.items() if name not in COLUMNS and isinstance(rows, list)]
    for name in later if schema == EXPORT_SCHEMA else ():
        counts.skip(printable(name), 1, "this version has no such table; update ssi-tui")
    if schema != EXPORT_SCHEMA:
        _bring_up_to_date(tables)
    return {
        name: _checked(
            name, watched(rows, len(rows), progress) if name == "entries" else rows, counts
        )
        for name, rows in tables.items()
    }


def _checked(table: str, rows: Iterable[object], counts: Counts) -> list[tuple[int, Row]]:
    good = []
    for line, given in enumerate(rows, 1):
        try:
            good.append((line, check(table, given)))
        except RefusedError as error:
            counts.skip(table, line, str(error))
    return good


def _bring_up_to_date(tables: Mapping[str, list[Any]]) -> None:
    """Give the tables of schema 1 what the migration of a database would give them."""
    rows = {name: [row for row in found if isinstance(row, dict)] for name, found in tables.items()}
    operations = [row for row in rows["operations"] if isinstance(row.get("id"), str)]
    stamps = stamps_of(operations)
    by_hand = {
        row["id"]: at
        for at, row in enumerate(operations)
        if row.get("kind") != OperationKind.IMPORT
    }

    def pairs(table: str, column: str) -> Iterable[tuple[str, str]]:
        found = ((str(row.get("operation_id")), str(row.get(column))) for row in rows[table])
        made = (pair for pair in found if pair[0] in by_hand)
        return sorted(made, key=lambda pair: by_hand[pair[0]])

    roots = roots_of(pairs("supersessions", "entry_id"), pairs("entries", "id"))
    for row in rows["entries"]:
        row["root"] = roots.get(str(row.get("id")))
    for row in operations:
        row["stamp"] = stamps[row["id"]]
        try:
            if row.get("undone_at") is not None:
                tables["operations"].append(undo_of(row, row["stamp"]))
        except (ValueError, KeyError, TypeError):
            # What is wrong with it is said of the operation itself.
            continue


def undone_in(operations: Sequence[tuple[int, Row]]) -> set[str]:
    """Return the ids of the operations that stand undone in an export."""
    turns = sorted(
        (row for _, row in operations if row.get("of") is not None),
        key=lambda row: (row.get("import_id") is not None, row["stamp"], row["id"]),
    )
    kinds: dict[str, str] = {}
    for turn in turns:
        # Those of the log itself come first, and tell which imports brought others.
        if kinds.get(str(turn.get("import_id"))) != OperationKind.UNDO:
            kinds[str(turn["of"])] = str(turn.get("kind"))
    return {one for one, kind in kinds.items() if kind == OperationKind.UNDO}


def idle_in(tables: Numbered) -> set[str]:
    """Return the operations of an export that say nothing by themselves.

    Those are imports that brought other operations, which are there, and what only an import
    brought that stands undone.
    """
    rows = tables["operations"]
    undone = undone_in(rows)
    owners = {
        row.get("operation_id")
        for table, found in tables.items()
        if table != "operations"
        for _, row in found
    }
    brought = {row["id"] for _, row in rows if row.get("import_id") in undone}
    imports = {row["id"] for _, row in rows if row["kind"] == OperationKind.IMPORT}
    return brought | imports - owners
