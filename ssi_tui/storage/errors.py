"""What can be wrong with a database, as one sentence that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DatabaseUnusableError(Exception):
    """The database cannot be used; the message is one sentence for the user."""


class NotNowError(DatabaseUnusableError):
    """The log is sound, but cannot be written at the moment; trying again may succeed."""


def _not_now(path: Path, error: sqlite3.Error) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    # What matters first: the last row of the app cuts what does not fit.
    if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"the log is held by another program; close that and try again ({path})"
    if code & 0xFF == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:
        return f"the disk is full; free some space and try again ({path})"
    return None


def _sentence(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return (
            f"{path} is not a readable ssi-tui database ({text}); it was left untouched, "
            "name another file with --db or restore it from a copy"
        )
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return f"{path} cannot be written; check its permissions or name another file with --db"
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return (
            f"{path} cannot be opened ({text}); check the directory or name another file with --db"
        )
    return f"{path} cannot be used ({text}); name another file with --db"


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a file into a ``DatabaseUnusableError``."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if sentence := _not_now(path, error):
            raise NotNowError(sentence) from error
        raise DatabaseUnusableError(_sentence(path, error)) from error


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what SQLite says, and a value that no version of ours writes, into such an error."""
    with explained(path):
        try:
            yield
        except (ValueError, TypeError, OverflowError) as error:
            raise DatabaseUnusableError(
                f"{path} holds what cannot be read ({error}); name another file with --db or "
                "restore it from a copy"
            ) from error
