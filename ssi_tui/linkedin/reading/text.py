"""Finds a reading in copied page text of any language, by how its numbers are arranged."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from ssi_tui.linkedin.reading.labels import Label, group_labels, named_places, rank_labels
from ssi_tui.linkedin.reading.value import (
    PILLAR_MAX,
    TOTAL_MAX,
    Four,
    NotFoundError,
    PastedReading,
    agree,
    four,
    peers_of,
)

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
# "72,21.5,14,17,19.5": commas without a space between numbers.
_COMMAS = re.compile(r"[0-9],[0-9]")
# A page has some dozens of numbers, and short lines.
_NUMBERS_MAX = 5000
_RANK_LINES = 3
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
                hundred.value == TOTAL_MAX
                and hundred.is_whole
                and total.value <= TOTAL_MAX
                and not (total.percent or hundred.percent)
                and right.start - left.end <= _BETWEEN_MAX
            ):
                yield total, hundred


def without_maxima(numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers without the 25 of "21.5 out of 25", if it stands behind each pillar."""
    maxima: list[Number] = []
    for value, most in pairwise(numbers):
        if (
            most.value == PILLAR_MAX
            and most.is_whole
            and value.value <= PILLAR_MAX
            and value not in maxima
            and most.start - value.end <= _BETWEEN_MAX
        ):
            maxima.append(most)
    return [number for number in numbers if len(maxima) < 4 or number not in maxima]


def four_in(rows: Sequence[Sequence[Number]], total: Number) -> tuple[Number, ...] | None:
    """Return the first four numbers that add up to a total.

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
            if _add_up(total, chosen):
                return tuple(chosen)
    return None


def _add_up(total: Number, chosen: Sequence[Number]) -> bool:
    decimals = max(number.decimals for number in chosen)
    return agree(total.value, [number.value for number in chosen], decimals, total.decimals)


def in_order(text: str, chosen: Sequence[Number]) -> tuple[Four, bool]:
    """Return four numbers of a text in pillar order, and whether words beside them gave it."""
    places = named_places(text, [(number.start, number.end) for number in chosen])
    by_place = dict(zip(places or range(4), chosen, strict=True))
    return four([by_place[place].value for place in range(4)]), places is not None


def rows_in(text: str, numbers: Sequence[Number]) -> list[list[Number]]:
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
        plain = _scores(number for number in numbers if number not in (total, hundred))
        after = [number for number in plain if number.start > total.start]
        for candidates in (after, plain):
            found = four_in(rows_in(text, candidates), total)
            if found is not None:
                return _reading(text, numbers, total, found)
    if not totals:
        for five in _windows(_scores(numbers), 5):
            # The total stands before the pillars or behind them.
            for total, pillars in ((five[0], five[1:]), (five[4], five[:4])):
                if total.value >= 1 and _add_up(total, pillars):
                    return _reading(text, numbers, total, pillars)
        if _COMMAS.search(text):
            return read_text(text.replace(",", ", "))
    raise _not_found(text, _scores(numbers), totals)


def _not_found(
    text: str, scores: Sequence[Number], totals: Sequence[tuple[Number, Number]]
) -> NotFoundError:
    """Return why there is no reading, with the pillars that do not add up where they are clear."""
    taken: Sequence[Number] = totals[0] if totals else ()
    if len(scores) == 5 and not totals:
        taken = (max(scores[0], scores[4], key=lambda number: number.value),)
    if not taken or not (totals or taken[0].value > PILLAR_MAX):
        return NotFoundError(None)
    left = [number for number in scores if number not in taken]
    for numbers in ([row[0] for row in rows_in(text, left)], left):
        for pillars in _windows(numbers, 4):
            spans = [(number.start, number.end) for number in pillars]
            clear = len(numbers) == 4 or named_places(text, spans) is not None
            if clear and max(number.value for number in pillars) <= PILLAR_MAX:
                return NotFoundError(taken[0].value, [number.value for number in pillars])
    return NotFoundError(taken[0].value)


def _scores(numbers: Iterable[Number]) -> list[Number]:
    return without_maxima([number for number in numbers if not number.percent])


def _windows(numbers: Sequence[Number], size: int) -> Iterator[Sequence[Number]]:
    return (numbers[start : start + size] for start in range(len(numbers) - size + 1))


def _reading(
    text: str, numbers: Sequence[Number], total: Number, chosen: Sequence[Number]
) -> PastedReading:
    pillars, named = in_order(text, chosen)
    industry, network = map(
        peers_of, ranks_in(text, numbers), averages_in(text, numbers, chosen[-1].end)
    )
    return PastedReading(total.value, pillars, industry, network, named)


def _line_of(text: str, number: Number) -> tuple[int, str]:
    """Return where the line of a number begins, and that line."""
    start = text.rfind("\n", max(0, number.start - _LINE_MAX), number.start) + 1
    end = text.find("\n", number.end, number.end + _LINE_MAX)
    start = max(start, number.start - _LINE_MAX)
    return start, text[start : end if end >= 0 else number.end + _LINE_MAX]


def ranks_in(text: str, numbers: Sequence[Number]) -> tuple[float | None, float | None]:
    """Return the ranks in industry and network: percentages beside words that name such a rank.

    The words stand in the line of the percentage, or up to three lines before each or behind each.
    """
    percents = [
        number
        for number in numbers
        if number.percent and number.is_whole and not _CHANGE.search(_line_of(text, number)[1])
    ]
    labels = rank_labels(text)
    ways: list[dict[int, float]] = []
    for behind in (False, True):
        found: dict[int, float] = {}
        last = 0
        for place, number in enumerate(percents):
            following = percents[place + 1].start if place + 1 < len(percents) else len(text)
            before = [label for label in labels if last <= label.start < number.start][-1:]
            after = [label for label in labels if number.end <= label.start < following][:1]
            sides = (after, before) if behind else (before, after)
            near = [one for side in sides for one in side if _lines(text, one, number) == 0]
            near += [one for one in sides[0] if _lines(text, one, number) <= _RANK_LINES]
            if near:
                found.setdefault(near[0].place, number.value)
            last = number.end
        ways.append(found)
    best = max(ways, key=len)
    return best.get(0), best.get(1)


def _lines(text: str, label: Label, number: Number) -> int:
    """Return how many lines lie between words and a number."""
    start, end = sorted((label.start, number.start))
    return text.count("\n", start, end)


def averages_in(
    text: str, numbers: Sequence[Number], after: int
) -> tuple[float | None, float | None]:
    """Return the averages in industry and network, each the last number of a line with "SSI".

    The lines begin after a position. The line names the group; one that names none is of the group
    that is missing.
    """
    lines = {
        start: (line, number.value)
        for number in numbers
        for start, line in [_line_of(text, number)]
        if start >= after and "SSI" in line.upper() and not number.percent
    }
    found: dict[int, float] = {}
    unnamed = []
    for line, value in lines.values():
        labels = group_labels(line)
        if labels:
            found.setdefault(labels[-1].place, value)
        else:
            unnamed.append(value)
    if len(found) == len(unnamed) == 1:
        found[1 - next(iter(found))] = unnamed[0]
    return found.get(0), found.get(1)
