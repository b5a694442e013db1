"""Bars, thin lines, sparklines and dots as cells of text."""

from math import floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ssi_tui.core.text.bars import (
    EIGHTHS,
    LINE,
    SPARKS,
    TRACK,
    CellKind,
    bar_cells,
    dots,
    sparkline,
    thin_line,
)

SCORES = st.floats(min_value=0.0, max_value=25.0, allow_nan=False)
WIDTHS = st.integers(min_value=1, max_value=60)


def bar_text(score: float, line: float | None, width: int) -> str:
    """Return a bar as plain text."""
    return "".join(cell.text for cell in bar_cells(score, line, width))


def filled(text: str) -> int:
    """Return the eighths that a bar without a line shows."""
    return sum(EIGHTHS.index(character) for character in text if character != TRACK)


# Bars.


@pytest.mark.parametrize(
    ("score", "line", "width", "text"),
    [
        (15.8, 14.0, 25, "██████████████│▊·········"),
        (12.4, 10.3, 25, "██████████│█▍············"),
        (17.1, 11.0, 25, "███████████│█████▏·······"),
        (12.4, 10.3, 10, "████│·····"),
        (0.0, None, 25, "·························"),
        (25.0, None, 25, "█████████████████████████"),
    ],
)
def test_a_bar_is_drawn_as_in_the_look(
    score: float, line: float | None, width: int, text: str
) -> None:
    """One cell is one point at 25 cells, the line takes a cell whole."""
    assert bar_text(score, line, width) == text


@given(SCORES, st.none() | SCORES, WIDTHS)
def test_a_bar_always_takes_its_whole_width(score: float, line: float | None, width: int) -> None:
    """One character a cell, whatever the score and the line."""
    cells = bar_cells(score, line, width)
    assert len(cells) == width
    assert all(len(cell.text) == 1 for cell in cells)


@given(SCORES, WIDTHS)
def test_a_bar_shows_the_score_in_rounded_eighths_of_a_cell(score: float, width: int) -> None:
    """The share of the ceiling that is filled is the share of 25 points."""
    assert filled(bar_text(score, None, width)) == round(score * width * 8 / 25)


@given(SCORES, SCORES, WIDTHS)
def test_a_higher_score_never_has_a_shorter_bar(one: float, other: float, width: int) -> None:
    """More never looks like less."""
    low, high = sorted((one, other))
    assert filled(bar_text(low, None, width)) <= filled(bar_text(high, None, width))


@given(SCORES, SCORES, WIDTHS)
@example(25.0, 25.0, 25)
def test_the_line_takes_the_cell_that_its_score_falls_into(
    score: float, line: float, width: int
) -> None:
    """The last cell at the latest; all other cells are those of the bar without a line."""
    text = bar_text(score, line, width)
    at = min(width - 1, floor(line * width / 25))
    without = bar_text(score, None, width)
    assert text == without[:at] + LINE + without[at + 1 :]


@given(SCORES, SCORES, WIDTHS)
def test_a_higher_line_never_stands_further_left(one: float, other: float, width: int) -> None:
    """The score does not matter."""
    low, high = sorted((one, other))
    assert bar_text(10.0, low, width).index(LINE) <= bar_text(10.0, high, width).index(LINE)


@pytest.mark.parametrize(
    ("score", "kind"),
    [
        (10.0, CellKind.LINE_ON_TRACK),
        (10.375, CellKind.LINE_ON_TRACK),
        (10.5, CellKind.LINE_ON_FILL),
        (11.0, CellKind.LINE_ON_FILL),
    ],
)
def test_the_line_stands_on_the_fill_once_its_cell_is_half_full(
    score: float, kind: CellKind
) -> None:
    """The line at 10 points has the eleventh cell."""
    assert bar_cells(score, 10.0)[10].kind is kind


def test_cells_are_full_then_part_then_track() -> None:
    """The kinds decide on the colours."""
    kinds = [cell.kind for cell in bar_cells(2.5, None, 25)]
    assert kinds == [CellKind.FULL] * 2 + [CellKind.PART] + [CellKind.TRACK] * 22


# Thin lines.


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, ""), (0.125, "╸"), (0.25, "━"), (0.5, "━━"), (0.6, "━━╸"), (1.0, "━━━━")],
)
def test_a_thin_line_goes_in_halves_of_a_cell(share: float, text: str) -> None:
    """Four cells have eight halves."""
    assert thin_line(share, 4) == text


@given(st.floats(min_value=-2.0, max_value=5.0), WIDTHS)
def test_a_thin_line_never_leaves_its_width(share: float, width: int) -> None:
    """More minutes than planned fill it and no more."""
    assert 0 <= len(thin_line(share, width)) <= width


# Sparklines.


def test_a_sparkline_reaches_from_its_lowest_to_its_highest_value() -> None:
    """Seven glyphs for seven even steps."""
    assert sparkline([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]) == SPARKS


def test_a_sparkline_leaves_weeks_before_the_log_blank() -> None:
    """Nothing is known of them."""
    assert sparkline([None, None, 3.0, 9.0]) == "  ▁▇"


def test_a_sparkline_of_nothing_known_is_blank() -> None:
    """It keeps its width."""
    assert sparkline([None, None]) == "  "


def test_a_change_of_less_than_half_a_point_is_level() -> None:
    """A flat week is not drawn as a mountain."""
    assert sparkline([10.0, 10.4, 10.1]) == "▄▄▄"


@given(st.lists(st.none() | SCORES, max_size=20))
def test_a_sparkline_has_one_glyph_a_value_and_never_a_full_block(
    values: list[float | None],
) -> None:
    """A full block would touch the row above."""
    text = sparkline(values)
    assert len(text) == len(values)
    assert set(text) <= set(SPARKS) | {" "}


# Dots.


@pytest.mark.parametrize(
    ("count", "target", "text"),
    [
        (0, 0, ""),
        (0, 2, "○ ○"),
        (1, 2, "● ○"),
        (2, 2, "● ●"),
        (3, 1, "● ● ●"),
        (6, 2, "● ● ● ● ● ●"),
    ],
)
def test_dots_are_first_what_is_done_then_what_is_to_do(count: int, target: int, text: str) -> None:
    """More than the target is shown too."""
    assert dots(count, target, 23) == text


def test_dots_stand_close_where_they_do_not_fit_with_spaces() -> None:
    """Six dots in seven cells."""
    assert dots(4, 6, 7) == "●●●●○○"


@pytest.mark.parametrize(
    ("count", "target", "text"),
    [(30, 2, "●●●●●●●+23"), (3, 99, "●●●○○○○+92"), (11, 1, "●●●●●●●●+3")],
)
def test_dots_that_do_not_fit_at_all_end_in_the_number_of_the_others(
    count: int, target: int, text: str
) -> None:
    """Seven dots and the rest as a number."""
    assert dots(count, target, 10) == text


@given(
    st.integers(min_value=0, max_value=5000),
    st.integers(min_value=0, max_value=99),
    st.integers(min_value=5, max_value=30),
)
def test_dots_never_leave_their_width_and_lose_none(count: int, target: int, width: int) -> None:
    """What is not drawn is in the number."""
    text = dots(count, target, width)
    shown, _, rest = text.replace(" ", "").partition("+")
    assert len(text) <= width
    assert len(shown) + int(rest or 0) == max(count, target)


def test_dots_are_left_out_where_not_even_their_number_fits() -> None:
    """The count beside them says it."""
    assert dots(1999, 99, 4) == ""
    assert dots(999, 99, 4) == "+999"
