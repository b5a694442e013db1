"""The text of Today at four sizes and of each other view; ``python -m tests.tui.goldens``."""

import tempfile
from pathlib import Path

from tests.tools import scenes
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, session

DIRECTORY = Path(__file__).parent
SIZES = {
    f"today-{width}x{height}": (width, height) for width, height in (NARROW, SMALL, MEDIUM, WIDE)
}
# The other views: the scene and the key that opens each.
VIEWS = {
    "pillars": (scenes.morning, "2"),
    "streaks": (scenes.morning, "3"),
    "review": (scenes.reviewed, "4"),
    "log": (scenes.logbook, "5"),
}
SIZES |= {f"{view}-100x30": MEDIUM for view in VIEWS}
SIZES["log-160x45"] = WIDE


def path_of(name: str) -> Path:
    """Return where a text lies."""
    return DIRECTORY / f"{name}.txt"


def draw(name: str) -> str:
    """Return a screen as text; the same on each run."""
    scene, *keys = VIEWS.get(name.split("-")[0], (scenes.morning,))
    with (
        tempfile.TemporaryDirectory() as directory,
        session(Path(directory) / "log.db", scene, SIZES[name]) as app,
    ):
        return f"{app.press(*keys).text}\n"
