"""What the tests of reading exports share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.importing import new_tracker


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a path for a zip."""
    return tmp_path / "export.zip"


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    """Yield a tracker on a real database, at noon of 31 December in Stockholm."""
    made = new_tracker(tmp_path / "log.db")
    yield made
    made.close()
