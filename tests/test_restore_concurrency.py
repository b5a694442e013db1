"""Restores while others write, and restores and backups that are killed: nothing is half done."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ssi_tui.storage.database.locations import backups_directory
from ssi_tui.storage.safety.backup import back_up, list_backups
from ssi_tui.storage.safety.condition import problem_of
from ssi_tui.storage.safety.restore import restore
from ssi_tui.storage.safety.rotation import Occasion
from tests.logs import ROOT, blank, dump, rows, tracking
from tests.test_concurrency import TICK, WITHOUT_END, assert_whole, start

pytestmark = pytest.mark.slow

# Restores one backup after the other until it is killed, and says so each time.
RESTORING = """
import sys
from pathlib import Path
from ssi_tui.storage.safety.restore import restore
print("ready", flush=True)
while True:
    for copy in sys.argv[2:]:
        restore(Path(sys.argv[1]), Path(copy))
        print("restored", flush=True)
"""

BACKING_UP = """
import sys
from pathlib import Path
from ssi_tui.storage.safety.rotation import Occasion
from ssi_tui.storage.safety.backup import back_up
print("ready", flush=True)
while True:
    back_up(Path(sys.argv[1]), Occasion.BY_HAND)
"""


@pytest.fixture
def copies(tmp_path: Path) -> list[Path]:
    """Return two states of a log, each a file."""
    states = []
    for name, count in (("small", 3), ("large", 900)):
        path = blank(tmp_path / f"{name}.db")
        with tracking(path) as tracker:
            tracker.tick([("comment", count)])
        states.append(path)
    return states


def ready(process: subprocess.Popen[str]) -> None:
    """Wait until a process has begun."""
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"


def test_a_restore_that_is_killed_leaves_one_state_or_the_other(
    tmp_path: Path, copies: list[Path], started: list[subprocess.Popen[str]]
) -> None:
    """At any moment of it."""
    db = blank(tmp_path / "log.db")
    with tracking(db) as tracker:
        tracker.tick([("share", 1)])
    allowed = {dump(db), *(dump(copy) for copy in copies)}
    moments = random.Random(7)  # noqa: S311 - no secret, the same moments each time
    for _ in range(10):
        process = start(RESTORING, db, *copies)
        started.append(process)
        ready(process)
        time.sleep(moments.uniform(0.0, 0.15))
        process.kill()
        process.communicate()
        assert dump(db) in allowed
        assert_whole(db)
    restore(db, copies[0])
    assert dump(db) == dump(copies[0])
    assert not list(tmp_path.glob("log.db.new*"))


def test_a_backup_that_is_killed_is_not_listed(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    """Every one that is listed is whole."""
    db = blank(tmp_path / "log.db")
    with tracking(db) as tracker:
        tracker.tick([("comment", 900)])
    moments = random.Random(8)  # noqa: S311 - no secret, the same moments each time
    for _ in range(8):
        process = start(BACKING_UP, db)
        started.append(process)
        ready(process)
        time.sleep(moments.uniform(0.0, 0.1))
        process.kill()
        process.communicate()
        for found in list_backups(db):
            assert problem_of(backups_directory(db) / found.name) is None
    assert back_up(db, Occasion.DAILY) is not None
    assert not list(backups_directory(db).glob("*.partial*"))


def test_restores_while_two_processes_tick_end_in_a_whole_log(
    tmp_path: Path, copies: list[Path], started: list[subprocess.Popen[str]]
) -> None:
    """Each of them goes on; what is written after the last restore is there."""
    db = blank(tmp_path / "log.db")
    with tracking(db) as tracker:
        tracker.tick([("share", 1)])
    writers = [start(WITHOUT_END, "--db", db, *TICK, "comment") for _ in range(2)]
    started.extend(writers)
    for process in writers:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("✓  comment")
    with tracking(db) as tracker:
        tracker.dashboard()
        for copy in (*copies, *copies):
            done = restore(db, copy)
            assert done.before is not None
            assert problem_of(done.before) is None
            tracker.tick([("search", 1)])
            assert tracker.store.is_empty() is False
        assert all(process.poll() is None for process in writers)
        last = rows(db, "SELECT COUNT(*) FROM entries WHERE task = 'search'")
        assert last == [(1,)]
    for process in writers:
        process.kill()
        _, err = process.communicate()
        assert err == ""
    assert_whole(db)


def test_many_commands_at_once_make_one_backup_of_the_day(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    """They ask again once they hold the lock."""
    db = blank(tmp_path / "log.db")
    with tracking(db) as tracker:
        tracker.tick([("share", 1)])
    command = [sys.executable, "-m", "ssi_tui", "--db", str(db), "status"]
    started.extend(
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(6)
    )
    told = [process.communicate(timeout=60) for process in started]
    assert [err for _, err in told] == [""] * 6
    assert [found.occasion for found in list_backups(db)] == [Occasion.DAILY]
