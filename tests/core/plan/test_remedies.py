"""What stops a collapse, and what brings a collapsed pillar back."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings

from ssi_tui.core.formula import ACTIONS, PLAN_CAPS
from ssi_tui.core.history.history import history_of
from ssi_tui.core.model import Log, Risk, TimeOff
from ssi_tui.core.plan.remedies import Fix, Recovery, back_by, fix_for, kept_up, recovery_for
from ssi_tui.core.plan.situation import Situation
from ssi_tui.core.score.forecast import Outlook, assess
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.plan.plan_builders import (
    kept,
    log_of,
    logs,
    on,
    situation_of,
    standing,
    ticked,
    with_tallies,
)
from tests.examples import examples

BRAND, PEOPLE, INSIGHTS, RELATIONSHIPS = range(4)
KEEPER = log_of(kept(12))
"""Twelve weeks of the routine."""
MODEST = log_of(kept(12, {"comment": 1, "search": 1}))
"""Twelve weeks of two actions a day, to which one more is much."""


def outlook_after(log: Log, today: date, at: int, action: str, count: int) -> Outlook:
    """Return the outlook of a pillar once so many of an action are logged, notes being left."""
    more = with_tallies(log, *ticked(today, action, count, 5))
    return build(more, today).pillars[at].outlook


def sinking(score: float, *, down: bool = False) -> Situation:
    """Return a situation in which Relationships has sunk from 15 to a score; its line is 12.5."""
    situation = situation_of(KEEPER, on(12, 0))
    pillar = situation.standings[RELATIONSHIPS].pillar
    sunk = standing(pillar, pillar.stock_for(score), level=15.0, down=down)
    return replace(
        situation,
        standings=(*situation.standings[:RELATIONSHIPS], sunk),
        outlooks=(*situation.outlooks[:RELATIONSHIPS], assess(sunk, situation.schedule)),
    )


def days_idle(days: int) -> Situation:
    """Return the situation so many days after twelve weeks of the routine."""
    return situation_of(KEEPER, on(12, 0) + timedelta(days=days))


@pytest.mark.parametrize("at", [PEOPLE, INSIGHTS])
@pytest.mark.parametrize("idle", range(1, 8))
def test_logging_the_fix_moves_the_night_to_where_it_says(at: int, idle: int) -> None:
    """Through the log and the whole engine."""
    today = on(12, 0) + timedelta(days=idle)
    situation = situation_of(KEEPER, today)
    fix = fix_for(situation, at)
    foretold = situation.outlooks[at].collapse_on
    assert fix is not None
    assert foretold is not None
    assert fix.moves_to is not None
    assert fix.moves_to > foretold
    after = outlook_after(KEEPER, today, at, fix.action, fix.count)
    assert after.collapse_on == fix.moves_to


@settings(max_examples=examples(40), deadline=None)
@given(logs())
def test_a_fix_moves_the_night_for_the_gain_it_claims(case: tuple[Log, date]) -> None:
    """Any log: later than foretold, or no night at all; within the caps of the day."""
    log, today = case
    situation = situation_of(log, today, notes_left=5)
    for at in range(4):
        fix = fix_for(situation, at)
        if fix is None:
            continue
        foretold = situation.outlooks[at].collapse_on
        assert foretold is not None
        assert fix.moves_to is None or fix.moves_to > foretold
        after = outlook_after(log, today, at, fix.action, fix.count)
        assert after.collapse_on == fix.moves_to
        assert fix.count + situation.done(fix.action) <= PLAN_CAPS[fix.action]
        more = with_tallies(log, *ticked(today, fix.action, fix.count, 5))
        gain = build(more, today).pillars[at].score - build(log, today).pillars[at].score
        assert gain == pytest.approx(fix.gain, abs=1e-9)


@pytest.mark.parametrize("log", [KEEPER, MODEST], ids=["keeper", "modest"])
@pytest.mark.parametrize("idle", range(12))
@pytest.mark.parametrize("at", [PEOPLE, INSIGHTS])
def test_the_fix_is_the_cheapest_that_makes_a_pillar_safe_or_else_the_one_that_reaches_furthest(
    log: Log, at: int, idle: int
) -> None:
    """Every action is logged once to its cap through the whole engine."""
    today = on(12, 0) + timedelta(days=idle)
    situation = situation_of(log, today)
    foretold = situation.outlooks[at].collapse_on
    ways = []
    for number, action in enumerate(PLAN_CAPS):
        for count in range(1, situation.cap(action) + 1):
            minutes = count * ACTIONS[action].minutes
            after = outlook_after(log, today, at, action, count)
            night = after.collapse_on or date.max
            if foretold is not None and night > foretold:
                ways.append((after.risk, minutes, count, night, number, action))
    safe = [way for way in ways if way[0] is Risk.SAFE]
    best = (
        min(safe, key=lambda way: (way[1], way[2], -way[3].toordinal(), way[4]))
        if safe
        else min(ways, key=lambda way: (-way[3].toordinal(), way[1], way[2], way[4]), default=None)
    )
    fix = fix_for(situation, at)
    chosen = fix and (fix.action, fix.count, fix.moves_to or date.max)
    assert chosen == (best and (best[5], best[2], best[3]))


def test_two_invitations_stop_the_collapse_of_people_on_a_friday() -> None:
    """One is less than what fades on the day by which the night would move."""
    fix = fix_for(days_idle(4), PEOPLE)
    assert fix is not None
    assert replace(fix, gain=0.0) == Fix("connect", 2, 4.0, 0.0, on(13, 2))


def test_one_invitation_is_the_fix_where_it_moves_the_night_as_far_as_two() -> None:
    """Of those that put it equally far off the least minutes win."""
    fix = fix_for(days_idle(7), PEOPLE)
    assert fix is not None
    assert (fix.action, fix.count, fix.moves_to) == ("connect", 1, on(13, 2))


def test_a_fix_is_not_asked_for_beyond_the_caps_of_the_day() -> None:
    """With the invitations of the day sent something else has to do."""
    friday = on(12, 4)
    log = with_tallies(KEEPER, *ticked(friday, "connect", 2, 5))
    fix = fix_for(situation_of(log, friday), PEOPLE)
    assert fix is None or fix.action != "connect"


def test_nobody_is_told_to_reply_where_nothing_of_their_own_is_new() -> None:
    """Neither as a fix nor as a way back; with a comment of yesterday a reply is the cheapest."""
    for down in (False, True):
        heard = sinking(12.6, down=down)
        unheard = replace(heard, wrote_lately=False)
        for remedy in (fix_for, recovery_for):
            found, other = remedy(heard, RELATIONSHIPS), remedy(unheard, RELATIONSHIPS)
            assert (found is None) == (other is None)
            if found is not None and other is not None:
                assert found.action == "reply"
                assert other.action != "reply"


def test_the_fix_of_an_untouched_day_gains_by_the_active_day_too() -> None:
    """Its ten points go to Relationships with whatever is first."""
    situation = sinking(12.6)
    fix = fix_for(situation, RELATIONSHIPS)
    assert fix is not None
    one = situation.standings[RELATIONSHIPS]
    points = situation.dose(fix.action, fix.count)[RELATIONSHIPS] + 10.0
    assert fix.gain == pytest.approx(one.pillar.score(one.stock + points) - one.score)


def test_a_pillar_without_a_foretold_night_needs_no_fix() -> None:
    """Brand and Relationships of a keeper do not collapse within sixty nights."""
    assert fix_for(days_idle(4), BRAND) is None
    assert fix_for(days_idle(4), RELATIONSHIPS) is None


def test_a_night_that_nothing_moves_has_no_fix() -> None:
    """On the first idle morning everything that one kind can add is less than a day's fading."""
    situation = days_idle(0)
    assert situation.outlooks[PEOPLE].collapse_on == on(13, 1)
    assert fix_for(situation, PEOPLE) is None


