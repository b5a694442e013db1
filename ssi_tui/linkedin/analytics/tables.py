"""Finds the tables of days in a workbook by their form, and the numbers beside them.

LinkedIn translates names, headings, dates and marks of numbers; the form is the same in every
language seen: rows that begin with a day, under a head of two cells (followers) or of three
(impressions and engagements).
"""

from collections.abc import Iterator, Sequence

from ssi_tui.core.value import dataclass
from ssi_tui.linkedin.analytics.cells import (
    Cell,
    DayCell,
    NoCountError,
    count_of_cell,
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

PAIR, THREE = 2, 3
Numbered = tuple[int, DayCell, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class DayRow:
    """A row of a table: its number from 1, its day, and its other cells."""

    row: int
    day: DayCell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DayTable:
    """A run of rows that begin with a day; ``sheet`` counts from 1.

    ``heads`` are those of its columns but for the day, casefolded, and ``totals`` the rows of two
    cells above them: what they say, and the cell beside it.
    """

    sheet: int
    heads: tuple[str, ...]
    rows: tuple[DayRow, ...]
    totals: tuple[tuple[Cell, Cell], ...]

    @property
    def known(self) -> tuple[str | None, ...]:
        """The figure below each head, ``None`` of one in a language that was not seen."""
        return tuple(HEADS.get(head) for head in self.heads)


def _filled(row: Sequence[Cell]) -> list[int]:
    return [at for at, cell in enumerate(row) if text_of(cell)]


def _is_head(row: Sequence[Cell]) -> bool:
    """Tell whether a row holds words alone: a row of sums is no head of what comes below it."""
    return not any(_count(cell) is not None or day_cell(cell) for cell in row)


def tables_of(sheets: Sequence[Sheet]) -> Iterator[DayTable]:
    """Yield the tables of days of all sheets."""
    for number, sheet in enumerate(sheets, start=1):
        above: list[Sequence[Cell]] = []
        at = 0
        while at < len(sheet.rows):
            run = list(_run(sheet.rows, at))
            if not run:
                if _filled(sheet.rows[at]):
                    above.append(sheet.rows[at])
                at += 1
                continue
            places = _filled(above[-1]) if above else []
            if len(places) in (PAIR, THREE) and places[0] == 0 and _is_head(above[-1]):
                yield _table(number, run, above, places[1:])
            at += len(run)
            above = []


def _run(rows: Sequence[Sequence[Cell]], start: int) -> Iterator[Numbered]:
    """Yield the rows from one on that begin with a day, each with its number."""
    for number, row in enumerate(rows[start:], start=start + 1):
        day = day_cell(row[0]) if row else None
        if day is None:
            return
        yield number, day, row


def _table(
    sheet: int,
    run: Sequence[Numbered],
    above: Sequence[Sequence[Cell]],
    places: Sequence[int],
) -> DayTable:
    rows = tuple(
        DayRow(number, day, tuple(row[at] if at < len(row) else None for at in places))
        for number, day, row in run
    )
    heads = tuple(text_of(above[-1][at]).casefold() for at in places)
    pairs = (row for row in above[:-1] if len(_filled(row)) == PAIR and text_of(row[0]))
    totals = tuple((row[0], row[_filled(row)[1]]) for row in pairs)
    return DayTable(sheet, heads, rows, totals)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first sheet says of all days: its range, and the sum of the impressions."""

    span: tuple[DayCell, DayCell] | None = None
    impressions: int | None = None


def overview_of(sheets: Sequence[Sheet]) -> Overview:
    """Return what a workbook says of all its days; it may stand on any sheet."""
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:3]):
            days = days_within(row[1]) if len(row) > 1 else []
            if len(days) == PAIR:
                below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else ()
                return Overview((days[0], days[1]), _count(below[1] if len(below) > 1 else None))
    return Overview()


def _count(cell: Cell) -> int | None:
    try:
        return count_of_cell(cell)
    except NoCountError:
        return None
