"""Curves in braille: the axis, the dots, and what stands in front of what."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssi_tui.core.text.ascii import ascii_text
from ssi_tui.core.text.plot import (
    BRAILLE,
    DASHES,
    DOTS,
    LEVEL,
    READING,
    Axis,
    Plot,
    Points,
    axis_of,
    value_at,
)

VALUES = st.floats(min_value=0.0, max_value=100.0, allow_nan=False)
SIZES = st.tuples(st.integers(2, 90), st.integers(1, 30))
AXIS = Axis(0, 100, (0, 100))


@st.composite
def curves(draw: st.DrawFn) -> Points:
    """Draw a curve over whole days."""
    values = draw(st.lists(VALUES, min_size=1, max_size=40))
    start = draw(st.integers(-40, 40))
    return [(float(start + at), value) for at, value in enumerate(values)]


def plot_of(cells: int, rows: int, first: float = -40.0, last: float = 40.0) -> Plot:
    """Return an empty plot."""
    return Plot(cells, rows, first, last, AXIS)


def texts(plot: Plot) -> list[str]:
    """Return the rows of a plot as text."""
    found = []
    for row in plot.rows():
        line = ""
        for at, text, _ in row:
            line = line.ljust(at) + text
        found.append(line)
    return found


def dots_in(text: str) -> int:
    """Return the number of dots of a braille cell."""
    return (ord(text) - BRAILLE).bit_count()


@pytest.mark.parametrize(
    ("values", "step", "rows", "ticks"),
    [
        ([4.9, 17.2], 5, 16, (0, 5, 10, 15, 20)),
        ([4.9, 17.2], 5, 7, (0, 5, 10, 15, 20)),
        ([4.9, 17.2], 5, 6, (0, 10, 20)),
        ([5.1, 14.9], 5, 3, (5, 15)),
        ([40.0, 69.0], 10, 20, (40, 50, 60, 70)),
        ([40.0, 69.0], 10, 4, (40, 70)),
        ([4.1, 16.3], 1, 0, (4, 17)),
        ([0.0], 5, 8, (0, 5)),
        ([25.0, 25.0], 5, 8, (25, 30)),
    ],
)
def test_the_axis_holds_everything_and_thins_its_numbers(
    values: list[float], step: int, rows: int, ticks: tuple[int, ...]
) -> None:
    axis = axis_of(values, step, rows)
    assert (axis.low, axis.high, axis.ticks) == (ticks[0], ticks[-1], ticks)


@given(st.lists(VALUES, min_size=1), st.sampled_from((1, 5, 10)), st.integers(3, 40))
def test_no_two_numbers_of_an_axis_are_in_one_row(
    values: list[float], step: int, rows: int
) -> None:
    axis = axis_of(values, step, rows)
    plot = Plot(10, rows, 0.0, 1.0, axis)
    assert axis.low <= min(values) <= max(values) <= axis.high
    assert len({plot.row_of(tick) for tick in axis.ticks}) == len(axis.ticks)


@pytest.mark.parametrize(("day", "value"), [(-3.0, 4.0), (0.0, 4.0), (1.0, 6.0), (9.0, 8.0)])
def test_between_two_points_a_curve_is_straight_and_beyond_them_flat(
    day: float, value: float
) -> None:
    assert value_at([(0.0, 4.0), (2.0, 8.0)], day) == value


@given(curves(), SIZES)
def test_a_solid_curve_has_no_gap(points: Points, size: tuple[int, int]) -> None:
    """Each cell from its first to its last has dots of both of its columns."""
    plot = plot_of(*size)
    plot.solid(points, "past")
    cells = {
        at + n: text[n] for row in plot.rows() for at, text, _ in row for n in range(len(text))
    }
    first, last = plot.cell_of(points[0][0]), plot.cell_of(points[-1][0])
    assert sorted(cells) == list(range(first, last + 1))


@given(curves(), SIZES, st.sampled_from((DASHES, DOTS)))
def test_a_forecast_has_one_dot_in_a_cell_and_the_past_has_more(
    points: Points, size: tuple[int, int], pattern: tuple[int, tuple[int, ...]]
) -> None:
    """So they are told apart without colours, and in ASCII."""
    ahead, past = plot_of(*size), plot_of(*size)
    ahead.broken(points, "ahead", pattern)
    ahead.broken(points, "ahead again", DASHES)
    assert all(dots_in(each) == 1 for row in texts(ahead) for each in row if each != " ")
    past.solid(points, "past")
    assert set("".join(map(ascii_text, texts(ahead)))) <= set(" '")
    assert all(dots_in(each) > 1 for row in texts(past) for each in row if each != " ")
    assert set("".join(map(ascii_text, texts(past)))) <= set(" *")


@given(curves(), curves(), SIZES)
def test_the_level_lies_behind_everything(
    points: Points, line: Points, size: tuple[int, int]
) -> None:
    alone, both = plot_of(*size), plot_of(*size)
    for plot in (alone, both):
        plot.solid(points, "past")
    both.level(line, "line")
    for before, after in zip(texts(alone), texts(both), strict=True):
        assert before == after.replace(LEVEL, " ").rstrip()[: len(before)].ljust(len(before))


@given(curves(), SIZES)
def test_readings_stand_in_front(points: Points, size: tuple[int, int]) -> None:
    plot = plot_of(*size)
    for day, value in points:
        plot.mark(day, value, "reading")
    plot.solid(points, "past")
    for day, value in points:
        row = texts(plot)[plot.row_of(value)]
        assert row[plot.cell_of(day)] == READING


@given(st.floats(-80.0, 80.0), st.floats(-50.0, 150.0), SIZES)
def test_what_lies_outside_is_drawn_at_the_edge(
    day: float, value: float, size: tuple[int, int]
) -> None:
    assume(size[0] > 1)
    plot = plot_of(*size)
    assert 0 <= plot.cell_of(day) < size[0]
    assert 0 <= plot.row_of(value) < size[1]


def test_of_two_curves_in_one_cell_the_later_has_its_ink() -> None:
    plot = plot_of(4, 1)
    plot.broken([(-40.0, 50.0), (40.0, 50.0)], "ahead", DOTS)
    plot.solid([(-40.0, 50.0), (-1.0, 50.0)], "past")
    assert [(at, len(text), ink) for at, text, ink in plot.rows()[0]] == [
        (0, 2, "past"),
        (3, 1, "ahead"),
    ]


def test_a_picture_of_a_fall() -> None:
    """One that steps down holds together, and its forecast is apart from it."""
    plot = Plot(8, 2, 0.0, 15.0, Axis(0, 8, (0, 8)))
    plot.broken([(8.0, 1.0), (15.0, 1.0)], "ahead", DASHES)
    plot.solid([(0.0, 7.0), (5.0, 7.0), (7.0, 1.0)], "past")
    plot.level([(0.0, 5.0), (15.0, 5.0)], "line")
    assert texts(plot) == ["⠒⠒⠒⡄╌╌╌╌", "   ⠱⠠⠄⠠⠄"]
