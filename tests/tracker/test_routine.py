"""The day rolls at three, and what changes rarely holds from the right day on."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ssi_tui.core.calendar import named_zone
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Past, Source, TargetVersion
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.logs import (
    FRIDAY,
    MONDAY,
    MORNING,
    SUNDAY,
    TUESDAY,
    Hands,
    all_entries,
    blank,
    from_scratch,
    tracking,
)

# -- the day ----------------------------------------------------------------------------------


def test_the_day_rolls_at_the_day_start_hour(tracker: Tracker, hands: Hands) -> None:
    """At three, not at midnight."""
    hands.instant = datetime(2026, 11, 24, 2, 59, 59, tzinfo=UTC)
    assert tracker.today() == MONDAY
    hands.instant = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    assert tracker.today() == TUESDAY


def test_the_screen_follows_when_the_day_rolls(tracker: Tracker, hands: Hands) -> None:
    """The tick of the night belongs to the day before."""
    hands.instant = datetime(2026, 11, 24, 2, 59, tzinfo=UTC)
    tracker.tick([("comment", 1)])
    assert (tracker.dashboard().today, tracker.dashboard().tasks[0].count) == (MONDAY, 1)
    hands.move(minutes=2)
    assert (tracker.dashboard().today, tracker.dashboard().tasks[0].count) == (TUESDAY, 0)
    assert tracker.dashboard(MONDAY).tasks[0].count == 1
    assert tracker.dashboard() == from_scratch(tracker)


def test_a_clock_that_was_set_back_hides_what_is_still_to_come(
    tracker: Tracker, hands: Hands
) -> None:
    """And shows it again once its day has come."""
    tracker.tick([("comment", 1)])
    hands.move(days=-1)
    assert tracker.dashboard().empty
    hands.move(days=1)
    assert tracker.dashboard().tasks[0].count == 1


def test_a_day_that_rolls_between_schedule_and_screen_is_read_anew(
    tracker: Tracker, hands: Hands
) -> None:
    """What was read for the day before is not enough."""
    tracker.tick([("comment", 1)])
    hands.move(days=-1)
    tracker.view.forget()
    tracker.view.schedule()
    hands.move(days=1)
    assert tracker.dashboard().tasks[0].count == 1


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        # Short day: 01:59 is followed by 03:00.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29)),
        # Long day: 02:59 is followed by 02:00.
        (datetime(2026, 10, 25, 1, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_the_day_begins_at_three_on_the_wall_when_the_clocks_change(
    instant: datetime, day: date, tmp_path: Path
) -> None:
    """In both directions."""
    with tracking(tmp_path / "log.db", Hands(instant), named_zone("Europe/Stockholm")) as tracker:
        tracker.tick([("comment", 1)])
        assert [entry.day for entry in all_entries(tracker)] == [day]


def test_a_fixed_day_keeps_the_real_time_of_day(tmp_path: Path) -> None:
    """``--today`` moves the date alone."""
    path = blank(tmp_path / "log.db")
    tracker = Tracker(path, WallClock(Hands().read, UTC, FRIDAY), Source.CLI)
    tracker.tick([("comment", 1)])
    (entry,) = all_entries(tracker)
    assert (entry.day, entry.at) == (FRIDAY, MORNING - timedelta(days=3))
    tracker.close()


@pytest.mark.parametrize("hour", [0, 1, 2, 3, 12, 23])
def test_the_real_time_of_day_stays_within_a_fixed_day(hour: int) -> None:
    """Half past midnight of a day is on the next date, so that undo takes it for today's."""
    clock = WallClock(Hands(MORNING.replace(hour=hour, minute=30)).read, UTC, FRIDAY)
    assert clock.day_of(clock.now()) == FRIDAY
    assert (clock.now().hour, clock.now().minute) == (hour, 30)


# -- the routine ------------------------------------------------------------------------------


def targets_on(tracker: Tracker, day: date) -> dict[str, int]:
    """Return the targets of a day, whether or not it is due."""
    return {task.id: task.target for task in tracker.view.schedule().routine(day)}


