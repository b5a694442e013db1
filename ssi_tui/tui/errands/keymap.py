"""The keys that the user has given: which can be taken, and what is wrong with the others.

Loaded where there is a keymap alone: to find clashes every dialog has to be looked at.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from textual.binding import Binding, BindingType
from textual.keys import Keys, _character_to_key, key_to_character

from ssi_tui.tui import dialogs, log, pillars, review, streaks, today
from ssi_tui.tui.dialogs.base import Dialog
from ssi_tui.tui.keys.everywhere import EVERYWHERE
from ssi_tui.tui.keys.names import KEY_NAMES, key_name
from ssi_tui.tui.view.base import ViewScreen

MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_NAMES = frozenset(key.value for key in Keys)

Wanted = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys that are taken, as Textual wants them, and what is wrong with the others, by id."""

    keys: Mapping[str, str]
    problems: Mapping[str, str]


def declared(owner: type) -> Iterator[Binding]:
    """Yield the bindings that a class and its bases of ours declare, one for each key."""
    for base in reversed(owner.__mro__):
        own: list[BindingType] = list(vars(base).get("BINDINGS", ()))
        for binding in Binding.make_bindings(own):
            # What Textual binds has no id, and gives way to what we bind.
            if binding.id is not None:
                yield binding


def scopes() -> Iterator[tuple[Binding, ...]]:
    """Yield the bindings that work at the same time: of each view, and of each dialog."""
    owners: dict[type, None] = {}
    for room in (dialogs, log, pillars, review, streaks, today):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            for owner in vars(importlib.import_module(module.name)).values():
                if isinstance(owner, type) and issubclass(owner, ViewScreen | Dialog):
                    owners[owner] = None
    everywhere = tuple(Binding.make_bindings(EVERYWHERE))
    above = tuple(binding for binding in everywhere if binding.priority)
    for owner in owners:
        yield (*declared(owner), *(everywhere if issubclass(owner, ViewScreen) else above))


def known_key(text: str) -> str | None:
    """Return a key as Textual names it: ``?`` is ``question_mark``; ``None`` for what is none."""
    if text in (" ", "+"):
        return "space" if text == " " else "plus"
    *modifiers, last = text.strip().split("+")
    if not last or not set(modifiers) <= MODIFIERS:
        return None
    if len(last) == 1:
        last = _character_to_key(last)
    elif last not in _NAMES and last not in KEY_NAMES and key_to_character(last) is None:
        return None
    if modifiers == ["shift"] and len(last) == 1:
        # Terminals send the capital.
        return last.upper()
    return "+".join([*modifiers, last])


def keymap_of(wanted: Wanted) -> Keymap:
    """Return what can be taken of a keymap; nothing that clashes is."""
    found = tuple(scopes())
    usual: dict[str, list[Binding]] = {}
    for scope in found:
        for binding in scope:
            if binding not in usual.setdefault(str(binding.id), []):
                usual[str(binding.id)].append(binding)
    problems: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for identity, texts in wanted.items():
        if identity not in usual:
            problems[identity] = _unknown(identity, usual)
            continue
        named = [known_key(text) for text in texts]
        kept = " ".join(dict.fromkeys(key_name(binding.key) for binding in usual[identity]))
        if None in named:
            wrong = texts[named.index(None)]
            problems[identity] = f'"{wrong}" is not the name of a key; {identity} keeps {kept}'
            continue
        taken = tuple(str(key) for key in named)
        typed = next((key for key in taken if len(key_name(key)) == 1), None)
        if typed is not None and any(_above_fields(binding) for binding in usual[identity]):
            problems[identity] = f"{key_name(typed)} is typed into fields; {identity} keeps {kept}"
            continue
        keys[identity] = taken
    while (clash := _clash(found, keys)) is not None:
        identity, key, other = clash
        del keys[identity]
        kept = " ".join(dict.fromkeys(key_name(binding.key) for binding in usual[identity]))
        problems[identity] = f"{key_name(key)} is {other} already; {identity} keeps {kept}"
    return Keymap({identity: ",".join(each) for identity, each in keys.items()}, problems)


def _above_fields(binding: Binding) -> bool:
    return binding.priority or binding.id == "dialog.close"


def _unknown(identity: str, known: Iterable[str]) -> str:
    near = get_close_matches(identity, list(known), 1)
    advice = f"the nearest is {near[0]}" if near else "ssi-tui help keys lists all of them"
    return f'there is no binding "{identity}"; {advice}'


def _clash(
    found: Iterable[tuple[Binding, ...]], keys: Mapping[str, tuple[str, ...]]
) -> tuple[str, str, str] | None:
    """Return an id whose keys were given, a key of it, and the id that has that key too."""
    order = list(keys)
    for scope in found:
        owners: dict[str, str] = {}
        for binding in scope:
            identity = str(binding.id)
            for key in keys.get(identity, (binding.key,)):
                other = owners.setdefault(key, identity)
                given = [each for each in (other, identity) if each in keys]
                if other != identity and given:
                    # Of two that were given the one that stands first in the file has the key.
                    loser = max(given, key=order.index)
                    return loser, key, other if loser == identity else identity
    return None
