"""What holds for every log, every profile and every calibration.

Random logs go through the real engine. Where a stock from before the log would be dropped because
of an older entry, or would enter on an idle day, the answer about it is left out, which the
docstring then says.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import log as ln

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import ACTIONS, ADJUSTMENT, BASELINE
from ssi_tui.core.history.history import now_of
from ssi_tui.core.history.ledger import ledger_of
from ssi_tui.core.history.runs import Run
from ssi_tui.core.model import Log, Past, Risk, Tally, TargetVersion, TimeOff, WorkdaysVersion
from ssi_tui.core.score.forecast import DOWN, WARNED, is_quiet
from ssi_tui.core.score.scoring import (
    NOTHING,
    Closed,
    PillarSetup,
    add,
    days_of,
    fade,
    feeding,
    marginal,
    quality_factor,
    replay,
    scores,
    setups,
)
from ssi_tui.core.score.track import turn_of
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.rows import PillarRow, TaskRow
from ssi_tui.core.value import replace
from tests.core.builders import (
    MONDAY,
    Moment,
    after,
    away,
    before,
    idle_scores,
    log_of,
    moments,
    routine_on,
    tally,
    with_tallies,
    working,
)
from tests.core.strategies import (
    FEWER,
    PROPERTY,
    TASKS,
    Case,
    cases,
    counts,
    deeds,
    habits,
    target_versions,
    times_off,
    weekday_sets,
    workday_versions,
)

WORSE = (Risk.SAFE, Risk.WATCH, Risk.ABOUT_TO_COLLAPSE, Risk.COLLAPSED)
tasks = st.sampled_from(TASKS)
NOISE = 1e-9


def closed_of(case: Case, log: Log, until: date, first: date | None = None) -> Closed:
    """Return the closed days of a log with the pillars of a case."""
    start = case.first if first is None else first
    days = days_of(log.tallies)
    return replay(case.pillars, days, Schedule.of(log), start, until)


def never_lower(lower: Closed, higher: Closed) -> bool:
    """Tell whether no pillar is lower on any close, but for the noise of floats."""
    assert lower.until == higher.until
    return all(
        above >= below - NOISE
        for low, high in zip(lower.scores, higher.scores, strict=True)
        for below, above in zip(low, high[-len(low) :] if low else (), strict=True)
    )


# I1 to I3: ranges and sums.


@PROPERTY
@given(cases(asked=True))
def test_a_pillar_lies_between_nothing_and_twenty_five(case: Case) -> None:
    """I1: now and at every close, whatever the personal numbers."""
    found = [row.score for row in case.dashboard().pillars]
    closed = [score for column in case.history().closed.scores for score in column]
    assert all(0.0 <= score <= 25.0 for score in (*found, *closed))


@PROPERTY
@given(cases(asked=True))
def test_the_total_is_the_sum_of_the_pillars_and_at_most_a_hundred(case: Case) -> None:
    """I2."""
    dashboard = case.dashboard()
    assert dashboard.total == sum(row.score for row in dashboard.pillars)
    assert 0.0 <= dashboard.total <= 100.0


@PROPERTY
@given(cases(asked=True))
def test_the_breakdown_adds_up_to_the_pillar_and_no_activity_takes_away(case: Case) -> None:
    """I3: only the personal adjustment may be negative."""
    for row in case.dashboard().pillars:
        assert abs(sum(row.contributions.values()) - row.score) <= 1e-9
        parts = dict(row.contributions)
        parts.pop(ADJUSTMENT, None)
        assert parts.pop(BASELINE) >= 0.0
        assert all(part >= 0.0 for part in parts.values())


# I4 to I8: more is never less.


@PROPERTY
@given(cases(), st.data())
def test_adding_an_action_never_lowers_a_pillar_on_any_later_day(
    case: Case, data: st.DataObject
) -> None:
    """I4: of any past day, also one before the log. Past activity is unknown in these logs."""
    start = case.first - timedelta(days=10)
    extra = data.draw(deeds(start, (case.today - start).days))
    grown = with_tallies(case.log, extra)
    old = closed_of(case, case.log, case.today + DAY)
    new = closed_of(case, grown, case.today + DAY, min(case.first, extra.day))
    assert never_lower(old, new)


@PROPERTY
@given(cases(), st.data())
def test_removing_an_action_never_raises_a_pillar(case: Case, data: st.DataObject) -> None:
    """I4: one tally less, the engine starting where the log then starts."""
    assume(case.log.tallies)
    at = data.draw(st.integers(0, len(case.log.tallies) - 1))
    rest = (*case.log.tallies[:at], *case.log.tallies[at + 1 :])
    smaller = replace(case.log, tallies=rest)
    old = closed_of(case, case.log, case.today + DAY)
    new = closed_of(case, smaller, case.today + DAY, rest[0].day if rest else case.today)
    assert never_lower(new, old)


@PROPERTY
@given(cases(), st.data())
def test_a_better_quality_never_lowers_a_pillar(case: Case, data: st.DataObject) -> None:
    """I4: of one tally, on every close from its day on."""
    judged = [at for at, item in enumerate(case.log.tallies) if ACTIONS[item.task].qualities]
    assume(judged)
    at = data.draw(st.sampled_from(judged))
    item = case.log.tallies[at]
    ranked = sorted(
        ACTIONS[item.task].qualities, key=lambda name: ACTIONS[item.task].qualities[name]
    )
    places = st.integers(0, len(ranked) - 1)
    worse, better = sorted((data.draw(places), data.draw(places)))

    def with_quality(index: int) -> Closed:
        changed = replace(item, quality=ranked[index])
        tallies = (*case.log.tallies[:at], changed, *case.log.tallies[at + 1 :])
        return closed_of(case, replace(case.log, tallies=tallies), case.today + DAY)

    assert never_lower(with_quality(worse), with_quality(better))


@PROPERTY
@given(cases(asked=True))
def test_a_day_with_nothing_never_raises_a_pillar(case: Case) -> None:
    """I5: from one close to the next."""
    closed = closed_of(case, case.log, case.today + timedelta(days=20))
    active = {item.day for item in case.log.tallies}
    for at in range(1, closed.length):
        day = case.first + timedelta(days=at)
        if day not in active:
            for column in closed.scores:
                assert column[at] <= column[at - 1]


@PROPERTY
@given(cases(asked=True))
def test_a_rest_day_with_nothing_changes_nothing(case: Case) -> None:
    """I6: bit for bit."""
    closed = closed_of(case, case.log, case.today + timedelta(days=20))
    active = {item.day for item in case.log.tallies}
    for at in range(1, closed.length):
        day = case.first + timedelta(days=at)
        rest = bool(case.schedule.weekdays_on(day)) and not case.schedule.is_workday(day)
        if rest and day not in active:
            assert [column[at] for column in closed.scores] == [
                column[at - 1] for column in closed.scores
            ]


@PROPERTY
@given(cases(asked=True), tasks, st.data())
def test_the_worth_of_one_more_is_the_difference_when_it_is_then_logged(
    case: Case, task: str, data: st.DataObject
) -> None:
    """I7: in each pillar, the active day included where it is the first of the day."""
    quality = data.draw(st.sampled_from((None, *ACTIONS[task].qualities)))
    now = now_of(case.history(), case.log)
    today = days_of(case.log.tallies).get(case.today, NOTHING)
    gains = marginal(case.pillars, now.stocks, today, task, quality_factor(task, quality))
    then = case.dashboard(with_tallies(case.log, tally(case.today, task, 1, quality)))
    for gain, old, new in zip(gains, case.dashboard().pillars, then.pillars, strict=True):
        assert abs(gain - (new.score - old.score)) <= 1e-9


@PROPERTY
@given(cases(least_offset=0), tasks, st.data())
def test_the_second_repeat_of_a_day_gains_no_more_than_the_first(
    case: Case, task: str, data: st.DataObject
) -> None:
    """I8: of the same quality.

    Offsets are not negative here: where one pushes the floor below 0, the first repeats of a day
    only make up for it and are not seen.
    """
    quality = data.draw(st.sampled_from((None, *ACTIONS[task].qualities)))
    quiet = before(case.log, case.today)
    logs = [quiet]
    for _ in range(2):
        logs.append(with_tallies(logs[-1], tally(case.today, task, 1, quality)))
    none, once, twice = ([row.score for row in case.dashboard(log).pillars] for log in logs)
    for zero, one, two in zip(none, once, twice, strict=True):
        assert two - one <= one - zero + 1e-12


# I9: no day of the calendar is special.


def moved_day(day: date, by: timedelta) -> date:
    """Return the day moved, the beginning of time staying where it is."""
    return day if day == date.min else day + by


def moved(log: Log, by: timedelta) -> Log:
    """Return a log with all its dates moved."""
    return Log(
        tallies=tuple(replace(item, day=item.day + by) for item in log.tallies),
        profile=log.profile,
        workdays=tuple(
            WorkdaysVersion(moved_day(item.valid_from, by), item.weekdays) for item in log.workdays
        ),
        targets=tuple(
            TargetVersion(item.task, moved_day(item.valid_from, by), item.target, item.weekdays)
            for item in log.targets
        ),
        time_off=tuple(
            TimeOff(item.id, item.start + by, item.end + by, item.reason) for item in log.time_off
        ),
    )


def undated(
    dashboard: Dashboard,
) -> tuple[tuple[PillarRow, ...], list[int | None], tuple[TaskRow, ...], Run]:
    """Return what a dashboard shows, with its dates as days from today."""
    rows = tuple(
        replace(row, outlook=replace(row.outlook, collapse_on=None), down_since=None)
        for row in dashboard.pillars
    )
    days = [
        None if day is None else (day - dashboard.today).days
        for row in dashboard.pillars
        for day in (row.outlook.collapse_on, row.down_since)
    ]
    return rows, days, dashboard.tasks, dashboard.run


@PROPERTY
@given(st.one_of(cases(asked=True), habits()), st.integers(-150, 150))
def test_a_log_moved_by_whole_weeks_shows_the_same(case: Case, weeks: int) -> None:
    """I9: scores, flags, windows and runs."""
    by = timedelta(weeks=weeks)
    there = case.dashboard(moved(case.log, by), case.today + by)
    assert undated(there) == undated(case.dashboard())


@PROPERTY
@given(
    st.one_of(cases(asked=True), habits()),
    st.sampled_from([frozenset[int](), frozenset(range(7))]),
    st.integers(-1000, 1000),
)
def test_without_rest_days_a_log_moved_by_any_number_of_days_shows_the_same(
    case: Case, weekdays: frozenset[int], offset: int
) -> None:
    """I9: tasks with weekdays of their own are left out, for they know the weekday."""
    log = replace(case.log, workdays=(working(weekdays),), targets=())
    by = timedelta(days=offset)
    there = case.dashboard(moved(log, by), case.today + by)
    assert undated(there) == undated(case.dashboard(log))


# I10: one engine.


def workdays_of(log: Log, day: date) -> frozenset[int]:
    """Return the workdays that hold on a day: the last version of the newest date so far."""
    found, since = frozenset(range(5)), date.min
    for version in log.workdays:
        if since <= version.valid_from <= day:
            found, since = version.weekdays, version.valid_from
    return found


def clock_between(log: Log, start: date, end: date) -> float:
    """Return by how much the clock advances from the close of one day to that of another."""
    total = 0.0
    for ordinal in range(start.toordinal() + 1, end.toordinal() + 1):
        day = date.fromordinal(ordinal)
        weekdays = workdays_of(log, day)
        if not weekdays:
            total += 1.0
        elif day.weekday() in weekdays:
            total += 7.0 / len(weekdays)
    return total


def closed_form(
    log: Log, pillars: Sequence[PillarSetup], index: int, day: date
) -> dict[str, float]:
    """Return the stock of each action in one pillar at the close of a day, as one sum."""
    half_life = pillars[index].half_life
    found: dict[str, float] = {}

    def put(action: str, points: float, entered: date) -> None:
        if points:
            left = 2.0 ** (-clock_between(log, entered, day) / half_life)
            found[action] = found.get(action, 0.0) + points * left

    seen = [item for item in log.tallies if item.day <= day]
    for when in {item.day for item in seen}:
        for task in {item.task for item in seen if item.day == when}:
            qualities = [
                1.0 if item.quality is None else ACTIONS[task].qualities[item.quality]
                for item in seen
                if item.day == when and item.task == task
                for _ in range(item.count)
            ]
            qualities.sort(reverse=True)
            worth = sum(q * ACTIONS[task].repeat ** k for k, q in enumerate(qualities))
            put(task, ACTIONS[task].points[index] * worth, when)
        put("active_day", 10.0 if index == 3 else 0.0, when)

    start = {Past.SOME: 0.8, Past.ROUTINE: 1.8}.get(log.profile.past, 0.0)
    there = start * pillars[index].half_pace * half_life / (7.0 * ln(2.0))
    put("before", there, min((item.day for item in seen), default=day) - DAY)
    return found


def same(left: Mapping[str, float], right: Mapping[str, float]) -> bool:
    """Tell whether two breakdowns of a stock agree to 1e-8."""
    return all(
        abs(left.get(key, 0.0) - right.get(key, 0.0)) <= 1e-8 for key in left.keys() | right.keys()
    )


@PROPERTY
@given(cases(asked=True))
def test_the_engine_agrees_with_the_closed_form(case: Case) -> None:
    """I10: every action of every pillar at the last close."""
    closed = closed_of(case, case.log, case.today + DAY)
    for index in range(4):
        expected = closed_form(case.log, case.pillars, index, case.today)
        assert same(closed.stocks[index], expected)


@PROPERTY
@given(cases(asked=True))
def test_the_scores_agree_with_the_closed_form(case: Case) -> None:
    """I10: on the last day and on one in the middle, from the published formula."""
    closed = closed_of(case, case.log, case.today + DAY)
    for day in (case.today, case.first + (case.today - case.first) // 2):
        for index, pillar in enumerate(case.pillars):
            # An answer of a later day is in none of the closes before it.
            stock = sum(closed_form(case.log, case.pillars, index, day).values())
            pace = stock * 7.0 * ln(2.0) / pillar.half_life
            share = 1.0 - 2.0 ** (-pace / pillar.half_pace)
            reach = pillar.gain * (pillar.ceiling - pillar.base)
            expected = min(25.0, max(0.0, pillar.base + pillar.offset + reach * share))
            found = closed.score_on(index, day)
            assert found is not None
            assert abs(found - expected) <= 1e-8


@PROPERTY
@given(cases(), st.data())
def test_continuing_from_a_close_gives_what_starting_again_gives(
    case: Case, data: st.DataObject
) -> None:
    """I10: from any close on, day by day, bit for bit. No stock from before enters here."""
    whole = closed_of(case, case.log, case.today + DAY)
    cut = data.draw(st.integers(0, whole.length))
    part = closed_of(case, case.log, case.first + timedelta(days=cut))
    days = days_of(case.log.tallies)
    stocks = part.stocks
    for at in range(cut, whole.length):
        day = case.first + timedelta(days=at)
        doses = days.get(day, NOTHING).doses()
        stocks = add(fade(stocks, case.pillars, case.schedule.clock(day)), doses)
        assert scores(stocks, case.pillars) == tuple(column[at] for column in whole.scores)
        assert feeding(doses) == tuple(column[at] for column in whole.doses)
    assert stocks == whole.stocks
    assert part.scores == tuple(column[:cut] for column in whole.scores)


@FEWER
@given(cases(asked=True, span=20))
def test_today_continues_from_yesterday_as_its_close_will_say(case: Case) -> None:
    """I10: each day as it stood while it was today, and as a closed day of the whole."""
    whole = closed_of(case, case.log, case.today + DAY)
    for at in range(whole.length):
        day = case.first + timedelta(days=at)
        now = now_of(case.history(before(case.log, day + DAY), day), case.log)
        assert scores(now.stocks, case.pillars) == tuple(column[at] for column in whole.scores)


@FEWER
@given(habits(weeks=4))
def test_the_walk_of_these_tests_shows_what_the_dashboard_shows(case: Case) -> None:
    """I10: the days continued one from the other are those of the real dashboards."""
    for moment in moments(case.log, case.today, case.pillars, acted=True):
        shown = case.dashboard(before(case.log, moment.day + DAY), moment.day)
        assert moment.outlooks == tuple(row.outlook for row in shown.pillars)


# I23: the answer about the past.


@FEWER
@given(cases(asked=True, extreme=False), st.dates())
def test_the_day_of_the_answer_about_the_past_changes_nothing(case: Case, answered: date) -> None:
    """I23: the answer describes the month before the log's first day, whenever it is given."""
    profile = replace(case.log.profile, past_answered=answered)
    shown = build(replace(case.log, profile=profile), case.today)
    assert shown == build(case.log, case.today)