LONG_AGO = date(2020, 1, 1)


def test_the_first_targets_hold_for_all_time_while_the_log_is_empty(tracker: Tracker) -> None:
    """And the last of several first ones wins."""
    tracker.routine.set_routine({"comment": 5})
    tracker.routine.set_routine({"comment": 3})
    assert targets_on(tracker, LONG_AGO)["comment"] == 3
    assert targets_on(tracker, MONDAY)["comment"] == 3


def test_later_targets_hold_from_today_on(tracker: Tracker) -> None:
    """The past keeps its own adherence."""
    tracker.routine.set_routine({"comment": 3})
    tracker.tick([("comment", 1)])
    tracker.routine.set_routine({"comment": 7})
    assert targets_on(tracker, SUNDAY)["comment"] == 3
    assert targets_on(tracker, MONDAY)["comment"] == 7


def test_targets_can_hold_from_another_day_on(tracker: Tracker) -> None:
    """Past or future, as asked."""
    tracker.tick([("comment", 1)])
    tracker.routine.set_routine({"comment": 7}, TUESDAY)
    assert targets_on(tracker, MONDAY)["comment"] == 2
    assert targets_on(tracker, TUESDAY)["comment"] == 7


def test_a_task_that_is_not_named_keeps_its_target(tracker: Tracker) -> None:
    """Only what is named changes."""
    tracker.routine.set_routine({"share": 0})
    assert targets_on(tracker, MONDAY) == {
        "comment": 2,
        "share": 0,
        "message": 1,
        "search": 1,
        "connect": 1,
    }


def test_a_task_keeps_its_weekdays_when_its_target_changes(tracker: Tracker) -> None:
    """Until it is given others."""
    tracker.routine.set_routine({"share": 1}, weekdays={"share": frozenset({0, 3})})
    tracker.routine.set_routine({"share": 2})
    schedule = tracker.view.schedule()
    assert (schedule.target("share", MONDAY), schedule.target("share", TUESDAY)) == (2, 0)
    tracker.routine.set_routine({"share": 2}, weekdays={"share": None})
    assert tracker.view.schedule().target("share", TUESDAY) == 2


def test_the_first_workdays_hold_for_all_time_while_the_log_is_empty(tracker: Tracker) -> None:
    """The past before the first tick is as the user works."""
    tracker.routine.set_profile(workdays=frozenset({5, 6}))
    assert tracker.view.schedule().weekdays_on(LONG_AGO) == frozenset({5, 6})


def test_later_workdays_hold_from_today_on(tracker: Tracker) -> None:
    """The past keeps its own streaks."""
    tracker.tick([("comment", 1)])
    tracker.routine.set_profile(workdays=frozenset({5, 6}))
    assert tracker.view.schedule().weekdays_on(SUNDAY) == frozenset(range(5))
    assert tracker.view.schedule().weekdays_on(MONDAY) == frozenset({5, 6})


def test_a_log_whose_only_tick_was_undone_is_empty_again(tracker: Tracker) -> None:
    """What is set then holds for all time."""
    tracker.tick([("comment", 1)])
    tracker.undo()
    tracker.routine.set_profile(workdays=frozenset({5, 6}))
    assert tracker.view.schedule().weekdays_on(LONG_AGO) == frozenset({5, 6})


def test_a_profile_keeps_what_is_not_named(tracker: Tracker) -> None:
    """Each change is of its columns alone."""
    tracker.routine.set_profile(connections=420, past=Past.SOME)
    tracker.routine.set_profile(checklist=frozenset({"photo"}), sales_navigator=True)
    profile = tracker.routine.profile()
    assert (profile.connections, profile.past, profile.past_answered) == (420, Past.SOME, MONDAY)
    assert (profile.checklist, profile.sales_navigator) == (frozenset({"photo"}), True)


def test_an_empty_checklist_is_a_checklist(tracker: Tracker) -> None:
    """Not the default one."""
    tracker.routine.set_profile(checklist=frozenset())
    assert tracker.routine.profile().checklist == frozenset()


