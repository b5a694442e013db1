"""Odd states of files and permissions: every command ends in a sentence with the right code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.settings.file import SettingsFile
from tests.cli.outside.test_faults import AS_A_USER, as_a_user
from tests.logs import ROOT, blank, tracking

# Runs one command after the other, and prints of each its code and what it said.
_IN_TURN = """
import contextlib, io, json, sys
from ssi_tui.cli.main import main
for command in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(command)
    print(json.dumps([code, out.getvalue(), err.getvalue()]))
"""
LOOKING = ("status", "status --short", "status --json", "week", "export", "off", "reading", "task")
WRITING = (
    "tick comment",
    "undo",
    "routine search=2",
    "task visit --weights 1,0,0,0",
    "import log ROWS",
)
BACKUPS = ("backup", "backup --list", "backup --restore NAME")
DOCTOR = ("doctor", "doctor --json", "doctor --salvage")


@dataclass(frozen=True, slots=True)
class Said:
    """The exit code of a command, and what it printed."""

    code: int
    out: str
    err: str


def run(folder: Path, *commands: str, **variables: str) -> Mapping[str, Said]:
    """Run commands in turn as an ordinary user, and return what each of them said."""
    rows = folder / "rows.csv"
    if not rows.exists():
        rows.write_text("day,task\n2026-11-20,comment\n")
    words = [["--today", "2026-11-23", *command.split()] for command in commands]
    given = [[str(rows) if word == "ROWS" else word for word in each] for each in words]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    done = subprocess.run(
        [*AS_A_USER, sys.executable, "-c", _IN_TURN, json.dumps(given)],
        env={**environment, "PYTHONPATH": str(ROOT), **variables},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    found = [Said(*json.loads(line)) for line in done.stdout.splitlines()]
    return dict(zip(commands, found, strict=True))


def sentence(said: Said, code: int) -> str:
    """Return the one sentence with which a command was refused."""
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith("ssi-tui: ")
    assert said.err.count("\n") == 1
    return said.err


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a log with a tick."""
    path = blank(tmp_path / "log.db")
    with tracking(path) as tracker:
        tracker.tick([("comment", 1)])
    return path


def unlisted(backups: Path) -> None:
    """Make a directory that nobody may look at."""
    backups.mkdir()
    backups.chmod(0)


def looping(path: Path) -> None:
    """Make a link that leads to itself."""
    path.symlink_to(path)


ODD_BACKUPS: Mapping[str, Callable[[Path], None]] = {
    "unlisted": unlisted,
    "looping": looping,
    "gone": lambda path: path.symlink_to(path.with_name("gone")),
    "a file": Path.touch,
}


LOOPS = "a link that leads back to itself"
REASONS = {
    "unlisted": "permission denied",
    "looping": LOOPS,
    "gone": "no such file or directory",
    "a file": "not a directory",
}


@as_a_user
@pytest.mark.parametrize("state", ODD_BACKUPS)
def test_backups_that_cannot_be_looked_at_stop_no_command_but_their_own(
    state: str, db: Path
) -> None:
    """A tick that is written is reported as written, and the doctor lists what is wrong."""
    folder = db.with_name("log.db.backups")
    ODD_BACKUPS[state](folder)
    everything = run(db.parent, *LOOKING, *WRITING[:-1], *BACKUPS[:2], *DOCTOR, SSI_TUI_DB=str(db))
    for command in (*LOOKING, *WRITING[:-1]):
        said = everything[command]
        assert (said.code, said.err.count("\n")) == (0, 0 if "--short" in command else 1)
        if said.err:
            assert f"couldn't make today's backup ({REASONS[state]})" in said.err
    assert everything["tick comment"].out.startswith("*  comment")
    for command in BACKUPS[:2]:
        assert str(folder) in sentence(everything[command], 3)
    for command in DOCTOR[:2]:
        assert everything[command].code == 0
        assert f"can't use {folder} ({REASONS[state]})" in everything[command].out
    # One cause, one complaint.
    assert everything["doctor"].out.count(str(folder)) == 1


@as_a_user
@pytest.mark.parametrize("variable", ["HOME", "XDG_DATA_HOME"])
def test_a_directory_that_cannot_be_looked_at_is_told(variable: str, tmp_path: Path) -> None:
    """That of the user as well as that of the data."""
    closed = tmp_path / "closed"
    closed.mkdir(0)
    commands = (*LOOKING, *WRITING, *BACKUPS, "tick --list")
    for said in run(tmp_path, *commands, **{variable: str(closed)}).values():
        assert f"{closed}/" in sentence(said, 3)
    for said in run(tmp_path, *DOCTOR[:2], **{variable: str(closed)}).values():
        assert said.code == 3
        assert "permission denied" in said.out


@as_a_user
def test_a_link_that_leads_to_itself_is_no_database(tmp_path: Path) -> None:
    """Whatever is asked of it."""
    loop = tmp_path / "loop.db"
    looping(loop)
    found = run(tmp_path, *LOOKING, *WRITING, "backup", DOCTOR[2], SSI_TUI_DB=str(loop))
    for said in found.values():
        assert f"{loop} ({LOOPS}); remove the link, or" in sentence(said, 3)
    assert loop.is_symlink()


