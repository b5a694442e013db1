"""Where the user's files are."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import date

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.files import FilePath, real

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DATABASE_VARIABLE = "SSI_TUI_DB"
DATABASE_NAME = "ssi-tui.db"
SETTINGS_VARIABLE = "SSI_TUI_SETTINGS"
SETTINGS_NAME = "settings.toml"
FAULT_NAME = "fault.txt"
# What lies beside a database, by what comes after its name.
BESIDE = ("", "-wal", "-shm", "-journal", ".lock")
# A damaged database, its write-ahead log and a backup get longer names, of at most 255 bytes.
NAME_BYTES = 200


def database_path(given: str | None = None) -> str:
    """Return the path of the database: the given one, ``SSI_TUI_DB``, or the data directory."""
    chosen = given or os.environ.get(DATABASE_VARIABLE)
    if not chosen:
        return os.path.join(_data_directory(), DATABASE_NAME)
    path = whole_path(chosen)
    name = os.path.basename(path)
    if len(os.fsencode(name)) > NAME_BYTES:
        raise RefusedError(f"the file name {name} is too long; use a shorter one")
    return path


def settings_path() -> str:
    """Return the path of the settings file: ``SSI_TUI_SETTINGS``, or the config directory."""
    chosen = os.environ.get(SETTINGS_VARIABLE)
    if chosen:
        return whole_path(chosen)
    usual = _usual("XDG_CONFIG_HOME", ".config")
    if usual is None:
        from platformdirs import user_config_path

        usual = str(_at_home(user_config_path))
    return os.path.join(usual, SETTINGS_NAME)


def fault_path() -> Path:
    """Return the path of the file in which the last error that nobody expected is written down."""
    from platformdirs import user_log_path

    return _at_home(user_log_path) / FAULT_NAME


def _data_directory() -> str:
    usual = _usual("XDG_DATA_HOME", ".local/share")
    if usual is None:
        from platformdirs import user_data_path

        usual = str(_at_home(user_data_path))
    return usual


def _at_home(directory: Callable[..., Path]) -> Path:
    """Return our directory of a kind that the platform has, below the home of the user."""
    # Where nobody knows the home, older versions of platformdirs call it "~", and newer ones raise;
    # older ones also take a part of a path from XDG_DATA_HOME and the like.
    with suppress(RuntimeError):
        found = directory("ssi-tui", appauthor=False)
        if found.is_absolute():
            return found
    raise RefusedError("no home folder found; set HOME, and every XDG_ variable, to a full path")


def _usual(variable: str, below: str) -> str | None:
    """Return our usual directory on Linux, ``None`` on other systems or where a variable moves it.

    platformdirs gives the same answer, but costs each prompt and each tick as much as SQLite does.
    """
    home = os.environ.get("HOME", "")
    if sys.platform != "linux" or variable in os.environ or not home.startswith("/"):
        return None
    return _plain(f"{home.rstrip('/')}/{below}/ssi-tui")


def backups_directory(path: FilePath) -> Path:
    """Return the directory of a database's backups, a path that can be worked with."""
    from pathlib import Path

    return Path(_backups(path))


def _backups(path: FilePath) -> str:
    """Return the directory of a database's backups.

    That is ``backups`` in the data directory for the database there, and ``NAME.backups`` beside
    any other.
    """
    # The name is compared first, because asking for the data directory may load platformdirs.
    folder, name = os.path.split(path)
    if name == DATABASE_NAME and folder == _data_directory():
        return os.path.join(folder, "backups")
    return f"{os.fspath(path)}.backups"


def not_ours(path: Path, database: FilePath) -> Path:
    """Return the path of a file to write; refuse one that the program keeps for itself."""
    logs = {os.fspath(database), real(database)}
    kept = [f"{log}{end}" for log in logs for end in BESIDE]
    kept += [settings_path(), *map(_backups, logs)]
    target = real(path)
    if any(target == one or target.startswith(one + os.sep) for one in map(real, kept)):
        raise RefusedError(f"{path} is a file of ssi-tui itself; choose another file")
    return path


def backup_names(path: FilePath) -> list[str]:
    """Return the names in the directory of a database's backups; raises ``OSError``.

    There are none without a directory; a link that leads nowhere cannot be made one.
    """
    folder = _backups(path)
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        if os.path.islink(folder):
            raise
        return []


def has_backups(path: FilePath) -> bool:
    """Tell whether a database has any backup; raises ``OSError``."""
    return any("Z-" in name and name.endswith(".db") for name in backup_names(path))


def has_daily_backup(path: FilePath, day: date) -> bool:
    """Tell whether a database has a daily backup of a day (in UTC), judging by the file names.

    Each tick asks, so no regular expression is used: it would have to be compiled first. What
    cannot be listed has none, and the attempt to make one says why.
    """
    try:
        names = backup_names(path)
    except OSError:
        return False
    begin = f"{day:%Y%m%d}-"
    return any(
        name.startswith(begin) and "Z-daily" in name and name.endswith(".db") for name in names
    )


def whole_path(text: str) -> str:
    """Return the absolute path that a text names, with ``~`` expanded; raises ``RefusedError``."""
    try:
        found = user_path(text)
        return _plain(found if os.path.isabs(found) else os.path.join(os.getcwd(), found))
    except FileNotFoundError as error:
        why = f"the current folder is gone; use the full path of {text}"
        raise RefusedError(why) from error


def user_path(text: str) -> str:
    """Return the path that a text names, with ``~`` expanded; raises ``RefusedError``."""
    if not text:
        # It would be the current folder.
        raise RefusedError("the path is empty; type one")
    found = os.path.expanduser(text)
    if found.startswith("~"):
        raise RefusedError(f"no such home folder: {text}; use a full path")
    return found


def _plain(path: str) -> str:
    """Return a path without doubled slashes and lone dots, so that equal places are equal texts."""
    if os.name == "posix" and not ("//" in path or "/./" in path or path.endswith(("/", "/."))):
        return path
    from pathlib import Path

    return str(Path(path))


def folder_of_downloads() -> Path:
    """Return the user's folder of downloads, whatever its name in the user's language, or home."""
    from platformdirs import user_downloads_path

    return _there(user_downloads_path())


def folder_of_documents() -> Path:
    """Return the user's folder of documents, whatever its name in the user's language, or home."""
    from platformdirs import user_documents_path

    return _there(user_documents_path())


def _there(folder: Path) -> Path:
    return folder if folder.is_dir() else folder.home()