def test_time_off_is_taken_out_by_a_unique_end_of_its_id(tracker: Tracker) -> None:
    """Which is what the list shows."""
    tracker.routine.take_time_off(MONDAY, TUESDAY, "ill")
    tracker.routine.take_time_off(FRIDAY)
    gone = tracker.routine.time_off()[0]
    assert tracker.routine.remove_time_off(gone.id[-6:]) == gone
    assert [item.start for item in tracker.routine.time_off()] == [MONDAY]


def test_time_off_with_an_ambiguous_id_is_not_taken_out(tracker: Tracker) -> None:
    """The sentence says how many there are."""
    for _ in range(17):
        tracker.routine.take_time_off(MONDAY)
    ends = [item.id[-1] for item in tracker.routine.time_off()]
    twice = next(end for end in ends if ends.count(end) > 1)
    with pytest.raises(RefusedError, match=f"is the end of {ends.count(twice)} ids"):
        tracker.routine.remove_time_off(twice)
    assert len(tracker.routine.time_off()) == 17


# -- the routine as the editor keeps it -------------------------------------------------------


def test_targets_that_are_kept_together_are_one_operation(tracker: Tracker) -> None:
    """Undo takes all of them back."""
    tracker.tick([("comment", 1)])
    wanted = [
        TargetVersion("comment", MONDAY, 3),
        TargetVersion("search", MONDAY, 2, frozenset({0, 3})),
    ]
    tracker.routine.keep_targets(wanted)
    assert tracker.view.schedule().version_on("comment", MONDAY) == wanted[0]
    assert tracker.view.schedule().version_on("search", MONDAY) == wanted[1]
    tracker.undo()
    assert [task.target for task in tracker.view.schedule().routine(MONDAY)] == [2, 1, 1, 1, 1]
    assert tracker.view.schedule().version_on("search", MONDAY).weekdays is None


def test_days_before_a_kept_routine_keep_their_targets(tracker: Tracker, hands: Hands) -> None:
    """Once the log has entries; a date that is given is the first day."""
    tracker.tick([("comment", 1)])
    hands.instant = MORNING + timedelta(days=1)
    tracker.routine.keep_targets([TargetVersion("comment", MONDAY, 5)])
    tracker.routine.keep_targets([TargetVersion("share", MONDAY, 2)], MONDAY + timedelta(days=7))
    schedule = tracker.view.schedule()
    assert [schedule.target("comment", day) for day in (MONDAY, TUESDAY)] == [2, 5]
    assert schedule.target("share", TUESDAY) == 1
    assert schedule.target("share", MONDAY + timedelta(days=7)) == 2


def test_in_an_empty_log_a_kept_target_is_not_hidden_by_one_with_a_date(tracker: Tracker) -> None:
    """It takes the place of what holds today."""
    tracker.routine.set_routine({"comment": 3}, MONDAY)
    tracker.routine.set_routine({"comment": 4})
    assert tracker.view.schedule().target("comment", MONDAY) == 4


def test_a_promise_stays_with_a_target_that_keeps_it(tracker: Tracker) -> None:
    """And goes with one that does not."""
    tracker.tick([("connect", 1)])
    promised = TargetVersion("connect", MONDAY, 1, None, 3, frozenset({1}))
    tracker.routine.keep_targets([promised])
    assert tracker.view.schedule().target("connect", TUESDAY) == 3
    tracker.routine.keep_targets([TargetVersion("connect", MONDAY, 1)])
    assert tracker.view.schedule().target("connect", TUESDAY) == 1


def test_a_target_out_of_reach_is_refused_and_nothing_written(tracker: Tracker) -> None:
    """Together with those that could be kept."""
    wanted = [TargetVersion("share", MONDAY, 2), TargetVersion("comment", MONDAY, 100)]
    with pytest.raises(RefusedError, match="0 to 99"):
        tracker.routine.keep_targets(wanted)
    assert tracker.next_undo() is None
