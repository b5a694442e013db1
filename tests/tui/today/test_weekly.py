"""What is asked for by the week, in Today: below the daily tasks, ticked as they are."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.core.model import TaskDefinition
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.look.grid import CURSOR, grid_of
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.today.week import week_rows
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session

READ = TaskDefinition("read", key="d", points=(0.0, 1.0, 2.0, 0.0))


def weekly(path: Path) -> Tracker:
    """Return a log in which groups, shares and a task of one's own are asked for by the week."""
    tracker = scenes.morning(path)
    start = MONDAY - timedelta(days=21)
    tracker.routine.set_routine({}, start, weekly={"group": 2, "share": 1})
    tracker.tasks.define(READ, weekly=3)
    tracker.tick([("group", 1)])
    return tracker


def rows(app: Session) -> list[str]:
    """Return the rows of the weekly tasks."""
    return [row for row in app.painted(RoutinePanel) if " of " in row and "week" in row]


@pytest.fixture
def app(open_app: OpenApp) -> Session:
    """Return the app on that log."""
    return open_app(weekly, MEDIUM)


def test_weekly_tasks_stand_below_the_daily_ones(app: Session) -> None:
    """One that is done is like any other that is done; one without a key has none."""
    painted = [row[5:70].rstrip() for row in app.painted(RoutinePanel)]
    assert [row.split()[0] for row in painted[1:5]] == ["comment", "message", "search", "connect"]
    assert painted[5:8] == [
        "share         ●                        1 of 1         ✓ done",
        "read          ○ ○ ○                    0 of 3 this week",
        "group         ● ○                      1 of 2 this week",
    ]
    assert app.row_with("group")[:5].strip() == ""


def test_space_and_keys_tick_them_and_minus_takes_one_back(app: Session) -> None:
    app.press("d")
    assert "1 of 3 this week" in app.row_with("read")
    app.press("j", "space")
    assert app.row_with("group").startswith(f"{CURSOR}    group")
    assert "✓ done" in app.row_with("group")
    app.press("-")
    assert "1 of 2 this week" in app.row_with("group")
    app.press("-")
    assert "0 of 2 this week" in app.row_with("group")
    app.press("u")
    assert "1 of 2 this week" in app.row_with("group")
    assert "Undid group (now 1 of 2)." in app.last


def test_an_open_one_stops_no_day_from_being_done(app: Session) -> None:
    app.press(*"ccmmffnn")
    assert app.shown.done
    assert [row.done for row in app.shown.weekly] == [True, False, False]


def test_an_earlier_day_shows_what_its_own_week_asked_for(app: Session) -> None:
    app.press("left_square_bracket")
    assert "of 2 that week" in app.row_with("group")
    app.press("right_square_bracket")
    assert "1 of 2 this week" in app.row_with("group")


@pytest.mark.parametrize("size", [NARROW, SMALL, MEDIUM, WIDE], ids=str)
def test_they_scroll_where_there_is_no_room(open_app: OpenApp, size: tuple[int, int]) -> None:
    app = open_app(weekly, size)
    app.press(*"jjjjjjj")
    assert any("group" in row and "1 of 2" in row for row in app.painted(RoutinePanel))


def test_streaks_count_their_runs_in_weeks(app: Session) -> None:
    app.press("3", "p")
    assert "in weeks" in app.row_with("group")
    app.press(*"jjjjjjj")
    assert "group: 1 of 2 this week. Its run counts weeks." in app.text


def test_the_routine_editor_asks_by_the_week_and_by_the_day_again(open_app: OpenApp) -> None:
    app = open_app(scenes.morning, MEDIUM)
    app.press("R", "j", "/", "+")
    assert "[2] a week" in app.row_with("share *")
    app.press("l", "space")
    assert "share has a weekly target, for any day." in app.text
    app.press("enter")
    assert "1 of 2 this week" in app.row_with("share")
    app.press("R", *"jjjj", "/", "enter")
    assert "1 of 2" in app.row_with("share")
    assert not any("this week" in row for row in app.painted(RoutinePanel))


def test_an_action_is_taken_out_of_the_routine_with_0(app: Session) -> None:
    app.press("R", *"jjjjjj", "/")
    assert "group has a weekly target. Set it to 0 to remove it." in app.text
    app.press("D")
    assert "group is built in and can't be removed." in app.text
    app.press("0", "enter")
    assert not any("group" in row and "week" in row for row in app.painted(RoutinePanel))
    app.press("u")
    assert "1 of 2 this week" in app.row_with("group")


def test_in_this_week_no_day_is_open_for_what_the_week_asks_for(tmp_path: Path) -> None:
    with closing(weekly(tmp_path / "log.db")) as tracker:
        found = [row.plain.split() for row in week_rows(tracker.dashboard(), grid_of(WIDE[0]))]
    cells = {row[0]: row[1] for row in found}
    assert (cells["message"], cells["group"], cells["read"]) == ("0", "1", "·")
