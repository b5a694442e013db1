"""The ledger says exactly what faded and what earned."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ssi_tui.core.formula import ACTIVE_DAY, BEFORE, DEFAULT_TARGETS
from ssi_tui.core.history.history import history_of
from ssi_tui.core.history.ledger import Ledger, PillarLedger, ledger_of, par, since_last_due_day
from ssi_tui.core.model import Log, Past, Profile, TimeOff
from ssi_tui.core.score.scoring import setups
from ssi_tui.core.today.dashboard import build
from tests.core.plan.plan_builders import kept, log_of, logs, on
from tests.examples import examples

BRAND, PEOPLE, INSIGHTS, RELATIONSHIPS = range(4)


def change(found: Ledger | PillarLedger) -> float:
    """Return by how much days changed a pillar, or all four."""
    if isinstance(found, PillarLedger):
        return found.closing - found.opening
    return sum(map(change, found.pillars))


def faded(found: Ledger) -> float:
    """Return the points by which the total faded."""
    return sum(each.faded for each in found.pillars)


def earned(found: Ledger) -> set[str]:
    """Return what earned anything."""
    return {action for each in found.pillars for action in each.earned}


def read(log: Log, first: date, last: date, today: date) -> Ledger:
    """Return the ledger of a range of days."""
    return ledger_of(log, history_of(log, today), first, last)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[Log, date, date, date]:
    """Draw a log, its today and a range of days in it, today perhaps included."""
    log, today = draw(logs())
    begins = history_of(log, today).first
    length = (today - begins).days
    start = draw(st.integers(min_value=0, max_value=length))
    end = draw(st.integers(min_value=start, max_value=length))
    return log, today, begins + timedelta(days=start), begins + timedelta(days=end)


@settings(max_examples=examples(60), deadline=None)
@given(ranges())
def test_what_faded_and_what_was_earned_add_up_to_the_change(
    case: tuple[Log, date, date, date],
) -> None:
    """Exactly, for each pillar."""
    log, today, first, last = case
    found = read(log, first, last, today)
    for each in found.pillars:
        assert each.faded + each.earned_in_all == pytest.approx(change(each), abs=1e-9)


@settings(max_examples=examples(60), deadline=None)
@given(ranges())
def test_fading_never_earns_and_earning_never_costs(case: tuple[Log, date, date, date]) -> None:
    """Within what floats can say."""
    log, today, first, last = case
    for each in read(log, first, last, today).pillars:
        assert each.faded <= 1e-12
        assert all(points >= -1e-12 for points in each.earned.values())


@settings(max_examples=examples(60), deadline=None)
@given(ranges())
def test_a_ledger_opens_and_closes_at_the_scores_that_the_screens_show(
    case: tuple[Log, date, date, date],
) -> None:
    """At the close of a past day, and now for today."""
    log, today, first, last = case
    history = history_of(log, today)
    dashboard = build(log, today)
    for at, each in enumerate(ledger_of(log, history, first, last).pillars):
        now = dashboard.pillars[at].score
        closing = now if last == today else history.closed.score_on(at, last)
        assert each.closing == pytest.approx(closing, abs=1e-9)
        if first > history.first:
            opening = history.closed.score_on(at, first - timedelta(days=1))
            assert each.opening == pytest.approx(opening, abs=1e-9)


@settings(max_examples=examples(40), deadline=None)
@given(ranges(), st.integers(min_value=0, max_value=60))
def test_the_ledgers_of_two_halves_add_up_to_that_of_the_whole(
    case: tuple[Log, date, date, date], cut: int
) -> None:
    """The second half opens where the first one closed."""
    log, today, first, last = case
    assume(first < last)
    middle = first + timedelta(days=cut % (last - first).days)
    whole = read(log, first, last, today)
    one = read(log, first, middle, today)
    two = read(log, middle + timedelta(days=1), last, today)
    for all_of_it, early, late in zip(whole.pillars, one.pillars, two.pillars, strict=True):
        assert early.closing == pytest.approx(late.opening, abs=1e-9)
        assert early.faded + late.faded == pytest.approx(all_of_it.faded, abs=1e-9)
        for action, points in all_of_it.earned.items():
            halves = early.earned.get(action, 0.0) + late.earned.get(action, 0.0)
            assert halves == pytest.approx(points, abs=1e-9)


def test_the_first_day_earns_what_the_score_is_made_of() -> None:
    """Insights of the worked example: comment 1.509722, share .862699, message .517619."""
    found = read(log_of(kept(1)), on(0, 0), on(0, 0), on(0, 1))
    insights = found.pillars[INSIGHTS]
    assert insights.opening == 1.0
    assert insights.closing == pytest.approx(3.890040, abs=1e-6)
    assert insights.earned == pytest.approx(
        {"comment": 1.509722, "share": 0.862699, "message": 0.517619}, abs=1e-6
    )
    assert insights.faded == 0.0


def test_a_morning_has_faded_by_what_the_night_took() -> None:
    """43.415576 on Friday, 42.094554 on Monday morning."""
    monday = on(1, 0)
    found = read(log_of(kept(1)), monday, monday, monday)
    assert change(found) == pytest.approx(42.094554 - 43.415576, abs=2e-6)
    assert faded(found) == pytest.approx(change(found))
    assert not earned(found)
    assert found.fading_days == 1


def test_the_active_day_earns_by_its_share() -> None:
    """Ten of the 33.5 points that the routine brings to Relationships."""
    found = read(log_of(kept(1)), on(0, 0), on(0, 0), on(0, 1))
    relationships = found.pillars[RELATIONSHIPS]
    assert relationships.earned[ACTIVE_DAY] == pytest.approx(change(relationships) * 10.0 / 33.5)
    assert ACTIVE_DAY not in found.pillars[PEOPLE].earned


def test_a_rest_day_with_nothing_changes_nothing() -> None:
    """Saturday and Sunday of somebody who works Monday to Friday."""
    found = read(log_of(kept(1)), on(0, 5), on(0, 6), on(1, 2))
    assert found.fading_days == 0
    assert [change(each) for each in found.pillars] == [0.0] * 4
    assert [each.faded for each in found.pillars] == [0.0] * 4


def test_time_off_fades_all_the_same() -> None:
    """LinkedIn does not know that the user is away."""
    log = Log(log_of(kept(2)).tallies, time_off=(TimeOff("off", on(2, 0), on(2, 4)),))
    found = read(log, on(2, 0), on(2, 6), on(3, 0))
    assert found.fading_days == 5
    assert faded(found) < 0.0


def test_today_counts_with_what_is_done_so_far() -> None:
    """One search on Monday morning."""
    monday = on(1, 0)
    log = log_of({**kept(1), monday: {"search": 1}})
    found = read(log, monday, monday, monday)
    assert earned(found) == {"search", ACTIVE_DAY}
    total = build(log, monday).total
    assert sum(each.closing for each in found.pillars) == pytest.approx(total)


def test_nothing_later_than_today_is_in_the_ledger() -> None:
    """A range that ends in the future ends now."""
    log = log_of(kept(2))
    found = read(log, on(1, 0), on(1, 6), on(1, 1))
    assert found.last == on(1, 1)
    assert found == read(log, on(1, 0), on(1, 1), on(1, 1))


def test_a_range_that_begins_before_the_log_begins_with_it() -> None:
    """There is nothing to say about the days before."""
    log = log_of(kept(1))
    found = read(log, on(-2, 0), on(0, 4), on(1, 0))
    assert found.first == on(0, 0)
    assert found == read(log, on(0, 0), on(0, 4), on(1, 0))


def test_a_range_before_the_log_has_no_change() -> None:
    """It closes where it opened."""
    found = read(log_of(kept(1)), on(-3, 0), on(-2, 6), on(1, 0))
    assert change(found) == 0.0
    assert not earned(found)


def test_on_a_monday_since_the_last_due_day_is_since_friday() -> None:
    """What was done on Saturday is in it."""
    log = log_of({**kept(1), on(0, 5): {"share": 1}, on(1, 0): {"search": 1}})
    found = since_last_due_day(log, history_of(log, on(1, 0)))
    assert (found.first, found.last) == (on(0, 5), on(1, 0))
    assert {"share", "search"} <= earned(found)
    assert found.fading_days == 1


def test_on_a_tuesday_since_the_last_due_day_is_today_alone() -> None:
    """It opens at Monday's close."""
    log = log_of({**kept(1), on(1, 0): {"search": 1}})
    found = since_last_due_day(log, history_of(log, on(1, 1)))
    assert (found.first, found.last) == (on(1, 1), on(1, 1))
    assert not earned(found)


