"""Our log as CSV: written for spreadsheets, read from anywhere."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TextIO, TypeVar

from ssi_tui.core import checks
from ssi_tui.core.calendar import parse_instant
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.control_chars import without_controls
from ssi_tui.core.formula import ACTIONS
from ssi_tui.storage.database.ids import key_of_columns, key_of_id
from ssi_tui.storage.exchange.counts import Counts
from ssi_tui.storage.log.rows import instant_text
from ssi_tui.storage.log.store import Store

COLUMNS = ("id", "time_utc", "day", "task", "count", "minutes", "quality", "note", "source")
# A spreadsheet would run a cell that begins like this; an apostrophe makes it text.
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")

Value = TypeVar("Value")


def safe_cell(text: str) -> str:
    """Return the text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_START) else text


def plain_text(cell: str) -> str:
    """Return what ``safe_cell`` was given."""
    if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA_START):
        return cell[1:]
    return cell


def write_csv(store: Store, out: TextIO) -> None:
    """Write the live entries as CSV for a spreadsheet."""
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


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a CSV log that can be logged; ``key`` tells it from all other rows."""

    line: int
    id: str | None
    key: str
    day: date
    at: datetime | None
    task: str
    count: int
    minutes: float | None
    quality: str | None
    note: str | None


def read_csv(
    text: str,
    today: date,
    day_of: Callable[[datetime], date],
    counts: Counts,
    actions: Collection[str] = ACTIONS,
) -> Iterator[Row]:
    """Yield the good rows of a CSV log; the bad ones are counted with their reason.

    Raises ``RefusedError`` where the header lacks a column that is needed.
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip().casefold() for name in next(reader, [])]
    if "task" not in header or not {"time_utc", "day"} & set(header):
        raise RefusedError(
            "the file is neither an ssi-tui export nor a CSV whose header names task and "
            "time_utc or day; add that header and try again"
        )
    seen: Counter[str] = Counter()
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            counts.skip("log", reader.line_num, f"it cannot be read as CSV ({error})")
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            counts.skip(
                "log", reader.line_num, f"it has {len(cells)} cells, the header {len(header)}"
            )
            continue
        values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        try:
            row = _csv_row(values, reader.line_num, today, day_of, seen, actions)
        except (ValueError, OverflowError) as error:
            counts.skip("log", reader.line_num, str(error))
            continue
        yield row


def _csv_row(
    values: Mapping[str, str],
    line: int,
    today: date,
    day_of: Callable[[datetime], date],
    seen: Counter[str],
    actions: Collection[str],
) -> Row:
    """Return one row as values; raises ``ValueError`` with the reason it cannot be logged."""
    task = checks.action(values["task"], actions)
    at = _parsed(parse_instant, values.get("time_utc", ""), "an instant like 2026-11-23T06:47:00Z")
    given = _parsed(date.fromisoformat, values.get("day", ""), "a date like 2026-11-23")
    if given is None and at is None:
        raise RefusedError("it has neither a day nor a time_utc")
    day = checks.day(given or (day_of(at) if at is not None else today), today)
    number = _parsed(int, values.get("count", ""), "a whole number")
    minutes = _parsed(float, values.get("minutes", ""), "a number of minutes")
    row = Row(
        line=line,
        id=values.get("id") or None,
        key="",
        day=day,
        at=at,
        task=task,
        count=1 if number is None else checks.count(number),
        minutes=None if minutes is None else checks.minutes(minutes),
        quality=checks.quality(task, values.get("quality") or None),
        note=checks.note(plain_text(values.get("note", ""))) or None,
    )
    return _keyed(row, given, seen)


def _keyed(row: Row, given: date | None, seen: Counter[str]) -> Row:
    """Return the row with its key: its id, or all its columns and which of the equal ones it is.

    A day that the file does not give is left out: it depends on the zone of the machine.
    """
    if row.id is not None:
        seen[row.id] += 1
        if seen[row.id] > 1:
            raise RefusedError("its id stands on an earlier line already")
        return replace(row, key=key_of_id(row.id))
    at = row.at and instant_text(row.at)
    columns = repr((at, given, row.task, row.count, row.minutes, row.quality, row.note))
    seen[columns] += 1
    return replace(row, key=key_of_columns(columns, seen[columns]))


def _parsed(parse: Callable[[str], Value], text: str, wanted: str) -> Value | None:
    """Return the parsed cell, ``None`` for an empty one; raises ``RefusedError``."""
    if not text:
        return None
    try:
        return parse(text)
    except (ValueError, OverflowError):
        raise RefusedError(f"{text!r} is not {wanted}") from None
