"""Several processes at once, and processes that are killed: nothing is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest

from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.logs import MONDAY, ROOT, Hands, blank, rows, tracking

pytestmark = pytest.mark.slow

TICK = ("--today", str(MONDAY), "tick")

# Waits until a file appears, so that all processes start their work in the same moment.
AT_ONCE = """
import sys, time
from pathlib import Path
from ssi_tui.cli import commands
from ssi_tui.cli.main import main
from ssi_tui.storage.database import schema
go = Path(sys.argv[1])
print("ready", flush=True)
while not go.exists():
    time.sleep(0.0005)
raise SystemExit(main(sys.argv[2:]))
"""

# Ticks until it is killed, and acknowledges each tick once its command has returned 0.
WITHOUT_END = """
import sys
from ssi_tui.cli.main import main
while True:
    code = main(sys.argv[1:])
    if code:
        raise SystemExit(code)
    print("acknowledged", flush=True)
"""


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a program of ours in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def shell(script: str) -> subprocess.Popen[str]:
    """Start a shell script in a process group of its own."""
    return subprocess.Popen(
        ["bash", "-c", script],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ticks(db: Path) -> int:
    """Return how many entries count."""
    found = rows(db, "SELECT COUNT(*) FROM entries WHERE live = 1")
    return int(str(found[0][0]))


def assert_whole(db: Path) -> None:
    """Check that the file is whole, and that each operation has its entry."""
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]
    assert rows(db, "PRAGMA foreign_key_check") == []
    lone = "SELECT id FROM operations WHERE id NOT IN (SELECT operation_id FROM entries)"
    assert rows(db, lone) == []


@pytest.mark.parametrize("attempt", [1, 2])
def test_eight_first_ticks_at_once_are_all_kept(
    attempt: int, tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    """On a path that does not exist yet: one creates it, the others wait."""
    db, go = tmp_path / "new" / "log.db", tmp_path / "go"
    started.extend(start(AT_ONCE, go, "--db", db, *TICK, "comment") for _ in range(8))
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    go.touch()
    told = [process.communicate(timeout=60) for process in started]
    assert [(process.returncode, err) for process, (_, err) in zip(started, told, strict=True)] == [
        (0, "")
    ] * 8
    assert ticks(db) == 8
    assert_whole(db)


def test_two_shells_that_tick_at_the_same_time_lose_nothing(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    """While a third process has the log open, reads and ticks."""
    db = blank(tmp_path / "log.db")
    python = f"{sys.executable} -m ssi_tui --db {db} {' '.join(TICK)}"
    started.extend(
        shell(f"set -e; for i in {{1..25}}; do {python} {action}; done")
        for action in ("comment", "search")
    )
    own = 0
    with tracking(db) as tracker:
        while any(process.poll() is None for process in started) and own < 200:
            tracker.tick([("share", 1)])
            own += 1
            tracker.view.changed_elsewhere()
            shown = {row.task: row.count for row in tracker.dashboard().tasks}
            assert shown["share"] == own
            time.sleep(0.2)
    told = [process.communicate(timeout=60) for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert [err for _, err in told] == ["", ""]
    # A line for the task and one for the day answer each tick.
    assert [len(out.splitlines()) for out, _ in told] == [2 * 25, 2 * 25]
    assert ticks(db) == 50 + own
    assert own > 0
    assert_whole(db)


def test_every_acknowledged_tick_survives_a_kill(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    """At any moment; the one under way is there as a whole or not at all."""
    db = blank(tmp_path / "log.db")
    moments = random.Random(6)  # noqa: S311 - no secret, the same moments each time
    acknowledged = 0
    for kills in range(1, 9):
        process = start(WITHOUT_END, "--db", db, *TICK, "comment=3", "--note", "x" * 500)
        started.append(process)
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [process.stdout.readline()]
        time.sleep(moments.uniform(0.0, 0.25))
        process.kill()
        # Not communicate(): it passes over lines that the first read took along.
        lines += process.stdout.readlines()
        acknowledged += lines.count("acknowledged\n")
        assert process.stderr.read() == ""
        found = ticks(db)
        assert found % 3 == 0
        assert acknowledged <= found // 3 <= acknowledged + kills
        assert_whole(db)
    assert acknowledged >= 8


def test_a_tick_whose_command_ended_is_there_although_its_shell_is_killed(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    """As soon as the command has exited 0."""
    db = blank(tmp_path / "log.db")
    python = f"{sys.executable} -m ssi_tui --db {db} {' '.join(TICK)} comment"
    process = shell(f"{python} > {os.devnull} && echo done && sleep 60")
    started.append(process)
    assert process.stdout is not None
    assert process.stdout.readline() == "done\n"
    os.killpg(process.pid, signal.SIGKILL)
    assert ticks(db) == 1
    assert_whole(db)


def test_a_creation_that_is_killed_is_completed_by_the_next_command(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    """At any moment of it."""
    seen = set()
    for attempt in range(8):
        db, go = tmp_path / f"{attempt}.db", tmp_path / f"{attempt}.go"
        process = start(AT_ONCE, go, "--db", db, *TICK, "comment")
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        go.touch()
        time.sleep(attempt * 0.01)
        process.kill()
        out, _ = process.communicate()
        seen.add(out == "")
        with closing(Tracker(db, WallClock(Hands().read, UTC), Source.CLI)) as tracker:
            tracker.tick([("share", 1)])
            assert [row.count for row in tracker.dashboard().tasks][1] == 1
        assert ticks(db) in ((1, 2) if out == "" else (2,))
        assert_whole(db)
    assert True in seen


def test_a_second_connection_of_a_process_costs_the_first_nothing(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    """POSIX drops all locks of a process on a file when any descriptor of it is closed.

    Without its lock the write-ahead log would be deleted under the first connection, by the next
    process that ends.
    """
    db = blank(tmp_path / "log.db")
    with tracking(db) as first:
        first.tick([("comment", 1)])
        with tracking(db) as second:
            second.tick([("share", 1)])
        started.append(start(AT_ONCE, db, "--db", db, *TICK, "message"))
        assert started[0].wait() == 0
        first.tick([("search", 1)])
        assert ticks(db) == 4
    assert ticks(db) == 4
    assert_whole(db)
