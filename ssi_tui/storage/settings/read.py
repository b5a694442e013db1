"""Reading the text of a settings file: its values, its mistakes, and the line of each key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ssi_tui.core.setting_keys import SETTINGS, Setting
from ssi_tui.core.settings import DEFAULTS, KEYMAP, Keys
from ssi_tui.core.slips import hint
from ssi_tui.core.slips import quoted as quoted_text
from ssi_tui.core.text.words import printable

# How the parser says where something is wrong, and that a key is there a second time.
_PLACE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_TWICE = re.compile("Cannot|Duplicate")
_EXAMPLE = 'minutes_budget = 15 or theme = "ssi-dark"'

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
        raise NotTomlError("is nested too deeply") from None
    except ValueError as error:
        place = _PLACE.search(str(error))
        if place is None:
            # That of Python to what it takes for a number.
            raise NotTomlError("has a number with too many digits") from None
        line = int(place[1] or text.rstrip().count("\n") + 1)
        if _TWICE.match(str(error)):
            raise NotTomlError(f"line {line} sets again what is set above it") from None
        raise NotTomlError(f"line {line} isn't a line like {_EXAMPLE}") from None


def _keymap(table: object, problems: Problems) -> Mapping[str, Keys]:
    if not isinstance(table, dict):
        problems.append(
            (
                KEYMAP,
                "keymap must be a table of command names and keys; using the usual keys",
            )
        )
        return DEFAULTS.keymap
    found: dict[str, Keys] = {}
    for identity, value in _flat(table):
        keys = [value] if isinstance(value, str) else value
        at = f"{KEYMAP}.{identity}"
        if identity in SETTINGS:
            problems.append((at, f"{identity} is below [keymap]; move it above that line"))
        elif isinstance(keys, list) and keys and all(map(_is_key, keys)):
            found[identity] = tuple(keys)
        else:
            problems.append(
                (
                    at,
                    f'{printable(identity)} must be a key such as "u" or a list such as '
                    '["u", "ctrl+z"]; using its usual key',
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
    text = quoted_text(str(value))
    return text if isinstance(value, str) else text.strip('"')


def _not_accepted(setting: Setting, value: object) -> str:
    default = setting.default
    if isinstance(default, bool):
        used = quoted(default)
    elif default in setting.named:
        used = f"the default ({setting.words(default)})"
    else:
        used = setting.words(default)
    return f"{setting.key} must be {setting.wanted}, not {quoted(value)}; using {used}"


def _unknown(key: str) -> str:
    advice = hint(key, [*SETTINGS, KEYMAP], "See ssi-tui help settings")
    return f"no setting {quoted_text(key)}. {advice}"
