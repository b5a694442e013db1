"""What could be promised: what it brings is what it would bring, and it fits the minutes."""

from datetime import date

import pytest
from hypothesis import given

from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.checks import TARGET_MAX
from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS
from ssi_tui.core.model import PILLARS, Log, Pillar, Risk, TargetVersion, Task
from ssi_tui.core.review.focus import (
    LEAST_GAIN,
    MINUTES_MOST,
    WEEKLY,
    Proposal,
    focus_on,
    pillar_order,
    promise_sentence,
    promised_version,
    proposals_for,
    starts_on,
    with_promise,
)
from ssi_tui.core.review.promise import promise_words
from ssi_tui.core.review.record import Commitment, Span
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.value import replace
from tests.core.builders import (
    MONDAY,
    after,
    away,
    keeper,
    log_of,
    routine_on,
    working,
)
from tests.core.strategies import FEWER, Case, cases

TODAY = after(28)
KEEPER = keeper(28)
TWO_A_DAY = Commitment("", Pillar.PEOPLE, "connect", 2)
TWO_ON_TWO = Commitment("", Pillar.PEOPLE, "connect", 2, weekdays=frozenset({0, 3}))


def proposed(log: Log, today: date, start: date, pillar: Pillar) -> tuple[Proposal, ...]:
    """Return what is proposed for a pillar."""
    return proposals_for(build(log, today), pillar, start)


def most_minutes(dashboard: Dashboard, start: date) -> float:
    """Return the minutes that a promise may come to on the mean of the due days."""
    schedule = dashboard.source.history.schedule
    due = [day for day in days_between(start, start + 6 * DAY) if schedule.is_due(day)]
    asked = [task.target * task.minutes for day in due for task in tasks_on(schedule, day)]
    return max(MINUTES_MOST, dashboard.budget, sum(asked) / max(1, len(due)))


def tasks_on(schedule: Schedule, day: date) -> list[Task]:
    """Return the tasks that are due on a day."""
    return [task for task in schedule.routine(day) if schedule.target(task.id, day)]


@FEWER
@given(cases())
def test_a_proposal_fits_the_minutes_feeds_its_pillar_and_can_be_kept_as_a_target(
    case: Case,
) -> None:
    """Whatever the log, the schedule and the person's own numbers."""
    dashboard = case.dashboard()
    for at, pillar in enumerate(PILLARS):
        start = starts_on(case.today - 3 * DAY, case.today)
        found = proposals_for(dashboard, pillar, start)
        assert len(found) <= 3
        assert len({each.commitment for each in found}) == len(found)
        assert list(found) == sorted(found, key=lambda each: (-each.gain, -each.worth))
        for each in found:
            promise = each.commitment
            assert each.minutes <= most_minutes(dashboard, start) + 1e-9
            assert each.worth >= LEAST_GAIN
            assert (each.keeps is None) == (each.gain >= LEAST_GAIN)
            assert ACTIONS[str(promise.subject)].points[at] > 0
            assert promise.focus is pillar
            assert 1 <= promise.amount <= TARGET_MAX
            assert promise.words == promise_words(promise)
            assert promise.subject in (WEEKLY if promise.span is Span.WEEK else DEFAULT_TARGETS)


def test_the_minutes_of_a_promise_are_the_mean_of_the_due_days() -> None:
    """13 minutes of routine, and on top what the promise adds, spread over five days."""
    for pillar in PILLARS:
        for each in proposed(KEEPER, TODAY, TODAY, pillar):
            promise = each.commitment
            one = ACTIONS[str(promise.subject)].minutes
            days = {Span.WEEK: 1, Span.DAY: 5 if promise.weekdays is None else 2}[promise.span]
            assert each.minutes == pytest.approx(13.0 + one * days / 5)


def test_the_minutes_that_day_are_those_of_a_day_on_which_the_promise_is_done() -> None:
    """13 minutes of routine and one more of it, however few days the promise asks for."""
    found = [each for pillar in PILLARS for each in proposed(KEEPER, TODAY, TODAY, pillar)]
    assert {each.commitment.span for each in found} == set(Span)
    assert any(each.commitment.weekdays for each in found)
    for each in found:
        one = ACTIONS[str(each.commitment.subject)].minutes
        assert each.that_day == pytest.approx(13.0 + one)


def test_items_of_the_week_are_proposed_for_the_pillars_they_feed() -> None:
    """They are in no list of a day."""
    spans = {
        each.commitment.span
        for pillar in (Pillar.BRAND, Pillar.INSIGHTS)
        for each in proposed(KEEPER, TODAY, TODAY, pillar)
    }
    assert Span.WEEK in spans
    assert not set(WEEKLY) & set(DEFAULT_TARGETS)


def test_nothing_is_proposed_for_a_week_off() -> None:
    """There is no day on which it could be kept; without workdays each day is one."""
    off = replace(KEEPER, time_off=(away(TODAY, after(34)),))
    unset = replace(KEEPER, workdays=(working(()),))
    for pillar in PILLARS:
        assert proposed(off, TODAY, TODAY, pillar) == ()
        assert proposed(unset, TODAY, TODAY, pillar)


# -- from when on, and what follows -----------------------------------------------------------


def test_a_promise_holds_from_the_week_after_or_from_today_if_that_has_begun() -> None:
    """Made in the week itself, on the morning after it, and much later."""
    assert starts_on(MONDAY, after(4)) == after(7)
    assert starts_on(MONDAY, after(6)) == after(7)
    assert starts_on(MONDAY, after(7)) == after(7)
    assert starts_on(MONDAY, after(10)) == after(10)
    assert starts_on(MONDAY, after(70)) == after(70)


