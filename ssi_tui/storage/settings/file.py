"""The user's settings file, read at the start and changed one key at a time."""

import os
import time
from collections.abc import Mapping

from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.settings import DEFAULTS, Value, with_value
from ssi_tui.core.value import replace
from ssi_tui.storage.database.files import FilePath, regular

_ZONES = "/usr/share/zoneinfo"
_NAME_MAX = 255


def unknown_zone() -> str | None:
    """Return the time zone of the variable TZ if the system does not know it, and so takes UTC.

    It is a file of the system's zones, or a rule such as ``CET-1CEST``, which has a digit.
    """
    name = os.environ.get("TZ", "").removeprefix(":")
    # Where there is a zone with an offset, its name was understood.
    if name in ("", "UTC", "GMT") or time.timezone or time.daylight:
        return None
    is_rule = "/" not in name and any(character.isdigit() for character in name)
    # A name that is too long for a file would end in an error of the file system.
    file = os.path.join(os.environ.get("TZDIR", _ZONES), name)
    is_file = len(name) < _NAME_MAX and os.path.isfile(file)
    return None if is_rule or is_file else name


class SettingsFile:
    """The settings in the file, or the defaults if there is no path or file.

    ``problems`` holds a sentence for each mistake; for a wrong value the default is used. A TZ that
    is no time zone is one, unless the settings name another.
    """

    def __init__(self, path: FilePath | None = None) -> None:
        self.path = path
        # As messages call it.
        self._name = os.path.basename(path) if path else "settings.toml"
        self.settings = DEFAULTS
        self.problems: tuple[str, ...] = ()
        self._lines: Mapping[str, int] = {}
        if path is not None:
            self._take(path)

    def change(self, key: str, value: Value) -> None:
        """Set a key, also in the file if there is a path; raises ``RefusedError``."""
        # Imported only when a setting is changed.
        from pathlib import Path

        from ssi_tui.core.setting_keys import SETTINGS
        from ssi_tui.storage.settings.edit import write_setting

        setting = SETTINGS[key]
        if not setting.accepts(value):
            raise RefusedError(f"use {setting.wanted}")
        if self.path is None:
            self.settings = with_value(self.settings, key, value)
            return
        write_setting(Path(self.path), key, value)
        self._take(self.path)

    def place(self, key: str) -> str:
        """Return where a key is, like ``settings.toml line 4``; keymap keys are ``keymap.ID``."""
        line = self._lines.get(key)
        return self._name if line is None else f"{self._name} line {line}"

    def _take(self, path: FilePath) -> None:
        self.problems = ()
        self._read(path)
        if not self.settings.time_zone and (zone := unknown_zone()):
            # Loaded here, where something is wrong.
            from ssi_tui.core.slips import cut

            why = f"TZ={cut(zone)} isn't a time zone here; using UTC (try Europe/Stockholm)"
            self.problems = (*self.problems, why)

    def _read(self, path: FilePath) -> None:
        try:
            if regular(path) is None:
                return
            with open(path, encoding="utf-8-sig") as file:
                text = file.read()
        except NotADirectoryError:
            return
        except UnicodeDecodeError:
            self.problems = (f"{self._name} isn't UTF-8; using the defaults",)
            return
        except OSError as error:
            why = f"can't read {self._name or path} ({reason(error)}); using the defaults"
            self.problems = (why,)
            return
        # Imported only if there is a settings file.
        from ssi_tui.storage.settings.read import NotTomlError, read_settings

        try:
            found = read_settings(text)
        except NotTomlError as error:
            self.problems = (f"{self._name} {error}; using the defaults",)
            return
        self._lines = found.lines
        self.settings = replace(DEFAULTS, **found.values)
        self.problems = tuple(f"{self.place(key)}: {words}" for key, words in found.problems)
