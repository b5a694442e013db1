"""The tasks of one log: the formula's, and the user's own, in the user's order."""

from datetime import date, timedelta

import pytest

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS
from ssi_tui.core.model import Log, Tally, TargetVersion, TaskDefinition
from ssi_tui.core.routine.task_checks import free_key, taken_keys
from ssi_tui.core.tasks import actions_by_day, free_id, merged, routine_order
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.today.why import parts_of
from ssi_tui.core.value import replace
from ssi_tui.tui.keys.table import keys_of_today

MONDAY = date(2026, 11, 23)
TWIN = TaskDefinition("twin", "twin", "a", 2.0, 0.75, (1, 1, 10, 2))
"""A task that is worth what a comment without quality is worth."""


def days(task: str, count: int = 3) -> tuple[Tally, ...]:
    """Return a month of a task on every day up to today."""
    first = MONDAY - timedelta(days=30)
    return tuple(
        Tally(first + timedelta(days=at), task, None, count, 0.0, count) for at in range(31)
    )


def test_without_tasks_of_ones_own_the_actions_are_the_formulas_own_mapping() -> None:
    """The usual log pays nothing for those that have some."""
    assert actions_by_day(()) == ((date.min, ACTIONS),)
    assert Schedule.of(Log()).actions_on(MONDAY) is ACTIONS


def test_a_task_of_ones_own_scores_by_its_weights_like_an_action_of_the_formula() -> None:
    """Its twin of the formula gives the same scores, minutes and counts."""
    own = build(Log(tallies=days("twin"), tasks=(TWIN,)), MONDAY)
    usual = build(Log(tallies=days("comment")), MONDAY)
    assert [row.score for row in own.pillars] == [row.score for row in usual.pillars]
    assert own.minutes_done == usual.minutes_done == 6.0
    assert {row.task: row.count for row in own.tasks}["twin"] == 3
    insights = own.pillars[2]
    assert insights.contributions["twin"] == usual.pillars[2].contributions["comment"]
    assert sum(insights.contributions.values()) == pytest.approx(insights.score, abs=1e-9)


def test_the_parts_of_a_pillar_name_a_task_of_ones_own_by_its_label() -> None:
    """With what one more of it adds."""
    named = replace(TWIN, label="kudos")
    part = parts_of(build(Log(tallies=days("twin"), tasks=(named,)), MONDAY), 2, 9)[0]
    assert (part.id, part.label) == ("twin", "kudos")
    assert part.one_more is not None
    assert part.one_more > 0.0


def test_weights_that_are_changed_hold_from_their_date_on() -> None:
    """The days before keep what they brought."""
    nothing = TaskDefinition("twin", points=(0.0, 0.0, 0.0, 0.0), valid_from=MONDAY)
    log = Log(tallies=days("twin"), tasks=(TWIN,))
    before, after = build(log, MONDAY), build(replace(log, tasks=(TWIN, nothing)), MONDAY)
    closed, kept = before.source.history.closed, after.source.history.closed
    assert kept.scores == closed.scores
    assert after.pillars[2].score < before.pillars[2].score
    assert after.pillars[2].score > 10.0


def test_what_is_said_first_of_a_task_of_ones_own_holds_for_all_time_before() -> None:
    """Days that were logged late score as well."""
    later = replace(TWIN, valid_from=MONDAY)
    shown = build(Log(tallies=days("twin"), tasks=(later,)), MONDAY)
    usual = build(Log(tallies=days("twin"), tasks=(TWIN,)), MONDAY)
    assert [row.score for row in shown.pillars] == [row.score for row in usual.pillars]


def test_minutes_that_are_changed_hold_from_their_date_on() -> None:
    """Of a task of the formula too: a week that is over keeps its minutes."""
    friday = MONDAY - timedelta(days=3)
    longer = TaskDefinition("comment", minutes=4.0, valid_from=MONDAY)
    log = Log(tallies=days("comment", 1), tasks=(longer,))
    assert build(log, MONDAY, friday).minutes_done == 2.0
    assert build(log, MONDAY, friday).minutes_planned == 13.0
    assert build(log, MONDAY).minutes_done == 4.0
    assert build(log, MONDAY).minutes_planned == 17.0


def test_a_name_that_is_changed_is_that_of_all_days() -> None:
    """It is one task."""
    renamed = TaskDefinition("twin", label="kudos", valid_from=MONDAY)
    friday = MONDAY - timedelta(days=3)
    shown = build(Log(tallies=days("twin"), tasks=(TWIN, renamed)), MONDAY, friday)
    assert shown.tasks[-1].label == "kudos"


