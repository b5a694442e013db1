"""The chart as it is painted: with and without a title row, its numbers, its ends, its legend."""

from datetime import timedelta
from itertools import pairwise

import pytest

from ssi_tui.core.ahead.chart import SPANS, Chart, chart_of
from ssi_tui.core.model import PILLARS, Reading, Risk
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.value import replace
from ssi_tui.tui.look.grid import grid_of
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.chart import chart_rows
from tests.core.builders import after, keeper

WIDTHS = (60, 80, 100, 160)
PEOPLE = 1


@pytest.fixture(scope="module")
def dashboard() -> Dashboard:
    """Return a dashboard with a reading, on the fourth idle day after half a year."""
    log = replace(keeper(180), readings=(Reading(after(150), (15.0, 12.0, 13.0, 14.0)),))
    return build(log, after(184))


def rows_of(chart: Chart, width: int, height: int) -> list[str]:
    """Return the rows of a chart, each checked for pieces on top of each other."""
    grid = grid_of(width)
    rows = chart_rows(chart, grid, height)
    for row in rows:
        checked(row)
        assert row.end <= grid.text_right + 1
    return [row.plain for row in rows]


def checked(row: Row) -> None:
    """Check that the pieces of a row stand beside each other."""
    pieces = sorted(row._pieces, key=lambda piece: piece.at)
    for one, other in pairwise(pieces):
        assert one.end <= other.at, row.plain


@pytest.mark.parametrize("weeks", [4, *SPANS])
@pytest.mark.parametrize("at", [None, *range(len(PILLARS))])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_chart_fills_its_rows_and_nothing_overlaps(
    dashboard: Dashboard, width: int, at: int | None, weeks: int
) -> None:
    chart = chart_of(dashboard, at, weeks)
    assert not rows_of(chart, width, 3)
    for height in range(4, 30):
        rows = rows_of(chart, width, height)
        assert len(rows) == height
        assert "today" in rows[-1]


def test_a_full_chart_says_what_it_shows(dashboard: Dashboard) -> None:
    title, *plot, dates = rows_of(chart_of(dashboard, PEOPLE, 13), 100, 16)
    assert title.startswith("  PEOPLE           13 weeks, then 28 days ")
    assert title.endswith("◆ LinkedIn  ╌ collapse line")
    assert [row[15:18].strip() for row in plot if "┤" in row] == ["20┤", "15┤", "10┤", "5┤", "0┤"]
    assert "◆" in "".join(plot)
    assert "╌" in "".join(plot)
    assert [row.split(" ", 1)[0] for row in dates.split("  ") if row.strip()]


def test_few_rows_leave_the_title_out_and_write_the_ends_of_the_axis(dashboard: Dashboard) -> None:
    first, *_, last, dates = rows_of(chart_of(dashboard, PEOPLE, 4), 100, 5)
    assert first.startswith("  PEOPLE ")
    assert first[17] == last[17] == "┤"
    assert int(first[15:17]) > int(last[15:17])
    assert dates.endswith("╌ collapse line")


def test_both_futures_end_in_their_scores(dashboard: Dashboard) -> None:
    chart = chart_of(dashboard, PEOPLE, 13)
    text = "\n".join(rows_of(chart, 100, 12))
    assert f" {chart.kept[-1][1]:.1f} routine kept" in text
    assert f" {chart.idle[-1][1]:.1f} nothing done" in text
    narrow = "\n".join(rows_of(chart, 80, 12))
    assert f" {chart.kept[-1][1]:.1f} " not in narrow
    assert "kept" in narrow
    assert "idle" in narrow or "nothing done" in narrow


@pytest.mark.parametrize("score", [0.0, 10.0, 20.0])
def test_two_futures_that_end_alike_are_said_in_two_rows(
    dashboard: Dashboard, score: float
) -> None:
    chart = replace(chart_of(dashboard, PEOPLE, 13), kept=((0.5, 9.0), (28.0, score)))
    rows = rows_of(replace(chart, idle=chart.kept), 100, 12)
    kept, idle = (next(at for at, row in enumerate(rows) if word in row) for word in ("kept", "no"))
    assert idle == kept + 1


def roles(chart: Chart, *, muted: bool = False) -> set[str]:
    """Return the roles of the curves of a chart."""
    rows = chart_rows(chart, grid_of(100), 20, muted=muted)
    return {piece.role for row in rows for piece in row._pieces if "⠀" < piece.text[0] <= "⣿"}


@pytest.mark.parametrize(
    ("risk", "muted", "shown"),
    [
        (Risk.SAFE, False, {"fill", "muted"}),
        (Risk.WATCH, False, {"warn-fill", "warning", "fill"}),
        (Risk.COLLAPSED, False, {"err-fill", "error", "fill"}),
        (Risk.COLLAPSED, True, {"fill", "muted"}),
        (None, False, {"fill", "muted"}),
    ],
)
def test_risk_colours_the_past_and_what_comes_of_doing_nothing(
    dashboard: Dashboard, risk: Risk | None, muted: bool, shown: set[str]
) -> None:
    chart = replace(chart_of(dashboard, PEOPLE, 13), risk=risk)
    assert roles(chart, muted=muted) == shown


def test_the_first_day_has_a_chart() -> None:
    """With no past but how the day opened."""
    dashboard = build(replace(keeper(0), tallies=()), after(0) + timedelta(days=1))
    for at in (None, PEOPLE):
        assert len(rows_of(chart_of(dashboard, at, 13), 80, 8)) == 8
