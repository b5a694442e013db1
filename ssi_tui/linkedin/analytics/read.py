"""Reads a workbook of analytics: which one it is, in which order its dates are, and its figures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.import_report import FIGURES, Analytics, DayFigures, SkippedCell
from ssi_tui.core.text.words import long_day, printable
from ssi_tui.linkedin.analytics.cells import (
    DayCell,
    NoCountError,
    Order,
    count_of_cell,
    count_or_none,
    days_within,
    orders_of,
)
from ssi_tui.linkedin.analytics.tables import (
    HEADS,
    PAIR,
    DayTable,
    Overview,
    overview_of,
    tables_of,
)
from ssi_tui.linkedin.analytics.workbook import Sheet, sheets_of

_DAY = r"\d{4}-\d{2}-\d{2}"
_NAME = re.compile(rf"(AggregateAnalytics_|Content_{_DAY}_{_DAY}).*\.xls[xm]", re.IGNORECASE)
_ISO = re.compile(rf"(?<!\d)({_DAY})(?!\d)")
_POST_NAME = re.compile("(Single)?PostAnalytics_", re.IGNORECASE)
_POST_SHEETS = (frozenset({"post analytics"}), frozenset({"performance", "top demographics"}))
_PAGE_SHEETS = frozenset(
    {"metrics", "kennzahlen", "all posts", "neue follower innen", "competitors"}
)
# Sheets of pages too, unless their tables have the form of a member's.
_LIKELY_PAGE_SHEETS = frozenset({"new followers", "visitor metrics"})
_EXPORT = 'export "Past 365 days" at linkedin.com/analytics/creator'


def read_workbook(path: Path, today: date) -> Analytics:
    """Return what a workbook says of each day; raises ``RefusedError`` with one sentence."""
    sheets = sheets_of(path)
    _check_kind(path.name, sheets)
    tables = [table for table in tables_of(sheets) if _is_of_days(table)]
    if not tables:
        _check_page(sheets, _LIKELY_PAGE_SHEETS)
        raise RefusedError(f"no day with figures in this workbook; {_EXPORT}")
    overview = overview_of(sheets)
    order = _order(tables, overview, path.name)
    days = {day for table in tables for row in table.rows if (day := row.day.day(order))}
    if not days:
        raise RefusedError(f"no day with figures in this workbook; {_EXPORT}")
    if not _is_linkedins(path.name, tables, overview, days, order):
        raise RefusedError(f"no LinkedIn analytics in this workbook; {_EXPORT}")
    found, skipped = _figures(tables, order, overview)
    late = max(found)
    if late > today:
        raise RefusedError(
            f"the workbook has {long_day(late)}, which is after today; check the clock of this "
            "computer"
        )
    there = {name for table in tables for name in _columns(table, overview)}
    missing = tuple(name for name in FIGURES if name not in there)
    return Analytics(dict(sorted(found.items())), missing, tuple(skipped))


def _check_kind(name: str, sheets: Sequence[Sheet]) -> None:
    """Refuse the other workbooks that LinkedIn gives."""
    names = _names(sheets)
    if _POST_NAME.match(name) or any(known <= names for known in _POST_SHEETS):
        raise RefusedError(f"this is the analytics of one post; {_EXPORT}")
    _check_page(sheets, _PAGE_SHEETS)


def _names(sheets: Sequence[Sheet]) -> set[str]:
    return {sheet.name.strip().casefold() for sheet in sheets}


def _check_page(sheets: Sequence[Sheet], known: frozenset[str]) -> None:
    if _names(sheets) & known:
        raise RefusedError(f"this is the analytics of a page, not yours; {_EXPORT}")


def _is_of_days(table: DayTable) -> bool:
    """Tell whether any row of a table begins with a day that there is."""
    return any(row.day.month_first or row.day.day_first for row in table.rows)


def _is_linkedins(
    name: str, tables: Iterable[DayTable], overview: Overview, days: set[date], order: Order
) -> bool:
    if _NAME.fullmatch(name) or any(head in HEADS for table in tables for head in table.heads):
        return True
    span = _days_by(order, overview.span)
    return len(span) == PAIR and min(span) <= min(days) and max(days) <= max(span)


# -- the order of dates -----------------------------------------------------------------------


def _order(tables: Sequence[DayTable], overview: Overview, name: str) -> Order:
    """Return the order of the dates of a file, which all have the same one."""
    cells = [row.day for table in tables for row in table.rows]
    told = orders_of((*cells, *overview.span, *_days_of_totals(tables)))
    if len(told) > 1:
        raise RefusedError(
            "some dates have the month first and others the day; export the workbook again, and "
            "don't save it in a spreadsheet"
        )
    if told:
        return next(iter(told))
    for judge in (_steps(tables), *_fits(cells, overview, name, tables)):
        best = [order for order in Order if judge[order] == max(judge.values())]
        if len(best) == 1:
            return best[0]
    unclear = next((cell for cell in cells if cell.month_first != cell.day_first), None)
    if unclear is None:
        return Order.DAY_FIRST
    either = " or ".join(long_day(day) for day in (unclear.month_first, unclear.day_first) if day)
    raise RefusedError(
        f"{printable(unclear.text)} may be {either} (month or day first); keep the name that "
        "LinkedIn gave the file"
    )


def _days_of_totals(tables: Iterable[DayTable]) -> list[DayCell]:
    return [day for table in tables for total in table.totals for day in days_within(total.said)]


def _steps(tables: Iterable[DayTable]) -> dict[Order, int]:
    """Return for each order how many rows are a day apart from the one before."""
    found = dict.fromkeys(Order, 0)
    for order in Order:
        for table in tables:
            days = [row.day.day(order) for row in table.rows]
            found[order] += sum(
                abs((other - one).days) == 1 for one, other in pairwise(days) if one and other
            )
    return found


def _fits(
    cells: Sequence[DayCell], overview: Overview, name: str, tables: Iterable[DayTable]
) -> Iterator[dict[Order, int]]:
    """Yield for each order how well its days meet what is said of them, the best witness first.

    These are the file's name, the range on the first sheet, and the days of the totals.
    """
    named = _named_days(name)
    yield {order: _met(cells, order, named) for order in Order}
    yield {order: _met(cells, order, _days_by(order, overview.span)) for order in Order}
    said = _days_of_totals(tables)
    ends = {order: {cell.day(order) for cell in said} for order in Order}
    yield {order: max(_days_by(order, cells), default=None) in ends[order] for order in Order}


def _days_by(order: Order, cells: Iterable[DayCell]) -> list[date]:
    """Return the days that cells are by an order, without those that there are not."""
    return [day for cell in cells if (day := cell.day(order))]


def _met(cells: Sequence[DayCell], order: Order, span: Sequence[date]) -> int:
    """Return whether days are within a range: 0 for no, 1 for yes, 2 if they also end with it."""
    days = _days_by(order, cells)
    if len(span) != PAIR or len(days) < len(cells):
        return 0
    first, last = sorted(span)
    return (first <= min(days) and max(days) <= last) * (1 + (max(days) == last))


def _named_days(name: str) -> list[date]:
    found = []
    for text in _ISO.findall(name):
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            return []
    return sorted(found)


# -- the figures ------------------------------------------------------------------------------


def _columns(table: DayTable, overview: Overview) -> tuple[str, ...]:
    """Return the figure of each column of a table."""
    known = table.known
    if len(known) == 1:
        return (known[0] or "new_followers",)
    first, second = known
    usual, turned = ("impressions", "engagements"), ("engagements", "impressions")
    if first in usual or second in usual:
        return turned if first == "engagements" or second == "impressions" else usual
    wanted = overview.impressions
    sums = [sum(count_or_none(row.cells[at]) or 0 for row in table.rows) for at in range(PAIR)]
    return turned if wanted is not None and sums[1] == wanted != sums[0] else usual


def _figures(
    tables: Sequence[DayTable], order: Order, overview: Overview
) -> tuple[dict[date, DayFigures], list[SkippedCell]]:
    """Return the figures of all days, and what could not be read, in the order of the file."""
    found: dict[date, DayFigures] = {}
    skipped: list[SkippedCell] = []

    def count(table: DayTable, row: int, cell: object) -> int | None:
        try:
            return count_of_cell(cell)
        except NoCountError as error:
            skipped.append(SkippedCell(table.sheet, row, f"not a count: {printable(str(error))}"))
            return None

    def put(day: date, **figures: int | None) -> None:
        found[day] = found.get(day, DayFigures()).larger(DayFigures(**figures))

    for table in tables:
        names = _columns(table, overview)
        rows = _days_by(order, (row.day for row in table.rows))
        for total in table.totals if names == ("new_followers",) else ():
            said = days_within(total.said)
            days = _days_by(order, said) or sorted(rows)[-1:]
            # Without a day in it, it may be any other row of two cells.
            if days and (said or count_or_none(total.cell) is not None):
                number = count(table, total.row, total.cell)
                if number is not None:
                    put(days[0], total_followers=number)
        for row in table.rows:
            day = row.day.day(order)
            if day is None:
                why = f"no such day: {printable(row.day.text)}"
                skipped.append(SkippedCell(table.sheet, row.row, why))
                continue
            cells = zip(names, row.cells, strict=True)
            put(day, **{name: count(table, row.row, cell) for name, cell in cells})
    return found, skipped
