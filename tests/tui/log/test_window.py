"""Which lines of the log are in sight, whatever is done to them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.journal.filter import EVERYTHING
from ssi_tui.core.journal.rows import Journal
from ssi_tui.tui.log.window import Window
from tests.logs import MONDAY


def window_on(*counts: int, height: int = 5) -> Window:
    """Return a window on a journal with so many rows a day."""
    window = Window()
    window.resize(height)
    window.turn_to(journal_of(counts), None)
    return window


def journal_of(counts: tuple[int, ...], newest: int = 0) -> Journal:
    """Return a journal with so many rows on each day, from some days ago on."""
    days = tuple(MONDAY - timedelta(days=newest + at) for at in range(len(counts)))
    return Journal(EVERYTHING, days, counts, {}, sum(counts), empty=False)


def shown(window: Window) -> list[tuple[int, int]]:
    """Return day and row of the lines in sight."""
    return list(window.places())


def test_the_newest_row_is_under_the_cursor_first() -> None:
    """Below the head of its day."""
    window = window_on(2, 3)
    assert shown(window) == [(0, -1), (0, 0), (0, 1), (1, -1), (1, 0)]
    assert (window.day, window.row, window.cursor_in_sight) == (0, 0, 1)


def test_heads_are_passed_over() -> None:
    """Down and up."""
    window = window_on(1, 1, 1)
    for expected in ((1, 0), (2, 0), (2, 0)):
        window.move(1)
        assert (window.day, window.row) == expected
    window.move(-2)
    assert (window.day, window.row) == (0, 0)
    window.move(-1)
    assert (window.day, window.row) == (0, 0)


def test_the_first_line_is_the_head_of_its_day_also_in_the_middle_of_it() -> None:
    """So that the date is always in sight."""
    window = window_on(9, height=4)
    window.move(6)
    assert shown(window) == [(0, -1), (0, 4), (0, 5), (0, 6)]
    window.move(-2)
    assert window.cursor_in_sight == 1


def test_a_page_moves_the_cursor_by_what_is_in_sight() -> None:
    """One line stays for the eye."""
    window = window_on(50, height=10)
    window.page(1)
    assert (window.row, window.cursor_in_sight) == (8, 1)
    window.page(-1)
    assert (window.row, window.top) == (0, 0)
    window.end()
    assert (window.row, window.cursor_in_sight) == (49, 9)


def test_an_empty_log_has_no_page_to_turn() -> None:
    """What is shown later begins at its top."""
    window = window_on()
    window.page(-1)
    window.page(1)
    window.scroll(3)
    assert (shown(window), window.top) == ([], 0)


def test_the_wheel_takes_the_cursor_along_at_the_edges_alone() -> None:
    """It stays on its row as long as that is in sight."""
    window = window_on(50, height=10)
    window.move(4)
    window.scroll(3)
    assert (window.row, window.cursor_in_sight) == (4, 2)
    window.scroll(3)
    assert window.cursor_in_sight == 1
    window.scroll(-30)
    assert (window.top, window.cursor_in_sight) == (0, 7)
    window.scroll(-30)
    assert window.cursor_in_sight == 7


def test_only_rows_can_be_picked() -> None:
    """Neither heads nor what lies below the last."""
    window = window_on(1, 1, height=9)
    assert window.pick(3)
    assert (window.day, window.row) == (1, 0)
    assert not window.pick(2)
    assert not window.pick(4)
    assert not window.pick(-1)
    assert (window.day, window.row) == (1, 0)


def test_another_journal_is_shown_at_the_same_day() -> None:
    """Or at the nearest before it, from its first row on."""
    window = window_on(3, 3, 3)
    window.go_to(1, 2)
    window.turn_to(journal_of((3, 2)), MONDAY - timedelta(days=1))
    assert (window.day, window.row) == (1, 1)
    window.turn_to(journal_of((4, 4), newest=2), MONDAY - timedelta(days=1))
    assert (window.day, window.row) == (0, 0)


@pytest.mark.parametrize("height", [1, 2, 20])
def test_an_empty_journal_is_no_place_to_go_to(height: int) -> None:
    """Every key is answered all the same."""
    window = window_on(height=height)
    window.move(1)
    window.page(-1)
    window.scroll(3)
    window.end()
    window.go_to(5, 5)
    assert not window.pick(0)
    assert shown(window) == []
    assert window.days(margin=9) == (0, 0)


STEPS = st.one_of(
    st.tuples(st.just("move"), st.integers(-30, 30)),
    st.tuples(st.just("page"), st.integers(-3, 3).filter(bool)),
    st.tuples(st.just("scroll"), st.integers(-40, 40)),
    st.tuples(st.just("resize"), st.integers(1, 30)),
)


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=12),
    st.integers(1, 30),
    st.lists(STEPS, max_size=12),
)
def test_the_cursor_is_always_on_a_row_in_sight(
    counts: list[int], height: int, steps: list[tuple[str, int]]
) -> None:
    """And the lines in sight are as many as fit."""
    window = window_on(*counts, height=height)
    for name, by in steps:
        getattr(window, name)(by)
        journal = window.journal
        assert journal is not None
        places = shown(window)
        assert len(places) == min(window.height, journal.lines)
        assert places[window.cursor_in_sight] == (window.day, window.row)
        first, last = window.days()
        assert {day for day, _ in places} == set(range(first, last + 1))
        wide = window.days(margin=window.height)
        assert wide[0] <= first <= last <= wide[1] < len(counts)
