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
SMALL, MEDIUM, WIDE = (80, 24), (100, 30), (160, 45)


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


_OWN_TASK = (*"endorse", "tab", *"0.5", "tab", *"0 2 0 6")

SHOTS: tuple[Shot, ...] = (
    Shot("today-100x30", scenes.morning, MEDIUM),
    Shot("today-160x45", scenes.morning, WIDE),
    Shot("done-light", scenes.done, MEDIUM, theme="ssi-light"),
    Shot("clock", _clocked),
    Shot("demo", lambda path: demo_tracker(path.parent, None), MEDIUM, app=DemoApp),
    Shot("welcome-profile", scenes.newcomer, keys=("enter", "enter", "l", "space")),
    Shot("help", scenes.morning, MEDIUM, ("question_mark",)),
    Shot("pillars-100x30", scenes.morning, MEDIUM, ("2", "j")),
    Shot("why", scenes.morning, keys=("2", "j", "enter")),
    Shot("streaks-100x30", scenes.morning, MEDIUM, ("3",)),
    Shot("review-100x30", scenes.reviewed, MEDIUM, ("4", "tab")),
    Shot("review-focus", scenes.reviewed, keys=("4", *["tab"] * 5)),
    Shot("log-100x30", scenes.logbook, MEDIUM, ("5", "j", "j")),
    Shot("settings", scenes.morning, keys=("comma", "j", "j")),
    Shot("routine", scenes.reviewed, keys=("R", *"jjjj", "plus", "l", "l", "space")),
    Shot("own-task", scenes.morning, keys=("R", "a", *_OWN_TASK)),
    Shot("time-off", scenes.morning, keys=("v", *"21 dec", "tab", *"3 jan")),
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
        # How far two lines have turned by the time a frame is taken depends on the computer.
        app.animation_level = "none"
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
