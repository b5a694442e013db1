"""The moment at which a routine is completed: two lines turn to the accent, then rest."""

import pytest
from textual.geometry import Region

from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.tabs import SWEEPS
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import Session

LAST = ("c", "m", "n")


def swept(app: Session) -> int:
    """Return how far the lines have turned."""
    assert isinstance(app.app.screen, TodayScreen)
    return app.app.screen.swept


def moments(app: Session) -> int:
    """Return how many moments there have been."""
    return app.app.moments


def test_the_tick_that_completes_the_routine_is_a_moment(
    today: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within two rows, and it ends by itself as it was."""
    today.press(*LAST[:-1])
    seen: list[tuple[str, int]] = []
    steps: set[int] = set()
    find = Painted.changed

    def recorded(panel: Painted) -> list[Region]:
        found = find(panel)
        if swept(today) > 1:
            seen.extend((type(panel).__name__, part.y) for part in found)
            steps.add(swept(today))
        return found

    monkeypatch.setattr(Painted, "changed", recorded)
    today.press(LAST[-1])
    assert moments(today) == 1
    assert today.until(lambda: swept(today) == 0)
    assert set(seen) <= {("TabBar", 1), ("RoutinePanel", 0)}
    assert max(steps) == SWEEPS


def test_it_comes_once_a_day(today: Session) -> None:
    """Neither a redo nor the same tick anew brings it back."""
    today.press(*LAST, "u", "ctrl+r", "u", LAST[-1])
    assert today.shown.done
    assert moments(today) == 1


def test_another_day_that_is_completed_later_is_none(open_app: OpenApp) -> None:
    """What was forgotten is filled in without it."""
    app = open_app(scenes.morning)
    app.press(*["left_square_bracket"] * 3, *"ccsmfn")
    assert app.shown.done
    assert moments(app) == 0


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TEXTUAL_ANIMATIONS", "none")])
def test_without_colour_or_animations_there_is_none(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """As whoever has switched them off wants it."""
    monkeypatch.setenv(name, value)
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", value)
    app = open_app(scenes.morning).press(*LAST)
    assert app.shown.done
    assert moments(app) == 0
