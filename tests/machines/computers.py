"""Computers with a log each, and the engine that carries their machine files, for tests."""

import shutil
import zlib
from collections.abc import Iterator
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


def carry(source: Computer, *targets: Computer) -> None:
    """Carry the files that a computer has written, under all its ids, to other computers."""
    for device in (source.device, *was_of(source.tracker.store.connection)):
        for file in (source.folder / device).glob("*"):
            for target in targets:
                _put(file, target.folder / device / file.name)


def _put(file: Path, place: Path) -> None:
    """Put a file in the place of another, and keep that one beside it if it holds anything else."""
    if place.exists():
        before, text = place.read_bytes(), file.read_bytes()
        if before == text:
            return
        if not text.startswith(before):
            copy = f"{file.stem}.sync-conflict-{zlib.crc32(before):08x}.journal"
            place.replace(place.with_name(copy))
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(file, place)


def exchange(*all_of_them: Computer) -> None:
    """Have all computers send, carry everything to everybody, and take it in."""
    for one in all_of_them:
        one.sync()
    for one in all_of_them:
        carry(one, *(other for other in all_of_them if other is not one))
    # Copies that lie anywhere, and files of ids of which nobody knows any more.
    for one in all_of_them:
        for file in one.folder.glob("*/*.journal"):
            for other in all_of_them:
                place = other.folder / file.parent.name / file.name
                if not place.exists() or file.read_bytes().startswith(place.read_bytes()):
                    _put(file, place)
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
