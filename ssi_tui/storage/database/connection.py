"""What our database files are known by, and a connection to one as it is."""

import sqlite3
from pathlib import Path

from ssi_tui.storage.database.errors import primary_code
from ssi_tui.storage.database.locations import has_backups

SCHEMA_VERSION = 7
# "ssit" in ASCII: tells our files from those of other programs.
APPLICATION_ID = 0x73736974
BUSY_SECONDS = 20.0
# The smallest page of SQLite, and with it the smallest file.
LEAST_BYTES = 512
_HEADER = b"SQLite format 3\x00"


def open_existing(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Open a database file as it is, without making it; ``mode`` is SQLite's."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
    )


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """Return the number that a pragma gives."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def is_foreign(path: Path, error: sqlite3.DatabaseError) -> bool:
    """Tell whether SQLite refuses a file because it is none of ours; backups say that it was."""
    is_none = primary_code(error) == sqlite3.SQLITE_NOTADB
    return is_none and not _is_sqlite(path) and not has_backups(path)


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER
