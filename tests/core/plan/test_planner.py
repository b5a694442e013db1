"""The planner finds the best actions for the minutes that are left, and says what they do."""

from datetime import date
from itertools import product
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.core.formula import ACTIONS, ACTIVE_DAY_POINTS, DEFAULT_TARGETS, PLAN_CAPS, REPLIED_TO
from ssi_tui.core.model import (
    PILLARS,
    Log,
    Pillar,
    Risk,
    TargetVersion,
    TaskDefinition,
    TimeOff,
)
from ssi_tui.core.plan.planner import Plan, plan_for
from ssi_tui.core.plan.situation import Situation, with_planned
from ssi_tui.core.score.scoring import NOTHING, DayUnits, setups
from ssi_tui.core.settings import Settings
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.plan.plan_builders import (
    FULL_PROFILE,
    counts,
    kept,
    log_of,
    logs,
    on,
    outlook,
    situation_of,
    situations,
    standing,
    ticked,
    with_tallies,
    worked_morning,
)
from tests.examples import examples

PEOPLE = PILLARS.index(Pillar.PEOPLE)
RELATIONSHIPS = PILLARS.index(Pillar.RELATIONSHIPS)
MORNING = on(12, 0)
URGENCIES = {
    Risk.WATCH: 1.5,
    Risk.COLLAPSED: 2.0,
    Risk.RECOVERING: 2.0,
    Risk.ABOUT_TO_COLLAPSE: 3.0,
}


def logged(log: Log, today: date, plan: Plan, notes_left: int | None) -> Log:
    """Return the log once the plan has been ticked."""
    for item in plan.items:
        log = with_tallies(log, *ticked(today, item.action, item.count, notes_left))
    return log


def after_all(situation: Situation, asked: dict[str, int]) -> tuple[float, ...]:
    """Return the scores when that is done, by the doses of the whole day."""
    today = situation.today
    for action, count in asked.items():
        if count:
            today = with_planned(today, action, count, situation.notes_left)
    before = situation.today.doses()
    after = today.doses()
    return tuple(
        each.pillar.score(each.stock + sum(new.values()) - sum(old.values()))
        for each, old, new in zip(situation.standings, before, after, strict=True)
    )


def objective(situation: Situation, asked: dict[str, int]) -> float:
    """Return what the planner makes as large as it can."""
    gains = [
        after - each.score
        for after, each in zip(after_all(situation, asked), situation.standings, strict=True)
    ]
    weights = [URGENCIES.get(each.risk, 1.0) for each in situation.outlooks]
    weighted = sum(gain * weight for gain, weight in zip(gains, weights, strict=True))
    return weighted - 0.03 * sum(asked.values()) + 0.3 * completed(situation, asked)


def completed(situation: Situation, asked: dict[str, int]) -> int:
    """Return how many tasks of the routine reach their target by that."""
    by_day = sum(
        sum(count for action, count in asked.items() if ACTIONS[action].toward == task) >= missing
        for task, missing in situation.missing.items()
    )
    by_week = sum(
        sum(count for action, count in asked.items() if task in (action, ACTIONS[action].toward))
        >= missing
        for task, missing in situation.weekly.items()
    )
    return by_day + by_week


def minutes_of(asked: dict[str, int]) -> float:
    """Return the minutes that a set of actions takes."""
    return sum(count * ACTIONS[action].minutes for action, count in asked.items())


def greedy(situation: Situation) -> dict[str, int]:
    """Return the list that takes the best action a minute until none fits or helps."""
    asked = dict.fromkeys(PLAN_CAPS, 0)
    while True:
        now = objective(situation, asked)
        best: tuple[float, str] | None = None
        for action in PLAN_CAPS:
            more = {**asked, action: asked[action] + 1}
            gain = objective(situation, more) - now
            if (
                gain > 0.0
                and more[action] <= situation.room(action)
                and minutes_of(more) <= situation.minutes_left
            ):
                best = max(best or (0.0, ""), (gain / ACTIONS[action].minutes, action))
        if best is None:
            return asked
        asked[best[1]] += 1


