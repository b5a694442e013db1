"""The keymap of the user: which of its keys can be taken, and what is wrong with the others.

It is loaded only if there is a keymap.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from textual.keys import Keys, key_to_character

from ssi_tui.tui.keys.bindings import bound_key
from ssi_tui.tui.keys.names import KEY_NAMES, key_name
from ssi_tui.tui.keys.table import ABOVE, BY_ID, EVERYWHERE, IN_DIALOGS, IN_PANELS, IN_VIEWS, Row

MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_NAMES = {key.value for key in Keys} | KEY_NAMES.keys()

Wanted = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that are taken, as Textual names them, and what is wrong with the others, by id."""

    keys: Mapping[str, str]
    problems: Mapping[str, str]


def scopes() -> Iterator[tuple[Row, ...]]:
    """Yield the rows that work at the same time, for each view, dialog and part of a view."""
    everywhere = tuple(row for rows in EVERYWHERE.values() for row in rows)
    above = tuple(row for row in everywhere if ABOVE in row)
    yield from ((*rows, *everywhere) for rows in IN_VIEWS.values())
    yield from ((*rows, *IN_DIALOGS["dialog"], *above) for rows in IN_DIALOGS.values())
    yield from ((*rows, *above) for rows in IN_PANELS.values())


def known_key(text: str) -> str | None:
    """Return Textual's name of a key, ``question_mark`` for ``?``, or ``None`` if it is no key."""
    if text in (" ", "+"):
        return "space" if text == " " else "plus"
    *modifiers, last = text.strip().split("+")
    if not last or not set(modifiers) <= MODIFIERS:
        return None
    if len(last) > 1 and last not in _NAMES and key_to_character(last) is None:
        return None
    last = bound_key(last)
    if modifiers == ["shift"] and len(last) == 1:
        # Terminals send the capital letter.
        return last.upper()
    return "+".join([*modifiers, last])


def keymap_of(wanted: Wanted) -> Keymap:
    """Return which keys of a keymap can be taken; none of those that clash is."""
    problems: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for identity, texts in wanted.items():
        if identity not in BY_ID:
            problems[identity] = _unknown(identity)
            continue
        named = [known_key(text) for text in texts]
        kept = f"{identity} keeps {BY_ID[identity][1]}"
        if None in named:
            wrong = texts[named.index(None)]
            problems[identity] = f'"{wrong}" is not the name of a key; {kept}'
            continue
        taken = tuple(str(key) for key in named)
        typed = next((key for key in taken if len(key_name(key)) == 1), None)
        if typed is not None and _above_fields(BY_ID[identity]):
            problems[identity] = f"{key_name(typed)} is typed into fields; {kept}"
            continue
        keys[identity] = taken
    while (clash := _clash(keys)) is not None:
        identity, key, other = clash
        del keys[identity]
        kept = f"{identity} keeps {BY_ID[identity][1]}"
        problems[identity] = f"{key_name(key)} is {other} already; {kept}"
    return Keymap({identity: ",".join(each) for identity, each in keys.items()}, problems)


def _above_fields(row: Row) -> bool:
    return ABOVE in row or row[0] == "dialog.close"


def _unknown(identity: str) -> str:
    near = get_close_matches(identity, BY_ID, 1)
    advice = f"the nearest is {near[0]}" if near else "ssi-tui help keys lists all of them"
    return f'there is no binding "{identity}"; {advice}'


def _clash(keys: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str] | None:
    """Return the id of a given key that clashes, that key, and the id that has it already."""
    order = list(keys)
    for scope in scopes():
        owners: dict[str, str] = {}
        for identity, usual, *_ in scope:
            for key in keys.get(identity) or map(bound_key, usual.split()):
                other = owners.setdefault(key, identity)
                given = [each for each in (other, identity) if each in keys]
                if other != identity and given:
                    # If both were given, the key belongs to the one that is first in the file.
                    loser = max(given, key=order.index)
                    return loser, key, other if loser == identity else identity
    return None