# I11 and I12: what is foretold.


@PROPERTY
@given(cases(), st.integers(0, 40))
def test_the_idle_forecast_is_what_doing_nothing_then_gives(case: Case, nights: int) -> None:
    """I11: the closes of today and of the nights after it."""
    now = now_of(case.history(), case.log)
    later = closed_of(case, case.log, case.today + timedelta(days=nights + 1))
    for index, pillar in enumerate(case.pillars):
        stock = sum(now.stocks[index].values())
        foretold = idle_scores(pillar, stock, case.schedule, case.today, nights)
        assert foretold == pytest.approx(later.scores[index][-nights - 1 :], abs=1e-9)


@PROPERTY
@given(cases(), st.integers(0, 2500))
def test_an_idle_pillar_that_is_below_a_threshold_stays_below(case: Case, hundredths: int) -> None:
    """I12: from the first close below it on; it comes there unless the floor is not below."""
    threshold = hundredths / 100.0 + 0.003
    now = now_of(case.history(), case.log)
    for index, pillar in enumerate(case.pillars):
        stock = sum(now.stocks[index].values())
        walked = idle_scores(pillar, stock, case.schedule, case.today, 60)
        below = [score < threshold for score in walked]
        assert below == sorted(below)
        assert not below[-1] or pillar.floor < threshold


