"""The help: the keys of a view and what they do, made from its bindings."""

from collections.abc import Sequence
from textwrap import wrap

from ssi_tui.tui.dialogs.base import Dialog, line_row, title_row
from ssi_tui.tui.keys.names import bindings, bindings_by_id, given_key, key_names
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.view.base import ViewScreen

KEYS_WIDTH = 14


def keys_of(view: ViewScreen) -> tuple[tuple[str, str], ...]:
    """Return pairs of keys and what they do; keys that do the same stand in one pair.

    Keys of the view come before keys that work everywhere.
    """
    bindings = bindings_by_id(view)
    rows: dict[str, list[str]] = {}
    for identity in sorted(bindings, key=lambda identity: identity.startswith("app.")):
        rows.setdefault(bindings[identity].tooltip, []).append(key_names(view, identity))
    return tuple((" ".join(names), words) for words, names in rows.items())


class HelpDialog(Dialog[None]):
    """The keys of a view; the key that opened it closes it too."""

    BINDINGS = bindings("help")

    def __init__(self, view: ViewScreen) -> None:
        super().__init__()
        # They are read now: once the dialog is open, the active keys are its own.
        self._title = f"Keys of {view.LABEL}"
        self._keys = keys_of(view)
        self._about = view.ABOUT

    def rows(self) -> Sequence[Row]:
        """Return the keys in a table, then what the marks of the view mean."""
        rows = [title_row(self._title, f"{given_key(self, 'dialog.close')} close"), Row()]
        for keys, text in self._keys:
            first, *rest = wrap(text, INNER - KEYS_WIDTH)
            rows.append(Row().put(0, keys, "accent", width=KEYS_WIDTH - 1).put(KEYS_WIDTH, first))
            rows += [Row().put(KEYS_WIDTH, line) for line in rest]
        return [*rows, Row(), *map(line_row, self._about)]

    def action_scroll(self, step: int) -> None:
        """Scroll the help."""
        self.query_one("#dialog").scroll_relative(y=step, animate=False)