@pytest.mark.parametrize(
    ("minutes", "lately", "asked", "gain"),
    [
        (10.0, True, {"comment": 1, "share": 1, "search": 1, "connect": 1, "reply": 1}, 1.4354),
        (10.0, False, {"comment": 2, "message": 1, "search": 1, "connect": 1}, 1.3795),
        (13.0, True, DEFAULT_TARGETS, 1.6719),
        (15.0, True, {**DEFAULT_TARGETS, "connect": 2}, 1.9324),
    ],
)
def test_the_plan_is_that_of_the_worked_morning(
    minutes: float, lately: bool, asked: dict[str, int], gain: float
) -> None:
    """After twelve weeks of the routine, with something to reply to and without."""
    plan = plan_for(replace(worked_morning(minutes), wrote_lately=lately))
    assert counts(plan) == asked
    assert plan.gain == pytest.approx(gain, abs=5e-5)
    assert plan.minutes == minutes


@pytest.mark.parametrize(("minutes", "most"), [(10.0, 2.485447), (13.0, 2.991871)])
def test_the_plan_reaches_the_objective_of_the_worked_morning(minutes: float, most: float) -> None:
    """The gains, less three hundredths an action, and three tenths for each task completed."""
    situation = worked_morning(minutes)
    reached = objective(situation, counts(plan_for(situation)))
    assert reached == pytest.approx(most, abs=5e-7)


@settings(deadline=None)
@given(situations())
def test_the_plan_never_asks_for_more_minutes_than_are_left(situation: Situation) -> None:
    """Whatever the day, and minutes with decimals too."""
    assert plan_for(situation).minutes <= situation.minutes_left + 1e-9


@settings(deadline=None)
@given(situations())
def test_a_reply_is_planned_only_where_something_of_ones_own_is_new(situation: Situation) -> None:
    """Written today or in the three days before."""
    if "reply" in counts(plan_for(situation)):
        assert situation.wrote_lately or set(REPLIED_TO) & set(situation.today.repeats)


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize(("back", "new"), [(0, True), (3, True), (4, False)])
def test_what_is_written_can_be_replied_to_for_three_days(
    action: str, back: int, new: bool
) -> None:
    """A comment, a share, a post, an article, in a group or at an event."""
    today = on(0, 4)
    done = {on(0, 4 - back): {action: 1}} | ({} if back == 0 else {today: {"reaction": 1}})
    log = replace(
        log_of(done), targets=tuple(TargetVersion(t, date.min, 0) for t in DEFAULT_TARGETS)
    )
    plan = build(log, today, settings=Settings(minutes_budget=60)).advice.plan
    assert ("reply" in counts(plan)) == (new and action in REPLIED_TO)


def test_minutes_that_are_left_but_for_the_noise_of_floats_are_used() -> None:
    """A minute that is short by less than a billionth is a minute."""
    a_reply = worked_morning(1.3 - 0.1 - 0.1 - 0.1)
    assert a_reply.minutes_left < 1.0
    assert counts(plan_for(a_reply)) == {"reply": 1}


@settings(deadline=None)
@given(situations())
def test_the_plan_never_exceeds_the_caps_of_the_day(situation: Situation) -> None:
    """What is done already is counted in, above the cap too."""
    for item in plan_for(situation).items:
        done = situation.done(item.action)
        assert 1 <= item.count <= PLAN_CAPS[item.action] - done


def test_the_routine_is_planned_while_it_fits() -> None:
    """Whatever of it is done already, in the minutes that the rest takes."""
    done: dict[str, int] = {}
    for task in (*DEFAULT_TARGETS, "comment"):
        log = log_of({**kept(12), MORNING: done})
        rest = {each: left for each, left in missing_today(done).items() if left}
        assert counts(plan_for(situation_of(log, MORNING, minutes_of(rest)))) == rest
        done = {**done, task: done.get(task, 0) + 1}


def missing_today(done: dict[str, int]) -> dict[str, int]:
    """Return what the default routine still asks for."""
    return {task: target - done.get(task, 0) for task, target in DEFAULT_TARGETS.items()}


def test_what_counts_toward_a_task_completes_it() -> None:
    """A reply this morning leaves one comment of the two, a post leaves no share."""
    log = log_of({**kept(12), MORNING: {"reply": 1, "post": 1, "answer": 1}})
    asked = counts(plan_for(situation_of(log, MORNING, 6.0)))
    assert asked == {"comment": 1, "search": 1, "connect": 1}


def test_extras_come_once_the_routine_is_done() -> None:
    """They are worth no more than the points that they bring."""
    log = log_of({**kept(12), MORNING: dict(DEFAULT_TARGETS)})
    situation = situation_of(log, MORNING, 2.0)
    assert not situation.missing
    assert counts(plan_for(situation)) == {"connect": 1}