# I13 to I15: flags.


def idle_days(case: Case, days: int) -> list[Moment]:
    """Return the last day on which something may have been done, and the idle ones after it."""
    eve = case.today - DAY
    span = moments(case.log, eve + timedelta(days=days), case.pillars, acted=True)
    return [moment for moment in span if moment.day >= eve]


@FEWER
@given(habits())
def test_while_idle_the_flag_only_worsens(case: Case) -> None:
    """I13: on due days, outside time off, and while the pillar does not cease to be quiet."""
    for old, new in pairwise(each for each in idle_days(case, 45) if each.due):
        for index in range(4):
            risks = (old.risks[index], new.risks[index])
            if risks[0] not in WORSE or risks[1] not in WORSE:
                continue
            quiet = [
                is_quiet(each.standings[index], turn_of(case.schedule, each.day))
                for each in (old, new)
            ]
            if quiet[0] == quiet[1]:
                assert WORSE.index(risks[1]) >= WORSE.index(risks[0])


@FEWER
@given(habits())
def test_while_idle_the_foretold_night_never_moves(case: Case) -> None:
    """I14: outside time off; the pillar is down from that close on and on none before it."""
    days = [each for each in idle_days(case, 75) if each.day >= case.today]
    for index in range(4):
        foretold = days[0].outlooks[index].collapse_on
        if foretold is None:
            continue
        for moment in days:
            if moment.day <= foretold:
                assert moment.outlooks[index].collapse_on == foretold
                assert moment.down[index] == (moment.day == foretold)


