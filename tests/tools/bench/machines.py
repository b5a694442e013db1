"""What several computers with one log cost: those who wait for nothing, a look, and joining."""

import json
import shutil
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ssi_tui.storage.machines.folder import NAME
from tests.logs import open_tracker
from tests.tools.bench.figures import SQLITE, Figure, Size, app, figure, milliseconds, whole
from tests.tools.bench.logs import TEN_YEARS, copy_of


def machines(size: Size, folder: Path) -> Iterator[Figure]:
    """Yield what sync costs the commands of all day, a look, a command by itself, and a join."""
    plain, synced = folder / "plain.db", folder / "synced.db"
    for path in (plain, synced):
        shutil.copyfile(copy_of(TEN_YEARS, folder), path)
    with closing(sqlite3.connect(synced)) as connection, connection:
        # The log was made by nobody.
        connection.execute(
            "UPDATE operations SET device = (SELECT value FROM meta WHERE name = 'device')"
        )
    carried = folder / "carried"
    carried.mkdir()
    whole([*app(synced), "sync", "--folder", str(carried)])
    for name, arguments in (("tick", ["tick", "comment"]), ("status", ["status", "--short"])):
        rounds = range(3 * size.rounds)
        commands = [[*app(path), *arguments] for path in (synced, plain)]
        seconds = [(whole(commands[0]), whole(commands[1])) for _ in rounds]
        what = f"{' '.join(arguments)} with sync on, ten years"
        against = "the same with sync off"
        yield figure(f"{name} with sync", what, against, 1.03, milliseconds(seconds))
    pairs = _in_turn(size, lambda: whole([*app(synced), "sync"]), lambda: whole(SQLITE))
    yield figure("sync", "sync with nothing new", 'python -c "import sqlite3"', 8.0, pairs)
    lines = [
        line
        for path in sorted((carried / NAME).glob("*/*.journal"))
        for line in path.read_bytes().splitlines()
    ]
    serial = iter(range(1_000))
    pairs = _in_turn(size, lambda: _joined(folder, next(serial), carried), lambda: _read(lines))
    what, against = "joining a folder of ten years", "checksums and JSON of its lines"
    yield figure("join", what, against, 40.0, pairs)


def _in_turn(
    size: Size, ours: Callable[[], float], plain: Callable[[], float]
) -> list[tuple[float, float]]:
    return milliseconds([(ours(), plain()) for _ in range(size.rounds)])


def _joined(folder: Path, serial: int, carried: Path) -> float:
    """Return the seconds in which an empty log takes in all that a folder holds."""
    tracker = open_tracker(folder / f"empty-{serial}.db")
    with closing(tracker):
        tracker.store.connection.execute(
            "UPDATE meta SET value = ? WHERE name = 'device'", (f"{serial:08x}",)
        )
        began = time.perf_counter()
        tracker.machines.join(carried, "bench")
        return time.perf_counter() - began


def _read(lines: Sequence[bytes]) -> float:
    began = time.perf_counter()
    for line in lines:
        if int(line[:8], 16) == zlib.crc32(line[9:]):
            json.loads(line[9:])
    return time.perf_counter() - began
