"""The text of Today at six sizes and of each other view; ``python -m tests.tui.goldens``."""

import tempfile
from pathlib import Path

from tests.tools import scenes
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, session

TALL, WIDEST = (120, 40), (200, 60)

DIRECTORY = Path(__file__).parent
SIZES = {
    f"today-{width}x{height}": (width, height)
    for width, height in (NARROW, SMALL, MEDIUM, TALL, WIDE, WIDEST)
}
# The other views: the scene, and the keys that open each.
VIEWS = {
    "pillars": (scenes.whole, "2j"),
    "streaks": (scenes.morning, "3"),
    "review": (scenes.reviewed, "4"),
    "log": (scenes.logbook, "5"),
    "shared": (scenes.shared, "5"),
}
SIZES |= {f"{view}-100x30": MEDIUM for view in VIEWS}
SIZES |= {
    "log-160x45": WIDE,
    "streaks-160x45": WIDE,
    "pillars-80x24": SMALL,
    "pillars-160x45": WIDE,
}
# Where there is room for all that there is.
LARGE = (WIDE, WIDEST)


def path_of(name: str) -> Path:
    """Return where a text lies."""
    return DIRECTORY / f"{name}.txt"


def draw(name: str) -> str:
    """Return a screen as text; the same on each run."""
    usual = scenes.whole if SIZES[name] in LARGE else scenes.morning
    scene, keys = VIEWS.get(name.split("-")[0], (usual, ""))
    with (
        tempfile.TemporaryDirectory() as directory,
        session(Path(directory) / "log.db", scene, SIZES[name]) as app,
    ):
        return f"{app.press(*keys).text}\n"
