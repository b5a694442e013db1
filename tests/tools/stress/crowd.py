"""Two open apps and eight command lines on one log: the sum is right and nobody complains."""

import contextlib
import os
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from ssi_tui.cli.main import main
from tests.logs import MONDAY, ROOT, blank, rows
from tests.tools.stress.counts import TASKS, counts
from tests.tools.stress.outcome import Outcome
from tests.tui.terminal import READY, Terminal, environment, terminal

_COMMAND_LINES = 8
_KEYS = "csmfn"
# Of the ticks of a command line this share is done by the command itself, in a process of its own.
_REAL = 50
# Of all ticks this share is done with the keys of the apps.
_TYPED = 20
_PATIENCE = 1800.0
_CALM = 30.0


def crowd(folder: Path, ticks: int = 10_000) -> Outcome:
    """Tick that often in all; the apps show the sum at the end by themselves."""
    database = blank(folder / "crowd.db")
    typed = max(len(TASKS) * 2, ticks // _TYPED // (2 * len(TASKS)) * 2 * len(TASKS))
    rest = ticks - typed
    shares = [rest // _COMMAND_LINES + (at < rest % _COMMAND_LINES) for at in range(_COMMAND_LINES)]
    wanted = Counter(
        task for at, share in enumerate(shares) for task in _round(at, share)
    ) + Counter({task: typed // len(TASKS) for task in TASKS})
    with (
        terminal(database, (100, 30)) as first,
        terminal(database, (100, 30)) as second,
        (folder / "said").open("w+b") as said,
    ):
        apps = (first, second)
        for app in apps:
            app.shows(READY)
        began = time.monotonic()
        processes = [
            _command_line(database, at, share, said.fileno()) for at, share in enumerate(shares)
        ]
        for _ in range(typed // (2 * len(TASKS))):
            for app in apps:
                app.type(_KEYS)
                app.rest(0.05)
        codes = _wait(processes, apps)
        took = time.monotonic() - began
        ended = time.monotonic()
        while any(counts(app) != wanted for app in apps) and time.monotonic() < ended + _CALM:
            for app in apps:
                app.rest(0.02)
        lag = time.monotonic() - ended
        shown = [counts(app) for app in apps]
        running = [app.process.poll() is None for app in apps]
        said.seek(0)
        complaints = said.read().decode()
    faults = [f"command line {at} ended with {code}" for at, code in enumerate(codes) if code]
    faults += complaints.splitlines()
    faults += [f"app {at} has ended" for at, runs in enumerate(running) if not runs]
    faults += [f"app {at} shows {dict(one)}" for at, one in enumerate(shown) if one != wanted]
    faults += _wrong(database, wanted)
    figures: dict[str, str | int] = {
        "open apps and command lines": f"2 and {_COMMAND_LINES}",
        "ticks": ticks,
        "of these by key": typed,
        "of these by a command of its own": sum(-(-share // _REAL) for share in shares),
        "ticks a second": f"{ticks / took:.0f}",
        "seconds until both apps showed the sum": f"{lag:.1f}",
    }
    return Outcome("Crowd", figures, tuple(faults))


def _round(at: int, share: int) -> list[str]:
    return [TASKS[(at + turn) % len(TASKS)] for turn in range(share)]


def _command_line(database: Path, at: int, share: int, said: int) -> int:
    """Fork a command line that ticks its share, and complains into a file."""
    process = os.fork()
    if process:
        return process
    # The process leaves by _exit alone: what the parent has open is not its own to close.
    code = 1
    try:
        os.dup2(said, 1)
        os.dup2(said, 2)
        code = _tick(database, _round(at, share))
    finally:
        with os.fdopen(said, "a", encoding="utf-8") as out:
            if code:
                traceback.print_exc(file=out)
        os._exit(code)


def _tick(database: Path, tasks: list[str]) -> int:
    """Tick one task after the other; return the first exit code that is not 0."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stdout(nowhere),
    ):
        for turn, task in enumerate(tasks):
            arguments = ["--db", str(database), "--today", str(MONDAY), "tick", task]
            if turn % _REAL == 0:
                code = subprocess.run(
                    [sys.executable, "-m", "ssi_tui", *arguments],
                    cwd=ROOT,
                    env=environment(database.parent),
                    stdout=subprocess.DEVNULL,
                    check=False,
                ).returncode
            else:
                code = main(arguments)
            if code:
                return code
    return 0


def _wait(processes: list[int], apps: tuple[Terminal, ...]) -> list[int]:
    """Return the exit codes of the command lines; what the apps paint meanwhile is read."""
    codes: dict[int, int] = {}
    deadline = time.monotonic() + _PATIENCE
    while len(codes) < len(processes) and time.monotonic() < deadline:
        for process in processes:
            if process not in codes:
                ended, status = os.waitpid(process, os.WNOHANG)
                if ended:
                    codes[process] = os.waitstatus_to_exitcode(status)
        for app in apps:
            app.rest(0.05)
    return [codes.get(process, -1) for process in processes]


def _wrong(database: Path, wanted: Counter[str]) -> list[str]:
    """Return what is wrong with the log: its sums, or the file."""
    found = Counter(
        {
            str(task): int(str(count))
            for task, count in rows(
                database, "SELECT task, SUM(count) FROM entries WHERE live = 1 GROUP BY task"
            )
        }
    )
    wrong = [
        f"{task}: {found[task]} of {wanted[task]}" for task in TASKS if found[task] != wanted[task]
    ]
    wrong += [str(row) for row in rows(database, "PRAGMA integrity_check") if row != ("ok",)]
    return wrong
