"""What a user writes stays private, is never run, and is text wherever it is printed."""

import csv
import io
import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from tests.logs import FRIDAY, MONDAY, ROOT, Hands, all_entries, fill, tracking
from tests.test_no_network import APP

TODAY = str(MONDAY)
NASTY = (
    "=1+1 \x1b[31mred\x1b]0;pwned\x07\x9b31m[bold]loud[/bold] $(touch pwned) `touch pwned`; "
    "touch pwned \u202eright\u2066\ttab\nline\u2028注釈\x7f"
)
ROW = str.maketrans("", "", "\x1b\x07\x9b\u202e\u2066\x7f")
"""What is left of the text once it is a note."""


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Let the process create files that everybody can read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def run(db: Path, *arguments: str) -> int:
    """Run a command on the Monday."""
    return main(["--db", str(db), "--today", TODAY, *arguments])


# Files.


@pytest.mark.usefixtures("open_umask")
def test_all_files_of_a_new_user_are_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Directories 0700 and each file 0600: the log while it is open, lock, backup, exports."""
    monkeypatch.delenv("SSI_TUI_DB", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "share"))
    export = tmp_path / "home" / "export"
    assert main(["--today", TODAY, "tick", "comment", "--note", NASTY]) == 0
    folder = tmp_path / "home" / "share" / "ssi-tui"
    with tracking(folder / "ssi-tui.db") as tracker:
        tracker.tick([("share", 1)])
        for form in ("json", "csv", "markdown"):
            command = ["export", "--format", form, "--output", f"{export}.{form}"]
            assert main(["--today", TODAY, *command]) == 0
        found = {
            str(path.relative_to(tmp_path)): oct(stat.S_IMODE(path.stat().st_mode))
            for path in tmp_path.rglob("*")
        }
    assert capsys.readouterr().err == ""
    log = "home/share/ssi-tui"
    (backup,) = (path for path in found if path.endswith("-daily.db"))
    assert found == {
        **dict.fromkeys(["home", "home/share", log, f"{log}/backups"], "0o700"),
        **dict.fromkeys([backup, f"{log}/backups/.lock"], "0o600"),
        **{f"{log}/ssi-tui.db{end}": "0o600" for end in ("", "-wal", "-shm", ".lock")},
        **{f"home/export.{form}": "0o600" for form in ("json", "csv", "markdown")},
    }


@pytest.mark.usefixtures("open_umask")
def test_an_export_over_an_open_file_is_private_afterwards(tmp_path: Path) -> None:
    """What is written first has a name of its own, whatever has a name like it."""
    db, export = tmp_path / "log.db", tmp_path / "export.json"
    for name in ("export.json", "export.json.part"):
        (tmp_path / name).write_text("older")
    assert run(db, "export", "--output", str(export)) == 0
    assert stat.S_IMODE(export.stat().st_mode) == 0o600
    assert json.loads(export.read_text())["kind"] == "ssi-tui log"
    assert (tmp_path / "export.json.part").read_text() == "older"


# Nothing is run.

GUARD = """
import os, sys
FORBIDDEN = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
             "os.forkpty", "pty.spawn", "os.startfile"}

def guard(event, arguments):
    if event in FORBIDDEN:
        os.write(2, f"run: {event}\\n".encode())
        os._exit(99)

sys.addaudithook(guard)
"""

VERBS = """
import json
from ssi_tui.cli.main import main
database, commands = sys.argv[1], json.loads(sys.argv[2])
for command in commands:
    code = main(["--db", database, "--today", "2026-11-23", *command])
    if code not in (0, 2):
        raise SystemExit(code)
