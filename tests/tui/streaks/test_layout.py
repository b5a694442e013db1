"""Where the panels of Streaks stand, for all sizes of the terminal."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ssi_tui.tui.look.rows import ELLIPSIS
from ssi_tui.tui.streaks.layout import Layout, Place, layout_of
from ssi_tui.tui.streaks.list import StreaksPanel
from ssi_tui.tui.streaks.runs import RunsPanel, TaskRunsPanel
from ssi_tui.tui.streaks.said import SaidPanel
from ssi_tui.tui.streaks.ways import WaysPanel, WeeksPanel
from ssi_tui.tui.streaks.year import YearPanel
from ssi_tui.tui.widgets.chart import ChartPanel
from tests.core.strategies import PROPERTY
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session

pytestmark = pytest.mark.slow

RUNS = 6
OWN = (
    StreaksPanel,
    TaskRunsPanel,
    YearPanel,
    RunsPanel,
    SaidPanel,
    WeeksPanel,
    WaysPanel,
    ChartPanel,
)


def rows(place: Place) -> tuple[int, int] | None:
    """Return the first and the last row of a place."""
    return (place.y, place.y + place.height - 1) if place.height else None


def places(layout: Layout) -> list[Place]:
    """Return the places that are shown."""
    found = (
        layout.tabs,
        layout.pillars,
        layout.tasks,
        layout.year,
        layout.runs,
        layout.said,
        layout.last_weeks,
        layout.ways,
        layout.chart,
        layout.keys,
    )
    return [place for place in found if place.height]


# The rows of the look.


def test_twenty_four_rows_are_those_of_the_look() -> None:
    """List, year, the day with its legend, one sentence, keys."""
    layout = layout_of(80, 24, RUNS)
    assert [rows(place) for place in places(layout)] == [
        (0, 1),
        (3, 11),
        (13, 21),
        (22, 22),
        (23, 23),
    ]
    assert layout.step == 2


def test_thirty_rows_have_the_chart() -> None:
    """Four rows and dates; the runs stand beside the year from a hundred columns on."""
    layout = layout_of(100, 30, RUNS)
    assert rows(layout.year) == (13, 21)
    assert rows(layout.said) == (22, 22)
    assert rows(layout.chart) == (23, 27)
    assert (layout.runs.x, layout.runs.y, layout.year.width) == (74, 13, 74)
    assert layout_of(80, 30, RUNS).runs.height == 0


def test_forty_rows_have_a_blank_one_between_the_pillars() -> None:
    """The chart takes what is left."""
    layout = layout_of(120, 40, RUNS)
    assert rows(layout.pillars) == (3, 14)
    assert rows(layout.year) == (16, 24)
    assert rows(layout.chart) == (27, 37)


def test_a_wide_terminal_has_two_grids() -> None:
    """Left the list, runs, weeks and ways out; right year and chart, which grows with the rows."""
    layout = layout_of(160, 45, RUNS)
    left = (layout.pillars, layout.said, layout.tasks, layout.last_weeks, layout.ways)
    assert [rows(place) for place in left] == [(3, 14), (16, 17), (20, 26), (29, 34), (37, 42)]
    assert (rows(layout.year), rows(layout.chart)) == ((3, 13), (16, 42))
    assert rows(layout_of(200, 60, RUNS).chart) == (16, 57)
    assert (layout.tasks.x, layout.chart.x) == (0, 80)
    assert layout_of(156, 30, RUNS).ways.height == 0


@given(st.integers(1, 240), st.integers(1, 80), st.integers(1, 12))
@PROPERTY
def test_places_are_on_the_screen_and_not_over_each_other(
    width: int, height: int, runs: int
) -> None:
    """At any size; the list is always there."""
    layout = layout_of(width, height, runs)
    shown = places(layout)
    assert layout.pillars in shown
    for place in shown:
        assert 0 <= place.x < place.x + place.width <= width
        assert 0 <= place.y < place.y + place.height <= height or height == 1
    for at, one in enumerate(shown):
        for other in shown[at + 1 :]:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart, (width, height, one, other)


# All sizes.


@pytest.mark.parametrize("keys", [(), ("p",), ("y", "Y")], ids=str)
def test_nothing_is_cut_by_the_edge_at_any_size(open_app: OpenApp, keys: tuple[str, ...]) -> None:
    """No row is wider than its panel, no panel is beyond the screen or over another."""
    session = open_app().press("3", *keys)
    for width, height in [
        (20, 5), (30, 8), (40, 12), (59, 20), NARROW, (60, 19), (60, 26), (60, 33), (79, 24),
        (80, 18), (80, 20), (80, 22), (80, 23), SMALL, (80, 50), (99, 30), MEDIUM, (100, 33),
        (155, 24), (156, 20), (156, 24), (157, 40), WIDE, (200, 60), (220, 60),
    ]:  # fmt: skip
        session.resize(width, height)
        taken: set[tuple[int, int]] = set()
        for panel in session.panels():
            region = panel.region
            assert region.right <= width, (width, height, panel)
            assert region.bottom <= height, (width, height, panel)
            cells = {
                (x, y)
                for x in range(region.x, region.right)
                for y in range(region.y, region.bottom)
            }
            assert not cells & taken, (width, height, panel)
            taken |= cells
            if isinstance(panel, OWN):
                for row in panel.painted():
                    assert row.end <= region.width, (width, height, row.plain)
                    # Pieces that overlap would make it longer.
                    assert cell_len(row.plain) == row.end, (width, height, row.plain)


@pytest.mark.parametrize("days", [0, 2, 14], ids="{} days on".format)
def test_no_text_is_cut_short(open_app: OpenApp, days: int) -> None:
    """Each has a form that fits: of pillars and tasks, on watch, near a collapse and below."""
    session = open_app(day=MONDAY + timedelta(days=days)).press("3")
    for size in (NARROW, SMALL, MEDIUM, (156, 24), WIDE, (200, 60)):
        session.resize(*size)
        for key in ("j", "j", "j", "p", "j", "j", "p", "k", "k", "k"):
            assert ELLIPSIS not in session.press(key).text, (size, session.text)


@pytest.mark.parametrize(("width", "weeks"), [(60, 26), (80, 53), (160, 53)])
def test_the_year_fits_every_width(open_app: OpenApp, width: int, weeks: int) -> None:
    """Twenty-six weeks below eighty columns."""
    session = open_app(size=(width, 24)).press("3")
    shown = session.app.screen.query_one(YearPanel).shown
    assert shown is not None
    assert len(shown.year.weeks) == weeks
    assert shown.year.place_of(MONDAY) == (weeks - 1, 0)


@pytest.mark.parametrize(("height", "rows"), [(24, 9), (22, 9), (21, 5), (20, 5), (18, 5)])
def test_low_terminals_have_one_row_a_pillar(open_app: OpenApp, height: int, rows: int) -> None:
    """Title included; the year stays."""
    session = open_app(size=(80, height)).press("3")
    assert len(session.painted(StreaksPanel)) == rows
    assert "YEAR" in session.text
    assert any(" chance that " in row for row in session.rows[height - 3 :])


def test_a_terminal_that_is_too_small_shows_the_list_alone(open_app: OpenApp) -> None:
    """The pillars by urgency, and what fits of the keys."""
    session = open_app(size=(40, 10)).press("3")
    assert "YEAR" not in session.text
    assert [row[3:16].strip() for row in session.painted(StreaksPanel)[1:]] == [
        "People",
        "Insights",
        "Relationships",
        "Brand",
    ]


# The chart.


def test_y_shows_more_of_the_past_in_the_chart(open_app: OpenApp) -> None:
    """It begins with four weeks beside the list, with thirteen on a wide terminal."""

    def weeks(session: Session) -> int:
        return session.app.screen.query_one(ChartPanel).weeks

    session = open_app(size=MEDIUM).press("3")
    assert [weeks(session), *(weeks(session.press("y")) for _ in range(4))] == [4, 13, 26, 52, 4]
    assert weeks(open_app(size=WIDE).press("3")) == 13


def test_the_chart_is_that_of_the_pillar_under_the_cursor(open_app: OpenApp) -> None:
    session = open_app(size=MEDIUM).press("3")
    assert session.painted(ChartPanel)[0].startswith("  PEOPLE  ")
    assert session.press("j").painted(ChartPanel)[0].startswith("  INSIGHTS  ")
