"""The doctor looks at everything, changes nothing, and says what to do."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.cli import doctor
from ssi_tui.cli.main import main
from ssi_tui.storage.database.connection import SCHEMA_VERSION
from ssi_tui.storage.safety.backup import back_up
from ssi_tui.storage.safety.checkup import Check, versions
from ssi_tui.storage.safety.rotation import Occasion
from tests.logs import blank, rows, tracking
from tests.storage.damage import truncate
from tests.storage.database.test_opening import loaded_by
from tests.storage.database.test_upgrade import VERSIONS

NAMES = (
    *("integrity", "foreign_keys", "schema", "entries", "clock"),
    *("private", "backups", "disk", "versions", "terminal"),
)
Looked = dict[str, dict[str, Any]]
Look = Callable[..., Looked]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a database with two entries, one of them undone."""
    path = blank(tmp_path / "log.db")
    path.chmod(0o600)
    with tracking(path) as tracker:
        tracker.tick([("comment", 1)])
        tracker.tick([("share", 1)])
        tracker.undo()
    return path


@pytest.fixture
def look(db: Path, capsys: pytest.CaptureFixture[str]) -> Look:
    """Let the doctor look and return the checks by name; nothing is changed by it."""

    def run(*, code: int = 0, today: str = "2026-11-23") -> Looked:
        before = db.read_bytes() if db.is_file() else None
        assert main(["--db", str(db), "--today", today, "doctor", "--json"]) == code
        out, err = capsys.readouterr()
        assert (db.read_bytes() if db.is_file() else None) == before
        assert len(err.splitlines()) == (1 if code else 0)
        found = json.loads(out)
        assert set(found) == {"schema", "ok", "checks"}
        assert found["schema"] == 1
        assert found["ok"] == all(check["ok"] for check in found["checks"])
        return {check["name"]: check for check in found["checks"]}

    return run


