"""Writes the pictures in ``screenshots/``: ``python -m tests.tools.screenshots``."""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from textual.widgets import Input

from ssi_tui.cli.demo import demo_tracker
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.demo import DemoApp
from tests.tools import scenes
from tests.tools.moving import Frame, joined

DIRECTORY = Path(__file__).parent.parent.parent / "screenshots"
SMALL, MEDIUM, WIDE, NARROW = (80, 24), (100, 30), (160, 45), (60, 20)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, the scene, the size and the keys that lead to it."""

    name: str
    scene: Callable[[Path], Tracker]
    size: tuple[int, int] = SMALL
    keys: tuple[str, ...] = ()
    theme: str = "ssi-dark"
    app: type[SsiApp] = SsiApp

    @property
    def path(self) -> Path:
        """Where the picture lies."""
        return DIRECTORY / f"{self.name}.svg"


def _clocked(path: Path) -> Tracker:
    """Return the Monday with the session clock going."""
    tracker = scenes.morning(path)
    clock = scenes.SceneClock(scenes.MONDAY)
    tracker.close()
    tracker = scenes.open_tracker(path, clock)
    tracker.clock.start()
    clock.instant += timedelta(minutes=6, seconds=12)
    return tracker


_OWN_TASK = (*"endorse", "enter", *"0.5", "enter", *"0 2 0 6")

SHOTS: tuple[Shot, ...] = (
    Shot("today", scenes.morning),
    Shot("today-100x30", scenes.morning, MEDIUM),
    Shot("today-160x45", scenes.morning, WIDE),
    Shot("today-60x20", scenes.morning, NARROW),
    Shot("today-light", scenes.morning, theme="ssi-light"),
    Shot("today-undone", scenes.morning, keys=("n", "u")),
    Shot("clock", _clocked),
    Shot("demo", lambda path: demo_tracker(path.parent, None), MEDIUM, app=DemoApp),
    Shot("done", scenes.done),
    Shot("done-light", scenes.done, MEDIUM, theme="ssi-light"),
    Shot("first-run", scenes.first_run),
    Shot("welcome", scenes.newcomer),
    Shot("welcome-profile", scenes.newcomer, keys=("enter", "enter", "l", "space")),
    Shot("help", scenes.morning, MEDIUM, ("question_mark",)),
    Shot("pillars", scenes.morning, keys=("2", "j")),
    Shot("pillars-100x30", scenes.morning, MEDIUM, ("2", "j")),
    Shot("why", scenes.morning, keys=("2", "j", "enter")),
    Shot("formula", scenes.morning, keys=("2", "j", "enter", "enter")),
    Shot("streaks", scenes.morning, keys=("3",)),
    Shot("streaks-100x30", scenes.morning, MEDIUM, ("3", "y", "left_square_bracket", "h")),
    Shot("streaks-160x45", scenes.morning, WIDE, ("3", "w")),
    Shot("review-promise", scenes.reviewed, keys=("4",)),
    Shot("review-week", scenes.reviewed, keys=("4", "tab")),
    Shot("review-pillars", scenes.reviewed, keys=("4", *["tab"] * 2)),
    Shot(
        "review-reading",
        scenes.reviewed,
        keys=("4", *["tab"] * 3, "r", *"17.2 9.9 11.4 19.3", "enter", *"4 9", *["enter"] * 2),
    ),
    Shot(
        "review-outcomes", scenes.reviewed, keys=("4", *["tab"] * 4, *["space"] * 2, "j", "space")
    ),
    Shot("review-focus", scenes.reviewed, keys=("4", *["tab"] * 5)),
    Shot("review-100x30", scenes.reviewed, MEDIUM, ("4", "tab")),
    Shot("review-160x45", scenes.reviewed, WIDE, ("4", *["tab"] * 4)),
    Shot("log-80x24", scenes.logbook, keys=("5", "j", "j")),
    Shot("log-100x30", scenes.logbook, MEDIUM, ("5", "j", "j")),
    Shot("log-160x45", scenes.logbook, WIDE, ("5", "j", "j")),
    Shot("log-edit", scenes.logbook, keys=("5", "j", "j", "enter")),
    Shot("settings", scenes.morning, keys=("comma", "j", "j")),
    Shot("routine", scenes.reviewed, keys=("R", *"jjjj", "plus", "l", "l", "space")),
    Shot(
        "own-task",
        scenes.morning,
        keys=("R", "a", *_OWN_TASK),
    ),
    Shot("time-off", scenes.morning, keys=("v", *"2026-12-21", "enter", *"2027-01-03")),
)


# A morning for the README: each key, and how many seconds what it shows is seen.
MORNING = Shot("morning", scenes.monday, MEDIUM)
PRESSES = (("", 2.0), *((key, 1.6) for key in "ccsmfn"))
DONE_SECONDS = 4.0


async def _draw(shot: Shot, database: Path) -> str:
    tracker = shot.scene(database)
    try:
        app = shot.app(tracker)
        app.theme = shot.theme
        async with app.run_test(size=shot.size) as pilot:
            await pilot.pause()
            await pilot.press(*shot.keys)
            await pilot.pause()
            for field in app.screen.query(Input):
                field.cursor_blink = False
            return app.export_screenshot(title="ssi-tui", simplify=True)
    finally:
        tracker.close()


def draw(shot: Shot) -> str:
    """Return a picture as SVG; the same on each run."""
    with tempfile.TemporaryDirectory() as directory:
        return asyncio.run(_draw(shot, Path(directory) / "log.db"))


def draw_morning() -> str:
    """Return the picture that moves: a morning of ticks, up to the last of them."""
    pressed, frames = "", []
    for key, seconds in PRESSES:
        pressed += key
        frames.append(Frame(draw(replace(MORNING, keys=tuple(pressed))), seconds))
    frames[-1] = replace(frames[-1], seconds=DONE_SECONDS)
    return joined(frames)


def main() -> int:
    """Write the pictures that are named, or all."""
    names = sys.argv[1:]
    DIRECTORY.mkdir(exist_ok=True)
    for shot in (*SHOTS, MORNING):
        if not names or shot.name in names:
            drawn = draw_morning() if shot == MORNING else draw(shot)
            shot.path.write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
