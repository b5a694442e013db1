"""The chance of letting a pillar slide follows from the user's own due days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.model import WorkdaysVersion
from ssi_tui.core.plan.slide_chance import chance_of_misses, chance_of_sliding, miss_rates

MONDAY = date(2026, 1, 5)
PRIOR_RATES = (1 / 3, 2 / 3, 3 / 4)
histories = st.lists(st.booleans(), max_size=120)
chances = st.floats(min_value=0.0, max_value=1.0)


def due_days(*done: bool) -> bytes:
    """Return due days in a row, done or not."""
    return bytes(done)


def sliding(
    days: bytes,
    collapse_on: date | None,
    *,
    today: date = MONDAY,
    fed_today: bool = False,
    schedule: Schedule | None = None,
) -> float | None:
    """Return the chance for a user who works Monday to Friday."""
    return chance_of_sliding(days, schedule or Schedule(), today, fed_today, collapse_on)


def test_before_anything_is_known_the_rates_are_the_priors() -> None:
    """(1, 2), (2, 1) and (3, 1): not fed to fed."""
    assert miss_rates(b"") == pytest.approx(PRIOR_RATES)


def test_the_first_due_day_has_none_before_it_and_is_not_counted() -> None:
    """Whatever was done on it."""
    assert miss_rates(due_days(True)) == pytest.approx(PRIOR_RATES)
    assert miss_rates(due_days(False)) == pytest.approx(PRIOR_RATES)


def test_the_rates_of_a_small_history_are_those_worked_out_by_hand() -> None:
    """Fed, fed, missed, missed, missed, missed, fed, fed.

    After a fed day: fed, missed, fed; the counts fade by 0.98 at each visit, so fed has
    0.98 * 0.98 + 1 and missed 0.98. After one or two misses: missed, missed. After three: missed;
    after four: fed.
    """
    rates = miss_rates(due_days(True, True, False, False, False, False, True, True))
    fed, missed = 0.98 * 0.98 + 1.0, 0.98
    assert rates[0] == pytest.approx((1 + missed) / (3 + missed + fed))
    assert rates[1] == pytest.approx((2 + 1.98) / (3 + 1.98))
    assert rates[2] == pytest.approx((3 + 0.98) / (4 + 0.98 + 1.0))


def test_what_is_long_ago_counts_less_than_what_is_recent() -> None:
    """The same days in another order."""
    lately_fed = due_days(*([True, False] * 20 + [True] * 20))
    lately_missed = due_days(*([True] * 20 + [True, False] * 20))
    assert miss_rates(lately_fed)[0] < miss_rates(lately_missed)[0]


@given(histories)
def test_a_rate_is_never_certain(done: list[bool]) -> None:
    """The prior keeps every rate between 0 and 1."""
    assert all(0.0 < rate < 1.0 for rate in miss_rates(due_days(*done)))


@given(histories)
def test_a_miss_raises_a_rate_that_feeding_lowers(done: list[bool]) -> None:
    """Two histories that differ in their last day, which touches one rate alone."""
    fed = miss_rates(due_days(True, *done, True))
    missed = miss_rates(due_days(True, *done, False))
    assert sum(missed) > sum(fed)


def test_without_a_foretold_night_there_is_no_chance() -> None:
    """Nothing slides that does not collapse."""
    assert sliding(due_days(True, True), None) is None


def test_the_chance_is_the_product_over_the_due_days_up_to_the_night() -> None:
    """Monday to Friday, all still to be missed: fed before, then one, two and three misses."""
    friday = MONDAY + timedelta(days=4)
    first, second, third = PRIOR_RATES
    assert sliding(b"", friday) == pytest.approx(first * second * second * third * third)


def test_today_counts_while_it_is_due_and_has_not_fed_the_pillar() -> None:
    """Tonight's collapse is let slide by letting today slide."""
    assert sliding(b"", MONDAY) == pytest.approx(PRIOR_RATES[0])


def test_once_today_has_fed_the_pillar_it_is_the_fed_day_before_tomorrow() -> None:
    """The misses before it are over."""
    missed = due_days(False, False, False, False)
    next_monday = MONDAY + timedelta(days=7)
    rates = miss_rates(missed)
    chance = sliding(missed, next_monday + timedelta(days=1), today=next_monday, fed_today=True)
    assert chance == pytest.approx(rates[0])


def test_the_misses_before_today_are_counted_on() -> None:
    """After two misses today is in the second state, tomorrow in the third."""
    days = due_days(True, False, False)
    rates = miss_rates(days)
    thursday = MONDAY + timedelta(days=3)
    chance = sliding(days, thursday + timedelta(days=1), today=thursday)
    assert chance == pytest.approx(rates[1] * rates[2])


def test_rest_days_and_time_off_are_no_chances_to_miss() -> None:
    """From Friday to Tuesday with Monday off: Friday and Tuesday."""
    friday = MONDAY + timedelta(days=4)
    schedule = Schedule(time_off=((friday + timedelta(days=3), friday + timedelta(days=3)),))
    chance = sliding(b"", friday + timedelta(days=4), today=friday, schedule=schedule)
    assert chance == pytest.approx(PRIOR_RATES[0] * PRIOR_RATES[1])


def test_with_no_due_day_left_before_the_night_it_slides_for_certain() -> None:
    """Unless something is done that nobody asks for."""
    saturday = MONDAY + timedelta(days=5)
    assert sliding(b"", saturday, today=saturday) == 1.0
    assert sliding(b"", MONDAY, fed_today=True) == 1.0


def test_what_is_done_on_a_rest_day_leaves_the_due_days_as_they_are() -> None:
    """The states are those of due days; a Saturday says little about Mondays."""
    days = due_days(True, False)
    schedule = Schedule(workdays=(WorkdaysVersion(MONDAY, frozenset({0, 1, 2})),))
    thursday, monday = MONDAY + timedelta(days=3), MONDAY + timedelta(days=7)
    idle = sliding(days, monday, today=thursday, schedule=schedule)
    fed = sliding(days, monday, today=thursday, schedule=schedule, fed_today=True)
    assert idle == fed == pytest.approx(miss_rates(days)[1])


@given(st.lists(chances, min_size=3, max_size=3), st.integers(0, 9), st.integers(0, 12))
def test_more_misses_never_lower_the_chance_while_the_rates_stay(
    rates: list[float], missed: int, due: int
) -> None:
    """For rates that rise from state to state, as the priors do."""
    rising = tuple(sorted(rates))
    assert chance_of_misses(rising, missed + 1, due) >= chance_of_misses(rising, missed, due)


@given(st.lists(chances, min_size=3, max_size=3), st.integers(0, 9), st.integers(0, 12))
def test_a_later_night_never_raises_the_chance(rates: list[float], missed: int, due: int) -> None:
    """Each due day more is one more to miss."""
    fixed = tuple(rates)
    assert chance_of_misses(fixed, missed, due + 1) <= chance_of_misses(fixed, missed, due)


@given(histories, st.integers(min_value=0, max_value=60), st.booleans())
def test_a_chance_is_between_0_and_1(done: list[bool], nights: int, fed: bool) -> None:
    """Whatever the history and the night."""
    today = MONDAY + timedelta(days=len(done))
    night = today + timedelta(days=nights)
    chance = sliding(due_days(*done), night, today=today, fed_today=fed)
    assert chance is not None
    assert 0.0 <= chance <= 1.0
