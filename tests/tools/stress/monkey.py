"""A monkey at the terminal: keys, pastes, the mouse, bytes that are no text, sizes, commands.

The app must neither fail nor hang, and what was done must be undone and redone to the same state.
"""

import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from ssi_tui.cli.printed.json import status_json
from ssi_tui.core.checks import RefusedError
from ssi_tui.tracker.tracker import Tracker
from tests.tools import scenes
from tests.tools.scenes import MONDAY, SceneClock, open_tracker
from tests.tools.stress.outcome import Outcome
from tests.tui.terminal import READY, Terminal, command, environment, terminal

SEEDS = 5
# Only what ends the app is left out.
_KEYS = (
    *"csmfnxXuNe-tvRaPigordwp?/,12345[]jkhl;:!AZ09 éß",
    *("\r", "\t", "\x1b", "\x7f", "\x12", "\x10"),
    *(f"\x1b[{end}" for end in ("A", "B", "C", "D", "H", "F", "5~", "6~")),
)
_NO_TEXT = (
    *("\udcff", "\udcc3", "\udcf0\udc9f", "\x1b[MC\udc84(", "\0"),
    *("\x1b[99999999u", "\x1b[55296u", "\x1b]", "\x1b[?"),
)
_PASTED = ("x" * 3000, "line one\nline two", "می‌خواهم", "日本" * 50, "\udcff\udcfe", "")
_COMMANDS = ("tick comment", "undo", "redo", "status --short", "export")
_SMALLEST, _LARGEST = (1, 1), (500, 200)
_ENDS_WITHIN = 60.0


def monkey(folder: Path, number: int) -> Outcome:
    """Let so many events come, for each of five seeds, or for one where they are few."""
    faults: list[str] = []
    seeds = SEEDS if number >= 1000 else 1
    steps = 0
    for seed in range(1, seeds + 1):
        path = folder / f"{seed}.db"
        scenes.morning(path).close()
        why = _play(path, random.Random(seed), number)  # noqa: S311
        if why is None:
            count, why = _turned(path)
            steps += count
        if why is not None:
            faults.append(f"seed {seed}: {why}")
    figures = {"events": number * seeds, "steps undone and redone": steps}
    return Outcome("Monkey", figures, tuple(faults))


def _play(path: Path, dice: random.Random, number: int) -> str | None:
    """Play in the app, and end it from outside; return what went wrong."""
    with terminal(path, (100, 30)) as app:
        app.shows(READY)
        for event in range(number):
            _do(app, path, dice)
            app.rest(0.02)
            if app.process.poll() is not None:
                return f"it ended with {app.process.returncode} at event {event}: {_last(app)}"
        app.process.terminate()
        try:
            code = app.wait(_ENDS_WITHIN)
        except AssertionError:
            return "it hangs"
        return None if code == 0 else f"it ended with {code}: {_last(app)}"


def _last(app: Terminal) -> str:
    """Return the sentence that the app ended with."""
    return app.output[-400:].rpartition("ssi-tui: ")[2].strip()


def _do(app: Terminal, path: Path, dice: random.Random) -> None:
    """Do one thing, most often press a key."""
    chance = dice.random()
    if chance < 0.72:
        app.type(dice.choice(_KEYS))
    elif chance < 0.80:
        app.type(dice.choice(_NO_TEXT))
    elif chance < 0.85:
        app.type(f"\x1b[200~{dice.choice(_PASTED)}\x1b[201~")
    elif chance < 0.92:
        place = f"{dice.randint(1, 120)};{dice.randint(1, 40)}"
        app.type(f"\x1b[<0;{place}M\x1b[<0;{place}m")
    elif chance < 0.99:
        sizes = zip(_SMALLEST, _LARGEST, strict=True)
        app.resize(*(dice.randint(least, most) for least, most in sizes))
    else:
        words = command(path, *dice.choice(_COMMANDS).split())
        subprocess.run(words, env=environment(path.parent), capture_output=True, check=False)


def _turned(path: Path) -> tuple[int, str | None]:
    """Undo all and redo all; return how many steps that were, and what went wrong."""
    tracker = open_tracker(path, SceneClock(MONDAY))
    try:
        # What the monkey has undone last is done again first.
        _all(tracker.redo)
        before = _state(tracker)
        undone = _all(tracker.undo)
        redone = _all(tracker.redo)
        same = _state(tracker) == before and undone == redone
        return undone, None if same else "undo and redo do not lead back"
    finally:
        tracker.close()


def _all(turn: Callable[[], object]) -> int:
    """Undo, or redo, as long as there is anything; return how often."""
    times = 0
    while True:
        try:
            turn()
        except RefusedError:
            return times
        times += 1


def _state(tracker: Tracker) -> str:
    return json.dumps(status_json(tracker.dashboard()), sort_keys=True)
