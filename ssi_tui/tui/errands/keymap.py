"""The keymap of the user: which of its keys can be taken, and what is wrong with the others.

It is loaded only if there is a keymap.
"""

from collections.abc import Iterator, Mapping

from textual.keys import Keys, key_to_character

from ssi_tui.core.slips import hint, quoted
from ssi_tui.core.value import dataclass
from ssi_tui.tui.keys.names import KEY_NAMES, bound_key, key_name
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
        named = {text: known_key(text) for text in texts}
        wrong = _wrong(identity, named)
        if wrong is None:
            keys[identity] = tuple(str(named[text]) for text in texts)
        else:
            problems[identity] = wrong
    while (clash := _clash(keys)) is not None:
        identity, key, other = clash
        del keys[identity]
        kept = f"{identity} keeps {BY_ID[identity][1]}"
        problems[identity] = f"{key_name(key)} is already used for {other}; {kept}"
    return Keymap({identity: ",".join(each) for identity, each in keys.items()}, problems)


def _wrong(identity: str, named: Mapping[str, str | None]) -> str | None:
    """Return why a binding cannot have its keys, which stand with Textual's names of them."""
    if identity not in BY_ID:
        return f"no command {quoted(identity)}. {hint(identity, BY_ID, 'See ssi-tui help keys')}"
    row = BY_ID[identity]
    for text, key in named.items():
        if key is None:
            return f"{quoted(text)} isn't a key name; {identity} keeps {row[1]}"
    names = [key_name(str(key)) for key in named.values()]
    typed = next((name for name in names if len(name) == 1), None)
    if typed is not None and (ABOVE in row or identity == "dialog.close"):
        return f"{typed} is needed for typing; {identity} keeps {row[1]}"
    return None


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
