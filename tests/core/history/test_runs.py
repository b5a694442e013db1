"""Runs of due days, forgiveness, and runs above the collapse line."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.history.runs import (
    DueDays,
    Run,
    day_done,
    is_forgiven,
    run_of,
    run_over,
    run_with_today,
    with_today,
)
from ssi_tui.core.history.sums import counts_by_day
from ssi_tui.core.model import Log, Pillar, Tally, TargetVersion
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import (
    EVERY_DAY,
    MONDAY,
    after,
    away,
    keeper,
    kept_days,
    log_of,
    pillar_of,
    routine_on,
    tally,
    task_of,
    walked,
    with_tallies,
    working,
)


def days(pattern: str) -> bytes:
    """Return due days in a row: ``x`` was done, ``.`` was missed."""
    return bytes(mark == "x" for mark in pattern)


def forgiven(pattern: str) -> list[bool]:
    """Return for each due day of a pattern whether it is a forgiven miss."""
    return [is_forgiven(days(pattern), at) for at in range(len(pattern))]


def did(*offsets: int, start: date = MONDAY) -> Log:
    """Return the log of somebody who did the whole routine on these days."""
    return log_of(*routine_on(*(after(offset, start) for offset in offsets)))


def run_on(log: Log, day: date) -> Run:
    """Return the run of the whole routine as it is shown on a day."""
    return build(log, day).run


# Runs of due days.


@pytest.mark.parametrize(
    ("pattern", "current", "longest"),
    [
        ("", 0, 0),
        ("x", 1, 1),
        (".", 0, 0),
        ("xxxxx", 5, 5),
        ("xxx..x", 1, 3),
        ("xxx..xx", 2, 3),
        ("x..xxxx", 4, 4),
        (".xxx", 3, 3),
    ],
)
def test_a_run_ends_at_two_misses_and_at_one_that_nothing_preceded(
    pattern: str, current: int, longest: int
) -> None:
    """Only what was done since counts; the longest run stays."""
    assert run_of(days(pattern)) == Run(current, longest)


@pytest.mark.parametrize(
    ("pattern", "current"),
    [("xx.xx", 4), ("xxxx.x", 5), ("x.x", 2), ("xxxx.xxx.xxx", 10)],
)
def test_a_single_miss_is_forgiven_and_not_counted(pattern: str, current: int) -> None:
    """One miss does no material harm."""
    assert run_of(days(pattern)) == Run(current, current)


@pytest.mark.parametrize(
    ("pattern", "current"), [("xxx.x.xxx", 3), ("xxx.xx.xxx", 3), ("xxx.xxx.xxx", 9)]
)
def test_two_misses_are_forgiven_only_four_due_days_apart(pattern: str, current: int) -> None:
    """Within the seven due days around a miss there must be no other one."""
    assert run_of(days(pattern)).current == current


def test_a_miss_is_forgiven_only_between_two_days_that_were_done() -> None:
    """Neither at the start, nor next to another one."""
    assert forgiven(".xx..x.") == [False] * 7
    assert forgiven("x.xx.") == [False] * 5
    assert forgiven("xxx.xxx") == [False, False, False, True, False, False, False]


def test_the_last_miss_breaks_no_run_while_the_next_due_day_can_forgive_it() -> None:
    """Sixty done, one missed; then today done, today missed as well, or one of three missed."""
    assert run_of(days("x" * 60 + ".")) == Run(60, 60, pending=True)
    assert run_with_today(run_of(days("x" * 60 + ".")), days("x" * 60 + "."), True) == Run(61, 61)
    assert run_of(days("x" * 60 + "..")) == Run(0, 60)
    assert run_of(days("x" * 57 + ".xx.")) == Run(0, 57)
    assert run_of(days("x" * 56 + ".xxx.")) == Run(59, 59, pending=True)
    assert forgiven("xxx.") == [False, False, False, True]


def test_a_second_miss_withdraws_the_forgiveness_of_the_first() -> None:
    """Two misses in a week are not a habit."""
    assert run_of(days("xxxx.xx")).current == 6
    assert run_of(days("xxxx.xx.x")).current == 1


def test_the_longest_run_is_counted_by_the_same_rule() -> None:
    """A bridge in an old run still holds."""
    assert run_of(days("xxx.xxx..x")) == Run(1, 6)


# The whole routine.


def test_a_week_kept_is_a_run_of_five() -> None:
    """The weekend neither counts nor ends it."""
    assert run_on(keeper(7), after(6)) == Run(5, 5)


def test_a_run_goes_on_over_the_weekend() -> None:
    """Monday is the sixth due day."""
    assert run_on(keeper(8), after(7)) == Run(6, 6)


def test_a_day_is_done_with_three_of_five_tasks() -> None:
    """A count of one is enough for each."""
    three = {"comment": 1, "share": 1, "search": 1}
    log = log_of(*routine_on(MONDAY, routine=three))
    assert run_on(log, MONDAY) == Run(1, 1)


def test_a_day_is_not_done_with_two_of_five_tasks() -> None:
    """However often they were done."""
    two = {"comment": 9, "share": 9}
    assert run_on(log_of(*routine_on(MONDAY, routine=two)), after(1)) == Run(0, 0)


@pytest.mark.parametrize(
    ("due", "done", "expected"),
    [
        (5, 3, True),
        (5, 2, False),
        (3, 3, True),
        (3, 2, False),
        (2, 2, True),
        (2, 1, False),
        (1, 1, True),
    ],
)
def test_all_tasks_are_needed_where_fewer_than_three_are_due(
    due: int, done: int, expected: bool
) -> None:
    """At least three, or all."""
    tasks = ["comment", "share", "message", "search", "connect"][:due]
    assert day_done(tasks, dict.fromkeys(tasks[:done], 1)) is expected


def test_a_task_that_is_not_due_does_not_make_the_day() -> None:
    """Reactions are never asked for."""
    log = log_of(*routine_on(MONDAY, routine={"comment": 2, "reaction": 5, "group": 1}))
    assert run_on(log, after(1)) == Run(0, 0)


def test_a_reply_an_answer_and_a_post_make_the_day() -> None:
    """They count toward comment, message and share."""
    log = log_of(*routine_on(MONDAY, routine={"reply": 1, "answer": 1, "post": 1}))
    assert run_on(log, after(1)) == Run(1, 1)


def test_a_day_that_asked_for_nothing_is_no_due_day() -> None:
    """Without any target on Tuesday the run goes from Monday to Wednesday."""
    not_tuesday = frozenset({0, 2, 3, 4})
    targets = [TargetVersion(item.task, date.min, 1, not_tuesday) for item in routine_on(MONDAY)]
    log = replace(did(0, 2), targets=tuple(targets))
    assert run_on(log, after(2)) == Run(2, 2)


def test_a_change_of_the_routine_keeps_the_runs_of_the_past() -> None:
    """Since Thursday only the message is asked for, which is enough from then on."""
    dropped = [
        TargetVersion(task, after(3), 0) for task in ("comment", "share", "search", "connect")
    ]
    log = log_of(
        *routine_on(MONDAY, after(1), after(2)),
        *(tally(after(day), "message") for day in (3, 4)),
        targets=dropped,
    )
    assert run_on(log, after(4)) == Run(5, 5)
    assert run_on(replace(log, targets=()), after(5)) == Run(0, 3)


# The traps.


def test_done_on_monday_and_thursday_only_is_a_run_of_one_on_thursday() -> None:
    """Tuesday and Wednesday were both missed."""
    assert run_on(did(0, 3), after(3)) == Run(1, 1)


def test_done_on_monday_and_wednesday_is_a_run_of_two_on_wednesday() -> None:
    """Tuesday alone is forgiven, and not counted."""
    assert run_on(did(0, 2), after(2)) == Run(2, 2)


def test_last_done_thirty_days_ago_is_no_run() -> None:
    """The longest is still told."""
    assert run_on(keeper(5), after(34)) == Run(0, 5)


@pytest.mark.parametrize("day", [5, 6, 7])
def test_a_rest_day_does_not_revive_a_broken_run(day: int) -> None:
    """Thursday and Friday were missed; the weekend changes nothing, nor does Monday morning."""
    assert run_on(did(0, 1, 2), after(day)) == Run(0, 3)


@pytest.mark.parametrize("day", [3, 4, 7, 9, 11])
def test_time_off_does_not_revive_a_broken_run(day: int) -> None:
    """Tuesday and Wednesday were missed, then a holiday began."""
    log = replace(did(0), time_off=(away(after(3), after(11)),))
    assert run_on(log, after(day)) == Run(0, 1)


def test_something_done_on_a_rest_day_does_not_revive_a_broken_run() -> None:
    """A rest day does not start a run either."""
    log = with_tallies(did(0, 1), *routine_on(after(5)))
    assert run_on(log, after(5)) == Run(0, 2)


def test_something_done_on_a_rest_day_does_not_lengthen_a_run() -> None:
    """Five due days, whatever happens on Saturday."""
    log = with_tallies(keeper(5), *routine_on(after(5)))
    assert run_on(log, after(6)) == Run(5, 5)


def test_something_done_in_time_off_does_not_lengthen_a_run() -> None:
    """Nothing was due."""
    log = replace(keeper(5), time_off=(away(after(3), after(4)),))
    assert run_on(log, after(4)) == Run(3, 3)


def test_today_unfinished_does_not_break_a_run() -> None:
    """The day is not over."""
    assert run_on(keeper(4), after(4)) == Run(4, 4)


def test_today_begun_but_unfinished_does_not_break_a_run() -> None:
    """Two of five tasks so far."""
    log = with_tallies(keeper(4), *routine_on(after(4), routine={"comment": 2, "share": 1}))
    assert run_on(log, after(4)) == Run(4, 4)


def test_today_finished_lengthens_a_run() -> None:
    """The same day, an hour later."""
    assert run_on(keeper(5), after(4)) == Run(5, 5)


def test_today_unfinished_is_a_miss_only_when_it_is_over() -> None:
    """Friday was left out: done on Monday the run goes on, missed again it is over."""
    skipped = did(0, 1, 2, 3)
    found = [run_on(skipped, after(day)) for day in (4, 5, 7, 8)]
    hangs = Run(4, 4, pending=True)
    assert found == [Run(4, 4), hangs, hangs, Run(0, 4)]
    assert run_on(with_tallies(skipped, *routine_on(after(7))), after(7)) == Run(5, 5)


def test_a_run_does_not_depend_on_when_the_app_is_opened() -> None:
    """From Friday evening until Monday, before anything is done, it is the same."""
    log = did(0, 1, 3, 4)
    assert {run_on(log, after(day)) for day in (4, 5, 6, 7)} == {Run(4, 4)}


def test_the_longest_run_never_shrinks_while_days_pass() -> None:
    """Idle days cannot take back what was done."""
    log = did(0, 1, 2, 4, 7, 8, 14, 15, 16, 17, 18, 21)
    found = [run_on(log, after(day)).longest for day in range(18, 60)]
    assert found == sorted(found)


def test_a_run_crosses_the_leap_day() -> None:
    """From Monday 21 February to Friday 3 March 2028 there are ten due days."""
    log = keeper(12, first=date(2028, 2, 21))
    assert run_on(log, date(2028, 3, 3)) == Run(10, 10)


def test_a_missed_leap_day_is_missed() -> None:
    """29 February 2028 is a Tuesday, and Wednesday was missed too."""
    log = did(0, 3, 4, start=date(2028, 2, 28))
    assert run_on(log, date(2028, 3, 3)) == Run(2, 2)


def test_a_back_filled_day_repairs_a_run() -> None:
    """Two misses break it; one of them entered later is bridged, both are counted."""
    broken = did(0, 1, 4)
    once = with_tallies(broken, *routine_on(after(2)))
    twice = with_tallies(once, *routine_on(after(3)))
    found = [run_on(log, after(4)) for log in (broken, once, twice)]
    assert found == [Run(1, 2), Run(4, 4), Run(5, 5)]


def test_an_older_day_entered_later_lengthens_a_run_at_its_start() -> None:
    """The log begins with its oldest entry."""
    log = with_tallies(keeper(5), *routine_on(after(-3)))
    assert run_on(log, after(4)) == Run(6, 6)


def test_a_week_of_leave_neither_breaks_nor_lengthens_a_run() -> None:
    """Five days before and one after are six."""
    log = with_tallies(
        replace(keeper(5), time_off=(away(after(7), after(11)),)), *routine_on(after(14))
    )
    assert run_on(log, after(10)) == Run(5, 5)
    assert run_on(log, after(14)) == Run(6, 6)


def test_a_miss_before_a_week_of_leave_is_forgiven_after_it() -> None:
    """The due days before and after it were done; the holiday lies between."""
    log = with_tallies(
        replace(did(0, 1, 2, 3), time_off=(away(after(7), after(11)),)), *routine_on(after(14))
    )
    assert run_on(log, after(14)) == Run(5, 5)


def test_time_off_taken_afterwards_repairs_a_run() -> None:
    """An illness is often entered when it is over."""
    ill = did(0, 1, 4)
    assert run_on(ill, after(4)) == Run(1, 2)
    assert run_on(replace(ill, time_off=(away(after(2), after(3)),)), after(4)) == Run(3, 3)


@pytest.mark.parametrize("weekdays", [range(7), (0, 2, 4), (1,)])
def test_a_run_counts_the_workdays_of_the_user(weekdays: Iterable[int]) -> None:
    """Seven, three or one a week, over four weeks."""
    due = len(kept_days(MONDAY, 28, weekdays))
    assert run_on(keeper(28, weekdays), after(27)) == Run(due, due)


def test_without_workdays_every_day_counts() -> None:
    """Four weeks without a gap; with free weekends five days, of which Sunday may save the last."""
    every = replace(keeper(28, EVERY_DAY), workdays=(working(()),))
    assert run_on(every, after(27)) == Run(28, 28)
    log = replace(keeper(28), workdays=(working(()),))
    assert run_on(log, after(27)) == Run(5, 5, pending=True)


def test_an_empty_log_has_no_run() -> None:
    """Not even a longest one."""
    assert run_on(log_of(), MONDAY) == Run(0, 0)


# The runs of one task and of one pillar.


def test_a_task_has_a_run_of_its_own() -> None:
    """A search on four days and comments on two of them."""
    log = log_of(
        *(tally(after(day), "search") for day in range(4)),
        *(tally(after(day), "comment") for day in (0, 3)),
    )
    dashboard = build(log, after(3))
    assert task_of(dashboard, "search").run == Run(4, 4)
    assert task_of(dashboard, "comment").run == Run(1, 1)


def test_today_joins_the_run_of_a_task_once_it_is_done() -> None:
    """Until then it breaks nothing and adds nothing."""
    log = log_of(*(tally(after(day), "search") for day in range(3)))
    done = with_tallies(log, tally(after(3), "search"))
    assert task_of(build(log, after(3)), "search").run == Run(3, 3)
    assert task_of(build(done, after(3)), "search").run == Run(4, 4)


def test_one_of_a_task_keeps_its_run_although_the_target_is_two() -> None:
    """A run asks whether it was done, not how often."""
    log = log_of(*(tally(after(day), "comment") for day in range(3)))
    assert task_of(build(log, after(2)), "comment").run == Run(3, 3)


def test_the_weekdays_of_a_task_are_the_due_days_of_its_run() -> None:
    """A group on Tuesdays: three of them are a run of three."""
    log = log_of(
        *(tally(after(day), "group") for day in (1, 8, 15)),
        targets=[TargetVersion("group", date.min, 1, frozenset({1}))],
        workdays=[working(EVERY_DAY)],
    )
    assert task_of(build(log, after(20)), "group").run == Run(3, 3)


def test_a_pillar_has_a_run_of_the_due_days_that_fed_it() -> None:
    """A share a day feeds brand and insights and neither of the others."""
    log = log_of(*(tally(after(day), "share") for day in range(4)))
    found = [row.streak for row in build(log, after(3)).pillars]
    assert found == [Run(4, 4), Run(0, 0), Run(4, 4), Run(0, 0)]


def test_a_pillar_forgives_a_miss_as_the_routine_does() -> None:
    """The same rule, with what fed the pillar."""
    log = log_of(*(tally(after(day), "search") for day in (0, 1, 3, 4)))
    assert pillar_of(build(log, after(4)), Pillar.PEOPLE).streak == Run(4, 4)


def test_today_joins_the_run_of_a_pillar_once_it_is_fed() -> None:
    """Unfed it breaks nothing."""
    log = log_of(*(tally(after(day), "search") for day in range(3)))
    fed = with_tallies(log, tally(after(3), "search"))
    assert pillar_of(build(log, after(3)), Pillar.PEOPLE).streak == Run(3, 3)
    assert pillar_of(build(fed, after(3)), Pillar.PEOPLE).streak == Run(4, 4)


def test_a_fed_rest_day_does_not_lengthen_the_run_of_a_pillar() -> None:
    """It keeps the pillar up, but nothing was due."""
    log = with_tallies(keeper(5), tally(after(5), "connect"))
    assert pillar_of(build(log, after(5)), Pillar.PEOPLE).streak == Run(5, 5)


# Score runs.


def test_a_score_run_counts_the_last_days_over_the_line() -> None:
    """The longest one stays when it ends."""
    assert run_over([True, False, True, True]) == Run(2, 2)
    assert run_over([True, True, False]) == Run(0, 2)


def test_a_score_run_needs_a_usual_level() -> None:
    """What the first two days added is 3.3 points in the mean."""
    closes, _ = walked(keeper(28), after(4))
    people = tuple(Pillar).index(Pillar.PEOPLE)
    assert [close.over[people] for close in closes] == [False, False, True, True]


def test_a_score_run_counts_rest_days_and_today() -> None:
    """Consecutive days, not due days: people has been above its line since the third day."""
    log = keeper(28)
    row = pillar_of(build(log, after(27)), Pillar.PEOPLE)
    assert row.score_streak == Run(26, 26)


def test_a_collapse_ends_the_score_run() -> None:
    """The keeper of twelve weeks stops: the last good close is the ninety-second day."""
    row = pillar_of(build(keeper(84), after(93)), Pillar.PEOPLE)
    assert row.score_streak == Run(0, 90)


# The parts.


def test_counts_are_kept_by_day_and_by_the_task_they_count_toward() -> None:
    """A reply is a comment, whatever its quality."""
    found = counts_by_day(
        [
            tally(MONDAY, "comment", 2, "short"),
            tally(MONDAY, "comment", 1),
            tally(MONDAY, "reply", 3),
            tally(after(1), "article"),
        ]
    )
    assert found == {MONDAY: {"comment": 6}, after(1): {"article": 1}}


@pytest.mark.parametrize(
    ("due", "done", "joins"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_today_joins_the_due_days_only_when_it_is_due_and_done(
    due: bool, done: bool, joins: bool
) -> None:
    """Otherwise it is as if it had not begun."""
    closed = DueDays((MONDAY, after(1), after(2)), days("x.x"))
    whole = DueDays((*closed.days, after(3)), days("x.xx"))
    assert with_today(closed, after(3), due, done) == (whole if joins else closed)


def test_the_kinds_of_one_task_are_one_count() -> None:
    """A tally of nothing but messages and answers."""
    log: list[Tally] = [tally(MONDAY, "message"), tally(MONDAY, "answer", 2)]
    assert counts_by_day(log)[MONDAY] == {"message": 3}


@given(st.lists(st.booleans(), max_size=40), st.booleans())
def test_a_run_with_today_is_the_run_of_all_days(done: list[bool], today: bool) -> None:
    """Which are the closed ones until it is done."""
    closed = DueDays([after(at) for at in range(len(done))], bytes(done))
    whole = with_today(closed, after(len(done)), today, today)
    assert run_with_today(run_of(closed.done), closed.done, today) == run_of(whole.done)


@given(st.lists(st.booleans(), max_size=40))
def test_a_miss_is_forgiven_where_no_other_is_within_three_due_days(done: list[bool]) -> None:
    """And where the day before was done, and the day after, once it is over."""
    for at, was_done in enumerate(done):
        around = done[max(0, at - 3) : at + 4]
        beside = [*done[max(0, at - 1) : at], *done[at + 1 : at + 2]]
        rule = not was_done and at > 0 and all(beside) and around.count(False) == 1
        assert is_forgiven(bytes(done), at) == rule
