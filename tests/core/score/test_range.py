"""The range in which LinkedIn's total would lie, and the word for it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.history.history import history_of
from ssi_tui.core.model import Past, Profile
from ssi_tui.core.score.range import range_of, word_of
from ssi_tui.core.score.reach import Spread
from ssi_tui.core.score.scoring import setups
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.value import replace
from tests.core.builders import EXAMPLE_PROFILE, MONDAY, after, keeper, log_of, routine_on
from tests.core.score.test_calibration import known, reading, readings_from
from tests.core.strategies import PROPERTY, Case, cases

FRESH = Profile()


def ends(shown: Dashboard) -> tuple[float, float]:
    """Return the ends of the range."""
    return shown.low, shown.high


def exactly(*values: float) -> object:
    """Return the values with a tolerance of one unit of the last printed digit."""
    return pytest.approx(values, abs=1e-3)


@pytest.mark.parametrize(
    ("profile", "past", "total", "low", "high", "word"),
    [
        (EXAMPLE_PROFILE, Past.UNKNOWN, 22.0, 19.114, 81.994, None),
        (EXAMPLE_PROFILE, Past.NONE, 22.0, 16.134, 53.111, "needs work to average"),
        (EXAMPLE_PROFILE, Past.SOME, 50.377, 41.705, 75.945, None),
        (EXAMPLE_PROFILE, Past.ROUTINE, 70.254, 53.328, 86.934, None),
        (FRESH, Past.UNKNOWN, 13.0, 10.114, 80.625, None),
        (FRESH, Past.NONE, 13.0, 7.134, 48.089, "needs work"),
        (FRESH, Past.SOME, 45.159, 35.996, 73.798, None),
        (FRESH, Past.ROUTINE, 67.615, 48.709, 86.008, None),
    ],
)
def test_the_range_of_the_first_morning_is_that_of_the_worked_example(
    profile: Profile, past: Past, total: float, low: float, high: float, word: str | None
) -> None:
    """Nothing logged and no reading: what the answer about the past leaves open."""
    shown = build(log_of(profile=replace(profile, past=past)), MONDAY)
    assert (shown.total, *ends(shown)) == exactly(total, low, high)
    assert shown.band == word
    assert shown.margin == (shown.high - shown.low) / 2.0


@pytest.mark.parametrize(
    ("past", "days", "low", "high"),
    [
        (Past.UNKNOWN, 7, 38.307, 81.578),
        (Past.UNKNOWN, 28, 53.525, 81.970),
        (Past.UNKNOWN, 84, 59.716, 84.304),
        (Past.NONE, 7, 34.072, 61.539),
        (Past.NONE, 28, 49.346, 74.595),
        (Past.NONE, 84, 57.210, 83.200),
    ],
)
def test_the_range_after_weeks_of_the_routine_is_that_of_the_worked_example(
    past: Past, days: int, low: float, high: float
) -> None:
    """On the morning after them."""
    log = replace(keeper(days), profile=replace(EXAMPLE_PROFILE, past=past))
    assert ends(build(log, after(days))) == exactly(low, high)


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (56.0, 69.0, "average to good"),
        (60.0, 69.0, "good"),
        (58.0, 71.0, None),
        (0.0, 49.0, "needs work"),
        (60.9, 69.1, "good to very good"),
        (59.9, 60.0, "average to good"),
        (80.0, 100.0, "super"),
        (0.0, 100.0, None),
    ],
)
def test_the_word_is_that_of_both_ends_as_they_are_shown(
    low: float, high: float, word: str | None
) -> None:
    """Rounded to whole points away from each other; neighbours are both named."""
    assert word_of(low, high) == word


@PROPERTY
@given(cases(asked=True, extreme=False), st.data())
def test_the_range_holds_the_total_and_ends_within_the_score(
    case: Case, data: st.DataObject
) -> None:
    """I28: with readings and without."""
    calibration = None
    if data.draw(st.booleans()):
        readings = data.draw(readings_from(case.first, case.today))
        calibration = known(case.log, readings, case.today, case.first).calibration
    history = history_of(case.log, case.today, calibration)
    shown = build(case.log, case.today, history=history)
    assert 0.0 <= shown.low <= shown.total <= shown.high <= 100.0


def test_a_fit_that_leaves_no_start_but_one_has_a_range() -> None:
    """Weights may be too small for a number: those of the other starts are nothing then."""
    log = keeper(280)
    person = known(log, [reading(at, 25.0 * (at % 2)) for at in range(200)])
    shown = person.dashboard(after(200))
    assert 0.0 <= shown.low < shown.high <= 100.0


def test_the_range_narrows_with_every_reading_at_first() -> None:
    """Of the total on one and the same morning, for somebody who keeps the routine."""
    readings = [reading(at, 9.0 + at / 14) for at in (6, 13, 20, 27)]
    log = keeper(28)
    widths = [build(log, after(27)).margin] + [
        known(log, readings[:count]).dashboard(after(27)).margin for count in range(1, 5)
    ]
    assert all(more > less for more, less in pairwise(widths))
    assert widths[-1] > 1.5


@pytest.mark.parametrize("logged", [28, 140], ids=["idle since", "routine since"])
def test_the_range_widens_with_the_days_since_the_last_reading(logged: int) -> None:
    """Whether or not anything was done since."""
    person = known(keeper(logged), [reading(at, 9.0 + at / 14) for at in (6, 13, 20, 27)])
    widths = [person.dashboard(after(at)).margin for at in (27, 34, 48, 69, 111)]
    assert all(less < more for less, more in pairwise(widths))


def test_what_is_done_today_moves_the_range() -> None:
    """It is worked out for now, not for the morning."""
    morning = build(keeper(21), after(21))
    evening = build(log_of(*keeper(21).tallies, *routine_on(after(21))), after(21))
    assert evening.low > morning.low
    assert evening.high > morning.high


def test_the_spread_of_a_new_log_is_nothing_but_the_past() -> None:
    """Before its first day nothing has faded and nothing was done."""
    profile = replace(EXAMPLE_PROFILE, past=Past.ROUTINE)
    total = sum(
        pillar.base + (pillar.ceiling - pillar.base) * (1.0 - 2.0**-1.8)
        for pillar in setups(profile)
    )
    low, high = range_of(setups(profile), profile.past, None, Spread(), MONDAY, total)
    assert low < total < high
