"""Tasks of the user's own, in a real log: added, ticked, changed, retired, carried along."""

import json
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import TargetVersion, TaskDefinition
from ssi_tui.core.value import replace
from ssi_tui.tracker.tracker import Tracker
from tests.logs import MONDAY, TUESDAY, Hands, counted, export_to, open_tracker

ENDORSE = TaskDefinition("endorse", minutes=0.5, repeat=0.8, points=(0.0, 2.0, 0.0, 6.0))
WHOLE = TaskDefinition("endorse", "endorse", "e", 0.5, 0.8, (0.0, 2.0, 0.0, 6.0), None, False)


def routine(tracker: Tracker) -> dict[str, int]:
    """Return the routine of today with its targets."""
    return {task.id: task.target for task in tracker.view.schedule().routine(MONDAY)}


def test_a_new_task_has_a_name_a_key_and_a_target(tracker: Tracker) -> None:
    """Whatever was not given; it stands last in the routine."""
    tracker.tasks.define(ENDORSE)
    assert tracker.tasks.own() == (WHOLE,)
    assert list(routine(tracker).items())[-1] == ("endorse", 1)


def test_a_task_of_ones_own_is_ticked_taken_back_and_counted(tracker: Tracker) -> None:
    """Like any other."""
    tracker.tasks.define(ENDORSE, target=2)
    before = tracker.dashboard()
    tracker.tick([("endorse", 2)])
    row = tracker.dashboard().tasks[-1]
    assert (row.task, row.count, row.target, row.done) == ("endorse", 2, 2, True)
    assert tracker.dashboard().minutes_done == 1.0
    assert tracker.dashboard().pillars[3].score > before.pillars[3].score
    tracker.take_back("endorse", MONDAY)
    assert tracker.dashboard().tasks[-1].count == 1


def test_it_survives_a_restart(tracker: Tracker, tmp_path: Path, hands: Hands) -> None:
    """It lies in the database."""
    tracker.tasks.define(ENDORSE)
    tracker.tick([("endorse", 1)])
    other = open_tracker(tmp_path / "log.db", hands)
    assert other.dashboard().tasks[-1].count == 1
    assert other.dashboard() == tracker.dashboard()
    other.close()


def test_adding_a_task_is_one_step_that_is_undone_and_redone(tracker: Tracker) -> None:
    """The target goes with it."""
    tracker.tasks.define(ENDORSE)
    tracker.undo()
    assert tracker.tasks.own() == ()
    assert "endorse" not in routine(tracker)
    with pytest.raises(RefusedError, match='no activity "endorse"'):
        tracker.tick([("endorse", 1)])
    tracker.redo()
    assert routine(tracker)["endorse"] == 1


def test_what_is_changed_of_a_task_leaves_the_rest(tracker: Tracker) -> None:
    """And undo brings it back."""
    tracker.tasks.define(ENDORSE)
    tracker.tasks.define(TaskDefinition("endorse", label="kudos", minutes=1.0))
    (found,) = tracker.tasks.own()
    assert (found.label, found.minutes, found.points) == ("kudos", 1.0, (0.0, 2.0, 0.0, 6.0))
    tracker.undo()
    assert tracker.tasks.own() == (WHOLE,)


def test_a_retired_task_keeps_what_was_logged_and_can_come_back(tracker: Tracker) -> None:
    """It is not offered in between."""
    tracker.tasks.define(ENDORSE)
    tracker.tick([("endorse", 3)])
    score = tracker.dashboard().total
    tracker.tasks.retire("endorse")
    assert tracker.dashboard().total == score
    assert [row.task for row in tracker.dashboard().others] == ["endorse"]
    with pytest.raises(RefusedError, match='no activity "endorse"'):
        tracker.tick([("endorse", 1)])
    tracker.tasks.define(ENDORSE)
    assert (routine(tracker)["endorse"], tracker.dashboard().total) == (1, score)


def test_a_task_that_is_retired_from_a_later_day_on_is_ticked_until_then(tracker: Tracker) -> None:
    """Its target says from when on nothing asks for it."""
    tracker.tasks.define(ENDORSE)
    tracker.tick([("comment", 1)])
    tracker.tasks.retire("endorse", TUESDAY)
    tracker.tick([("endorse", 1)])
    assert tracker.dashboard().tasks[-1].count == 1


def test_a_task_that_is_retired_from_a_later_day_on_is_ones_own_until_then(
    tracker: Tracker,
) -> None:
    """It can be changed, and taken out earlier; the end that it has stays."""
    tracker.tasks.define(ENDORSE)
    tracker.tasks.retire("endorse", TUESDAY)
    tracker.tasks.define(TaskDefinition("endorse", minutes=2.0))
    (task,) = tracker.tasks.own()
    assert (task.minutes, task.key, task.retired) == (2.0, "e", True)
    schedule = tracker.view.schedule()
    assert "endorse" not in [task.id for task in schedule.routine(TUESDAY)]
    tracker.tasks.retire("endorse")
    assert "endorse" not in routine(tracker)
    assert tracker.tasks.own() == ()
    with pytest.raises(RefusedError, match="have no task"):
        tracker.tasks.retire("endorse")


