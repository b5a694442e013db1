"""What stops a collapse, and what brings a collapsed pillar back."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import ACTIONS, PLAN_CAPS
from ssi_tui.core.model import Log, Risk, TargetVersion, TimeOff
from ssi_tui.core.plan.planner import advise
from ssi_tui.core.plan.remedies import (
    Fix,
    Recovery,
    back_by,
    back_on,
    each_due_day,
    fix_for,
    recovery_for,
)
from ssi_tui.core.plan.situation import DayAhead, Situation, days_ahead
from ssi_tui.core.score.forecast import WARNED, Outlook
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import SUNK, before, walked
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
        outlooks=(*situation.outlooks[:RELATIONSHIPS], situation.foretold.outlook(sunk)),
    )


def days_idle(days: int) -> Situation:
    """Return the situation so many days after twelve weeks of the routine."""
    return situation_of(KEEPER, on(12, 0) + timedelta(days=days))


@settings(max_examples=examples(40), deadline=None)
@given(logs())
def test_a_fix_feeds_its_pillar_and_moves_the_night_to_the_one_it_names(
    case: tuple[Log, date],
) -> None:
    """I25, for any log: later than foretold, or no night at all; within the caps of the day."""
    log, today = case
    situation = situation_of(log, today, notes_left=5)
    for at in range(4):
        fix = fix_for(situation, at)
        if fix is None:
            continue
        foretold = situation.outlooks[at].collapse_on
        assert situation.outlooks[at].risk in WARNED
        assert foretold is not None
        assert fix.moves_to is None or fix.moves_to > foretold
        more = with_tallies(log, *ticked(today, fix.action, fix.count, 5))
        assert situation_of(more, today).standings[at].fed
        after = outlook_after(log, today, at, fix.action, fix.count)
        assert after.collapse_on == fix.moves_to
        assert fix.count + situation.done(fix.action) <= PLAN_CAPS[fix.action]
        gain = build(more, today).pillars[at].score - build(log, today).pillars[at].score
        assert gain == pytest.approx(fix.gain, abs=1e-9)


@settings(max_examples=examples(40), deadline=None)
@given(logs(), st.sampled_from(sorted(ACTIONS)), st.integers(1, 3))
def test_what_does_not_feed_a_warned_pillar_never_lifts_its_warning(
    case: tuple[Log, date], action: str, count: int
) -> None:
    """I26: of the morning."""
    log, today = case
    morning = situation_of(before(log, today), today)
    later = situation_of(with_tallies(log, *ticked(today, action, count)), today)
    for at, outlook in enumerate(morning.outlooks):
        if outlook.risk in WARNED and not later.standings[at].fed:
            assert later.outlooks[at].risk in WARNED


@pytest.mark.parametrize("log", [KEEPER, MODEST], ids=["keeper", "modest"])
@pytest.mark.parametrize("idle", range(12))
@pytest.mark.parametrize("at", [PEOPLE, INSIGHTS])
def test_the_fix_is_the_shortest_that_feeds_a_warned_pillar_and_puts_off_its_night(
    log: Log, at: int, idle: int
) -> None:
    """Every action is logged once to its cap through the whole engine."""
    today = on(12, 0) + timedelta(days=idle)
    situation = situation_of(log, today)
    warned = situation.outlooks[at]
    ways = []
    for number, action in enumerate(PLAN_CAPS):
        for count in range(1, situation.cap(action) + 1):
            minutes = count * ACTIONS[action].minutes
            more = situation_of(with_tallies(log, *ticked(today, action, count, 5)), today)
            standing, night = more.standings[at], more.outlooks[at].collapse_on or date.max
            later = warned.collapse_on is not None and night > warned.collapse_on
            if warned.risk in WARNED and later and standing.fed:
                ways.append((minutes, -night.toordinal(), -standing.score, count, number, action))
    best = min(ways, default=None)
    fix = fix_for(situation, at)
    chosen = fix and (fix.action, fix.count, (fix.moves_to or date.max).toordinal())
    assert chosen == (best and (best[5], best[3], -best[1]))


def test_the_fix_of_the_worked_example_is_one_invitation() -> None:
    """As many minutes as a search, and more points."""
    fix = fix_for(situation_of(SUNK, date(2026, 1, 29)), PEOPLE)
    assert fix is not None
    assert (fix.action, fix.count, fix.minutes) == ("connect", 1, 2.0)
    assert fix.gain == pytest.approx(0.5364, abs=5e-5)
    assert fix.moves_to == date(2026, 2, 4)


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
    for down, remedy in ((False, fix_for), (True, recovery_for)):
        heard = sinking(12.6, down=down)
        unheard = replace(heard, wrote_lately=False)
        found, other = remedy(heard, RELATIONSHIPS), remedy(unheard, RELATIONSHIPS)
        assert found is not None
        assert other is not None
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
    log: Log, today: date, at: int, action: str, count: int, notes: int | None
) -> date | None:
    """Return when a pillar is up again if so many of an action are logged each due day."""
    schedule = Schedule.of(log)
    done = situation_of(log, today).done(action)
    days = [today + timedelta(days=ahead) for ahead in range(28)]
    for day in days:
        if notes is not None and day.day == 1 and day != today:
            notes = 5
        more = max(0, count - (done if day == today else 0))
        if schedule.is_due(day) and more:
            log = with_tallies(log, *ticked(day, action, more, notes))
            if notes is not None and action == "connect":
                notes -= min(notes, more)
    closes, _ = walked(log, days[-1] + timedelta(days=1))
    return next((close.day for close in closes[-len(days) :] if not close.fell_on[at]), None)


@pytest.mark.parametrize("at", [PEOPLE, INSIGHTS])
@pytest.mark.parametrize(
    ("idle", "notes"),
    [(9, None), (10, 20), (11, 5), (14, None), (20, 30), (27, 0), (29, None), (30, 1)],
)
def test_the_recovery_is_the_soonest_way_back_and_of_equals_the_shortest(
    at: int, idle: int, notes: int | None
) -> None:
    """Every action is logged each due day through the whole engine, once to its cap."""
    today = on(12, 0) + timedelta(days=idle)
    situation = situation_of(KEEPER, today, notes_left=notes)
    recovery = recovery_for(situation, at)
    ways = []
    for action in PLAN_CAPS:
        for count in range(1, situation.cap(action) + 1):
            by = first_close_up(KEEPER, today, at, action, count, notes)
            if by is not None:
                ways.append(Recovery(action, count, count * ACTIONS[action].minutes, by))
    best = min(ways, key=lambda way: (way.by, way.minutes, way.count), default=None)
    assert recovery == best


def test_what_was_done_today_counts_toward_the_recovery() -> None:
    """Two a day with one sent this morning asks for one more today."""
    today = on(13, 3)
    fresh, begun = situation_of(KEEPER, today), with_tallies(KEEPER, *ticked(today, "connect", 1))
    later = situation_of(begun, today)
    assert later.outlooks[PEOPLE].risk is Risk.RECOVERING
    days = [
        back_by(one, PEOPLE, each_due_day(one, "connect", 2))
        for one in (replace(each, notes_left=None) for each in (fresh, later))
    ]
    assert days[0] is not None
    assert days == [days[0]] * 2


def test_a_recovery_without_notes_takes_longer() -> None:
    """A plain invitation is worth half; the notes come new with the month."""
    today = on(14, 3)
    found = []
    for notes in (None, 20, 0):
        situation = situation_of(KEEPER, today, notes_left=notes)
        missing_on = each_due_day(situation, "connect", 2)
        found.append(back_by(situation, PEOPLE, missing_on) or date.max)
    assert found[0] == found[1] < found[2]


def test_the_notes_of_a_recovery_run_out_and_come_new_with_the_month() -> None:
    """Two invitations a day with one note left, from Monday 27 April over Labour Day weekend."""
    situation = situation_of(KEEPER, on(16, 0))
    begin = DayAhead(on(16, 0), situation.today, 1)
    missing_on = each_due_day(situation, "connect", 2)
    days = list(islice(days_ahead(begin, situation.schedule, 5, missing_on), 10))
    assert [day.day for day in days] == [on(16, 0) + timedelta(days=at) for at in range(10)]
    people = [sum(day.units.doses()[PEOPLE].values()) for day in days]
    plain, weekend = [9.0, 9.0, 9.0], [0.0, 0.0]
    assert people == pytest.approx([14.0, *plain, 18.0, *weekend, 18.0, 14.0, 9.0])


def test_a_recovery_waits_for_the_end_of_time_off() -> None:
    """Nothing is asked on days off."""
    today = on(13, 3)
    log = replace(KEEPER, time_off=(TimeOff("off", today, on(14, 1)),))
    recovery = recovery_for(situation_of(log, today, notes_left=None), PEOPLE)
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
    """Six points of a reply and ten of the active day: sixteen may be missing, not more."""
    situation = sinking(12.5, down=True)
    one = situation.standings[RELATIONSHIPS]
    pillar, line = one.pillar, one.track.line
    needed = pillar.stock_for(line) / pillar.decay(1.4)
    for missing, day in ((15.9, on(12, 0)), (16.1, on(12, 1))):
        short = replace(one, stock=needed - missing)
        standings = (*situation.standings[:RELATIONSHIPS], short)
        found = replace(situation, standings=standings)
        assert back_by(found, RELATIONSHIPS, each_due_day(found, "reply", 1)) == day


def test_a_day_brings_a_pillar_back_only_if_it_feeds_it() -> None:
    """Three comments do not feed People; what fed it this morning does not feed it tomorrow."""
    situation = situation_of(KEEPER, on(12, 0))
    pillar = situation.standings[PEOPLE].pillar
    low = standing(pillar, 22.0, level=6.2, dose=7.0, down=True)
    situation = replace(situation, standings=(situation.standings[BRAND], low))
    assert back_by(situation, PEOPLE, each_due_day(situation, "comment", 3)) is None
    assert back_by(situation, PEOPLE, each_due_day(situation, "connect", 1)) is not None


@pytest.mark.parametrize(
    ("at", "recovery"),
    [
        (PEOPLE, Recovery("connect", 2, 4.0, date(2026, 5, 15))),
        (INSIGHTS, Recovery("comment", 3, 6.0, date(2026, 5, 28))),
    ],
)
def test_the_recoveries_after_five_idle_weeks_are_those_of_the_worked_example(
    at: int, recovery: Recovery
) -> None:
    """Two invitations or three comments on each due day, with as many notes as that takes."""
    situation = situation_of(KEEPER, date(2026, 5, 4), notes_left=None)
    assert recovery_for(situation, at) == recovery


def test_a_recovering_pillar_is_back_when_the_routine_has_been_kept_for_so_long() -> None:
    """The worked example: on 14 May, with the routine of the first day half done."""
    first = date(2026, 5, 4)
    begun = with_tallies(KEEPER, *ticked(first, "comment", 2), *ticked(first, "connect", 1))
    situation = situation_of(begun, first, notes_left=None)
    assert [situation.outlooks[at].risk for at in (PEOPLE, INSIGHTS)] == [Risk.RECOVERING] * 2
    expected = (None, date(2026, 5, 14), date(2026, 5, 14), None)
    assert advise(situation).back_on == expected
    assert advise(situation_of(KEEPER, first)).back_on == (None,) * 4


def test_a_pillar_that_the_routine_does_not_feed_is_not_said_to_come_back() -> None:
    """Somebody who takes the invitations out of the routine is told no day."""
    first = date(2026, 5, 4)
    targets = [TargetVersion(task, first, 0) for task in ("search", "connect")]
    begun = with_tallies(KEEPER, *ticked(first, "connect", 1, 5))
    situation = situation_of(replace(begun, targets=tuple(targets)), first, notes_left=4)
    assert situation.outlooks[PEOPLE].risk is Risk.RECOVERING
    assert back_on(situation, PEOPLE) is None


def test_a_fall_that_ends_because_it_has_lasted_so_long_is_no_return() -> None:
    """A comment a day from the 80th night on is not what brings people back in five."""
    day = date(2026, 4, 7) + timedelta(days=80)
    situation = situation_of(KEEPER, day)
    assert situation.outlooks[PEOPLE].risk is Risk.COLLAPSED
    assert back_by(situation, PEOPLE, each_due_day(situation, "search", 1)) is None


@settings(max_examples=examples(40), deadline=None)
@given(logs(longest=120))
def test_a_recovery_that_is_lived_comes_on_the_day_said(case: tuple[Log, date]) -> None:
    """I27: at the close of that day, and of none before it."""
    log, today = case
    situation = situation_of(log, today, notes_left=5)
    for at in range(4):
        recovery = recovery_for(situation, at)
        if recovery is not None:
            assert situation.outlooks[at].risk is Risk.COLLAPSED
            lived = first_close_up(log, today, at, recovery.action, recovery.count, 5)
            assert lived == recovery.by
