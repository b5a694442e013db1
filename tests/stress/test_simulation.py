"""What synthetic people are told is about as true as it is said to be, for a few of them.

The bounds are wide: they catch a mistake, and the figures are those of
``python -m tests.tools.simulation``.
"""

from datetime import timedelta

import pytest

from ssi_tui.core.history.history import history_of
from ssi_tui.core.model import Log, Risk, Tally
from ssi_tui.core.score.calibration import calibrations
from ssi_tui.core.score.range import range_of
from ssi_tui.core.score.reach import openings, reaches_of
from ssi_tui.core.score.scoring import setups
from ssi_tui.core.today.dashboard import build
from tests.tools.simulation import flags, habits, readings
from tests.tools.synthetic import FIRST, cases, somebody

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found() -> readings.Found:
    """Return what is found for one person of each behaviour at each synthetic LinkedIn."""
    return readings.summed(map(readings.simulate, cases(1)))


@pytest.mark.parametrize("often", readings.RANGE_AFTER)
def test_the_range_holds_about_four_totals_in_five(found: readings.Found, often: str) -> None:
    assert 0.70 < found.misses[often].ranges.share < 0.90


def test_the_range_without_readings_holds_most_totals(found: readings.Found) -> None:
    ranges = readings.Held()
    for held in found.unread.values():
        ranges.merge(held)
    assert 0.65 < ranges.share < 0.95


@pytest.mark.parametrize(
    ("often", "least"), [("daily", 0.1), ("weekly", 0.3), ("four-weekly", 0.45)]
)
def test_readings_foretell_the_next_one_better_than_the_last_one_does(
    found: readings.Found, often: str, least: float
) -> None:
    misses = found.misses[often]
    assert misses.gain > least
    assert abs(misses.bias / misses.count) < 1.0


def told(name: str, people: int = 2) -> flags.Warnings:
    """Return what people with a habit are told."""
    return flags.summed(flags.watch((name, seed)) for seed in range(people))


@pytest.mark.parametrize(
    "name", [habit.name for habit in habits.KEEPERS if habit.name != "keeps, 1 day a week"]
)
def test_who_keeps_a_rhythm_is_never_warned(name: str) -> None:
    """Whatever the rhythm is; with one day a week it happens on that day."""
    found = told(name)
    assert (found.warned, found.down) == (0, 0)


@pytest.mark.parametrize("name", [habit.name for habit in habits.IRREGULAR])
def test_who_is_irregular_is_seldom_warned(name: str) -> None:
    found = told(name)
    assert found.warned < found.mornings / 3


@pytest.mark.parametrize("name", [habit.name for habit in habits.STOPPERS])
def test_who_stops_is_warned_on_some_mornings_before_any_pillar_falls(name: str) -> None:
    found = told(name)
    assert min(found.before_fall) >= 3
    assert found.slides[Risk.ABOUT_TO_COLLAPSE].happened > 0


def test_who_does_less_and_less_is_warned() -> None:
    found = told("sinks to nothing in 8 weeks")
    assert len(found.weeks) >= found.sinking - 1


def test_the_short_cut_of_the_simulation_says_what_the_app_does() -> None:
    """Estimate and range of a morning, with ten readings before it."""
    person, daily = somebody(("weekend off", "our family", 7))
    day = FIRST + timedelta(days=120)
    *_, known = calibrations(
        person.profile, person.schedule, person.logged, FIRST, daily[3:70:7], day
    )
    tallies = tuple(
        Tally(on, task, None, count)
        for on, units in person.logged.items()
        for task, repeats in units.repeats.items()
        for _, count in repeats
        if on < day
    )
    log = Log(tallies, person.profile, person.schedule.workdays)
    shown = build(log, day, history=history_of(log, day, known))
    spread = dict(openings(person.logged, person.schedule, FIRST, day))[day]
    pillars = setups(person.profile)
    found = readings.estimates(known, pillars, reaches_of(pillars, spread))
    assert found == pytest.approx([row.score for row in shown.pillars], abs=1e-9)
    ends = range_of(pillars, person.profile.past, known, spread, day, sum(found))
    assert ends == pytest.approx((shown.low, shown.high), abs=1e-6)