def test_a_key_and_a_name_belong_to_one_task(tracker: Tracker) -> None:
    """The second is refused, and nothing of it written."""
    tracker.tasks.define(ENDORSE)
    with pytest.raises(RefusedError, match="e is already used for endorse"):
        tracker.tasks.define(TaskDefinition("read", key="e"))
    with pytest.raises(RefusedError, match="is already the label of another task"):
        tracker.tasks.define(TaskDefinition("read", label="endorse"))
    assert tracker.tasks.own() == (WHOLE,)


def test_a_key_that_does_something_else_in_today_is_refused(tracker: Tracker) -> None:
    """A new task gets another, and what takes no key may be changed beside it."""
    taken = {"e": "Quality", "n": "connect"}
    tracker.tasks.define(ENDORSE, taken=taken)
    assert tracker.tasks.own() == (replace(WHOLE, key="d"),)
    with pytest.raises(RefusedError, match="e is already used for Quality"):
        tracker.tasks.define(TaskDefinition("endorse", key="e"), taken=taken)
    with pytest.raises(RefusedError, match="n is already used for connect"):
        tracker.routine.keep_targets([], None, [TaskDefinition("endorse", key="n")], taken)
    tracker.tasks.define(TaskDefinition("endorse", minutes=1.0), taken={"d": "More"})


def test_what_is_no_task_of_the_routine_takes_no_target(tracker: Tracker, tmp_path: Path) -> None:
    """A reply counts for the comments, and may be asked for by the week; minutes it has."""
    with pytest.raises(RefusedError, match="reply can only have a weekly target"):
        tracker.tasks.define(TaskDefinition("reply"), target=1)
    tracker.tasks.define(TaskDefinition("reply", minutes=1.5))
    assert tracker.view.actions()["reply"].minutes == 1.5
    other = open_tracker(tmp_path / "other.db")
    assert other.import_log(export_to(tmp_path / "log.json", tracker)).skipped == ()
    other.close()


def test_names_that_differ_in_capitals_alone_are_one(tracker: Tracker) -> None:
    """Nobody tells them apart in a row."""
    tracker.tasks.define(TaskDefinition("one", label="Praise"))
    with pytest.raises(RefusedError, match="is already the label"):
        tracker.tasks.define(TaskDefinition("two", label="praise"))


def test_there_is_room_for_nine(tracker: Tracker) -> None:
    """The screen has no more."""
    for number in range(9):
        tracker.tasks.define(TaskDefinition(f"task_{number}"))
    with pytest.raises(RefusedError, match="at most 9"):
        tracker.tasks.define(TaskDefinition("one_more"))
    assert len(tracker.tasks.own()) == 9


def test_minutes_and_order_of_the_routine_are_kept_with_its_targets(tracker: Tracker) -> None:
    """In one operation."""
    tracker.tick([("comment", 1)])
    places = [TaskDefinition("search", minutes=3.0, place=0), TaskDefinition("comment", place=1)]
    tracker.routine.keep_targets([TargetVersion("search", MONDAY, 2)], None, places)
    tasks = tracker.view.schedule().routine(MONDAY)
    assert [task.id for task in tasks][:2] == ["search", "comment"]
    assert (tasks[0].minutes, tasks[0].target) == (3.0, 2)
    tracker.undo()
    assert next(iter(routine(tracker).items())) == ("comment", 2)


def test_in_an_empty_log_minutes_take_the_place_of_those_that_hold(tracker: Tracker) -> None:
    """Also where those were given a date."""
    tracker.tasks.define(TaskDefinition("message", minutes=0.5), start=MONDAY)
    tracker.tasks.define(TaskDefinition("message", minutes=4.0), start=TUESDAY)
    tracker.tasks.define(TaskDefinition("message", minutes=3.0))
    assert tracker.view.actions()["message"].minutes == 3.0
    assert tracker.view.schedule().actions_on(TUESDAY)["message"].minutes == 4.0


def test_a_name_with_marks_of_markdown_is_text_in_an_export(
    tracker: Tracker, tmp_path: Path
) -> None:
    """As notes are."""
    tracker.tasks.define(TaskDefinition("endorse", label="*read*"))
    tracker.tick([("endorse", 1)])
    written = export_to(tmp_path / "log.md", tracker, "markdown").read_text(encoding="utf-8")
    assert "- 1 \\*read\\*" in written


def test_more_tasks_than_there_is_room_for_can_be_changed_and_taken_out(
    tracker: Tracker, tmp_path: Path
) -> None:
    """An import may bring them; only one more is refused."""
    for number in range(7):
        tracker.tasks.define(TaskDefinition(f"task_{number}"))
    other = open_tracker(tmp_path / "other.db")
    for number in range(7):
        other.tasks.define(TaskDefinition(f"other_{number}"))
    other.import_log(export_to(tmp_path / "log.json", tracker))
    other.tasks.define(TaskDefinition("task_1", minutes=3.0))
    other.tasks.retire("task_2")
    with pytest.raises(RefusedError, match="at most 9"):
        other.tasks.define(TaskDefinition("one_more"))
    assert len(other.tasks.own()) == 13
    other.close()


