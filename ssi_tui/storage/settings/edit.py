"""Changes of the text of a settings file: one line, and all others as they were."""

import re
from collections.abc import Mapping
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.setting_keys import KEYMAP_ABOUT, SETTINGS
from ssi_tui.core.settings import KEYMAP, Value
from ssi_tui.storage.database.locations import make_private_directory, private_text
from ssi_tui.storage.settings.read import ENTRY, NotTomlError, parsed, plain_name

HEAD = """\
# Settings of ssi-tui. Lines that begin with # are not read; they show the defaults.
"""

_SCALAR = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'\[{](?:[^#]*[^\s#])?)"""
_ASSIGNED = re.compile(rf"(?P<before>[^=]*=\s*)(?P<value>{_SCALAR})(?P<after>\s*(?:#.*)?)")
_TABLE = re.compile(r"\s*\[")


def toml_value(value: Value) -> str:
    """Return a value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def template() -> str:
    """Return a settings file in which every key is explained and none is set."""
    keys = (
        f"# {setting.about}\n# {setting.key} = {toml_value(setting.default)}\n"
        for setting in SETTINGS.values()
    )
    keymap = (
        f'# {KEYMAP_ABOUT}\n# [{KEYMAP}]\n# "app.undo" = "u"\n# "app.redo" = ["ctrl+r", "ctrl+y"]\n'
    )
    return "\n".join([HEAD, *keys, keymap])


def changed(text: str, key: str, value: Value) -> str:
    """Return the text with a key set to a value; raises ``NotTomlError`` or ``RefusedError``."""
    before = parsed(text)
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    top = next((at for at, line in enumerate(lines) if _TABLE.match(line)), len(lines))
    written = toml_value(value)
    new = f"{key} = {written}{end}"
    setting = next((at for at in range(top) if _sets(lines[at], key)), None)
    shown = f"# {key} = {toml_value(SETTINGS[key].default)}"
    comment = next((at for at in range(top) if lines[at].rstrip() == shown), None)
    if setting is not None:
        match = _ASSIGNED.fullmatch(lines[setting])
        if match is not None:
            lines[setting] = match["before"] + written + match["after"]
    elif comment is not None:
        lines[comment] = new
    else:
        lines[_free(lines, top) :] = [new, *lines[_free(lines, top) :]]
    result = "\n".join(lines)
    # Strings over several lines look like anything to a search by lines.
    if not _says(result, {**before, key: value}):
        raise RefusedError(f"the line of {key} cannot be changed here; write {new.strip()} by hand")
    return result


def _says(text: str, values: Mapping[str, object]) -> bool:
    try:
        return parsed(text) == values
    except NotTomlError:
        return False


def _sets(line: str, key: str) -> bool:
    entry = ENTRY.match(line)
    return entry is not None and plain_name(entry["name"]) == key


def _free(lines: list[str], top: int) -> int:
    """Return where a new line goes: behind the last key above the tables."""
    at = top
    while at > 0 and (lines[at - 1].strip() == "" or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    return at


def write_setting(path: Path, key: str, value: Value) -> None:
    """Set a key in the file, which is made where it is missing; raises ``RefusedError``."""
    try:
        # The files of those who keep their settings elsewhere are links.
        target = path.resolve()
        text = _text(target)
        new = template() if text is None else text
        new = changed(new, key, value)
        make_private_directory(target.parent)
        with private_text(target, over=True) as out:
            out.write(new)
    except NotTomlError as error:
        raise RefusedError(f"{path.name} {error}; mend it first") from error
    except UnicodeDecodeError as error:
        raise RefusedError(f"{path.name} is not UTF-8 text; mend it first") from error
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise RefusedError(f"{path} cannot be written ({why}); check its permissions") from error


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
