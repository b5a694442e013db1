"""Computers with a log each, and the engine that carries their machine files, for tests."""

import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.database.switch import was_of
from ssi_tui.storage.log.analytics import AnalyticsRows
from ssi_tui.storage.machines.folder import NAME
from ssi_tui.tracker.machines import Standing
from ssi_tui.tracker.tracker import Tracker
from tests.logs import Hands, from_scratch, open_tracker, state
from tests.tools.stress.exchanges import shown


class Computer:
    """A computer: its log, its clock, and its own copy of the folder of machine files."""

    def __init__(self, home: Path, hands: Hands | None = None) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.hands = hands or Hands()
        new = not (home / "log.db").exists()
        self.tracker = open_tracker(home / "log.db", self.hands)
        if new:
            # All databases of the tests are copies of one.
            device = f"{zlib.crc32(home.name.encode()):08x}"
            self.tracker.store.connection.execute(
                "UPDATE meta SET value = ? WHERE name = 'device'", (device,)
            )

    @property
    def folder(self) -> Path:
        """Where machine files lie here."""
        return self.home / NAME

    @property
    def device(self) -> str:
        """The id of this machine."""
        return self.tracker.machines.status().device

    @property
    def own(self) -> Path:
        """The directory in which it writes."""
        return self.folder / self.device

    def join(self, *, notes: bool = True, merge: bool = True) -> None:
        """Turn machine files on."""
        self.tracker.machines.join(self.home, self.home.name, notes=notes, merge=merge)

    def sync(self) -> Standing:
        """Take in and send."""
        return self.tracker.machines.sync()

    def close(self) -> None:
        """Close the log."""
        self.tracker.close()

    def reopen(self) -> None:
        """Open the log anew, as another process does."""
        self.close()
        self.tracker = open_tracker(self.home / "log.db", self.hands)

    def dump(self) -> object:
        """Return all that holds, and what is shown of it."""
        return dump(self.tracker)


@contextmanager
def computers(home: Path, *names: str, joined: bool = True) -> Iterator[list[Computer]]:
    """Hold computers open that take part in the same machine files."""
    with ExitStack() as stack:
        found = []
        for name in names:
            one = Computer(home / name)
            stack.callback(one.close)
            if joined:
                one.join()
            found.append(one)
        yield found


def ids_of(computer: Computer) -> tuple[str, ...]:
    """Return the ids under which a computer has written, the present one first."""
    return computer.device, *was_of(computer.tracker.store.connection)


def carry(source: Computer, *targets: Computer, devices: Iterable[str] | None = None) -> None:
    """Carry the directories of some machines (default: all its own) to other computers."""
    for device in ids_of(source) if devices is None else devices:
        for target in targets:
            if (source.folder / device).is_dir():
                shutil.copytree(source.folder / device, target.folder / device, dirs_exist_ok=True)


def exchange(*all_of_them: Computer) -> None:
    """Have all computers send, carry everything to everybody, and take it in."""
    for one in all_of_them:
        one.sync()
    owners = {device: one for one in all_of_them for device in ids_of(one)}
    for one in all_of_them:
        # Nobody knows any more of an id that was drawn before a disk was set back.
        found = [path.name for path in one.folder.iterdir() if path.is_dir()]
        mine = [device for device in found if owners.get(device, one) is one]
        carry(one, *(other for other in all_of_them if other is not one), devices=mine)
    for one in all_of_them:
        one.sync()


def dump(tracker: Tracker) -> tuple[object, ...]:
    """Return the synced columns of all tables by key, what is derived, and what is shown."""
    connection = tracker.store.connection
    tables = []
    for table, columns in COLUMNS.items():
        names = ", ".join(columns)
        found = connection.execute(f"SELECT {names} FROM {table}").fetchall()
        tables.append((table, sorted(map(repr, found))))
    figures = AnalyticsRows(tracker.store.path, connection).in_force()
    return (
        *tables,
        repr(state(tracker)),
        repr(from_scratch(tracker)),
        repr(figures),
        *shown(tracker, tracker.today()),
    )
