"""The one value that the screens and the command ``status`` show."""

from datetime import date

import pytest

from ssi_tui.core.formula import ACTIVE_DAY, BASELINE
from ssi_tui.core.history.history import history_of
from ssi_tui.core.history.sums import minutes_of, notes_left
from ssi_tui.core.model import Log, Past, Pillar, Profile, Risk, Tally, TargetVersion
from ssi_tui.core.today.dashboard import build
from ssi_tui.core.today.rows import (
    Window,
)
from ssi_tui.core.value import replace
from tests.core.builders import (
    EVERY_DAY,
    EXAMPLE_PROFILE,
    MONDAY,
    ROUTINE,
    after,
    away,
    before,
    keeper,
    log_of,
    pillar_of,
    routine_on,
    tally,
    task_of,
    with_tallies,
    working,
)

SATURDAY = after(5)
TWELVE_WEEKS = keeper(84)
LAST_SUNDAY = after(83)

# Tasks, targets, windows.


def test_the_routine_is_listed_with_what_was_done_and_what_is_due() -> None:
    """The five tasks in their order."""
    log = log_of(*routine_on(MONDAY, routine={"comment": 1, "search": 2}))
    found = [(row.task, row.count, row.target) for row in build(log, MONDAY).tasks]
    assert found == [
        ("comment", 1, 2),
        ("share", 0, 1),
        ("message", 0, 1),
        ("search", 2, 1),
        ("connect", 0, 1),
    ]


def test_a_task_is_done_once_its_target_is_met() -> None:
    """One comment of two is not enough, two searches of one are."""
    log = log_of(*routine_on(MONDAY, routine={"comment": 1, "search": 2}))
    dashboard = build(log, MONDAY)
    assert [row.done for row in dashboard.tasks] == [False, False, False, True, False]
    assert [row.missing for row in dashboard.tasks] == [1, 1, 1, 0, 1]


def test_a_task_without_a_target_is_done_only_by_doing_it() -> None:
    """A count of nothing meets no target."""
    row = task_of(build(log_of(), SATURDAY), "comment")
    done = task_of(build(log_of(tally(SATURDAY, "comment")), SATURDAY), "comment")
    assert (row.target, row.done) == (0, False)
    assert (done.target, done.done) == (0, True)


@pytest.mark.parametrize(
    ("action", "task"), [("reply", "comment"), ("answer", "message"), ("post", "share")]
)
def test_an_action_counts_toward_the_target_of_its_task(action: str, task: str) -> None:
    """A reply is a comment, an answer a message, a post a share."""
    log = log_of(tally(MONDAY, action), tally(MONDAY, task))
    dashboard = build(log, MONDAY)
    assert task_of(dashboard, task).count == 2
    assert task_of(dashboard, task).windows[0].count == 2


def test_an_action_toward_a_task_is_listed_by_itself_too() -> None:
    """What was logged can be seen, and its minutes are its own."""
    dashboard = build(log_of(tally(MONDAY, "reply", 3)), MONDAY)
    assert [(row.task, row.count, row.target) for row in dashboard.others] == [("reply", 3, 0)]
    assert dashboard.minutes_done == 3.0


def test_the_other_actions_of_the_day_are_listed_after_the_routine() -> None:
    """Those of the day shown, each once whatever its qualities, with target 0."""
    log = log_of(
        tally(MONDAY, "article"), tally(MONDAY, "reaction", 4), tally(MONDAY, "reaction", 2)
    )
    log = with_tallies(log, tally(after(1), "event"))
    found = [(row.task, row.count, row.target) for row in build(log, after(1), MONDAY).others]
    assert found == [("article", 1, 0), ("reaction", 6, 0)]


def test_an_action_outside_the_routine_has_neither_windows_nor_a_run() -> None:
    """It is never due."""
    (row,) = build(log_of(tally(MONDAY, "article")), MONDAY).others
    assert (row.label, row.minutes_each, row.lately) == ("article", 45.0, ())
    assert row.windows == (Window(7, 0, 0), Window(28, 0, 0))
    assert (row.run.current, row.run.longest) == (0, 0)


