"""The condition of a database file, determined without changing it."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ssi_tui.core.checks import reason
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.database.connection import (
    LEAST_BYTES,
    SCHEMA_VERSION,
    Origin,
    database_file,
    is_foreign,
    open_existing,
    origin,
    pragma,
)
from ssi_tui.storage.database.errors import is_damage
from ssi_tui.storage.database.locations import has_backups


class Condition(StrEnum):
    """What is found at the path of a database."""

    MISSING = "missing"
    WHOLE = "whole"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Finding:
    """The condition of a file, with details that end a sentence beginning with its path."""

    condition: Condition
    detail: str = ""


_BY_ORIGIN = {
    Origin.NOBODY: Finding(Condition.MISSING, "is empty"),
    Origin.OTHERS: Finding(Condition.FOREIGN, "belongs to another program"),
    Origin.NEWER: Finding(Condition.NEWER, "was written by a newer ssi-tui; update ssi-tui"),
}


def examine(path: Path) -> Finding:
    """Read a whole file and return its condition.

    Raises ``OSError`` or ``sqlite3.Error`` if it cannot be read.
    """
    there = database_file(path)
    if there is None:
        return Finding(Condition.MISSING, "doesn't exist yet")
    if there.st_size < LEAST_BYTES:
        if has_backups(path):
            return Finding(Condition.DAMAGED, "is damaged (nearly all of it is gone)")
        if there.st_size == 0:
            return Finding(Condition.MISSING, "is empty")
        return Finding(Condition.FOREIGN, "isn't an ssi-tui log")
    try:
        with closing(open_existing(path, "ro")) as connection:
            if (found := _BY_ORIGIN.get(origin(connection))) is not None:
                return found
            version = pragma(connection, "user_version")
            (state,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            for table in _tables_of(version):
                connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        if is_foreign(path, error):
            return Finding(Condition.FOREIGN, "isn't an ssi-tui log")
        if not is_damage(error):
            raise
        state = str(error)
    if state != "ok":
        # The lines before the last only name the database, and there is just one.
        return Finding(Condition.DAMAGED, f"is damaged ({str(state).splitlines()[-1].strip()})")
    return Finding(Condition.WHOLE)


def _tables_of(version: int) -> Iterable[str]:
    """Return the tables that a file of a schema version must have (0: still being created)."""
    if version == SCHEMA_VERSION:
        return COLUMNS
    return ("operations", "entries") if version else ()


def problem_of(copy: Path) -> str | None:
    """Return why a file cannot be restored, as the end of a sentence; ``None`` if it can."""
    try:
        found = examine(copy)
    except (OSError, sqlite3.Error) as error:
        return f"can't be read ({reason(error)})"
    return None if found.condition is Condition.WHOLE else found.detail
