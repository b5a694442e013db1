"""SQLite's write-ahead log, and whether it belongs to the file beside which it lies.

Who copies a backup over a database whose program was killed leaves the log of the one beside the
other, and SQLite would play it in.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ssi_tui.storage.database.connection import OPENED, open_existing
from ssi_tui.storage.database.files import free_name

# Every connection holds a shared lock on this byte of the file beside the log (os_unix.c of
# SQLite, UNIX_SHM_DMS); it stands behind the last byte that is ever read.
_OPEN_BYTE = 128


def put_aside_if_foreign(path: Path) -> Path | None:
    """Rename a write-ahead log that does not belong to a database, and return its new path.

    To be called with the lock file held, so that nobody opens it meanwhile; raises ``OSError``.
    """
    if not is_foreign_log(path):
        return None
    aside = free_name(_beside(path, "-wal.aside"))
    _beside(path, "-wal").rename(aside)
    _beside(path, "-shm").unlink(missing_ok=True)
    return aside


def is_foreign_log(path: Path) -> bool:
    """Tell whether a write-ahead log does not belong to a database that nobody has open.

    With the log that belongs to it a database is well, and holds every operation that it holds
    without. Where nothing can be copied aside, or the database itself is damaged, it belongs.
    """
    if path in OPENED or _is_open(path):
        return False
    try:
        with _copies(path) as (alone, both):
            without, together = _operations(alone), _operations(both)
    except OSError:
        return False
    return without is not None and (together is None or not without <= together)


@contextmanager
def _copies(path: Path) -> Iterator[tuple[Path, Path]]:
    """Yield a copy of a database without its write-ahead log, and one with it."""
    with TemporaryDirectory(prefix=".ssi-tui-", dir=path.parent) as folder:
        alone, both = Path(folder, "alone.db"), Path(folder, "both.db")
        for copy in (alone, both):
            shutil.copyfile(path, copy)
        shutil.copyfile(_beside(path, "-wal"), _beside(both, "-wal"))
        yield alone, both


def _operations(path: Path) -> set[str] | None:
    """Return the ids of the operations in a database, ``None`` if it is damaged."""
    try:
        with closing(open_existing(path)) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if found != "ok" or "operations" not in tables:
                return set() if found == "ok" else None
            return {identity for (identity,) in connection.execute("SELECT id FROM operations")}
    except sqlite3.Error:
        return None


def _is_open(path: Path) -> bool:
    """Tell whether another process has a database open; it has to be in write-ahead mode."""
    try:
        descriptor = os.open(_beside(path, "-shm"), os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _OPEN_BYTE)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _beside(path: Path, end: str) -> Path:
    return path.with_name(f"{path.name}{end}")