def test_a_task_added_to_the_routine_is_no_other_action() -> None:
    """It has a row with a target."""
    log = log_of(tally(MONDAY, "group"), targets=[TargetVersion("group", MONDAY, 1)])
    dashboard = build(log, MONDAY)
    assert (task_of(dashboard, "group").target, dashboard.others) == (1, ())


def test_the_last_seven_days_are_the_day_and_the_six_before() -> None:
    """From Tuesday to Monday: what is older has left the window."""
    log = log_of(*(tally(after(day), "comment", day + 1) for day in range(8)))
    seven, four_weeks = task_of(build(log, after(7)), "comment").windows
    assert seven == Window(7, 2 + 3 + 4 + 5 + 6 + 7 + 8, 5 * 2)
    assert four_weeks == Window(28, 36, 20 * 2)


def test_the_last_days_ask_of_today_only_what_is_done_of_it() -> None:
    """A keeper reads all of all in the morning, in the middle of the day and in the evening."""
    found = []
    for done in range(4):
        log = keeper(84)
        log = with_tallies(log, tally(after(84), "comment", done)) if done else log
        found.append(task_of(build(log, after(84)), "comment").windows)
    assert found == [
        (Window(7, 8, 8), Window(28, 38, 38)),
        (Window(7, 9, 9), Window(28, 39, 39)),
        (Window(7, 10, 10), Window(28, 40, 40)),
        (Window(7, 11, 10), Window(28, 41, 40)),
    ]
    yesterday = task_of(build(keeper(84), after(85), after(84)), "comment")
    assert yesterday.windows[0] == Window(7, 8, 10)


def test_a_window_adds_up_the_targets_that_held_on_each_of_its_days() -> None:
    """Two comments until Wednesday, four on Thursday and Friday, none at the weekend."""
    log = log_of(targets=[TargetVersion("comment", after(3), 4)])
    assert task_of(build(log, after(6)), "comment").windows[0] == Window(7, 0, 3 * 2 + 2 * 4)


def test_a_window_leaves_out_the_targets_of_time_off() -> None:
    """Nothing was due."""
    log = log_of(time_off=[away(MONDAY, after(2))])
    assert task_of(build(log, after(6)), "comment").windows[0].target == 2 * 2


def test_a_window_counts_what_was_done_on_days_that_were_not_due() -> None:
    """A comment on Saturday is a comment."""
    log = log_of(tally(SATURDAY, "comment", 3))
    assert task_of(build(log, after(6)), "comment").windows[0] == Window(7, 3, 10)


def test_what_was_done_and_asked_for_is_known_of_the_last_due_days() -> None:
    """Oldest first, the day shown last; the weekend has none."""
    log = log_of(
        tally(MONDAY, "comment", 2),
        tally(after(1), "comment", 1),
        tally(after(2), "comment", 3),
        tally(SATURDAY, "comment", 9),
    )
    row = task_of(build(log, after(7)), "comment")
    assert row.lately == ((2, 2), (1, 2), (3, 2), (0, 2), (0, 2), (0, 2))


def test_there_are_dots_for_at_most_thirteen_due_days() -> None:
    """That is all the room there is."""
    assert task_of(build(TWELVE_WEEKS, LAST_SUNDAY), "comment").lately == ((2, 2),) * 13


# Days that are not due.


def test_a_rest_day_has_no_targets_and_no_planned_minutes() -> None:
    """The tasks stay on the screen."""
    dashboard = build(keeper(5), SATURDAY)
    assert [row.target for row in dashboard.tasks] == [0] * 5
    assert (dashboard.due, dashboard.rest, dashboard.minutes_planned) == (False, True, 0.0)


