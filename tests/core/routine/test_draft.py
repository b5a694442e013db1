"""The routine while it is edited: its minutes, what has changed, and the words for both."""

from datetime import date

import pytest

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import Log, TargetVersion, TaskDefinition, WorkdaysVersion
from ssi_tui.core.routine.draft import Draft, carried, changes, draft_of, redefined, toggled
from ssi_tui.core.routine.words import (
    changed_words,
    day_words,
    item_words,
    minutes_words,
    starts_words,
)
from ssi_tui.core.value import replace

MONDAY = date(2026, 11, 23)
NEXT_MONDAY = date(2026, 11, 30)
TUESDAY, THURSDAY = 1, 3
ENDORSE = TaskDefinition("endorse", "kudos", "d", 0.5, 0.7, (0.0, 2.0, 0.0, 6.0), None, False)
COMMENT, SHARE, MESSAGE, SEARCH, CONNECT = range(5)


def schedule(*targets: TargetVersion, workdays: frozenset[int] | None = None) -> Schedule:
    """Return a schedule with those targets, and workdays other than Monday to Friday."""
    versions = () if workdays is None else (WorkdaysVersion(date.min, workdays),)
    return Schedule.of(Log(targets=targets, workdays=versions))


@pytest.fixture
def draft() -> Draft:
    """Return the default routine."""
    return draft_of(schedule(), MONDAY)


# -- minutes ----------------------------------------------------------------------------------


def test_the_default_routine_takes_thirteen_minutes_on_workdays(draft: Draft) -> None:
    """And none on the others."""
    assert [draft.minutes(day) for day in range(7)] == [13.0] * 5 + [0.0] * 2
    assert minutes_words(draft) == "13 min a day, within your 10–15 minute goal."


def test_a_quarter_of_an_hour_is_not_over_and_more_is(draft: Draft) -> None:
    """The words say by how much."""
    longest = draft.with_item(COMMENT, draft.items[COMMENT].aimed(3))
    assert (longest.over, minutes_words(longest)) == (
        frozenset(),
        "15 min a day, within your 10–15 minute goal.",
    )
    over = draft.with_item(COMMENT, draft.items[COMMENT].aimed(4))
    assert over.over == frozenset(range(5))
    assert minutes_words(over) == "17 min a day, 2 over your 15-minute goal."


def test_days_that_differ_are_named(draft: Draft) -> None:
    """Where the longest is too long; else it is the most."""
    twice = TargetVersion("connect", MONDAY, 1, None, 3, frozenset({TUESDAY, THURSDAY}))
    promised = draft_of(schedule(twice), MONDAY)
    assert promised.over == frozenset({TUESDAY, THURSDAY})
    assert minutes_words(promised) == "17 min on Tue and Thu, 2 over your 15-minute goal."
    assert minutes_words(toggled(draft, SHARE, THURSDAY)) == (
        "13 min a day at most, within your 10–15 minute goal."
    )


def test_little_and_nothing_have_words_too(draft: Draft) -> None:
    """Neither is a fault."""
    for at in (COMMENT, SHARE):
        draft = draft.with_item(at, draft.items[at].aimed(0))
    assert minutes_words(draft) == "6 min a day, under your 10–15 minute goal."
    for at in (MESSAGE, SEARCH, CONNECT):
        draft = draft.with_item(at, draft.items[at].aimed(0))
    assert minutes_words(draft) == "Nothing is due on any day."


# -- targets and weekdays ---------------------------------------------------------------------


@pytest.mark.parametrize(("wanted", "kept"), [(-1, 0), (0, 0), (99, 99), (100, 99)])
def test_a_target_stays_within_what_it_can_be(draft: Draft, wanted: int, kept: int) -> None:
    """However often the key is pressed."""
    assert draft.items[COMMENT].aimed(wanted).version.target == kept


def test_a_task_is_taken_off_a_weekday_and_follows_the_workdays_again(draft: Draft) -> None:
    """When it is back on all of them."""
    off = toggled(draft, SEARCH, TUESDAY)
    assert off.items[SEARCH].version.weekdays == frozenset({0, 2, 3, 4})
    assert [off.items[SEARCH].asks(day) for day in range(5)] == [1, 0, 1, 1, 1]
    assert off.minutes(TUESDAY) == 11.0
    assert toggled(off, SEARCH, TUESDAY) == draft


