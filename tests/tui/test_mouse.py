"""The mouse works everywhere: whatever key is shown can be pressed where it stands."""

import pytest

from ssi_tui.tui.dialogs.forms.profile import ProfileDialog
from ssi_tui.tui.dialogs.why import WhyDialog
from ssi_tui.tui.view.tabs import TabBar
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, SMALL, WIDE, Session

pytestmark = pytest.mark.slow

TICKS = "csmfn"
HALF_DONE = {"comment": 1, "share": 1, "search": 1}


def unclickable(app: Session) -> list[tuple[str, str]]:
    """Return the keys in sight that nothing happens to where they are pressed."""

    async def read() -> list[tuple[str, str]]:
        return [
            (type(panel).__name__, piece.text)
            for panel in app.panels()
            for row in panel.painted()[: panel.size.height]
            for piece in row._pieces
            if piece.role == "accent" and piece.click is None and piece.text.strip("▌▲▼━ ")
        ]

    return app.run(read())


@pytest.mark.parametrize("view", "12345")
@pytest.mark.parametrize("size", [SMALL, MEDIUM, WIDE])
def test_every_key_in_the_last_row_of_a_view_can_be_pressed(
    open_app: OpenApp, view: str, size: tuple[int, int]
) -> None:
    app = open_app(scenes.reviewed, size).press(view)
    assert [found for found in unclickable(app) if found[0] == "KeyLine"] == []


@pytest.mark.parametrize("opener", ["N", "g", "v", "x", "comma", "i", "R"])
def test_every_key_in_the_last_row_of_a_dialog_can_be_pressed(today: Session, opener: str) -> None:
    """And closing with it leaves everything as it was."""
    before = today.rows
    today.press(opener)
    # The tasks of the routine stand with their keys, which tick on Today alone.
    assert [found for found in unclickable(today) if found[1] not in TICKS] == []
    row = next(at for at, text in reversed(list(enumerate(today.rows))) if "esc" in text)
    today.click(today.rows[row].index("esc") + 1, row)
    assert today.rows == before


def test_keys_that_stand_together_are_pressed_each_for_itself(today: Session) -> None:
    """Those of the tasks, and those of the days."""
    row = len(today.rows) - 1
    at = today.last.index("c s m f n")
    today.click(at + 4, row)
    assert today.logged() == {**HALF_DONE, "message": 1}
    today.press("k").click(today.last.index("[ ]"), row)
    assert "Sun 22 Nov" in today.rows[0]
    today.click(today.last.index("[ ]") + 2, row)
    assert "Mon 23 Nov" in today.rows[0]


@pytest.mark.parametrize("size", [SMALL, MEDIUM])
def test_a_click_on_a_bar_explains_the_pillar(open_app: OpenApp, size: tuple[int, int]) -> None:
    """Whether bars are glued or spread; the title above them asks about the past."""
    app = open_app(size=size)
    row = next(at for at, text in enumerate(app.rows) if text.startswith("     Insights"))
    app.click(30, row)
    assert isinstance(app.app.screen, WhyDialog)
    assert "Insights" in app.text
    title = next(at for at, text in enumerate(app.press("escape").rows) if "ESTIMATE" in text)
    app.click(20, title)
    assert isinstance(app.app.screen, ProfileDialog)


def test_what_to_do_next_is_ticked_where_it_stands(today: Session) -> None:
    """By the key at its left."""
    row = next(at for at, text in enumerate(today.rows) if text.startswith("  NEXT")) + 1
    task = today.rows[row].split()[1]
    today.click(2, row)
    assert today.logged()[task] == HALF_DONE.get(task, 0) + 1


def test_the_tabs_open_their_views(today: Session) -> None:
    """All five, by their names, and each for the first time."""
    for name in ("Pillars", "Streaks", "Review", "Log", "Today"):
        today.click(today.rows[0].index(name), 0)
        assert today.app.current_mode == name.lower()
        assert today.app.screen.query_one(TabBar).heading is not None


def test_a_pillar_is_chosen_by_pressing_it(today: Session) -> None:
    """Its parts are shown."""
    today.press("2")
    row = next(at for at, text in enumerate(today.rows) if "Insights" in text)
    today.click(30, row)
    assert any(text.startswith("  INSIGHTS") for text in today.rows)


def test_a_row_of_the_palette_is_run_where_it_is_pressed(today: Session) -> None:
    today.press("ctrl+p", *"tick mess")
    assert today.until(lambda: "Log a message" in today.text)
    row = next(at for at, text in enumerate(today.rows) if "Log a message" in text)
    today.click(today.rows[row].index("Log a message") + 1, row)
    assert today.until(lambda: today.logged(MONDAY) == {**HALF_DONE, "message": 1})