@pytest.mark.parametrize("length", [201, 255, 300])
def test_a_name_that_is_too_long_is_bad_input(length: int, db: Path) -> None:
    """Of a database, of a backup and of a file to read or write; nothing is made under it."""
    name = "x" * length
    commands = (*LOOKING, *WRITING, *BACKUPS, *DOCTOR)
    for said in run(db.parent, *commands, SSI_TUI_DB=str(db.with_name(name))).values():
        sentence(said, 2)
    named = (f"backup --restore {name}", f"import log {name}", f"import linkedin {name}")
    for said in run(db.parent, *named, SSI_TUI_DB=str(db)).values():
        sentence(said, 2)
    assert not any(file.name.startswith("x") for file in db.parent.iterdir())


NOT_REGULAR = "not a regular file"


@pytest.mark.parametrize("name", ["log.db", "link.db"])
def test_a_fifo_is_no_database(name: str, tmp_path: Path) -> None:
    """It is neither opened, which would take for ever, nor renamed, nor replaced."""
    fifo = tmp_path / "log.db"
    os.mkfifo(fifo)
    (tmp_path / "link.db").symlink_to(fifo)
    path = tmp_path / name
    with tracking(tmp_path / "other.db") as tracker:
        kept = tracker.backups.make()
    commands = (*LOOKING, *WRITING, "backup", f"backup --restore {kept}", "doctor --salvage")
    for said in run(tmp_path, *commands, SSI_TUI_DB=str(path)).values():
        assert f"{path} ({NOT_REGULAR})" in sentence(said, 3)
    (looked,) = run(tmp_path, "doctor", SSI_TUI_DB=str(path)).values()
    assert (looked.code, NOT_REGULAR in looked.out, "chmod" in looked.out) == (3, True, False)
    assert fifo.is_fifo()
    assert (tmp_path / "link.db").is_symlink()


@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
def test_a_fifo_beside_a_database_is_not_opened_either(end: str, db: Path) -> None:
    """SQLite would read it, and wait."""
    os.mkfifo(db.with_name(f"log.db{end}"))
    for said in run(db.parent, *LOOKING, *WRITING, *DOCTOR[2:], SSI_TUI_DB=str(db)).values():
        assert f"log.db{end} ({NOT_REGULAR})" in sentence(said, 3)


def test_a_backup_that_is_a_fifo_cannot_be_restored(db: Path) -> None:
    """The list says so, and the newest whole one is another."""
    with tracking(db) as tracker:
        whole = tracker.backups.make()
        fifo = whole.with_name("20991231-000000Z-daily.db")
        os.mkfifo(fifo)
        newest = tracker.backups.newest()
    assert newest is not None
    assert newest.backup.name == whole.name
    commands = ("backup --list", "doctor", f"backup --restore {fifo.name}")
    listed, looked, restored = run(db.parent, *commands, SSI_TUI_DB=str(db)).values()
    assert NOT_REGULAR in listed.out
    assert NOT_REGULAR in looked.out
    assert "no backup" in sentence(restored, 2)


def test_a_log_to_import_that_is_a_fifo_is_not_read(db: Path) -> None:
    """Nor is an archive."""
    os.mkfifo(db.with_name("pipe"))
    log, archive = run(
        db.parent, "import log pipe", "import linkedin pipe", SSI_TUI_DB=str(db)
    ).values()
    assert NOT_REGULAR in sentence(log, 2)
    assert "not a file" in sentence(archive, 2)


def test_settings_in_a_fifo_are_not_read(db: Path) -> None:
    """The command does what it can without them."""
    fifo = db.with_name("settings.toml")
    os.mkfifo(fifo)
    variables = {"SSI_TUI_DB": str(db), "SSI_TUI_SETTINGS": str(fifo)}
    for said in run(db.parent, "tick comment", "status --short", **variables).values():
        assert said.code == 0
        told = f"ssi-tui: can't read settings.toml ({NOT_REGULAR}); using the defaults\n"
        assert said.err == told
    with pytest.raises(RefusedError, match=NOT_REGULAR):
        SettingsFile(fifo).change("minutes_budget", 20)
    assert fifo.is_fifo()


@pytest.mark.parametrize("command", ["backup", "backup --list", "doctor", "status", "export"])
def test_a_path_that_a_terminal_would_obey_is_printed_as_text(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Escapes and what turns the text around."""
    folder = tmp_path / "a\x1b[31m\u202eb\x9b"
    folder.mkdir()
    path = blank(folder / "log.db")
    if command in ("status", "export"):
        path.write_bytes(b"no database")
    main(["--db", str(path), *command.split()])
    said = "".join(capsys.readouterr())
    assert "log.db" in said
    assert all(line.isprintable() for line in said.splitlines())


@as_a_user
def test_an_export_replaces_no_file_that_may_not_be_written(db: Path) -> None:
    """Its directory may be."""
    kept = db.with_name("kept.json")
    kept.write_text("mine")
    kept.chmod(0o444)
    (said,) = run(db.parent, "export --output kept.json", SSI_TUI_DB=str(db)).values()
    assert "kept.json (permission denied)" in sentence(said, 2)
    assert kept.read_text() == "mine"
