"""The one rounding rule: shown pillars, parts and changes add up to what is shown of them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.history.history import opening_scores
from ssi_tui.core.history.ledger import since_last_due_day
from ssi_tui.core.model import Profile
from ssi_tui.core.text.rounding import rounded, shown, shown_change, shown_total
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.today.rows import SHORT_WINDOW
from ssi_tui.core.today.why import parts_of, why_of
from tests.core.builders import kept_days, log_of, routine_on
from tests.core.strategies import FEWER, Case, cases

parts = st.lists(st.floats(min_value=-25.0, max_value=25.0), min_size=1, max_size=12)
digits = st.integers(min_value=0, max_value=2)


def units(value: float, places: int) -> int:
    """Return a displayed number as a count of its last digit."""
    return round(value * float(10**places))


@given(parts, digits)
def test_the_displayed_parts_add_up_to_the_displayed_sum(values: list[float], places: int) -> None:
    """Adding up what is on the screen gives what is on the screen."""
    found = sum(units(value, places) for value in rounded(values, places))
    assert found == units(round(sum(values), places), places)


@given(parts, digits)
def test_a_displayed_part_is_less_than_a_unit_from_the_true_one(
    values: list[float], places: int
) -> None:
    """A part is rounded down or up, never further."""
    for value, part in zip(values, rounded(values, places), strict=True):
        assert abs(part - value) < 1.0 / 10**places + 1e-9


@given(parts, digits)
def test_no_displayed_part_has_the_wrong_sign(values: list[float], places: int) -> None:
    """A loss never shows as a gain."""
    for value, part in zip(values, rounded(values, places), strict=True):
        assert part * value >= 0.0


@given(parts, digits, st.integers(min_value=-30, max_value=30))
def test_the_displayed_parts_add_up_to_a_given_whole(
    values: list[float], places: int, off_by: int
) -> None:
    """The difference of two displayed scores may be a few units from the sum of the true parts."""
    whole = sum(values) + off_by / 10**places
    found = sum(units(value, places) for value in rounded(values, places, whole))
    assert found == units(round(whole, places), places)


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


pillars = st.lists(st.floats(min_value=0.0, max_value=25.0), min_size=4, max_size=4)


@given(pillars)
def test_a_score_is_shown_as_it_is_printed(scores: list[float]) -> None:
    """By itself, to one decimal, whatever the others are."""
    assert [shown(score) for score in scores] == [float(f"{score:.1f}") for score in scores]


@given(pillars, pillars)
def test_shown_changes_of_the_pillars_add_up_to_that_of_the_total(
    then: list[float], now: list[float]
) -> None:
    """I21, and each is the difference of the two numbers on the screen."""
    found = [shown_change(new, new - old) for old, new in zip(then, now, strict=True)]
    changes = [units(change, 1) for change in found if change is not None]
    was = [shown(new - (new - old)) for old, new in zip(then, now, strict=True)]
    assert sum(changes) == units(shown_total(now), 1) - units(shown_total(was), 1)
    assert sum(units(shown(score), 1) for score in now) == units(shown_total(now), 1)


def test_the_change_since_before_the_log_is_not_shown() -> None:
    """There is no score that it could be the difference to."""
    assert shown_change(8.3, None) is None


@FEWER
@given(cases())
def test_what_the_screens_show_of_a_log_adds_up(case: Case) -> None:
    """I21: pillars to the total, parts to their pillar, changes to the change of the total."""
    dashboard = case.dashboard()
    lately = since_last_due_day(dashboard.source.log, dashboard.source.history)
    changes = []
    for at, row in enumerate(dashboard.pillars):
        parts = parts_of(dashboard, at, 8)
        assert sum(units(part.shown, 1) for part in parts) == units(shown(row.score), 1)
        why = why_of(dashboard, at)
        moved = units(lately.pillars[at].shown_change, 1)
        assert units(why.change.since, 1) == moved
        assert sum(units(part.since, 1) for part in why.moved) == moved
        changes.append(shown_change(row.score, row.change_7d))
        assert sum(units(part.week, 1) for part in why.moved) == units(why.change.week, 1)
        if changes[-1] is not None:
            assert units(why.change.week, 1) == units(changes[-1], 1)
    scores = [row.score for row in dashboard.pillars]
    assert sum(units(shown(score), 1) for score in scores) == units(dashboard.shown_total, 1)
    if dashboard.total_change_7d is not None:
        week_ago = case.today - timedelta(days=SHORT_WINDOW)
        was = shown_total(opening_scores(dashboard.source.history, week_ago) or ())
        known = [units(change, 1) for change in changes if change is not None]
        total = units(dashboard.total_change_7d, 1)
        assert sum(known) == total == units(dashboard.shown_total, 1) - units(was, 1)


def test_the_worked_number_of_a_fresh_database() -> None:
    """A week of the routine: the total shown is that of the pillars shown, not 34.0."""
    week = routine_on(*kept_days(date(2026, 11, 16), 5))
    dashboard = build(log_of(*week, profile=Profile()), date(2026, 11, 23))
    scores = [row.score for row in dashboard.pillars]
    assert [round(score, 4) for score in scores] == [8.3188, 9.4891, 10.0672, 6.1615]
    assert [shown(score) for score in scores] == [8.3, 9.5, 10.1, 6.2]
    assert (dashboard.shown_total, round(dashboard.total, 4)) == (34.1, 34.0366)
