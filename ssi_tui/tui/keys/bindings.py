"""The bindings of Textual, made from the table of keys."""

from textual.binding import Binding, BindingType
from textual.keys import _character_to_key

from ssi_tui.tui.keys.table import ABOVE, HIDDEN, KEYS, Row


def bindings(place: str) -> list[BindingType]:
    """Return the bindings of a place of the table: a view, a dialog, or a part of a view."""
    return [binding(row) for row in KEYS[place]]


def binding(row: Row) -> Binding:
    """Return the binding of a row of the table."""
    identity, keys, action, description, tooltip, *how = row
    return Binding(
        ",".join(map(bound_key, keys.split())),
        action,
        description,
        show=HIDDEN not in how,
        priority=ABOVE in how,
        tooltip=tooltip,
        id=identity,
        group=next(
            (Binding.Group(word, compact=True) for word in how if word not in (HIDDEN, ABOVE)), None
        ),
    )


def bound_key(key: str) -> str:
    """Return a key as Textual names it: ``question_mark`` for ``?``."""
    return _character_to_key(key) if len(key) == 1 else key
