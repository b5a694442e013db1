"""How long a lock is waited for, and a lock file that one process at a time can hold.

``BUSY_SECONDS`` is read as ``lock.BUSY_SECONDS`` everywhere, so that a test can shorten it in one
place.
"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ssi_tui.storage.database.files import make_private_file

BUSY_SECONDS = 20.0


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file at a path, waiting for it; if the process ends, the lock ends too."""
    make_private_file(path)
    with path.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def try_exclusive(path: Path) -> Iterator[bool]:
    """Hold the lock file at a path unless another process does; yield whether it is held."""
    make_private_file(path)
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def waiting(connection: sqlite3.Connection, seconds: float | None) -> Iterator[None]:
    """Wait inside for at most some seconds while another program is writing; ``None``: as ever."""
    if seconds is None:
        yield
        return
    (usual,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {usual}")