# -- carried along ----------------------------------------------------------------------------


def test_an_export_carries_tasks_to_an_empty_log(tracker: Tracker, tmp_path: Path) -> None:
    """With their targets and what was logged of them."""
    tracker.tasks.define(ENDORSE, target=2)
    tracker.tick([("endorse", 2), ("comment", 1)])
    with_file = export_to(tmp_path / "log.json", tracker)
    other = open_tracker(tmp_path / "other.db")
    report = other.import_log(with_file)
    assert report.added == {"endorse": 2, "comment": 1}
    assert other.tasks.own() == tracker.tasks.own()
    assert other.dashboard() == tracker.dashboard()
    assert other.import_log(with_file).operation is None
    other.close()


def test_a_log_that_has_its_own_routine_takes_the_task_and_its_target(
    tracker: Tracker, tmp_path: Path
) -> None:
    """Both are undone with the import."""
    tracker.tasks.define(ENDORSE, target=2)
    tracker.tick([("endorse", 2)])
    other = open_tracker(tmp_path / "other.db")
    other.tick([("share", 1)])
    other.import_log(export_to(tmp_path / "log.json", tracker))
    assert (routine(other)["endorse"], other.dashboard().tasks[-1].count) == (2, 2)
    other.undo()
    assert other.tasks.own() == ()
    other.close()


def test_of_a_task_that_both_have_the_newest_minutes_hold(tracker: Tracker, tmp_path: Path) -> None:
    """Whichever machine said them."""
    other = open_tracker(tmp_path / "other.db")
    other.tasks.define(TaskDefinition("endorse", minutes=9.0))
    tracker.tick([("share", 1)])
    tracker.tasks.define(ENDORSE)
    tracker.tick([("endorse", 1)])
    other.import_log(export_to(tmp_path / "log.json", tracker))
    assert (other.tasks.own()[0].minutes, other.dashboard().minutes_done) == (0.5, 3.5)
    other.close()


def test_a_task_whose_making_was_undone_here_comes_with_an_export(
    tracker: Tracker, tmp_path: Path
) -> None:
    """The receiver has none of that name."""
    tracker.tasks.define(ENDORSE)
    tracker.tick([("endorse", 1)])
    other = open_tracker(tmp_path / "other.db")
    other.tick([("share", 1)])
    other.tasks.define(TaskDefinition("endorse", minutes=9.0))
    other.undo()
    other.import_log(export_to(tmp_path / "log.json", tracker))
    assert (other.tasks.own(), other.dashboard().tasks[-1].count) == ((WHOLE,), 1)
    other.undo()
    assert other.tasks.own() == ()
    other.close()


def test_an_export_of_before_there_were_tasks_is_read(tracker: Tracker, tmp_path: Path) -> None:
    """Its lack of the table says nothing."""
    tracker.tick([("comment", 1)])
    path = export_to(tmp_path / "log.json", tracker)
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["task_changes"]
    path.write_text(json.dumps(data), encoding="utf-8")
    other = open_tracker(tmp_path / "other.db")
    assert other.import_log(path).added == {"comment": 1}
    other.close()


def test_rows_of_tasks_that_break_a_rule_are_skipped_with_a_reason(
    tracker: Tracker, tmp_path: Path
) -> None:
    """The entries that nobody can make sense of without them wait, and do not count."""
    tracker.tasks.define(ENDORSE)
    tracker.tick([("endorse", 1), ("comment", 1)])
    path = export_to(tmp_path / "log.json", tracker)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["task_changes"][0]["brand"] = 31
    path.write_text(json.dumps(data), encoding="utf-8")
    other = open_tracker(tmp_path / "other.db")
    report = other.import_log(path)
    assert [skipped.table for skipped in report.skipped] == ["task_changes"]
    assert counted(other) == [("comment", 1, None)]
    assert [task.count for task in other.dashboard().tasks] == [1, 0, 0, 0, 0]
    other.close()


def test_a_csv_log_names_tasks_of_ones_own(tracker: Tracker, tmp_path: Path) -> None:
    """Those that this log has."""
    path = tmp_path / "log.csv"
    path.write_text("task,day\nendorse,2026-11-23\nread,2026-11-23\n", encoding="utf-8")
    tracker.tasks.define(ENDORSE)
    report = tracker.import_log(path)
    assert (report.added, report.skipped_total) == ({"endorse": 1}, 1)
    assert 'no activity "read"' in report.skipped[0].why


def test_entries_keep_their_task_when_the_step_that_added_it_is_undone_elsewhere(
    tracker: Tracker,
) -> None:
    """They count as before, and the task is not offered."""
    done = tracker.tasks.define(ENDORSE)
    assert done.entries == ()
    added = tracker.next_undo()
    assert added is not None
    tracker.tick([("endorse", 1)])
    with tracker.store.transaction():
        tracker.store.turn(added.id, tracker.wall_clock.now(), undo=True)
    tracker.view.forget()
    assert [row.label for row in tracker.dashboard().others] == ["endorse"]
    assert tracker.tasks.own() == ()
