"""Joining a folder of machine files, with a backup first, and what is in the folder before that."""

from dataclasses import dataclass
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.files import make_private_directory, private_text
from ssi_tui.storage.database.switch import (
    Switch,
    device_of,
    draw_device,
    inode_of,
    switch,
    turn_on,
    why_off,
)
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.machines.cursors import forget_cursors
from ssi_tui.storage.machines.folder import README, Reader, is_there, look
from ssi_tui.storage.machines.lines import LEVEL, DamagedError, NewerError, peek
from ssi_tui.storage.safety.backup import back_up
from ssi_tui.storage.safety.rotation import Occasion

_TEXT = """\
These are the logs of ssi-tui on several computers. Each computer writes in a folder of its own.
Do not edit or delete anything here; ssi-tui sync --status says how it stands.
"""
_ATTRIBUTES = "*.journal -text merge=union\n"


@dataclass(frozen=True, slots=True)
class Compared:
    """How many operations the machine files hold, this log holds, and both do.

    ``strangers`` tells whether both hold entries and have nothing in common.
    """

    theirs: int
    ours: int
    common: int
    strangers: bool


def compare(store: Store, folder: Path) -> Compared:
    """Return what a folder of machine files and the log have in common, and take in nothing."""
    theirs: set[str] = set()
    entries = False
    if is_there(folder):
        for file in look(folder, {}, LEVEL).files:
            for line in Reader(file, LEVEL).lines():
                try:
                    found = peek(line)
                except (DamagedError, NewerError):
                    continue
                if found is not None:
                    theirs.add(found[0])
                    entries = entries or found[1]
    rows = store.connection.execute("SELECT id FROM operations").fetchall()
    ours = {identity for (identity,) in rows}
    logged = store.connection.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is not None
    common = len(theirs & ours)
    return Compared(len(theirs), len(ours), common, logged and entries and not common)


def check_folder(given: Path) -> None:
    """Refuse a folder in which no machine files can be, without making any."""
    if not given.is_dir():
        raise RefusedError(f"no folder {given}; make it first, or mount it")


def join(store: Store, folder: Path, name: str, *, notes: bool) -> None:
    """Turn machine files on in a folder, which is made if need be, after a backup.

    What is in it is read anew, and what it lacks is written. This database gets a new id where the
    folder has files of its present one, unless it is that very file which writes them now.
    """
    back_up(store.path, Occasion.SYNC)
    _make(folder)
    with store.transaction() as connection:
        device = device_of(connection)
        on = switch(connection)
        going_on = on is not None and not why_off(connection, store.path, on)
        if (folder / device).exists() and not (going_on and on is not None and on.path == folder):
            device = draw_device(connection)
        turn_on(connection, Switch(str(folder), name, notes, inode_of(store.path), device))
        forget_cursors(connection)
        connection.execute("UPDATE operations SET carried = 0")


def _make(folder: Path) -> None:
    """Make the folder, and what it says to people and to git."""
    make_private_directory(folder)
    for name, text in ((README, _TEXT), (".gitattributes", _ATTRIBUTES)):
        if not (folder / name).exists():
            with private_text(folder / name, over=True) as out:
                out.write(text)
