"""SQLite's write-ahead log, and whether it belongs to the file beside which it lies.

Who copies a backup over a database whose program was killed leaves the log of the one beside the
other, and SQLite would play it in. The copy is what counts; but what a killed program has committed
counts too, where nothing was copied. SQLite writes down nowhere of which file a log is, so we do:

1. The header of a file with a log of its own says so, as long as there is any: ``set_wal`` writes
   that before the first one. Our backups, and those of ``VACUUM INTO``, say the opposite; whoever
   puts one in place, with ``cp``, ``mv`` or ``rsync``, puts it beside a log that is not its own.
2. Other copies (of the file itself, by whatever program makes them) are told by the stamp that
   every transaction leaves in the log: inode and time of writing of the file as it was then, and
   the stamp before that (``connection.stamp``). Where file and stamp agree, nobody has written to
   the file since. Else somebody has moved a part of the log there, and the file holds a stamp that
   the log has held, or the one before its first; or it is another one: it holds neither, or the
   log is where it was while the file has a new inode. A folder that is copied with all that it
   holds has a new inode for the log as well.
3. Without a stamp (a log of an earlier version) the operations tell, which are never deleted.

``restore`` stamps what it writes; a log that ``sqlite3`` extends keeps its last stamp. What is left
in doubt belongs, since then nothing is lost: a copy of the very state that the log continues.
Once hands rest, a log is emptied (``LogView.settle``), and there is nothing to ask.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ssi_tui.storage.database.connection import (
    HEADER,
    LOG_HEADER_BYTES,
    OPENED,
    beside,
    open_existing,
    present_stamp,
    read_stamp,
)
from ssi_tui.storage.database.files import free_name, real
from ssi_tui.storage.database.lock import is_locked

# Every connection holds a shared lock on this byte of the file beside the log (os_unix.c and
# os_win.c of SQLite, UNIX_SHM_DMS and WIN_SHM_DMS); it stands behind the last byte that is read.
_OPEN_BYTE = 128
# Where the header of a database says how it is written, and what it says if there is no log.
_WRITTEN_AT = 18
_WITHOUT_LOG = b"\x01"
# In a log stands before each page what tells whether it is of this log, and ends a commit.
_FRAME_BYTES = 24


@dataclass(frozen=True, slots=True)
class _State:
    """What a database holds: the ids of its operations, its stamp, and the stamp before."""

    operations: frozenset[str]
    stamp: str
    before: str


def put_aside_if_foreign(path: Path) -> Path | None:
    """Rename a write-ahead log that does not belong to a database, and return its new path.

    To be called with the lock file held, so that nobody opens it meanwhile; raises ``OSError``.
    """
    if not is_foreign_log(path):
        return None
    aside = free_name(beside(path, "-wal.aside"))
    beside(path, "-wal").rename(aside)
    beside(path, "-shm").unlink(missing_ok=True)
    return aside


def is_foreign_log(path: Path) -> bool:
    """Tell whether a write-ahead log does not belong to a database that nobody has open.

    Where nothing can be copied aside, or the database itself is damaged, it belongs.
    """
    path = Path(real(path))
    if str(path) in OPENED or _is_open(path):
        return False
    try:
        with path.open("rb") as file:
            header = file.read(_WRITTEN_AT + len(_WITHOUT_LOG))
        if header.startswith(HEADER) and header.endswith(_WITHOUT_LOG):
            return True
        with _copies(path) as (alone, both):
            log = beside(both, "-wal").read_bytes()
            without, together = _state_of(alone), _state_of(both)
            if without is None or together is None:
                return without is not None
            has_held = partial(_has_held, alone, log, without.stamp)
            return not _belongs(present_stamp(path), without, together, has_held)
    except OSError:
        return False


def _belongs(now: str, file: _State, both: _State, has_held: Callable[[], bool]) -> bool:
    """Tell whether a log belongs to a file: the file, what both are, and the stamp as of now.

    ``has_held`` tells whether the log has held the stamp of the file.
    """
    if now == both.stamp:
        return True
    if not file.stamp:
        return file.operations <= both.operations and has_held()
    (inode, _, log), (old_inode, _, old_log) = now.split(), (both.stamp or "- - -").split()
    if log == old_log and inode != old_inode:
        return False
    return file.stamp in (both.stamp, both.before) or has_held()


def _has_held(alone: Path, log: bytes, stamp: str) -> bool:
    """Tell whether a log has held a stamp after any of its commits, or begun with it.

    It is not always the last one or that before: who moves a part of a log leaves there each page
    that is written again behind this part, and that of the stamp is. ``alone`` is a copy of the
    file, into which SQLite moves more and more of the log.
    """
    first, salts = log.find(stamp.encode()), log[16:24]
    size = _FRAME_BYTES + int.from_bytes(log[8:12])
    for start in range(LOG_HEADER_BYTES, len(log), size):
        if log[start + 8 : start + 16] != salts:
            break
        is_commit, end = any(log[start + 4 : start + 8]), start + size
        if is_commit and 0 <= first < end:
            beside(alone, "-wal").write_bytes(log[:end])
            with suppress(sqlite3.Error), closing(open_existing(alone)) as connection:
                connection.execute("PRAGMA synchronous = OFF")
                if stamp in read_stamp(connection):
                    return True
    return False


@contextmanager
def _copies(path: Path) -> Iterator[tuple[Path, Path]]:
    """Yield a copy of a database without its write-ahead log, and one with it."""
    with TemporaryDirectory(prefix=".ssi-tui-", dir=path.parent) as folder:
        alone, both = Path(folder, "alone.db"), Path(folder, "both.db")
        for copy in (alone, both):
            shutil.copyfile(path, copy)
        shutil.copyfile(beside(path, "-wal"), beside(both, "-wal"))
        yield alone, both


def _state_of(path: Path) -> _State | None:
    """Return what a database holds, ``None`` if it is damaged."""
    try:
        with closing(open_existing(path)) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                return None
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if not tables >= {"operations", "meta"}:
                return _State(frozenset(), "", "")
            ids = connection.execute("SELECT id FROM operations")
            return _State(frozenset(identity for (identity,) in ids), *read_stamp(connection))
    except sqlite3.Error:
        return None


def _is_open(path: Path) -> bool:
    """Tell whether another process has a database open; it has to be in write-ahead mode."""
    try:
        descriptor = os.open(beside(path, "-shm"), os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return is_locked(descriptor, _OPEN_BYTE)
    finally:
        os.close(descriptor)
