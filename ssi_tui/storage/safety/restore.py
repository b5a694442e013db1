"""Putting another copy in the place of the database, as a whole or not at all.

A database that is whole takes the pages of the copy in one transaction, so that programs that have
it open see the change as they see any other. A damaged one is renamed, never deleted, and a new
file takes its place; an open store follows.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.connection import SCHEMA_VERSION, open_existing, pragma
from ssi_tui.storage.database.errors import DatabaseUnusableError, explained
from ssi_tui.storage.database.locations import backups_directory, make_private_directory
from ssi_tui.storage.database.lock import exclusive
from ssi_tui.storage.database.upgrade import set_wal, upgrade
from ssi_tui.storage.safety.backup import back_up, copy_database, patience, settle, stamp_of
from ssi_tui.storage.safety.condition import Condition, examine, problem_of
from ssi_tui.storage.safety.rotation import Occasion

_SLEEP_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore: the file it came from, the live entries it holds, and what was there before.

    ``before`` is the backup of a database that was whole, ``aside`` the damaged file under its new
    name; both are ``None`` where there was nothing.
    """

    name: str
    entries: int
    before: Path | None
    aside: Path | None


def found_backup(path: Path, given: Path) -> Path:
    """Return the file that is meant: a path, or the name of a backup; raises ``RefusedError``."""
    named = backups_directory(path) / given
    source = given if given.is_file() else named
    if not source.is_file():
        raise RefusedError(f"there is no backup {given}; choose one of ssi-tui backup --list")
    if path.exists() and source.samefile(path):
        raise RefusedError(f"{given} is the database itself; choose one of ssi-tui backup --list")
    return source


def restore(path: Path, source: Path) -> Restored:
    """Put a backup in the place of the database, after a backup of what is there.

    Raises ``RefusedError`` for a file that cannot be restored; nothing is changed then.
    """
    problem = problem_of(source)
    if problem is not None:
        raise RefusedError(f"{source} {problem}; choose another one of ssi-tui backup --list")
    with replacing(path) as prepared:
        copy_database(source, prepared)
        with closing(open_existing(prepared)) as connection:
            if pragma(connection, "user_version") != SCHEMA_VERSION:
                upgrade(connection)
            (entries,) = connection.execute(
                "SELECT COUNT(*) FROM entries WHERE live = 1"
            ).fetchone()
        before = aside = None
        if condition_of(path) is Condition.WHOLE:
            before = back_up(path, Occasion.RESTORE)
            _write_into(path, prepared)
        else:
            aside = put_in_place(path, prepared)
    return Restored(source.name, entries, before, aside)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Hold the lock file and give the path at which the new database is prepared.

    That is where the file itself lies: a name may be a link to it.
    """
    real = path.resolve()
    prepared = real.with_name(f"{real.name}.new")
    with explained(path):
        try:
            make_private_directory(path.parent)
            with exclusive(path.with_name(f"{path.name}.lock")):
                remove(prepared)
                try:
                    yield prepared
                finally:
                    remove(prepared)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise DatabaseUnusableError(
                f"{path} cannot be replaced ({reason}); look after its directory and try again"
            ) from error


def condition_of(path: Path) -> Condition:
    """Return the condition of what may be replaced; refuse what is not ours, or newer."""
    found = examine(path)
    if found.condition in (Condition.FOREIGN, Condition.NEWER):
        raise DatabaseUnusableError(f"{path} {found.detail}; it was left untouched")
    return found.condition


def _write_into(path: Path, prepared: Path) -> None:
    """Write all pages of a database into another one, in one transaction of that one."""
    with (
        closing(open_existing(path)) as target,
        closing(open_existing(prepared)) as source,
    ):
        size = pragma(target, "page_size")
        if pragma(source, "page_size") != size:
            source.execute(f"PRAGMA page_size = {size}")
            source.execute("VACUUM")
        target.execute("PRAGMA synchronous = FULL")
        source.backup(target, progress=patience(), sleep=_SLEEP_SECONDS)


def put_in_place(path: Path, prepared: Path) -> Path | None:
    """Rename the file that is there, its write-ahead log with it, and put the new one there.

    Returns the new name of the old file, ``None`` where there was none. A link stays one.
    """
    path = path.resolve()
    with closing(open_existing(prepared)) as connection:
        set_wal(connection)
    settle(prepared)
    log = path.with_name(f"{path.name}-wal")
    aside = None
    if path.exists():
        aside = _free(path.with_name(f"{path.name}.damaged-{stamp_of(prepared)}"))
        if log.exists() and log.stat().st_size:
            shutil.copy2(log, aside.with_name(f"{aside.name}-wal"))
        path.rename(aside)
    # It belongs to the old file: SQLite would play it into the new one.
    log.unlink(missing_ok=True)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    prepared.replace(path)
    settle(path.parent)
    return aside


def _free(wanted: Path) -> Path:
    found, serial = wanted, 2
    while found.exists():
        found = wanted.with_name(f"{wanted.name}-{serial}")
        serial += 1
    return found


def remove(prepared: Path) -> None:
    """Delete a database that nobody has open, with what SQLite wrote beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        prepared.with_name(f"{prepared.name}{end}").unlink(missing_ok=True)
