"""What holds for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the settings of whoever runs the tests out of them, and safe from them."""
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSI_TUI_SETTINGS", str(path))
        yield path
