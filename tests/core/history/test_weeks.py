"""What can only have a weekly target: which target judges it, its minutes, and runs of weeks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.core.calendar import Schedule, days_between, week_start
from ssi_tui.core.history.runs import Run
from ssi_tui.core.history.weeks import is_toward, week_run, week_tasks
from ssi_tui.core.model import Log, Tally, TargetVersion, TaskDefinition, WorkdaysVersion
from ssi_tui.core.review.week import week_of
from ssi_tui.core.settings import Settings
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.value import replace
from tests.core.builders import MONDAY, after, away, log_of, tally
from tests.core.strategies import FEWER, PROPERTY, Case, cases

WEEK = timedelta(days=7)
TUESDAY, FRIDAY = after(1), after(4)


def weekly(count: int, start: date = date.min, task: str = "group") -> TargetVersion:
    """Return a target by the week."""
    return TargetVersion(task, start, 0, weekly=count)


def asking(*versions: TargetVersion, done: tuple[Tally, ...] = ()) -> Log:
    """Return a log that asks for something by the week."""
    return replace(log_of(*done), targets=versions)


def asked(log: Log, first: date, today: date) -> dict[str, int]:
    """Return what a week asks for by the week."""
    return {task.id: task.target for task in Schedule.of(log).weekly(first, today)}


# -- which target judges a week ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "today", "count"),
    [
        (FRIDAY, FRIDAY, 3),
        (FRIDAY, after(3), 2),
        (after(5), after(5), 3),
        (after(5), after(8), 2),
        (FRIDAY, after(8), 3),
        (TUESDAY, MONDAY, 2),
    ],
)
def test_a_week_is_judged_by_what_holds_on_its_last_due_day(
    changed: date, today: date, count: int
) -> None:
    """While it runs, by what holds today."""
    assert asked(asking(weekly(2), weekly(3, changed)), MONDAY, today) == {"group": count}


def test_a_week_without_a_due_day_asks_for_nothing() -> None:
    log = replace(asking(weekly(2)), time_off=(away(MONDAY, FRIDAY),))
    assert asked(log, MONDAY, TUESDAY) == {}
    assert asked(log, MONDAY, after(20)) == {}
    assert asked(log, after(7), after(8)) == {"group": 2}


def test_a_task_is_asked_for_by_the_day_or_by_the_week() -> None:
    log = asking(weekly(2, task="share"), TargetVersion("share", after(7), 1))
    schedule = Schedule.of(log)
    assert "share" not in [task.id for task in schedule.routine(MONDAY)]
    assert schedule.target("share", MONDAY) == 0
    assert asked(log, MONDAY, after(10)) == {"share": 2}
    assert (schedule.target("share", after(7)), asked(log, after(7), after(10))) == (1, {})


@st.composite
def weekly_cases(draw: st.DrawFn) -> tuple[Case, int]:
    """Draw a case with some weekly targets, and the first weekday of a week."""
    case = draw(cases(span=40, extreme=False))
    found = tuple(
        TargetVersion(
            draw(st.sampled_from(("share", "group", "post", "comment"))),
            case.first + timedelta(draw(st.integers(-3, 40))),
            0,
            weekly=draw(st.integers(0, 3)),
        )
        for _ in range(draw(st.integers(1, 4)))
    )
    log = replace(case.log, targets=(*case.log.targets, *found))
    return Case(log, case.first, case.today, case.pillars), draw(st.integers(0, 6))


@PROPERTY
@given(weekly_cases())
def test_the_verdict_on_a_week_is_that_of_its_own_targets(drawn: tuple[Case, int]) -> None:
    """Whatever the start of the week, time off, workdays, and what is changed afterwards."""
    case, first_weekday = drawn
    schedule = case.schedule
    first = week_start(case.first, first_weekday)
    while first + WEEK <= case.today:
        week = list(days_between(first, first + WEEK - timedelta(1)))
        due = [day for day in week if schedule.is_due(day)]
        found = {task.id: task.target for task in schedule.weekly(first, case.today)}
        held = {task: schedule.version_on(task, due[-1]).weekly for task in schedule.tasks if due}
        assert found == {task: count for task, count in held.items() if count}
        later = [weekly(9, first + WEEK, task) for task in (*found, "event")]
        changed = replace(case.log, targets=(*case.log.targets, *later))
        assert asked(changed, first, case.today) == found
        first += WEEK


@PROPERTY
@given(weekly_cases())
def test_a_weekly_target_is_no_part_of_a_day_nor_of_the_score(drawn: tuple[Case, int]) -> None:
    """Taking the task out of the days instead gives the same days, runs and scores."""
    case, _ = drawn
    plain = tuple(replace(each, weekly=0) for each in case.log.targets)
    with_weeks, without = case.dashboard(), case.dashboard(replace(case.log, targets=plain))
    assert with_weeks.total == without.total
    assert with_weeks.pillars == without.pillars
    assert with_weeks.run == without.run
    asked_today = [row.task for row in with_weeks.tasks if row.target]
    assert asked_today == [row.task for row in without.tasks if row.target]
    assert with_weeks.done == without.done


# -- minutes ----------------------------------------------------------------------------------


def test_minutes_count_on_the_day_on_which_it_is_done_as_far_as_it_was_asked_for() -> None:
    done = (tally(MONDAY, "group"), tally(TUESDAY, "group", 2))
    log = asking(weekly(2), done=done)
    schedule, found = Schedule.of(log), []
    for day in (MONDAY, TUESDAY, after(2)):
        (group,) = week_tasks(schedule, log.tallies, day, FRIDAY, 0)
        found.append((group.count, group.counted, group.minutes))
    assert found == [(3, 1, 5.0), (3, 1, 5.0), (3, 0, 0.0)]
    assert [build(log, FRIDAY, day).minutes_planned for day in (MONDAY, TUESDAY, FRIDAY)] == [
        *(18.0, 18.0, 13.0)
    ]


@pytest.mark.parametrize(
    ("done", "beyond"),
    [
        (("comment", "comment"), 0.0),
        (("comment", "comment", "comment"), 2.0),
        (("comment", "comment", "reply"), 0.0),
        (("comment", "comment", "reply", "reply"), 1.0),
        (("share", "share"), 0.0),
        (("share", "share", "share"), 3.0),
        (("share", "post"), 7.0),
        (("article",), 0.0),
    ],
)
def test_what_the_day_and_its_week_did_not_ask_for_is_beyond_the_routine(
    done: tuple[str, ...], beyond: float
) -> None:
    """Of two comments a day, two shares and one reply a week; what is asked for nowhere is not."""
    tallies = tuple(tally(MONDAY, task) for task in done)
    log = asking(weekly(2, task="share"), weekly(1, task="reply"), done=tallies)
    assert build(log, MONDAY).minutes_beyond == beyond


def test_minutes_in_tenths_that_add_up_to_what_was_asked_for_are_not_beyond_it() -> None:
    """Binary floats make a little more of 0.3 + 0.6 than of 3 times 0.3."""
    log = replace(
        log_of(tally(MONDAY, "comment"), tally(MONDAY, "comment", 2, "thoughtful")),
        targets=(TargetVersion("comment", date.min, 3),),
        tasks=(TaskDefinition("comment", minutes=0.3),),
    )
    assert build(log, MONDAY).minutes_beyond == 0.0


def test_what_a_week_asked_for_on_other_days_is_beyond_the_routine_of_this_one() -> None:
    done = tuple(tally(day, "group", 2) for day in (MONDAY, TUESDAY))
    log = asking(weekly(3), done=done)
    assert [build(log, FRIDAY, day).minutes_beyond for day in (MONDAY, TUESDAY)] == [0.0, 5.0]


def test_the_budget_of_a_day_grows_by_what_was_done_for_the_week() -> None:
    """Unless the settings say how many minutes a day may take."""
    log = asking(weekly(2), done=(tally(MONDAY, "group"),))
    assert build(log, MONDAY).minutes_left == 13.0
    assert build(log, MONDAY, settings=Settings(minutes_budget=10)).minutes_left == 5.0


def test_an_open_weekly_task_stops_no_day_from_being_done() -> None:
    daily = tuple(tally(MONDAY, task, count) for task, count in DAILY)
    log = asking(weekly(2), done=daily)
    shown = build(log, MONDAY)
    assert (shown.done, shown.run.current) == (True, 1)
    (group,) = shown.weekly
    assert (group.count, group.target, group.done, group.week) == (0, 2, False, True)


DAILY = (("comment", 2), ("share", 1), ("message", 1), ("search", 1), ("connect", 1))


@pytest.mark.parametrize(
    ("task", "logged", "count"),
    [("share", "post", 1), ("post", "post", 1), ("post", "share", 0), ("reply", "reply", 1)],
)
def test_what_counts_toward_a_task_counts_toward_it_in_a_week(
    task: str, logged: str, count: int
) -> None:
    """A post is a share, but a share is no post."""
    log = asking(weekly(2, task=task), done=(tally(MONDAY, logged),))
    shown = build(log, TUESDAY)
    assert [row.count for row in shown.weekly] == [count]
    (row,) = [row for row in week_of(shown, TUESDAY).rows if row.week]
    assert (row.count, row.target) == (count, 2)
    assert [day.count for day in row.days] == [count, *[0] * 6]


# -- runs -------------------------------------------------------------------------------------


def run(log: Log, today: date, first_weekday: int = 0, task: str = "group") -> Run:
    """Return the run of weeks of a task."""
    first = log.tallies[0].day if log.tallies else today
    return week_run(Schedule.of(log), log.tallies, task, first, today, first_weekday)


def in_weeks(*counts: int) -> tuple[Tally, ...]:
    """Return as many groups on the Tuesdays of weeks, in a log that begins on a Monday."""
    days = (TUESDAY + at * WEEK for at in range(len(counts)))
    done = (tally(day, "group", count) for day, count in zip(days, counts, strict=True) if count)
    return (tally(MONDAY, "comment"), *done)


@pytest.mark.parametrize(
    ("counts", "run_of_weeks"),
    [
        ((2, 2, 2), Run(3, 3)),
        ((2, 2, 1), Run(2, 2)),
        ((2, 1, 2), Run(1, 1)),
        ((2, 2, 0, 2, 0), Run(1, 2)),
        ((0,), Run(0, 0)),
    ],
)
def test_a_run_counts_weeks_and_forgives_none(counts: tuple[int, ...], run_of_weeks: Run) -> None:
    """The running week, the last one here, breaks nothing and counts once it is done."""
    log = asking(weekly(2), done=in_weeks(*counts))
    assert run(log, TUESDAY + (len(counts) - 1) * WEEK) == run_of_weeks


def test_a_week_without_a_due_day_or_without_the_task_is_passed_over() -> None:
    log = asking(weekly(2), done=in_weeks(2, 0, 2, 0, 2))
    off = (away(MONDAY + WEEK, after(6) + WEEK),)
    paused = (weekly(2), weekly(0, MONDAY + 3 * WEEK), weekly(2, MONDAY + 4 * WEEK))
    passed = replace(log, time_off=off, targets=paused)
    assert run(passed, after(1) + 4 * WEEK) == Run(3, 3)
    assert run(log, after(1) + 4 * WEEK) == Run(1, 1)


def test_a_raised_target_leaves_the_weeks_before_as_they_were() -> None:
    log = asking(weekly(1), weekly(3, MONDAY + 2 * WEEK), done=in_weeks(1, 1, 3, 1))
    assert run(log, MONDAY + 4 * WEEK) == Run(0, 3)


@FEWER
@given(weekly_cases())
def test_a_run_is_that_of_its_weeks(drawn: tuple[Case, int]) -> None:
    """Counted by hand from what each week asked for and what was done in it."""
    case, first_weekday = drawn
    log, schedule, today = case.log, case.schedule, case.today
    if not log.tallies or log.tallies[0].day > today:
        return
    since = log.tallies[0].day
    for task in ("share", "group", "post", "comment"):
        current = longest = 0
        first = week_start(since, first_weekday)
        while first <= today:
            last = first + WEEK - timedelta(1)
            targets = {each.id: each.target for each in schedule.weekly(first, today)}
            due = [day for day in days_between(first, last) if schedule.is_due(day)]
            judged = bool(due) and (first <= today <= last or due[-1] >= since)
            wanted = targets.get(task, 0) if judged else 0
            done = sum(
                each.count
                for each in log.tallies
                if first <= each.day <= min(last, today) and is_toward(each, task)
            )
            if wanted and done >= wanted:
                current += 1
            elif wanted and last < today:
                current = 0
            longest = max(longest, current)
            first += WEEK
        assert run(log, today, first_weekday, task) == Run(current, longest), task


def test_no_workdays_means_that_every_day_is_due() -> None:
    """And that the last day of the week judges it."""
    log = asking(weekly(2), weekly(3, after(6)), done=in_weeks(3))
    every = replace(log, workdays=(WorkdaysVersion(date.min, frozenset()),))
    assert asked(every, MONDAY, after(8)) == {"group": 3}
    assert asked(log, MONDAY, after(8)) == {"group": 2}


@pytest.mark.parametrize("first_weekday", [0, 6])
def test_the_review_shows_the_week_by_its_own_target(first_weekday: int) -> None:
    """Though it was changed afterwards; the week before by its own as well."""
    log = asking(weekly(1), weekly(2, after(7)), weekly(5, after(14)), done=in_weeks(1, 1))
    shown = build(
        log, after(16), settings=Settings(week_start="sunday" if first_weekday else "monday")
    )
    rows = {row.task: row for row in week_of(shown, after(8), first_weekday).rows}
    group = rows["group"]
    assert (group.count, group.target, group.before_count, group.before_target) == (1, 2, 1, 1)
