"""Where the files lie: as platformdirs says, also where it is not asked."""

import platformdirs
import pytest

from ssi_tui.storage.database.locations import database_path, settings_path

NAMES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME", "SSI_TUI_DB", "SSI_TUI_SETTINGS")


@pytest.mark.parametrize(
    "environment",
    [
        {"HOME": "/home/ada"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""},
        {"HOME": "/home/ada", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config"},
        {"HOME": ""},
        {},
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_the_usual_places_are_those_of_the_platform(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the environment names, or leaves out."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    data = platformdirs.user_data_path("ssi-tui", appauthor=False)
    config = platformdirs.user_config_path("ssi-tui", appauthor=False)
    assert database_path() == data / "ssi-tui.db"
    assert settings_path() == config / "settings.toml"
