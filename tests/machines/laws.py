"""The laws of machine files: the same lines are the same log, in whatever way they arrive.

``test_laws`` tries each with a few draws that are always the same, and ``python -m
tests.tools.stress laws`` with thousands of others. What is drawn is told with a fault, and the
text in ``@reproduce_failure`` draws it ``again``.
"""

import json
import random
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.machines.lines import peek
from tests.logs import export_to, fill, state
from tests.machines.carrier import Event, agree, days, live_through, weeks
from tests.machines.computers import Computer, computers, exchange
from tests.tools.stress import exchanges as exports_alone


def known(one: Computer) -> set[str]:
    """Return the ids of all operations that a computer has."""
    rows = one.tracker.store.connection.execute("SELECT id FROM operations")
    return {identity for (identity,) in rows}


def in_files(one: Computer) -> set[str]:
    """Return the ids of all operations that the files in the folder of a computer hold."""
    found = set()
    for path in one.folder.glob("*/*.journal"):
        for line in path.read_bytes().split(b"\n"):
            with suppress(ValueError):
                found.add((peek(line) or ("",))[0])
    return found - {""}


def strewn(source: Computer, target: Computer, order: random.Random) -> list[list[bytes]]:
    """Give a computer the lines of all files of another one in any order, some twice, in two parts.

    Returns the lines that are still to come.
    """
    lines = [
        line
        for path in sorted(source.folder.glob("*/*.journal"))
        for line in path.read_bytes().split(b"\n")
        if line
    ]
    lines += order.sample(lines, len(lines) // 3)
    order.shuffle(lines)
    half = order.randint(0, len(lines))
    number = order.randint(1, 4)
    parts = [lines[:half][at::number] for at in range(number)]
    for at, part in enumerate(parts):
        write(target, at, part)
    return [lines[half:][at::number] for at in range(number)]


def write(target: Computer, at: int, lines: list[bytes]) -> None:
    """Append lines to the file of a machine, in the folder of a computer."""
    path = target.folder / f"{at:08x}" / "00001.journal"
    path.parent.mkdir(exist_ok=True)
    with path.open("ab") as file:
        file.write(b"".join(line + b"\n" for line in lines))


def same_lines(events: list[Event], number: int, order: random.Random) -> None:
    """Each acknowledged operation is everywhere, and a stranger to all reads the same from lines.

    Those come in any order, split over any files, repeated, and a part of them later.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        names = [f"{at}" for at in range(number)]
        with computers(folder, *names) as found, computers(folder, "reader") as (reader,):
            live_through(events, found, folder)
            all_of_them = set().union(*map(known, found))
            # What a computer forgot whose disk was set back comes back, and nothing is made up.
            at_most = all_of_them.union(*map(in_files, found))
            agree(found)
            whole = found[0].dump()
            assert all_of_them <= known(found[0]) <= at_most
            for other in found[1:]:
                assert other.dump() == whole
            reader.hands.instant = found[0].hands.instant
            rest = strewn(found[0], reader, order)
            reader.sync()
            for at, part in enumerate(rest):
                write(reader, at, part)
            reader.sync()
            assert reader.dump() == whole


def alone(events: list[Event], seed: int) -> None:
    """Hold and show the same on one computer with machine files and without."""
    dumps = []
    for joined in (True, False):
        chance = random.Random(seed)  # noqa: S311 - no secret, the same ids each time
        with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
            patch.setattr("ssi_tui.storage.database.ids.os.urandom", chance.randbytes)
            with computers(Path(name), "laptop", joined=joined) as found:
                for event in events:
                    with suppress(RefusedError):
                        event(found, Path(name))
                dumps.append(found[0].dump())
    assert dumps[0] == dumps[1]


def last_word(before: list[Event], after: list[Event]) -> None:
    """Count what was ticked last here, whatever older arrives."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with computers(folder, "laptop", "desktop") as (laptop, desktop):
            live_through(before, [laptop, desktop], folder)
            live_through(after, [desktop], folder)
            laptop.tracker.tick([("comment", 1)])
            spoken = newest(laptop)
            exchange(desktop, laptop)
            if newest(laptop) == spoken:
                assert lives(laptop, spoken)


def seen(events: list[Event], away: int, number: int) -> None:
    """Let hold everywhere what was said after seeing the rest, however the clocks stand."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with computers(folder, "laptop", "desktop") as (laptop, desktop):
            live_through(events, [laptop, desktop], folder)
            exchange(laptop, desktop)
            laptop.hands.move(days=away)
            day = min(laptop.tracker.today(), desktop.tracker.today())
            for one, said in ((desktop, 9 - number), (laptop, number)):
                speak(one, said, day)
                exchange(laptop, desktop)
            for one in (laptop, desktop):
                target = one.tracker.view.schedule().version_on("share", day).target
                note = one.tracker.store.routine.day_notes(day)[day]
                connections = one.tracker.routine.profile().connections
                assert (target, note, connections) == (number, f"note {number}", number)


def speak(one: Computer, number: int, day: date) -> None:
    """Say something of the profile, the routine and a day, unless it is so."""
    routine = one.tracker.routine
    with suppress(RefusedError):
        routine.set_profile(connections=number)
    with suppress(RefusedError):
        routine.set_routine({"share": number}, day)
    with suppress(RefusedError):
        one.tracker.note(f"note {number}", day)


def newest(one: Computer) -> str:
    """Return the id of the newest operation that a computer has."""
    query = "SELECT id FROM operations ORDER BY stamp DESC, id DESC LIMIT 1"
    return str(one.tracker.store.connection.execute(query).fetchone()[0])


def lives(one: Computer, operation: str) -> bool:
    """Tell whether what an operation has logged counts."""
    query = "SELECT min(live) FROM entries WHERE operation_id = ?"
    return bool(one.tracker.store.connection.execute(query, (operation,)).fetchone() == (1,))


def exports(events: list[Event]) -> None:
    """Until nobody finds anything new in them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with computers(folder, "laptop", "desktop") as found:
            live_through(events, found, folder)
            apart = []
            for one in found:
                home = folder / f"export-{one.home.name}"
                home.mkdir()
                one.tracker.store.settle()
                one.close()
                shutil.copy(one.home / "log.db", home / "log.db")
                one.reopen()
                apart.append(Computer(home, one.hands))
            agree(found)
            for _ in range(6):
                reports = [
                    two.tracker.import_log(export_to(folder / "export.json", one.tracker))
                    for one, two in (apart, reversed(apart))
                ]
            assert all(report.operation is None for report in reports)
            for one in apart:
                assert repr(state(one.tracker)) == repr(state(found[0].tracker))
                one.close()


# -- hostile ---------------------------------------------------------------------------------

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["9" * 32, "2026-11-23", "9999-99-99", "\ud800", "\x00", [], {}, [[]]]),
)


