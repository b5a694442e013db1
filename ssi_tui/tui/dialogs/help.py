"""Help: the keys of the view and what they do, made from the bindings."""

from collections.abc import Sequence
from textwrap import wrap

from textual.widget import Widget

from ssi_tui.tui.dialogs.base import Dialog, PanelRows, title_row
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.keys.names import bindings_by_id, given_key, key_names
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.view.base import ViewScreen

KEYS_WIDTH = 14


def keys_of(view: ViewScreen) -> tuple[tuple[str, str], ...]:
    """Return (keys, what they do) of a view; keys that do the same stand in one row.

    What belongs to the view comes before what works everywhere.
    """
    bindings = bindings_by_id(view)
    rows: dict[str, list[str]] = {}
    for identity in sorted(bindings, key=lambda identity: identity.startswith("app.")):
        rows.setdefault(bindings[identity].tooltip, []).append(key_names(view, identity))
    return tuple((" ".join(names), words) for words, names in rows.items())


class HelpDialog(Dialog[None]):
    """The keys of a view; closes with any of the keys that open it."""

    BINDINGS = bindings("help")

    def __init__(self, view: ViewScreen) -> None:
        super().__init__()
        # Read now: once the dialog is in front, the keys are its own.
        self._title = f"Keys of {view.LABEL}"
        self._keys = keys_of(view)
        self._about = view.ABOUT

    def parts(self) -> Sequence[Widget]:
        """Return the keys in a table, then what the marks mean."""
        rows = [title_row(self._title, f"{given_key(self, 'dialog.close')} close"), Row()]
        for keys, text in self._keys:
            first, *rest = wrap(text, INNER - KEYS_WIDTH)
            rows.append(Row().put(0, keys, "accent", width=KEYS_WIDTH - 1).put(KEYS_WIDTH, first))
            rows += [Row().put(KEYS_WIDTH, line) for line in rest]
        rows.append(Row())
        rows += [Row().put(0, line, "muted", width=INNER) for line in self._about]
        return [PanelRows(rows)]

    def action_scroll(self, step: int) -> None:
        """Scroll the help."""
        self.query_one("#dialog").scroll_relative(y=step, animate=False)
