"""What can be wrong with a database, as one sentence that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DatabaseUnusableError(Exception):
    """The database cannot be used; the message is one sentence for the user."""


def _sentence(path: Path, error: sqlite3.Error) -> str:
    text = str(error)
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return (
            f"{path} is not a readable ssi-tui database ({text}); it was left untouched, "
            "name another file with --db or restore it from a copy"
        )
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"{path} is held by another program; close that and try again"
    if primary == sqlite3.SQLITE_FULL:
        return f"the disk with {path} is full; free some space and try again"
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