def test_of_equal_sets_the_one_that_asks_for_less_of_the_first_actions_wins() -> None:
    """At the ceiling only completed tasks count, and there is time for one."""
    situation = worked_morning(2.0)
    full = tuple(replace(each, stock=1e6) for each in situation.standings)
    asked = {"message": 1, "search": 1, "connect": 1}
    tied = replace(situation, standings=full, missing=asked)
    assert counts(plan_for(tied)) == {"connect": 1}


@settings(deadline=None)
@given(situations())
def test_the_plan_is_never_worse_than_the_greedy_list(situation: Situation) -> None:
    """Greedy takes the best action a minute, again and again."""
    plan = counts(plan_for(situation))
    assert objective(situation, plan) >= objective(situation, greedy(situation)) - 1e-8


@settings(max_examples=examples(25), deadline=None)
@given(situations())
def test_no_set_of_actions_is_better_than_the_plan(situation: Situation) -> None:
    """All sets are weighed by the doses of the whole day."""
    assert_best(situation)


def assert_best(situation: Situation) -> None:
    """Check that no set of the planner's actions is better than the plan."""
    best = objective(situation, counts(plan_for(situation)))
    candidates = situation.candidates
    for numbers in product(*(range(situation.room(action) + 1) for action in candidates)):
        asked = dict(zip(candidates, numbers, strict=True))
        if minutes_of(asked) <= situation.minutes_left:
            assert objective(situation, asked) <= best + 1e-8


# -- what the week asks for -------------------------------------------------------------------

WEEKLY = st.dictionaries(
    st.sampled_from(["group", "post", "share", "event"]), st.integers(1, 3), max_size=2
)


@settings(max_examples=examples(15), deadline=None)
@given(situations(), WEEKLY)
def test_no_set_is_better_with_what_the_week_still_asks_for(
    situation: Situation, weekly: dict[str, int]
) -> None:
    """One a day of each, after the six, and what completes it is worth as much as a task is."""
    asking = replace(situation, weekly=weekly)
    assert asking.candidates[:6] == tuple(PLAN_CAPS)
    assert_best(asking)
    others = {task: count for task, count in counts(plan_for(asking)).items() if task in weekly}
    assert all(count == 1 for task, count in others.items() if task not in PLAN_CAPS)


def planned(log: Log, today: date, task: str = "group", minutes: int = 18) -> int:
    """Return how many of a task the plan of a morning asks for."""
    return counts(build(log, today, settings=Settings(minutes_budget=minutes)).advice.plan).get(
        task, 0
    )


def asking_for(count: int, task: str = "group") -> Log:
    """Return twelve weeks of the routine, in which something can only have a weekly target."""
    return replace(log_of(kept(12)), targets=(TargetVersion(task, date.min, 0, weekly=count),))


def test_it_is_offered_from_the_third_due_day_of_its_week_on() -> None:
    """One a day, where minutes are left beside the routine, until it is done."""
    once = asking_for(1)
    assert [planned(once, on(12, day)) for day in range(7)] == [0, 0, 1, 1, 1, 0, 0]
    assert [planned(once, on(12, day), minutes=13) for day in range(5)] == [0] * 5
    log = asking_for(2)
    assert [planned(log, on(12, day), minutes=60) for day in range(5)] == [0, 0, 1, 1, 1]
    done = with_tallies(log, *ticked(on(12, 2), "group", 1))
    assert [planned(done, on(12, day), minutes=60) for day in (2, 3)] == [0, 1]
    twice = with_tallies(done, *ticked(on(12, 3), "group", 1))
    assert planned(twice, on(12, 4), minutes=60) == 0


def test_the_third_due_day_is_that_of_the_user() -> None:
    """Time off and rest days are none, and weeks may begin on a Sunday."""
    log = replace(asking_for(1), time_off=(TimeOff("", on(12, 0), on(12, 1)),))
    assert [planned(log, on(12, day)) for day in range(2, 5)] == [0, 0, 1]


def test_neither_a_fix_nor_a_way_back_is_a_weekly_task() -> None:
    log = replace(asking_for(2), tallies=asking_for(2).tallies[: -5 * 10])
    advice = build(log, on(12, 4), settings=Settings(minutes_budget=60)).advice
    assert {fix.action for fix in advice.fixes if fix} <= set(PLAN_CAPS)
    assert {one.action for one in advice.recoveries if one} <= set(PLAN_CAPS)


