"""Any task of the user's own is carried along by exports, and taken back by undo."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.cli.main import main
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.routine.task_checks import definition, task_id, task_label
from ssi_tui.core.tasks import TASK_LETTERS, TASK_MAX
from ssi_tui.core.text.words import cells, printable
from ssi_tui.tracker.tracker import Tracker
from tests.examples import examples
from tests.logs import MONDAY, SUNDAY, Hands, export_to, from_scratch, state, tracking

pytestmark = pytest.mark.slow

ids = st.text(sorted(TASK_LETTERS), min_size=1, max_size=TASK_MAX)
labels = st.one_of(st.none(), st.text(max_size=TASK_MAX + 2))
numbers = st.floats(0.0, 30.0)


@st.composite
def given_tasks(draw: st.DrawFn) -> TaskDefinition:
    """Draw a task as a user may give it; not all of them are taken."""
    return TaskDefinition(
        draw(ids),
        draw(labels),
        draw(st.one_of(st.none(), st.characters(max_codepoint=0x2FF))),
        draw(st.one_of(st.none(), st.floats(0.0, 120.0))),
        draw(st.one_of(st.none(), st.floats(0.0, 0.95))),
        draw(st.one_of(st.none(), st.tuples(numbers, numbers, numbers, numbers))),
    )


def defined(tracker: Tracker, given_task: TaskDefinition) -> bool:
    """Define a task as the command does, and tell whether it was taken."""
    before = state(tracker)
    try:
        tracker.tasks.define(given_task, 2, start=SUNDAY)
    except RefusedError:
        assert state(tracker) == before
        return False
    return True


@settings(max_examples=examples(40), deadline=None, derandomize=True, database=None)
@given(st.lists(given_tasks(), min_size=1, max_size=4))
def test_a_task_that_was_taken_comes_through_an_export(tasks: list[TaskDefinition]) -> None:
    """With all that it is, what was logged of it, and what it scores."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with tracking(folder / "one.db", Hands()) as tracker:
            taken = [task.id for task in tasks if defined(tracker, task)]
            if not taken:
                return
            tracker.tick([(task, 2) for task in dict.fromkeys(taken)], SUNDAY)
            file = export_to(folder / "log.json", tracker)
            with tracking(folder / "two.db", Hands()) as other:
                assert not other.import_log(file).skipped_total
                assert other.tasks.definitions() == tracker.tasks.definitions()
                assert from_scratch(other) == from_scratch(tracker)
                export_to(folder / "log.md", other, "markdown")


@settings(max_examples=examples(40), deadline=None, derandomize=True, database=None)
@given(st.lists(given_tasks(), min_size=1, max_size=4))
def test_undo_takes_each_step_back_and_redo_brings_it_again(tasks: list[TaskDefinition]) -> None:
    """Whatever was said of tasks, and whatever was ticked in between."""
    with TemporaryDirectory() as name, tracking(Path(name) / "log.db", Hands()) as tracker:
        shown = [tracker.dashboard()]
        for task in tasks:
            if defined(tracker, task):
                shown.append(tracker.dashboard())
                tracker.tick([(task.id, 1)])
                shown.append(tracker.dashboard())
        for before in reversed(shown[:-1]):
            tracker.undo()
            # A task that is undone is known still, and offered no more.
            assert tracker.dashboard().tasks == before.tasks
            assert tracker.dashboard().total == before.total
        for after in shown[1:]:
            tracker.redo()
            assert tracker.dashboard().tasks == after.tasks
            assert tracker.dashboard().total == after.total


@settings(max_examples=examples(60), deadline=None, derandomize=True, database=None)
@given(st.text(max_size=20))
def test_no_name_brings_control_characters_or_lines_to_the_screen(text: str) -> None:
    """What is taken is one short line of characters that are shown."""
    try:
        label = task_label(text)
    except RefusedError:
        return
    assert printable(label).replace("\u200c", "").isprintable()
    assert 1 <= cells(label) <= TASK_MAX
    assert label == label.strip()
    assert "  " not in label


@settings(max_examples=examples(60), deadline=None, derandomize=True, database=None)
@given(st.text(max_size=16))
def test_an_id_is_safe_on_a_command_line(text: str) -> None:
    """Letters, digits and underscores, and no word that means something else."""
    try:
        assert set(task_id(text)) <= TASK_LETTERS
    except RefusedError:
        return
    definition(TaskDefinition(text))


def test_a_label_that_turns_text_around_is_taken_without_that(tmp_path: Path) -> None:
    """An override of the direction is nothing to show."""
    db = tmp_path / "log.db"
    arguments = ["--db", str(db), "--today", str(MONDAY), "task", "kudos", "--weights", "0,0,0,1"]
    assert main([*arguments, "--label", "a\u202eb\x1b[2Jc"]) == 0
    with tracking(db, Hands()) as tracker:
        assert [task.label for task in tracker.tasks.own()] == ["ab[2Jc"]
