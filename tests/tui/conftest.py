"""Fixtures of the tests that run the app."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.view import key_line
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.driver import SMALL, Session, session


class OpenApp(Protocol):
    """Opens the app on a scene; it is closed after the test."""

    def __call__(
        self,
        scene: Callable[[Path], Tracker] = scenes.morning,
        size: tuple[int, int] = SMALL,
        day: date = MONDAY,
        preferences: SettingsFile | None = None,
    ) -> Session:
        """Return the open app."""


@pytest.fixture(scope="session", autouse=True)
def _plain_environment() -> Iterator[None]:
    """Keep the colours of whoever runs the tests out of them, and messages until the next key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_line, "MESSAGE_SECONDS", 600.0)
        for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def open_app(tmp_path: Path) -> Iterator[OpenApp]:
    """Return what opens the app."""
    with ExitStack() as stack:

        def opened(
            scene: Callable[[Path], Tracker] = scenes.morning,
            size: tuple[int, int] = SMALL,
            day: date = MONDAY,
            preferences: SettingsFile | None = None,
        ) -> Session:
            return stack.enter_context(session(tmp_path / "log.db", scene, size, day, preferences))

        yield opened


@pytest.fixture
def today(open_app: OpenApp) -> Session:
    """Return the app, open on the Monday that is half done."""
    return open_app()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the log of the Monday that is half done."""
    path = tmp_path / "log.db"
    scenes.morning(path).close()
    return path
