"""Days and counts as cells of a workbook hold them, in any language and any digits."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from unicodedata import decimal

from ssi_tui.core.checks import FIRST_DAY
from ssi_tui.core.import_report import COUNT_MAX
from ssi_tui.core.value import dataclass

Cell = object
"""A text, a number, a date, a truth value or nothing."""

# Marks that turn the text around them, which some languages write beside dates and numbers.
_UNSEEN = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_UNSEEN |= dict.fromkeys((0x061C, 0xFEFF))
# Three groups of digits of any script with something short between them, and a mark or a letter
# behind them, as in 2026年11月28日 and 28.11.2026 r.
_DATE = r"(\d{1,4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,4})"
_WHOLE_DATE = re.compile(rf"{_DATE}(?:\.|[^\W\d]| ?[^\W\d]\.)?")
_DATE_WITHIN = re.compile(rf"(?<!\d){_DATE}(?!\d)")
_NOT_GIVEN = frozenset({"", "-", "--", "–", "—", "n/a"})
_COUNT = re.compile(r"[-−]?\s?(?:\d+|\d{1,3}([., '’٬\u00a0\u202f])\d{3}(?:\1\d{3})*)")
_MONTHS = 12
# Of a longer text nothing is a day or a count.
TEXT_MAX = 100


class Order(Enum):
    """Whether the month or the day stands first in a date that ends with its year."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


@dataclass(frozen=True, slots=True)
class DayCell:
    """A cell in the form of a day: its text, and the day by either order, ``None`` for no day.

    ``order`` is the only one that it can have been written in, ``None`` where both may be.
    """

    text: str
    month_first: date | None
    day_first: date | None
    order: Order | None = None

    def day(self, order: Order) -> date | None:
        """Return the day by an order."""
        return self.month_first if order is Order.MONTH_FIRST else self.day_first


def text_of(cell: Cell) -> str:
    """Return a cell as a text without what is not seen, its digits those of ASCII."""
    if cell is None:
        return ""
    text = str(cell)[:TEXT_MAX].translate(_UNSEEN).strip()
    if text.isascii():
        return text
    return "".join(str(decimal(each, each)) for each in text)


def day_cell(cell: Cell) -> DayCell | None:
    """Return a cell as a day, ``None`` if it has not the form of one."""
    if isinstance(cell, date):
        day = _day(cell.year, cell.month, cell.day)
        return DayCell(str(cell)[:10], day, day)
    if not isinstance(cell, str):
        return None
    text = text_of(cell)
    found = _WHOLE_DATE.fullmatch(text)
    return None if found is None else _day_cell(text, found.groups())


def days_within(cell: Cell) -> list[DayCell]:
    """Return the days that a text names, as ``10/26/2025 - 11/28/2026`` does."""
    if isinstance(cell, date):
        found = day_cell(cell)
        return [] if found is None else [found]
    matches = _DATE_WITHIN.finditer(text_of(cell))
    return [
        one for match in matches if (one := _day_cell(match[0].strip(), match.groups())) is not None
    ]


def _day_cell(text: str, groups: Sequence[str]) -> DayCell | None:
    first, second, third = map(int, groups)
    if len(groups[0]) == 4:
        day = _day(first, second, third)
        return DayCell(text, day, day)
    if len(groups[2]) != 4 or len(groups[0]) > 2:
        return None
    order = None
    if first > _MONTHS >= second:
        order = Order.DAY_FIRST
    elif second > _MONTHS >= first:
        order = Order.MONTH_FIRST
    return DayCell(text, _day(third, first, second), _day(third, second, first), order)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found >= FIRST_DAY else None


def orders_of(cells: Iterable[DayCell]) -> frozenset[Order]:
    """Return the orders that days can only have been written in."""
    return frozenset(cell.order for cell in cells if cell.order is not None)


class NoCountError(ValueError):
    """A cell holds something, but no count."""


def count_of_cell(cell: Cell) -> int | None:
    """Return the count in a cell, ``None`` where none is given; raises ``NoCountError``."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = int(cell) if cell == cell and abs(cell) <= COUNT_MAX else None
        if value is None or value != cell:
            raise NoCountError(text_of(cell))
        return value
    text = text_of(cell)
    if text.casefold() in _NOT_GIVEN:
        return None
    if _COUNT.fullmatch(text) is None:
        raise NoCountError(text)
    digits = "".join(each for each in text if each.isdigit())
    value = int(digits[:12]) * (-1 if text[0] in "-−" else 1)
    if abs(value) > COUNT_MAX:
        raise NoCountError(text)
    return value


def count_or_none(cell: Cell) -> int | None:
    """Return the count in a cell, ``None`` where none is given or it holds something else."""
    try:
        return count_of_cell(cell)
    except NoCountError:
        return None