@FEWER
@given(habits())
def test_while_idle_a_pillar_does_not_collapse_on_a_night_that_was_not_foretold(
    case: Case,
) -> None:
    """I14: a pillar that is up and has no night within sixty stays up for sixty."""
    days = [each for each in idle_days(case, 61) if each.day >= case.today]
    for index in range(4):
        first = days[0]
        flagged = first.outlooks[index].risk is Risk.SAFE
        if flagged and first.outlooks[index].collapse_on is None:
            assert not any(moment.down[index] for moment in days)


@PROPERTY
@given(habits(), st.booleans())
def test_nobody_who_is_quiet_is_warned(case: Case, acted: bool) -> None:
    """I15: except on a due day that collapses tonight, or until the morning's warning is lifted."""
    last = case.today + timedelta(days=14)
    mornings = moments(case.log, last, case.pillars)
    shown = moments(case.log, last, case.pillars, acted=acted)
    for morning, moment in zip(mornings, shown, strict=True):
        turn = turn_of(case.schedule, moment.day)
        for index, outlook in enumerate(moment.outlooks):
            if outlook.risk not in WARNED or not is_quiet(moment.standings[index], turn):
                continue
            warned = morning.risks[index] in WARNED and not moment.standings[index].fed
            assert warned if acted else moment.due and outlook.nights_left == 0