def test_a_day_of_time_off_has_no_targets_and_no_planned_minutes() -> None:
    """It is a workday, and says until when nothing is due."""
    log = replace(keeper(5), time_off=(away(after(7), after(11)),))
    dashboard = build(log, after(8))
    assert [row.target for row in dashboard.tasks] == [0] * 5
    assert (dashboard.due, dashboard.rest, dashboard.minutes_planned) == (False, False, 0.0)
    assert dashboard.time_off_until == after(11)


def test_a_due_day_is_neither_rest_nor_time_off() -> None:
    """Thirteen minutes are planned."""
    dashboard = build(log_of(), MONDAY)
    assert (dashboard.due, dashboard.rest, dashboard.time_off_until) == (True, False, None)
    assert dashboard.minutes_planned == 13.0


def test_a_day_is_done_when_everything_it_asks_for_is() -> None:
    """Four of five tasks are not enough."""
    four = {task: count for task, count in ROUTINE.items() if task != "search"}
    assert not build(log_of(), MONDAY).done
    assert not build(log_of(*routine_on(MONDAY, routine=four)), MONDAY).done
    assert build(log_of(*routine_on(MONDAY)), MONDAY).done


def test_a_day_that_asks_for_nothing_is_never_done() -> None:
    """There was nothing to finish."""
    assert not build(log_of(*routine_on(SATURDAY)), SATURDAY).done


# Minutes and notes.


def test_an_entry_without_minutes_takes_those_of_its_action() -> None:
    """Three replies and one article."""
    assert minutes_of([tally(MONDAY, "reply", 3), tally(MONDAY, "article")]) == 48.0


def test_an_entry_with_minutes_of_its_own_keeps_them() -> None:
    """Two comments in seven minutes, and a third without a number."""
    assert minutes_of([Tally(MONDAY, "comment", None, 3, 7.0, 1)]) == 9.0


def test_the_routine_takes_thirteen_minutes() -> None:
    """The budget is used up by it."""
    dashboard = build(log_of(*routine_on(MONDAY)), MONDAY)
    assert (dashboard.minutes_done, dashboard.minutes_planned) == (13.0, 13.0)
    assert (dashboard.budget, dashboard.minutes_left) == (13.0, 0.0)


def test_the_minutes_left_are_what_the_budget_still_allows() -> None:
    """Ten of thirteen after one share."""
    assert build(log_of(tally(MONDAY, "share")), MONDAY).minutes_left == 10.0


def test_the_minutes_left_are_never_below_nothing() -> None:
    """An article takes 45."""
    assert build(log_of(tally(MONDAY, "article")), MONDAY).minutes_left == 0.0


def test_five_personal_notes_are_left_in_a_month() -> None:
    """Only what was sent with a note uses them up, and the month before does not."""
    log = log_of(
        tally(date(2026, 1, 31), "connect", 4, "note"),
        tally(date(2026, 2, 2), "connect", 2, "note"),
        tally(date(2026, 2, 3), "connect", 9, "plain"),
        tally(date(2026, 2, 3), "connect", 9, "decision_maker"),
        tally(date(2026, 2, 3), "connect", 9),
    )
    assert build(log, date(2026, 2, 4)).notes_left == 3


def test_the_same_month_of_another_year_does_not_use_up_notes() -> None:
    """February comes again."""
    log = log_of(tally(date(2025, 2, 3), "connect", 4, "note"))
    assert build(log, date(2026, 2, 4)).notes_left == 5


def test_the_notes_left_are_never_below_nothing() -> None:
    """A premium account may send more."""
    log = log_of(tally(MONDAY, "connect", 8, "note"))
    assert build(log, MONDAY).notes_left == 0


def test_the_notes_left_on_the_first_day_are_all_of_them() -> None:
    """Nothing was sent yet."""
    assert build(log_of(), MONDAY).notes_left == 5


