"""Opening the database: it is created or migrated if need be, and kept private and durable."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack

from ssi_tui.storage.database import lock
from ssi_tui.storage.database.connection import (
    LEAST_BYTES,
    OPENED,
    SCHEMA_VERSION,
    Origin,
    database_file,
    has_frames,
    is_foreign,
    origin,
    pragma,
    stamp,
)
from ssi_tui.storage.database.errors import (
    DatabaseDamagedError,
    DatabaseUnusableError,
    readable,
    usable,
)
from ssi_tui.storage.database.files import (
    FilePath,
    check_access,
    make_private_directory,
    make_private_file,
    real,
)
from ssi_tui.storage.database.locations import has_backups

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def connect(path: FilePath, told: Callable[[Path], object] | None = None) -> sqlite3.Connection:
    """Return a connection to an up-to-date database, created or migrated first if need be.

    ``told`` is called with the new path of a write-ahead log that did not belong to it.
    Raises ``DatabaseUnusableError``; a file that is not ours, or that a newer version wrote, is
    left untouched. An existing file is opened only by SQLite: when a process closes any descriptor
    of a file, POSIX drops all its locks on that file, those of its other connections included.
    """
    # A damaged schema may hold bytes that are not text.
    with usable(path), readable(path):
        make_private_directory(os.path.dirname(path) or os.curdir)
        there = database_file(path)
        if there is None:
            make_private_file(path)
        elif there.st_size < LEAST_BYTES:
            # SQLite would start a new database in a file that is empty or one byte long.
            if has_backups(path):
                raise DatabaseDamagedError(path, "nearly all of it is gone")
            if there.st_size:
                raise _not_ours(path)
        check_access(path)
        try:
            return _connected(path, told)
        except sqlite3.DatabaseError as error:
            if is_foreign(path, error):
                raise _not_ours(path) from error
            raise


def _not_ours(path: FilePath) -> DatabaseUnusableError:
    return DatabaseUnusableError(
        f"{path} isn't an ssi-tui log. It wasn't touched; choose another file with --db"
    )


def _connected(path: FilePath, told: Callable[[Path], object] | None) -> sqlite3.Connection:
    lock_file = f"{os.fspath(path)}.lock"
    with ExitStack() as unless_all_is_well:
        with ExitStack() as held:
            if real(path) not in OPENED and has_frames(path):
                held.enter_context(lock.exclusive(lock_file))
                # Loaded here: nearly always nobody has been killed.
                from pathlib import Path

                from ssi_tui.storage.database.wal import put_aside_if_foreign

                if (aside := put_aside_if_foreign(Path(path))) is not None and told is not None:
                    told(aside)
            OPENED.add(real(path))
            connection = sqlite3.connect(path, timeout=lock.BUSY_SECONDS, isolation_level=None)
            unless_all_is_well.callback(connection.close)
            is_current = _is_current(path, connection)
        if not is_current:
            with lock.exclusive(lock_file):
                _migrate(path, connection)
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            # The user has put a backup here by hand: backups have no write-ahead log.
            from ssi_tui.storage.database.upgrade import set_wal

            set_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        # On macOS alone this makes a difference: it has the disk write what it was given.
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        unless_all_is_well.pop_all()
    return connection


def _is_current(path: FilePath, connection: sqlite3.Connection) -> bool:
    """Tell whether the schema is up to date; refuse a foreign or newer database."""
    whose = origin(connection)
    version = pragma(connection, "user_version")
    if whose is Origin.NEWER:
        raise DatabaseUnusableError(
            f"{path} was written by a newer ssi-tui; update ssi-tui. The file wasn't touched"
        )
    if whose is Origin.OTHERS:
        raise DatabaseUnusableError(
            f"{path} belongs to another program. It wasn't touched; choose another file with --db"
        )
    return whose is Origin.OURS and version == SCHEMA_VERSION


def _migrate(path: FilePath, connection: sqlite3.Connection) -> None:
    """Back up and migrate, unless another process did so before the caller got the lock file."""
    if _is_current(path, connection):
        return
    # Imported only for a pending migration, because every command opens the database.
    from pathlib import Path

    from ssi_tui.storage.database.upgrade import upgrade
    from ssi_tui.storage.safety.backup import back_up
    from ssi_tui.storage.safety.rotation import Occasion

    back_up(Path(path), Occasion.MIGRATION)
    upgrade(connection)
    stamp(connection, path)
