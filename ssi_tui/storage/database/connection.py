"""How our database files are recognised, and how one that exists is opened."""

from __future__ import annotations

import os
import sqlite3
from enum import StrEnum

from ssi_tui.storage.database import lock
from ssi_tui.storage.database.errors import primary_code
from ssi_tui.storage.database.files import FilePath, real, regular
from ssi_tui.storage.database.locations import BESIDE, has_backups

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_VERSION = 12
# "ssit" in ASCII: tells our files from those of other programs.
APPLICATION_ID = 0x73736974
# The smallest page of SQLite, and so the smallest file.
LEAST_BYTES = 512
# What this process has had open: looking into it by hand would drop the locks on it.
OPENED: set[str] = set()
LOG_HEADER_BYTES = 32
HEADER = b"SQLite format 3\x00"


def database_file(path: FilePath) -> os.stat_result | None:
    """Return the status of a database's file, ``None`` without one.

    Raises ``OSError`` if it, or what SQLite keeps beside it, is no regular file.
    """
    found = regular(path)
    there = real(path)
    for end in BESIDE[1:]:
        regular(there + end)
    return found


def beside(path: FilePath, end: str) -> Path:
    """Return the path of what SQLite keeps beside a database: of the file, where that is a link."""
    # Loaded here, as below: a command that only looks or ticks needs none of it.
    from pathlib import Path

    return Path(real(path) + end)


def has_frames(path: FilePath) -> bool:
    """Tell whether there is more than a header in the write-ahead log of a database."""
    found = regular(real(path) + "-wal")
    return found is not None and found.st_size > LOG_HEADER_BYTES


def open_existing(path: FilePath, mode: str = "rw") -> sqlite3.Connection:
    """Open an existing database file without migrating it; ``mode`` is that of SQLite's URIs."""
    from pathlib import Path

    return sqlite3.connect(
        f"{Path(path).absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=lock.BUSY_SECONDS,
        isolation_level=None,
    )


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """Return the value of a pragma that is a number."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def present_stamp(path: FilePath) -> str:
    """Return the inode of a database's file, when it was written (in ns), and its log's inode."""
    file, log = os.stat(path), regular(real(path) + "-wal")
    return f"{file.st_ino} {file.st_mtime_ns} {log.st_ino if log else 0}"


def read_stamp(connection: sqlite3.Connection) -> tuple[str, str]:
    """Return the stamp in a database and the one before, each empty if there is none."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'file'").fetchone()
    now, _, before = str(row[0]).partition(",") if row else ("", "", "")
    return now, before


def stamp(connection: sqlite3.Connection, path: FilePath, before: str | None = None) -> None:
    """Write into a database which state of its file the write-ahead log continues, if that is new.

    Behind it stands the stamp that this replaces, or the one ``before``. ``wal.py`` tells by both
    whether a log belongs to a file; each transaction writes them, in the log that it extends.
    """
    now, last = present_stamp(path), read_stamp(connection)[0]
    if now != last:
        text = f"{now},{last if before is None else before}"
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('file', ?)", (text,))


class Origin(StrEnum):
    """Who wrote a database."""

    OURS = "ours"
    NEWER = "newer"
    NOBODY = "nobody"
    OTHERS = "others"


def origin(connection: sqlite3.Connection) -> Origin:
    """Tell who wrote a database: nobody, where it holds nothing at all."""
    application = pragma(connection, "application_id")
    if application == APPLICATION_ID:
        newer = pragma(connection, "user_version") > SCHEMA_VERSION
        return Origin.NEWER if newer else Origin.OURS
    return Origin.OTHERS if application or pragma(connection, "schema_version") else Origin.NOBODY


def emptied(connection: sqlite3.Connection) -> bool:
    """Move the write-ahead log of a database into its file; tell whether all of it was moved.

    Nobody is waited for, because others wait meanwhile.
    """
    with lock.waiting(connection, 0):
        return _moved(connection, "PASSIVE") and _moved(connection, "TRUNCATE")


def _moved(connection: sqlite3.Connection, how: str) -> bool:
    busy, logged, moved = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
    return not busy and bool(logged == moved)


def is_foreign(path: FilePath, error: sqlite3.DatabaseError) -> bool:
    """Tell whether SQLite refused a file because it never was a database of ours.

    A file that has backups was one.
    """
    if primary_code(error) != sqlite3.SQLITE_NOTADB:
        return False
    with open(path, "rb") as file:
        return file.read(len(HEADER)) != HEADER and not has_backups(path)
