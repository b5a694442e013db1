"""Migrating a database to the current schema, and switching it to write-ahead logging."""

import sqlite3
import time

from ssi_tui.storage.database import lock
from ssi_tui.storage.database.connection import APPLICATION_ID, SCHEMA_VERSION
from ssi_tui.storage.database.errors import primary_code


def upgrade(connection: sqlite3.Connection) -> None:
    """Run the pending migrations of a database that no other process is opening."""
    from sqlite_utils import Database

    from ssi_tui.storage.database.schema import migrations

    set_wal(connection)
    # Marked first: if the process is killed from here on, the file is known to be ours.
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(Database(connection, recursive_triggers=False))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def set_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging.

    SQLite does not wait for other connections here, so this function does.
    """
    deadline = time.monotonic() + lock.BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
