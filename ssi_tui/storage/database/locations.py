"""Where the user's files are, and how private ones are created."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from io import TextIOWrapper
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
    return _data_directory() / DATABASE_NAME


def settings_path() -> Path:
    """Return the path of the settings file: ``SSI_TUI_SETTINGS``, or the config directory."""
    chosen = os.environ.get(SETTINGS_VARIABLE)
    if chosen:
        return user_path(chosen).absolute()
    usual = _usual("XDG_CONFIG_HOME", ".config")
    if usual is not None:
        return usual / SETTINGS_NAME
    from platformdirs import user_config_path

    return user_config_path("ssi-tui", appauthor=False) / SETTINGS_NAME


def _data_directory() -> Path:
    usual = _usual("XDG_DATA_HOME", ".local/share")
    if usual is not None:
        return usual
    from platformdirs import user_data_path

    return user_data_path("ssi-tui", appauthor=False)


def _usual(variable: str, below: str) -> Path | None:
    """Return our usual directory on Linux, ``None`` on other systems or where a variable moves it.

    platformdirs gives the same answer, but costs each prompt and each tick as much as SQLite does.
    """
    home = os.environ.get("HOME", "")
    if sys.platform != "linux" or variable in os.environ or not home.startswith("/"):
        return None
    return Path(home) / below / "ssi-tui"


def backups_directory(path: Path) -> Path:
    """Return the directory of a database's backups.

    That is ``backups`` in the data directory for the database there, and ``NAME.backups`` beside
    any other.
    """
    # The name is compared first, because asking for the data directory may load platformdirs.
    if path.name == DATABASE_NAME and path.parent == _data_directory():
        return path.parent / "backups"
    return path.with_name(f"{path.name}.backups")


def has_backups(path: Path) -> bool:
    """Tell whether a database has any backup."""
    return any(backups_directory(path).glob("*Z-*.db"))


def has_daily_backup(path: Path, day: date) -> bool:
    """Tell whether a database has a daily backup of a day (in UTC), judging by the file names.

    Each tick asks, so no regular expression is used: it would have to be compiled first.
    """
    try:
        names = [file.name for file in backups_directory(path).iterdir()]
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False
    begin = f"{day:%Y%m%d}-"
    return any(
        name.startswith(begin) and "Z-daily" in name and name.endswith(".db") for name in names
    )


def user_path(text: str) -> Path:
    """Return the path that a text names, with ``~`` expanded; raises ``RefusedError``."""
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise RefusedError(f"{text!r} names no home directory; give the whole path") from error


def make_private_directory(path: Path) -> None:
    """Create a directory and its missing parents, readable only by the user.

    Directories that exist are left as they are. Raises ``OSError``.
    """
    for folder in reversed([path, *path.parents]):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))


def make_private_file(path: Path) -> None:
    """Create an empty file that only the user can read, unless it exists; raises ``OSError``."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


@contextmanager
def private_text(path: Path, *, over: bool) -> Iterator[TextIOWrapper]:
    """Open a new text file that only the user can read, and delete it if writing it fails.

    With ``over`` it replaces the file (or link) of that name once all of it is on the disk;
    without, no such file may exist. Raises ``OSError``.
    """
    # Imported only when a file is written: it costs as much as a whole prompt.
    from tempfile import mkstemp

    if over:
        # A name of its own: another program may be writing the same file.
        descriptor, name = mkstemp(".part", f"{path.name}.", path.parent)
        written = Path(name)
    else:
        descriptor, written = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), path
    with ExitStack() as failed:
        failed.callback(written.unlink, missing_ok=True)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if over:
            written.replace(path)
        failed.pop_all()


def file_identity(path: Path) -> tuple[int, int] | None:
    """Return device and inode, which tell a file from its replacement; ``None`` without a file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)
