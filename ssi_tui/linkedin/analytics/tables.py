"""Finds the tables of days in a workbook by their form, and the numbers beside them.

LinkedIn translates names, headings, dates and marks of numbers; the form is the same in every
language seen: rows that begin with a day, under a head of two cells (followers) or of three
(impressions and engagements).
"""

from collections.abc import Iterator, Sequence
from unicodedata import normalize

from ssi_tui.core.value import dataclass
from ssi_tui.linkedin.analytics.cells import (
    Cell,
    DayCell,
    count_or_none,
    day_cell,
    days_within,
    text_of,
)
from ssi_tui.linkedin.analytics.workbook import Sheet

HEADS = {
    "impressions": "impressions",
    "impresiones": "impressions",
    "impressões": "impressions",
    "engagements": "engagements",
    "interacciones": "engagements",
    "interactions": "engagements",
    "engajamentos": "engagements",
    "new followers": "new_followers",
    "nuevos seguidores": "new_followers",
    "nouveaux abonnés": "new_followers",
    "novos seguidores": "new_followers",
}
"""The heads of columns in the languages seen, casefolded, with the figure below each."""

PAIR = 2
Numbered = tuple[int, Sequence[Cell]]
"""A row with its number from 1."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A row of a table: its number from 1, its day, and its other cells."""

    row: int
    day: DayCell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row of two cells above a table: its number from 1, what it says, and the cell beside it."""

    row: int
    said: Cell
    cell: Cell


@dataclass(frozen=True, slots=True)
class DayTable:
    """A run of rows that begin with a day; ``sheet`` counts from 1.

    ``heads`` are those of its columns but for the day, casefolded, and ``totals`` the rows of two
    cells above them.
    """

    sheet: int
    heads: tuple[str, ...]
    rows: tuple[DayRow, ...]
    totals: tuple[TotalRow, ...]

    @property
    def known(self) -> tuple[str | None, ...]:
        """The figure below each head, ``None`` of one in a language that was not seen."""
        return tuple(HEADS.get(head) for head in self.heads)


def _filled(row: Sequence[Cell]) -> list[int]:
    return [at for at, cell in enumerate(row) if text_of(cell)]


def _is_head(row: Sequence[Cell]) -> bool:
    """Tell whether a row holds words alone: a row of sums is no head of what comes below it."""
    return not any(count_or_none(cell) is not None or day_cell(cell) for cell in row)


def tables_of(sheets: Sequence[Sheet]) -> Iterator[DayTable]:
    """Yield the tables of days of all sheets.

    Where the heads of a table are known, others of its width hold something else.
    """
    found = [table for at, sheet in enumerate(sheets, start=1) for table in _tables(at, sheet)]
    widths = {len(table.heads) for table in found if any(table.known)}
    yield from (each for each in found if any(each.known) or len(each.heads) not in widths)


def _tables(number: int, sheet: Sheet) -> Iterator[DayTable]:
    above: list[Numbered] = []
    run: list[tuple[int, DayCell, Sequence[Cell]]] = []
    # The empty row at the end ends a run that goes on until there.
    for at, row in enumerate((*sheet.rows, ()), start=1):
        day = day_cell(row[0]) if row else None
        if day is not None:
            run.append((at, day, row))
            continue
        # Nothing, or the head once more, as other programs repeat it on each page.
        if at <= len(sheet.rows) and (not _filled(row) or (above and row == above[-1][1])):
            continue
        if run:
            yield from _table(number, run, above)
            above, run = [], []
        if _filled(row):
            above.append((at, row))


def _table(
    sheet: int, run: Sequence[tuple[int, DayCell, Sequence[Cell]]], above: Sequence[Numbered]
) -> Iterator[DayTable]:
    """Yield the table of a run of days, nothing if the last row above it is no head."""
    head = above[-1][1] if above else ()
    first, *places = _filled(head) or (None,)
    if first != 0 or len(places) not in (PAIR - 1, PAIR) or not _is_head(head):
        return
    rows = tuple(
        DayRow(number, day, tuple(row[at] if at < len(row) else None for at in places))
        for number, day, row in run
    )
    pairs = ((at, row) for at, row in above[:-1] if len(_filled(row)) == PAIR and text_of(row[0]))
    totals = tuple(TotalRow(at, row[0], row[_filled(row)[1]]) for at, row in pairs)
    yield DayTable(sheet, tuple(_head(head[at]) for at in places), rows, totals)


def _head(cell: Cell) -> str:
    """Return a head as it is compared: however its accents and its blanks were written."""
    return " ".join(normalize("NFC", text_of(cell)).casefold().split())


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first sheet says of all days: its range, and the sum of the impressions."""

    span: tuple[DayCell, ...] = ()
    impressions: int | None = None


def overview_of(sheets: Sequence[Sheet]) -> Overview:
    """Return what a workbook says of all its days; it may stand on any sheet."""
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:3]):
            days = days_within(row[1]) if len(row) > 1 else []
            if len(days) == PAIR:
                below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else ()
                return Overview(tuple(days), count_or_none(below[1] if len(below) > 1 else None))
    return Overview()
