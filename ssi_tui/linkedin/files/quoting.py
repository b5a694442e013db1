r"""Turns lines into records, in two quoting dialects at once, and recovers after a broken record.

A quote inside a quoted field is doubled in some of LinkedIn's files and escaped by a backslash in
others, sometimes in the same archive. The csv module reads the first dialect. A record that it
cannot read, or that does not fit the table, is read again in the second one, in which a backslash
escapes inside quotes only. If that fails too, the record is its first line, and reading goes on at
the next line that begins a record, so that a broken record does not take others along.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from ssi_tui.linkedin.files.dates import Fault, Moment

RECORD_LINES = 5000
FIELD_MAX = 1 << 20
# How many characters may be read again for broken records: a constant plus a multiple of the file.
# Each line counts as some more characters, as it costs more time than they do.
_ALLOWANCE = 1 << 22
_ALLOWANCE_FACTOR = 6
_LINE_COST = 24

Cells = list[str]
Look = Callable[[Cells], Moment | Fault | None]
"""Returns the date of a record or what is wrong with it, ``None`` if the cells are not a record.

In a table without dates it always returns a day.
"""

Row = tuple[int, Moment | None, Any]
"""The line (from 1), the date (any in a table without dates), and the wanted cells as a tuple."""

Settle = Callable[[int, Cells | None, Moment | Fault | None], Row | None]
"""Makes a row, if it can, of a line, its cells (``None``: not readable) and what ``Look`` said."""

_Found = tuple[Cells | None, Moment | Fault | None, int]

_TOKENS = {True: re.compile(r'\\"|\\\\|""|"'), False: re.compile(r'\\"|""|"')}


@dataclass(frozen=True, slots=True)
class Shape:
    """How the records of a table are read.

    ``width`` is the number of cells. ``pick`` takes the wanted cells out of a record, to which an
    empty cell was added; ``settle`` makes rows of records that are not in order.
    ``first_line_will_do`` tells whether everything that counts comes before the text of a record.
    """

    delimiter: str
    width: int
    look: Look
    pick: Callable[[Cells], Any]
    settle: Settle
    first_line_will_do: bool = False


class Records:
    """The records of a table, each as a row with its line number."""

    def __init__(self, chunks: Iterator[list[str]], shape: Shape) -> None:
        self._chunks = chunks
        self._shape = shape
        self._delimiter = shape.delimiter
        self._width = shape.width
        self._look = shape.look
        # The lines read so far, from the start of the current record on.
        self._window: list[str] = []
        self._window_start = 0
        self._start = 0
        self._characters = 0
        self._read_again = 0

    def _fetch(self) -> list[str] | None:
        lines = next(self._chunks, None)
        if lines is not None:
            passed = min(self._start - self._window_start, len(self._window))
            if passed > 0:
                del self._window[:passed]
                self._window_start += passed
            self._window.extend(lines)
            self._characters += sum(map(len, lines))
        return lines

    def peek(self, number: int) -> str | None:
        """Return a line by its number (from 0), ``None`` after the last."""
        while number >= self._window_start + len(self._window):
            if self._fetch() is None:
                return None
        return self._window[number - self._window_start]

    def read(self, first: int) -> Iterator[Row]:
        """Yield the rows of the records from a line on, counted from 0."""
        look, width, pick, settle = self._look, self._width, self._shape.pick, self._shape.settle
        at = first
        while True:
            self._start = at
            self.peek(at)
            window = self._window[at - self._window_start :]
            reader = csv.reader(
                chain(window, chain.from_iterable(iter(self._fetch, None))),
                delimiter=self._delimiter,
                strict=True,
            )
            base = at
            cells: Cells | None = None
            try:
                for cells in reader:
                    if len(cells) == width:
                        moment = look(cells)
                        # If a backslash comes before it, the last quote may not be the closing one.
                        if isinstance(moment, date) and cells[-1][-1:] != "\\":
                            cells.append("")
                            yield at + 1, moment, pick(cells)
                            self._start = at = base + reader.line_num
                            continue
                    end = base + reader.line_num
                    if cells and self._is_quoted(at, end):
                        break
                    # It has no quotes that could be to blame, so it is settled as it is.
                    row = settle(at + 1, cells, look(cells)) if cells else None
                    if row is not None:
                        yield row
                    self._start = at = end
                else:
                    return
            except csv.Error:
                cells = None
            cells, settled, after = self._repaired(at, base + reader.line_num, cells)
            row = settle(at + 1, cells, settled)
            at = after
            if row is not None:
                yield row

    def _is_quoted(self, start: int, end: int) -> bool:
        first = start - self._window_start
        return any('"' in line for line in self._window[first : first + end - start])

    def _repaired(self, start: int, end: int, strict: Cells | None) -> _Found:
        """Return the best reading of a broken record, its date, and the line to go on from."""
        if self._is_exhausted():
            return None, None, max(end, start + 1)
        found = [] if strict is None else [(strict, end)]
        if strict is not None and self._is_whole(strict) and self._begins(end):
            return strict, self._look(strict), end
        for pairs in (True, False):
            escaped = self._escaped(start, pairs=pairs)
            if escaped is not None:
                if self._is_whole(escaped[0]):
                    return escaped[0], self._look(escaped[0]), escaped[1]
                found.append(escaped)
        for cells, after in found:
            moment = self._look(cells)
            if isinstance(moment, date) and not self._begins_within(start + 1, after):
                return cells, moment, after
        if strict is not None and (
            end == start + 1
            or (len(strict) == self._width and not self._begins_within(start + 1, end))
        ):
            return strict, self._look(strict), end
        alone = self._alone(start)
        moment = self._look(alone)
        after = self._next_start(start + 1)
        if self._shape.first_line_will_do and alone:
            return alone, moment, after
        return None, None, after

    def _is_whole(self, cells: Cells) -> bool:
        return len(cells) == self._width and self._look(cells) is not None

    def _is_exhausted(self) -> bool:
        return self._read_again > _ALLOWANCE + _ALLOWANCE_FACTOR * self._characters

    def _begins_within(self, start: int, end: int) -> bool:
        return any(self._begins(number) for number in range(start, end))

    def _next_start(self, number: int) -> int:
        """Return the number of the next line that begins a record, or of the end."""
        while (line := self.peek(number)) is not None and not self._begins(number):
            self._read_again += len(line) + _LINE_COST
            number += 1
            # The lines that were passed over are not needed again.
            self._start = number
        return number

    def _begins(self, number: int) -> bool:
        """Tell whether a record with a date begins at a line."""
        line = self.peek(number)
        if line is None or self._delimiter not in line:
            return False
        if self._is_exhausted():
            return True
        if self._shape.first_line_will_do:
            # No text has a date and a link on one line; the quotes on it may be broken as well.
            cells = self._alone(number)
            moment = self._look(cells)
            return isinstance(moment, date) or (moment is not None and not cells[0])
        for found in (
            self._strict(number),
            self._escaped(number, pairs=True),
            self._escaped(number, pairs=False),
        ):
            cells = [] if found is None else found[0]
            if len(cells) == self._width and isinstance(self._look(cells), date):
                return True
        return False

    def _strict(self, start: int) -> tuple[Cells, int] | None:
        """Read one record at a line as the csv module does."""
        reader = csv.reader(self._counted(start), delimiter=self._delimiter, strict=True)
        try:
            return next(reader, []), start + reader.line_num
        except csv.Error:
            return None

    def _alone(self, number: int) -> Cells:
        """Read only one physical line, whatever its quotes are like."""
        line = self.peek(number) or ""
        self._read_again += len(line) + _LINE_COST
        try:
            return next(csv.reader([line], delimiter=self._delimiter), [])
        except csv.Error:
            return []

    def _counted(self, start: int) -> Iterator[str]:
        for number in range(start, start + RECORD_LINES):
            line = self.peek(number)
            if line is None:
                return
            self._read_again += len(line) + _LINE_COST
            yield line

    def _escaped(self, start: int, *, pairs: bool) -> tuple[Cells, int] | None:
        r"""Read one record in the dialect in which a backslash escapes a quote inside quotes.

        ``pairs`` tells whether two backslashes stand for one. Returns the cells and the line after
        the record, ``None`` if a closing quote is missing or not followed by a delimiter.
        """
        lines = self._counted(start)
        line = next(lines, "")
        number = start + 1
        tokens = _TOKENS[pairs]
        cells: Cells = []
        at = 0
        while True:
            if line.startswith('"', at):
                at += 1
                parts = []
                while True:
                    token = tokens.search(line, at)
                    if token is None:
                        parts.append(line[at:])
                        following = next(lines, None)
                        if following is None:
                            return None
                        line, at, number = following, 0, number + 1
                        continue
                    parts.append(line[at : token.start()])
                    at = token.end()
                    if token.group() == '"':
                        break
                    parts.append(token.group()[-1])
                cells.append("".join(parts))
                if not line.startswith((self._delimiter, "\n"), at) and at < len(line):
                    return None
            else:
                end = line.find(self._delimiter, at)
                if end < 0:
                    end = len(line) - line.endswith("\n")
                cells.append(line[at:end])
                at = end
            if not line.startswith(self._delimiter, at):
                return cells, number
            at += 1
