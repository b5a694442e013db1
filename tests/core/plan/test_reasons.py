"""Each item of the plan says what it is good for, and the advice holds what else there is."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.core.model import PILLARS, Pillar, Risk
from ssi_tui.core.plan.planner import Reason, advise, plan_for
from ssi_tui.core.score.forecast import WARNED
from ssi_tui.core.score.scoring import setups
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.plan.plan_builders import (
    FULL_PROFILE,
    kept,
    log_of,
    on,
    outlook,
    situation_of,
    standing,
    ticked,
    with_tallies,
    worked_morning,
)
from tests.examples import examples

PEOPLE = PILLARS.index(Pillar.PEOPLE)
RELATIONSHIPS = PILLARS.index(Pillar.RELATIONSHIPS)
MORNING = on(12, 0)


def test_an_item_names_the_pillar_that_it_serves_most_under_the_urgencies() -> None:
    """Invitations serve People, comments Insights."""
    reasons = {item.action: item.reason.pillar for item in plan_for(worked_morning(20.0)).items}
    assert reasons["connect"] is Pillar.PEOPLE
    assert reasons["comment"] is Pillar.INSIGHTS


def test_the_reason_of_an_item_follows_the_urgency() -> None:
    """A message feeds Insights most, and Relationships where that is about to collapse."""
    situation = worked_morning(20.0)
    alarmed = tuple(
        outlook(Risk.ABOUT_TO_COLLAPSE, MORNING, 0) if at == RELATIONSHIPS else each
        for at, each in enumerate(situation.outlooks)
    )
    calm = {item.action: item.reason.pillar for item in plan_for(situation).items}
    items = plan_for(replace(situation, outlooks=alarmed)).items
    urgent = {item.action: item.reason.pillar for item in items}
    assert calm["message"] is Pillar.INSIGHTS
    assert urgent["message"] is Pillar.RELATIONSHIPS


def test_the_active_day_is_no_reason_for_an_item() -> None:
    """It comes with anything, so it says nothing for this."""
    stocks = (1000.0, 300.0, 2000.0, 0.0)
    morning = worked_morning(2.0)
    standings = tuple(map(standing, setups(FULL_PROFILE), stocks))
    (item,) = plan_for(replace(morning, standings=standings)).items
    assert item.action == "connect"
    assert item.gains[RELATIONSHIPS] > item.gains[PEOPLE]
    assert item.reason.pillar is Pillar.PEOPLE


def test_the_reason_holds_the_night_to_which_the_item_moves_a_collapse() -> None:
    """After a week of nothing two invitations move it from Tuesday to Wednesday."""
    friday = on(12, 4)
    situation = situation_of(log_of(kept(12)), friday, 15.0)
    assert situation.outlooks[PEOPLE].risk is Risk.WATCH
    item = plan_for(situation).items[0]
    assert (item.action, item.count) == ("connect", 2)
    assert item.reason.pillar is Pillar.PEOPLE
    assert item.reason.before.collapse_on == on(13, 1)
    assert item.reason.moves
    assert item.reason.moves_to == on(13, 2)


@settings(max_examples=examples(15), deadline=None)
@given(st.integers(min_value=0, max_value=14), st.integers(min_value=1, max_value=20))
def test_the_nights_of_the_reasons_are_those_after_logging_in_order(idle: int, left: int) -> None:
    """Before and after are what the dashboard says before and after."""
    log, today = log_of(kept(12)), MORNING + timedelta(days=idle)
    for item in plan_for(situation_of(log, today, left)).items:
        at = PILLARS.index(item.reason.pillar)
        assert build(log, today).pillars[at].outlook == item.reason.before
        log = with_tallies(log, *ticked(today, item.action, item.count, 5))
        assert build(log, today).pillars[at].outlook == item.reason.after


def test_an_item_that_moves_no_night_says_so() -> None:
    """One action is often less than the fading of one day."""
    situation = worked_morning(3.0)
    (item,) = [each for each in plan_for(situation).items if each.action == "connect"]
    assert item.reason.before.collapse_on == item.reason.moves_to
    assert not item.reason.moves


def test_an_item_that_brings_a_pillar_back_says_so() -> None:
    """The keeper who was away for five weeks, on the day that ends the recovery."""
    routine = kept(1)[on(0, 0)]
    recovering = {on(week, weekday): routine for week in (17, 18) for weekday in range(5)}
    thursday = on(18, 3)
    log = log_of(kept(12) | {day: done for day, done in recovering.items() if day < thursday})
    situation = situation_of(log, thursday, 15.0, notes_left=None)
    assert situation.outlooks[PEOPLE].risk is Risk.RECOVERING
    item = plan_for(situation).items[0]
    assert (item.action, item.count) == ("connect", 2)
    assert item.reason.pillar is Pillar.PEOPLE
    assert item.reason.lifts
    assert not item.reason.moves


def test_advice_holds_the_plan_and_one_remedy_for_each_pillar_that_needs_it() -> None:
    """A pillar never has both a fix and a recovery."""
    situation = situation_of(log_of(kept(12)), on(13, 2), 13.0)
    advice = advise(situation)
    assert advice.plan == plan_for(situation)
    for each, fix, recovery in zip(
        situation.outlooks, advice.fixes, advice.recoveries, strict=True
    ):
        assert fix is None or each.risk in WARNED
        assert recovery is None or each.risk is Risk.COLLAPSED


def test_a_reason_moves_a_night_only_when_it_puts_it_further_off() -> None:
    """Later, or to no night at all."""
    early, late = outlook(Risk.WATCH, MORNING, 4), outlook(Risk.WATCH, on(12, 1), 5)
    never = outlook(Risk.SAFE)
    assert Reason(Pillar.PEOPLE, early, late).moves
    assert Reason(Pillar.PEOPLE, early, never).moves
    assert not Reason(Pillar.PEOPLE, early, early).moves
    assert not Reason(Pillar.PEOPLE, late, early).moves
    assert not Reason(Pillar.PEOPLE, never, late).moves


def test_a_reason_lifts_a_pillar_only_when_it_is_no_longer_collapsed() -> None:
    """Before and after both count."""
    down, up = outlook(Risk.COLLAPSED), outlook(Risk.WATCH, MORNING, 4)
    assert Reason(Pillar.PEOPLE, down, up).lifts
    assert not Reason(Pillar.PEOPLE, down, down).lifts
    assert not Reason(Pillar.PEOPLE, up, up).lifts


def test_a_pillar_that_is_fed_by_more_has_missed_nothing() -> None:
    """Half of what feeds it leaves the misses, twice half does not."""
    people = standing(setups(FULL_PROFILE)[PEOPLE], 100.0, missed=3)
    half = people.with_more(1.25, 10.0)
    assert (half.stock, half.dose, half.missed) == (111.25, 1.25, 3)
    assert half.with_more(1.25).missed == 0
