r"""Lines to records, in two quoting dialects at once, with a way back after a broken record.

LinkedIn writes a quote inside a quoted field doubled in some files and with a backslash in
others, at times in one archive. The csv module reads the first; a record that it cannot read, or
that is none of the table, is read again with a backslash that escapes inside quotes only. Where
that fails too, its first line stands alone and reading goes on at the next line that begins a
record, so that a broken record does not take its neighbours along.
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
# Characters that may be read again for broken records: a constant and a multiple of the file. A
# line counts for some more, as it costs more than its characters.
_ALLOWANCE = 1 << 22
_ALLOWANCE_FACTOR = 6
_LINE_COST = 24

Cells = list[str]
Look = Callable[[Cells], Moment | Fault | None]
"""What tells a record of the table: its date or what is wrong with that, ``None`` for no record.

In a table without dates it is always a day.
"""

Row = tuple[int, Moment | None, Any]
"""Line (from 1), date (``None`` in a table without dates), the asked columns as a tuple."""

Settle = Callable[[int, Cells | None, Moment | Fault | None], Row | None]
"""What makes a row of a line, its cells (``None``: not readable) and what ``Look`` said, or not."""

_Found = tuple[Cells | None, Moment | Fault | None, int]

_TOKENS = {True: re.compile(r'\\"|\\\\|""|"'), False: re.compile(r'\\"|""|"')}


@dataclass(frozen=True, slots=True)
class Shape:
    """What the records of a table are like.

    ``pick`` takes the asked columns from the cells and an empty one behind them, ``settle`` makes
    the rows that are not plain. ``first_line_will_do`` where all that counts stands before the
    text of a record.
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
        # The lines from the start of the current record on, as far as they have been read.
        self._window: list[str] = []
        self._window_start = 0
        self._start = 0
        self._characters = 0
        self._read_again = 0

    # -- lines --------------------------------------------------------------------------------

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

    def _feed(self) -> Iterator[list[str]]:
        while (lines := self._fetch()) is not None:
            yield lines

    def peek(self, number: int) -> str | None:
        """Return a line by its number (from 0), ``None`` behind the last."""
        while number >= self._window_start + len(self._window):
            if self._fetch() is None:
                return None
        return self._window[number - self._window_start]

    # -- records ------------------------------------------------------------------------------

    def read(self, first: int) -> Iterator[Row]:
        """Yield the rows from a line (from 0) on."""
        look, width, pick, settle = self._look, self._width, self._shape.pick, self._shape.settle
        at = first
        while True:
            self._start = at
            self.peek(at)
            window = self._window[at - self._window_start :]
            reader = csv.reader(
                chain(window, chain.from_iterable(self._feed())),
                delimiter=self._delimiter,
                strict=True,
            )
            base = at
            cells: Cells | None = None
            try:
                for cells in reader:
                    if len(cells) == width:
                        moment = look(cells)
                        # Behind a backslash the last quote may not have been the closing one.
                        if isinstance(moment, date) and cells[-1][-1:] != "\\":
                            cells.append("")
                            yield at + 1, moment, pick(cells)
                            self._start = at = base + reader.line_num
                            continue
                    end = base + reader.line_num
                    if cells and self._is_quoted(at, end):
                        break
                    # Nothing about quotes: whoever settles it says what is wrong with it.
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
        """Return the best reading of a broken record, and the line at which to go on."""
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
        if self._shape.first_line_will_do and isinstance(moment, date):
            return alone, moment, after
        return None, None, after

    def _is_whole(self, cells: Cells) -> bool:
        return len(cells) == self._width and self._look(cells) is not None

    def _is_exhausted(self) -> bool:
        return self._read_again > _ALLOWANCE + _ALLOWANCE_FACTOR * self._characters

    def _begins_within(self, start: int, end: int) -> bool:
        return any(self._begins(number) for number in range(start, end))

    def _next_start(self, number: int) -> int:
        """Return the next line that begins a record, or the one behind the last."""
        while (line := self.peek(number)) is not None and not self._begins(number):
            self._read_again += len(line) + _LINE_COST
            number += 1
            # The lines passed over are not needed again.
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
            # Date and link on one line are no text; its quotes may be broken again.
            cells = self._alone(number)
            moment = self._look(cells)
            return isinstance(moment, date) or (moment is not None and not cells[0])
        for found in (
            self._strict(number),
            self._escaped(number, pairs=True),
            self._escaped(number, pairs=False),
        ):
            if (
                found is not None
                and len(found[0]) == self._width
                and isinstance(self._look(found[0]), date)
            ):
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
        """Read the physical line alone, whatever its quotes are."""
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
        r"""Read one record at a line with a backslash that escapes a quote inside quotes only.

        ``pairs`` tells whether two backslashes there are one. Returns the cells and the line
        behind the record, ``None`` where the quotes do not close before a delimiter.
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
