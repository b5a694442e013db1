"""The last row of each view: what can be done, or what has been, and the way to the help."""

import pytest
from textual.widget import AwaitMount

from ssi_tui.tui.view.key_line import Notice
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE

pytestmark = pytest.mark.slow

VIEWS = ("1", "2", "3", "4", "5")
HINTS = "? help  ^p commands  q quit"
KEYS_ALONE = "?  ^p  q"


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM, WIDE], ids=str)
def test_the_last_row_of_every_view_ends_in_help_commands_and_quit(
    size: tuple[int, int], open_app: OpenApp
) -> None:
    app = open_app(size=size)
    for view in VIEWS:
        assert app.press(view).last.endswith(HINTS)


def test_below_sixty_columns_the_last_row_names_the_keys_alone(open_app: OpenApp) -> None:
    assert open_app(size=(59, 24)).last.endswith(KEYS_ALONE)


CHANGES = {
    "tick": ("c",),
    "less": ("c", "minus"),
    "quality": ("c", "e"),
    "note": ("N", "x", "enter"),
    "time off": ("v", "+", "7", "enter"),
    "routine": ("R", "plus", "enter"),
    "settings": ("comma", "j", "l", "escape"),
    "undo": ("c", "u"),
    "redo": ("c", "u", "ctrl+r"),
    "error": ("ctrl+r",),
}


@pytest.mark.parametrize("keys", CHANGES.values(), ids=CHANGES)
def test_every_change_answers_and_the_next_key_clears_the_row(
    keys: tuple[str, ...], open_app: OpenApp
) -> None:
    """Within the next frame, and with the keys of the view again after it."""
    app = open_app(size=MEDIUM).press(*keys)
    assert not app.last.startswith("  c s m f n tick"), app.last
    assert app.press("k").last.startswith("  c s m f n tick")


def test_an_error_stays_until_a_key(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A success makes way for the keys after some seconds, here fewer."""
    monkeypatch.setattr("ssi_tui.tui.view.key_line.MESSAGE_SECONDS", 0.05)
    app = open_app(size=MEDIUM).press("c")
    assert app.until(lambda: app.last.startswith("  c s m f n tick"))
    app.press("ctrl+r")
    assert not app.until(lambda: app.last.startswith("  c s m f n tick"), seconds=0.3)


def test_a_key_ends_the_message_of_a_view_out_of_sight_too(open_app: OpenApp) -> None:
    """A click has opened another view, which leaves an error where it was."""
    app = open_app(size=MEDIUM).press("ctrl+r")
    app.click(app.rows[0].index("Pillars"), 0).press("j", "1")
    assert app.last.startswith("  c s m f n tick")


def test_what_is_told_in_the_view_that_a_key_opens_outlives_the_message_before(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(size=MEDIUM)
    switch = app.app.switch_mode

    def switch_and_tell(mode: str) -> AwaitMount:
        opened = switch(mode)
        app.app.tell(Notice("The disk is full."))
        return opened

    monkeypatch.setattr(app.app, "switch_mode", switch_and_tell)
    assert app.press("ctrl+r", "2").last.startswith("  The disk is full.")
    assert not app.press("j").last.startswith("  The disk is full.")


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM], ids=str)
@pytest.mark.parametrize("key", ["c", "m", "u", "e", "minus", "t"])
def test_the_last_row_with_a_message_ends_in_help_at_least(
    key: str, size: tuple[int, int], open_app: OpenApp
) -> None:
    last = open_app(size=size).press(key).last
    assert "? help" in last
    assert not last.strip().startswith("c s m f n")
