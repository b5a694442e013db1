"""How our database files are recognised, and how one that exists is opened."""

import os
import sqlite3
from pathlib import Path

from ssi_tui.storage.database import lock
from ssi_tui.storage.database.errors import primary_code
from ssi_tui.storage.database.files import regular
from ssi_tui.storage.database.locations import BESIDE, has_backups

SCHEMA_VERSION = 9
# "ssit" in ASCII: tells our files from those of other programs.
APPLICATION_ID = 0x73736974
# The smallest page of SQLite, and so the smallest file.
LEAST_BYTES = 512
_HEADER = b"SQLite format 3\x00"


def database_file(path: Path) -> os.stat_result | None:
    """Return the status of a database's file, ``None`` without one.

    Raises ``OSError`` if it, or what SQLite keeps beside it, is no regular file.
    """
    for end in BESIDE[1:]:
        regular(path.with_name(f"{path.name}{end}"))
    return regular(path)


def open_existing(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Open an existing database file without migrating it; ``mode`` is that of SQLite's URIs."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=lock.BUSY_SECONDS,
        isolation_level=None,
    )


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """Return the value of a pragma that is a number."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def is_foreign(path: Path, error: sqlite3.DatabaseError) -> bool:
    """Tell whether SQLite refused a file because it never was a database of ours.

    A file that has backups was one.
    """
    if primary_code(error) != sqlite3.SQLITE_NOTADB:
        return False
    with path.open("rb") as file:
        return file.read(len(_HEADER)) != _HEADER and not has_backups(path)
