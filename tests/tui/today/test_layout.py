"""Where the panels of Today stand, for all sizes of the terminal."""

from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.model import TaskDefinition
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.look.grid import WIDE_FROM, grid_of
from ssi_tui.tui.today.layout import Rows, rows_of, rows_side_by_side
from tests.tools import scenes
from tests.tui.conftest import OpenApp

pytestmark = pytest.mark.slow

ROUTINE = 6
PLAN = 3


def spans(rows: Rows) -> list[tuple[int, int] | None]:
    """Return the first and the last row of routine, plan, pillars and warning, then the keys."""
    panels = (rows.routine, rows.next, rows.pillars, rows.warning, (rows.keys, 1))
    return [(at, at + height - 1) if height else None for at, height in panels]


# The rows of the look.


def test_twenty_four_rows_are_those_of_the_look() -> None:
    """One blank row between the sections."""
    rows = rows_of(24, ROUTINE, PLAN)
    assert spans(rows) == [(3, 8), (10, 12), (14, 18), (20, 21), (23, 23)]
    assert not rows.spaced


def test_thirty_rows_are_those_of_the_look() -> None:
    """Two blank rows between the sections, and one before each pillar."""
    rows = rows_of(30, ROUTINE, PLAN)
    assert spans(rows) == [(3, 8), (11, 13), (16, 24), (26, 27), (29, 29)]
    assert rows.spaced


def test_forty_five_rows_leave_the_rest_empty() -> None:
    """Nothing is stretched."""
    assert spans(rows_of(45, ROUTINE, PLAN))[:4] == spans(rows_of(30, ROUTINE, PLAN))[:4]
    assert rows_of(45, ROUTINE, PLAN).keys == 44


def test_twenty_rows_give_up_the_blank_rows_and_the_second_line_of_the_warning() -> None:
    """The tabs are followed by the routine, the pillars by the warning."""
    rows = rows_of(20, ROUTINE, PLAN)
    assert spans(rows) == [(2, 7), (9, 11), (13, 17), (18, 18), (19, 19)]


@pytest.mark.parametrize(
    ("routine", "plan", "expected"),
    [
        # What else was done, or a third item of the plan, takes the blank row under the tabs.
        (ROUTINE + 1, PLAN, [(2, 8), (10, 12), (14, 18), (20, 21), (23, 23)]),
        (ROUTINE, PLAN + 1, [(2, 7), (9, 12), (14, 18), (20, 21), (23, 23)]),
        # Both take the one above the keys as well.
        (ROUTINE + 1, PLAN + 1, [(2, 8), (10, 13), (15, 19), (21, 22), (23, 23)]),
        # Then the second line of the warning goes, then the row above it.
        (ROUTINE + 2, PLAN + 1, [(2, 9), (11, 14), (16, 20), (22, 22), (23, 23)]),
        (ROUTINE + 3, PLAN + 1, [(2, 10), (12, 15), (17, 21), (22, 22), (23, 23)]),
        # The last items of the plan go before tasks scroll.
        (ROUTINE + 4, PLAN + 1, [(2, 11), (13, 15), (17, 21), (22, 22), (23, 23)]),
        (ROUTINE + 9, PLAN + 1, [(2, 12), (14, 15), (17, 21), (22, 22), (23, 23)]),
        # Without a plan (another day) the pillars follow the routine.
        (ROUTINE, 0, [(3, 8), None, (10, 14), (16, 17), (23, 23)]),
    ],
)
def test_what_does_not_fit_takes_the_blank_rows_in_their_order(
    routine: int, plan: int, expected: list[tuple[int, int] | None]
) -> None:
    """On twenty-four rows."""
    assert spans(rows_of(24, routine, plan)) == expected


# All sizes.