def test_a_task_of_ones_own_is_no_part_of_the_days_before_it_was_asked_for() -> None:
    """What was logged of it on them stands with the other actions."""
    targets = (TargetVersion("twin", MONDAY, 1),)
    log = Log(tallies=days("twin"), tasks=(TWIN,), targets=targets)
    friday = build(log, MONDAY, MONDAY - timedelta(days=3))
    assert [row.task for row in friday.tasks] == list(DEFAULT_TARGETS)
    assert [row.task for row in friday.others] == ["twin"]
    assert friday.run == build(replace(log, targets=()), MONDAY, MONDAY - timedelta(days=3)).run


def test_minutes_of_a_task_of_the_formula_can_be_ones_own() -> None:
    """Its weights cannot: a label and points beside them are not looked at."""
    odd = TaskDefinition("comment", label="odd", minutes=4.0, points=(30, 30, 30, 30))
    log = Log(tallies=days("comment", 1), tasks=(odd,))
    shown = build(log, MONDAY)
    assert shown.minutes_done == 4.0
    assert shown.minutes_planned == 13.0 + 2 * 2.0
    assert shown.tasks[0].label == "comment"
    assert [row.score for row in shown.pillars] == [
        row.score for row in build(replace(log, tasks=()), MONDAY).pillars
    ]


def test_the_plan_counts_with_ones_own_minutes() -> None:
    """What takes longer than the minutes that are left is not in it."""
    longer = tuple(TaskDefinition(task, minutes=60.0) for task in DEFAULT_TARGETS)
    versions = tuple(TargetVersion(task, date.min, 0) for task in DEFAULT_TARGETS)
    own = TargetVersion("twin", date.min, 5)
    log = Log(tallies=days("comment")[:-1], tasks=(*longer, TWIN), targets=(*versions, own))
    plan = build(log, MONDAY).advice.plan
    assert {item.action for item in plan.items} == {"reply"}


def test_the_routine_has_the_users_order() -> None:
    """Tasks of ones own come last where no place is given."""
    assert routine_order((TWIN,)) == (*DEFAULT_TARGETS, "twin")
    first = replace(TWIN, place=0)
    moved = (first, *(TaskDefinition(task, place=at) for at, task in enumerate(DEFAULT_TARGETS, 1)))
    assert routine_order(moved) == ("twin", *DEFAULT_TARGETS)


def test_a_retired_task_is_in_the_routine_of_the_days_that_asked_for_it() -> None:
    """The past keeps its adherence, and its score."""
    targets = (
        TargetVersion("twin", MONDAY - timedelta(days=30), 3),
        TargetVersion("twin", MONDAY, 0),
    )
    gone = replace(TWIN, retired=True)
    schedule = Schedule.of(Log(tasks=(gone,), targets=targets))
    friday = MONDAY - timedelta(days=3)
    assert [task.id for task in schedule.routine(friday)][-1] == "twin"
    assert [task.id for task in schedule.routine(MONDAY)] == list(DEFAULT_TARGETS)
    kept = build(Log(tallies=days("twin"), tasks=(TWIN,)), MONDAY)
    left = build(Log(tallies=days("twin"), tasks=(gone,)), MONDAY)
    assert [row.score for row in left.pillars] == [row.score for row in kept.pillars]


def test_a_later_definition_keeps_what_it_does_not_say() -> None:
    """Each part by itself."""
    assert merged(TWIN, TaskDefinition("twin", minutes=5.0)) == replace(TWIN, minutes=5.0)
    assert merged(TWIN, TaskDefinition("twin", retired=False)).retired is False


def test_a_key_is_a_letter_of_the_label_where_one_is_free() -> None:
    """Else any that is; what ticks another task, or does something else, is not."""
    usual = taken_keys(keys_of_today(), {})
    assert free_key("endorse", usual) == "d"
    assert free_key("endorse", {**usual, "o": "read", "d": "write", "r": "sing"}) == "E"
    assert free_key("é", usual) == "a"


def test_the_keys_that_the_user_has_given_are_taken_and_their_usual_ones_free() -> None:
    """The settings say which."""
    found = taken_keys(keys_of_today(), {"today.more": ("d", "ctrl+d")})
    assert (found["d"], "x" in found, found["c"]) == ("more", False, "comment")


@pytest.mark.parametrize(
    ("label", "wanted"),
    [("Endorse", "endorse"), ("two words", "two_words"), ("ß", "task"), ("twin", "twin_2")],
)
def test_an_id_is_made_of_the_label(label: str, wanted: str) -> None:
    """In the letters that ids have, and with a number where it is taken."""
    assert free_id(label, ("twin",)) == wanted
