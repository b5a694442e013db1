"""How long a lock is waited for, and what one process at a time can hold.

``BUSY_SECONDS`` is read as ``lock.BUSY_SECONDS`` everywhere, so that a test can shorten it in one
place.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ssi_tui.storage.database.files import FilePath, make_private_file

BUSY_SECONDS = 20.0

if sys.platform == "win32":
    import msvcrt

    _AGAIN_SECONDS = 0.02

    def _hold(descriptor: int, *, wait: bool) -> bool:
        while (taken := is_locked(descriptor, 0)) and wait:
            time.sleep(_AGAIN_SECONDS)
        return not taken

    def is_locked(descriptor: int, byte: int) -> bool:
        """Lock a byte of a file until that is closed, unless another has; tell whether one has."""
        os.lseek(descriptor, byte, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return True
        return False

else:
    import fcntl

    def _hold(descriptor: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def is_locked(descriptor: int, byte: int) -> bool:
        """Lock a byte of a file until that is closed, unless another has; tell whether one has."""
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except BlockingIOError:
            return True
        return False


@contextmanager
def exclusive(path: FilePath) -> Iterator[None]:
    """Hold the lock file at a path, waiting for it; if the process ends, the lock ends too."""
    make_private_file(path)
    with open(path, "r+b") as file:
        _hold(file.fileno(), wait=True)
        yield


@contextmanager
def try_exclusive(path: FilePath) -> Iterator[bool]:
    """Hold the lock file at a path unless another process does; yield whether it is held."""
    make_private_file(path)
    with open(path, "r+b") as file:
        yield _hold(file.fileno(), wait=False)


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
