"""The commands of backups: what they do, what they print, and when one is made unasked."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.text.words import moment
from ssi_tui.storage.database.connection import SCHEMA_VERSION
from ssi_tui.storage.database.locations import backups_directory
from ssi_tui.storage.safety.backup import list_backups
from ssi_tui.storage.safety.rotation import Occasion
from tests.logs import blank, dump, rows, tracking
from tests.storage.damage import pages_of, smash, truncate

Run = Callable[..., str]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a database with a comment."""
    path = blank(tmp_path / "log.db")
    path.chmod(0o600)
    with tracking(path) as tracker:
        tracker.tick([("comment", 1)])
    return path


@pytest.fixture
def run(db: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that ends with a code and return what it prints where it should."""

    def run_command(*arguments: str, code: int = 0) -> str:
        found = main(["--db", str(db), "--today", "2026-11-23", *arguments])
        out, err = capsys.readouterr()
        assert found == code, err
        said, silent = (out, err) if code == 0 else (err, out)
        assert silent == ""
        return said

    return run_command


def occasions(db: Path) -> list[str]:
    """Return what the backups were made for."""
    return sorted(found.occasion for found in list_backups(db))


# -- backup -----------------------------------------------------------------------------------


def test_backup_says_where_it_is(run: Run, db: Path) -> None:
    """One line."""
    found = re.fullmatch(r"Backed up to (.*)\n", run("backup"))
    assert found is not None
    assert dump(Path(found[1])) == dump(db)


def test_the_list_says_what_each_holds(run: Run, db: Path) -> None:
    """When, why, how large, how many entries; and what is wrong with one."""
    assert "No backups yet" in run("backup", "--list")
    run("backup")
    (found,) = list_backups(db)
    assert re.search(
        rf"   \w+ \d+ \w+ 20\d\d \d\d:\d\d +\d+ kB +1 entry {found.name}\n",
        run("backup", "--list"),
    )
    truncate(backups_directory(db) / found.name, 0.5)
    assert re.search(rf"!! .* {found.name} is damaged \(.*\)\n", run("backup", "--list"))


def test_restore_says_what_takes_it_back(run: Run, db: Path) -> None:
    """And that does."""
    run("backup")
    (found,) = list_backups(db)
    run("tick", "share")
    before = dump(db)
    said = run("backup", "--restore", found.name)
    assert said.startswith(f"Restored 1 entry from {found.name}.\n")
    back = re.search(r"To go back: ssi-tui backup --restore (\S+) \(undo can't\)", said)
    assert back is not None
    assert rows(db, "SELECT task FROM entries") == [("comment",)]
    run("backup", "--restore", back[1])
    assert dump(db) == before


def test_restore_takes_a_path(run: Run, db: Path, tmp_path: Path) -> None:
    """A backup that was moved away."""
    run("backup")
    (found,) = list_backups(db)
    moved = (backups_directory(db) / found.name).rename(tmp_path / "stick.db")
    assert "Restored 1 entry from stick.db" in run("backup", "--restore", str(moved))


def test_restore_keeps_a_damaged_database(run: Run, db: Path) -> None:
    """And says where."""
    run("backup")
    truncate(db, 0.5)
    said = run("backup", "--restore", list_backups(db)[0].name)
    kept = re.search(r"The damaged file is kept as (\S+)\.\n", said)
    assert kept is not None
    assert Path(kept[1]).exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [("none.db", 'no backup "none.db"'), ("", "--restore needs a file")],
)
def test_what_is_no_backup_is_refused(given: str, said: str, run: Run, db: Path) -> None:
    """Nothing is changed."""
    before = dump(db)
    assert said in run("backup", "--restore", given, code=2)
    assert dump(db) == before


def test_nothing_is_backed_up_where_there_is_nothing(run: Run, db: Path) -> None:
    """Nor is a database made for it."""
    db.unlink()
    assert "nothing to back up" in run("backup", code=2)
    assert not db.exists()


def test_a_damaged_database_is_not_backed_up(run: Run, db: Path) -> None:
    """The sentence is one of the database."""
    smash(db, pages_of(db, "entries_by_day")[0])
    assert "couldn't make the backup" in run("backup", code=3)
    assert list_backups(db) == ()


def test_a_damaged_database_names_the_backup_to_restore(run: Run, db: Path) -> None:
    """In the sentence of any command."""
    run("backup")
    truncate(db, 0.5)
    name = list_backups(db)[0].name
    assert f"ssi-tui backup --restore {name} brings back the copy from " in run("status", code=3)


@pytest.mark.parametrize("command", ["status", "doctor"])
@pytest.mark.parametrize("backed_up", [True, False])
def test_the_sentence_about_a_damaged_database_is_this_one(
    db: Path, capsys: pytest.CaptureFixture[str], command: str, backed_up: bool
) -> None:
    """To the letter, on standard error: what is damaged, that it was left, and what helps."""
    remedy = "ssi-tui doctor --salvage recovers what can be read"
    if backed_up:
        main(["--db", str(db), "backup"])
        (copy,) = list_backups(db)
        written = moment(copy.at)
        remedy = f"ssi-tui backup --restore {copy.name} brings back the copy from {written}"
    db.write_bytes(db.read_bytes()[:100] + b"\xff" * 4000)
    capsys.readouterr()
    assert main(["--db", str(db), command]) == 3
    assert capsys.readouterr().err == (
        f"ssi-tui: can't read {db} (database disk image is malformed). "
        f"It wasn't touched; {remedy}\n"
    )


# -- the daily one ----------------------------------------------------------------------------


def test_the_first_command_of_a_day_makes_the_backup_of_the_day(run: Run, db: Path) -> None:
    """After its own work; the second makes none, whatever day --today says it is."""
    run("tick", "share")
    assert occasions(db) == [Occasion.DAILY]
    (found,) = list_backups(db)
    assert dump(backups_directory(db) / found.name) == dump(db)
    run("tick", "share")
    run("status")
    assert list_backups(db) == (found,)


@pytest.mark.parametrize("command", [["status", "--short"], ["doctor"], ["backup", "--list"]])
def test_a_look_makes_no_backup(command: list[str], run: Run, db: Path) -> None:
    """A line for a prompt is drawn too often to wait."""
    run(*command)
    assert list_backups(db) == ()


def test_a_daily_backup_that_fails_is_told_and_breaks_nothing(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reply is there, the code is 0, and one sentence stands on standard error."""
    backups_directory(db).write_text("a file is in the way")
    assert main(["--db", str(db), "tick", "share"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("✓  share")
    assert err.startswith("ssi-tui: couldn't make today's backup (")
    assert len(err.splitlines()) == 1
    assert rows(db, "SELECT COUNT(*) FROM entries") == [(2,)]


def test_a_refused_command_makes_no_backup(run: Run, db: Path) -> None:
    """Nothing was changed."""
    run("tick", "juggle", code=2)
    assert list_backups(db) == ()


# -- salvage ----------------------------------------------------------------------------------


def test_salvage_says_what_was_kept_and_lost(run: Run, db: Path) -> None:
    """By table."""
    smash(db, pages_of(db, "entries_by_day")[0])
    said = run("doctor", "--salvage")
    assert said.startswith("Recovered 1 entry.\n")
    assert re.search(r"   entries +1 +0\n", said)
    assert re.search(r"The damaged file is kept as \S+log.db.damaged-\d{8}-\d{6}\.\n", said)
    assert "Everything is fine." in run("doctor")


def test_a_whole_database_needs_no_salvage(run: Run, db: Path) -> None:
    """It stays as it is."""
    before = db.read_bytes()
    assert run("doctor", "--salvage") == f"Nothing to recover: {db} is healthy.\n"
    assert db.read_bytes() == before


@pytest.mark.parametrize("command", [["doctor", "--salvage"], ["backup"], ["backup", "--list"]])
def test_a_newer_database_is_left_as_it_is(command: list[str], run: Run, db: Path) -> None:
    """Only the list can be shown."""
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = db.read_bytes()
    said = run(*command, code=0 if "--list" in command else 3)
    assert "newer ssi-tui" in said or "No backups yet" in said
    assert db.read_bytes() == before
