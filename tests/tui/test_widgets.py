"""The rows of the widgets with values that need room: nothing overlaps, nothing runs together."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from ssi_tui.core.today.dashboard import build
from ssi_tui.core.today.why import why_of
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.look.grid import Grid, grid_of
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.today.next import NextPanel
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.widgets.pillars import PillarsPanel
from ssi_tui.tui.widgets.why import why_rows
from tests.core.builders import MONDAY as BEGIN
from tests.core.builders import after, keeper, log_of, tally
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, Session

TUESDAY = date(2026, 11, 24)
# By then nothing has been done for a week, and two pillars are at risk.
NEXT_TUESDAY = date(2026, 12, 1)
# A number behind which another one begins without a gap.
RUN_TOGETHER = re.compile(r"\d\.\d\d|[━─]\d|[●○]\d|\d[●○]")


def excessive(path: Path) -> Tracker:
    """Return the Monday of somebody who asks for much and does more."""
    tracker = scenes.morning(path)
    tracker.routine.set_routine({"comment": 99, "share": 99, "message": 20})
    tracker.tick([("comment", 999), ("comment", 999), ("connect", 150), ("search", 12)])
    tracker.tick([("article", 30), ("invite_ok", 999), ("profile_upkeep", 200)])
    return tracker


def rows_of(app: Session) -> list[str]:
    """Return the rows of all panels, each checked for pieces on top of each other."""
    found = []
    for panel in app.panels():
        for row in panel.painted():
            assert cell_len(row.plain) == row.end, row.plain
            found.append(row.plain)
    return found


@pytest.mark.parametrize(
    ("scene", "day"),
    [
        (excessive, MONDAY),
        (excessive, TUESDAY),
        (scenes.morning, TUESDAY),
        (scenes.done, MONDAY),
        (scenes.first_run, MONDAY),
    ],
)
def test_no_piece_of_a_row_overlaps_another_or_touches_its_numbers(
    open_app: OpenApp, scene: Callable[[Path], Tracker], day: date
) -> None:
    """At each width, with more done and due than anybody can."""
    app = open_app(scene, day=day)
    for size in ((60, 20), (80, 24), (100, 30), (160, 45)):
        for row in rows_of(app.resize(*size)):
            assert not RUN_TOGETHER.search(row), row


def test_minutes_of_two_digits_stand_apart_on_a_narrow_terminal(open_app: OpenApp) -> None:
    """The plan of a whole morning."""
    app = open_app(size=NARROW, day=TUESDAY)
    assert (
        app.painted(NextPanel)[0] == " NEXT            in 13 min  +2.0   13m             ▼ 2 more"
    )


@pytest.mark.parametrize(
    ("width", "value", "text"),
    [
        (60, 2.0, "2 min"),
        (60, 13.0, "13m"),
        (60, 0.2, "0.2m"),
        (80, 13.0, "13 min"),
        (80, 198.0, "198m"),
    ],
)
def test_minutes_are_shortened_where_they_would_touch_the_number(
    width: int, value: float, text: str
) -> None:
    """There is always a gap between the two columns."""
    assert grid_of(width).minutes(value) == text


def test_a_full_morning_shows_all_tasks_on_the_smallest_terminal(open_app: OpenApp) -> None:
    """The plan gives way, not the routine."""
    app = open_app(size=NARROW, day=NEXT_TUESDAY)
    assert all(row in app.rows for row in app.painted(RoutinePanel))
    assert len(app.painted(RoutinePanel)) == 7
    assert "NEXT" in app.text
    assert "drops below its line today if you do nothing." in app.text


def test_a_full_morning_shows_everything_on_twenty_four_rows(open_app: OpenApp) -> None:
    """Five tasks, the plan with the sum of its last items, four pillars and the warning."""
    app = open_app(size=SMALL, day=NEXT_TUESDAY)
    plan = app.painted(NextPanel)
    assert plan[3].startswith("     + 3 more      ")
    assert all(row in app.rows for row in plan)
    assert "Relationships █" in app.text
    assert "drops below its collapse line" in app.text


def test_what_else_was_done_is_cut_where_it_does_not_fit(open_app: OpenApp) -> None:
    """With an ellipsis, inside the grid."""
    app = open_app()
    for action in (
        "reaction",
        "profile_view",
        "invite_in",
        "invite_ok",
        "group",
        "event",
        "inmail",
    ):
        app.app.tracker.tick([(action, 2)])
    row = app.press("j", "k").press("c").row_with("also")
    assert row.endswith("…")
    assert cell_len(row) <= 78


def test_why_counts_one_point_and_says_that_the_plan_is_for_other_pillars() -> None:
    """On a first morning invitations and searches are worth more than anything for Brand."""
    young = build(log_of(tally(BEGIN, "comment")), BEGIN)
    rows = [row.plain for row in why_rows(why_of(young, 0), young)]
    assert rows[-1].split("  ")[-1].strip() == "other pillars gain more"
    kept = build(keeper(2), after(1))
    rows = [row.plain for row in why_rows(why_of(kept, 0), kept)]
    assert any(row.startswith("  1 point a week (20 would") for row in rows)
    assert rows[-1].endswith("nothing more fits today")


def test_panels_build_their_rows_once_for_the_first_frame_and_once_for_each_size(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual tells a size after it was painted in."""
    built = Counter[tuple[int, int]]()
    rows = PillarsPanel.rows

    def counted(panel: PillarsPanel, grid: Grid) -> Sequence[Row]:
        built[panel.app.size.width, panel.app.size.height] += 1
        return rows(panel, grid)

    monkeypatch.setattr(PillarsPanel, "rows", counted)
    open_app().resize(*MEDIUM)
    assert built == {SMALL: 1, MEDIUM: 1}
