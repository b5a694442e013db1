"""Output that nobody reads, that cannot be written, or that has nowhere to go."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ssi_tui.core.slips import cut
from tests.logs import ROOT, blank, rows, tracking

COMMANDS = (
    "--help",
    "--version",
    "tick --list",
    "tick comment",
    "tick juggle",
    "undo",
    "status",
    "status --json",
    "status --short",
    "routine",
    "off --list",
    "export",
    "export --format csv",
    "export --format markdown",
)


FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a log whose export is longer than what a pipe holds."""
    path = blank(tmp_path / "log.db")
    with tracking(path) as tracker:
        tracker.tick([("comment", 150)], note="x" * 1000)
        tracker.tick([("search", 1)])
    return path


def run(db: Path, command: str, around: str) -> tuple[int, str]:
    """Run a command with a piece of shell around it; return its exit code and what it complains."""
    program = f"{shlex.quote(sys.executable)} -m ssi_tui --db {shlex.quote(str(db))} {command}"
    done = subprocess.run(
        # The exit code is that of the command, not of what reads it.
        ["bash", "-c", f"set -o pipefail; trap '' PIPE; {around.replace('COMMAND', program)}"],
        cwd=ROOT,
        env={**os.environ, "TZ": "UTC", "PYTHONUNBUFFERED": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stderr


def told(command: str) -> tuple[int, str]:
    """Return the code and the complaint of a command whose output does not matter."""
    if command != "tick juggle":
        return 0, ""
    return 2, 'ssi-tui: no activity "juggle". See ssi-tui'


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_leaves_is_no_error(command: str, db: Path) -> None:
    """Before the first byte, or after the first line."""
    code, complaint = told(command)
    reader = "head -n 1" if "export" in command else "true"
    found, said = run(db, command, f"COMMAND | {reader} > {os.devnull}")
    assert found == code
    assert said.startswith(complaint)
    assert len(said.splitlines()) == (1 if complaint else 0)


@pytest.mark.parametrize("command", ["--help", "tick comment", "tick juggle", "status", "export"])
def test_a_closed_output_is_as_good_as_none(command: str, db: Path) -> None:
    """The command does its work all the same."""
    code, complaint = told(command)
    found, said = run(db, command, "COMMAND >&-")
    assert (found, said[: len(complaint)]) == (code, complaint)
    assert "Traceback" not in said
    assert run(db, command, "COMMAND >&- 2>&-") == (code, "")


@FULL
@pytest.mark.parametrize(
    "command",
    ["tick --list", "tick --help", "--version", "tick comment", "status --json", "export"],
)
def test_output_that_cannot_be_written_is_told_in_one_sentence(command: str, db: Path) -> None:
    """With a code of its own: the command itself has done its work."""
    before = rows(db, "SELECT COUNT(*) FROM entries")
    code, said = run(db, command, "COMMAND > /dev/full")
    assert said == (
        "ssi-tui: can't write the output (no space left on device); "
        "free some space or write it elsewhere\n"
    )
    assert code == 1
    more = rows(db, "SELECT COUNT(*) FROM entries") != before
    assert more == (command == "tick comment")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_dash_is_standard_output_and_standard_input(form: str, db: Path, tmp_path: Path) -> None:
    """One log goes into another through a pipe."""
    other = tmp_path / "other.db"
    export = f"export --format {form} --output -"
    python = shlex.quote(sys.executable)
    reader = f"{python} -m ssi_tui --db {shlex.quote(str(other))} import log -"
    assert run(db, export, f"COMMAND | {reader}") == (0, "")
    assert rows(other, "SELECT COUNT(*) FROM entries WHERE live") == [(151,)]
    assert not Path("-").exists()


def test_standard_input_that_is_no_text_is_refused(db: Path) -> None:
    """Bytes that mean nothing in UTF-8 are not guessed at."""
    code, said = run(db, "import log -", r"printf 'day,task\n\xff' | COMMAND")
    assert code == 2
    assert said == "ssi-tui: standard input isn't UTF-8; save it as UTF-8 and try again\n"


@pytest.mark.parametrize("command", ["", "streaks", "demo", "reading --paste", "import log -"])
@pytest.mark.parametrize("around", ["COMMAND <&-", "COMMAND </dev/null"])
def test_without_standard_input_a_sentence_says_what_is_needed(
    command: str, around: str, db: Path
) -> None:
    """Closed or empty, and nothing is changed."""
    code, said = run(db, command, around)
    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("ssi-tui: ")


@FULL
@pytest.mark.parametrize("command", ["tick comment", "tick juggle", "status", "export"])
def test_complaints_that_cannot_be_written_change_no_code(command: str, db: Path) -> None:
    """Also where the settings or the backups are to be complained of."""
    folder = db.with_name("log.db.backups")
    folder.touch()
    assert run(db, command, f"COMMAND 2>/dev/full >{os.devnull}") == (told(command)[0], "")


@pytest.mark.parametrize("zone", ["XXX+25:59:59", "XXX-24"])
def test_a_time_zone_beyond_a_day_is_told(zone: str, db: Path) -> None:
    """Python cannot work with it."""
    for command in ("status", "tick comment", "backup --list", "doctor"):
        code, said = run(db, command, f"export TZ={zone}; COMMAND")
        assert (code, said) == (
            2,
            "ssi-tui: TZ isn't a time zone; try Europe/Stockholm\n",
        )


@pytest.mark.parametrize(
    ("zone", "unknown"),
    [
        ("Nowhere/City", True),
        ("N" * 5000, True),
        ("Etc/GMT", False),
        ("XYZ0", False),
        ("CET-1CEST", False),
    ],
)
def test_a_time_zone_that_the_system_does_not_know_is_said(
    zone: str, unknown: bool, db: Path, tmp_path: Path
) -> None:
    """It would be taken for UTC without a word; a rule is one, and so is a zone of the settings."""
    settings = tmp_path / "settings.toml"
    around = f"export SSI_TUI_SETTINGS={settings} TZ={zone}; COMMAND"
    said = f"ssi-tui: TZ={cut(zone)} isn't a time zone here; using UTC (try Europe/Stockholm)\n"
    assert run(db, "status --short", around) == (0, said if unknown else "")
    settings.write_text('time_zone = "Europe/Stockholm"')
    assert run(db, "status --short", around) == (0, "")


@pytest.mark.parametrize(
    ("command", "variable"),
    [
        ("--db log.db status", ""),
        ("export --output x", ""),
        ("status", "SSI_TUI_SETTINGS=settings.toml"),
    ],
)
def test_a_working_directory_that_is_gone_is_told(
    command: str, variable: str, db: Path, tmp_path: Path
) -> None:
    """Where a path begins in it."""
    (tmp_path / "gone").mkdir()
    around = f"cd {tmp_path}/gone && rmdir ../gone && PYTHONPATH={ROOT} {variable} COMMAND"
    code, said = run(db, command, around)
    assert (code, said.count("\n")) == (2, 1)
    assert "the current folder is gone; use the full path" in said


def test_a_working_directory_that_is_gone_keeps_no_whole_path_from_being_found(
    db: Path, tmp_path: Path
) -> None:
    (tmp_path / "gone").mkdir()
    around = f"cd {tmp_path}/gone && rmdir ../gone && PYTHONPATH={ROOT} COMMAND"
    assert run(db, "tick comment", around) == (0, "")
