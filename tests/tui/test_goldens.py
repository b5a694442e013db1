"""The pictures and the texts of the screens are those that the app draws now."""

import pytest

from tests.tools.screenshots import DIRECTORY, SHOTS, Shot, draw
from tests.tui import goldens

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
    assert {path.name for path in DIRECTORY.iterdir()} == {shot.path.name for shot in SHOTS}
