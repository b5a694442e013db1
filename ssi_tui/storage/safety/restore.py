"""Replacing the database with a copy, as a whole or not at all.

The pages of the copy are written into an intact database in one transaction, so that programs that
have it open see the change like any other. A damaged database is renamed, never deleted, and a new
file takes its place; an open store notices and opens that one.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.slips import hint
from ssi_tui.storage.database.connection import (
    SCHEMA_VERSION,
    beside,
    open_existing,
    pragma,
    read_stamp,
    stamp,
)
from ssi_tui.storage.database.errors import DatabaseUnusableError, usable
from ssi_tui.storage.database.files import free_name, make_private_directory, real, regular
from ssi_tui.storage.database.locations import backups_directory
from ssi_tui.storage.database.lock import exclusive
from ssi_tui.storage.database.switch import turn_off_after
from ssi_tui.storage.database.upgrade import set_wal, upgrade
from ssi_tui.storage.safety.backup import (
    back_up,
    copy_database,
    copy_pages,
    list_backups,
    remove,
    settle,
    stamp_of,
)
from ssi_tui.storage.safety.condition import Condition, examine, problem_of
from ssi_tui.storage.safety.rotation import Occasion

_OFF = "a backup was restored"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the name of the restored file and its number of live entries.

    ``before`` is the backup of the intact database that was replaced, ``aside`` the new path of a
    damaged one; both are ``None`` if there was no database. ``synced`` is how many operations come
    back once sync is on again, ``None`` where it was off.
    """

    name: str
    entries: int
    before: Path | None
    aside: Path | None
    synced: int | None


def found_backup(path: Path, given: Path) -> Path:
    """Return the backup file for a path or a backup's name; raises ``RefusedError``."""
    named = backups_directory(path) / given
    source = given if given.is_file() else named
    if not source.is_file():
        names = [backup.name for backup in list_backups(path)]
        advice = hint(given.name, names, "See ssi-tui backup --list")
        raise RefusedError(f'no backup "{given}". {advice}')
    if path.exists() and source.samefile(path):
        raise RefusedError(f"{given} is your log itself; see ssi-tui backup --list")
    return source


def restore(path: Path, source: Path) -> Restored:
    """Replace the database with a backup, after backing up what is there.

    Raises ``RefusedError`` for a file that cannot be restored, without changing anything.
    """
    problem = problem_of(source)
    if problem is not None:
        raise RefusedError(f"{source} {problem}; choose another from ssi-tui backup --list")
    with replacing(path) as prepared:
        copy_database(source, prepared)
        with closing(open_existing(prepared)) as connection:
            if pragma(connection, "user_version") != SCHEMA_VERSION:
                upgrade(connection)
            (entries,) = connection.execute(
                "SELECT COUNT(*) FROM entries WHERE live = 1"
            ).fetchone()
            whole = condition_of(path) is Condition.WHOLE
            synced = turn_off_after(connection, _OFF, path if whole else None)
        before = aside = None
        if whole:
            before = back_up(path, Occasion.RESTORE)
            _write_into(path, prepared)
        else:
            aside = put_in_place(path, prepared)
    return Restored(source.name, entries, before, aside, synced)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Hold the lock file and yield the path at which the new database is to be prepared.

    It is beside the real file, which may be elsewhere if ``path`` is a link.
    """
    with usable(path):
        regular(path)
        there = Path(real(path))
        prepared = there.with_name(f"{there.name}.new")
        make_private_directory(path.parent)
        with exclusive(path.with_name(f"{path.name}.lock")):
            remove(prepared)
            try:
                yield prepared
            finally:
                remove(prepared)


def condition_of(path: Path) -> Condition:
    """Return the condition of a database to be replaced; refuse a foreign or newer one."""
    found = examine(path)
    if found.condition in (Condition.FOREIGN, Condition.NEWER):
        raise DatabaseUnusableError(f"{path} {found.detail}. It wasn't touched")
    return found.condition


def _write_into(path: Path, prepared: Path) -> None:
    """Write all pages of the prepared database into the existing one, in one transaction."""
    with closing(open_existing(path)) as target, closing(open_existing(prepared)) as source:
        size = pragma(target, "page_size")
        if pragma(source, "page_size") != size:
            source.execute(f"PRAGMA page_size = {size}")
            source.execute("VACUUM")
        target.execute("PRAGMA synchronous = FULL")
        # Without a version it is still being created.
        before = read_stamp(target)[0] if pragma(target, "user_version") else ""
        stamp(source, path, before)
        copy_pages(source, target)


def put_in_place(path: Path, prepared: Path) -> Path | None:
    """Rename the existing file and its write-ahead log, and move the new one into its place.

    Returns the new path of the old file, ``None`` if there was none. A link stays a link.
    """
    path = Path(real(path))
    with closing(open_existing(prepared)) as connection:
        set_wal(connection)
    settle(prepared)
    log = beside(path, "-wal")
    aside = None
    if path.exists():
        aside = free_name(path.with_name(f"{path.name}.damaged-{stamp_of(prepared)}"))
        if log.exists() and log.stat().st_size:
            shutil.copy2(log, beside(aside, "-wal"))
        path.rename(aside)
    # The log belongs to the old file, and SQLite would apply it to the new one.
    log.unlink(missing_ok=True)
    beside(path, "-shm").unlink(missing_ok=True)
    prepared.replace(path)
    # Here it is in place; only a power cut in this very moment could take it away.
    with suppress(OSError):
        settle(path.parent)
    return aside
