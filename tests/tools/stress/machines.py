"""Computers that are killed, or fail, while they write or take in machine files: nothing is lost.

At each point at which something reaches a disk one process is killed with SIGKILL, and in another
one the write or the ``fsync`` fails. Then everything goes on as if nothing had been.
"""

import os
import random
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.machines import joining, taking_in, writing
from ssi_tui.storage.safety.backup import back_up
from ssi_tui.storage.safety.rotation import Occasion
from tests.logs import fill, rows
from tests.machines.computers import Computer, carry, exchange
from tests.tools.stress.outcome import Outcome

_LINES = 12


@dataclass(slots=True)
class Point:
    """Counts what reaches a disk, and strikes at one of these points.

    ``fails`` tells whether a write fails there instead of the process being killed.
    """

    at: int
    fails: bool
    passed: int = 0

    def strikes(self) -> bool:
        """Pass a point; where it is the one, kill the process, or tell that a write fails."""
        self.passed += 1
        if self.passed != self.at:
            return False
        if not self.fails:
            os.kill(os.getpid(), signal.SIGKILL)
        return True


def _instrument(point: Point) -> None:
    """Put points before, within and after each write of this process, which ends soon."""
    write, fsync = os.write, os.fsync
    transaction = Store.transaction

    def writes(descriptor: int, text: bytes | memoryview) -> int:
        for part in sorted({0, 1, len(text) // 3, len(text) - 1}):
            if point.at == point.passed + 1:
                write(descriptor, bytes(text)[:part])
            if point.strikes():
                raise OSError(28, os.strerror(28))
        return write(descriptor, text)

    def syncs(descriptor: int) -> None:
        if point.strikes():
            raise OSError(5, os.strerror(5))
        fsync(descriptor)
        point.strikes()

    @contextmanager
    def commits(store: Store, *, waits: bool = True) -> Iterator[object]:
        with transaction(store, waits=waits) as connection:
            yield connection
            if not point.fails:
                point.strikes()
        if not point.fails:
            point.strikes()

    def backs_up(path: Path, occasion: Occasion) -> Path | None:
        made = back_up(path, occasion)
        if not point.fails:
            point.strikes()
        return made

    for module, name, value in (
        (os, "write", writes),
        (os, "fsync", syncs),
        (Store, "transaction", commits),
        (joining, "back_up", backs_up),
        (taking_in, "AT_ONCE", 5),
        (writing, "AT_ONCE", 5),
        (writing, "FULL_BYTES", 1500),
    ):
        setattr(module, name, value)


def _ticks(laptop: Computer) -> None:
    for task in ("comment", "share", "search"):
        laptop.tracker.tick([(task, 1)])
        laptop.tracker.machines.send()


def _cut(laptop: Computer) -> None:
    path = laptop.own / "00001.journal"
    path.write_bytes(path.read_bytes()[:-200])


def _cloned(laptop: Computer) -> None:
    """Leave a line in its own file that somebody else has written, as a clone of it would."""
    theirs = next(
        path for path in laptop.folder.glob("*/*.journal") if path.parent.name != laptop.device
    )
    lines = theirs.read_bytes().splitlines(keepends=True)
    with (laptop.own / "00001.journal").open("ab") as file:
        file.write(lines[-1])


def _nothing(_: Computer) -> None:
    pass


SCENES: dict[str, tuple[Callable[[Computer], object], Callable[[Computer], object]]] = {
    "ticks": (_nothing, _ticks),
    "healing": (_cut, lambda laptop: laptop.sync()),
    "taking in": (_nothing, lambda laptop: laptop.sync()),
    "another id": (_cloned, lambda laptop: laptop.sync()),
    "joining": (lambda laptop: laptop.tracker.machines.off(), lambda laptop: laptop.join()),
}
"""What is done before, and what is killed."""


class Stage:
    """Two computers that can be set back to one state, the files of their databases the same."""

    def __init__(self, home: Path) -> None:
        self.laptop, self.desktop = Computer(home / "laptop"), Computer(home / "desktop")
        for one in (self.laptop, self.desktop):
            one.join()
        fill(self.laptop.tracker, self.laptop.hands, home)
        self.laptop.sync()
        for _ in range(_LINES):
            self.desktop.tracker.tick([("comment", 1)])
        self.desktop.sync()
        carry(self.desktop, self.laptop)
        self._kept = {}
        for one in (self.laptop, self.desktop):
            one.tracker.store.settle()
            one.close()
            kept = one.home.with_name(f"{one.home.name}-kept")
            shutil.copytree(one.folder, kept)
            self._kept[one.home] = (kept, (one.home / "log.db").read_bytes())

    def set_back(self) -> None:
        """Set both back, in the same files, and open them."""
        for one in (self.laptop, self.desktop):
            one.close()
            kept, log = self._kept[one.home]
            shutil.rmtree(one.folder)
            shutil.copytree(kept, one.folder)
            for end in ("-wal", "-shm"):
                (one.home / f"log.db{end}").unlink(missing_ok=True)
            (one.home / "log.db").write_bytes(log)
            one.reopen()

    def known(self) -> set[str]:
        """Return the operations of both."""
        query = "SELECT id FROM operations"
        return {
            identity
            for one in (self.laptop, self.desktop)
            for (identity,) in one.tracker.store.connection.execute(query)
        }


def machines(home: Path, number: int = 10_000, seed: int = 1) -> Outcome:
    """Strike at that many points at most of each scene, or all of them."""
    stage = Stage(home)
    faults: list[str] = []
    struck = {True: 0, False: 0}
    order = random.Random(seed)  # noqa: S311 - no secret, the same points each time
    for name, (before, act) in SCENES.items():
        for fails in (False, True):
            last = _struck(stage, before, act, Point(-1, fails))
            points = range(1, last + 1)
            for at in sorted(order.sample(points, min(number, last))):
                _struck(stage, before, act, Point(at, fails))
                struck[fails] += 1
                wrong = _wrong(stage)
                if wrong:
                    faults.append(f"{name}, point {at}{', failing' if fails else ''}: {wrong}")
    stage.laptop.close()
    stage.desktop.close()
    figures: dict[str, str | int] = {
        "processes killed with SIGKILL": struck[False],
        "processes in which a write failed": struck[True],
    }
    return Outcome("Machine files", figures, tuple(faults))


def _struck(
    stage: Stage,
    before: Callable[[Computer], object],
    act: Callable[[Computer], object],
    point: Point,
) -> int:
    """Act in a process of its own that is struck; return how many points it has passed."""
    stage.set_back()
    before(stage.laptop)
    stage.laptop.close()
    reading, telling = os.pipe()
    process = os.fork()
    if not process:
        # The process leaves by _exit alone: what the parent has open is not its own to close.
        try:
            stage.laptop.reopen()
            _instrument(point)
            with suppress(RefusedError, DatabaseUnusableError):
                act(stage.laptop)
        finally:
            fault = traceback.format_exc() if sys.exc_info()[0] else ""
            # By another call, which is not instrumented.
            os.writev(telling, [(fault or str(point.passed)).encode()])
            os._exit(0)
    os.close(telling)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        passed = pipe.read()
    os.waitpid(process, 0)
    stage.laptop.reopen()
    return int(passed or 0)


def _wrong(stage: Stage) -> str:
    """Go on with both, and return what is wrong then."""
    laptop, desktop = stage.laptop, stage.desktop
    known = stage.known()
    if not laptop.tracker.machines.status().on:
        laptop.join()
    for _ in range(2):
        exchange(laptop, desktop)
    desktop.hands.instant = laptop.hands.instant
    if laptop.dump() != desktop.dump():
        return "the computers differ"
    if stage.known() != known:
        return "operations were lost, or made"
    if standing := [one for one in (laptop, desktop) if one.sync().unsent or one.sync().taken]:
        return f"{standing[0].home.name} is never done"
    for one in (laptop, desktop):
        if rows(one.home / "log.db", "PRAGMA integrity_check") != [("ok",)]:
            return "the database is damaged"
    return ""