@given(
    st.integers(min_value=20, max_value=60),
    st.integers(min_value=2, max_value=30),
    st.integers(min_value=0, max_value=7),
)
def test_sections_one_below_the_other_never_overlap(height: int, routine: int, plan: int) -> None:
    """They stay on the screen, with at least a blank row above the plan and the pillars."""
    rows = rows_of(height, routine, plan)
    shown = [span for span in spans(rows) if span is not None]
    assert shown[0][0] >= 2
    assert all(above[1] < below[0] for above, below in pairwise(shown))
    assert rows.pillars[0] > rows.routine[0] + rows.routine[1]
    assert shown[-1] == (height - 1, height - 1)


@given(
    st.integers(min_value=20, max_value=60),
    st.integers(min_value=1, max_value=16),
    st.integers(min_value=0, max_value=6),
)
def test_sections_side_by_side_never_overlap(height: int, routine: int, plan: int) -> None:
    """Routine and plan on the left, pillars and warning on the right, keys below both."""
    rows = rows_side_by_side(height, routine, plan)
    columns = ((rows.routine, rows.next), (rows.pillars, rows.warning))
    for (top, height_above), (below, height_below) in columns:
        assert top >= 2
        assert top + height_above < below
        assert below + height_below <= rows.keys
    assert rows.keys == height - 1


@given(st.integers(min_value=1, max_value=300))
def test_columns_follow_each_other_on_any_terminal(width: int) -> None:
    """Mark, label, graphic, number, change, words, nights; nothing right of the grid."""
    grid = grid_of(width)
    assert grid.mark < grid.label < grid.graphic
    assert grid.graphic + grid.bar <= grid.number
    assert grid.number < grid.change < grid.change_end < grid.words < grid.nights
    assert grid.text_right <= grid.right
    assert grid.trend is None or grid.nights < grid.trend <= grid.text_right - 12


@given(st.integers(min_value=1, max_value=300))
def test_the_grid_ends_on_the_terminal(width: int) -> None:
    """The keys, the day and the rule end there."""
    assert grid_of(width).right < width


@given(st.integers(min_value=60, max_value=300))
def test_all_columns_stand_on_a_terminal_of_sixty_columns_and_more(width: int) -> None:
    """Two grids side by side are each as wide as one of eighty columns."""
    grid = grid_of(width)
    room = WIDE_FROM // 2 if grid.wide else width
    assert grid.nights < room


def test_the_nights_of_the_right_grid_are_on_the_screen(open_app: OpenApp) -> None:
    """From the first width at which two grids stand side by side."""
    app = open_app(size=(200, 24))
    for width in (156, 157, 158, 160, 200):
        row = app.resize(width, 24).row_with("People ")
        assert row.endswith("watch             3")
        assert len(row) == min(width, 158)


def with_nine_more(path: Path) -> Tracker:
    """Return the Monday, half done, with nine tasks of the user's own."""
    tracker = scenes.morning(path)
    for number in range(9):
        tracker.tasks.define(TaskDefinition(f"task_{number}", minutes=0.5))
    return tracker


@pytest.mark.parametrize("scene", [scenes.morning, with_nine_more])
def test_panels_of_the_app_never_overlap_and_stay_on_the_screen(
    open_app: OpenApp, scene: Callable[[Path], Tracker]
) -> None:
    """With what else was done, and a plan, at every size on the way."""
    app = open_app(scene, (60, 20))
    app.app.tracker.tick([("reaction", 1)])
    app.press("j", "space")
    for width, height in product((60, 79, 80, 99, 100, 155, 156, 200), (20, 24, 30, 60)):
        app.resize(width, height)
        regions = [panel.region for panel in app.panels()]
        assert len(regions) >= 6
        for at, region in enumerate(regions):
            assert app.app.screen.region.contains_region(region), (width, height)
            assert not any(region.overlaps(other) for other in regions[at + 1 :]), (width, height)


def test_tasks_that_do_not_fit_are_counted_and_scroll(open_app: OpenApp) -> None:
    """The plan gives way first, down to its first item."""
    app = open_app(with_nine_more, (60, 20))
    assert "6 of 14 tasks" in app.text
    assert "comment" in app.rows[3]
    app.press(*["j"] * 13)
    assert "task 8" in app.rows[8]
    assert "NEXT" in app.text
