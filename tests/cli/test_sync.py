"""The command ``sync``: what it does, prints and refuses, and what other commands send unasked."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from ssi_tui.storage.database.ids import new_id
from ssi_tui.storage.machines.folder import NAME
from ssi_tui.storage.machines.lines import Fact, fact_lines
from tests.logs import ROOT, blank, rows

Run = Callable[..., str]

THEIRS = "0badf00d"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a computer that ends with a code, and return what it prints where."""

    def run_command(*arguments: str, on: str = "laptop", code: int = 0) -> str:
        found = main(["--db", str(database(tmp_path, on)), "--today", "2026-11-23", *arguments])
        out, err = capsys.readouterr()
        assert found == code, err
        said, silent = (out, err) if code == 0 else (err, out)
        assert silent == ""
        return said

    return run_command


def database(folder: Path, computer: str) -> Path:
    """Return the database of a computer."""
    path = folder / f"{computer}.db"
    if not path.exists():
        blank(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder that an engine carries."""
    made = tmp_path / "Sync"
    made.mkdir()
    return made


@pytest.fixture
def joined(run: Run, folder: Path) -> Run:
    """Return a computer that takes part, with one tick."""
    run("tick", "comment")
    run("sync", "--folder", str(folder), "--name", "laptop")
    return run


def theirs(folder: Path, line: bytes = b"") -> Path:
    """Write a file of another machine with one operation, or with another line; return it."""
    path = folder / NAME / THEIRS / "00001.journal"
    path.parent.mkdir(exist_ok=True)
    if not line:
        identity = new_id(1_795_416_420_000, 1)
        operation = {
            "id": identity,
            "stamp": 1_795_416_420_000,
            "at_utc": "2026-11-23T06:47:00.000Z",
            "kind": "tick",
            "device": THEIRS,
            "day": "2026-11-23",
        }
        entry = {
            "id": new_id(1_795_416_420_000, 2),
            "day": "2026-11-23",
            "at_utc": "2026-11-23T06:47:00.000Z",
            "task": "share",
            "count": 1,
            "source": "cli",
        }
        line = b"".join(fact_lines(Fact(operation, {"entries": [entry]})))
    with path.open("ab") as file:
        file.write(line)
    return path


def written(folder: Path) -> Iterator[str]:
    """Yield the tasks in all files but those of the other machine."""
    for path in (folder / NAME).glob("*/*.journal"):
        if path.parent.name != THEIRS:
            for line in path.read_text().splitlines():
                for row in json.loads(line[9:]).get("rows", {}).get("entries", []):
                    yield row["task"]


def until(found: Callable[[], bool]) -> None:
    """Wait until something is so, which another process brings about."""
    end = time.monotonic() + 20
    while not found():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_joining_counts_first_and_says_what_came_of_it(run: Run, folder: Path) -> None:
    run("tick", "comment=2")
    looked = run("sync", "--folder", str(folder), "--dry-run").splitlines()
    assert looked[1:4] == [
        "   in the folder                       0",
        "   in your log                         1",
        "   in both                             0",
    ]
    assert looked[-1] == "Nothing was changed."
    assert not (folder / NAME).exists()
    said = run("sync", "--folder", str(folder), "--name", "laptop").splitlines()
    assert said[-1] == "Sent 1 change, took in no changes."
    assert sorted(path.name for path in (folder / NAME).iterdir())[:1] == [".gitattributes"]
    assert "sync --status" in (folder / NAME / "README.txt").read_text()


def test_a_computer_that_is_new_takes_in_everything(
    joined: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has no database yet, nor a folder for one."""
    path = tmp_path / "new" / "ssi-tui" / "log.db"
    assert main(["--db", str(path), "sync", "--folder", str(folder), "--name", "new"]) == 0
    assert "took in 1 change.\n" in capsys.readouterr().out
    assert rows(path, "SELECT task FROM entries") == [("comment",)]


def test_undo_says_where_the_last_step_of_all_is_anothers(joined: Run, folder: Path) -> None:
    """What was done here since is the last one, until it is undone."""
    joined("sync", "--folder", str(folder), "--name", "desktop", on="desktop")
    joined("tick", "share", on="desktop")
    joined("sync", on="desktop")
    joined("sync")
    joined("tick", "message")
    assert "last step" not in joined("undo")
    said = joined("undo")
    assert "Undid comment." in said
    assert re.search(
        r"^   The last step is desktop's \(share, .*\d\d:\d\d\); see Log\.$", said, re.MULTILINE
    )


def test_sync_sends_and_takes_in(joined: Run, folder: Path) -> None:
    theirs(folder)
    assert joined("sync") == (f"Sent no changes, took in 1 change.\n   {THEIRS}: 1 change\n")
    assert "share" in joined("export", "--format", "csv")
    assert joined("sync") == "Sent no changes, took in no changes.\n"


def test_the_status_says_which_computers_there_are(joined: Run, folder: Path) -> None:
    path = theirs(folder)
    theirs(folder, b"half\n")
    joined("sync")
    shutil.copy(path, path.with_name("00001 2.journal"))
    path.with_name(".00002.journal.icloud").write_text("")
    said = joined("sync", "--status").splitlines()
    assert said[:2] == [f"Sync is on, in {folder / NAME}", "No changes to send."]
    assert said[3].split() == ["COMPUTER", "CHANGES", "LAST"]
    assert said[4].split()[:5] == ["laptop", "(this", "one)", "1", "Mon"]
    assert said[5].split()[:2] == [THEIRS, "1"]
    assert said[6:] == [
        f"!! {THEIRS}: 1 damaged line",
        f"   {THEIRS}: 1 file waiting for iCloud",
        f"   {THEIRS}: 1 conflict copy, read like the others",
    ]
    assert "conflict copy" not in joined("sync")


def test_its_json_is_what_scripts_rely_on(joined: Run, folder: Path) -> None:
    theirs(folder)
    found = json.loads(joined("sync", "--json"))
    assert {name: found[name] for name in ("schema", "on", "name", "notes", "problems")} == {
        "schema": 1,
        "on": True,
        "name": "laptop",
        "notes": True,
        "problems": [],
    }
    assert (found["sent"], found["taken"], found["unsent"]) == (0, 1, 0)
    assert found["folder"] == str(folder / NAME)
    this, other = found["machines"]
    assert (this["device"], this["name"], this["this"]) == (found["device"], "laptop", True)
    assert other == {
        "device": THEIRS,
        "name": THEIRS,
        "this": False,
        "operations": 1,
        "last": "2026-11-23T06:47:00.000Z",
        "damaged": 0,
        "newer": 0,
        "waiting": 0,
        "copies": 0,
    }
    assert list(found) == [
        *("schema", "on", "folder", "device", "name", "notes", "sent", "taken", "unsent"),
        *("machines", "problems"),
    ]


def test_off_it_says_so_and_looks_all_the_same(run: Run, folder: Path) -> None:
    off = "ync is off; turn it on with ssi-tui sync --folder DIR\n"
    assert run("sync", code=2) == f"ssi-tui: s{off}"
    assert run("sync", "--status") == f"S{off}"
    found = json.loads(run("sync", "--status", "--json"))
    assert (found["on"], found["folder"], found["sent"]) == (False, None, 0)
    run("sync", "--folder", str(folder))
    assert run("sync", "--off") == f"S{off}"
    assert (folder / NAME / "README.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--name", "x"], "--name needs --folder DIR"),
        (["--merge"], "--merge needs --folder DIR"),
        (["--dry-run"], "--dry-run needs --folder DIR"),
        (["--without-notes"], "--without-notes needs --folder DIR"),
        (["--folder", ""], "--folder needs a folder"),
        (["--folder", "/nowhere/at/all"], "no folder /nowhere/at/all; make it first, or mount it"),
        (["--status", "--off"], "--off can't be used with --status (see ssi-tui sync --help)"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: list[str], said: str, run: Run) -> None:
    assert run("sync", *arguments, code=2) == f"ssi-tui: {said}\n"


