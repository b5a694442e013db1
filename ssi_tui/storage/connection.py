"""Opening the database: private, durable, and quick where it is up to date."""

import errno
import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from ssi_tui.storage.errors import DatabaseUnusableError, damaged, primary_code, readable
from ssi_tui.storage.locations import has_backups, make_private_directory, make_private_file
from ssi_tui.storage.lock import exclusive

SCHEMA_VERSION = 6
# "ssit" in ASCII: tells our files from those of other programs.
APPLICATION_ID = 0x73736974
BUSY_SECONDS = 20.0
# The smallest page of SQLite, and with it the smallest file.
LEAST_BYTES = 512
_HEADER = b"SQLite format 3\x00"


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to an up-to-date database, created or migrated first if need be.

    Raises ``DatabaseUnusableError`` with one sentence; a file that is not ours, or that a newer
    version wrote, is left untouched. A file that is there is opened by SQLite alone: POSIX drops
    every lock of a process on a file when it closes any descriptor of it, also the locks of its
    other connections.
    """
    try:
        make_private_directory(path.parent)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not path.exists():
            make_private_file(path)
        elif (size := path.stat().st_size) < LEAST_BYTES:
            # SQLite would begin anew in what is empty, or one byte long.
            if has_backups(path):
                raise damaged(path, "nearly all of it is gone")
            if size:
                raise _not_ours(path)
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return _opened(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DatabaseUnusableError(
            f"{error.filename or path} cannot be opened ({reason}); name another file with --db"
        ) from error


def _opened(path: Path) -> sqlite3.Connection:
    # A damaged schema may come as bytes that are no text.
    with readable(path):
        try:
            return _connected(path)
        except sqlite3.DatabaseError as error:
            if is_foreign(path, error):
                raise _not_ours(path) from error
            raise


def _not_ours(path: Path) -> DatabaseUnusableError:
    return DatabaseUnusableError(
        f"{path} is not an ssi-tui database; it was left untouched, name another file with --db"
    )


def is_foreign(path: Path, error: sqlite3.DatabaseError) -> bool:
    """Tell whether SQLite refuses a file because it is none of ours; backups say that it was."""
    is_none = primary_code(error) == sqlite3.SQLITE_NOTADB
    return is_none and not _is_sqlite(path) and not has_backups(path)


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def _connected(path: Path) -> sqlite3.Connection:
    with ExitStack() as unless_all_is_well:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        unless_all_is_well.callback(connection.close)
        if not _is_current(path, connection):
            with exclusive(path.with_name(path.name + ".lock")):
                _migrate(path, connection)
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            # A copy that was put in place by hand: backups are plain files.
            set_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        unless_all_is_well.pop_all()
    return connection


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _is_current(path: Path, connection: sqlite3.Connection) -> bool:
    """Tell whether the schema is ours and up to date; refuse what is foreign or newer."""
    version = _number(connection, "user_version")
    application = _number(connection, "application_id")
    if application == APPLICATION_ID and version > SCHEMA_VERSION:
        raise DatabaseUnusableError(
            f"{path} was written by a newer ssi-tui (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); update ssi-tui, the file was left untouched"
        )
    if application != APPLICATION_ID and _number(connection, "schema_version"):
        raise DatabaseUnusableError(
            f"{path} is the database of another program; it was left untouched, "
            "name another file with --db"
        )
    return application == APPLICATION_ID and version == SCHEMA_VERSION


def _migrate(path: Path, connection: sqlite3.Connection) -> None:
    """Back up and migrate; the caller holds the lock file, so the question is asked again."""
    if _is_current(path, connection):
        return
    # Loaded where a migration is pending: it is on nobody's way otherwise.
    from ssi_tui.storage.backup import back_up
    from ssi_tui.storage.safety.rotation import Occasion

    back_up(path, Occasion.MIGRATION)
    upgrade(connection)


def upgrade(connection: sqlite3.Connection) -> None:
    """Run the pending migrations of a database that nobody else is opening."""
    from sqlite_utils import Database

    from ssi_tui.storage.schema import migrations

    set_wal(connection)
    # Marked first: a process killed from here on leaves a file that is known to be ours.
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database = Database(connection, recursive_triggers=False)
    migrations.apply(database)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def set_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging; SQLite does not wait for other openers here, so we do."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def new_id(milliseconds: int, serial: int) -> str:
    """Return a globally unique id that sorts by time: 32 hexadecimal digits.

    48 bits of milliseconds since 1970, 16 bits of serial number, 64 random bits.
    """
    return f"{milliseconds & (1 << 48) - 1:012x}{serial & 0xFFFF:04x}{os.urandom(8).hex()}"


def new_ids(milliseconds: Sequence[int], serial: int) -> list[str]:
    """Return ids as ``new_id`` does, with serial numbers from one on."""
    random = os.urandom(8 * len(milliseconds)).hex()
    return [
        f"{at & (1 << 48) - 1:012x}{serial + n & 0xFFFF:04x}{random[16 * n : 16 * n + 16]}"
        for n, at in enumerate(milliseconds)
    ]


def is_our_id(text: str) -> bool:
    """Tell whether a text has the form of our ids."""
    return len(text) == 32 and all(digit in "0123456789abcdef" for digit in text)