@PROPERTY
@given(habits(weeks=20), st.integers(0, 60))
def test_usual_and_line_do_not_move_while_a_pillar_is_down(case: Case, idle: int) -> None:
    """I24: whatever is done, until it is back or has been down for so long."""
    again = routine_on(*(case.today + timedelta(days=idle + at) for at in range(4)))
    last = case.today + timedelta(days=idle + 30)
    log = with_tallies(case.log, *again)
    for old, new in pairwise(moments(log, last, case.pillars)):
        for before_it, after_it in zip(old.outlooks, new.outlooks, strict=True):
            if before_it.risk in DOWN and after_it.risk in DOWN:
                assert (after_it.usual, after_it.line) == (before_it.usual, before_it.line)


# I18 and I22: changes.


@PROPERTY
@given(st.one_of(cases(), habits()))
def test_the_ledger_of_a_week_adds_up_to_the_change_of_the_week(case: Case) -> None:
    """I18: earned and faded since the opening of that day; nothing earned takes anything away."""
    dashboard = case.dashboard()
    source, first = dashboard.source, case.today - timedelta(days=7)
    ledger = ledger_of(source.log, source.history, first, case.today, opened=True)
    for row, moved in zip(dashboard.pillars, ledger.pillars, strict=True):
        if row.change_7d is not None:
            assert moved.faded + moved.earned_in_all == pytest.approx(row.change_7d, abs=1e-9)
        assert moved.faded <= NOISE
        assert all(points >= -NOISE for points in moved.earned.values())


