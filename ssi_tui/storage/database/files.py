"""What is at a path, and how private files and directories are made.

What every command asks takes a path as a string, because ``pathlib`` takes a tenth of the time of a
prompt to load.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from io import TextIOWrapper
    from pathlib import Path

FilePath = str | os.PathLike[str]


def regular(path: FilePath) -> os.stat_result | None:
    """Return the status of the file at a path, links followed; ``None`` if nothing is there.

    Raises ``OSError`` if that cannot be told, and for all that is no regular file: to open a FIFO
    is to wait for ever, and a device may take anything for a command.
    """
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return found


def real(path: FilePath) -> str:
    """Return the path to which links lead, as far as they lead anywhere."""
    return os.path.realpath(path)


def check_access(path: FilePath) -> None:
    """Raise ``PermissionError`` for a file that the user may not both read and write."""
    if not os.access(path, os.R_OK | os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def free_name(wanted: Path) -> Path:
    """Return a path at which nothing is: the wanted one, or it with a number behind it."""
    found, serial = wanted, 2
    while found.exists():
        found = wanted.with_name(f"{wanted.name}-{serial}")
        serial += 1
    return found


def make_private_directory(path: FilePath) -> None:
    """Create a directory and its missing parents, readable only by the user.

    Directories that exist are left as they are. Raises ``OSError``.
    """
    if os.path.isdir(path):
        return
    from pathlib import Path

    for folder in reversed([Path(path), *Path(path).parents]):
        if folder.exists():
            continue
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except FileExistsError:
            # A link that leads nowhere: what it lacks is the reason, not the link.
            folder.stat()
            raise
    if not os.path.isdir(path):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))


def make_private_file(path: FilePath) -> None:
    """Create an empty file that only the user can read, unless it exists; raises ``OSError``."""
    if regular(path) is None:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


@contextmanager
def private_text(path: Path, *, over: bool) -> Iterator[TextIOWrapper]:
    """Open a new text file that only the user can read, and delete it if writing it fails.

    With ``over`` it replaces the regular file of that name, or the one that a link of that name
    leads to, once all of it is on the disk, unless it may not be written; without, no such file
    may exist. Raises ``OSError``.
    """
    # Imported only when a file is written: it costs as much as a whole prompt.
    from pathlib import Path
    from tempfile import mkstemp

    if over:
        if regular(path) is not None:
            check_access(path)
        path = Path(real(path))
        # A name of its own: another program may be writing the same file.
        descriptor, name = mkstemp(".part", ".ssi-tui-", path.parent)
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


def file_identity(path: FilePath) -> tuple[int, int] | None:
    """Return device and inode, which tell a file from its replacement; ``None`` without a file.

    Raises ``OSError``.
    """
    found = regular(path)
    return None if found is None else (found.st_dev, found.st_ino)
