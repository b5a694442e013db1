"""Two computers whose machine files engines carry: git, Syncthing, rsync, and as clouds do it."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import ssi_tui
from ssi_tui.tracker.machines import needs_look
from tests.machines.computers import Computer, computers, exchange
from tests.machines.syncthing import syncthing

GUIDE = Path(ssi_tui.__file__).parent / "guide" / "machines.md"
NAMES = ("NAME", "EMAIL")
LONGEST_SECONDS = 15.0
BOTH = 2

pytestmark = pytest.mark.slow


def needed(program: str) -> None:
    """Leave a test out that has no program to try; where every test counts it fails."""
    if shutil.which(program) is None:
        assert "CI" not in os.environ, f"{program} is missing"
        pytest.skip(f"{program} is missing")


def lived(desktop: Computer, laptop: Computer, carry: Callable[[], None]) -> None:
    """Let both computers log and undo apart, while an engine carries, until they hold the same."""
    desktop.tracker.tick([("comment", 2)])
    desktop.sync()
    until(lambda: arrived(laptop, 1), carry)
    for one, task in ((desktop, "share"), (laptop, "message"), (laptop, "search")):
        one.tracker.tick([(task, 1)])
    laptop.tracker.undo()
    until(lambda: arrived(desktop, 5) + arrived(laptop, 5) == BOTH, carry)
    assert desktop.dump() == laptop.dump()


def arrived(one: Computer, number: int) -> bool:
    """Take in and send, and tell whether a log holds so many operations."""
    one.sync()
    return len(kinds(one)) == number


def kinds(one: Computer) -> list[str]:
    """Return the kinds of all operations."""
    rows = one.tracker.store.connection.execute("SELECT kind FROM operations ORDER BY stamp")
    return [kind for (kind,) in rows]


def until(true: Callable[[], bool], carry: Callable[[], None]) -> None:
    """Let the engine carry until something is true."""
    last = time.monotonic() + LONGEST_SECONDS
    while not true():
        assert time.monotonic() < last, "nothing arrives"
        carry()
        time.sleep(0.1)


def recipe(line: str) -> str:
    """Return what the guide says after the beginning of a line."""
    found = re.search(rf"^{line}(.*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def run(command: str, home: Path) -> None:
    """Run a command of a shell as somebody at home there."""
    who = {f"GIT_{one}_{what}": "me" for one in ("AUTHOR", "COMMITTER") for what in NAMES}
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["sh", "-c", command], check=True, capture_output=True, env=environment | who)


def test_git_carries_the_log_between_two_clones(tmp_path: Path) -> None:
    """With the command that the guide gives to cron."""
    needed("git")
    line = recipe(r"\*/5 \* \* \* \* ")
    run("git init -q --bare -b main ~/bare", tmp_path)
    with computers(tmp_path, "desktop", "laptop", joined=False) as both:
        for one in both:
            run(f"git clone -q {tmp_path}/bare ~/ssi-log", one.home)
            one.tracker.machines.join(one.home / "ssi-log", one.home.name)
            run(line, one.home)

        def carry() -> None:
            for one in both:
                run(line, one.home)

        lived(both[0], both[1], carry)
    for one in both:
        attributes = one.home / "ssi-log" / "ssi-tui-sync" / ".gitattributes"
        assert "*.journal -text" in attributes.read_text()


def test_syncthing_carries_the_log_between_two_folders(tmp_path: Path) -> None:
    """Both write at once, each in files of its own, so that there are no conflict copies."""
    needed("syncthing")
    folders = [tmp_path / name / "carried" for name in ("desktop", "laptop")]
    for folder in folders:
        folder.mkdir(parents=True)
    with (
        computers(tmp_path, "desktop", "laptop", joined=False) as (desktop, laptop),
        syncthing(*folders) as nodes,
    ):
        for one, folder in zip((desktop, laptop), folders, strict=True):
            one.tracker.machines.join(folder, one.home.name, merge=True)

        def carry() -> None:
            for node in nodes:
                node.scan()

        lived(desktop, laptop, carry)
        assert not [one for one in desktop.tracker.machines.status().machines if one.copies]


def test_rsync_carries_the_log_over_a_server(tmp_path: Path) -> None:
    """With the command of the guide, whose server is a directory here; without rsync by cp."""
    line = "rsync -a " + recipe("rsync -a ").replace("server:ssi-log/", f"{tmp_path}/server/")
    if shutil.which("rsync") is None:
        line = re.sub(r"rsync (-a --update \S+/) ", r"cp \1. ", line)
    (tmp_path / "server").mkdir()
    with computers(tmp_path, "desktop", "laptop", joined=False) as both:
        for one in both:
            (one.home / "ssi-log").mkdir()
            one.tracker.machines.join(one.home / "ssi-log", one.home.name, merge=True)

        def carry() -> None:
            for one in both:
                run(line, one.home)

        lived(both[0], both[1], carry)


def test_a_cloud_may_take_back_a_file_and_keep_the_other_beside_it(tmp_path: Path) -> None:
    """What it names as a conflict needs no look, and a file in the cloud alone comes later."""
    with computers(tmp_path, "desktop", "laptop") as (desktop, laptop):
        file = desktop.own / "00001.journal"
        desktop.tracker.tick([("comment", 2)])
        desktop.sync()
        older = file.read_bytes()
        desktop.tracker.tick([("share", 1)])
        desktop.sync()
        file.replace(file.with_name("00001 (desktop's conflicted copy 2026-11-29).journal"))
        file.write_bytes(older)
        desktop.tracker.tick([("message", 1)])
        shutil.copytree(desktop.own, laptop.folder / desktop.device)
        placeholder = laptop.folder / desktop.device / ".00001.journal.icloud"
        (laptop.folder / desktop.device / "00001.journal").replace(placeholder)
        standing = laptop.sync()
        assert (standing.taken, needs_look(standing)) == (2, "")
        assert [one.waiting for one in standing.machines] == [0, 1]
        placeholder.unlink()
        exchange(desktop, laptop)
        standing = laptop.sync()
        assert (len(kinds(laptop)), standing.taken, needs_look(standing)) == (3, 0, "")
        assert [(one.copies, one.waiting) for one in standing.machines] == [(0, 0), (1, 0)]
        assert desktop.dump() == laptop.dump()
        assert desktop.sync().sent == 0
