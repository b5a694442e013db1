"""What the tests of reading exports share."""

from pathlib import Path

import pytest


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a path for a zip."""
    return tmp_path / "export.zip"
