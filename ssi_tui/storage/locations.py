"""Where the files of the user lie."""

import errno
import os
from pathlib import Path

from ssi_tui.core.checks import RefusedError

DATABASE_VARIABLE = "SSI_TUI_DB"
DATABASE_NAME = "ssi-tui.db"
SETTINGS_VARIABLE = "SSI_TUI_SETTINGS"
SETTINGS_NAME = "settings.toml"


def database_path(given: str | None = None) -> Path:
    """Return the path of the database: the given one, ``SSI_TUI_DB``, or the data directory."""
    chosen = given or os.environ.get(DATABASE_VARIABLE)
    if chosen:
        return user_path(chosen).absolute()
    from platformdirs import user_data_path

    return user_data_path("ssi-tui", appauthor=False) / DATABASE_NAME


def settings_path() -> Path:
    """Return the path of the settings file: ``SSI_TUI_SETTINGS``, or the config directory."""
    chosen = os.environ.get(SETTINGS_VARIABLE)
    if chosen:
        return user_path(chosen).absolute()
    from platformdirs import user_config_path

    return user_config_path("ssi-tui", appauthor=False) / SETTINGS_NAME


def user_path(text: str) -> Path:
    """Return the path that a text names, ``~`` replaced; raises ``RefusedError``."""
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise RefusedError(f"{text!r} names no home directory; give the whole path") from error


def make_private_directory(path: Path) -> None:
    """Create the directory and its missing parents, readable by the user alone.

    Directories that exist are left as they are. Raises ``OSError``.
    """
    missing = [path, *path.parents]
    for folder in reversed(missing):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))


def make_private_file(path: Path) -> None:
    """Create an empty file that only the user can read, unless it is there. Raises ``OSError``."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def file_identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of the same name; ``None`` where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
