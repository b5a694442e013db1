"""The days ahead: a curve says what really doing nothing, or the routine, then gives."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssi_tui.core.ahead.curves import (
    CURVE_DAYS,
    Coming,
    Curve,
    curves_of,
    kept_days,
    standings_of,
)
from ssi_tui.core.ahead.curves import curve_of as curve_ahead
from ssi_tui.core.calendar import Schedule
from ssi_tui.core.history.sums import counts_by_day, notes_left
from ssi_tui.core.model import PILLARS, Log, Pillar, Risk
from ssi_tui.core.score.forecast import DOWN
from ssi_tui.core.score.scoring import PillarSetup, setups
from ssi_tui.core.today.dashboard import Source, build
from ssi_tui.core.value import replace
from tests.core.builders import (
    EXAMPLE_PROFILE,
    MONDAY,
    after,
    away,
    before,
    keeper,
    log_of,
    routine_on,
    tally,
    walked,
    with_tallies,
)
from tests.core.plan.plan_builders import standing as standing_at
from tests.core.strategies import FEWER, Case, cases, habits

DAYS = 20
NEAR = 1e-9


def source_of(log: Log, today: date) -> Source:
    """Return what the curves are computed from."""
    return build(log, today).source


def curve_of(log: Log, today: date, pillar: Pillar, *, kept: bool = False) -> Curve:
    """Return one curve of one pillar."""
    found = curves_of(source_of(log, today))[PILLARS.index(pillar)]
    return found.kept if kept else found.idle


def lived_on(log: Log, today: date, days: int = DAYS) -> Log:
    """Return the log of somebody who does the rest of each due day, one tick after the other."""
    schedule = Schedule.of(log)
    tallies = list(log.tallies)
    for offset in range(days):
        day = today + timedelta(days=offset)
        done = counts_by_day(tallies).get(day, {})
        for task in schedule.routine(day):
            for _ in range(schedule.target(task.id, day) - done.get(task.id, 0)):
                quality = None
                if task.id == "connect":
                    quality = "note" if notes_left(tallies, day) else "plain"
                tallies.append(tally(day, task.id, 1, quality))
    return replace(log, tallies=tuple(tallies))


def assert_same(
    curves: Sequence[Curve], lived: Log, today: date, pillars: Sequence[PillarSetup] | None = None
) -> None:
    """Check scores, lines and states of curves against days that were really lived."""
    for offset in range(len(curves[0].scores)):
        _, before = walked(lived, today + timedelta(days=offset), pillars)
        closes, _ = walked(lived, today + timedelta(days=offset + 1), pillars)
        for at, curve in enumerate(curves):
            track = before.tracks[at]
            assert curve.scores[offset] == pytest.approx(closes[-1].scores[at], abs=NEAR)
            assert curve.down[offset] == (closes[-1].fell_on[at] is not None)
            assert (curve.lines[offset] is not None) == track.armed
            assert curve.lines[offset] in (None, pytest.approx(track.line, abs=NEAR))


@given(st.one_of(cases(), habits()))
@FEWER
def test_the_idle_curve_is_what_really_doing_nothing_gives(case: Case) -> None:
    """Scores, lines and falls, for any log and any setup of the pillars."""
    # The first day of an empty log moves along with today.
    assume(case.log.tallies)
    # What feeds a pillar today changes its rhythm from tomorrow on only.
    assume(not any(standing.fed for standing in standings_of(case.dashboard().source)))
    curves = curves_of(case.dashboard().source, DAYS)
    assert_same([curve.idle for curve in curves], case.log, case.today, case.pillars)


@given(st.one_of(cases(), habits()))
@FEWER
def test_the_kept_curve_is_what_really_keeping_the_routine_gives(case: Case) -> None:
    """The rest of today, then each due day, with notes while they last."""
    assume(case.log.tallies)
    curves = curves_of(case.dashboard().source, DAYS)
    lived = lived_on(case.log, case.today)
    assert_same([curve.kept for curve in curves], lived, case.today, case.pillars)


@given(cases())
@FEWER
def test_keeping_the_routine_never_leaves_less_than_doing_nothing(case: Case) -> None:
    """At any close of any pillar."""
    for curves in curves_of(case.dashboard().source, DAYS):
        pairs = zip(curves.idle.scores, curves.kept.scores, strict=True)
        assert all(kept >= idle - NEAR for idle, kept in pairs)


@given(st.one_of(cases(), habits()))
@FEWER
def test_the_idle_curve_crosses_on_the_night_that_the_outlook_foretells(case: Case) -> None:
    """Where that night is among the days of the curve, whatever was done today."""
    dashboard = case.dashboard()
    standings, curves = standings_of(dashboard.source), curves_of(dashboard.source, DAYS)
    for row, standing, curve in zip(dashboard.pillars, standings, curves, strict=True):
        nights = row.outlook.nights_left
        if row.risk in DOWN:
            assert curve.idle.was_down
            assert curve.idle.crosses is None
        elif nights is not None:
            assert curve.idle.crosses == (nights if nights < DAYS else None)
        elif row.risk is Risk.SAFE and standing.track.fell_on is None:
            assert curve.idle.crosses is None


@given(habits(weeks=20), st.integers(7, 40), st.booleans())
@FEWER
def test_a_recovering_pillar_is_back_where_the_kept_curve_crosses_its_line(
    case: Case, idle: int, early: bool
) -> None:
    """The day that is said is the one that the chart shows."""
    today = case.today + timedelta(days=idle)
    log = with_tallies(case.log, *routine_on(today - timedelta(days=early)))
    dashboard = case.dashboard(log, today)
    for at, curves in enumerate(curves_of(dashboard.source)):
        if dashboard.pillars[at].risk is Risk.RECOVERING:
            back, crosses = dashboard.advice.back_on[at], curves.kept.crosses
            assert back == (None if crosses is None else today + timedelta(days=crosses))


def test_a_curve_has_twenty_eight_closes_and_begins_with_today() -> None:
    """The first is tonight's, with what is done so far."""
    today = after(70)
    dashboard = build(keeper(70), today)
    for row, curves in zip(dashboard.pillars, curves_of(dashboard.source), strict=True):
        assert len(curves.idle.scores) == len(curves.kept.scores) == CURVE_DAYS
        assert curves.idle.scores[0] == pytest.approx(row.score)
        assert curves.kept.scores[0] > row.score