def test_a_limit_of_nothing_means_unlimited_notes() -> None:
    """Then there is nothing to count."""
    used = [tally(MONDAY, "connect", 8, "note")]
    assert notes_left(used, MONDAY, 0) is None
    assert notes_left(used, MONDAY, 20) == 12


def test_the_note_of_the_day_is_shown_with_it() -> None:
    """Each day has its own."""
    log = replace(log_of(), day_notes={MONDAY: "fair in Malmö"})
    found = [build(log, after(1), day).note for day in (MONDAY, after(1))]
    assert found == ["fair in Malmö", None]


# Scores.


def test_the_total_is_the_sum_of_the_pillars() -> None:
    """Four scores, in pillar order."""
    dashboard = build(TWELVE_WEEKS, LAST_SUNDAY)
    assert [row.pillar for row in dashboard.pillars] == list(Pillar)
    assert dashboard.total == sum(row.score for row in dashboard.pillars)


@pytest.mark.parametrize("day", [MONDAY, after(5), after(50), after(120)])
def test_the_contributions_add_up_to_the_score(day: date) -> None:
    """To a billionth of a point, on busy days and long after."""
    for row in build(TWELVE_WEEKS, day).pillars:
        assert sum(row.contributions.values()) == pytest.approx(row.score, abs=1e-9)


def test_the_contributions_are_named_after_the_actions_and_the_baseline() -> None:
    """What feeds relationships, and the days on which anything was done."""
    row = pillar_of(build(TWELVE_WEEKS, LAST_SUNDAY), Pillar.RELATIONSHIPS)
    assert row.contributions.keys() == {BASELINE, ACTIVE_DAY, *ROUTINE}


def test_the_change_of_a_pillar_is_unknown_while_the_log_is_younger() -> None:
    """On the seventh day there is no close of seven days ago yet."""
    found = [build(keeper(28), after(day)).pillars[0].change_7d is None for day in (0, 6, 7)]
    assert found == [True, True, False]


def test_the_change_of_the_total_is_unknown_while_the_log_is_younger() -> None:
    """It needs all four."""
    assert build(keeper(28), after(6)).total_change_7d is None
    assert build(keeper(28), after(7)).total_change_7d is not None


@pytest.mark.parametrize(
    ("log", "day", "changes"),
    [
        (keeper(84), date(2026, 1, 12), (1.0814, 7.4891, 9.0672, 2.4568)),
        (keeper(84), date(2026, 3, 30), (0.2089, 0.0125, 0.0142, 0.2911)),
    ],
)
def test_two_mornings_are_compared_as_in_the_worked_example(
    log: Log, day: date, changes: tuple[float, ...]
) -> None:
    """The score now less that as the day seven days ago opened; a steady keeper reads about 0."""
    found = [row.change_7d for row in build(before(log, day), day).pillars]
    assert found == pytest.approx(changes, abs=5e-5)


@pytest.mark.parametrize(
    ("days", "day", "total"),
    [
        (84, date(2026, 3, 28), 0.5260),
        (84, date(2026, 3, 30), 0.5266),
        (85, date(2026, 3, 30), 2.1985),
        (77, date(2026, 3, 30), -8.2596),
    ],
)
def test_the_change_of_the_total_is_that_of_the_worked_example(
    days: int, day: date, total: float
) -> None:
    """On a Saturday, in the morning, with today's work on top of it, and after an idle week."""
    changes = [row.change_7d or 0.0 for row in build(keeper(days), day).pillars]
    assert sum(changes) == pytest.approx(total, abs=5e-5)


def test_the_change_over_four_weeks_is_that_of_the_worked_example() -> None:
    """In the same morning."""
    changes = [row.change_28d or 0.0 for row in build(keeper(84), date(2026, 3, 30)).pillars]
    assert sum(changes) == pytest.approx(2.7818, abs=5e-5)


