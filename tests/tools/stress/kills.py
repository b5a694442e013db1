"""Processes that are killed at random moments while they tick: what they acknowledged is there."""

import contextlib
import os
import random
import signal
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from ssi_tui.cli.main import main
from tests.logs import MONDAY, rows
from tests.tools.stress.outcome import Outcome

# A fresh file now and then, so that creating it is killed too, and whole checks stay quick.
_KILLS_A_FILE = 20
_AT_ONCE = 2
# A process has ticked a few times by then, whatever it is doing at that moment.
_LONGEST = 0.2


@dataclass(frozen=True, slots=True)
class Victim:
    """A process that ticks until it is killed, and the end of the pipe on which it acknowledges."""

    number: int
    process: int
    pipe: int


def kills(folder: Path, number: int = 500, seed: int = 1) -> Outcome:
    """Kill that many processes; each acknowledges a tick once its command has returned 0."""
    moments = random.Random(seed)  # noqa: S311 - no secret, the same moments each time
    # Forked processes find everything loaded, so that little but the work itself is killed.
    _tick(folder / "warm.db", "0.0")
    faults: list[str] = []
    acknowledged = under_way = before_the_first = files = 0
    expected: set[str] = set()
    path = folder / "kills.db"
    for first in range(0, number, _AT_ONCE):
        if first % _KILLS_A_FILE == 0:
            files += 1
            path = folder / f"kills-{files}.db"
            expected = set()
        victims = [_start(path, first + at) for at in range(min(_AT_ONCE, number - first))]
        for victim in victims:
            time.sleep(moments.uniform(0.0, _LONGEST))
            os.kill(victim.process, signal.SIGKILL)
        for victim in victims:
            told, complaint = _acknowledged(victim)
            faults += [f"process {victim.number}: {complaint}"] if complaint else []
            expected |= told
            acknowledged += len(told)
            before_the_first += not told
        found, wrong = _present(path)
        faults += [f"after {first + _AT_ONCE} kills: {one}" for one in wrong]
        faults += [f"acknowledged tick {one} is lost" for one in sorted(expected - found)]
        # At most one a process was committed and killed before it could say so.
        under_way += len(found - expected)
        if len(found - expected) > len(victims):
            faults.append(f"{len(found - expected)} ticks that nobody acknowledged")
        expected |= found
    figures: dict[str, str | int] = {
        "processes killed with SIGKILL": number,
        "killed before their first acknowledgement": before_the_first,
        "database files": files,
        "ticks acknowledged": acknowledged,
        "ticks committed, killed before the acknowledgement": under_way,
    }
    return Outcome("Kills", figures, tuple(faults))


def _tick(path: Path, note: str) -> int:
    """Tick through the command line, with its words going nowhere."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stdout(nowhere),
    ):
        command = ["--db", str(path), "--today", str(MONDAY), "tick", "comment", "--note", note]
        return main(command)


def _start(path: Path, number: int) -> Victim:
    """Fork a process that ticks without end."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return Victim(number, process, reading)
    # The process leaves by _exit alone: what the parent has open is not its own to close.
    os.dup2(writing, 2)
    serial = 0
    try:
        while True:
            serial += 1
            if _tick(path, f"{number}.{serial}"):
                os._exit(1)
            os.write(writing, f"ok {number}.{serial}\n".encode())
    finally:
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            traceback.print_exc(file=pipe)
        os._exit(1)


def _acknowledged(victim: Victim) -> tuple[set[str], str]:
    """Return the ticks that a process acknowledged, and what it complained."""
    with os.fdopen(victim.pipe, encoding="utf-8") as pipe:
        lines = pipe.read().splitlines()
    _, status = os.waitpid(victim.process, 0)
    told = {line.removeprefix("ok ") for line in lines if line.startswith("ok ")}
    complaints = [line for line in lines if not line.startswith("ok ")]
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        complaints.append(f"it ended by itself, {status}")
    return told, "; ".join(complaints)


def _present(path: Path) -> tuple[set[str], list[str]]:
    """Return the notes of the live entries, and what is wrong with the file."""
    if not path.exists() or not rows(path, "SELECT 1 FROM sqlite_master WHERE name = 'entries'"):
        return set(), []
    wrong = [str(row) for row in rows(path, "PRAGMA integrity_check") if row != ("ok",)]
    wrong += [str(row) for row in rows(path, "PRAGMA foreign_key_check")]
    lone = "SELECT id FROM operations WHERE id NOT IN (SELECT operation_id FROM entries)"
    wrong += [f"operation {row[0]} has no entry" for row in rows(path, lone)]
    return {str(note) for (note,) in rows(path, "SELECT note FROM entries WHERE live = 1")}, wrong