def first_close_up(
    log: Log, today: date, at: int, action: str, count: int, notes: int
) -> date | None:
    """Return when a pillar is up again if so many of an action are logged each due day."""
    days = [today + timedelta(days=ahead) for ahead in range(28)]
    for day in days:
        if day.day == 1:
            notes = 5
        if day.weekday() < 5:
            log = with_tallies(log, *ticked(day, action, count, notes))
            notes -= min(notes, count) if action == "connect" else 0
    history = history_of(log, days[-1] + timedelta(days=1))
    down = history.closes[at].down[-len(days) :]
    return next((day for day, still in zip(days, down, strict=True) if not still), None)


@pytest.mark.parametrize("at", [PEOPLE, INSIGHTS])
@pytest.mark.parametrize(
    ("idle", "notes"), [(9, 5), (10, 1), (11, 5), (14, 1), (20, 3), (27, 0), (29, 0), (30, 1)]
)
def test_the_recovery_is_the_soonest_way_back_and_of_equals_the_shortest(
    at: int, idle: int, notes: int
) -> None:
    """Every action is logged each due day through the whole engine, once to its cap."""
    today = on(12, 0) + timedelta(days=idle)
    situation = situation_of(KEEPER, today, notes_left=notes)
    recovery = recovery_for(situation, at)
    assert recovery is not None
    ways = []
    for action in PLAN_CAPS:
        for count in range(1, situation.cap(action) + 1):
            by = first_close_up(KEEPER, today, at, action, count, notes)
            if by is not None:
                ways.append(Recovery(action, count, count * ACTIONS[action].minutes, by))
    assert recovery == min(ways, key=lambda way: (way.by, way.minutes, way.count))