def test_a_promise_is_taken_out_and_the_target_stays() -> None:
    """Its weekdays ask for as much as the others then."""
    version = TargetVersion("connect", MONDAY, 1, None, 3, frozenset({TUESDAY}))
    item = draft_of(schedule(version), MONDAY).items[CONNECT]
    assert (item.asks(TUESDAY), item.plain().asks(TUESDAY), item.plain().asks(0)) == (3, 1, 1)


# -- what has changed -------------------------------------------------------------------------


def test_only_what_differs_is_a_change(draft: Draft) -> None:
    """There and back again is none."""
    more = draft.with_item(SEARCH, draft.items[SEARCH].aimed(2))
    assert changes(draft, more) == (TargetVersion("search", MONDAY, 2),)
    assert changes(draft, more.with_item(SEARCH, more.items[SEARCH].aimed(1))) == ()


def test_changes_go_along_to_another_date_and_the_rest_is_that_of_the_date() -> None:
    """What is written for that date already is seen."""
    plan = schedule(TargetVersion("comment", NEXT_MONDAY, 3))
    before = draft_of(plan, MONDAY)
    after = before.with_item(SEARCH, before.items[SEARCH].aimed(2))
    other = draft_of(plan, NEXT_MONDAY, NEXT_MONDAY)
    moved = carried(before, after, other)
    assert [item.version.target for item in moved.items] == [3, 1, 1, 2, 1]
    assert changes(other, moved) == (TargetVersion("search", NEXT_MONDAY, 2),)
    assert moved.start == NEXT_MONDAY


def test_a_change_that_the_other_date_has_already_is_none() -> None:
    """The same target is not written twice."""
    plan = schedule(TargetVersion("comment", NEXT_MONDAY, 3))
    before = draft_of(plan, MONDAY)
    after = before.with_item(COMMENT, before.items[COMMENT].aimed(3))
    other = draft_of(plan, NEXT_MONDAY, NEXT_MONDAY)
    assert changes(other, carried(before, after, other)) == ()


# -- tasks of the user's own, minutes and order ------------------------------------------------


def test_minutes_of_a_task_are_a_change_of_the_task_and_not_of_its_target(draft: Draft) -> None:
    """They hold for the whole log; what dates must be between is not taken."""
    longer = draft.with_item(COMMENT, draft.items[COMMENT].taking(3.5))
    assert longer.minutes(0) == 16.0
    assert changes(draft, longer) == ()
    assert redefined(draft, longer) == (TaskDefinition("comment", minutes=3.5),)
    item = draft.items[COMMENT]
    assert (item.taking(-1.0).minutes, item.taking(999.0).minutes) == (0.0, 120.0)


def test_another_order_gives_every_task_its_place(draft: Draft) -> None:
    """There and back again is no change."""
    moved = draft.moved(CONNECT, COMMENT)
    assert [item.task for item in moved.items][:2] == ["connect", "comment"]
    assert [(each.id, each.place) for each in redefined(draft, moved)] == [
        ("connect", 0),
        ("comment", 1),
        ("share", 2),
        ("message", 3),
        ("search", 4),
    ]
    assert redefined(draft, moved.moved(COMMENT, CONNECT)) == ()


def test_a_new_task_is_due_once_a_workday_and_stands_last(draft: Draft) -> None:
    """Its target and its definition are written together."""
    more = draft.with_new(ENDORSE)
    assert more.items[-1].own
    assert (more.minutes(0), more.items[-1].label) == (13.5, "kudos")
    assert changes(draft, more) == (TargetVersion("endorse", MONDAY, 1),)
    assert redefined(draft, more) == (ENDORSE,)


def test_a_task_that_is_taken_out_is_retired_and_asked_for_no_more() -> None:
    """What was logged of it is none of the routine's business."""
    plan = Schedule.of(Log(tasks=(ENDORSE,), targets=(TargetVersion("endorse", date.min, 2),)))
    before = draft_of(plan, MONDAY, None, (ENDORSE,))
    after = before.without(5)
    assert changes(before, after) == (TargetVersion("endorse", MONDAY, 0),)
    assert redefined(before, after) == (TaskDefinition("endorse", retired=True),)


def test_new_tasks_and_order_go_along_to_another_date(draft: Draft) -> None:
    """As changed targets do."""
    after = draft.with_new(ENDORSE).moved(5, 0)
    other = draft_of(schedule(), NEXT_MONDAY, NEXT_MONDAY)
    moved = carried(draft, after, other)
    assert [item.task for item in moved.items][:2] == ["endorse", "comment"]
    assert changes(other, moved) == (TargetVersion("endorse", NEXT_MONDAY, 1),)


