"""A lock file that makes creating and migrating a database one process's business at a time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ssi_tui.storage.database.locations import make_private_file

if sys.platform == "win32":
    import msvcrt

    def _acquire(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file at that path; the lock ends with the process at the latest."""
    make_private_file(path)
    with path.open("r+b") as file:
        _acquire(file.fileno())
        yield