@pytest.mark.parametrize("days", [0, 3, 7])
def test_what_today_added_is_the_difference_of_the_totals_shown(days: int) -> None:
    """That of the morning and that of now."""
    log = keeper(days)
    later = with_tallies(log, tally(after(days), "search", count=9))
    morning, now = (build(each, after(days)) for each in (log, later))
    assert now.added == round(now.shown_total - morning.shown_total, 1)


def test_the_change_over_four_weeks_is_unknown_while_the_log_is_younger() -> None:
    """Its first day must be that long ago."""
    found = [build(keeper(35), after(day)).pillars[1].change_28d is None for day in (27, 28)]
    assert found == [True, False]


def test_the_trend_holds_the_closes_of_thirteen_weeks_and_now() -> None:
    """Of a log of four weeks the older ones are unknown."""
    dashboard = build(keeper(28), after(28))
    trend = pillar_of(dashboard, Pillar.PEOPLE).trend
    expected = [
        pillar_of(build(keeper(28), after(day)), Pillar.PEOPLE).score for day in (0, 7, 14, 21, 28)
    ]
    assert trend[:8] == (None,) * 8
    assert trend[8:] == pytest.approx(expected, abs=1e-12)
    assert trend[-1] == pillar_of(dashboard, Pillar.PEOPLE).score


def test_a_collapse_date_is_today_and_the_nights_left() -> None:
    """Filled also while a pillar is safe."""
    for row in build(TWELVE_WEEKS, after(87)).pillars:
        nights = row.outlook.nights_left
        expected = None if nights is None else after(87 + nights)
        assert row.outlook.collapse_on == expected


def test_the_line_of_a_pillar_leaves_three_quarters_of_its_usual_level() -> None:
    """Above its floor."""
    for row in build(TWELVE_WEEKS, LAST_SUNDAY).pillars:
        assert row.outlook.line == pytest.approx(row.floor + 0.75 * row.outlook.usual, abs=1e-12)


# An empty log, numbers, later days, older days.


def test_an_empty_log_shows_its_baselines() -> None:
    """The engine's first day is today, and everything is building."""
    dashboard = build(log_of(profile=Profile()), MONDAY)
    assert (dashboard.empty, dashboard.number) == (True, 1)
    assert [row.score for row in dashboard.pillars] == [6.5, 2.0, 1.0, 3.5]
    assert {row.risk for row in dashboard.pillars} == {Risk.BUILDING}
    assert (dashboard.reading, dashboard.formula) == (None, "2")


def test_the_days_of_the_log_are_numbered_from_its_first() -> None:
    """Whatever happened between."""
    found = [build(keeper(5), after(day)).number for day in (0, 1, 30)]
    assert found == [1, 2, 31]


def test_a_log_with_entries_is_not_empty() -> None:
    """Even if it was long ago."""
    assert not build(keeper(1), after(400)).empty


def test_entries_of_later_days_are_ignored() -> None:
    """Seen from an earlier day they are not there yet, nor are the notes that they used up."""
    later = with_tallies(
        TWELVE_WEEKS,
        tally(after(12), "connect", 3, "note"),
        tally(after(13), "article"),
    )
    for day in (-1, 0, 4, 11):
        cut = before(later, after(day + 1))
        assert build(later, after(day)) == build(cut, after(day))


def test_a_log_that_begins_later_is_empty_today() -> None:
    """Its first day is then today."""
    dashboard = build(keeper(5), after(-3))
    assert (dashboard.empty, dashboard.number) == (True, 1)


def test_an_older_day_shows_what_was_done_on_it() -> None:
    """Counts, minutes, other actions and dots are those of that day."""
    log = log_of(
        tally(MONDAY, "comment", 2),
        tally(MONDAY, "article"),
        tally(after(1), "comment", 1),
        tally(after(2), "comment", 5),
    )
    dashboard = build(log, after(2), MONDAY)
    row = task_of(dashboard, "comment")
    assert (dashboard.today, dashboard.day, dashboard.is_today) == (after(2), MONDAY, False)
    assert (row.count, row.lately, row.windows[0].count) == (2, ((2, 2),), 2)
    assert (dashboard.minutes_done, [item.task for item in dashboard.others]) == (49.0, ["article"])


