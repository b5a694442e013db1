"""Finds a reading in copied page text of any language, by how its numbers are arranged."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from ssi_tui.linkedin.reading.value import Four, NotFoundError, PastedReading, agree, four, peers_of

# A number by itself: 23, 12.275 or 12,275, but not a year and not part of a word.
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,])(?P<whole>[0-9]{1,3})(?:[.,](?P<part>[0-9]{1,9}))?(?![A-Za-z0-9_]|[.,][0-9])"
)
# "65 %", perhaps on two lines; Turkish writes "%65".
_PERCENT_AFTER = re.compile(r"\s*%(?![0-9])")
# How many characters may be between total and 100: "23 out of 100", "23/100", "100 üzerinden 23".
_BETWEEN_MAX = 24
# "up 4% since last week" is a change and not a rank.
_CHANGE = re.compile(
    r"week|seman|woche|semaine|settiman|недел|tydz|tygod|vecka|uge\b|週|周", re.IGNORECASE
)
# A page has some dozens of numbers, and short lines.
_NUMBERS_MAX = 5000
_COLUMNS_MAX = 4
_LINE_MAX = 400


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: value, number of decimals, position, and whether it is a percentage."""

    value: float
    decimals: int
    start: int
    end: int
    percent: bool

    @property
    def is_whole(self) -> bool:
        """Tell whether it is written without decimals."""
        return self.decimals == 0


def numbers_in(text: str) -> list[Number]:
    """Return the numbers of a text, in order."""
    found = []
    for match in islice(_NUMBER.finditer(text), _NUMBERS_MAX):
        part = match["part"] or ""
        percent = bool(
            _PERCENT_AFTER.match(text, match.end()) or text.endswith("%", 0, match.start())
        )
        value = float(f"{match['whole']}.{part or 0}")
        found.append(Number(value, len(part), match.start(), match.end(), percent))
    return found


def totals_in(numbers: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
    """Yield each number that can be the total with its 100, first those written before the 100."""
    for before in (True, False):
        for left, right in pairwise(numbers):
            total, hundred = (left, right) if before else (right, left)
            if (
                hundred.value == 100
                and hundred.is_whole
                and total.is_whole
                and total.value <= 100
                and not (total.percent or hundred.percent)
                and right.start - left.end <= _BETWEEN_MAX
            ):
                yield total, hundred


def four_in(rows: Sequence[Sequence[Number]], total: float) -> tuple[Four, Number] | None:
    """Return the first four numbers that add up to a total, and the last one of them.

    ``rows`` are the numbers of each line, or of each row of a table. The four may each be the first
    on its line, follow each other on one line, or be in a later column; in a column there may be
    one other number between each two of them.
    """
    lines = [row for row in rows if row]
    flat = [number for row in lines for number in row]
    columns = [[row[place] for row in lines if len(row) > place] for place in range(_COLUMNS_MAX)]
    tries = [(columns[0], 1), (flat, 1), *((one, 1) for one in columns[1:])]
    tries += [(one, 2) for one in columns]
    for numbers, stride in tries:
        for start in range(len(numbers) - 3 * stride):
            chosen = numbers[start : start + 3 * stride + 1 : stride]
            decimals = max(number.decimals for number in chosen)
            if agree(total, [number.value for number in chosen], decimals):
                return four([number.value for number in chosen]), chosen[-1]
    return None


def _rows(text: str, numbers: Sequence[Number]) -> list[list[Number]]:
    """Return the numbers on each line that has any."""
    found: list[list[Number]] = []
    end = 0
    for number in numbers:
        if not found or "\n" in text[end : number.start]:
            found.append([])
        found[-1].append(number)
        end = number.end
    return found


def read_text(text: str) -> PastedReading:
    """Return the reading of a copied page; raises ``NotFoundError``."""
    numbers = numbers_in(text)
    totals = list(totals_in(numbers))
    for total, hundred in totals:
        plain = [
            number for number in numbers if not number.percent and number not in (total, hundred)
        ]
        after = [number for number in plain if number.start > total.start]
        for candidates in (after, plain):
            found = four_in(_rows(text, candidates), total.value)
            if found is not None:
                pillars, last = found
                ranks = _ranks(text, numbers, total)
                averages = _averages(text, candidates, last)
                return PastedReading(total.value, pillars, *map(peers_of, ranks, averages))
    raise NotFoundError(has_total=bool(totals))


def _line_of(text: str, number: Number) -> tuple[int, str]:
    """Return where the line of a number begins, and that line."""
    start = text.rfind("\n", max(0, number.start - _LINE_MAX), number.start) + 1
    end = text.find("\n", number.end, number.end + _LINE_MAX)
    start = max(start, number.start - _LINE_MAX)
    return start, text[start : end if end >= 0 else number.end + _LINE_MAX]


def _ranks(text: str, numbers: Sequence[Number], total: Number) -> tuple[float | None, ...]:
    """Return the ranks in industry and network, which come before the total, or else after it."""
    percents = [
        number
        for number in numbers
        if number.percent and number.is_whole and not _CHANGE.search(_line_of(text, number)[1])
    ]
    before = [number for number in percents if number.start < total.start]
    return (*(number.value for number in before or percents), None, None)[:2]


def _averages(text: str, numbers: Sequence[Number], last: Number) -> tuple[float | None, ...]:
    """Return the averages in industry and network, each the last number of a line with "SSI"."""
    found: dict[int, float] = {}
    for number in numbers:
        start, line = _line_of(text, number)
        if start > last.start and "SSI" in line.upper():
            found[start] = number.value
    return (*found.values(), None, None)[:2]
