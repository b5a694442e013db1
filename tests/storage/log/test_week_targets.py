"""Tasks that are asked for by the week, as verbs: set, changed, undone, exported and merged."""

from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.journal.words import step_words
from ssi_tui.core.model import TargetVersion, TaskDefinition
from ssi_tui.storage.safety.salvage import salvage
from ssi_tui.tracker.tracker import Tracker
from tests.logs import FRIDAY, MONDAY, SUNDAY, Hands, export_to, from_scratch, tracking

READ = TaskDefinition("read", key="r", points=(0.0, 1.0, 2.0, 0.0))


def by_week(tracker: Tracker) -> list[tuple[str, int, int]]:
    """Return what this week asks for: each task with its count and its target."""
    return [(row.task, row.count, row.target) for row in tracker.dashboard().weekly]


def by_day(tracker: Tracker) -> list[str]:
    """Return the tasks of the day."""
    return [row.task for row in tracker.dashboard().tasks]


def test_a_task_of_the_routine_goes_from_the_day_to_the_week_and_back(tracker: Tracker) -> None:
    tracker.routine.set_routine({}, weekly={"share": 2})
    assert (by_week(tracker), "share" in by_day(tracker)) == ([("share", 0, 2)], False)
    tracker.tick([("share", 1), ("post", 1)])
    assert by_week(tracker) == [("share", 2, 2)]
    tracker.routine.set_routine({"share": 1})
    assert (by_week(tracker), by_day(tracker)[1]) == ([], "share")
    tracker.undo()
    assert by_week(tracker) == [("share", 2, 2)]
    tracker.redo()
    assert by_week(tracker) == []
    assert tracker.dashboard() == from_scratch(tracker)


def test_an_action_is_asked_for_until_its_target_is_0(tracker: Tracker, hands: Hands) -> None:
    tracker.routine.set_routine({"comment": 3}, weekly={"group": 2, "article": 1})
    tracker.tick([("group", 1)])
    assert by_week(tracker) == [("group", 1, 2), ("article", 0, 1)]
    assert tracker.dashboard().others == ()
    hands.move(days=7)
    assert by_week(tracker) == [("group", 0, 2), ("article", 0, 1)]
    tracker.routine.set_routine({"group": 0, "article": 0})
    assert (by_week(tracker), by_day(tracker)) == ([], ["comment", "share", *by_day(tracker)[2:]])
    assert [row.target for row in tracker.dashboard(MONDAY).weekly] == [2, 1]


def test_a_task_of_ones_own_is_asked_for_by_the_week_and_taken_out(tracker: Tracker) -> None:
    tracker.tasks.define(READ, weekly=1)
    tracker.tick([("read", 1)])
    assert (by_week(tracker), "read" in by_day(tracker)) == ([("read", 1, 1)], False)
    assert [task.id for task in tracker.tasks.own()] == ["read"]
    tracker.tasks.define(TaskDefinition("read"), 2)
    assert (by_week(tracker), by_day(tracker)[-1]) == ([], "read")
    tracker.undo()
    tracker.tasks.retire("read")
    assert (by_week(tracker), tracker.tasks.own()) == ([], ())
    assert [row.task for row in tracker.dashboard().others] == ["read"]


def test_one_that_retires_later_is_offered_until_then(tracker: Tracker, hands: Hands) -> None:
    tracker.tasks.define(READ, weekly=1)
    tracker.tick([("comment", 1)])
    tracker.tasks.retire("read", MONDAY + timedelta(days=7))
    assert [task.id for task in tracker.tasks.own()] == ["read"]
    tracker.tick([("read", 1)])
    hands.move(days=7)
    with pytest.raises(RefusedError, match='no activity "read"'):
        tracker.tick([("read", 1)])


@pytest.mark.parametrize("count", [0, 100, -1])
def test_a_task_is_asked_for_1_to_99_times_a_week(tracker: Tracker, count: int) -> None:
    with pytest.raises(RefusedError, match="must be 1 to 99"):
        tracker.routine.set_routine({}, weekly={"group": count})
    with pytest.raises(RefusedError, match="group can only have a weekly target"):
        tracker.routine.set_routine({"group": 1})


