"""Bringing a database to the present schema, and to write-ahead logging."""

import sqlite3
import time

from ssi_tui.storage.database.connection import APPLICATION_ID, BUSY_SECONDS, SCHEMA_VERSION


def upgrade(connection: sqlite3.Connection) -> None:
    """Run the pending migrations of a database that nobody else is opening."""
    from sqlite_utils import Database

    from ssi_tui.storage.database.schema import migrations

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
