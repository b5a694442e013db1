"""Reading the text of a settings file: its values, its mistakes, and the line of each key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from ssi_tui.core.setting_keys import SETTINGS, Setting
from ssi_tui.core.settings import DEFAULTS, KEYMAP, Keys
from ssi_tui.core.text.words import printable

QUOTED_MAX = 40

Problems = list[tuple[str, str]]
"""Pairs of a key and what is wrong with it."""


class NotTomlError(ValueError):
    """The text is not valid TOML; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Found:
    """The valid values, the mistakes, and the line of each key."""

    values: Mapping[str, Any]
    problems: Problems
    lines: Mapping[str, int]


def read_settings(text: str) -> Found:
    """Return what the text of a settings file says; raises ``NotTomlError``."""
    problems: Problems = []
    values: dict[str, Any] = {}
    for key, value in parsed(text).items():
        setting = SETTINGS.get(key)
        if key == KEYMAP:
            values[KEYMAP] = _keymap(value, problems)
        elif setting is None:
            problems.append((key, _unknown(key)))
        elif setting.accepts(value):
            values[key] = value
        else:
            problems.append((key, _not_accepted(setting, value)))
    return Found(values, problems, dict(key_lines(text)))


def parsed(text: str) -> dict[str, Any]:
    """Return a TOML text parsed; raises ``NotTomlError``."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise NotTomlError("is not TOML (nested too deeply)") from None
    except ValueError as error:
        why = str(error).replace(" (at end of document)", " at its end")
        place = re.search(r" ?\(at line (\d+), column \d+\)", why)
        if place is None:
            raise NotTomlError(f"is not TOML ({why})") from None
        why = printable(why.replace(place[0], ""))
        raise NotTomlError(f"line {place[1]} is not TOML ({why})") from None


def _keymap(table: object, problems: Problems) -> Mapping[str, Keys]:
    if not isinstance(table, dict):
        problems.append(
            (
                KEYMAP,
                f"keymap must be a table of binding ids and keys, not {quoted(table)}; "
                "the usual keys are used",
            )
        )
        return DEFAULTS.keymap
    found: dict[str, Keys] = {}
    for identity, value in _flat(table):
        keys = [value] if isinstance(value, str) else value
        at = f"{KEYMAP}.{identity}"
        if identity in SETTINGS:
            problems.append((at, f"{identity} stands below [keymap]; move it above that line"))
        elif isinstance(keys, list) and keys and all(map(_is_key, keys)):
            found[identity] = tuple(keys)
        else:
            problems.append(
                (
                    at,
                    f'{printable(identity)} must be a key like "u" or a list like '
                    f'["u", "ctrl+z"], not {quoted(value)}; its usual key is used',
                )
            )
    return MappingProxyType(found)


def _is_key(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """Yield the entries of nested tables under dotted keys: unquoted ids with dots are nested."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


_HEADER = re.compile(r"\s*\[\s*(?P<name>[^\[\]]+?)\s*\]\s*(#.*)?$")
_PART = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_ENTRY = re.compile(rf"\s*(?P<name>{_PART}(?:\s*\.\s*{_PART})*)\s*=")


def _plain_name(name: str) -> str:
    """Return a TOML key without quotes: ``"today.tick"`` as ``today.tick``."""
    return ".".join(part.strip("\"'") for part in re.findall(_PART, name))


def key_lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield each table and key of a TOML text with its line; a key begins with its table."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            name = _plain_name(header["name"])
            yield name, number
            table = f"{name}."
        elif entry := _ENTRY.match(line):
            yield table + _plain_name(entry["name"]), number


def quoted(value: object) -> str:
    """Return a value as it is in a TOML file, cut if it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = printable(str(value))
    if len(text) > QUOTED_MAX:
        text = text[: QUOTED_MAX - 1] + "…"
    return f'"{text}"' if isinstance(value, str) else text


def _not_accepted(setting: Setting, value: object) -> str:
    default = setting.default
    used = quoted(default) if isinstance(default, bool) else setting.words(default)
    return f"{setting.key} must be {setting.wanted}, not {quoted(value)}; {used} is used"


def _unknown(key: str) -> str:
    near = nearest(key, [*SETTINGS, KEYMAP])
    advice = f"the nearest is {near}" if near else "ssi-tui help settings lists all of them"
    return f"there is no setting {quoted(key)}; {advice}"


def nearest(word: str, known: list[str]) -> str | None:
    """Return the known word that is most similar to a word, ``None`` if none is close."""
    return next(iter(get_close_matches(word, known, 1)), None)
