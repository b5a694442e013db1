"""Two computers whose machine files real engines carry: git, and Syncthing on loopback."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import ssi_tui
from tests.machines.computers import Computer, computers
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


def test_git_carries_the_log_between_two_clones(tmp_path: Path) -> None:
    """With the command that the guide gives to cron."""
    needed("git")
    found = re.search(r"^\*/5 \* \* \* \* (.*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    line = found[1]

    def run(command: str, home: Path) -> None:
        who = {f"GIT_{one}_{what}": "me" for one in ("AUTHOR", "COMMITTER") for what in NAMES}
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(
            ["sh", "-c", command], check=True, capture_output=True, env=environment | who
        )

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