def test_what_is_done_today_is_not_done_twice() -> None:
    """With the routine done, both curves begin at the same score."""
    today = after(70)
    log = with_tallies(keeper(70), *routine_on(today))
    for curves in curves_of(source_of(log, today)):
        assert curves.kept.scores[0] == pytest.approx(curves.idle.scores[0], abs=NEAR)


def test_a_reply_counts_toward_the_comments_that_are_left() -> None:
    """One reply and one comment make the two of the routine."""
    today = after(7)
    log = with_tallies(keeper(7), tally(today, "reply"), tally(today, "comment"))
    ahead = kept_days(source_of(log, today), Schedule.of(log), 1)
    assert ahead[0].units.repeats["comment"] == ((1.0, 1),)


def test_nothing_is_done_on_rest_days_and_in_time_off() -> None:
    """A week of leave brings nothing, the Monday after it does."""
    today = after(70)
    log = replace(keeper(70), time_off=(away(after(71), after(76)),))
    ahead = kept_days(source_of(log, today), Schedule.of(log), 9)
    assert [bool(day.units.repeats) for day in ahead] == [True, *[False] * 6, True, True]


def test_notes_run_out_and_come_anew_with_the_month() -> None:
    """Five a month, those that were used counted in."""
    today = date(2026, 1, 29)
    used = [tally(date(2026, 1, day), "connect", 1, "note") for day in (5, 6, 7, 8)]
    log = log_of(*used)
    ahead = kept_days(source_of(log, today), Schedule.of(log), 6)
    kinds = {day.day: day.units.repeats.get("connect") for day in ahead}
    note, plain = ((1.0, 1),), ((0.5, 1),)
    assert kinds[date(2026, 1, 29)] == note
    assert kinds[date(2026, 1, 30)] == plain
    assert kinds[date(2026, 2, 2)] == note
    assert [day.notes_left for day in ahead] == [0, 0, 0, 5, 4, 3]


