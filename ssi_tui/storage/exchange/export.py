"""Exporting everything as JSON, and importing such an export or a CSV log."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from ssi_tui import __version__
from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.control_chars import inert_json
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.import_report import ImportReport
from ssi_tui.core.model import Entry
from ssi_tui.core.value import replace
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.database.files import regular
from ssi_tui.storage.database.fold import ORDER, settle_new
from ssi_tui.storage.database.ids import is_our_id
from ssi_tui.storage.exchange.counts import (
    Counts,
    Progress,
    import_once,
    indexed_at_once,
    uncollected,
    watched,
)
from ssi_tui.storage.exchange.csv import COLUMNS as CSV_COLUMNS
from ssi_tui.storage.exchange.csv import csv_row, read_csv, safe_cell
from ssi_tui.storage.exchange.merge import known_origin_keys, merge_export
from ssi_tui.storage.exchange.tables import (
    EXPORT_KIND,
    EXPORT_SCHEMA,
    Numbered,
    read_export,
)
from ssi_tui.storage.exchange.taken_over import held, taken_over
from ssi_tui.storage.log.store import Store

_OF_CSV = {"time_utc": "at_utc"}
# Tables without a ``seq``, whose rows have no order of writing.
_KEYED = ("supersessions", "time_off_removals", "reading_peers")


def _order(table: str) -> str:
    if table == "operations":
        return "stamp, id"
    return ORDER.replace("seq", COLUMNS[table][0]) if table in _KEYED else ORDER


def write_json(store: Store, out: TextIO) -> None:
    """Write the whole log as JSON, including what is undone or superseded."""
    from sqlite_utils import Database

    with store.snapshot() as connection:
        database = Database(connection, recursive_triggers=False)
        tables = {
            table: list(
                database.table(table).rows_where(
                    order_by=_order(table),
                    select=", ".join(columns),
                )
            )
            for table, columns in COLUMNS.items()
        }
    head = {"kind": EXPORT_KIND, "schema": EXPORT_SCHEMA, "version": __version__}
    out.write(inert_json(json.dumps(head | tables, ensure_ascii=False, indent=1)))
    out.write("\n")


def read_text(path: Path) -> str:
    """Return the text of a file to import; raises ``RefusedError`` if it cannot be read."""
    try:
        regular(path)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        if error.object.startswith(b"PK"):
            why = "is a zip or a workbook; if LinkedIn made it, use ssi-tui import linkedin"
            raise RefusedError(f"{path} {why}") from error
        raise RefusedError(f"{path} isn't UTF-8; save it as UTF-8 and try again") from error
    except OSError as error:
        why = f"can't read {path} ({reason(error)}); use - for standard input"
        raise RefusedError(why) from error


@uncollected()
def import_log(
    store: Store,
    given: Path | str,
    at: datetime,
    today: date,
    day_of: Callable[[datetime], date],
    keep: Callable[[], None],
    *,
    dry_run: bool = False,
    entries_only: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import our own export (JSON or CSV) or any CSV log, from a file or a text, as one operation.

    Entries that the log already has are not added again. ``entries_only`` takes of an export what
    a CSV would hold. Raises ``RefusedError`` for what is neither.
    """
    text = given if isinstance(given, str) else read_text(given)
    counts, after = Counts(), -1
    # All is read before the log is locked.
    tables = read_export(text, counts, progress) if text.lstrip().startswith("{") else None
    if tables is not None and not entries_only:
        after = max((row["stamp"] for _, row in tables["operations"]), default=-1)

        def write(operation: str) -> date | None:
            before = held(store, tables, today)
            changed = merge_export(store, tables, operation, counts, progress)
            counts.notices = tuple(taken_over(before, held(store, tables, today), dry_run=dry_run))
            return date.min if changed else None

    else:
        actions = {*ACTIONS, *(each.id for each in store.routine.task_changes())}
        if tables is None:
            rows = read_csv(text, today, day_of, counts, actions)
            entries = list(watched(rows, text.count("\n"), progress))
        else:
            entries = list(_alone(tables, today, day_of, counts, actions))

        def write(operation: str) -> date | None:
            new = _new_rows(store, entries, operation, at, counts)
            with indexed_at_once(store.connection, len(new)):
                store.add_entries(watched(new, len(new), progress, half=1))
            days = settle_new(store.connection, operation)
            return min((*days, *(entry.day for entry in new)), default=None)

    operation = import_once(store, at, write, keep, dry_run=dry_run, after=after)
    return counts.report(operation, dry_run)


def _alone(
    tables: Numbered,
    today: date,
    day_of: Callable[[datetime], date],
    counts: Counts,
    actions: Collection[str],
) -> Iterator[Entry]:
    """Yield the live entries of an export as rows of a CSV log, and count the others as skipped."""
    seen: Counter[str] = Counter()
    for line, row in tables["entries"]:
        if row.get("live") == 1:
            given = {name: row.get(_OF_CSV.get(name, name)) for name in CSV_COLUMNS}
            values = {name: "" if value is None else str(value) for name, value in given.items()}
            values["note"] = safe_cell(values["note"])
            try:
                yield csv_row(values, today, day_of, seen, actions)
            except ValueError as error:
                counts.skip("entries", line, str(error))


def _new_rows(
    store: Store, rows: Iterable[Entry], operation: str, at: datetime, counts: Counts
) -> list[Entry]:
    """Return the new rows of a CSV log as entries of an operation.

    Rows of an undone import are added again; entries that the user undid or voided are not.
    """
    states = dict(
        store.connection.execute(
            "SELECT entries.id, one.kind = 'import' AND one.undone_at IS NOT NULL OR "
            "import.undone_at IS NOT NULL FROM entries JOIN operations AS one "
            "ON one.id = entries.operation_id "
            "LEFT JOIN operations AS import ON import.id = one.import_id"
        ).fetchall()
    )
    keys = known_origin_keys(store)
    new = []
    for row in rows:
        counts.read[row.task] += 1
        counts.span(row.day)
        if row.origin_key in keys or (row.id in states and not states[row.id]):
            counts.already_known[row.task] += 1
            continue
        counts.added[row.task] += 1
        ours = row.id not in states and is_our_id(row.id)
        identity = row.id if ours else store.new_id(row.at or at)
        new.append(replace(row, id=identity, operation_id=operation))
    return new
