"""The errors of a database, each with one sentence that says what to do."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.storage.database.files import FilePath


class DatabaseUnusableError(Exception):
    """The database cannot be used; the message is one sentence for the user."""


class NotNowError(DatabaseUnusableError):
    """The log is intact but cannot be written at the moment; trying again may succeed."""


class LockedError(NotNowError):
    """Another program is writing the log."""


def _not_now(path: FilePath, error: sqlite3.Error) -> NotNowError | None:
    primary = primary_code(error)
    # What matters comes first: the last row of the app cuts off what does not fit.
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LockedError(f"another program is using {path}; close it and try again")
    full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_SHMSIZE
    if full or primary == sqlite3.SQLITE_FULL:
        return NotNowError("the disk is full; free some space and try again")
    return None


class DatabaseDamagedError(DatabaseUnusableError):
    """The database was ours but can no longer be read; ``what`` describes the damage.

    Whoever shows the error adds the remedy (``storage/safety/remedy.py``).
    """

    def __init__(self, path: FilePath, what: str) -> None:
        super().__init__(f"can't read {path} ({what}). It wasn't touched")
        self.path = path
        self.what = what


DAMAGE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
# What a query says when a table is gone; its code is that of any error.
_LOST = ("no such table", "no such column", "no such view")


def primary_code(error: sqlite3.Error) -> int | None:
    """Return SQLite's primary result code of an error, ``None`` if it has none."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error means that the file itself is damaged."""
    return primary_code(error) in DAMAGE or str(error).startswith(_LOST)


def _sentence(path: FilePath, error: sqlite3.Error) -> str:
    text = str(error)
    primary = primary_code(error)
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return f"can't write {path}; check its permissions or choose another file with --db"
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return f"can't open {path} ({text}); check the folder or choose another file with --db"
    return f"can't use {path} ({text}); choose another file with --db"


@contextmanager
def explained(path: FilePath) -> Iterator[None]:
    """Turn any SQLite error about a file into a ``DatabaseUnusableError``."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not_now := _not_now(path, error):
            raise not_now from error
        if is_damage(error):
            raise DatabaseDamagedError(path, str(error)) from error
        raise DatabaseUnusableError(_sentence(path, error)) from error


def of_file(error: OSError, path: FilePath | None = None) -> RefusedError | DatabaseUnusableError:
    """Return an error of the file system as one that is a sentence and has an exit code.

    A name that is too long is bad input; all else is a file that cannot be used.
    """
    what = f"can't use {error.filename or path} ({reason(error)})"
    if error.errno == errno.ENAMETOOLONG:
        return RefusedError(f"{what}; use a shorter name")
    do = "remove the link" if error.errno == errno.ELOOP else "check it"
    return DatabaseUnusableError(f"{what}; {do}, or choose another file with --db")


@contextmanager
def usable(path: FilePath) -> Iterator[None]:
    """Turn any error of SQLite or of the file system about a file into a sentence."""
    with explained(path):
        try:
            yield
        except OSError as error:
            raise of_file(error, path) from error


@contextmanager
def readable(path: FilePath) -> Iterator[None]:
    """Turn SQLite errors, and values that we never write, into ``DatabaseUnusableError``."""
    with explained(path):
        try:
            yield
        except (ValueError, TypeError, OverflowError) as error:
            raise DatabaseUnusableError(
                f"{path} contains values that can't be read ({error}); choose another file "
                "with --db, or restore a backup"
            ) from error
