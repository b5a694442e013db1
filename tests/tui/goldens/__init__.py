"""The text of Today at four sizes and of the Log; ``python -m tests.tui.goldens`` writes it."""

import tempfile
from pathlib import Path

from tests import scenes
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, session

DIRECTORY = Path(__file__).parent
SIZES = {
    f"today-{width}x{height}": (width, height) for width, height in (NARROW, SMALL, MEDIUM, WIDE)
}
LOG = "log-100x30"
SIZES[LOG] = MEDIUM


def path_of(name: str) -> Path:
    """Return where a text lies."""
    return DIRECTORY / f"{name}.txt"


def draw(name: str) -> str:
    """Return a screen as text; the same on each run."""
    scene, keys = (scenes.logbook, ["5"]) if name == LOG else (scenes.morning, [])
    with (
        tempfile.TemporaryDirectory() as directory,
        session(Path(directory) / "log.db", scene, SIZES[name]) as app,
    ):
        return f"{app.press(*keys).text}\n"
