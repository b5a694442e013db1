"""The log as CSV: written for spreadsheets, and read from any CSV file with the right columns."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TextIO, TypeVar

from ssi_tui.core import checks
from ssi_tui.core.calendar import parse_instant
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.control_chars import without_controls
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import Entry, Source
from ssi_tui.core.slips import quoted
from ssi_tui.core.text.words import count_of
from ssi_tui.storage.database.ids import key_of_columns, key_of_id
from ssi_tui.storage.exchange.counts import Counts
from ssi_tui.storage.log.rows import instant_text
from ssi_tui.storage.log.store import Store

COLUMNS = ("id", "time_utc", "day", "task", "count", "minutes", "quality", "note", "source")
# A spreadsheet would evaluate a cell that begins like this; an apostrophe makes it text.
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")

Value = TypeVar("Value")


def safe_cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet evaluates as a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_START) else text


def plain_text(cell: str) -> str:
    """Return the text that ``safe_cell`` made a cell of."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_START):
        return cell[1:]
    return cell


def write_csv(store: Store, out: TextIO) -> None:
    """Write the live entries as CSV for a spreadsheet."""
    # Read first: if that fails, nothing is written.
    entries = store.entries(date.min, date.max)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow(
            (
                entry.id,
                entry.at and instant_text(entry.at),
                entry.day.isoformat(),
                entry.task,
                entry.count,
                entry.minutes,
                entry.quality,
                safe_cell(without_controls(entry.note or "")),
                entry.source.value,
            )
        )


def read_csv(
    text: str,
    today: date,
    day_of: Callable[[datetime], date],
    counts: Counts,
    actions: Collection[str] = ACTIONS,
) -> Iterator[Entry]:
    """Yield the valid rows of a CSV log, and count the others as skipped with the reason.

    A row is an entry of no operation yet, with an empty id if the file gives none, and an origin
    key that tells it from all other rows. Raises ``RefusedError`` if the header lacks a column.
    """
    lines = io.StringIO(text, newline="").readlines()
    header, start = _header(lines)
    seen: Counter[str] = Counter()
    while start < len(lines):
        first = start
        reader = csv.reader(map(lines.__getitem__, range(first, len(lines))), strict=True)
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    values = _by_name(header, cells)
                    yield csv_row(values, today, day_of, seen, actions)
                start = first + reader.line_num
        except (ValueError, OverflowError, csv.Error) as error:
            counts.skip("log", start + 1, _why(error))
            # What comes after its first line is read anew: its quote may never have been closed.
            start += 1


def _why(error: Exception) -> str:
    """Say what is wrong with a row; an open quote makes one cell of all that follows."""
    if not isinstance(error, csv.Error):
        return str(error)
    large = "larger than field limit" in str(error)
    what = f"a cell is longer than {csv.field_size_limit():,}" if large else "not readable as CSV"
    return f"{what}; is a quote never closed?"


def _header(lines: Sequence[str]) -> tuple[Sequence[str], int]:
    """Return the names of the columns, and on how many lines they stand."""
    reader = csv.reader(lines)
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
    except csv.Error:
        header = []
    if "task" not in header or not {"time_utc", "day"} & set(header):
        raise RefusedError(
            "not an ssi-tui export, and not a CSV with the columns task and time_utc or "
            "day; add those columns and try again"
        )
    for name in COLUMNS:
        if header.count(name) > 1:
            raise RefusedError(f"{name} appears twice in the header; remove one")
    return header, reader.line_num


def _by_name(header: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    if len(cells) != len(header):
        raise RefusedError(f"{count_of(len(cells), 'cell')}, but the header has {len(header)}")
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def csv_row(
    values: Mapping[str, str],
    today: date,
    day_of: Callable[[datetime], date],
    seen: Counter[str],
    actions: Collection[str],
) -> Entry:
    """Return one row as an entry; raises ``ValueError`` with the reason if it cannot be logged."""
    task = checks.action(values["task"], actions)
    at = _parsed(parse_instant, values.get("time_utc", ""), "an instant like 2026-11-23T06:47:00Z")
    given = _parsed(date.fromisoformat, values.get("day", ""), "a date like 2026-11-23")
    if given is None and at is None:
        raise RefusedError("no day and no time_utc")
    day = checks.day(given or (day_of(at) if at is not None else today), today)
    number = _parsed(checks.parse_whole, values.get("count", ""), "a whole number")
    minutes = _parsed(checks.parse_real, values.get("minutes", ""), "a number of minutes")
    count = 1 if number is None else checks.count(number)
    minutes = None if minutes is None else checks.minutes(minutes)
    quality = checks.quality(task, values.get("quality") or None)
    note = checks.note(plain_text(values.get("note", ""))) or None
    identity = values.get("id", "")
    # A day that the file does not give is not in the key: it depends on the machine's time zone.
    columns = repr((at and instant_text(at), given, task, count, minutes, quality, note))
    seen[identity or columns] += 1
    if identity and seen[identity] > 1:
        raise RefusedError("same id as an earlier line")
    key = key_of_id(identity) if identity else key_of_columns(columns, seen[columns])
    # Positional arguments are quicker, and an export has many rows.
    return Entry(identity, "", day, at, task, count, minutes, quality, note, Source.IMPORT, key)


def _parsed(parse: Callable[[str], Value], text: str, wanted: str) -> Value | None:
    """Return a cell parsed, ``None`` if it is empty; raises ``RefusedError``."""
    if not text:
        return None
    try:
        return parse(text)
    except ValueError:
        raise RefusedError(f"{quoted(text)} isn't {wanted}") from None
