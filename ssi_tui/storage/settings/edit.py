"""Changing one value in the text of a settings file, and leaving all else as it is."""

from pathlib import Path

from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.setting_keys import KEYMAP_ABOUT, SETTINGS
from ssi_tui.core.settings import KEYMAP, Value
from ssi_tui.storage.database.files import make_private_directory, private_text, regular
from ssi_tui.storage.settings.read import NotTomlError, parsed

HEAD = """\
# Settings of ssi-tui. Lines that begin with # are not read; they show the defaults.
"""


def toml_value(value: Value) -> str:
    """Return a value as TOML."""
    from tomlkit import item

    return item(value).as_string()


def template() -> str:
    """Return the text of a settings file that explains every key and sets none."""
    keys = (
        f"# {setting.about}\n# {setting.key} = {toml_value(setting.default)}\n"
        for setting in SETTINGS.values()
    )
    keymap = (
        f'# {KEYMAP_ABOUT}\n# [{KEYMAP}]\n# "app.undo" = "u"\n# "app.redo" = ["ctrl+r", "ctrl+y"]\n'
    )
    return "\n".join([HEAD, *keys, keymap])


def changed(text: str, key: str, value: Value) -> str:
    """Return a settings text with a key set; raises ``NotTomlError`` or ``RefusedError``.

    A new key replaces the comment that shows its default, or else follows the last key.
    """
    from tomlkit import item, parse
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import AoT, Comment, SingleKey, Table

    parsed(text)
    try:
        document = parse(text)
        # tomlkit reorders tables that are defined in several places; and replacing a key that is
        # a table would delete the user's lines in it.
        kept = document.as_string() == text and not isinstance(document.get(key), dict | AoT)
    except (TOMLKitError, RecursionError):
        kept = False
    if not kept:
        line = f"{key} = {toml_value(value)}"
        raise RefusedError(f"can't change {key} from here; write {line} in the file")
    if key in document:
        document[key] = value
        return document.as_string()
    body, new, at = document.body, item(value), 0
    new.trivia.trail = "\r\n" if "\r\n" in text else "\n"
    shown = f"# {key} = {toml_value(SETTINGS[key].default)}"
    for place, (name, part) in enumerate(body):
        if isinstance(part, Comment) and part.as_string().rstrip() == shown:
            body[place] = SingleKey(key), new
            return document.as_string()
        if name is not None and not isinstance(part, Table | AoT):
            at = place + 1
    if at:
        # The last line of a file may lack a line end.
        last = body[at - 1][1].trivia
        last.trail, new.trivia.trail = new.trivia.trail, last.trail
    body.insert(at, (SingleKey(key), new))
    return document.as_string()


def write_setting(path: Path, key: str, value: Value) -> None:
    """Set a key in the settings file, created if missing; raises ``RefusedError``."""
    try:
        there = template() if regular(path) is None else path.read_bytes().decode("utf-8-sig")
        new = changed(there, key, value)
        make_private_directory(path.parent)
        with private_text(path, over=True) as out:
            out.write(new)
    except NotTomlError as error:
        raise RefusedError(f"{path.name} {error}; fix it first") from error
    except UnicodeDecodeError as error:
        raise RefusedError(f"{path.name} isn't UTF-8; fix it first") from error
    except OSError as error:
        why = f"can't write {path} ({reason(error)}); check its permissions"
        raise RefusedError(why) from error
