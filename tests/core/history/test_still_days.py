"""A log that is looked at from years ahead: what is left out changes no number."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.history.closes import LIVELY_DAYS, STILL_DAYS, Basis, Walk, start_of
from ssi_tui.core.history.history import history_of
from ssi_tui.core.history.ledger import ledger_of, since_last_due_day
from ssi_tui.core.model import TimeOff, WorkdaysVersion
from ssi_tui.core.score.scoring import days_of
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import (
    MONDAY,
    after,
    away,
    history_with,
    keeper,
    walked,
    with_tallies,
)
from tests.core.builders import tally as tally_on
from tests.core.strategies import FEWER, PROPERTY, Case, habits, times_off, workday_versions
from tests.examples import examples

CENTURY = date(2126, 1, 5)
YEARS = timedelta(days=1700)


@PROPERTY
@given(workday_versions(MONDAY, 60), times_off(MONDAY, 60), st.integers(0, 40), st.integers(0, 90))
def test_what_has_passed_in_many_days_is_the_sum_of_the_days(
    versions: tuple[WorkdaysVersion, ...], times: tuple[TimeOff, ...], start: int, days: int
) -> None:
    """Whatever the workdays, which may change, and with time off."""
    log = replace(keeper(1), workdays=versions, time_off=times)
    schedule = Schedule.of(log)
    first, last = after(start), after(start + days)
    span = list(days_between(first, last))
    clock, due = schedule.passed(first, last)
    assert clock == pytest.approx(sum(map(schedule.clock, span)), abs=1e-9)
    assert due == sum(map(schedule.is_due, span))


@settings(FEWER, max_examples=examples(8))
@given(habits(), st.integers(0, 300), st.booleans())
def test_a_look_from_years_ahead_shows_what_the_whole_walk_shows(
    case: Case, more: int, acted: bool
) -> None:
    """Scores, flags, lines and changes, with something done on the day or not."""
    assume(case.log.tallies)
    today = case.today + YEARS + timedelta(days=more)
    log = with_tallies(case.log, *(tally_on(today, "connect", 2) for _ in range(acted)))
    closes, reached = walked(log, today, case.pillars)
    found = history_with(log, today, case.pillars)
    assert found.closed.left_out[1] > 0
    for at, track in enumerate(reached.tracks):
        seen = found.tracks[at]
        assert (seen.missed, seen.due_closed) == (track.missed, track.due_closed)
        assert [seen.usual, seen.line] == pytest.approx([track.usual, track.line], abs=1e-9)
        for back in (1, 7, 40, 91):
            score = found.closed.score_on(at, today - timedelta(days=back))
            assert score == pytest.approx(closes[-back].scores[at], abs=1e-9)
    shown = build(log, today, history=found)
    whole = replace(found, tracks=reached.tracks, last=closes[-42:])
    for row, other in zip(shown.pillars, build(log, today, history=whole).pillars, strict=True):
        assert (row.risk, row.outlook.nights_left) == (other.risk, other.outlook.nights_left)
        assert [row.score, row.change_7d, row.change_28d] == pytest.approx(
            [other.score, other.change_7d, other.change_28d], abs=1e-9
        )


def test_a_look_from_a_century_ahead_takes_no_more_steps_than_one_from_a_year_ahead() -> None:
    """Until nothing can change any more, and the last half year."""
    log = keeper(84)
    basis = Basis.of(log, None, MONDAY)
    steps = [
        len(list(Walk(basis, start_of(basis)).closes(days_of(log.tallies), day, whole=False)))
        for day in (CENTURY, CENTURY + 10 * STILL_DAYS)
    ]
    assert steps[0] == steps[1] < 84 + 400 + LIVELY_DAYS.days


def test_columns_know_the_days_that_are_not_in_them() -> None:
    """The days before and after have their places; on those left out nothing is known."""
    closed = history_of(keeper(84), CENTURY).closed
    start, days = closed.left_out
    assert closed.length == len(closed.scores[0]) == (CENTURY - MONDAY).days - days
    places = (0, start - 1, start, closed.length - 1)
    assert [closed.place_of(closed.day_at(place)) for place in places] == list(places)
    assert closed.day_at(start) - closed.day_at(start - 1) == (days + 1) * DAY
    assert closed.day_at(closed.length) == CENTURY
    assert closed.place_of(closed.day_at(start) - DAY) is None
    assert closed.score_on(0, closed.day_at(start - 1) + DAY) is None


def test_runs_and_the_year_are_those_of_the_days_that_were_lived() -> None:
    """The longest ones stay, and none is running."""
    early, late = build(keeper(84), after(84)), build(keeper(84), CENTURY)
    assert (late.run.current, late.run.longest) == (0, early.run.longest)
    for row, other in zip(early.pillars, late.pillars, strict=True):
        assert other.streak.longest == row.streak.longest
        assert other.score_streak.current == 0
    lately = since_last_due_day(late.source.log, late.source.history)
    assert lately.first == CENTURY
    week = ledger_of(late.source.log, late.source.history, CENTURY - 7 * DAY, CENTURY, opened=True)
    assert all(each.closing == pytest.approx(each.opening, abs=1e-9) for each in week.pillars)


def test_nothing_is_left_out_where_the_last_half_year_is_time_off() -> None:
    """What was due last lies in the days before it."""
    log = replace(keeper(84), time_off=(away(after(1500), after(2500)),))
    found = [history_of(log, after(day)).closed.left_out[1] > 0 for day in (1520, 1700)]
    assert found == [True, False]