@PROPERTY
@given(st.one_of(cases(), habits()), tasks)
def test_logging_today_never_lowers_a_change(case: Case, task: str) -> None:
    """I22: in seven and in twenty-eight days."""
    more = case.dashboard(with_tallies(case.log, tally(case.today, task)))
    for old, new in zip(case.dashboard().pillars, more.pillars, strict=True):
        for was, now in ((old.change_7d, new.change_7d), (old.change_28d, new.change_28d)):
            assert was is None or (now is not None and now >= was - NOISE)


# I16 and I17: stocks.


@PROPERTY
@given(cases(), weekday_sets)
def test_an_idle_week_costs_the_same_whatever_the_workdays(
    case: Case, weekdays: frozenset[int]
) -> None:
    """I16: time off or not, from any weekday on, every stock is left by 2 to the -7/h."""
    log = replace(case.log, workdays=(working(weekdays),))
    close = closed_of(case, log, case.today + DAY)
    later = closed_of(case, log, case.today + timedelta(days=8))
    for pillar, old, new in zip(case.pillars, close.stocks, later.stocks, strict=True):
        left = 2.0 ** (-7.0 / pillar.half_life)
        assert new.keys() == old.keys()
        for action, stock in old.items():
            assert new[action] == pytest.approx(stock * left, rel=1e-9)


@PROPERTY
@given(tasks, st.lists(counts, min_size=2, max_size=6), st.data())
def test_repeats_spread_over_more_days_never_give_less_stock(
    task: str, parts: list[int], data: st.DataObject
) -> None:
    """I17: at equal age, for only Monday is a workday here and the clock stands still."""
    quality = data.draw(st.sampled_from((None, *ACTIONS[task].qualities)))
    at_once = [tally(after(1), task, sum(parts), quality)]
    spread = [tally(after(1 + at), task, count, quality) for at, count in enumerate(parts)]
    log = log_of(workdays=[working({0})])

    def stocks(tallies: Sequence[Tally]) -> list[float]:
        days = days_of(tallies)
        closed = replay(setups(log.profile), days, Schedule.of(log), after(1), after(7))
        return [sum(stock.values()) for stock in closed.stocks]

    for once, more in zip(stocks(at_once), stocks(spread), strict=True):
        assert more >= once - NOISE


# I19: streaks.


def expected_run(case: Case, log: Log, today: date) -> Run:
    """Return the run of the routine by walking back from today, written out once more."""
    done: dict[date, set[str]] = {}
    for item in log.tallies:
        if item.day <= today:
            toward = {"reply": "comment", "answer": "message", "post": "share"}
            done.setdefault(item.day, set()).add(toward.get(item.task, item.task))
    schedule = Schedule.of(log)
    marks: list[bool] = []
    for ordinal in range(case.first.toordinal(), today.toordinal() + 1):
        day = date.fromordinal(ordinal)
        asked = [task.id for task in schedule.routine(day) if schedule.target(task.id, day)]
        if asked:
            met = len(done.get(day, set()).intersection(asked)) >= min(3, len(asked))
            if met or day < today:
                marks.append(met)
    lengths = [0]
    for at, met in enumerate(marks):
        around = [marks[near] for near in range(max(0, at - 3), min(len(marks), at + 4))]
        between = at > 0 and all([marks[at - 1], *marks[at + 1 : at + 2]])
        if met:
            lengths.append(lengths[-1] + 1)
        elif between and around.count(False) == 1:
            lengths.append(lengths[-1])
        else:
            lengths.append(0)
    return Run(lengths[-1], max(lengths), lengths[-1] > 0 and not marks[-1])