def test_a_task_of_ones_own_and_a_fifth_weekly_one_are_left_to_the_user() -> None:
    """Each candidate doubles what is tried."""
    versions = [
        TargetVersion(task, date.min, 0, weekly=1)
        for task in ("reaction", "profile_view", "invite_in", "inmail", "group", "read")
    ]
    own = TaskDefinition("read", "read", points=(9.0, 9.0, 9.0, 9.0))
    log = replace(log_of(kept(12)), targets=tuple(versions), tasks=(own,))
    plan = counts(build(log, on(12, 4), settings=Settings(minutes_budget=60)).advice.plan)
    assert set(plan) - set(PLAN_CAPS) == {"reaction", "profile_view", "invite_in", "inmail"}


@settings(max_examples=examples(60), deadline=None)
@given(logs(), st.integers(min_value=0, max_value=20), st.sampled_from([None, 0, 1, 5]))
def test_the_claimed_gain_is_what_logging_the_plan_then_adds(
    case: tuple[Log, date], minutes: int, notes_left: int | None
) -> None:
    """The total and every pillar, through the log and the whole engine."""
    log, today = case
    plan = plan_for(situation_of(log, today, minutes, notes_left))
    before = build(log, today)
    after = build(logged(log, today, plan, notes_left), today)
    assert after.total - before.total == pytest.approx(plan.gain, abs=1e-9)
    for at, (new, old) in enumerate(zip(after.pillars, before.pillars, strict=True)):
        claimed = sum(item.gains[at] for item in plan.items)
        assert new.score - old.score == pytest.approx(claimed, abs=1e-9)


@settings(max_examples=examples(40), deadline=None)
@given(logs(longest=30), st.sampled_from([None, 0, 1, 5]))
def test_each_item_adds_what_it_claims_when_the_plan_is_done_in_order(
    case: tuple[Log, date], notes_left: int | None
) -> None:
    """The gain of an item is what it adds after those listed before it."""
    log, today = case
    total = build(log, today).total
    for item in plan_for(situation_of(log, today, 13.0, notes_left)).items:
        log = with_tallies(log, *ticked(today, item.action, item.count, notes_left))
        then = build(log, today).total
        assert then - total == pytest.approx(item.gain, abs=1e-9)
        total = then


@settings(deadline=None)
@given(situations())
def test_the_items_add_up_to_the_plan(situation: Situation) -> None:
    """With personal offsets and gains as well."""
    plan = plan_for(situation)
    now = sum(each.score for each in situation.standings)
    then = sum(after_all(situation, counts(plan)))
    assert sum(item.gain for item in plan.items) == pytest.approx(then - now, abs=1e-9)


def test_the_largest_gain_is_listed_first() -> None:
    """Each later item adds no more than the one before it."""
    gains = [item.gain for item in plan_for(worked_morning(20.0)).items]
    assert len(gains) == len(PLAN_CAPS)
    assert gains == sorted(gains, reverse=True)


@pytest.mark.parametrize("minutes", [-1.0, 0.0, 0.9])
def test_without_minutes_nothing_is_planned(minutes: float) -> None:
    """The shortest action of the planner takes a minute."""
    assert plan_for(worked_morning(minutes)) == Plan()


def test_what_is_done_already_is_not_planned_beyond_its_cap() -> None:
    """One invitation is left of two, no comment of three."""
    log = log_of({**kept(12), MORNING: {"connect": 1, "search": 1, "comment": 3, "share": 2}})
    asked = counts(plan_for(situation_of(log, MORNING, 30.0)))
    assert asked == {"connect": 1, "message": 2, "reply": 1}


def test_an_action_that_adds_less_than_it_costs_is_not_planned() -> None:
    """At the ceiling nothing is worth doing."""
    situation = worked_morning(30.0)
    full = tuple(replace(each, stock=1e6) for each in situation.standings)
    assert plan_for(replace(situation, standings=full, missing={})) == Plan()


def test_an_invitation_is_worth_half_once_the_notes_are_used_up() -> None:
    """A free account has about five notes a month."""
    situation = worked_morning(4.0)
    noted = situation.dose("connect", 1)[PEOPLE]
    plain = replace(situation, notes_left=0).dose("connect", 1)[PEOPLE]
    assert noted == pytest.approx(10.0)
    assert plain == pytest.approx(5.0)


