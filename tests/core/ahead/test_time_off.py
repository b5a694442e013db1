"""The cost of a time off: what really being away then gives, and what to do before leaving."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssi_tui.core.ahead.curves import Curve, coming_doses, kept_days, standings_of
from ssi_tui.core.ahead.time_off import (
    HORIZON_DAYS,
    LEAVING_MINUTES,
    WORTH,
    Absence,
    Cost,
    PillarCost,
    cost_of,
    fall_of,
    worthwhile,
)
from ssi_tui.core.ahead.time_off_words import cost_lines, held_score, sentences, span_words, verdict
from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import ACTIONS, PLAN_CAPS
from ssi_tui.core.history.sums import notes_left
from ssi_tui.core.model import PILLARS, Log, Pillar, Tally, TargetVersion
from ssi_tui.core.plan.situation import DayAhead
from ssi_tui.core.score.forecast import DOWN
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.ahead.test_curves import lived_on
from tests.core.builders import (
    ROUTINE,
    after,
    away,
    before,
    history_with,
    keeper,
    log_of,
    tally,
    walked,
    with_tallies,
)
from tests.core.strategies import PROPERTY, Case, cases, habits

NEAR = 1e-9


def cost(log: Log, today: date, start: date, end: date) -> Cost:
    """Return the cost of a time off that can be told."""
    found = cost_of(build(log, today).source, start, end)
    assert found is not None
    return found


def of(found: Cost, pillar: Pillar) -> PillarCost:
    """Return what it does to one pillar."""
    return found.pillars[PILLARS.index(pillar)]


def scores_at_close(case: Case, log: Log, day: date) -> tuple[float, ...]:
    """Return the scores at the close of a day that was really lived."""
    lived = history_with(log, day + timedelta(days=1), case.pillars)
    return tuple(column[-1] for column in lived.closed.scores)


def extra(log: Log, item: tuple[str, int], day: date) -> list[Tally]:
    """Return what ticking an action so many times logs, with notes while they last."""
    found: list[Tally] = []
    for _ in range(item[1]):
        quality = None
        if item[0] == "connect":
            quality = "note" if notes_left((*log.tallies, *found), day) else "plain"
        found.append(tally(day, item[0], 1, quality))
    return found


@st.composite
def leaves(draw: st.DrawFn) -> tuple[int, int]:
    """Draw in how many days a time off begins (or began), and how many it has left then."""
    return draw(st.integers(-4, 12)), draw(st.integers(0, 20))


@given(st.one_of(cases(), habits()), leaves())
@PROPERTY
def test_the_cost_is_what_really_being_away_then_gives(case: Case, leave: tuple[int, int]) -> None:
    """Routine kept until it begins, nothing while away; falls on the days they really come."""
    assume(case.log.tallies)
    start = case.today + timedelta(days=leave[0])
    end = max(start, case.today) + timedelta(days=leave[1])
    log = replace(case.log, time_off=(*case.log.time_off, away(start, end)))
    dashboard = case.dashboard()
    found = cost_of(dashboard.source, start, end)
    assert found is not None
    lived = lived_on(log, case.today, (end - case.today).days + 1)
    history = history_with(lived, end + timedelta(days=1), case.pillars)
    closes, _ = walked(lived, end + timedelta(days=1), case.pillars)
    for at, pillar in enumerate(found.pillars):
        column = history.closed.scores[at]
        downs = [close.fell_on[at] is not None for close in closes]
        assert pillar.after == pytest.approx(column[-1], abs=NEAR)
        if start > case.today:
            then = (start - history.first).days - 1
            assert pillar.before == pytest.approx(column[then], abs=NEAR)
        else:
            assert pillar.before == dashboard.pillars[at].score
        was_down = dashboard.pillars[at].risk in DOWN
        falls = []
        for past, down in enumerate(downs):
            day = history.closed.day_at(past)
            if day >= case.today:
                if down and not was_down and day >= start:
                    falls.append(day)
                was_down = down
        assert pillar.falls_on == (falls[0] if falls else None)
        assert pillar.under == downs[-1]


@given(habits(), leaves())
@PROPERTY
def test_what_is_advised_before_leaving_holds_what_it_says(
    case: Case, leave: tuple[int, int]
) -> None:
    """Really doing it gives that score, within ten minutes and the caps of the day."""
    assume(case.log.tallies)
    start = case.today + timedelta(days=leave[0])
    end = max(start, case.today) + timedelta(days=leave[1])
    log = replace(case.log, time_off=(*case.log.time_off, away(start, end)))
    found = cost_of(case.dashboard().source, start, end)
    assert found is not None
    for at, pillar in enumerate(found.pillars):
        leaving = pillar.leaving
        if leaving is None:
            continue
        assert pillar.falls_on is not None
        assert leaving.score >= pillar.after + (WORTH if leaving.falls_on else 0.0) - NEAR
        assert 0.0 < leaving.minutes <= LEAVING_MINUTES
        assert leaving.minutes == sum(ACTIONS[each].minutes * n for each, n in leaving.items)
        until = (leaving.on - case.today).days + 1
        done = lived_on(log, case.today, until)
        for item in leaving.items:
            count = sum(
                each.count
                for each in done.tallies
                if (each.day, each.task) == (leaving.on, item[0])
            )
            assert count + item[1] <= PLAN_CAPS[item[0]]
            done = replace(done, tallies=(*done.tallies, *extra(done, item, leaving.on)))
        assert scores_at_close(case, done, end)[at] == pytest.approx(leaving.score, abs=NEAR)
        assert held_score(leaving) <= leaving.score


def test_two_weeks_off_take_the_fast_pillars_under_their_lines() -> None:
    """People and Insights fall in the second week, the slow ones stay over theirs."""
    today = after(84)
    found = cost(keeper(84), today, after(91), after(104))
    assert found.days == 14
    for pillar in (Pillar.PEOPLE, Pillar.INSIGHTS):
        row = of(found, pillar)
        assert row.falls_on is not None
        assert after(91) <= row.falls_on <= after(104)
        assert row.under
        assert row.after < row.before - 4.0
    for pillar in (Pillar.BRAND, Pillar.RELATIONSHIPS):
        row = of(found, pillar)
        assert (row.falls_on, row.under, row.has_line, row.leaving) == (None, False, True, None)


def test_the_day_before_leaving_is_the_last_due_day() -> None:
    """A time off that begins on a Monday is left on the Friday before."""
    found = cost(keeper(17), after(17), after(21), after(30))
    leaving = of(found, Pillar.PEOPLE).leaving
    assert leaving is not None
    assert leaving.on == after(18)
    assert leaving.on.weekday() == 4


def test_a_time_off_from_today_on_is_left_today() -> None:
    """Nothing of the routine is kept any more, so its score now is what it begins with."""
    found = cost(keeper(84), after(84), after(84), after(92))
    row = of(found, Pillar.INSIGHTS)
    now = build(keeper(84), after(84)).pillars[PILLARS.index(Pillar.INSIGHTS)]
    assert row.before == now.score
    assert row.leaving is not None
    assert row.leaving.on == after(84)


def test_a_weekend_off_costs_nothing() -> None:
    """The clock stands still on rest days."""
    found = cost(keeper(84), after(84), after(89), after(90))
    for row in found.pillars:
        assert row.after == row.before
    assert sentences(found) == ()


def test_the_least_that_keeps_a_pillar_over_its_line_is_advised() -> None:
    """Where a few minutes are enough, no more are asked, and the sentence says so."""
    light = [TargetVersion(task, date.min, int(task == "comment")) for task in ROUTINE]
    log = replace(keeper(84, routine={"comment": 1}), targets=tuple(light))
    start = after(91)
    falling = (
        found
        for days in range(1, 20)
        if (found := cost(log, after(84), start, start + timedelta(days=days))).pillars
        and of(found, Pillar.INSIGHTS).falls_on is not None
    )
    found = next(falling)
    leaving = of(found, Pillar.INSIGHTS).leaving
    assert leaving is not None
    assert leaving.falls_on is None
    assert leaving.minutes < LEAVING_MINUTES
    assert sentences(found)[0].endswith(" it above its line.")


def test_the_past_and_the_far_future_cost_nothing_that_is_told() -> None:
    """Yesterday is over; more than 400 days ahead is too far."""
    source = build(keeper(30), after(30)).source
    assert cost_of(source, after(20), after(29)) is None
    assert cost_of(source, after(20), after(30)) is not None
    last = after(29 + HORIZON_DAYS)
    assert cost_of(source, last, last) is not None
    assert cost_of(source, last, last + timedelta(days=1)) is None


def test_a_time_off_that_is_taken_already_costs_the_same() -> None:
    """The command tells the cost after it was taken, the app before."""
    log = keeper(84)
    taken = replace(log, time_off=(away(after(91), after(104)),))
    spans = (after(84), after(91), after(104))
    assert cost(taken, *spans) == cost(log, *spans)


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "a day"), (2, "2 days"), (7, "a week"), (14, "two weeks"), (16, "16 days")],
)
def test_a_span_is_said_in_weeks_where_it_is_whole_weeks(days: int, words: str) -> None:
    """In the words of a sentence."""
    assert span_words(days) == words


def test_the_sentence_says_from_where_to_where_and_what_to_do_before() -> None:
    """Where more before is worth a point, though the pillar falls all the same."""
    workdays = (after(at) for at in range(84) if at % 7 < 5)
    log = log_of(*(tally(day, "connect") for day in workdays))
    found = cost(log, after(84), after(84), after(94))
    (sentence,) = sentences(found)
    row = of(found, Pillar.PEOPLE)
    assert row.leaving is not None
    assert row.leaving.score - row.after >= WORTH
    assert sentence == (
        f"With 11 days off, People goes from {row.before:.1f} to {row.after:.1f}. "
        f"8 extra minutes today (comment, search, connect ×2) keep it above "
        f"{held_score(row.leaving):.1f}."
    )


def test_what_is_worth_less_than_a_point_at_the_end_is_not_advised() -> None:
    """A sentence for each pillar that falls, the deepest fall first."""
    found = cost(keeper(84), after(84), after(91), after(104))
    first, second = sentences(found)
    row = of(found, Pillar.INSIGHTS)
    assert first == f"With two weeks off, Insights goes from {row.before:.1f} to {row.after:.1f}."
    assert second.startswith("With two weeks off, People goes from ")


def test_a_loss_without_a_fall_is_said_without_advice() -> None:
    """One sentence, for the pillar that loses most."""
    found = cost(keeper(84), after(84), after(86), after(86))
    assert [row.falls_on for row in found.pillars] == [None] * 4
    (sentence,) = sentences(found)
    assert sentence.startswith("With a day off, Insights goes from ")
    assert ";" not in sentence


def test_the_lines_hold_a_row_a_pillar_and_the_sentences() -> None:
    """Aligned: was, is, and where that stands to the line, in at most 28 cells."""
    found = cost(keeper(84), after(84), after(91), after(104))
    lines = list(cost_lines(found))
    assert len(lines) == 4 + 2
    assert {line.index("→") for line in lines[:4]} == {23}
    assert lines[1].split("→")[1].split(maxsplit=1)[1].startswith("drops on ")
    assert all(len(verdict(row)) <= 20 for row in found.pillars)


def test_a_young_log_has_no_line_to_fall_under() -> None:
    """Nothing is said about one."""
    today = after(3)
    log = before(keeper(10), today)
    found = cost(log, today, after(7), after(20))
    assert [verdict(row) for row in found.pillars] == [""] * 4


def test_days_that_turn_out_to_have_been_off_arm_no_pillar() -> None:
    """Eleven due days have passed, of which the time off that began on Friday takes two."""
    log = log_of(tally(after(0), "connect", 8))
    found = of(cost(log, after(15), after(11), after(20)), Pillar.PEOPLE)
    assert (found.has_line, found.falls_on, found.under) == (False, None, False)
    assert of(cost(log, after(15), after(15), after(20)), Pillar.PEOPLE).has_line


def test_a_pillar_that_is_under_its_line_already_is_said_to_be() -> None:
    """It cannot fall once more."""
    found = cost(keeper(84), after(98), after(98), after(104))
    row = of(found, Pillar.PEOPLE)
    assert (row.falls_on, row.under, row.leaving) == (None, True, None)
    assert verdict(row) == "already below"


def test_29_february_and_both_ends_of_summer_time_are_days_off_like_others() -> None:
    """A keeper of all seven days loses the same over each of them."""
    lost = set()
    for day in (date(2024, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2026, 5, 31)):
        today = day - timedelta(days=2)
        log = keeper(84, range(7), first=today - timedelta(days=84))
        row = of(cost(log, today, today, day), Pillar.PEOPLE)
        lost.add(round(row.before - row.after, 9))
    assert len(lost) == 1


def test_an_empty_log_costs_nothing() -> None:
    """There is nothing to lose, and nothing to say."""
    log = log_of()
    assert Schedule.of(log).time_off == ()
    found = cost(log, after(0), after(0), after(7))
    assert sentences(found) == ()


def test_a_fall_before_the_time_off_is_not_its_cost() -> None:
    """The next one, while away, is."""
    down = (False, True, True, False, True, True)
    curve = Curve((9.0,) * 6, (10.0,) * 6, down, was_down=False)
    assert fall_of(curve, after(0), after(0)) == after(1)
    assert fall_of(curve, after(0), after(2)) == after(4)
    assert fall_of(curve, after(0), after(5)) is None


def way_of(log: Log, today: date, pillar: Pillar) -> tuple[Absence, DayAhead]:
    """Return a pillar on its way into a time off from today on, and today."""
    source = build(log, today).source
    schedule = replace(source.history.schedule, time_off=((today, today),))
    ahead = kept_days(source, schedule, 1)
    at = PILLARS.index(pillar)
    coming = coming_doses(source, ahead)[at]
    return Absence(standings_of(source)[at], schedule, at, today, coming), ahead[0]


@pytest.mark.parametrize("pillar", PILLARS)
def test_each_set_that_is_tried_brings_more_than_the_shorter_ones(pillar: Pillar) -> None:
    """Within ten minutes; nothing that the pillar does not gain from is in it."""
    found = worthwhile(*way_of(keeper(84), after(84), pillar))
    assert found
    for first, second in pairwise(found):
        assert first[0] < second[0] <= LEAVING_MINUTES
        assert first[2] < second[2]
    for _, items, *_ in found:
        assert all(ACTIONS[action].points[PILLARS.index(pillar)] for action, _ in items)


def test_the_first_action_of_a_day_brings_the_active_day() -> None:
    """Where something was done already it does not."""
    today = after(84)
    begun = with_tallies(keeper(84), tally(today, "reaction"))
    for log, active in ((keeper(84), 10.0), (begun, 0.0)):
        extras = worthwhile(*way_of(log, today, Pillar.RELATIONSHIPS))
        assert {extra[3] for extra in extras} == {active}
