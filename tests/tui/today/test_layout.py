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


def spans(rows: Rows) -> list[tuple[int, int] | None]:
    """Return the first and the last row of routine, next, pillars and warning, then the keys."""
    panels = (rows.routine, rows.next, rows.pillars, rows.warning, (rows.keys, 1))
    return [(at, at + height - 1) if height else None for at, height in panels]


# The rows of the look.


@pytest.mark.parametrize(
    ("height", "expected"),
    [
        (20, [(2, 8), (9, 10), (12, 16), (18, 18), (19, 19)]),
        (21, [(2, 8), (9, 11), (13, 17), (19, 19), (20, 20)]),
        (22, [(2, 8), (9, 12), (14, 18), (20, 20), (21, 21)]),
        (23, [(2, 8), (9, 12), (14, 18), (20, 21), (22, 22)]),
        (24, [(2, 8), (9, 12), (14, 18), (20, 21), (23, 23)]),
        (25, [(3, 9), (10, 13), (15, 19), (21, 22), (24, 24)]),
        (26, [(3, 9), (11, 14), (16, 20), (22, 23), (25, 25)]),
        (27, [(3, 9), (11, 14), (16, 20), (22, 23), (26, 26)]),
        (28, [(3, 9), (11, 14), (16, 23), (25, 26), (27, 27)]),
        (29, [(3, 9), (11, 14), (16, 24), (26, 27), (28, 28)]),
        (30, [(3, 9), (11, 14), (16, 24), (26, 27), (29, 29)]),
        (45, [(3, 9), (11, 14), (16, 24), (26, 27), (44, 44)]),
    ],
)
def test_every_height_has_its_own_rows(height: int, expected: list[tuple[int, int] | None]) -> None:
    """Each more row is a blank one in its place, and from thirty on all the rest stay empty."""
    assert spans(rows_of(height)) == expected


@pytest.mark.parametrize(("height", "lead", "gap"), [(27, 1, 1), (28, 1, 2), (29, 2, 2)])
def test_bars_stand_apart_from_twenty_eight_rows_on(height: int, lead: int, gap: int) -> None:
    """The row under their title comes last."""
    rows = rows_of(height)
    assert (rows.lead, rows.gap) == (lead, gap)


@pytest.mark.parametrize(
    ("height", "tasks", "shown", "starts"),
    [
        # A sixth task takes the row above the keys, a seventh scrolls.
        (24, 6, 6, (2, 10, 15, 21)),
        (24, 7, 6, (2, 10, 15, 21)),
        # From 25 rows on there is a row under the tabs for it.
        (25, 7, 7, (2, 11, 16, 22)),
        # Where bars are spread, the rows under the routine and the tabs go in turn.
        (30, 6, 6, (3, 11, 16, 26)),
        (30, 7, 7, (2, 11, 16, 26)),
        (30, 9, 7, (2, 11, 16, 26)),
        (34, 9, 9, (3, 15, 20, 30)),
    ],
)
def test_more_tasks_take_blank_rows_and_then_scroll(
    height: int, tasks: int, shown: int, starts: tuple[int, ...]
) -> None:
    """So that the blocks below stand still as long as they can."""
    rows = rows_of(height, tasks)
    assert rows.tasks == shown
    assert (rows.routine[0], rows.next[0], rows.pillars[0], rows.warning[0]) == starts


# All sizes.


@given(
    st.integers(min_value=20, max_value=60),
    st.integers(min_value=1, max_value=30),
    st.integers(min_value=0, max_value=7),
)
def test_sections_one_below_the_other_never_overlap(height: int, tasks: int, welcome: int) -> None:
    """They stay on the screen, with a blank row above the pillars."""
    rows = rows_of(height, tasks, welcome)
    shown = [span for span in spans(rows) if span is not None]
    assert shown[0][0] >= 2
    assert all(above[1] < below[0] for above, below in pairwise(shown))
    assert rows.pillars[0] > rows.next[0] + rows.next[1]
    assert shown[-1] == (height - 1, height - 1)


@given(
    st.integers(min_value=20, max_value=60),
    st.integers(min_value=1, max_value=16),
    st.integers(min_value=0, max_value=6),
)
def test_sections_side_by_side_never_overlap(height: int, tasks: int, welcome: int) -> None:
    """Routine and what is next on the left, pillars and warning on the right, keys below both."""
    rows = rows_side_by_side(height, tasks, welcome)
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
        assert row.endswith("on watch          3")
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
    """The last one in sight says how many are below it."""
    app = open_app(with_nine_more, (60, 20))
    app.press(*["k"] * 13)
    assert app.row_with("connect").endswith("▼ 9 more")
    app.press(*["j"] * 13)
    assert "task 8" in app.rows[7]
    assert "more" not in app.rows[7]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (155, 37)])
def test_below_two_grids_six_widgets_paint_everything(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """Each one more makes the first frame wait."""
    assert len(open_app(size=size).panels()) == 6


# Nothing moves.


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 45)])
def test_nothing_moves_when_a_whole_routine_is_ticked(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """From the first tick to the last one, which ends the day."""
    app = open_app(scenes.monday, size)
    places = {at for at, row in enumerate(app.rows) if "Relationships █" in row}
    for key in "ccsmfn":
        app.press(key)
        places |= {at for at, row in enumerate(app.rows) if "Relationships █" in row}
    assert "DONE" in app.text
    assert len(places) == 1
