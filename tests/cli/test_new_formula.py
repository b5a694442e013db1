"""A log with entries says once after an upgrade that the estimate is computed anew."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ssi_tui.cli.daily import NEW_FORMULA
from ssi_tui.cli.main import main
from tests.logs import blank, tracking
from tests.storage.database.test_upgrade import VERSIONS

TOLD_BY = (["status"], ["tick", "comment"], ["tick", "comment", "--note", "x"])
QUIET = (["status", "--json"], ["status", "--short"], ["profile"])


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a log of the last version with the first formula."""
    return Path(shutil.copy(VERSIONS[7], tmp_path / "log.db"))


def printed(
    db: Path, command: list[str], capsys: pytest.CaptureFixture[str], *, terminal: bool = True
) -> str:
    """Return what a command prints, into a terminal or a pipe."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout.isatty", lambda: terminal, raising=False)
        assert main(["--db", str(db), "--today", "2026-11-23", *command]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", TOLD_BY, ids=" ".join)
def test_it_is_said_before_the_text_of_the_first_command(
    command: list[str], db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And never again, by whichever command."""
    assert printed(db, command, capsys).startswith(f"{NEW_FORMULA}\n")
    for again in TOLD_BY:
        assert NEW_FORMULA not in printed(db, again, capsys)


@pytest.mark.parametrize("command", QUIET, ids=" ".join)
def test_it_is_not_said_where_a_program_may_read(
    command: list[str], db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is kept for the first command that a person reads."""
    assert NEW_FORMULA not in printed(db, command, capsys)
    assert NEW_FORMULA in printed(db, ["status"], capsys)


def test_it_is_not_said_into_a_pipe(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is kept for the first command that a person reads."""
    for command in TOLD_BY:
        assert NEW_FORMULA not in printed(db, command, capsys, terminal=False)
    with tracking(db) as tracker:
        assert tracker.view.tells_formula()


@pytest.mark.parametrize("make", ["new", "empty and upgraded", "filled"])
def test_a_log_without_an_estimate_to_compute_anew_never_says_it(
    make: str, db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fresh database, one whose entries are all undone, and one that is filled from an export."""
    if make == "empty and upgraded":
        with closing(sqlite3.connect(db)) as connection, connection:
            connection.execute("UPDATE entries SET live = 0")
    else:
        export = tmp_path / "export.json"
        with tracking(db) as old, export.open("w") as out:
            old.export("json", out)
        db = blank(tmp_path / "new.db")
        if make == "filled":
            printed(db, ["import", "log", str(export)], capsys)
    for command in TOLD_BY:
        assert NEW_FORMULA not in printed(db, command, capsys)