def test_a_folder_that_is_gone_is_named_and_nothing_else_minds(joined: Run, folder: Path) -> None:
    (folder / NAME).rename(folder / "elsewhere")
    assert joined("sync", code=2).endswith("make it again with ssi-tui sync --folder DIR\n")
    assert "isn't there" in joined("sync", "--status")
    joined("tick", "share")
    joined("status")
    time.sleep(0.05)
    assert not (folder / NAME).exists()


def test_a_name_of_another_computer_is_shown_as_text(joined: Run, folder: Path) -> None:
    from ssi_tui.storage.machines.lines import Head, head_line

    theirs(folder, head_line(Head(THEIRS, "\x1b[31m[red]\u202e" + "x" * 90, (), 3, "monday")))
    theirs(folder)
    said = joined("sync")
    assert "\x1b" not in said
    assert max(map(len, said.splitlines())) < 80
    assert max(map(len, joined("sync", "--status").splitlines()[1:])) < 80


def test_what_a_command_writes_is_sent_after_its_answer(joined: Run, folder: Path) -> None:
    joined("tick", "search")
    until(lambda: list(written(folder)) == ["comment", "search"])
    assert joined("undo")
    until(lambda: '"kind":"undo"' in next((folder / NAME).glob("*/*.journal")).read_text())
    joined("sync", "--off")
    joined("tick", "share")
    assert list(written(folder)) == ["comment", "search"]


def test_whoever_reads_the_answer_waits_for_no_folder(joined: Run, folder: Path) -> None:
    """The pipe is closed at once, though the process that sends hangs."""
    script = (
        "import sys, time; import ssi_tui.tracker.machines as verbs; "
        "verbs.MachineVerbs.send = lambda _: time.sleep(30); "
        "from ssi_tui.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", script, "--db", str(folder.parent / "laptop.db"), "tick", "search"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert b"search" in done.stdout
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("command", [["tick", "search"], ["status", "--short"], ["status"]])
def test_no_module_of_sync_is_loaded_for_what_runs_all_day(
    command: list[str], joined: Run, folder: Path
) -> None:
    """Nor is a process started for what only shows something."""
    script = (
        "import os, sys; forks = []; os.fork = lambda: forks.append(1) or 1; "
        "from ssi_tui.cli.main import main; code = main(sys.argv[1:]); "
        "print([n for n in sys.modules if 'machines' in n or 'sync' in n or n.endswith('switch')], "
        "len(forks), file=sys.stderr); sys.exit(code)"
    )
    database = folder.parent / "laptop.db"
    done = subprocess.run(
        [sys.executable, "-c", script, "--db", str(database), *command],
        cwd=ROOT,
        env=os.environ | {"HOME": str(folder.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == f"[] {int(command[0] == 'tick')}\n"
    assert rows(database, "SELECT count(*) FROM operations WHERE carried = 0") == [
        (int(command[0] == "tick"),)
    ]


def test_a_restore_says_that_sync_is_off_and_what_comes_back(joined: Run, folder: Path) -> None:
    made = joined("backup").split()[-1]
    joined("tick", "search")
    joined("sync")
    said = joined("backup", "--restore", made).splitlines()
    assert said[-2:] == [
        "Sync is off. On again, it brings back 1 change made since;",
        "undo them in Log if they are not wanted.",
    ]
    assert "a backup was restored" in joined("sync", code=2)
    assert "took in 1 change" in joined("sync", "--folder", str(folder), "--name", "laptop")
