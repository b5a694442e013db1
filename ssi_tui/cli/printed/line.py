"""What is written to the terminal: lines put together by columns, in its own colours, and faults.

Colours are plain SGR codes (ECMA-48), so every theme of a terminal fits. They are left out where
nobody sees them; the text is the same.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

PLAIN = ""
BOLD = "1"
MUTED = "2"
ACCENT = "36"
BAR = "34"
GOOD = "32"
WATCH = "33"
DANGER = "1;31"
WIDTH = 79
"""The most cells of a line."""
WORD = 200
"""The most characters of a word in a sentence about what is wrong."""

# Titles of columns, which stand beside them.
_HEADS = ("WEEK", "ESTIMATE")
# The marks of ours that commands print most: each takes one cell.
_NARROW = frozenset("●○✓×↑→▲▼−–…│·")


class NotShownError(Exception):
    """What was asked for is written, but what came of it cannot be shown."""


class Line:
    """A line of text, put together from left to right; each piece has a style of its own."""

    __slots__ = ("_pieces", "width")

    def __init__(self, text: str = "", style: str = PLAIN) -> None:
        self._pieces: list[tuple[str, str, str]] = []
        self.width = 0
        self.add(text, style)

    def add(self, text: str, style: str = PLAIN, link: str = "") -> Line:
        """Put a text directly behind what is there; ``link`` is the page that it leads to."""
        if text:
            self._pieces.append((text, style, link))
            self.width += _cells(text)
        return self

    def to(self, column: int) -> Line:
        """Go on at a column (from 0), or one cell behind what reaches as far as that."""
        return self.add(" " * max(column - self.width, 1 if self.width else 0))

    def put(self, column: int, text: str, style: str = PLAIN, link: str = "") -> Line:
        """Put a text at a column as ``to`` goes there; without a text, nothing changes."""
        return self.to(column).add(text, style, link) if text else self

    def fit(self, column: int, text: str, style: str = PLAIN) -> Line:
        """Put what the user wrote as ``put`` does, cut where the line would be too long."""
        from ssi_tui.core.text.words import fitted

        return self.put(column, fitted(text, WIDTH - max(column, self.width + 1)), style)

    def right(self, end: int, text: str, style: str = PLAIN) -> Line:
        """Put a text so that its last cell is in a column."""
        return self.put(end + 1 - _cells(text), text, style)

    def shown(self, glyphs: str, *, color: bool) -> str:
        """Return the line without control characters but ours, nor blanks at its end."""
        from ssi_tui.core.text.words import printable

        found = []
        for text, style, link in self._pieces:
            piece = in_glyphs(printable(text), glyphs)
            if color and style:
                piece = f"\x1b[{style}m{piece}\x1b[m"
            found.append(f"\x1b]8;;{link}\x1b\\{piece}\x1b]8;;\x1b\\" if link else piece)
        return "".join(found).rstrip()

    def __str__(self) -> str:
        return self.shown("unicode", color=False)


def wrapped(head: str, text: str, width: int = WIDTH) -> Iterator[str]:
    """Yield a text behind a head; what does not fit stands below its beginning."""
    # Loaded here: few commands print sentences that are longer than a line.
    from textwrap import wrap

    first, *others = wrap(text, width - len(head), break_long_words=False) or [""]
    yield head + first
    yield from (" " * len(head) + line for line in others)


def titled(text: str) -> Line:
    """Return a line of text in which a title, a first word in capitals, is bold."""
    title = text.partition(" ")[0]
    if not (len(title) > 1 and title.isupper()):
        return Line(text)
    return Line(title, BOLD).add(text[len(title) :], MUTED if title in _HEADS else PLAIN)


def _cells(text: str) -> int:
    """Return how many cells a text takes; only user text needs the tables of Unicode."""
    if text.isascii() or all(each < "\x7f" or each in _NARROW for each in text):
        return len(text)
    from ssi_tui.core.text.words import cells

    return cells(text)


def in_utf_8() -> bool:
    """Tell whether what is printed is in UTF-8, which has our glyphs."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def in_glyphs(text: str, glyphs: str) -> str:
    """Return a text, in ASCII where ``glyphs`` or the encoding of the output says so."""
    if text.isascii() or (glyphs != "ascii" and in_utf_8()):
        return text
    # Loaded here: few terminals need it.
    from ssi_tui.core.text.ascii import ascii_text

    return ascii_text(text)


def in_color(stream: TextIO) -> bool:
    """Tell whether a stream shows colours: a terminal that has some, of a user who wants them."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()


def print_lines(lines: Iterable[Line | str], glyphs: str = "unicode") -> None:
    """Print lines without control characters, and without the padding that columns leave behind."""
    color = in_color(sys.stdout)
    for line in lines:
        print((Line(line) if isinstance(line, str) else line).shown(glyphs, color=color))


def complain(sentence: Exception | str) -> None:
    """Print one sentence on standard error, where somebody may listen or nobody.

    Of a word that is too long, as the path of a file may be, it shows the beginning and the end.
    """
    from ssi_tui.core.text.words import printable

    words = printable(str(sentence)).split()
    shown = (
        word if len(word) <= WORD else f"{word[: WORD // 2]}…{word[-WORD // 2 :]}" for word in words
    )
    try:
        said = Line(f"ssi-tui: {' '.join(shown)}", DANGER)
        print(said.shown("unicode", color=in_color(sys.stderr)), file=sys.stderr)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Discard what was not written, so that the last flush of the process does not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
