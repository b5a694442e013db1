"""What a report draws, as numbers."""

import itertools
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.report.canvas import (
    MOST_POINTS,
    Frame,
    apart,
    bars,
    months,
    square,
    thinned,
)
from tests.core.strategies import PROPERTY

FRAME = Frame(-10.0, 0.0, 0.0, 25.0)


def numbers(path: str) -> list[float]:
    """Return the numbers in a path."""
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", path)]


def test_a_day_and_a_value_lie_between_the_edges_that_stand_for_them() -> None:
    assert (FRAME.left(-10.0), FRAME.left(-5.0), FRAME.left(0.0)) == (0.0, 50.0, 100.0)
    assert (FRAME.top(25.0), FRAME.top(5.0), FRAME.top(0.0)) == (0.0, 80.0, 100.0)


def test_what_is_outside_lies_at_the_edge_or_is_left_out() -> None:
    """A value that has left the canvas is drawn at its edge, a day is not drawn."""
    assert (FRAME.top(30.0), FRAME.top(-1.0)) == (0.0, 100.0)
    assert FRAME.points([(-11.0, 5.0), (-10.0, 5.0), (0.0, 30.0), (1.0, 5.0)]) == "0 80.0 1000 0.0"


def test_a_curve_needs_two_points() -> None:
    assert FRAME.curve("curve", [(-1.0, 5.0)]) == ()
    (path,) = FRAME.curve("curve", [(-5.0, 5.0), (0.0, 10.0)])
    assert (path.kind, path.drawn) == ("curve", "M500 80.0 1000 60.0")


def test_the_ground_below_a_curve_ends_at_the_lower_edge() -> None:
    (path,) = FRAME.ground("area", [(-5.0, 25.0), (0.0, 20.0)])
    assert path.drawn == "M500 0.0 1000 20.0V100H500Z"


def test_an_area_goes_along_one_curve_and_back_along_the_other() -> None:
    (path,) = FRAME.area("area", [(-10.0, 25.0), (0.0, 25.0)], [(-10.0, 0.0), (0.0, 0.0)])
    assert path.drawn == "M0 0.0 1000 0.0 1000 100.0 0 100.0Z"


@PROPERTY
@given(st.integers(0, 5000))
def test_of_many_points_so_many_are_kept_as_can_be_told_apart_and_the_last(count: int) -> None:
    points = [(float(day), 1.0) for day in range(count)]
    kept = thinned(points)
    assert len(kept) <= MOST_POINTS
    assert set(kept) <= set(points)
    assert kept[-1:] == points[-1:]
    assert count > MOST_POINTS or list(kept) == points


@PROPERTY
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=80))
def test_bars_stand_side_by_side_and_are_as_high_as_they_count(values: list[int | None]) -> None:
    drawn = bars("effort", values, 9.0).drawn
    parts = re.findall(r"M([\d.]+) 100v-([\d.]+)h([\d.]+)V100z", drawn)
    assert len(parts) == sum(bool(value) for value in values)
    heights = [float(high) for _, high, _ in parts]
    assert heights == [round(value / 9 * 100, 1) for value in values if value]
    ends = [(float(left), float(left) + float(wide)) for left, _, wide in parts]
    assert all(end < after for (_, end), (after, _) in itertools.pairwise(ends))
    assert all(end <= 1000 for _, end in ends)


def test_a_square_lies_around_its_point() -> None:
    assert square(15, 5, 8) == "M11 1h8v8h-8z"


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        (date(2026, 8, 24), date(2026, 11, 23), ["Sep", "Oct", "Nov"]),
        (date(2025, 11, 24), date(2026, 11, 23), ["2026", "Mar", "May", "Jul", "Sep", "Nov"]),
        (date(2021, 5, 1), date(2026, 11, 23), ["2022", "2023", "2024", "2025", "2026"]),
        (date(2026, 11, 2), date(2026, 11, 23), []),
    ],
)
def test_as_many_months_are_named_as_there_is_room_for(
    first: date, last: date, names: list[str]
) -> None:
    """A year stands in the place of its January."""
    assert [name for _, name in months(first, last, 6)] == names


@PROPERTY
@given(st.floats(0, 100), st.floats(0, 100))
def test_two_labels_never_overlap_and_keep_their_order(first: float, second: float) -> None:
    one, other = apart(first, second, 9.0)
    assert abs(one - other) >= 9.0 - 1e-9
    assert (one >= other) is (first >= second)
    assert one + other == pytest.approx(first + second)