@st.composite
def mutated(draw: st.DrawFn, line: bytes) -> bytes:
    """Draw a line that differs from a good one, with a checksum that fits or does not."""
    value = json.loads(line[9:])
    for _ in range(draw(st.integers(1, 3))):
        inner = value
        while True:
            key = draw(
                st.sampled_from(sorted(inner) if isinstance(inner, dict) else range(len(inner)))
            )
            deeper = inner[key]
            if not (isinstance(deeper, dict | list) and deeper and draw(st.booleans())):
                break
            inner = deeper
        if isinstance(inner, dict) and draw(st.booleans()):
            inner[draw(st.text(max_size=6))] = draw(cells)
        inner[key] = draw(cells)
    raw = json.dumps(value).encode()
    if draw(st.booleans()):
        raw = draw(st.binary(max_size=4)) + raw
    check = zlib.crc32(raw) if draw(st.integers(0, 9)) else 0
    return b"%08x %b\n" % (check, raw)


@cache
def good() -> tuple[bytes, ...]:
    """Return the lines of a log with something of everything."""
    with TemporaryDirectory() as name, computers(Path(name), "theirs") as (theirs,):
        fill(theirs.tracker, theirs.hands, Path(name))
        theirs.sync()
        return tuple((theirs.own / "00001.journal").read_bytes().splitlines()[1:])


def own_rows(one: Computer) -> list[object]:
    """Return all rows of the operations that a computer has written itself."""
    connection = one.tracker.store.connection
    mine = f"(SELECT id FROM operations WHERE device = '{one.device}')"
    found: list[object] = []
    for table, columns in COLUMNS.items():
        which = "id" if table == "operations" else "operation_id"
        kept = [name for name in columns if name not in ("live", "undone_at")]
        query = f"SELECT {', '.join(kept)} FROM {table} WHERE {which} IN {mine}"
        found += sorted(map(repr, connection.execute(query)))
    return found


def hostile(data: st.DataObject) -> None:
    """Change no own row and lose no good line, whatever others write."""
    with TemporaryDirectory() as name, computers(Path(name), "mine") as (mine,):
        mine.tracker.tick([("comment", 2)], note="mine")
        mine.tracker.routine.set_profile(connections=7)
        mine.sync()
        before = own_rows(mine)
        lines = [
            data.draw(mutated(data.draw(st.sampled_from(good()))))
            for _ in range(data.draw(st.integers(1, 6)))
        ]
        path = mine.folder / "0badf00d" / "00001.journal"
        path.parent.mkdir()
        path.write_bytes(b"".join(lines) + b"".join(line + b"\n" for line in good()[:3]))
        standing = mine.sync()
        assert own_rows(mine) == before
        assert standing.taken >= 1
        mine.reopen()
        mine.dump()
        with closing(sqlite3.connect(mine.home / "log.db")) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@dataclass(frozen=True, slots=True)
class Law:
    """A property, what is drawn for it, and how often the tests try it."""

    holds: Callable[..., None]
    draws: tuple[st.SearchStrategy[Any], ...]
    often: int


LAWS: Mapping[str, Law] = {
    "the same lines are the same log": Law(
        same_lines, (weeks, st.integers(2, 4), st.randoms(use_true_random=False)), 20
    ),
    "one computer that syncs is one that does not": Law(alone, (days, st.integers(0, 2**32)), 15),
    "the own last word holds until a newer one arrives": Law(last_word, (days, days), 15),
    "what was said after seeing the rest holds": Law(
        seen, (days, st.sampled_from([-400, 0, 400]), st.integers(0, 9)), 15
    ),
    "exports say what machine files say": Law(exports, (days,), 10),
    "machines that exchange exports hold and show the same": Law(
        exports_alone.lived, (exports_alone.away, exports_alone.acts(), st.integers(0, 99)), 8
    ),
    "nothing that others write changes the own rows": Law(hostile, (st.data(),), 40),
}
