"""The first day of somebody new, from the first picture to a finished review."""

from datetime import date, timedelta

import pytest

from ssi_tui.tui.look.rows import ELLIPSIS
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, Session

pytestmark = pytest.mark.slow

SATURDAY, SUNDAY = (MONDAY - timedelta(days=back) for back in (2, 1))
WELCOME_STEPS, REVIEW_STEPS = 4, 6


def reads_well(session: Session) -> bool:
    """Return whether nothing is cut but messages, and nothing is counted against nothing."""
    text = "\n".join(session.rows[:-1])
    return ELLIPSIS not in text and " of 0" not in text


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("day", [SATURDAY, SUNDAY, MONDAY], ids=lambda day: f"{day:%A}")
def test_a_first_day_reads_well_to_the_end_of_its_review(
    open_app: OpenApp, size: tuple[int, int], day: date
) -> None:
    """With enter and tab alone, but for one tick and the view."""
    app = open_app(scenes.newcomer, size, day)
    for _ in range(WELCOME_STEPS):
        assert reads_well(app), app.text
        app.press("enter")
    assert "c s m f n" in app.row_with("START")
    assert reads_well(app), app.text
    app.press("c")
    assert app.shown.tasks[0].count == 1
    for view in "1235":
        assert reads_well(app.press(view)), app.text
    app.press("4")
    # The first one is due after five workdays at the earliest; until then the first key begins it.
    assert "enter to start early" in app.text, app.text
    for _ in range(1 + REVIEW_STEPS):
        assert reads_well(app), app.text
        app.press("tab")
    assert "Review complete." in app.text
    assert reads_well(app), app.text
