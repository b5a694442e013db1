"""The last row: the keys of the view, or a message for four seconds."""

from rich.cells import cell_len
from textual.reactive import var
from textual.timer import Timer

from ssi_tui.core.text.words import printable
from ssi_tui.core.value import dataclass
from ssi_tui.tui.keys.names import Key
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row, fit

MESSAGE_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Notice:
    """A message: a word in bold, a sentence about it, and perhaps a key that answers it."""

    verb: str
    text: str
    key: Key | None = None


class KeyLine(Painted):
    """The keys from left to right, as many as fit; the key of the help is always at the right."""

    line_keys: var[tuple[Key, ...]] = var(())
    help_key: var[Key | None] = var(None)
    notice: var[Notice | None] = var(None)
    _timer: Timer | None = None

    def watch_notice(self, notice: Notice | None) -> None:
        """Paint the message, and the keys again four seconds later."""
        self.repaint()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if notice is not None:
            self._timer = self.set_timer(MESSAGE_SECONDS, self._end_notice)

    def _end_notice(self) -> None:
        self.notice = None

    def rows(self, grid: Grid) -> tuple[Row, ...]:
        """Return the row of keys, or of the message and the key of the help."""
        row = Row()
        free = grid.right
        if self.help_key is not None:
            free = max(grid.mark, grid.right - self.help_key.width + 1)
            self._put(row, free, self.help_key)
        if self.notice is not None:
            self._message(row, grid, free, self.notice)
            return (row,)
        at = grid.mark
        for key in self.line_keys:
            if at + key.width > free - 3:
                break
            self._put(row, at, key)
            at += key.width + 3
        return (row,)

    def _put(self, row: Row, at: int, key: Key) -> None:
        place = at
        for number, each in enumerate(key.keys.split(" ") if key.each else (key.keys,)):
            row.put(place, each, "accent", click=key.each[number] if key.each else key.action)
            place += cell_len(each) + 1
        row.put(at + cell_len(key.keys) + 1, key.word, "muted", click=key.action)

    def _message(self, row: Row, grid: Grid, free: int, notice: Notice) -> None:
        row.put(grid.mark, notice.verb, "bold")
        at = grid.mark + cell_len(notice.verb) + 2
        room = free - at - 2
        key = notice.key
        text = printable(notice.text)
        if key is not None and cell_len(text) + 3 + key.width > room:
            key = None
        text = fit(text, room)
        row.put(at, text)
        if key is not None:
            self._put(row, at + cell_len(text) + 3, key)