def test_in_an_empty_log_a_weekly_target_holds_for_all_days_before(tracker: Tracker) -> None:
    tracker.routine.set_routine({}, weekly={"group": 1})
    tracker.tick([("group", 1)], FRIDAY)
    assert [row.done for row in tracker.dashboard(FRIDAY).weekly] == [True]


def test_later_ones_wait_for_their_day(tracker: Tracker, hands: Hands) -> None:
    tracker.tick([("comment", 1)])
    tracker.routine.set_routine({}, MONDAY + timedelta(days=7), weekly={"share": 1})
    assert (by_week(tracker), "share" in by_day(tracker)) == ([], True)
    hands.move(days=7)
    assert (by_week(tracker), "share" in by_day(tracker)) == ([("share", 0, 1)], False)


def test_the_line_of_a_prompt_counts_the_circles_of_daily_tasks_alone(
    tracker: Tracker, hands: Hands
) -> None:
    """And the minutes of what was done for the week, on the day on which it was done."""
    tracker.routine.set_routine({}, weekly={"share": 1, "group": 2})
    tracker.tick([("group", 1)], SUNDAY)
    tracker.tick([("group", 1), ("comment", 1)])
    glance = tracker.view.glance()
    assert [task.task for task in glance.tasks] == ["comment", "message", "search", "connect"]
    assert [(task.task, task.count) for task in glance.weekly] == [("share", 0), ("group", 1)]
    shown = tracker.dashboard()
    assert (glance.minutes_planned, glance.minutes_done) == (15.0, 7.0)
    assert (shown.minutes_planned, shown.minutes_done) == (15.0, 7.0)
    hands.move(days=1)
    assert tracker.view.glance().minutes_planned == 10.0


def test_an_export_carries_weekly_targets(tracker: Tracker, tmp_path: Path) -> None:
    """As it does with daily ones."""
    tracker.routine.set_routine({"comment": 3}, weekly={"share": 2, "group": 1})
    tracker.routine.set_routine({"share": 1})
    tracker.tick([("group", 1)])
    path = export_to(tmp_path / "log.json", tracker)
    later = Hands()
    later.move(minutes=1)
    with tracking(tmp_path / "other.db", later) as other:
        other.tick([("comment", 1)])
        assert other.import_log(path).skipped_total == 0
        assert other.store.routine.targets() == tracker.store.routine.targets()
        assert by_week(other) == [("group", 1, 1)]


def test_an_export_of_before_there_were_weekly_targets_is_taken_in(
    tracker: Tracker, tmp_path: Path
) -> None:
    tracker.tick([("comment", 1)])
    path = export_to(tmp_path / "log.json", tracker)
    text = path.read_text(encoding="utf-8")
    assert '"week_target_changes": []' in text
    path.write_text(text.replace('"week_target_changes": [],\n', ""), encoding="utf-8")
    with tracking(tmp_path / "other.db", Hands()) as other:
        assert other.import_log(path).skipped_total == 0


def test_salvage_keeps_weekly_targets(tracker: Tracker) -> None:
    tracker.routine.set_routine({}, weekly={"group": 2})
    tracker.tick([("group", 1)])
    path = tracker.store.path
    tracker.close()
    salvage(path)
    with tracking(path, Hands()) as saved:
        assert by_week(saved) == [("group", 1, 2)]


def test_the_log_says_what_was_asked_for(tracker: Tracker) -> None:
    tracker.routine.set_routine({"comment": 3}, weekly={"group": 2})
    done = tracker.undo()
    assert done.step is not None
    assert step_words(done.step, MONDAY, ACTIONS) == "comment 3 a day, group 2 a week"


def test_a_target_is_by_the_day_or_by_the_week_by_the_last_step_of_a_date(
    tracker: Tracker,
) -> None:
    """Whichever of the two was written first."""
    versions = [TargetVersion("share", MONDAY, 0, weekly=3), TargetVersion("share", MONDAY, 2)]
    for order in (versions, versions[::-1]):
        for version in order:
            tracker.routine.keep_targets([version], MONDAY)
        held = tracker.view.schedule().version_on("share", MONDAY)
        assert (held.target, held.weekly) == (order[-1].target, order[-1].weekly)
