"""The routine editor: a table changed in place, kept as one step."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from ssi_tui.core.model import OperationKind, TargetVersion, TaskDefinition
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.dialogs.forms.routine import RoutineDialog
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session

pytestmark = pytest.mark.slow

FRIDAY = date(2026, 11, 20)
NEXT_MONDAY = date(2026, 11, 30)


def promised(path: Path) -> Tracker:
    """Return the Monday with three connects promised on Tuesdays and Thursdays."""
    tracker = scenes.morning(path)
    tracker.routine.keep_targets([TargetVersion("connect", MONDAY, 1, None, 3, frozenset({1, 3}))])
    return tracker


def targets(app: Session, day: date = MONDAY) -> list[int]:
    """Return the targets that the database holds for a day."""
    with app.elsewhere() as tracker:
        return [task.target for task in tracker.view.schedule().routine(day)]


def last_kind(app: Session) -> OperationKind | None:
    """Return the kind of the last operation in the database."""
    with app.elsewhere() as tracker:
        operation = tracker.next_undo()
    return None if operation is None else operation.kind


def cells(app: Session, task: str) -> list[str]:
    """Return the cells of a task in the editor."""
    plain = app.text.translate(str.maketrans("*[]", "   "))
    found = next(row for row in plain.splitlines() if task in row and " - " in row)
    return found.partition(task)[2].split()[:9]


# -- what is shown ----------------------------------------------------------------------------


def test_shift_r_shows_what_each_task_asks_for_on_each_weekday(today: Session) -> None:
    """And the minutes of each day below."""
    today.press("R")
    assert isinstance(today.app.screen, RoutineDialog)
    assert "from today" in today.text
    assert cells(today, "comment") == ["2", "2", *"22222", "-", "-"]
    assert cells(today, "share") == ["3", "1", *"11111", "-", "-"]
    assert today.row_with("minutes").split("minutes")[1].split()[:5] == ["13"] * 5
    assert "13 min a day, within your 10–15 minute goal." in today.text


def test_over_the_budget_says_so_in_words(today: Session) -> None:
    """With a mark, and by how much."""
    today.press("R", "4")
    assert "! 17 min a day, 2 over your 15-minute goal." in today.text


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM, WIDE], ids=str)
def test_minutes_and_keys_are_in_sight_at_every_size(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    """Whatever task the cursor is on."""
    app = open_app(promised, size=size).press("R", *"jjjj")
    assert "17 min on Tue and Thu, 2 over your 15-minute goal." in app.text
    assert "connect: 3 on Tue and Thu (promised)" in app.text
    assert "enter save   esc discard" in app.text
    assert all(task in app.text for task in ("comment", "share", "message", "search", "connect"))


def test_the_palette_opens_the_editor(today: Session) -> None:
    """By its name."""
    today.press("ctrl+p")
    today.enter("routine")
    assert today.until(lambda: "Routine: targets" in today.text and "Log a" not in today.text)
    today.press("enter")
    assert today.until(lambda: isinstance(today.app.screen, RoutineDialog))


# -- changing ---------------------------------------------------------------------------------


def test_enter_keeps_all_changes_as_one_step_that_u_takes_back(today: Session) -> None:
    """From today on: the past keeps its own targets."""
    today.press("R", "plus", "j", "minus", "j", "2", "enter")
    assert targets(today) == [3, 0, 2, 1, 1]
    assert targets(today, FRIDAY) == [2, 1, 1, 1, 1]
    assert [row.target for row in today.shown.tasks] == [3, 0, 2, 1, 1]
    assert "Routine saved, 14 min a day.   u undo" in today.last
    assert last_kind(today) is OperationKind.ROUTINE
    today.press("u")
    assert "Undid comment 3 a day, share off, message 2 a day." in today.last
    assert targets(today) == [2, 1, 1, 1, 1]


def test_escape_leaves_everything_as_it_was(today: Session) -> None:
    """However much was changed."""
    today.press("R", "9", "j", "9", "l", "space", "escape")
    assert targets(today) == [2, 1, 1, 1, 1]
    assert last_kind(today) is OperationKind.TICK


def test_enter_without_a_change_writes_nothing(today: Session) -> None:
    """And says so."""
    today.press("R", "plus", "minus", "enter")
    assert last_kind(today) is OperationKind.TICK
    assert "No changes." in today.last


def test_space_takes_a_task_off_the_weekday_under_the_cursor(today: Session) -> None:
    """The cell shows a dot, the minutes of the day fall."""
    today.press("R", "l", "l", "space")
    assert cells(today, "comment") == ["2", "2", "2", "·", "2", "2", "2", "-", "-"]
    assert today.row_with("minutes").split("minutes")[1].split()[:5] == ["13", "9", *["13"] * 3]
    today.press("enter")
    with today.elsewhere() as tracker:
        held = tracker.view.schedule().version_on("comment", MONDAY).weekdays
    assert held == frozenset({0, 2, 3, 4})


def test_w_asks_for_the_task_on_every_workday_again(today: Session) -> None:
    """In one key, however many days it was off."""
    today.press("R", "l", "space", "l", "space", "w")
    assert cells(today, "comment") == ["2", "2", *"22222", "-", "-"]


def test_a_day_without_work_cannot_be_asked_for(today: Session) -> None:
    """It says where the workdays are set."""
    today.press("R", *["l"] * 6, "space")
    assert "Saturday isn't one of your workdays. P in Today changes" in today.text
    assert cells(today, "comment")[-2:] == ["-", "-"]


def test_the_cursor_stays_on_the_table(today: Session) -> None:
    """Past its edges nothing happens."""
    today.press("R", "k", "5", *["h"] * 9)
    assert cells(today, "comment")[1] == "5"
    today.press(*["j"] * 9, "7")
    assert cells(today, "connect")[:2] == ["7", "1"]


def test_x_takes_out_what_was_promised_and_the_target_stays(open_app: OpenApp) -> None:
    """The day after asks for as much as the others."""
    app = open_app(promised).press("R", *"jjjj")
    assert cells(app, "connect") == ["2", "1", "1", "3", "1", "3", "1", "-", "-"]
    app.press("x")
    assert "connect: without the promise" in app.text
    app.press("enter")
    with app.elsewhere() as tracker:
        held = tracker.view.schedule().version_on("connect", MONDAY)
    assert (held.target, held.busy_target) == (1, None)


def test_changing_the_target_keeps_what_was_promised(open_app: OpenApp) -> None:
    """Only ``x`` takes it out."""
    app = open_app(promised).press("R", *"jjjj", "2", "enter")
    with app.elsewhere() as tracker:
        held = tracker.view.schedule().version_on("connect", MONDAY)
    assert (held.target, held.busy_target, held.busy_weekdays) == (2, 3, frozenset({1, 3}))


def test_f_lets_it_hold_from_another_date_on(today: Session) -> None:
    """What was changed before the date was asked for goes along."""
    today.press("R", "5", "f").enter("2026-11-30").press("enter")
    assert "from Mon 30 Nov" in today.text
    today.press("enter")
    assert targets(today)[0] == 2
    assert targets(today, NEXT_MONDAY)[0] == 5


def test_a_later_target_is_named_where_it_takes_over(today: Session) -> None:
    """Under the table, for the task under the cursor."""
    today.press("R", "5", "f").enter("2026-11-30").press("enter", "enter", "R")
    assert "comment: 5 a day from Mon 30 Nov" in today.text


def test_in_an_empty_log_it_holds_from_the_beginning(open_app: OpenApp) -> None:
    """There is no past to keep."""
    app = open_app(scenes.first_run).press("R")
    assert "from the start" in app.text
    app.press("1", "enter")
    assert targets(app, date(2020, 1, 6))[0] == 1


def test_the_mouse_moves_the_cursor_and_toggles_a_weekday(today: Session) -> None:
    """The first click chooses the cell, the second changes it."""
    today.press("R")
    row = next(at for at, text in enumerate(today.rows) if "share" in text and " - " in text)
    column = today.rows[row].rindex("1")
    today.click(column, row).click(column, row)
    assert cells(today, "share") == ["3", "1", *"1111", "·", "-", "-"]


# -- minutes and order ------------------------------------------------------------------------


def test_minutes_of_a_task_are_changed_in_their_column(today: Session) -> None:
    """By halves, or by a digit; the minutes of the day follow."""
    today.press("R", "h", "plus")
    assert cells(today, "comment")[:2] == ["2.5", "2"]
    assert "14 min a day" in today.text
    today.press("4", "enter")
    assert [row.minutes_each for row in today.shown.tasks][:2] == [4.0, 3.0]
    today.press("u")
    assert today.shown.tasks[0].minutes_each == 2.0


def test_shift_j_and_k_move_a_task_in_the_routine(today: Session) -> None:
    """The cursor goes with it, and Today follows once it is kept."""
    today.press("R", "j", "J", "J", "enter")
    order = ["comment", "message", "search", "share", "connect"]
    assert [row.task for row in today.shown.tasks] == order
    today.press("R", "j", "j", "j", *["K"] * 5, "enter")
    assert next(row.task for row in today.shown.tasks) == "share"


# -- tasks of the user's own ------------------------------------------------------------------


def added(app: Session) -> Session:
    """Add a task in the editor."""
    app.press("R", "a").enter("endorse").press("tab").enter("0.5").press("tab")
    return app.enter("0 2 0 6").press("enter")


def test_a_task_of_ones_own_is_added_and_kept_with_the_rest(today: Session) -> None:
    """As one step, with a key of its own."""
    added(today)
    assert cells(today, "endorse") == ["0.5", "1", *"11111", "-", "-"]
    assert "13.5 min a day, within your 10–15 minute goal." in today.text
    today.press("2", "enter")
    assert today.task_row("endorse").split()[:2] == ["d", "endorse"]
    assert "0 of 2" in today.task_row("endorse")
    today.press("u")
    assert "endorse" in today.last
    assert "endorse" not in "".join(today.rows[:-1])


def test_its_key_ticks_it_and_goes_when_it_goes(today: Session) -> None:
    """The last row and the help name it in between."""
    added(today).press("enter", "d")
    assert today.logged()["endorse"] == 1
    assert "1 of 1" in today.task_row("endorse")
    today.resize(*MEDIUM).press("question_mark")
    assert "d            log endorse" in today.text
    today.press("escape", "u", "u", "d")
    assert "endorse" not in today.logged()
    assert "endorse" not in "".join(today.rows[:-1])


def test_its_key_is_there_when_the_app_opens(open_app: OpenApp) -> None:
    """And the palette has it."""

    def with_endorse(path: Path) -> Tracker:
        tracker = scenes.morning(path)
        tracker.tasks.define(TaskDefinition("endorse", key="a", minutes=0.5))
        return tracker

    app = open_app(with_endorse).press("a", "a")
    assert app.logged()["endorse"] == 2
    app.press("ctrl+p").enter("Tick endorse")
    assert app.until(lambda: "Log endorse" in app.text)


def test_a_task_that_came_from_elsewhere_has_its_key_too(today: Session) -> None:
    """The app looks around."""
    with today.elsewhere() as tracker:
        tracker.tasks.define(TaskDefinition("endorse", key="a"))
    today.look_around().press("a")
    assert today.logged()["endorse"] == 1


def test_e_changes_a_task_of_ones_own(today: Session) -> None:
    """Its fields hold what it is."""
    added(today).press("e")
    assert "0 2 0 6" in today.text
    today.enter("d").press("enter")
    assert cells(today, "endorsed")[0] == "0.5"


def test_shift_d_takes_a_task_of_ones_own_out_and_leaves_the_others(today: Session) -> None:
    """What was logged of it stays."""
    added(today).press("enter", "d", "R", *["j"] * 5, "D", "enter")
    assert [row.task for row in today.shown.tasks][-1] == "connect"
    assert [row.task for row in today.shown.others] == ["endorse"]
    today.press("R", "D")
    assert "comment is built in and can't be removed. Set its target to" in today.text
    today.press("e")
    assert "comment is built in; only its minutes can be changed." in today.text


def test_a_key_that_is_taken_is_refused_with_a_sentence(today: Session) -> None:
    """And the dialog stays open."""
    today.press("R", "a").enter("endorse").press("down", "down", "down").enter("c").press("enter")
    assert "The key c is already used for comment" in today.text
    assert "New task" in today.text


def test_the_key_of_a_task_that_begins_later_is_taken(today: Session) -> None:
    """It stands in no row yet: what was typed is refused here, and not when all of it is kept."""
    with today.elsewhere() as tracker:
        tracker.tasks.define(TaskDefinition("call", key="a"), start=NEXT_MONDAY)
    today.look_around().press("R", "a").enter("endorse").press("down", "down", "down")
    today.enter("a").press("enter")
    assert "The key a is already used for call" in today.text
    today.press("escape", "f").enter(f"{NEXT_MONDAY}").press("enter", *["j"] * 5, "e")
    today.press("enter")
    assert "call" in today.text
    assert "already" not in today.text


def test_there_is_room_for_nine_tasks_of_ones_own(today: Session) -> None:
    """One more is refused when it is asked for, and what was changed before is not lost."""
    with today.elsewhere() as tracker:
        for number in range(9):
            tracker.tasks.define(TaskDefinition(f"task_{number}"))
    today.look_around().press("R", "7", "a")
    assert "You can have at most 9 tasks of your own." in today.text
    today.press("enter")
    assert targets(today)[0] == 7


def test_the_key_of_a_task_ticks_it_until_the_day_from_which_on_it_is_retired(
    today: Session,
) -> None:
    """Its row is there until then."""
    with today.elsewhere() as tracker:
        tracker.tasks.define(TaskDefinition("endorse", key="a"))
        tracker.tasks.retire("endorse", NEXT_MONDAY)
    today.look_around().press("a")
    assert today.logged()["endorse"] == 1


def is_shown(session: Session, text: str) -> bool:
    """Tell whether a text is on the screen."""
    return text in session.text


def test_the_palette_has_a_task_of_ones_own_by_its_name(today: Session) -> None:
    """Also when it is given another."""
    for label in ("praise", "thanks"):
        with today.elsewhere() as tracker:
            tracker.tasks.define(TaskDefinition("endorse", label=label, key="a"))
        today.look_around().press("ctrl+p").enter("Tick")
        assert today.until(partial(is_shown, today, f"Log {label}"))
        today.press("escape").press("a")
    assert today.logged()["endorse"] == 2
