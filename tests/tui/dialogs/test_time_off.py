"""The dialog for time off says what it costs before it is taken."""

import pytest

from ssi_tui.tui.dialogs.base import PanelRows
from tests.tui.conftest import OpenApp
from tests.tui.driver import NARROW, Session


def asked(session: Session, first: str, last: str) -> list[str]:
    """Return what the dialog says once both days are typed."""
    session.press("v").enter(first).press("enter").enter(last)
    answer = session.app.screen.query_one("#answer", PanelRows)
    return [row.plain for row in answer.painted()]


def test_a_row_a_pillar_tells_was_and_is(open_app: OpenApp) -> None:
    """Aligned: amounts end in the column of dialogs, and what falls says when."""
    rows = asked(open_app(), "2026-12-21", "2027-01-03")
    assert rows[:3] == [
        "Mon 21 Dec 2026 to Sun 3 Jan 2027, 14 days",
        "LinkedIn does not know: the estimate fades.",
        "            leaving     back",
    ]
    pillars = rows[3:7]
    assert [row.split()[0] for row in pillars] == ["Brand", "People", "Insights", "Relationships"]
    assert {row.index("→") for row in pillars} == {21}
    assert pillars[0][31:] == "stays over its line"
    assert pillars[1][31:] == "under its line on Fri 1 Jan"


def test_what_to_do_before_leaving_stands_below(open_app: OpenApp) -> None:
    """The day, the minutes, the score that it holds, and what to do."""
    rows = asked(open_app(), "2026-11-25", "2026-12-02")
    assert rows[7:] == [
        "",
        "more on Tue 24 Nov             besides the routine",
        "Insights      1 min  ✓  12.8   reply",
    ]


def test_a_time_off_that_is_over_has_no_cost(open_app: OpenApp) -> None:
    """Its days alone are said."""
    rows = asked(open_app(), "2026-11-02", "2026-11-06")
    assert rows == ["Mon 2 Nov 2026 to Fri 6 Nov 2026, 5 days"]


def test_a_time_off_far_ahead_is_said_to_cost_without_numbers(open_app: OpenApp) -> None:
    """By then the user's own habit says more."""
    rows = asked(open_app(), "2028-07-03", "2028-07-14")
    assert rows == [
        "Mon 3 Jul 2028 to Fri 14 Jul 2028, 12 days",
        "LinkedIn does not know: the estimate fades.",
    ]


def test_a_time_off_that_has_begun_counts_from_now(open_app: OpenApp) -> None:
    """The head says so, and what it counts from is the score on the screen."""
    rows = asked(open_app(), "2026-11-23", "2026-11-24")
    assert rows[2] == "                now     back"
    assert rows[4].startswith("People         12.8  →  12.2")


@pytest.mark.parametrize("size", [NARROW, (80, 24), (80, 22), (100, 30)], ids=str)
def test_the_keys_of_the_dialog_are_in_sight_whatever_it_says(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """What does not fit above them is left out."""
    session = open_app(size=size)
    asked(session, "2026-11-25", "2026-12-02")
    assert "enter take it   escape close" in session.text
    assert session.text.count("→") == 4
    assert "1 min  ✓  12.8   reply" in session.text
    assert "first day off" in session.text
