"""The last row: the keys of the view, or a message, and at the right the keys of every view."""

from collections.abc import Iterator

from rich.cells import cell_len
from textual.reactive import var
from textual.timer import Timer

from ssi_tui.core.text.words import printable
from ssi_tui.core.value import dataclass, replace
from ssi_tui.tui.keys.names import Key
from ssi_tui.tui.look.grid import SMALLEST, Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row, fit

MESSAGE_SECONDS = 4.0
# Between two keys at the left, and two parts of a message; keys at the right stand one closer.
GAP = 3

Part = tuple[str, str, str | None]
"""A text with its role, and what a click on it runs."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message: a sentence, or what was logged, and the keys that answer it.

    ``more`` is a sentence that may be left out, ``short`` the text in shorter forms, the longest
    first. ``logged`` stands in bold behind a check mark, before the ``text``. ``gain`` is a pillar
    with the points that it gained. ``offer`` is a key that goes further, ``back`` the one that
    takes back what was done. A message that ``stays`` goes only with the next key.
    """

    text: str
    back: Key | None = None
    logged: str = ""
    gain: tuple[str, str] | None = None
    offer: Key | None = None
    stays: bool = False
    more: str = ""
    short: tuple[str, ...] = ()

    def parts(self) -> list[Part]:
        """Return what the message is made of, from left to right."""
        apart: Part = (" " * GAP, "text", None)
        found: list[Part] = []
        if self.logged:
            found += [("✓ ", "check", None), (printable(self.logged), "bold", None)]
        said = " ".join(filter(None, (self.text, self.more)))
        found.append((printable(said), "text", None))
        if self.gain is not None:
            pillar, points = self.gain
            found += [apart, (f"{pillar} ", "muted", None), (points, "text", None)]
        for key in (self.offer, self.back):
            if key is not None:
                found += [apart, (f"{key.keys} ", "accent", key.action)]
                found.append((key.word, "muted", key.action))
        return found


def _forms(notice: Notice, ends: tuple[Key, ...]) -> Iterator[tuple[Notice, tuple[Key, ...]]]:
    """Yield a message and the keys at its right, each time with less of what matters least."""
    yield notice, ends
    yield replace(notice, offer=None), ends
    bare = replace(notice, offer=None, gain=None)
    texts = (notice.text, *notice.short)
    for said in (bare, *(replace(bare, text=text, more="") for text in texts)):
        for keys in (ends, (*ends[:1], *ends[2:]), ends[:1]):
            yield said, keys


def _width(parts: list[Part]) -> int:
    return sum(cell_len(text) for text, _, _ in parts)


class KeyLine(Painted):
    """The keys of the view, as many as fit, and ``end_keys``, those of every view, flush right.

    A message takes the place of the former until the next key, or for four seconds.
    """

    line_keys: var[tuple[Key, ...]] = var(())
    end_keys: var[tuple[Key, ...]] = var(())
    notice: var[Notice | None] = var(None)
    _timer: Timer | None = None

    def watch_notice(self, notice: Notice | None) -> None:
        """Paint the message, and the keys again four seconds later."""
        self.repaint()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if notice is not None and not notice.stays:
            self._timer = self.set_timer(MESSAGE_SECONDS, self._end_notice)

    def _end_notice(self) -> None:
        self.notice = None

    def rows(self, grid: Grid) -> tuple[Row, ...]:
        """Return the row of keys, or of the message with as many keys as leave it whole."""
        if self.notice is not None:
            return (self._message(grid, self.notice),)
        row, free = self._ended(grid, self.end_keys)
        at = grid.mark
        for key in self.line_keys:
            if at + key.width > free - GAP:
                break
            self._put(row, at, key)
            at += key.width + GAP
        return (row,)

    def _ended(self, grid: Grid, keys: tuple[Key, ...]) -> tuple[Row, int]:
        """Return a row with keys flush right, and the first column that they leave no room for."""
        row, at = Row(), grid.right + 1
        if grid.width < SMALLEST[0]:
            keys = tuple(replace(key, word="") for key in keys)
        for key in reversed(keys):
            at -= key.width
            if at >= grid.mark:
                self._put(row, at, key)
            at -= GAP - 1
        return row, max(grid.mark, at + GAP - 1) if keys else grid.right + GAP

    def _put(self, row: Row, at: int, key: Key) -> None:
        place = at
        for number, each in enumerate(key.keys.split(" ") if key.each else (key.keys,)):
            row.put(place, each, "accent", click=key.each[number] if key.each else key.action)
            place += cell_len(each) + 1
        row.put(at + cell_len(key.keys) + 1, key.word, "muted", click=key.action)

    def _message(self, grid: Grid, notice: Notice) -> Row:
        """Return the row of a message, which loses what matters least until the rest fits."""
        ends = self.end_keys
        for said, keys in _forms(notice, ends):
            row, free = self._ended(grid, keys)
            parts, room = said.parts(), free - GAP - grid.mark
            if _width(parts) <= room:
                break
        else:
            bare = said
            if _width(replace(bare, text="").parts()) > room:
                bare = replace(bare, back=None)
            text = printable(bare.text)
            left = room - _width(replace(bare, text="").parts())
            parts = replace(bare, text=fit(text, max(0, left))).parts() if left > 0 else []
        at = grid.mark
        for text, role, click in parts:
            row.put(at, text, role, click=click)
            at += cell_len(text)
        return row
