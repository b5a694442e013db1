"""The backups of a database with what they hold."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ssi_tui.storage.backup import list_backups
from ssi_tui.storage.health import open_existing, problem_of
from ssi_tui.storage.locations import backups_directory
from ssi_tui.storage.safety.rotation import Backup


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup, its size in bytes, its live entries, and why it cannot be restored, if so."""

    backup: Backup
    size: int
    entries: int | None
    problem: str | None


def listed(path: Path) -> tuple[Listed, ...]:
    """Return the backups of a database, verified, the newest first."""
    return tuple(look_at(path, backup) for backup in list_backups(path))


def look_at(path: Path, backup: Backup) -> Listed:
    """Return what a backup holds."""
    file = backups_directory(path) / backup.name
    problem = problem_of(file)
    entries = live_entries(file) if problem is None else None
    return Listed(backup, file.stat().st_size, entries, problem)


def live_entries(file: Path) -> int | None:
    """Return how many entries count in a database file, ``None`` where that cannot be read."""
    try:
        with closing(open_existing(file, "ro")) as connection:
            found = connection.execute("SELECT COUNT(*) FROM entries WHERE live = 1").fetchone()
    except sqlite3.Error:
        return None
    return int(found[0])
