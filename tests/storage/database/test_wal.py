"""A write-ahead log that a killed program leaves: it is played in only where it belongs."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from ssi_tui.cli.main import main
from ssi_tui.storage.database import wal
from ssi_tui.storage.database.connection import OPENED, emptied
from ssi_tui.storage.log.store import Store
from tests.logs import ROOT, SUM, blank, open_tracker, rows, tracking

# Ticks, moves some of that into the file, ticks again, and is killed.
KILLED = """
import os, signal, sys
from pathlib import Path
from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.logs import Hands
tracker = Tracker(Path(sys.argv[1]), WallClock(Hands().read), Source.CLI)
tracker.open()
for count in map(int, sys.argv[2:]):
    for _ in range(count):
        tracker.tick([("comment", 1)])
    if count is not int(sys.argv[-1]):
        tracker.store.settle()
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(path: Path, *counts: int) -> Path:
    """Leave a log as a program does that was killed; return its write-ahead log."""
    subprocess.run(
        [sys.executable, "-c", KILLED, str(path), *map(str, counts)], cwd=ROOT, check=False
    )
    log = path.with_name(f"{path.name}-wal")
    assert log.stat().st_size > 32
    return log


def counted(path: Path) -> tuple[object, list[Path]]:
    """Open a database as a new process does; return what it counts, and what was put aside."""
    OPENED.clear()
    with closing(Store(path)) as store:
        (found,) = store.connection.execute(SUM).fetchone()
        assert store.connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        return found, store.logs_aside


def test_what_a_killed_program_has_committed_is_there(tmp_path: Path) -> None:
    """Its write-ahead log belongs to its file."""
    path = tmp_path / "log.db"
    killed(path, 7, 5)
    assert counted(path) == (12, [])


@pytest.mark.parametrize("copied", ["backup", "older", "other"])
@pytest.mark.parametrize("renamed", [False, True], ids=["cp", "mv"])
def test_what_a_killed_program_has_only_added_is_not_added_to_a_copy(
    copied: str, tmp_path: Path, *, renamed: bool
) -> None:
    """Be it a backup of the same log, an older state of its file, or a log that is empty.

    What the killed program left is kept under another name.
    """
    path, copy = tmp_path / "log.db", tmp_path / "copy.db"
    with tracking(path) as tracker:
        tracker.tick([("comment", 1)])
        backup = tracker.backups.make()
    shutil.copyfile({"backup": backup, "older": path}.get(copied, blank(tmp_path / "b")), copy)
    with tracking(path) as tracker:
        tracker.tick([("comment", 1)])
    killed(path, 5)
    if renamed:
        copy.replace(path)
    else:
        shutil.copyfile(copy, path)
    aside, count = path.with_name("log.db-wal.aside"), int(copied != "other")
    assert counted(path) == (count, [aside])
    assert aside.exists()
    assert rows(path, SUM) == [(count,)]


def test_the_very_state_that_a_log_continues_is_a_copy_where_it_is_another_file(
    tmp_path: Path,
) -> None:
    path, copy = blank(tmp_path / "log.db"), tmp_path / "copy.db"
    shutil.copyfile(path, copy)
    killed(path, 5)
    copy.replace(path)
    assert counted(path)[0] == 0


def moved(path: Path, folder: Path) -> Path:
    """Copy an open database with its log as a folder is copied after a crash; return its path."""
    folder.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", folder / f"log.db{end}")
    return folder / "log.db"


def test_a_log_belongs_wherever_it_is_copied_to_with_its_file(tmp_path: Path) -> None:
    """Also when a part of it is in the file, as somebody was reading, and after a restore."""
    path = blank(tmp_path / "log.db")
    with closing(open_tracker(path)) as tracker, closing(open_tracker(path)) as reader:
        tracker.tick([("comment", 3)])
        backup = tracker.backups.make()
        assert counted(moved(path, tmp_path / "whole")) == (3, [])
        with reader.store.snapshot() as held:
            held.execute(SUM).fetchone()
            tracker.tick([("comment", 4)])
            assert not tracker.store.settle()
            assert counted(moved(path, tmp_path / "part")) == (7, [])
            tracker.tick([("comment", 5)])
            assert counted(moved(path, tmp_path / "more")) == (12, [])
        assert tracker.store.settle()
        tracker.backups.restore(backup)
        assert counted(moved(path, tmp_path / "restored")) == (3, [])