@st.composite
def routines(draw: st.DrawFn) -> Case:
    """Draw a log of days on which the whole routine, some of it, or nothing was done."""
    length = draw(st.integers(1, 40))
    some = [{}, {"comment": 1, "share": 1}, {"reply": 1, "post": 1, "answer": 1}]
    whole = {"comment": 1, "share": 1, "message": 1, "search": 1, "connect": 1}
    menu: list[Mapping[str, int]] = [*some, whole, whole, whole, whole, whole]
    kept = draw(st.lists(st.sampled_from(menu), min_size=length, max_size=length))
    days = [after(at) for at in range(length)]
    tallies = [
        item for day, part in zip(days, kept, strict=True) for item in routine_on(day, routine=part)
    ]
    log = log_of(
        *tallies,
        workdays=draw(workday_versions(MONDAY, length)),
        targets=draw(target_versions(MONDAY, length)) if draw(st.booleans()) else (),
        time_off=draw(times_off(MONDAY, length)),
    )
    today = after(length - 1)
    first = log.tallies[0].day if log.tallies else today
    return Case(log, first, today, setups(log.profile))


@PROPERTY
@given(routines())
def test_a_run_is_what_walking_over_the_due_days_gives(case: Case) -> None:
    """I19: rest days and time off are not there at all, nor is today while it is unfinished."""
    assert build(case.log, case.today).run == expected_run(case, case.log, case.today)


@PROPERTY
@given(routines(), st.data())
def test_what_is_done_on_a_rest_day_or_in_time_off_changes_no_run(
    case: Case, data: st.DataObject
) -> None:
    """I19: whatever the day, as long as the log does not become older by it."""
    idle = [
        case.first + timedelta(days=at)
        for at in range((case.today - case.first).days + 1)
        if not case.schedule.is_due(case.first + timedelta(days=at))
    ]
    assume(idle)
    day = data.draw(st.sampled_from(idle))
    old = build(case.log, case.today)
    new = build(with_tallies(case.log, *routine_on(day)), case.today)
    assert new.run == old.run
    assert [row.run for row in new.tasks] == [row.run for row in old.tasks]
    assert [row.streak for row in new.pillars] == [row.streak for row in old.pillars]


@PROPERTY
@given(routines(), st.integers(0, 40), st.integers(1, 4))
def test_weeks_of_time_off_put_between_two_days_change_no_run(
    case: Case, at: int, weeks: int
) -> None:
    """I19: the days from there on move by whole weeks, and the gap is time off.

    Workdays, targets and other time off are the same all the time.
    """
    log = replace(case.log, workdays=case.log.workdays[:1], targets=(), time_off=())
    log = replace(log, workdays=tuple(replace(v, valid_from=date.min) for v in log.workdays))
    cut, by = after(at), timedelta(weeks=weeks)
    apart = replace(
        log,
        tallies=tuple(
            replace(item, day=item.day + by) if item.day >= cut else item for item in log.tallies
        ),
        time_off=(away(cut, cut + by - DAY),),
    )
    today = case.today + by if case.today >= cut else case.today
    old, new = build(log, case.today), build(apart, today)
    assert new.run == old.run
    assert [row.run for row in new.tasks] == [row.run for row in old.tasks]


@PROPERTY
@given(routines())
def test_an_unfinished_today_never_breaks_a_run(case: Case) -> None:
    """I19: this morning shows what last night showed once it was over."""
    morning = build(before(case.log, case.today), case.today)
    closed = case.history(before(case.log, case.today)).runs.whole_days.done
    assert morning.run == expected_run(case, before(case.log, case.today), case.today)
    if closed and closed[-1]:
        assert morning.run.current > 0
    assert build(case.log, case.today).run.current >= morning.run.current


@PROPERTY
@given(routines())
def test_finishing_today_never_shortens_a_run(case: Case) -> None:
    """I19: it adds one to what this morning showed, and may mend the day before."""
    quiet = before(case.log, case.today)
    grown = build(with_tallies(quiet, *routine_on(case.today)), case.today).run
    was = build(quiet, case.today).run
    asked = any(row.target for row in build(quiet, case.today).tasks)
    assert grown.current >= was.current
    assert grown.longest >= was.longest
    if not asked:
        assert grown == was
