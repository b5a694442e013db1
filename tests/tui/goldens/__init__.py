"""The text of Today at four sizes; ``python -m tests.tui.goldens`` writes it anew."""

import tempfile
from pathlib import Path

from tests import scenes
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, session

DIRECTORY = Path(__file__).parent
SIZES = {
    f"today-{width}x{height}": (width, height) for width, height in (NARROW, SMALL, MEDIUM, WIDE)
}


def path_of(name: str) -> Path:
    """Return where a text lies."""
    return DIRECTORY / f"{name}.txt"


def draw(name: str) -> str:
    """Return a screen as text; the same on each run."""
    with (
        tempfile.TemporaryDirectory() as directory,
        session(Path(directory) / "log.db", scenes.morning, SIZES[name]) as app,
    ):
        return f"{app.text}\n"
