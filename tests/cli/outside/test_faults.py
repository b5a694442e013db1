"""Faults of files around the command line: one sentence, exit code 3, and nothing is changed."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from ssi_tui.cli.main import main
from ssi_tui.storage.database.connection import SCHEMA_VERSION
from ssi_tui.storage.database.errors import NotNowError, explained
from ssi_tui.storage.log.routine import RoutineRows
from ssi_tui.storage.log.store import Store
from tests.logs import ROOT, all_entries, blank, dump, rows_file, tracking

# The administrator may write everywhere; without these two rights that is over.
_IS_ROOT = os.geteuid() == 0
AS_A_USER = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if _IS_ROOT else ()

as_a_user = pytest.mark.skipif(
    _IS_ROOT and shutil.which("setpriv") is None, reason="the administrator may write anywhere"
)


def run(db: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user whom permissions hold back."""
    return subprocess.run(
        [
            *AS_A_USER,
            *(sys.executable, "-m", "ssi_tui", "--db", str(db), "--today", "2026-11-23"),
            *arguments,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a log with two ticks, alone in its directory."""
    folder = tmp_path / "log"
    folder.mkdir()
    path = blank(folder / "log.db")
    with tracking(path) as tracker:
        tracker.tick([("comment", 1), ("share", 1)])
    return path


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one sentence with which a database is refused."""
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("ssi-tui: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


COMMANDS = (["status"], ["tick", "comment"], ["undo"], ["export"])


@as_a_user
@pytest.mark.parametrize("mode", [0o400, 0o000], ids=oct)
def test_a_file_that_may_not_be_written_is_refused_in_a_sentence(mode: int, db: Path) -> None:
    """And is left as it is."""
    before = db.read_bytes()
    db.chmod(mode)
    for command in COMMANDS:
        assert f"can't use {db} (permission denied)" in refused(run(db, *command))
    looked = run(db, "doctor")
    assert (looked.returncode, looked.stdout.count("!!")) == (3, 1)
    assert f"can't use {db} (permission denied)" in looked.stdout
    db.chmod(0o600)
    assert db.read_bytes() == before
    assert [file.name for file in db.parent.iterdir()] == ["log.db"]


@as_a_user
@pytest.mark.parametrize("mode", [0o500, 0o000], ids=oct)
def test_a_directory_that_may_not_be_written_is_refused_in_a_sentence(mode: int, db: Path) -> None:
    """A write-ahead log cannot be made in it."""
    before = db.read_bytes()
    db.parent.chmod(mode)
    for command in COMMANDS:
        said = refused(run(db, *command))
        assert str(db) in said
        assert f"{db}-wal" not in said
    db.parent.chmod(0o700)
    assert db.read_bytes() == before


@as_a_user
def test_a_log_that_cannot_be_made_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Where its directory may not be written."""
    tmp_path.chmod(0o500)
    for name in ("log.db", "a/b/log.db"):
        assert "permission denied" in refused(run(tmp_path / name, "tick", "comment"))
    tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


def test_an_older_log_that_cannot_be_locked_is_refused_in_a_sentence(db: Path) -> None:
    """Once it can be brought up to date nothing is missing."""
    with tracking(db) as tracker:
        tracker.store.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    lock = db.with_name("log.db.lock")
    lock.mkdir()
    assert "log.db.lock (is a directory)" in refused(run(db, "status"))
    lock.rmdir()
    assert run(db, "status").returncode == 0
    with tracking(db) as tracker:
        assert [entry.task for entry in all_entries(tracker)] == ["comment", "share"]


def test_an_import_into_a_full_disk_adds_nothing(db: Path, tmp_path: Path) -> None:
    """Said in a sentence; the log is as it was, and works on."""
    many = tmp_path / "many.csv"
    many.write_text("day,task,note\n" + f"2026-11-20,comment,{'x' * 500}\n" * 500)
    with tracking(db) as tracker:
        connection = tracker.store.connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")
        before = dump(db)
        with pytest.raises(NotNowError, match="the disk is full; free some space and try again"):
            tracker.import_log(many)
        assert dump(db) == before
        assert tracker.import_log(rows_file(tmp_path)).added == {"comment": 1, "connect": 1}


def test_an_export_that_does_not_fit_leaves_the_earlier_one(db: Path, tmp_path: Path) -> None:
    """And no part of a file."""
    export = tmp_path / "export.json"
    export.write_text("the earlier one")
    with tracking(db) as tracker:
        tracker.tick([("comment", 100)], note="x" * 1000)
    before = db.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "ssi_tui", "--db", str(db), "export", "--output", str(export)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        # The size that a file may have stands in for the space on a disk.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "(file too large); choose another --output" in done.stderr
    assert export.read_text() == "the earlier one"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["export.json"]
    assert db.read_bytes() == before


@pytest.mark.parametrize("command", ["tick comment", "undo", "profile --connections 7"])
def test_what_is_written_is_told_as_written_where_the_answer_cannot_be_read(
    command: str, db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is done, so nobody does it again; what is only asked for is refused as always."""
    before = dump(db)

    def fail(*_: object) -> NoReturn:
        with explained(db):
            raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Store, "read_log", fail)
    monkeypatch.setattr(RoutineRows, "workdays", fail)
    assert main(["--db", str(db), "status"]) == 3
    assert "saved" not in capsys.readouterr().err
    assert main(["--db", str(db), *command.split()]) == 1
    out, err = capsys.readouterr()
    assert (out, dump(db) != before) == ("", True)
    assert err == (
        "ssi-tui: saved, but the answer can't be shown (disk I/O error); see ssi-tui doctor\n"
    )


@pytest.mark.parametrize("writable", [True, False])
def test_an_error_that_nobody_expected_ends_with_70_and_says_where_it_is_written_down(
    writable: bool,
    db: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In a file, or in the sentence itself where none can be written."""

    def fail(*_: object) -> None:
        raise KeyError("a secret note")

    state = tmp_path / "state"
    if not writable:
        state.touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    monkeypatch.setattr("ssi_tui.tracker.tracker.Tracker.dashboard", fail)
    assert main(["--db", str(db), "status"]) == 70
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "(KeyError in test_faults.py, line " in err
    assert "secret" not in err
    if writable:
        assert "a secret note" in (state / "ssi-tui" / "log" / "fault.txt").read_text()
    else:
        assert "couldn't be saved (not a directory)" in err