def test_a_log_belongs_to_a_file_that_was_written_to_more_than_once_meanwhile(
    tmp_path: Path,
) -> None:
    """Two who move parts of it may leave there each new stamp, and with it the page that has it."""
    path = blank(tmp_path / "log.db")
    with tracking(path) as tracker:
        for moment in range(3):
            tracker.tick([("comment", 1)])
            os.utime(path, ns=(moment, moment))
        assert counted(moved(path, tmp_path / "copy")) == (3, [])


def test_the_log_of_a_database_that_is_a_link_lies_beside_its_file(tmp_path: Path) -> None:
    path, link = tmp_path / "log.db", tmp_path / "link"
    killed(path, 5)
    link.symlink_to(path)
    with tracking(tmp_path / "other.db") as tracker:
        tracker.tick([("share", 1)])
    shutil.copyfile(tmp_path / "other.db", path)
    assert counted(link) == (1, [path.with_name("log.db-wal.aside")])


def test_a_second_log_that_is_put_aside_replaces_no_other(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    path.with_name("log.db-wal.aside").write_text("the first")
    log = killed(path, 4)
    shutil.copyfile(log, tmp_path / "kept")
    with tracking(tmp_path / "other.db") as tracker:
        tracker.tick([("share", 1)])
    shutil.copyfile(tmp_path / "other.db", path)
    assert counted(path) == (1, [path.with_name("log.db-wal.aside-2")])
    assert path.with_name("log.db-wal.aside").read_text() == "the first"


def test_the_log_of_a_program_that_is_running_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not even looked at, since it changes meanwhile."""

    def looked_at(path: Path) -> NoReturn:
        raise AssertionError(path)

    monkeypatch.setattr(wal, "_copies", looked_at)
    path = blank(tmp_path / "log.db")
    code = KILLED.replace("os.kill(os.getpid(), signal.SIGKILL)", "print(flush=True); input()")
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path), "3"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        assert path.with_name("log.db-wal").stat().st_size > 32
        assert counted(path) == (3, [])
        running.communicate(b"\n")


def test_a_log_without_which_there_is_no_table_yet_belongs(tmp_path: Path) -> None:
    """So a new database looks whose program was killed at once."""
    path = tmp_path / "log.db"
    killed(path)
    assert counted(path) == (0, [])


def test_hands_that_rest_leave_an_empty_write_ahead_log(tmp_path: Path) -> None:
    """A copy that is put over the file of a program that is then killed is what counts."""
    path = tmp_path / "log.db"
    log = path.with_name("log.db-wal")
    with closing(open_tracker(path)) as tracker:
        tracker.tick([("comment", 1)])
        assert log.stat().st_size > 0
        assert tracker.store.settle()
        assert log.stat().st_size == 0


def test_an_empty_log_is_not_waited_for_where_somebody_reads(tmp_path: Path) -> None:
    """It is emptied later."""
    path = tmp_path / "log.db"
    with closing(open_tracker(path)) as tracker, closing(open_tracker(path)) as reader:
        tracker.tick([("comment", 1)])
        with reader.store.snapshot() as held:
            held.execute(SUM).fetchone()
            assert not emptied(tracker.store.connection)
        assert emptied(tracker.store.connection)
        assert tracker.store.connection.execute("PRAGMA busy_timeout").fetchone() == (20000,)


@pytest.mark.parametrize(("command", "code"), [("status", 0), ("tick juggle", 2)])
def test_what_is_put_aside_is_said(
    command: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The doctor, who changes nothing, says that the next use does it, be that refused or not."""
    path = tmp_path / "log.db"
    log = killed(path, 5)
    shutil.copyfile(blank(tmp_path / "other.db"), path)
    assert main(["--db", str(path), "doctor"]) == 3
    assert f"{log} belongs to another file; it is set aside" in capsys.readouterr().out
    assert log.stat().st_size > 32
    kept = f"ssi-tui: a copy replaced the log; the last changes before it are kept in {log}.aside\n"
    for is_first in (True, False):
        assert main(["--db", str(path), *command.split()]) == code
        assert capsys.readouterr().err.startswith(kept) == is_first
