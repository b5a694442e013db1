"""Sending what was done here, and taking in what was done elsewhere.

One process at a time does either, by a lock file beside the database.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database import lock
from ssi_tui.storage.database.switch import (
    Switch,
    draw_device,
    switch,
    turn_on,
    was_of,
    why_off,
)
from ssi_tui.storage.log.rows import instant_text
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.machines.cursors import cursors, forget_cursors
from ssi_tui.storage.machines.folder import Cursor, Look, is_there, look
from ssi_tui.storage.machines.lines import LEVEL, Head
from ssi_tui.storage.machines.taking_in import Taken, TakingIn
from ssi_tui.storage.machines.writing import is_as_left, kept_of, write_unsent

_AGAIN_SECONDS = 0.05
OFF = "sync is off; turn it on with ssi-tui sync --folder DIR"


class SyncOffError(RefusedError):
    """Machine files are not written, and the message says why."""


class FolderGoneError(RefusedError):
    """The folder of the machine files is not there: not mounted, for example."""


@dataclass(frozen=True, slots=True)
class Days:
    """When a day and a week begin here, which the head of each file says."""

    day_start_hour: int = 3
    week_start: str = "monday"


def turned_on(connection: sqlite3.Connection, path: Path) -> Switch:
    """Return how machine files are turned on; raises ``RefusedError`` if they are off.

    So it does where the folder is gone: then nothing is written, and nothing is made.
    """
    found = switch(connection)
    if found is None:
        raise SyncOffError(OFF)
    why = why_off(connection, path, found)
    if why:
        raise SyncOffError(f"sync is off: {why}; ssi-tui sync --folder DIR turns it on again")
    if not is_there(found.path):
        raise FolderGoneError(
            f"{found.folder} isn't there; if it is lost, make it again with "
            "ssi-tui sync --folder DIR"
        )
    return found


class Syncing:
    """The machine files of one database; raises ``RefusedError`` and ``OSError``."""

    def __init__(self, store: Store, days: Days) -> None:
        self._store = store
        self._days = days

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock of the machine files; refuse if another process does not let go of it.

        One that hangs on a folder that is not there any more would be waited for without end.
        """
        end = time.monotonic() + lock.BUSY_SECONDS
        while True:
            with self.held_now() as held:
                if held:
                    yield
                    return
            if time.monotonic() > end:
                raise RefusedError("another ssi-tui is still syncing; try again when it is done")
            time.sleep(_AGAIN_SECONDS)

    @contextmanager
    def held_now(self) -> Iterator[bool]:
        """Hold the lock of the machine files unless another process does; tell whether it is."""
        # On a new computer this makes the folder of the database, in which the lock lies.
        self._store.data_version()
        with lock.try_exclusive(self._lock) as held:
            yield held

    @property
    def _lock(self) -> Path:
        return self._store.path.with_name(f"{self._store.path.name}.sync.lock")

    def on(self) -> Switch:
        """Return how machine files are turned on; raises as ``turned_on`` does."""
        return turned_on(self._store.connection, self._store.path)

    def send(self) -> int:
        """Write what no machine file holds, and return the number of operations."""
        on = self.on()
        if not self._as_left(on):
            self.take_in(own=True)
            on = self.on()
        head = Head(
            on.device,
            on.name,
            was_of(self._store.connection),
            self._days.day_start_hour,
            self._days.week_start,
        )
        return write_unsent(self._store, on.path / on.device, head, notes=on.notes)

    def take_in(self, now: datetime | None = None, *, own: bool = False) -> tuple[Look, Taken]:
        """Take in what is new in the files of all machines, or in this machine's own.

        Where its own are not as they were left, they are read from the beginning, and what they no
        longer hold is written by the next ``send``. Where they hold what is not known here, another
        database writes under the same id, so that this one gets a new one.
        """
        on = self.on()
        if not self._as_left(on):
            with self._store.transaction() as connection:
                forget_cursors(connection, [on.device])
                connection.execute("UPDATE operations SET carried = 0 WHERE carried = 1")
        found = look(on.path, self.cursors(), LEVEL)
        files = [file for file in found.files if not own or file.device == on.device]
        at = instant_text(now) if now is not None else ""
        taken = TakingIn(self._store, on.device, at, notes=on.notes).read(files)
        if taken.strange:
            with self._store.transaction() as connection:
                turn_on(connection, replace(on, device=draw_device(connection)))
        return found, taken

    def forget(self) -> None:
        """Forget what the files of all machines hold, so that all of it is read anew.

        What none of them holds any more is then written.
        """
        self.on()
        with self._store.transaction() as connection:
            forget_cursors(connection)
            connection.execute("UPDATE operations SET carried = 0")

    def cursors(self) -> dict[tuple[str, str], Cursor]:
        """Return how far each file has been read."""
        return cursors(self._store.connection)

    def _as_left(self, on: Switch) -> bool:
        return is_as_left(on.path / on.device, kept_of(self._store, on.device))