# -- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (2, "13 min a day"),
        (9, "12 min over your goal"),
        (99, "192 min over your goal"),
    ],
)
def test_a_saved_routine_says_its_minutes_in_short(draft: Draft, target: int, said: str) -> None:
    """For the last row of the smallest terminal, beside the key that undoes it."""
    assert day_words(draft.with_item(0, draft.items[0].aimed(target))) == said


def test_a_draft_says_from_when_on_it_holds(draft: Draft) -> None:
    """In an empty log, today, and later."""
    assert starts_words(draft, MONDAY, empty=True) == "from the start"
    assert starts_words(draft, MONDAY, empty=False) == "from today"
    later = draft_of(schedule(), NEXT_MONDAY, NEXT_MONDAY)
    assert starts_words(later, MONDAY, empty=True) == "from Mon 30 Nov"


def test_a_task_says_what_was_promised_and_what_comes_later() -> None:
    """And that a promise has been taken out."""
    plan = schedule(
        TargetVersion("connect", MONDAY, 1, None, 3, frozenset({TUESDAY, THURSDAY})),
        TargetVersion("connect", NEXT_MONDAY, 2, frozenset({0, THURSDAY})),
    )
    item = draft_of(plan, MONDAY).items[CONNECT]
    later = "2 on Mon and Thu from Mon 30 Nov"
    assert item_words(item, item, MONDAY) == (f"connect: 3 on Tue and Thu (promised); {later}")
    assert item_words(item.plain(), item, MONDAY) == (f"connect: without the promise; {later}")


def test_most_tasks_have_nothing_more_to_say(draft: Draft) -> None:
    """Their row says it all."""
    assert [item_words(item, item, MONDAY) for item in draft.items] == [""] * 5


def test_another_date_has_the_tasks_that_begin_by_then_and_none_that_have_ended() -> None:
    """Unchanged, it changes nothing: no task is taken out, and none brought back."""
    said = (
        replace(ENDORSE, place=1),
        replace(ENDORSE, id="call", label="call", key="a"),
        TaskDefinition("call", retired=True),
    )
    targets = (
        TargetVersion("endorse", NEXT_MONDAY, 1),
        TargetVersion("call", MONDAY, 1),
        TargetVersion("call", NEXT_MONDAY, 0),
    )
    plan = Schedule.of(Log(targets=targets, tasks=said))
    before, other = (draft_of(plan, day, None, said) for day in (MONDAY, NEXT_MONDAY))
    moved = carried(before, before, other)
    assert [item.task for item in moved.items][:3] == ["comment", "share", "endorse"]
    assert (changes(other, moved), redefined(other, moved)) == ((), ())
    asked = carried(before, before.with_item(5, before.items[5].aimed(2)), other)
    assert [version.task for version in changes(other, asked)] == ["call"]


@pytest.mark.parametrize(
    ("versions", "definitions", "said"),
    [
        (
            (TargetVersion("comment", MONDAY, 3), TargetVersion("share", MONDAY, 0)),
            (),
            ["comment 3 a day", "share off"],
        ),
        ((TargetVersion("group", MONDAY, 0, weekly=2),), (), ["group 2 a week"]),
        (
            (TargetVersion("comment", MONDAY, 2, frozenset({0, 3})),),
            (),
            ["comment 2 on Mon and Thu"],
        ),
        (
            (TargetVersion("endorse", MONDAY, 1),),
            (TaskDefinition("endorse", "praise", "k", 2.0, 0.5, (1.0, 0.0, 0.0, 0.0)),),
            ['new task "praise"'],
        ),
        ((), (TaskDefinition("endorse", minutes=2.0, key="k"),), ["endorse key k and 2 min each"]),
        (
            (),
            (TaskDefinition("endorse", label="praise", repeat=0.2),),
            ['name "praise" points changed'],
        ),
        (
            (TargetVersion("endorse", MONDAY, 0),),
            (TaskDefinition("endorse", retired=True),),
            ["endorse removed"],
        ),
        (
            (),
            (TaskDefinition("comment", place=1), TaskDefinition("share", place=0)),
            ["order of the tasks"],
        ),
        ((), (), []),
    ],
)
def test_a_change_says_what_it_changed(
    versions: tuple[TargetVersion, ...], definitions: tuple[TaskDefinition, ...], said: list[str]
) -> None:
    """Only what was changed, each task by itself."""
    assert changed_words(versions, definitions, ACTIONS) == said
