"""A disk that fills up: what was acknowledged stands, the rest is refused in one sentence.

The disk is a small one in memory, mounted where only this process and its children see it.
"""

import contextlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ssi_tui.cli.main import main
from ssi_tui.storage.database.connection import SCHEMA_VERSION
from tests.logs import MONDAY, ROOT, blank, rows
from tests.tools.stress.counts import counts
from tests.tools.stress.outcome import Outcome
from tests.tui.terminal import READY, terminal

DATABASES = ROOT / "tests" / "data" / "databases"
_OWN_MOUNTS = ("unshare", "--user", "--map-root-user", "--mount")
_DISK_KIB = 4096
_MOST_KIB = 480
_ROWS = 400
_CANNOT_MOUNT = 77
_REFUSED = "The disk is full; free some space and try again"
# The app may have some space of its own left, but not for that many ticks.
_MOST_KEYS = 100
# Before a log is brought up to date its backup is what does not fit.
_SENTENCES = (
    "the disk is full; free some space and try again",
    "the backup before it failed (database or disk is full)",
)


def full(folder: Path, number: int = 60) -> Outcome:
    """Fill a small disk up to that many amounts of space that is left, for each kind of write."""
    program = [sys.executable, "-m", "tests.tools.stress.full", str(folder), str(number)]
    try:
        done = subprocess.run(
            [*_OWN_MOUNTS, *program], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return Outcome("Full disk", {"not tried: there is no unshare": "-"}, ())
    # A crash of the trial itself is no reason to leave it out.
    if done.returncode == _CANNOT_MOUNT or done.stderr.startswith("unshare:"):
        why = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        return Outcome("Full disk", {f"not tried: {why[0]}"[:52]: "-"}, ())
    if done.returncode:
        return Outcome("Full disk", {}, (done.stderr.strip().splitlines()[-1],))
    said = json.loads(done.stdout)
    return Outcome("Full disk", said["figures"], tuple(said["faults"]))


class Disk:
    """A small disk of which a file takes what is to be taken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._filler = path / "filler"

    def leave(self, kib: int) -> None:
        """Fill the disk up to what is left free."""
        self.free()
        with contextlib.suppress(OSError), self._filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        with self._filler.open("r+b") as file:
            file.truncate(max(0, self._filler.stat().st_size - kib * 1024))

    def free(self) -> None:
        """Take nothing."""
        self._filler.unlink(missing_ok=True)


class Trial:
    """Commands on a disk that is full, and what they broke."""

    def __init__(self, disk: Disk, number: int) -> None:
        self.disk = disk
        self.spaces = [_MOST_KIB * at // number for at in range(number)]
        self.faults: list[str] = []
        self.refused = self.done = 0

    def command(self, what: str, database: Path, *arguments: str) -> bool:
        """Run a command; tell whether it was done, and note what it should not have said."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(["--db", str(database), "--today", str(MONDAY), *arguments])
        said = err.getvalue()
        if code == 0:
            self.done += 1
            return True
        self.refused += 1
        told = any(sentence in said for sentence in _SENTENCES)
        if code != 3 or not told or said.count("\n") != 1:
            self.faults.append(f"{what}: exit code {code}, {said!r}")
        return False

    def fault(self, what: str, broken: bool) -> None:
        """Note a promise that is broken."""
        if broken:
            self.faults.append(what)


def _ticks(path: Path) -> int:
    return int(str(rows(path, "SELECT COUNT(*) FROM entries WHERE live = 1")[0][0]))


def _sound(path: Path) -> bool:
    return rows(path, "PRAGMA integrity_check") == [("ok",)]


def _older(path: Path) -> Path:
    """Put the sample of the version before this one in place."""
    shutil.copy(DATABASES / f"v{SCHEMA_VERSION - 1}.db", path)
    return path


def _try_ticks(trial: Trial, folder: Path) -> None:
    path = blank(folder / "ticks.db")
    acknowledged = 0
    for kib in trial.spaces:
        trial.disk.leave(kib)
        for turn in range(3):
            what = f"tick {turn} with {kib} KiB left"
            note = "x" * 1500
            acknowledged += trial.command(what, path, "tick", "comment", "--note", note)
        trial.disk.free()
        trial.fault(f"{kib} KiB left: ticks differ", _ticks(path) != acknowledged)
        trial.fault(f"{kib} KiB left: the file is damaged", not _sound(path))
    trial.fault("no tick once there is space", not trial.command("tick", path, "tick", "share"))


def _try_imports(trial: Trial, folder: Path) -> None:
    log = folder / "rows.csv"
    lines = (f"2026-11-{1 + at % 20:02},comment,1,note {at}" for at in range(_ROWS))
    log.write_text("day,task,count,note\n" + "\n".join(lines) + "\n", encoding="utf-8")
    for kib in trial.spaces:
        path = blank(folder / "imports.db")
        trial.disk.leave(kib)
        done = trial.command(f"import with {kib} KiB left", path, "import", "log", str(log))
        trial.disk.free()
        trial.fault(f"{kib} KiB left: a part of an import", _ticks(path) != _ROWS * done)
        trial.fault(f"{kib} KiB left: the file is damaged", not _sound(path))
        _removed(path)


def _try_openings(trial: Trial, folder: Path) -> None:
    for kib in trial.spaces:
        for kind in ("new", "older"):
            path = folder / f"{kind}.db"
            there = _ticks(_older(path)) if kind == "older" else 0
            trial.disk.leave(kib)
            trial.command(f"{kind} log with {kib} KiB left", path, "status")
            trial.disk.free()
            what = f"{kind} log with {kib} KiB left"
            trial.fault(f"{what}: no tick later", not trial.command(what, path, "tick", "comment"))
            trial.fault(f"{what}: ticks differ", _ticks(path) != there + 1)
            trial.fault(f"{what}: the file is damaged", not _sound(path))
            _removed(path)


def _removed(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink()


def _try_app(trial: Trial, folder: Path) -> None:
    path = blank(folder / "app.db")
    with terminal(path, (100, 30)) as app:
        app.shows(READY)
        trial.disk.leave(0)
        for _ in range(_MOST_KEYS):
            app.type("c")
            app.rest(0.3)
            if any(_REFUSED in row for row in app.screen.rows):
                break
        else:
            trial.faults.append(f"app: not refused, {app.screen.rows[-1].strip()!r}")
        kept = _ticks(path)
        app.until(lambda: counts(app)["comment"] == kept)
        trial.disk.free()
        app.type("c")
        app.until(lambda: counts(app)["comment"] == kept + 1)
        trial.fault("app: ticks differ", _ticks(path) != kept + 1)
        app.type("q")
        trial.fault("app: it does not end well", app.wait() != 0)


def _tried(folder: Path, number: int) -> Iterator[tuple[str, Trial]]:
    disk = Disk(folder)
    for name, attempt in (
        ("ticks", _try_ticks),
        ("imports", _try_imports),
        ("new and older logs", _try_openings),
        ("the open app", _try_app),
    ):
        trial = Trial(disk, number)
        attempt(trial, folder)
        yield name, trial


def _inside(folder: Path, number: int) -> int:
    """Mount the disk, try everything on it, and print what was found as JSON."""
    options = ["mount", "-t", "tmpfs", "-o", f"size={_DISK_KIB}k", "tmpfs", str(folder)]
    if subprocess.run(options, check=False).returncode:
        return _CANNOT_MOUNT
    figures: dict[str, str | int] = {"amounts of space that were left": number}
    faults: list[str] = []
    for name, trial in _tried(folder, number):
        if trial.done or trial.refused:
            figures[f"{name}: done and refused"] = f"{trial.done} + {trial.refused}"
        faults += [f"{name}: {fault}" for fault in trial.faults]
    json.dump({"figures": figures, "faults": faults}, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(_inside(Path(sys.argv[1]), int(sys.argv[2])))
