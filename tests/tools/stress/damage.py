"""A database file that is damaged at random places: told in a sentence, or nothing is missing.

What SQLite itself cannot notice is counted apart: a byte flipped inside the data of a row gives
another row, and a write-ahead log that is cut or flipped looks like one whose last writing was
interrupted, so it counts up to that place.
"""

import contextlib
import io
import json
import random
import sqlite3
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ssi_tui.cli.main import main
from ssi_tui.core.formula import ACTIONS
from ssi_tui.storage.database.errors import DatabaseUnusableError
from tests.logs import MONDAY, Hands, fill, open_tracker, rows, tracking
from tests.tools.scenes import year
from tests.tools.stress.outcome import Outcome

_DONE = 0
_NOT_SHOWN = 1
_DATABASE = 3
_WAL = "-wal"

Harm = Callable[[bytes, random.Random], bytes]
Entries = dict[str, dict[str, Any]]


def _flipped(data: bytes, rolls: random.Random) -> bytes:
    """Return the data with one byte changed."""
    at = rolls.randrange(len(data))
    return data[:at] + bytes([data[at] ^ rolls.randrange(1, 256)]) + data[at + 1 :]


def _cut(data: bytes, rolls: random.Random) -> bytes:
    """Return the beginning of the data."""
    return data[: rolls.randrange(len(data))]


_KINDS: tuple[tuple[str, str, Harm], ...] = (
    ("a flipped byte", "", _flipped),
    ("a flipped byte", "", _flipped),
    ("a flipped byte", "", _flipped),
    ("a cut file", "", _cut),
    ("a flipped byte in the WAL", _WAL, _flipped),
    ("a cut WAL", _WAL, _cut),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the commands made of a file: its live entries, unless they refuse it, and faults.

    The status reads counts through an index, the export reads the entries themselves.
    """

    entries: Entries | None
    status: str
    faults: tuple[str, ...]


def damage(folder: Path, number: int = 1000, seed: int = 1) -> Outcome:
    """Damage copies of a log at that many places, and ask for all of it through the commands."""
    rolls = random.Random(seed)  # noqa: S311 - no secret, the same places each time
    sound = _sound(folder)
    path = folder / "damaged.db"
    before = _answer(_laid(path, sound))
    whole = before.entries
    assert whole
    seen: Counter[str] = Counter()
    faults: list[str] = []
    for turn in range(number):
        kind, suffix, harm = _KINDS[turn % len(_KINDS)]
        files = {**sound, suffix: harm(sound[suffix], rolls)}
        answer = _answer(_laid(path, files))
        faults += [f"{kind}, {turn}: {fault}" for fault in answer.faults]
        seen[kind] += 1
        if answer.entries is None:
            seen[f"{kind}: told, exit code 3"] += 1
        elif (answer.entries, answer.status) == (whole, before.status):
            seen[f"{kind}: all as before"] += 1
        else:
            lost = max(0, len(whole) - len(answer.entries))
            other = "other entries" if answer.entries != whole else "other scores"
            seen[f"{kind}: {'fewer entries' if lost else other}"] += 1
            for check in ("quick_check", "integrity_check"):
                seen[f"{kind}: of these {check} sees"] += _sees(_laid(path, files), check)
            if lost and kind == "a cut file":
                faults.append(f"{kind}, {turn}: {lost} entries are lost silently")
    return Outcome("Damage", {"places": number, **dict(sorted(seen.items()))}, tuple(faults))


def _sound(folder: Path) -> dict[str, bytes]:
    """Return the files of a log of a year and something of every kind, some of it in the WAL."""
    path = folder / "sound.db"
    year(path).close()
    hands = Hands()
    with tracking(path, hands) as tracker:
        fill(tracker, hands, folder)
    with closing(open_tracker(path)) as keeper:
        keeper.store.connection.execute("PRAGMA wal_autocheckpoint = 0")
        for _ in range(20):
            keeper.tick([("comment", 2), ("search", 1)], note="in the write-ahead log")
        return {suffix: Path(f"{path}{suffix}").read_bytes() for suffix in ("", _WAL)}


def _laid(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write the files of a database, as if a process had been killed that had it open."""
    Path(f"{path}-shm").unlink(missing_ok=True)
    for suffix, data in files.items():
        Path(f"{path}{suffix}").write_bytes(data)
    return path


def _sees(path: Path, check: str) -> bool:
    """Tell whether a check of the whole file finds something."""
    try:
        return rows(path, f"PRAGMA {check}") != [("ok",)]
    except sqlite3.DatabaseError:
        return True


def _answer(path: Path) -> Answer:
    """Ask for the status and the whole log, tick, and ask again."""
    faults: list[str] = []
    codes = []
    found: list[Entries] = []
    status = ""
    counted = _counted(path)
    for command in (["status", "--json"], ["export"], ["tick", "comment"], ["export"]):
        code, out, fault = _run(path, command)
        status = out if command[0] == "status" else status
        codes.append(code)
        faults += [f"{command[0]}: {fault}"] if fault else []
        if command[0] == "export" and code == _DONE and not fault:
            found.append(_live(out))
    if found and counted is not None and counted != _sum(found[0]):
        faults.append(f"status: it counts {counted} of {_sum(found[0])}")
    if len(found) == 2 and codes[2] in (_DONE, _NOT_SHOWN):
        before, after = found
        changed = any(after.get(one) != row for one, row in before.items())
        if changed or len(after) != len(before) + 1:
            faults.append("tick: the entries before it have changed")
    # What one command cannot read another one may: the log is refused if one of them says so.
    refused = _DATABASE in codes[:2]
    return Answer(None if refused or not found else found[0], status, tuple(faults))


def _counted(path: Path) -> int | None:
    """Return how much the screens would count, unless the log is refused."""
    with closing(open_tracker(path)) as tracker:
        try:
            return sum(tally.count for tally in tracker.store.tallies(date.min, MONDAY))
        except DatabaseUnusableError:
            return None


def _sum(entries: Entries) -> int:
    """Return how much counts: a task that nobody knows may be that of another computer."""
    return sum(
        row["count"]
        for row in entries.values()
        if "0001" <= str(row["day"]) <= MONDAY.isoformat() and row["task"] in ACTIONS
    )


def _run(path: Path, command: list[str]) -> tuple[int, str, str]:
    """Run a command; return its code, what it printed, and the promise that it broke."""
    out, err = io.StringIO(), io.StringIO()
    arguments = ["--db", str(path), "--today", str(MONDAY), *command]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(arguments)
    except Exception as error:  # noqa: BLE001 - a traceback is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return -1, "", f"{type(error).__name__} in {place.name}: {error}"
    said = err.getvalue()
    if code == _DONE:
        return code, out.getvalue(), f"it said {said!r}" if said else ""
    sentence = said.startswith("ssi-tui: ") and said.count("\n") == 1
    saved = said.startswith("ssi-tui: saved, but the answer can't be shown")
    if code == (_NOT_SHOWN if saved else _DATABASE) and sentence and not out.getvalue():
        return code, "", ""
    return code, "", f"exit code {code} with {said!r}"


def _live(export: str) -> Entries:
    """Return the live entries of an export by their ids."""
    return {str(row["id"]): row for row in json.loads(export)["entries"] if row["live"] == 1}