def test_what_was_done_today_counts_toward_the_recovery() -> None:
    """Two a day with one sent this morning asks for one more today."""
    today = on(13, 3)
    fresh = recovery_for(situation_of(KEEPER, today), PEOPLE)
    begun = with_tallies(KEEPER, *ticked(today, "connect", 1, 5))
    later = recovery_for(situation_of(begun, today, notes_left=4), PEOPLE)
    assert fresh is not None
    assert (fresh.action, fresh.count) == ("connect", 2)
    assert later == fresh


def test_a_recovery_without_notes_takes_longer() -> None:
    """A plain invitation is worth half; the notes come new with the month."""
    today = on(14, 3)
    with_notes = recovery_for(situation_of(KEEPER, today, notes_left=None), PEOPLE)
    without = recovery_for(
        replace(situation_of(KEEPER, today, notes_left=0), notes_a_month=0), PEOPLE
    )
    assert with_notes is not None
    assert without is not None
    assert without.by > with_notes.by


def test_the_notes_of_a_recovery_run_out_and_come_new_with_the_month() -> None:
    """Two invitations a day with one note left, from Monday 27 April over Labour Day weekend."""
    situation = replace(situation_of(KEEPER, on(16, 0)), notes_left=1)
    days = list(islice(kept_up(situation, "connect", 2), 10))
    assert [day for day, _, _ in days] == [on(16, 0) + timedelta(days=at) for at in range(10)]
    people = [dose[PEOPLE] for _, dose, _ in days]
    plain, weekend = [9.0, 9.0, 9.0], [0.0, 0.0]
    assert people == pytest.approx([14.0, *plain, 18.0, *weekend, 18.0, 14.0, 9.0])


def test_a_recovery_waits_for_the_end_of_time_off() -> None:
    """Nothing is asked on days off."""
    today = on(13, 3)
    log = replace(KEEPER, time_off=(TimeOff("off", today, on(14, 1)),))
    recovery = recovery_for(situation_of(log, today), PEOPLE)
    assert recovery is not None
    assert recovery.by > on(14, 1)


def test_a_recovery_that_takes_longer_than_four_weeks_is_none() -> None:
    """Four weeks off leave no due day to do it on."""
    today = on(13, 3)
    log = replace(KEEPER, time_off=(TimeOff("off", today, today + timedelta(days=27)),))
    situation = situation_of(log, today)
    assert situation.outlooks[PEOPLE].risk is Risk.COLLAPSED
    assert recovery_for(situation, PEOPLE) is None


def test_a_pillar_that_has_not_collapsed_needs_no_recovery() -> None:
    """It has a fix instead."""
    situation = days_idle(4)
    assert recovery_for(situation, PEOPLE) is None


def test_a_recovery_counts_on_the_active_day() -> None:
    """Six points of a reply and ten of the active day are enough, where sixteen are missing."""
    situation = sinking(12.5, down=True)
    one = situation.standings[RELATIONSHIPS]
    short = replace(one, stock=one.stock - 15.9)
    situation = replace(
        situation,
        standings=(*situation.standings[:RELATIONSHIPS], short),
        outlooks=(*situation.outlooks[:RELATIONSHIPS], assess(short, situation.schedule)),
    )
    assert recovery_for(situation, RELATIONSHIPS) == Recovery("reply", 1, 1.0, on(12, 0))


def test_a_day_brings_a_pillar_back_only_if_it_feeds_it() -> None:
    """Three comments do not feed People; what fed it this morning does not feed it tomorrow."""
    situation = situation_of(KEEPER, on(12, 0))
    pillar = situation.standings[PEOPLE].pillar
    low = standing(pillar, 22.0, level=6.2, dose=7.0, down=True)
    situation = replace(situation, standings=(situation.standings[BRAND], low))
    assert back_by(situation, PEOPLE, "comment", 3) is None
    assert back_by(situation, PEOPLE, "connect", 1) is not None
