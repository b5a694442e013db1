"""Rows of cells: text at columns, painted in the styles of a palette."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ssi_tui.core.text.words import printable
from ssi_tui.tui.look.theme import Palette

ELLIPSIS = "…"


def fit(text: str, width: int) -> str:
    """Return the text in at most ``width`` cells, cut with an ellipsis where it is longer."""
    if cell_len(text) <= width:
        return text
    return "" if width < 1 else set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def longest(forms: Sequence[str], width: int) -> str:
    """Return the first of the forms that fits, or the last if none does; the longest is first."""
    return next((form for form in forms if cell_len(form) <= width), forms[-1])


def whole_words(text: str, width: int) -> str:
    """Return as many words of the text as fit; the first is cut if it is too long itself."""
    words = text.split(" ")
    while len(words) > 1 and cell_len(" ".join(words)) > width:
        words.pop()
    return fit(" ".join(words), width)


@lru_cache(512)
def _answering(style: Style, click: str | None, link: str | None) -> Style:
    """Return a style whose text answers a click, or is a link; the same as before, if there is one.

    Rich packs up what a click runs each time that a style is made.
    """
    if click is not None:
        style += Style(meta={"@click": click})
    return style if link is None else style + Style(link=link)


class Piece(NamedTuple):
    """Text that begins at a column, with its role (its style).

    ``click`` is the action that a click runs, ``link`` the page that the terminal opens. A key
    makes and compares some hundred, which takes a third of the time with tuples.
    """

    at: int
    text: str
    role: str
    click: str | None = None
    link: str | None = None

    @property
    def end(self) -> int:
        """The first column behind the text."""
        return self.at + cell_len(self.text)


class Row:
    """One row of a widget; its pieces may be put in any order, but must not overlap."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._strip: tuple[Palette, int, Strip] | None = None

    def put(
        self,
        at: int,
        text: str,
        role: str = "text",
        *,
        width: int | None = None,
        click: str | None = None,
        link: str | None = None,
    ) -> "Row":
        """Put text at a column, cut to ``width`` cells if that is given."""
        clean = printable(text)
        if width is not None:
            clean = fit(clean, width)
        if clean:
            self._pieces.append(Piece(at, clean, role, click, link))
        return self

    def right(self, end: int, text: str, role: str = "text", *, click: str | None = None) -> "Row":
        """Put text so that it ends at a column."""
        return self.put(end - cell_len(text) + 1, text, role, click=click)

    def run(self, at: int, pieces: Iterable[tuple[str, str]]) -> "Row":
        """Put (text, role) pairs side by side, the first at a column."""
        for role, alike in groupby(pieces, key=lambda piece: piece[1]):
            text = "".join(text for text, _ in alike)
            self.put(at, text, role)
            at += cell_len(text)
        return self

    def beside(self, other: "Row") -> "Row":
        """Put all pieces of another row, which has room for them, into this one."""
        self._pieces += other._pieces
        return self

    def __eq__(self, other: object) -> bool:
        """Whether another row has the same pieces."""
        return isinstance(other, Row) and self._pieces == other._pieces

    @property
    def end(self) -> int:
        """The first column behind everything that was put."""
        return max((piece.end for piece in self._pieces), default=0)

    @property
    def plain(self) -> str:
        """The row as plain text."""
        text = ""
        for piece in sorted(self._pieces, key=lambda piece: piece.at):
            text += " " * (piece.at - cell_len(text)) + piece.text
        return text

    def strip(self, palette: Palette, width: int) -> Strip:
        """Return the row, painted ``width`` cells wide; what does not fit is cut.

        It is painted once for a palette and a width; nothing is put afterwards.
        """
        known = self._strip
        if known is None or known[0] is not palette or known[1] != width:
            known = self._strip = (palette, width, self._drawn(palette, width))
        return known[2]

    def _drawn(self, palette: Palette, width: int) -> Strip:
        ground = palette["text"]
        segments: list[Segment] = []
        at = 0
        for piece in sorted(self._pieces, key=itemgetter(0)):
            if piece.at >= width:
                break
            if piece.at > at:
                segments.append(Segment(" " * (piece.at - at), ground))
            text, style = piece.text, palette[piece.role]
            if piece.click is not None or piece.link is not None:
                style = _answering(style, piece.click, piece.link)
            if piece.end > width:
                text = fit(text, width - piece.at)
            segments.append(Segment(text, style))
            at = piece.at + cell_len(text)
        if at < width:
            segments.append(Segment(" " * (width - at), ground))
        return Strip(Segment.simplify(segments), width)
