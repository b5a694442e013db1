"""Keys by their names, on the keyboard and in Textual, and the bindings made from the table."""

from collections.abc import Mapping
from typing import Any

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import _character_to_key, key_to_character
from textual.screen import Screen

from ssi_tui.core.value import dataclass
from ssi_tui.tui.keys.table import ABOVE, BY_ID, HIDDEN, KEYS, Row

# Keys that Textual calls by a word, and does not turn back into a character.
KEY_NAMES = {
    "minus": "-",
    "plus": "+",
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "underscore": "_",
}

# What stands in a row of hints for a key with a longer name.
SHORT = {"escape": "esc", "pagedown": "PgDn", "pageup": "PgUp", "delete": "del"}
ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}


@dataclass(frozen=True, slots=True)
class Key:
    """Keys with one word, as the last row shows them: ``c s m f n tick``.

    ``action`` is what a click runs. If the keys run different actions, ``each`` holds these, in the
    order of the keys.
    """

    keys: str
    word: str
    action: str | None = None
    each: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The width in cells."""
        return cell_len(self.keys) + (1 + cell_len(self.word) if self.word else 0)


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
        group=Binding.Group(word, compact=True) if (word := shared(row)) else None,
    )


def shared(row: Row) -> str:
    """Return the word that a row shares with other keys that stand together, or nothing."""
    return next((word for word in row[5:] if word.islower() and word not in (HIDDEN, ABOVE)), "")


def bound_key(key: str) -> str:
    """Return a key as Textual names it: ``question_mark`` for ``?``."""
    return _character_to_key(key) if len(key) == 1 else key


def key_name(key: str) -> str:
    """Return the name of a key as on the keyboard: ``?`` for ``question_mark``."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    character = key_to_character(key) or ""
    return character if character.isprintable() and character.strip() else key


def hint(node: DOMNode, key: str) -> str:
    """Return a key as rows of hints show it: ``^r`` for ``ctrl+r``, ``esc``, ``↓``.

    In ASCII an arrow keeps its word, since a letter would be taken for a key.
    """
    name = key_name(key)
    if name in ARROWS and not node.app.has_class("-ascii"):
        return ARROWS[name]
    return SHORT.get(name, name.replace("ctrl+", "^"))


def given_key(node: DOMNode, identity: str) -> str:
    """Return the first key of a binding, active or not: the user's own, or the usual one."""
    # Textual has no public way to ask for one key of the map.
    given = node.app._keymap.get(identity)
    return hint(node, given.split(",")[0] if given else BY_ID[identity][1].split()[0])


def bindings_by_id(screen: Screen[Any]) -> Mapping[str, Binding]:
    """Return the active bindings by id, with the keys that the user has given them.

    They stand in the order of the table; those of the widget that has the focus come first.
    """
    found: dict[str, Binding] = {}
    for active in screen.active_bindings.values():
        if active.binding.id is not None:
            found.setdefault(active.binding.id, active.binding)
    order = [
        binding
        for owner in (*reversed(type(screen).__mro__), *reversed(type(screen.app).__mro__))
        for binding in vars(owner).get("BINDINGS", ())
        if isinstance(binding, Binding)
    ]
    places = {binding.id: place for place, binding in reversed(list(enumerate(order)))}
    # The key of a task of the user's own is in no table: it comes after the others of its group.
    ends = {binding.group: place for place, binding in enumerate(order) if binding.group}

    def place_of(name: str) -> int:
        group = found[name].group
        return places.get(name, -1 if group is None else ends.get(group, -1))

    return {name: found[name] for name in sorted(found, key=place_of)}


def key_names(screen: Screen[Any], identity: str) -> str:
    """Return all active keys of a binding, with spaces between them: ``j down``."""
    keys = [
        hint(screen, key)
        for key, active in screen.active_bindings.items()
        if active.binding.id == identity
    ]
    return " ".join(keys)


def key_of(screen: Screen[Any], identity: str, word: str) -> Key | None:
    """Return the key of a binding with a word for a message; ``None`` if it is not active."""
    binding = bindings_by_id(screen).get(identity)
    return Key(hint(screen, binding.key), word, identity) if binding is not None else None