def test_an_older_day_has_the_targets_that_held_on_it() -> None:
    """A change of today never rewrites yesterday."""
    log = log_of(
        tally(MONDAY, "comment"),
        targets=[TargetVersion("comment", after(1), 5)],
        workdays=[working(EVERY_DAY)],
    )
    found = [task_of(build(log, after(1), day), "comment").target for day in (MONDAY, after(1))]
    assert found == [2, 5]


def test_an_older_day_leaves_the_scores_and_the_runs_those_of_today() -> None:
    """The estimate is always that of now."""
    older, now = build(TWELVE_WEEKS, after(80), after(3)), build(TWELVE_WEEKS, after(80))
    assert (older.pillars, older.total, older.run) == (now.pillars, now.total, now.run)
    assert [row.run for row in older.tasks] == [row.run for row in now.tasks]


def test_an_older_day_is_due_as_it_was() -> None:
    """Saturday is a rest day, seen from Monday."""
    dashboard = build(keeper(8), after(7), SATURDAY)
    assert (dashboard.due, dashboard.rest, dashboard.minutes_planned) == (False, True, 0.0)


def test_what_is_filled_in_on_an_older_day_changes_the_scores_of_today() -> None:
    """It has faded since."""
    log = keeper(5)
    grown = with_tallies(log, tally(MONDAY, "article"))
    old, new = build(log, after(4)), build(grown, after(4))
    assert all(b.score > a.score for a, b in zip(old.pillars, new.pillars, strict=True))


def test_a_kept_history_gives_the_same_dashboard() -> None:
    """The walk over the closed days can be saved while only today changes."""
    today = after(80)
    kept = history_of(TWELVE_WEEKS, today)
    changed = with_tallies(TWELVE_WEEKS, tally(today, "post"), tally(today, "answer", 2))
    assert build(changed, today, history=kept) == build(changed, today)


def test_activity_from_before_the_log_is_named_in_the_contributions() -> None:
    """And they still add up."""
    profile = replace(EXAMPLE_PROFILE, past=Past.ROUTINE)
    row = pillar_of(build(log_of(profile=profile), MONDAY), Pillar.PEOPLE)
    assert row.contributions.keys() == {"baseline", "before"}
    assert sum(row.contributions.values()) == pytest.approx(row.score, abs=1e-9)


@pytest.mark.parametrize("off", [0, 7])
def test_skipping_the_next_due_day_costs_what_doing_it_would_bring(off: int) -> None:
    """On a Friday evening; with a week off before that day, what fades meanwhile is lost anyhow."""
    friday = after(81)
    monday = after(84 + off)
    log = replace(keeper(82), time_off=(away(after(84), after(90)),) if off else ())
    stake = build(log, friday).stake
    assert stake is not None
    assert (stake.day, stake.tomorrow) == (monday, False)
    skipped, done = build(log, monday), build(with_tallies(log, *routine_on(monday)), monday)
    assert stake.change == pytest.approx(skipped.total - done.total, abs=1e-9)
    assert off or stake.change == pytest.approx(-1.6719, abs=1e-4)
    assert stake.change > -3.0


def test_a_due_day_that_asks_for_nothing_cannot_be_skipped() -> None:
    """The next one that does is told of; where none does, nothing is."""
    groups = [TargetVersion(task, after(1), 0) for task in ROUTINE]
    assert build(log_of(tally(MONDAY, "comment"), targets=groups), MONDAY).stake is None
    thursdays = [*groups, TargetVersion("group", after(1), 1, frozenset({3}))]
    stake = build(log_of(tally(MONDAY, "comment"), targets=thursdays), MONDAY).stake
    assert stake is not None
    assert stake.day == after(3)
