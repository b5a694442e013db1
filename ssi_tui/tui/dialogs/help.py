"""The help of a view: what it shows at the left, and its keys, made from its bindings."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from textwrap import wrap

from textual import events
from textual.reactive import reactive

from ssi_tui.tui.dialogs.about import Part, about
from ssi_tui.tui.dialogs.base import Dialog
from ssi_tui.tui.keys.listed import KeyUse, Line, listed
from ssi_tui.tui.keys.names import bindings, bindings_by_id, given_key, key_names
from ssi_tui.tui.keys.table import KEYS, LATER
from ssi_tui.tui.look.grid import NARROW_BELOW, TREND_FROM
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.view.base import ViewScreen

# The widths of the meanings and of the keys where both stand side by side.
MEANING, GAP, KEYS_WIDTH = 45, 2, 11
# Marks have narrow places, words that stand on the screen wide ones.
MARK, TERM = 4, 2
# The rows above the meanings: the one above the title, the title, and a blank one.
HEAD = 3
WHEEL = 3


def keys_of(view: ViewScreen) -> Mapping[str, Sequence[Line]]:
    """Return the keys of a view but the one of the help, under titles, with what they do."""
    found = bindings_by_id(view)
    uses = [
        KeyUse(identity, tuple(key_names(view, identity).split()), binding.tooltip)
        for identity, binding in found.items()
        if identity != "app.help"
    ]
    # A task of the user's own may have the key of something that came later.
    taken = {binding.key for binding in found.values()}
    later = (row for row in KEYS[view.MODE] if row[0] in LATER and row[0] not in found)
    lost = [row for row in later if row[1] in taken]
    return listed([*uses, *(KeyUse(row[0], ("no key",), row[4]) for row in lost)])


class HelpDialog(Dialog[None]):
    """The help of a view over the whole screen; the key that opened it closes it too."""

    BINDINGS = bindings("help")

    first: reactive[int] = reactive(0)

    def __init__(self, view: ViewScreen) -> None:
        super().__init__()
        # They are read now: once the dialog is open, the active keys are its own.
        self._title = f"Help: {view.LABEL}"
        self._keys = keys_of(view)
        self._about = about(view.MODE, view.dashboard)

    @property
    def _room(self) -> int:
        return max(1, self.app.size.height - HEAD)

    def validate_first(self, first: int) -> int:
        """Keep the last row in sight where all is longer than the screen."""
        return max(0, min(first, len(self._body()) - self._room)) if self.is_mounted else 0

    def watch_first(self) -> None:
        """Show what stands there."""
        self.repaint()

    def on_resize(self) -> None:
        """Lay everything out anew."""
        self.first = self.first
        self.repaint()

    def rows(self) -> Sequence[Row]:
        """Return the title, and as many rows of the help as there is room for."""
        width, body = self.app.size.width, self._body()
        left, title = self._margin, Row()
        words = [(given_key(self, "dialog.close"), "accent"), (" close", "muted")]
        pages = -(-len(body) // self._room)
        if pages > 1:
            page = -(-self.first // self._room) + 1
            keys = f"{given_key(self, 'help.down')} {given_key(self, 'help.up')}"
            words = [(keys, "accent"), (f" scroll   {page} of {pages}   ", "muted"), *words]
        at = max(left, width - 3 - sum(len(text) for text, _ in words))
        title.put(left, self._title, "bold", width=at - left - 1).run(at, words)
        return [title, Row(), *body[self.first : self.first + self._room]]

    @property
    def _margin(self) -> int:
        return 2 if self.app.size.width < NARROW_BELOW else 4

    def _body(self) -> Sequence[Row]:
        width, left = self.app.size.width, self._margin
        if width < TREND_FROM:
            meanings = _meaning(self._about, left, width - left - 4)
            return [*meanings, Row(), *_keys(self._keys, left, width)]
        room = min(64, MEANING + (width - TREND_FROM) // 2)
        right = left + room + GAP
        meanings = _meaning(self._about, left, room)
        keys = _keys(self._keys, right, width)
        pairs = zip_longest(meanings, keys)
        return [(one or Row()).beside(other or Row()) for one, other in pairs]

    def action_scroll(self, step: int) -> None:
        """Scroll the help by rows."""
        self.first += step

    def action_page(self, step: int) -> None:
        """Scroll the help by pages."""
        self.first += step * self._room

    def action_end(self, step: int) -> None:
        """Go to the first or the last row."""
        self.first = 0 if step < 0 else len(self._body())

    def on_mouse_scroll_down(self, _: events.MouseScrollDown) -> None:
        """Scroll the help down with the wheel."""
        self.first += WHEEL

    def on_mouse_scroll_up(self, _: events.MouseScrollUp) -> None:
        """Scroll the help up with the wheel."""
        self.first -= WHEEL


def _wrapped(text: str, room: int) -> Sequence[str]:
    """Return a text in lines; on a terminal without any room for it they have one letter."""
    return wrap(text, max(1, room))


def _meaning(parts: Sequence[Part], left: int, room: int) -> list[Row]:
    """Return what a view shows, from a column on, ``room`` cells wide."""
    rows: list[Row] = []
    for title, lines in parts:
        rows += [Row(), Row().put(left, title, "title")]
        terms = max((len(line[0]) for line in lines if not isinstance(line, str)), default=0)
        for line in lines:
            if isinstance(line, str):
                rows += [Row().put(left, text) for text in _wrapped(line, room)]
                continue
            mark, role, words = line
            wide = MARK if len(mark) + 1 < MARK else terms + TERM
            first, *others = _wrapped(words, room - wide)
            rows.append(Row().put(left, mark, role).put(left + wide, first))
            rows += [Row().put(left + wide, text) for text in others]
    return rows[1:]


def _keys(listed_keys: Mapping[str, Sequence[Line]], left: int, width: int) -> list[Row]:
    """Return the keys under their titles, from a column to the width of the screen."""
    longest = max(len(keys) for lines in listed_keys.values() for keys, _ in lines)
    at = left + min(max(KEYS_WIDTH, longest + 2), (width - left) // 2)
    rows: list[Row] = []
    for title, lines in listed_keys.items():
        rows += [Row(), Row().put(left, title, "title")]
        for keys, words in lines:
            first, *others = _wrapped(words, width - at - 1)
            rows.append(Row().put(left, keys, "accent", width=at - left - 1).put(at, first))
            rows += [Row().put(at, text) for text in others]
    return rows[1:]