def targets_of(schedule: Schedule, task: str, first: date) -> list[int]:
    """Return the target of a task on each day of a week."""
    return [schedule.target(task, first + at * DAY) for at in range(7)]


def test_a_promise_of_each_day_sets_the_target_from_its_first_day_on() -> None:
    """The days before it keep theirs."""
    schedule = with_promise(Schedule.of(KEEPER), TWO_A_DAY, after(30))
    assert targets_of(schedule, "connect", TODAY) == [1, 1, 2, 2, 2, 0, 0]
    assert targets_of(schedule, "connect", after(35)) == [2, 2, 2, 2, 2, 0, 0]
    assert targets_of(schedule, "comment", after(35)) == [2, 2, 2, 2, 2, 0, 0]


def test_a_promise_of_some_weekdays_sets_the_target_on_them_alone() -> None:
    """The others keep the usual one."""
    schedule = with_promise(Schedule.of(KEEPER), TWO_ON_TWO, TODAY)
    assert targets_of(schedule, "connect", TODAY) == [2, 1, 1, 2, 1, 0, 0]
    again = with_promise(schedule, TWO_A_DAY, after(35))
    assert targets_of(again, "connect", after(35)) == [2, 2, 2, 2, 2, 0, 0]


def test_a_task_with_weekdays_of_its_own_keeps_them_under_a_promise() -> None:
    """And is asked for on those that the promise names besides."""
    own = TargetVersion("connect", date.min, 1, frozenset({0, 2}))
    log = replace(KEEPER, targets=(own,))
    each_day = with_promise(Schedule.of(log), TWO_A_DAY, TODAY)
    assert targets_of(each_day, "connect", TODAY) == [2, 0, 2, 0, 0, 0, 0]
    two = with_promise(Schedule.of(log), TWO_ON_TWO, TODAY)
    assert targets_of(two, "connect", TODAY) == [2, 0, 1, 2, 0, 0, 0]


@pytest.mark.parametrize(
    "promise",
    [
        Commitment("call two people"),
        Commitment("", Pillar.PEOPLE, "people", 3),
        Commitment("", Pillar.INSIGHTS, "comment", 5, Span.WEEK),
    ],
)
def test_what_is_no_target_of_a_day_sets_none(promise: Commitment) -> None:
    """Free words, days that feed a pillar, more in a week of what is asked for each day."""
    schedule = Schedule.of(KEEPER)
    assert promised_version(schedule, promise, TODAY) is None
    assert with_promise(schedule, promise, TODAY) is schedule


# -- which pillar -----------------------------------------------------------------------------


def test_a_pillar_at_risk_comes_first_and_then_the_one_with_the_most_room() -> None:
    """Each pillar is there once."""
    slipped = log_of(*routine_on(*(after(at) for at in range(60) if after(at).weekday() < 5)))
    dashboard = build(slipped, after(66))
    risky = {row.pillar for row in dashboard.pillars if row.risk is Risk.ABOUT_TO_COLLAPSE}
    assert risky
    order = pillar_order(dashboard)
    assert sorted(order) == sorted(PILLARS)
    assert order[0] in risky
    young = build(log_of(), MONDAY)
    setups = young.source.history.pillars
    rooms = {
        setup.pillar: setup.ceiling - row.score
        for setup, row in zip(setups, young.pillars, strict=True)
    }
    assert list(pillar_order(young)) == sorted(PILLARS, key=lambda each: -rooms[each])


def test_the_reason_says_whether_the_pillar_is_at_risk_has_room_or_was_chosen() -> None:
    """The last two where nothing is at risk."""
    young = build(log_of(), MONDAY)
    first, *_, last = pillar_order(young)
    assert focus_on(young, first, MONDAY).why == "most room left"
    assert focus_on(young, last, MONDAY).why == "your choice"
    slipped = build(keeper(60), after(68))
    assert focus_on(slipped, pillar_order(slipped)[0], after(68)).why == "at risk"


@pytest.mark.parametrize(
    ("promise", "sentence"),
    [
        (TWO_A_DAY, "I will send 2 invitations a day, on workdays"),
        (TWO_ON_TWO, "I will send 2 invitations on Mon and Thu"),
        (
            Commitment("", Pillar.INSIGHTS, "article", 1, Span.WEEK),
            "I will write 1 article a week",
        ),
        (
            Commitment("", Pillar.BRAND, "recommend", 1, Span.WEEK),
            "I will ask for or write 1 recommendation a week",
        ),
        (Commitment("", Pillar.PEOPLE, "people", 3), "I will do something for People on 3 days"),
        (Commitment("call two people"), "call two people"),
    ],
)
def test_a_promise_as_a_sentence(promise: Commitment, sentence: str) -> None:
    """What is typed stays as it was typed."""
    assert promise_sentence(promise) == sentence


def test_a_pillar_is_added_each_week() -> None:
    """Those that were in focus lately come last, whatever room they have."""
    young = build(log_of(), MONDAY)
    order = pillar_order(young)
    again = pillar_order(young, frozenset(order[:1]))
    assert again == (*order[1:], order[0])
    assert focus_on(young, again[0], MONDAY, frozenset(order[:1])).why == "up next"
    assert pillar_order(young, frozenset(order)) == order
