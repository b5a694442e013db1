"""Two computers whose machine files real engines carry: git, and Syncthing on loopback."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.machines.computers import Computer, computers
from tests.machines.syncthing import syncthing

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
    """With the command of the guide; a line that is appended meanwhile is not lost."""
    needed("git")
    bare = tmp_path / "bare"
    environment = {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
    for who in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{who}_NAME": "me", f"GIT_{who}_EMAIL": "me@localhost"}

    def git(folder: Path, *arguments: str, check: bool = True) -> None:
        command = ["git", "-C", str(folder), *arguments]
        subprocess.run(command, check=check, capture_output=True, env=environment)

    git(tmp_path, "init", "-q", "--bare", "-b", "main", "bare")
    with computers(tmp_path, "desktop", "laptop", joined=False) as (desktop, laptop):
        for one in (desktop, laptop):
            git(one.home, "init", "-q", "-b", "main")
            git(one.home, "remote", "add", "origin", str(bare))
            (one.home / ".gitignore").write_text("/log.db*\n/backups\n")
        git(desktop.home, "add", "-A")
        git(desktop.home, "commit", "-qm", "first")
        git(desktop.home, "push", "-q", "-u", "origin", "main")
        git(laptop.home, "fetch", "-q")
        git(laptop.home, "checkout", "-qf", "main")
        desktop.join()

        def carry() -> None:
            for one in (desktop, laptop, desktop):
                carry_with_git(git, one)

        carry()
        laptop.join()
        lived(desktop, laptop, carry)
        attributes = (laptop.folder / ".gitattributes").read_text()
    assert "*.journal -text" in attributes


def carry_with_git(git: Callable[..., None], one: Computer) -> None:
    """Commit, take what others pushed, and push, as the timer of the guide does."""
    git(one.home, "add", "-A")
    git(one.home, "commit", "-qm", "sync", check=False)
    git(one.home, "pull", "-q", "--rebase", "--autostash")
    git(one.home, "push", "-q")


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