def execute(db: Path, *statements: str) -> None:
    """Change a database, as another program would."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def wrong(found: Looked) -> dict[str, str]:
    """Return the details of the checks that are not well."""
    return {name: check["detail"] for name, check in found.items() if not check["ok"]}


def test_a_log_that_is_well_is_told_so(look: Look) -> None:
    """All checks are there."""
    found = look()
    assert tuple(found) == NAMES
    assert wrong(found) == {}
    assert found["entries"]["detail"].startswith("1 of 2 entries count")


def test_a_log_that_is_shared_has_three_checks_more(
    look: Look, db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--db", str(db), "sync", "--folder", str(db.parent), "--name", "desktop"]) == 0
    capsys.readouterr()
    found = look()
    assert found["sync_machines"]["detail"] == "desktop (this one)"
    assert [name for name in found if name not in NAMES] == ["sync", "sync_files", "sync_machines"]
    assert wrong(found) == {}


def test_the_checks_are_printed_a_line_each(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And how many need attention."""
    assert main(["--db", str(db), "--today", "2026-11-23", "doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[3:15].strip().replace(" ", "_") for line in lines[:-2]] == list(NAMES)
    assert lines[-1] == "Everything is fine."
    assert main(["--db", str(db), "--today", "2020-01-01", "doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[4].startswith("!! clock")
    assert lines[-1] == "1 of 10 checks need attention."


def test_a_long_detail_is_broken_for_a_terminal_alone() -> None:
    """A pipe gets a line a check; on a screen the rest stands under the beginning."""
    checks = [Check("versions", True, "one two three")]
    assert str(next(doctor.as_lines(checks))) == "✓  versions      one two three"
    assert list(map(str, doctor.as_lines(checks, 26)))[:2] == [
        "✓  versions      one two",
        " " * 17 + "three",
    ]


def test_a_missing_database_is_well_and_not_made(look: Look, db: Path) -> None:
    """The first tick makes it."""
    db.unlink()
    found = look()
    assert wrong(found) == {}
    assert "it is created with your first entry" in found["integrity"]["detail"]
    assert not db.exists()


def test_the_doctor_loads_neither_toolkit_nor_migrations(db: Path) -> None:
    """It looks up versions without loading what has them."""
    assert loaded_by("--db", str(db), "doctor", "--json") == []


# -- what cannot be used ----------------------------------------------------------------------


def test_a_damaged_database_names_both_ways_back(look: Look, db: Path) -> None:
    """The checks are printed all the same, and the code is that of the database."""
    back_up(db, Occasion.BY_HAND)
    truncate(db, 0.5)
    found = wrong(look(code=3))
    assert set(found) == {"integrity"}
    assert "ssi-tui backup --restore 20" in found["integrity"]
    assert "ssi-tui doctor --salvage" in found["integrity"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f"PRAGMA user_version = {SCHEMA_VERSION + 1}", "was written by a newer ssi-tui"),
        ("PRAGMA application_id = 7", "belongs to another program"),
    ],
)
def test_a_database_that_is_not_for_us_is_named(
    statement: str, said: str, look: Look, db: Path
) -> None:
    """And left untouched."""
    execute(db, statement)
    assert said in wrong(look(code=3))["integrity"]


def test_a_directory_is_named(look: Look, db: Path) -> None:
    """It is no database."""
    db.unlink()
    db.mkdir()
    assert "is a directory" in wrong(look(code=3))["integrity"]


# -- what needs a look ------------------------------------------------------------------------


@pytest.mark.posix
def test_an_earlier_version_is_well(look: Look, db: Path) -> None:
    """It is not brought up to date by looking at it."""
    shutil.copy(VERSIONS[1], db)
    db.chmod(0o600)
    found = look()
    assert wrong(found) == {}
    assert found["schema"]["detail"].startswith("1; updated to")
    assert rows(db, "PRAGMA user_version") == [(1,)]


def test_rows_that_belong_to_nothing_are_found_and_put_right(
    look: Look, db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the salvage that is named."""
    execute(db, "PRAGMA foreign_keys = OFF", "DELETE FROM operations WHERE seq = 1")
    assert "a row belongs to nothing; ssi-tui doctor --salvage" in wrong(look())["foreign_keys"]
    assert main(["--db", str(db), "doctor", "--salvage"]) == 0
    capsys.readouterr()
    assert wrong(look()) == {}
    assert rows(db, "SELECT COUNT(*) FROM entries WHERE live = 1") == [(1,)]


def test_entries_that_count_although_undone_are_found(look: Look, db: Path) -> None:
    """Another program wrote into the log."""
    execute(db, "UPDATE entries SET live = 1")
    assert "1 entry count although undone" in wrong(look())["entries"]


def test_entries_of_days_to_come_are_found(look: Look) -> None:
    """The clock was ahead when they were written, or it is behind now."""
    found = wrong(look(today="2026-11-01"))
    assert "1 entry in the future, up to Mon 23 Nov 2026; " in found["clock"]


def test_an_operation_of_an_hour_to_come_is_found(look: Look, db: Path) -> None:
    """The clock was set back since."""
    execute(db, "UPDATE operations SET at_utc = '2099-01-01T00:00:00.000Z' WHERE seq = 2")
    assert "was written at Thu 1 Jan 2099" in wrong(look())["clock"]


@pytest.mark.posix
def test_files_that_others_can_read_are_found(look: Look, db: Path) -> None:
    """The first is named, the others are counted."""
    copy = back_up(db, Occasion.BY_HAND)
    assert copy is not None
    copy.chmod(0o644)
    db.chmod(0o640)
    assert re.match(rf"others can read {db} and \d more; to fix: chmod", wrong(look())["private"])


@pytest.mark.posix
def test_what_lies_beside_the_file_of_a_link_is_looked_at_too(look: Look, db: Path) -> None:
    """As a damaged file that was set aside."""
    there = db.rename(db.with_name("there.db"))
    db.symlink_to(there)
    aside = db.with_name("there.db.damaged-20261101T000000Z")
    aside.touch(0o644)
    assert f"others can read {aside}; to fix" in wrong(look())["private"]


def test_a_damaged_backup_is_found(look: Look, db: Path) -> None:
    """And which one is whole."""
    first, second = back_up(db, Occasion.BY_HAND), back_up(db, Occasion.BY_HAND)
    assert first is not None
    assert second is not None
    truncate(second, 0.5)
    told = wrong(look())["backups"]
    assert "is damaged" in told
    assert f"the newest healthy one is {first.name}" in told


def test_backups_that_have_stopped_are_found(look: Look, db: Path) -> None:
    """The log was changed long after the newest."""
    copy = back_up(db, Occasion.DAILY)
    assert copy is not None
    copy.rename(copy.with_name("20200101-070000Z-daily.db"))
    assert "long before your last change" in wrong(look())["backups"]


def test_a_package_that_is_missing_is_found() -> None:
    """With what to do."""
    found = versions(("platformdirs", "nothing-of-this-name"))
    assert not found.ok
    assert found.detail.endswith("; nothing-of-this-name is missing; reinstall ssi-tui")


@pytest.mark.parametrize(
    ("term", "size", "said"),
    [
        ("xterm-256color", (100, 30), "100x30, xterm-256color"),
        ("dumb", (100, 30), "set TERM"),
        ("xterm", (59, 30), "the app needs at least 60x20"),
    ],
)
def test_the_terminal_is_looked_at(
    term: str, size: tuple[int, int], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size and its kind."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size(size))
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = doctor.terminal()
    assert said in found.detail
    assert found.ok == (said == f"{size[0]}x{size[1]}, {term}")
