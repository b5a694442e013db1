"""The pictures and the texts of the screens are those that the app draws now."""

import re

import pytest

from tests.publish.test_report import PICTURES
from tests.tools.moving import Frame, joined
from tests.tools.screenshots import DIRECTORY, MORNING, PRESSES, SHOTS, Shot, draw, draw_morning
from tests.tui import goldens
from tests.tui.driver import Session

MOVING_BYTES_MAX = 300_000
NAMESPACE = "http://www.w3.org/2000/svg"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", goldens.SIZES)
def test_the_text_of_a_view_is_the_one_that_was_looked_at(name: str) -> None:
    """Every cell of the screen."""
    text = goldens.path_of(name).read_text(encoding="utf-8")
    assert goldens.draw(name) == text, "look at it, then run python -m tests.tui.goldens"


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_the_picture_is_not_stale(shot: Shot) -> None:
    """Every picture of the README and of the documents."""
    assert shot.path.exists(), "run python -m tests.tools.screenshots"
    fresh = draw(shot) == shot.path.read_text(encoding="utf-8")
    assert fresh, "look at it, then run python -m tests.tools.screenshots"


def test_there_are_no_pictures_that_nobody_draws() -> None:
    """A picture that was renamed leaves none behind."""
    drawn = {path.name for path in (*(shot.path for shot in (*SHOTS, MORNING)), *PICTURES)}
    assert {path.name for path in DIRECTORY.iterdir()} == drawn


def loads_something(picture: str) -> bool:
    """Tell whether a picture names another place or runs a script."""
    return any(word in picture.replace(NAMESPACE, "") for word in ("url(", "://", "<script"))


def test_no_picture_loads_anything() -> None:
    """Nor does one run a script."""
    pictures = DIRECTORY.glob("*.svg")
    assert [each.name for each in pictures if loads_something(each.read_text("utf-8"))] == []


def test_the_screen_that_is_saved_in_the_app_loads_nothing(today: Session) -> None:
    """It asked a remote host for a font."""

    async def saved() -> str:
        return today.app.export_screenshot()

    picture = today.run(saved())
    assert "comment" in picture
    assert not loads_something(picture)


# The picture that moves.

# So many keys are pressed for a frame, and it is seen for so many seconds.
PACE = ((0, 2.0), (1, 3.0), (2, 5.0))


def test_the_picture_that_moves_is_not_stale_and_small_enough() -> None:
    """It shows each key of a morning, and comes to the end of it."""
    drawn = draw_morning()
    assert drawn == MORNING.path.read_text("utf-8"), "run python -m tests.tools.screenshots"
    assert len(drawn.encode()) <= MOVING_BYTES_MAX
    assert drawn.count("@keyframes") >= len(PRESSES)
    assert "close&#160;the&#160;laptop" in drawn


def pressed(*keys: str) -> str:
    """Return a picture of the morning after some keys."""
    return draw(Shot("", MORNING.scene, MORNING.size, keys))


def test_each_state_of_a_row_is_seen_for_its_time_and_a_still_row_is_drawn_once() -> None:
    picture = joined([Frame(pressed(*"cs"[:count]), seconds) for count, seconds in PACE])
    assert picture.count(">Pillars<") == 1
    shown = dict(re.findall(r"@keyframes (\S+) \{ (.*) \}\n", picture))
    hide, show = "{ visibility: hidden }", "{ visibility: visible }"
    assert shown["f0-1"] == f"0% {show} 20.00% {hide}"
    assert shown["f1-2"] == f"0% {hide} 20.00% {show} 50.00% {hide}"
    assert shown["f2-3"] == f"0% {hide} 50.00% {show}"
    assert "animation: f1-2 10s step-end infinite" in picture


def test_where_motion_is_not_wanted_the_last_frame_stands() -> None:
    picture = joined([Frame(pressed(*"cs"[:count]), seconds) for count, seconds in PACE])
    assert "prefers-reduced-motion: reduce" in picture
    assert ".f0-1 { visibility: hidden;" in picture
    assert ".f2-3 { visibility: visible;" in picture
