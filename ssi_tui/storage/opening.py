"""Opening the database: private, durable, and quick where it is up to date."""

import errno
import os
import sqlite3
from contextlib import ExitStack
from pathlib import Path

from ssi_tui.storage.database.connection import (
    APPLICATION_ID,
    BUSY_SECONDS,
    LEAST_BYTES,
    SCHEMA_VERSION,
    is_foreign,
    pragma,
)
from ssi_tui.storage.database.errors import DatabaseDamagedError, DatabaseUnusableError, readable
from ssi_tui.storage.database.locations import (
    has_backups,
    make_private_directory,
    make_private_file,
)
from ssi_tui.storage.database.lock import exclusive


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
                raise DatabaseDamagedError(path, "nearly all of it is gone")
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


def _connected(path: Path) -> sqlite3.Connection:
    with ExitStack() as unless_all_is_well:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        unless_all_is_well.callback(connection.close)
        if not _is_current(path, connection):
            with exclusive(path.with_name(path.name + ".lock")):
                _migrate(path, connection)
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            # A copy that was put in place by hand: backups are plain files.
            from ssi_tui.storage.database.upgrade import set_wal

            set_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        unless_all_is_well.pop_all()
    return connection


def _is_current(path: Path, connection: sqlite3.Connection) -> bool:
    """Tell whether the schema is ours and up to date; refuse what is foreign or newer."""
    version = pragma(connection, "user_version")
    application = pragma(connection, "application_id")
    if application == APPLICATION_ID and version > SCHEMA_VERSION:
        raise DatabaseUnusableError(
            f"{path} was written by a newer ssi-tui (schema {version}, this one knows "
            f"{SCHEMA_VERSION}); update ssi-tui, the file was left untouched"
        )
    if application != APPLICATION_ID and pragma(connection, "schema_version"):
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
    from ssi_tui.storage.database.upgrade import upgrade
    from ssi_tui.storage.safety.backup import back_up
    from ssi_tui.storage.safety.rotation import Occasion

    back_up(path, Occasion.MIGRATION)
    upgrade(connection)
