"""Displayed parts add up to the displayed whole."""

from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.text.rounding import rounded

parts = st.lists(st.floats(min_value=-25.0, max_value=25.0), min_size=1, max_size=12)
digits = st.integers(min_value=0, max_value=2)


def units(value: float, places: int) -> int:
    """Return a displayed number as a count of its last digit."""
    return round(value * float(10**places))


@given(parts, digits)
def test_the_displayed_parts_add_up_to_the_displayed_sum(values: list[float], places: int) -> None:
    """Adding up what is on the screen gives what is on the screen."""
    shown = sum(units(value, places) for value in rounded(values, places))
    assert shown == units(round(sum(values), places), places)


@given(parts, digits)
def test_a_displayed_part_is_less_than_a_unit_from_the_true_one(
    values: list[float], places: int
) -> None:
    """A part is rounded down or up, never further."""
    for value, shown in zip(values, rounded(values, places), strict=True):
        assert abs(shown - value) < 1.0 / 10**places + 1e-9


@given(parts, digits)
def test_no_displayed_part_has_the_wrong_sign(values: list[float], places: int) -> None:
    """A loss never shows as a gain."""
    for value, shown in zip(values, rounded(values, places), strict=True):
        assert shown * value >= 0.0


@given(parts, digits, st.integers(min_value=-30, max_value=30))
def test_the_displayed_parts_add_up_to_a_given_whole(
    values: list[float], places: int, off_by: int
) -> None:
    """The difference of two displayed scores may be a few units from the sum of the true parts."""
    whole = sum(values) + off_by / 10**places
    shown = sum(units(value, places) for value in rounded(values, places, whole))
    assert shown == units(round(whole, places), places)


@given(st.lists(st.integers(min_value=-250, max_value=250), min_size=1, max_size=12))
def test_parts_that_need_no_rounding_stay(tenths: list[int]) -> None:
    """Numbers that are exact as displayed are displayed as they are."""
    values = [tenth / 10 for tenth in tenths]
    assert list(rounded(values, 1)) == values


def test_the_largest_remainder_gets_the_missing_unit() -> None:
    """Of equal remainders the first part gets it."""
    assert rounded([5.94, 3.02, 0.79, 0.65, 2.0], 1) == (5.9, 3.0, 0.8, 0.7, 2.0)
    assert rounded([1 / 3, 1 / 3, 1 / 3], 1) == (0.4, 0.3, 0.3)


def test_losses_and_gains_that_cancel_are_shown_as_nothing() -> None:
    """Rounding down makes -0.04 a loss of 0.1, which its own remainder gives back."""
    assert rounded([-0.04, 0.04], 1) == (0.0, 0.0)


def test_a_missing_unit_is_taken_where_it_changes_least() -> None:
    """A whole below the sum takes from the part with the smallest remainder."""
    assert rounded([1.04, 2.01], 1, 3.0) == (1.0, 2.0)
    assert rounded([1.0, 2.01], 1, 2.9) == (0.9, 2.0)


def test_no_parts_are_no_parts() -> None:
    """An empty list has nothing to round."""
    assert rounded([], 1) == ()


def test_the_whole_is_rounded_as_it_is_printed() -> None:
    """0.15 is a little less in binary, and prints as 0.1; times ten it would be 1.5."""
    assert f"{0.15:.1f}" == "0.1"
    assert rounded([0.15], 1) == (0.1,)