def test_a_collapsed_pillar_comes_back_when_the_routine_is_kept() -> None:
    """The kept curve crosses upward, the idle one stays under the line."""
    today = after(70 + 14)
    log = keeper(70)
    row = build(log, today).pillars[PILLARS.index(Pillar.PEOPLE)]
    assert row.risk is Risk.COLLAPSED
    idle = curve_of(log, today, Pillar.PEOPLE)
    kept = curve_of(log, today, Pillar.PEOPLE, kept=True)
    assert idle.was_down
    assert idle.crosses is None
    assert kept.crosses is not None
    assert not kept.down[kept.crosses]
    assert all(kept.down[: kept.crosses])


@pytest.mark.parametrize("today", [date(2024, 2, 26), date(2026, 3, 27), date(2026, 10, 23)])
def test_29_february_and_the_ends_of_summer_time_are_days_like_others(today: date) -> None:
    """The curve of a keeper goes on over them, a close for each day."""
    log = keeper(70, first=today - timedelta(days=70))
    curves = curves_of(source_of(log, today), 7)
    assert_same([each.kept for each in curves], lived_on(log, today, 7), today)


def test_an_empty_log_has_level_curves() -> None:
    """Nothing fades, and there is no line."""
    dashboard = build(Log(), MONDAY)
    for row, curves in zip(dashboard.pillars, curves_of(dashboard.source), strict=True):
        assert set(curves.idle.scores) == {row.score}
        assert set(curves.idle.lines) == {None}
        assert curves.idle.crosses is None


def test_the_curves_know_nothing_of_later_days() -> None:
    """Entries after today are ignored, as everywhere."""
    today = after(30)
    log = keeper(60)
    assert log.tallies[-1].day > today
    known = before(log, after(31))
    assert curves_of(source_of(log, today)) == curves_of(source_of(known, today))


@pytest.mark.parametrize("fed", [False, True])
def test_only_what_feeds_a_pillar_lifts_it_over_its_line(fed: bool) -> None:
    """A score over the line is not enough after a collapse, as at every close."""
    fallen = standing_at(setups(EXAMPLE_PROFILE)[1], 500.0, level=10.0, down=True)
    curve = curve_ahead(fallen, Schedule(), Coming((0.0,) * 3, (0.0, 2.5 * fed, 0.0)))
    assert min(curve.scores) > fallen.track.line + 1.0
    assert curve.was_down
    assert curve.down == (True, not fed, not fed)


def test_a_pillar_that_today_has_lifted_was_not_down() -> None:
    """Fed and over its line: it counts as back before the day closes."""
    setup = setups(EXAMPLE_PROFILE)[1]
    lifted = standing_at(setup, 300.0, level=10.0, dose=20.0, down=True)
    curve = curve_ahead(lifted, Schedule(), Coming((0.0,), (20.0,)))
    assert not curve.was_down
    assert curve.crosses is None


def test_a_pillar_without_a_usual_level_has_no_line() -> None:
    """Whatever it does."""
    low = standing_at(setups(EXAMPLE_PROFILE)[1], 1.0, level=3.0)
    curve = curve_ahead(low, Schedule(), Coming((0.0,) * 2, (0.0,) * 2))
    assert (curve.was_down, curve.down, curve.lines) == (False, (False, False), (None, None))
