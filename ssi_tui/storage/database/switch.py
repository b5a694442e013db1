"""Whether this database takes part in machine files, and under which id of a machine.

It stands in the database, so that another database never writes into files that are not its own.
"""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ssi_tui.storage.database.connection import SCHEMA_VERSION, open_existing, pragma
from ssi_tui.storage.database.files import file_identity

_DIGITS = frozenset("0123456789abcdef")
_SYNC, _DEVICE, _WAS = "sync", "device", "was"


@dataclass(frozen=True, slots=True)
class Switch:
    """Where machine files lie, and for which file of a database they were turned on.

    ``folder`` is the one in which the engine finds ours; ``notes`` tells whether the user's words
    are sent; ``inode`` and ``device`` are those of the database; ``off`` says after what it was
    turned off, if it was.
    """

    folder: str
    name: str
    notes: bool
    inode: int
    device: str
    off: str = ""

    @property
    def path(self) -> Path:
        """The folder that holds a directory for each machine."""
        return Path(self.folder)


def switch(connection: sqlite3.Connection) -> Switch | None:
    """Return how machine files were turned on last; ``None`` if they are not."""
    text = _meta(connection, _SYNC)
    if text is None:
        return None
    try:
        found = Switch(**json.loads(text))
    except (ValueError, TypeError):
        return None
    return found


def why_off(connection: sqlite3.Connection, path: Path, found: Switch) -> str:
    """Return why machine files must not be written though they were turned on, else nothing.

    An id of a machine belongs to one file of a database: a copy has none.
    """
    if found.off:
        return found.off
    if found.inode != inode_of(path):
        return "this database is a copy of the one that was synced, or was moved"
    if found.device != device_of(connection):
        return "this database has got another id"
    return ""


def inode_of(path: Path) -> int:
    """Return the number of the file of a database, 0 without one."""
    found = file_identity(path)
    return 0 if found is None else found[1]


def turn_on(connection: sqlite3.Connection, found: Switch) -> None:
    """Write that machine files are on."""
    text = json.dumps({name: value for name, value in asdict(found).items() if value != ""})
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SYNC, text))


def turn_off(connection: sqlite3.Connection) -> None:
    """Write that machine files are off."""
    connection.execute("DELETE FROM meta WHERE name = ?", (_SYNC,))


def turn_off_after(connection: sqlite3.Connection, what: str, present: Path | None) -> int | None:
    """Turn machine files off in a database that is to replace the present one.

    Returns how many operations of the present one will come back from them once they are on again,
    ``None`` where they were off in both. It is 0 where the present one cannot be read.
    """
    found, held = switch(connection), set()
    if present is not None:
        with closing(open_existing(present, "ro")) as now:
            if pragma(now, "user_version") == SCHEMA_VERSION:
                found = switch(now)
                held = {one for (one,) in now.execute("SELECT id FROM operations WHERE carried")}
    if found is None:
        turn_off(connection)
        return None
    turn_on(connection, replace(found, off=what))
    return len(held - {one for (one,) in connection.execute("SELECT id FROM operations")})


def device_of(connection: sqlite3.Connection) -> str:
    """Return the id of this machine."""
    return _meta(connection, _DEVICE) or ""


def was_of(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the ids that this machine had before."""
    return ids_of(_meta(connection, _WAS))


def draw_device(connection: sqlite3.Connection) -> str:
    """Give this database a new id of a machine, and return it; it keeps what it was."""
    before, new = device_of(connection), os.urandom(4).hex()
    was = [*was_of(connection), before]
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_WAS, json.dumps(was)))
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_DEVICE, new))
    # What it has written so far is in the files of another now.
    connection.execute("UPDATE operations SET carried = 2 WHERE carried = 1")
    return new


def ids_of(text: str | None) -> tuple[str, ...]:
    """Return the ids of machines in a kept list; none if it cannot be read."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(filter(is_device, found)) if isinstance(found, list) else ()


def is_device(text: object) -> bool:
    """Tell whether something has the form of a machine's id: eight hexadecimal digits."""
    return isinstance(text, str) and len(text) == 8 and _DIGITS.issuperset(text)


def _meta(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])