print("done")
"""


def guarded(program: str, *arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program that ends with 99 when it starts another one."""
    return subprocess.run(
        [sys.executable, "-c", GUARD + program, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_no_command_starts_a_program(tmp_path: Path) -> None:
    """Not with the words of a user, nor with anything else."""
    text = NASTY.replace("\x00", "")
    log = tmp_path / f"{'$(touch pwned);'}.csv"
    log.write_text(f'day,task,note\n2026-11-20,comment,"{text}"\n', encoding="utf-8")
    commands = [
        ["tick", "comment", "--note", text],
        ["tick", text],
        ["off", "today", "--reason", text],
        ["off", "--list"],
        ["off", "--remove", text],
        ["undo"],
        ["redo"],
        ["import", "log", str(log)],
        ["import", "log", text],
        ["import", "linkedin", text],
        ["profile", "--has", text],
        ["routine", f"comment={text}"],
        ["reading", "--brand", text],
        ["status"],
        ["export", "--output", str(tmp_path / "$(touch pwned)")],
    ]
    done = guarded(VERBS, tmp_path / "log.db", json.dumps(commands), folder=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "done")
    assert not list(tmp_path.glob("pwned*"))
    assert "run: " not in done.stderr


def test_the_app_starts_no_program(tmp_path: Path) -> None:
    """Through its views and dialogs."""
    db = tmp_path / "log.db"
    assert run(db, "tick", "comment", "--note", NASTY) == 0
    done = guarded(APP, db, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "visited 0\n", "")


@pytest.mark.parametrize(
    "attempt", ["os.system('true')", "__import__('subprocess').run(['true'])", "os.fork()"]
)
def test_an_attempt_to_start_a_program_is_caught(attempt: str, tmp_path: Path) -> None:
    """The guard works."""
    assert guarded(attempt, folder=tmp_path).returncode == 99


# Text is text.


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    """Return a log in whose words there is what our rules would not have let in."""
    path, hands = tmp_path / "log.db", Hands()
    with tracking(path, hands) as tracker:
        fill(tracker, hands, tmp_path)
        tracker.note("a note", MONDAY)
        tracker.routine.take_time_off(FRIDAY, reason="a reason")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE entries SET note = ?", (NASTY,))
        connection.execute("UPDATE day_notes SET note = ?", (NASTY,))
        connection.execute("UPDATE time_off SET reason = ?", (NASTY,))
        connection.execute("UPDATE operations SET device = ?", (NASTY,))
    return path


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["status", "--short"],
        ["status", "--json"],
        ["routine"],
        ["profile"],
        ["off", "--list"],
        ["off", "2026-12-01", "--reason", NASTY],
        ["tick", "comment", "--note", NASTY],
        ["tick", NASTY],
        ["undo"],
        ["import", "log", NASTY],
        ["import", "linkedin", NASTY],
        ["export"],
        ["export", "--format", "markdown"],
        ["export", "--format", "csv"],
    ],
    ids=lambda command: " ".join(command[:3])[:24].encode("ascii", "ignore").decode(),
)
def test_a_command_prints_no_control_character(
    command: list[str], spoiled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Into a pipe as little as on a terminal; a cell of a CSV may hold lines and tabs."""
    run(spoiled, *command)
    told = "".join(capsys.readouterr())
    assert told
    allowed = "\n\t\u2028" if "csv" in command else "\n"
    assert {c for c in told if not c.isprintable() and c not in allowed} == set()


def test_json_says_the_whole_text_in_escapes(
    spoiled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An export loses nothing."""
    run(spoiled, "export")
    data = json.loads(capsys.readouterr().out)
    assert {row["note"] for row in data["entries"]} == {NASTY}
    assert {row["reason"] for row in data["time_off"]} == {NASTY}


def test_a_note_is_stored_without_control_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its line ends, tabs, brackets and wide characters."""
    db = tmp_path / "log.db"
    assert run(db, "tick", "comment", "--note", NASTY) == 0
    with tracking(db) as tracker:
        assert [entry.note for entry in all_entries(tracker)] == [NASTY.translate(ROW)]


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", "'=", "''+", "=cmd|' /C calc'!A0"]
)
def test_a_formula_is_text_to_a_spreadsheet_and_itself_to_us(start: str, tmp_path: Path) -> None:
    """Out as CSV, into an empty log: the same text."""
    note = f'{start}1+1,"a"\nb'
    with tracking(tmp_path / "a.db") as tracker:
        tracker.tick([("comment", 1)], note=note)
        stored = all_entries(tracker)[0].note
    export = tmp_path / "export.csv"
    assert run(tmp_path / "a.db", "export", "--format", "csv", "--output", str(export)) == 0
    cells = list(csv.reader(io.StringIO(export.read_text(encoding="utf-8"), newline="")))[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert run(tmp_path / "b.db", "import", "log", str(export)) == 0
    with tracking(tmp_path / "b.db") as tracker:
        assert [entry.note for entry in all_entries(tracker)] == [stored]