def test_of_two_invitations_with_one_note_left_the_second_is_plain() -> None:
    """The second of a day is worth 0.8 of the first."""
    situation = replace(worked_morning(4.0), notes_left=1)
    assert situation.dose("connect", 2)[PEOPLE] == pytest.approx(10.0 + 5.0 * 0.8)


def test_a_note_written_after_a_plain_invitation_counts_as_the_first_of_the_day() -> None:
    """The best of a day come first, in whatever order they were logged."""
    today = NOTHING.with_more("connect", 1, 0.5)
    situation = replace(worked_morning(4.0), today=today)
    assert situation.dose("connect", 1)[PEOPLE] == pytest.approx(10.0 + 5.0 * 0.8 - 5.0)


def test_invitations_are_left_out_for_something_better_when_no_notes_are_left() -> None:
    """With a note an invitation is the best for two minutes, without one it is not."""
    situation = worked_morning(2.0)
    assert counts(plan_for(situation)) == {"connect": 1}
    assert "connect" not in counts(plan_for(replace(situation, notes_left=0)))


def test_a_pillar_about_to_collapse_draws_the_minutes_to_itself() -> None:
    """A point of a pillar about to collapse weighs three."""
    situation = replace(worked_morning(4.0), notes_left=0, missing={})
    calm = counts(plan_for(situation))
    alarmed = tuple(
        outlook(Risk.ABOUT_TO_COLLAPSE, MORNING, 0) if at == PEOPLE else each
        for at, each in enumerate(situation.outlooks)
    )
    urgent = counts(plan_for(replace(situation, outlooks=alarmed)))
    assert calm == {"comment": 1, "search": 1}
    assert urgent == {"search": 1, "connect": 1}


@pytest.mark.parametrize("risk", list(Risk))
@pytest.mark.parametrize(("off", "action"), [(-0.02, "search"), (0.02, "comment")])
def test_a_point_weighs_as_much_as_the_risk_of_its_pillar_says(
    risk: Risk, off: float, action: str
) -> None:
    """Two minutes: a comment for Insights has to beat a search for People by that factor."""
    _, people, insights, _ = setups(FULL_PROFILE)
    by_search = people.score(200.0 + 7.0) - people.score(200.0 + 1.0)
    wanted = by_search * (URGENCIES.get(risk, 1.0) + off)
    at_rest = insights.score(10.0) - insights.score(0.0)
    worth_it = log2(at_rest / wanted) * insights.half_pace / insights.pace(1.0)
    stocks = (1e6, 200.0, worth_it, 1e6)
    situation = replace(
        worked_morning(2.0),
        standings=tuple(map(standing, setups(FULL_PROFILE), stocks)),
        outlooks=tuple(outlook(risk if at == PEOPLE else Risk.SAFE) for at in range(4)),
        notes_left=0,
        missing={},
    )
    assert counts(plan_for(situation)) == {action: 1}


def test_the_first_item_of_a_day_brings_the_active_day() -> None:
    """Its ten points come with whatever is logged first."""
    begun = DayUnits({"invite_ok": ((1.0, 1),)})
    fresh = worked_morning(2.0)
    later = replace(fresh, today=begun)
    first = plan_for(fresh).items[0].gains[RELATIONSHIPS]
    same_but_later = plan_for(later).items[0].gains[RELATIONSHIPS]
    one = fresh.standings[RELATIONSHIPS]
    with_it = one.pillar.score(one.stock + 5.0 + ACTIVE_DAY_POINTS[RELATIONSHIPS])
    assert first == pytest.approx(with_it - one.score)
    assert same_but_later == pytest.approx(one.pillar.score(one.stock + 5.0) - one.score)


def test_an_action_may_pay_only_because_it_makes_the_day_an_active_one() -> None:
    """Six points of a reply are not worth it here, with the ten of the active day they are."""
    stocks = (1e6, 1e6, 1e6, 1500.0)
    standings = tuple(map(standing, setups(FULL_PROFILE), stocks))
    fresh = replace(worked_morning(1.0), standings=standings)
    begun = replace(fresh, today=DayUnits({"invite_ok": ((1.0, 1),)}))
    assert counts(plan_for(fresh)) == {"reply": 1}
    assert plan_for(begun) == Plan()
