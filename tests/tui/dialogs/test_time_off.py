"""The dialog for time off says what it costs before it is saved, and what is planned already."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ssi_tui.core.model import TimeOff
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.dialogs.base import PanelRows
from tests.tools import scenes
from tests.tui.conftest import OpenApp
from tests.tui.driver import NARROW, Session

OVERLAPS = "overlaps, so the two become one"


def asked(session: Session, first: str, last: str) -> list[str]:
    """Return what the dialog says once both days are typed."""
    session.press("v").enter(first).press("tab").enter(last)
    answer = session.app.screen.query_one("#answer", PanelRows)
    return [row.plain for row in answer.painted()][1:]


def planned(path: Path) -> Tracker:
    """Return a log with two times off ahead and one that is over."""
    tracker = scenes.morning(path)
    tracker.routine.take_time_off(date(2026, 10, 5), date(2026, 10, 9), "over")
    tracker.routine.take_time_off(date(2026, 12, 24), date(2027, 1, 1), "turn of the year")
    tracker.routine.take_time_off(date(2027, 2, 1))
    return tracker


def listed(session: Session) -> list[str]:
    """Return the rows of what is planned already."""
    return [row.plain for row in session.app.screen.query_one("#planned", PanelRows).painted()]


def left(session: Session) -> list[TimeOff]:
    """Return the time off that another process would read."""
    with session.elsewhere() as tracker:
        return list(tracker.routine.time_off())


def test_a_row_a_pillar_tells_was_and_is(open_app: OpenApp) -> None:
    """Aligned, and what drops says when, behind a mark."""
    rows = asked(open_app(), "2026-12-21", "2027-01-03")
    assert rows[:3] == [
        "10 workdays off. Your score keeps fading, because LinkedIn",
        "doesn't know you're away.",
        "                      before    after",
    ]
    pillars = rows[3:7]
    assert [row.strip("! ").split()[0] for row in pillars] == [
        "Brand",
        "People",
        "Insights",
        "Relationships",
    ]
    assert {row.index("→") for row in pillars} == {29}
    assert pillars[0][39:] == "stays above"
    assert (pillars[1][0], pillars[1][39:]) == ("!", "drops on Fri 1 Jan")


def test_what_to_do_before_leaving_stands_below(open_app: OpenApp) -> None:
    """The minutes, the day, and the score that they hold."""
    rows = asked(open_app(), "2026-11-25", "2026-12-02")
    assert rows[7:] == ["1 extra minute on Tue 24 Nov keeps Insights above its line."]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-11-02", "2026-11-06", ["5 workdays off."]),
        ("2026-11-07", "2026-11-07", ["No workdays off."]),
        (
            "2028-07-03",
            "2028-07-14",
            [
                "10 workdays off. Your score keeps fading, because LinkedIn",
                "doesn't know you're away.",
            ],
        ),
    ],
)
def test_a_time_off_that_is_over_or_far_ahead_has_no_numbers(
    open_app: OpenApp, first: str, last: str, said: list[str]
) -> None:
    """Of one far ahead the user's own habit says more."""
    assert asked(open_app(), first, last) == said


def test_a_time_off_that_has_begun_counts_from_now(open_app: OpenApp) -> None:
    """The head says so, and what it counts from is the score on the screen."""
    rows = asked(open_app(), "2026-11-23", "2026-11-24")
    assert rows[2] == "                         now    after"
    assert rows[4].startswith("  People                12.8 →   12.2")


@pytest.mark.parametrize("scene", [scenes.morning, planned], ids=["nothing", "planned"])
@pytest.mark.parametrize("size", [NARROW, (80, 24), (80, 22), (100, 30)], ids=str)
def test_the_keys_of_the_dialog_are_in_sight_whatever_it_says(
    open_app: OpenApp, size: tuple[int, int], scene: Callable[[Path], Tracker]
) -> None:
    """What does not fit above them is left out, but no pillar."""
    session = open_app(scene, size=size)
    asked(session, "2026-11-25", "2026-12-24")
    assert "enter save   tab next field   esc close" in session.text
    assert session.text.count("→") == 4
    assert "first day" in session.text
    assert ("ALREADY PLANNED" in session.text) is (scene is planned)
    assert (OVERLAPS in session.text) is (scene is planned)


def test_what_is_planned_stands_below_and_what_is_over_does_not(open_app: OpenApp) -> None:
    """The oldest first, with its reason; what overlaps says so."""
    session = open_app(planned).press("v")
    rows = [
        "",
        "ALREADY PLANNED",
        "  Thu 24 Dec to Fri 1 Jan 2027   turn of the year",
        "  Mon 1 Feb 2027",
    ]
    assert listed(session) == rows
    session.enter("21 dec").press("tab").enter("3 jan")
    assert listed(session) == [*rows[:3], f"  {OVERLAPS}", *rows[3:]]
    session.press(*["backspace"] * 5).enter("23 dec")
    assert listed(session) == rows


def test_the_cursor_goes_into_the_list_and_back(open_app: OpenApp) -> None:
    """Down from the last field, up from the first row; only there is the key that cancels."""
    session = open_app(planned).press("v", "down", "down")
    assert "^d" not in session.text
    assert "^d cancel this one" in session.press("down").text
    assert listed(session)[2].startswith("▌ Thu 24 Dec")
    assert listed(session.press("j"))[3].startswith("▌ Mon 1 Feb")
    session.press("up", "up")
    assert "^d" not in session.text
    assert session.enter("why").row_with("reason").split()[-1] == "why"


def test_a_planned_time_off_is_canceled_in_the_list_and_comes_back(open_app: OpenApp) -> None:
    """The message says which, and how to undo it."""
    session = open_app(planned)
    before = left(session)
    session.press("v", "up", "down", "ctrl+d")
    assert "Canceled the time off, Mon 1 Feb 2027.   u undo" in session.last
    assert left(session) == before[:-1]
    session.press("u")
    assert left(session) == before


def test_in_a_field_the_same_key_deletes_to_the_right(open_app: OpenApp) -> None:
    """Nothing is canceled."""
    session = open_app(planned)
    before = left(session)
    session.press("v").enter("21 dec").press("home", "ctrl+d")
    assert session.row_with("first day").endswith("1 dec              Tue 1 Dec 2026")
    assert len(left(session)) == len(before)
