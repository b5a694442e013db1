"""Where the database cannot be read the app offers three ways on, and takes the chosen one."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.core.settings import DEFAULTS, Settings
from ssi_tui.storage.database.locations import backups_directory
from ssi_tui.storage.safety.backup import back_up, list_backups
from ssi_tui.storage.safety.rotation import Occasion
from ssi_tui.tui.errands import daily_backup as backups_in_app
from ssi_tui.tui.rescue import RescueApp
from tests.storage.damage import pages_of, smash, truncate
from tests.tools import scenes
from tests.tui.driver import session
from tests.tui.terminal import terminal

pytestmark = pytest.mark.slow

WHAT = "/home/ada/log.db is damaged (database disk image is malformed)."
COPY = "Fri 20 Nov 07:45, 598 entries"


class Played:
    """A rescue that was played: what was done, and what the last screen showed."""

    def __init__(
        self,
        *keys: str,
        copy: str | None = COPY,
        size: tuple[int, int] = (80, 24),
        settings: Settings = DEFAULTS,
    ):
        self.done: list[str] = []
        self.shown = ""
        steps = {name: self._step(name) for name in ("restore", "salvage")}
        self.app = RescueApp(WHAT, copy, steps, settings)
        asyncio.run(self._play(keys, size))

    def _step(self, name: str) -> Any:
        def step() -> tuple[bool, Sequence[str]]:
            self.done.append(name)
            if name == "salvage":
                return False, ("Nothing was changed", "nothing can be read of it")
            return True, ("restored  598 entries", "", "   entries     598", "", "It is kept.")

        return step

    async def _play(self, keys: Sequence[str], size: tuple[int, int]) -> None:
        async with self.app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            if self.app.return_value is None and self.app.is_running:
                strips = self.app.screen._compositor.render_strips()
                self.shown = "\n".join(strip.text.rstrip() for strip in strips)


# -- the dialog -------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (160, 45)])
def test_the_three_ways_on_are_in_sight(size: tuple[int, int]) -> None:
    """With what happened, and that the damaged file is kept."""
    shown = Played(size=size).shown
    assert "Your log can't be read" in shown
    assert "is damaged" in shown
    assert "is kept under another name." in shown
    for way in (rf"r +restore the backup of {re.escape(COPY)}", "s +recover what can", "q +quit,"):
        assert re.search(way, shown)


@pytest.mark.parametrize(
    ("theme", "used"),
    [("ssi-light", "ssi-light"), ("ansi-dark", "ansi-dark"), ("gone", "ssi-dark")],
)
def test_the_dialog_has_the_colours_of_the_settings(theme: str, used: str) -> None:
    """Ours where the settings name none that there is."""
    assert Played(settings=Settings(theme=theme)).app.theme == used


def test_without_colour_a_theme_of_the_terminal_is_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It would be black on black."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert Played(settings=Settings(theme="ansi-dark")).app.theme == "ssi-dark"


def test_the_dialog_is_in_ascii_where_the_settings_say_so() -> None:
    """The edge and what is written."""
    shown = Played(settings=Settings(glyphs="ascii")).shown
    assert "Your log can't be read" in shown
    assert shown.isascii()


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+q"])
def test_leaving_does_nothing(key: str) -> None:
    """And says that nothing was done."""
    played = Played(key)
    assert (played.app.return_value, played.done) == (None, [])


def test_restoring_says_what_came_of_it_and_opens_the_app() -> None:
    """After enter."""
    played = Played("r")
    assert played.done == ["restore"]
    assert "restored  598 entries" in played.shown
    assert re.search(r"enter +open the app", played.shown)
    assert Played("r", "enter").app.return_value is True


def test_after_a_restore_the_app_need_not_be_opened() -> None:
    """It is mended all the same."""
    assert Played("r", "q").app.return_value is False


def test_what_could_not_be_done_leads_back_to_the_choice() -> None:
    """Or out."""
    played = Played("s")
    assert "nothing can be read of it" in played.shown
    assert re.search(r"enter +choose again", played.shown)
    assert "Your log can't be read" in Played("s", "enter").shown
    assert Played("s", "q").app.return_value is None
    assert Played("s", "enter", "r", "enter").done == ["salvage", "restore"]


def test_without_a_backup_restoring_is_not_offered() -> None:
    """The key does nothing."""
    played = Played("r", copy=None)
    assert played.done == []
    assert "no healthy backup to restore" in played.shown


# -- in a terminal ----------------------------------------------------------------------------


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the log of the Monday that is half done, with a backup of it."""
    path = tmp_path / "log.db"
    scenes.morning(path).close()
    assert back_up(path, Occasion.BY_HAND) is not None
    return path


@pytest.mark.parametrize("damage", ["cut", "inside"])
def test_a_damaged_database_is_restored_and_the_app_opens(damage: str, database: Path) -> None:
    """Whether it is found when the file is opened, or when the log is read."""
    if damage == "cut":
        truncate(database, 0.5)
    else:
        smash(database, pages_of(database, "entries")[0])
    with terminal(database) as app:
        app.shows("Your log can't be read")
        app.type("r")
        app.shows("The damaged file is kept as")
        app.type("\r")
        app.shows("? help")
        app.type("q")
        assert app.wait() == 0
    assert len(list(database.parent.glob("log.db.damaged-*"))) == 1


def test_a_damaged_database_is_left_as_it_is(database: Path) -> None:
    """The sentence says what can be done, and the code is that of the database."""
    truncate(database, 0.5)
    before = database.read_bytes()
    with terminal(database) as app:
        app.shows("Your log can't be read")
        app.type("q")
        assert app.wait() == 3
    assert "ssi-tui backup --restore" in app.output
    assert database.read_bytes() == before


# -- the backup of the day --------------------------------------------------------------------


def test_the_app_makes_the_backup_of_the_day_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some time after the first frame, without a word."""
    monkeypatch.setattr(backups_in_app, "AFTER_SECONDS", 0.01)
    path = tmp_path / "log.db"
    with session(path) as app:
        assert app.until(lambda: bool(list_backups(path)))
        assert "backup" not in app.text
    (found,) = list_backups(path)
    assert found.occasion is Occasion.DAILY


def test_a_backup_that_fails_is_told_in_the_last_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the app goes on."""
    monkeypatch.setattr(backups_in_app, "AFTER_SECONDS", 0.01)
    path = tmp_path / "log.db"
    backups_directory(path).write_text("a file is in the way")
    with session(path) as app:
        assert app.until(lambda: "Couldn't make today's backup" in app.last)
        app.press("c")
        assert app.app.error is None
        assert app.app.is_running


def test_the_first_frame_does_not_wait_for_the_backup(tmp_path: Path) -> None:
    """Nothing is made before some time has passed."""
    path = tmp_path / "log.db"
    with session(path):
        assert not backups_directory(path).exists()