def test_on_the_first_day_the_ledger_begins_with_the_log() -> None:
    """Everything earned is of today."""
    log = log_of({on(0, 0): DEFAULT_TARGETS})
    found = since_last_due_day(log, history_of(log, on(0, 0)))
    assert (found.first, found.last) == (on(0, 0), on(0, 0))
    assert change(found) == pytest.approx(28.044586 - 14.0 - 2.0 - 1.0 - 5.0, abs=1e-6)


def test_an_empty_log_has_an_empty_ledger() -> None:
    """Nothing to fade, nothing earned."""
    found = since_last_due_day(Log(), history_of(Log(), on(0, 0)))
    assert change(found) == 0.0
    assert not earned(found)


def test_the_stock_from_before_the_log_is_there_when_the_ledger_begins() -> None:
    """It only fades: the answer about the past earns nothing on any day."""
    log = log_of(kept(1), profile=Profile(past=Past.ROUTINE))
    found = read(log, on(0, 0), on(0, 4), on(1, 0))
    assert BEFORE not in earned(found)
    assert all(
        each.opening > pillar.base
        for each, pillar in zip(found.pillars, setups(log.profile), strict=True)
    )
    for each in found.pillars:
        assert each.faded + each.earned_in_all == pytest.approx(change(each), abs=1e-12)


def test_the_par_of_the_day_is_that_of_the_worked_example() -> None:
    """Brand 4.81, People 19.69, Insights 33.40, Relationships 24.31 after twelve weeks."""
    log = log_of(kept(12))
    history = history_of(log, on(12, 0))
    clock = history.schedule.clock(on(12, 0))
    found = [
        par(pillar, sum(stock.values()), clock)
        for pillar, stock in zip(history.pillars, history.closed.stocks, strict=True)
    ]
    assert found == pytest.approx([4.81, 19.69, 33.40, 24.31], abs=0.01)


def test_a_day_that_brings_par_closes_where_the_day_before_did() -> None:
    """The score of the faded stock and par is that of the stock."""
    pillar = history_of(Log(), on(0, 0)).pillars[PEOPLE]
    faded = 200.0 * pillar.decay(1.4)
    assert pillar.score(faded + par(pillar, 200.0, 1.4)) == pytest.approx(pillar.score(200.0))
