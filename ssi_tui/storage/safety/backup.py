"""Backups of the database: made while it is in use, verified, private, and rotated.

A backup gets its date from the file system, in UTC, so that ``--today`` can neither misdate one
nor push good ones out.
"""

import errno
import os
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ssi_tui.core.checks import reason
from ssi_tui.storage.database import lock
from ssi_tui.storage.database.connection import open_existing
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.database.files import make_private_directory, make_private_file
from ssi_tui.storage.database.locations import (
    BESIDE,
    backup_names,
    backups_directory,
    has_daily_backup,
)
from ssi_tui.storage.safety.condition import problem_of
from ssi_tui.storage.safety.rotation import Backup, Occasion, kept, newest_first

_NAME = re.compile(r"(\d{8}-\d{6})Z-([a-z-]+?)(?:-(\d+))?\.db")
_STAMP = "%Y%m%d-%H%M%S"
_PARTIAL = ".partial"


class BackupFailedError(DatabaseUnusableError):
    """No backup could be made; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup with its size in bytes and its number of live entries.

    ``problem`` says why it cannot be restored, ``None`` if it can.
    """

    backup: Backup
    size: int
    entries: int | None
    problem: str | None


def list_backups(path: Path) -> tuple[Backup, ...]:
    """Return the backups of a database, the newest first, judging by their names.

    Raises ``OSError`` if their directory cannot be listed.
    """
    found = (_parsed(name) for name in backup_names(path))
    return tuple(newest_first(backup for backup in found if backup is not None))


def _parsed(name: str) -> Backup | None:
    match = _NAME.fullmatch(name)
    if match is None or match[2] not in set(Occasion):
        return None
    try:
        at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(name, at, Occasion(match[2]), int(match[3] or 1))


def newest_good(path: Path) -> Backup | None:
    """Return the newest backup that can be restored, ``None`` if none is found."""
    folder = backups_directory(path)
    with suppress(OSError):
        # The damage has to be reported even if the backups cannot be listed.
        for found in list_backups(path):
            if problem_of(folder / found.name) is None:
                return found
    return None


def listed(path: Path) -> tuple[Listed, ...]:
    """Return the backups of a database with what each holds, the newest first."""
    return tuple(look_at(path, backup) for backup in list_backups(path))


def look_at(path: Path, backup: Backup) -> Listed:
    """Verify a backup and return what it holds."""
    file = backups_directory(path) / backup.name
    problem = problem_of(file)
    entries = live_entries(file) if problem is None else None
    return Listed(backup, file.stat().st_size, entries, problem)


def live_entries(file: Path) -> int | None:
    """Return the number of live entries in a database file, ``None`` if it cannot be read."""
    try:
        with closing(open_existing(file, "ro")) as connection:
            found = connection.execute("SELECT COUNT(*) FROM entries WHERE live = 1").fetchone()
    except sqlite3.Error:
        return None
    return int(found[0])


def back_up(path: Path, occasion: Occasion, day: date | None = None) -> Path | None:
    """Make a verified backup, delete those that the rotation does not keep, and return its path.

    Returns ``None`` without a backup for an empty log (except by hand), and for one that has a
    daily backup of ``day`` (in UTC). Raises ``BackupFailedError``.
    """
    with _explained(path, occasion):
        if occasion is not Occasion.BY_HAND and _is_empty(path):
            return None
        folder = backups_directory(path)
        make_private_directory(folder)
        with lock.exclusive(folder / ".lock"):
            # Another process may have made today's backup while this one waited.
            if day is not None and has_daily_backup(path, day):
                return None
            return _make(path, folder, occasion)


def _make(path: Path, folder: Path, occasion: Occasion) -> Path:
    """Copy, verify and rename; the caller holds the lock of the folder."""
    # Nobody else writes while the lock is held, so these were left by a process that was killed.
    for left in folder.glob(f"*{_PARTIAL}*"):
        left.unlink()
    partial = folder / f"{occasion}{_PARTIAL}"
    try:
        copy_database(path, partial)
        problem = problem_of(partial)
        if problem is not None:
            raise sqlite3.DatabaseError(f"the copy {problem}")
        made = _free_name(folder, partial, occasion)
        partial.replace(made)
    finally:
        remove(partial)
    # Here the backup is made: what fails from now on is done with the next one.
    with suppress(OSError):
        settle(folder)
        found = list_backups(path)
        stay = kept(found)
        for old in found:
            if old not in stay and old.name != made.name:
                (folder / old.name).unlink(missing_ok=True)
    return made


def stamp_of(file: Path) -> str:
    """Return when a file was written, in the form used in names: to the second, in UTC."""
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime(_STAMP)


def _free_name(folder: Path, partial: Path, occasion: Occasion) -> Path:
    """Return a path whose name sorts after all others of the same second."""
    stamp = stamp_of(partial)
    same = [_parsed(file.name) for file in folder.glob(f"{stamp}Z-*.db")]
    serial = 1 + max((found.serial for found in same if found is not None), default=0)
    return folder / f"{stamp}Z-{occasion}{f'-{serial}' if serial > 1 else ''}.db"


def copy_database(source: Path, target: Path) -> None:
    """Copy one state of a database into a new file, whatever other programs write meanwhile.

    The copy is one private file without a write-ahead log. Raises ``OSError`` and
    ``sqlite3.Error``.
    """
    make_private_file(target)
    with closing(open_existing(source)) as there, closing(open_existing(target)) as here:
        copy_pages(there, here)
        # SQLite does not raise where it cannot do that.
        if here.execute("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
            raise sqlite3.OperationalError("its write-ahead log can't be closed")
    settle(target)


def remove(database: Path) -> None:
    """Delete a database that nobody has open, and the files that SQLite keeps beside it."""
    for end in BESIDE[:-1]:
        database.with_name(f"{database.name}{end}").unlink(missing_ok=True)


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy all pages of a database in one transaction; raises ``sqlite3.Error`` if it is locked."""
    # Python's backup retries for ever. SQLite has waited once before it reports a lock, so half of
    # that time has passed in any case.
    deadline = time.monotonic() + lock.BUSY_SECONDS / 2

    def progress(status: int, remaining: int, pages: int) -> None:
        del remaining, pages
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = status
            raise error

    source.backup(target, progress=progress, sleep=0.05)


def settle(path: Path) -> None:
    """Wait until a file, or the list of files of a directory, is on the disk."""
    if sys.platform == "win32" and path.is_dir():
        return
    # Windows waits only for what may be written.
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_empty(path: Path) -> bool:
    """Tell whether a log holds no operation."""
    with closing(open_existing(path)) as connection:
        table = "SELECT 1 FROM sqlite_master WHERE name = 'operations'"
        return (
            connection.execute(table).fetchone() is None
            or connection.execute("SELECT 1 FROM operations LIMIT 1").fetchone() is None
        )


_STOPPED = {
    Occasion.DAILY: "couldn't make today's backup",
    Occasion.BY_HAND: "couldn't make the backup",
    Occasion.IMPORT: "nothing was imported, because the backup before it failed",
    Occasion.MIGRATION: "the log wasn't updated, because the backup before it failed",
    Occasion.RESTORE: "nothing was restored, because the backup before it failed",
    Occasion.SYNC: "sync wasn't turned on, because the backup before it failed",
}


@contextmanager
def _explained(path: Path, occasion: Occasion) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        do = "remove" if getattr(error, "errno", None) == errno.ELOOP else "check"
        raise BackupFailedError(
            f"{_STOPPED[occasion]} ({reason(error)}); {do} {backups_directory(path)} and try again"
        ) from error
