"""The session clock on the screen: ``t``, the title of ROUTINE, and what pauses it."""

from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tui.today.next import NextPanel
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.today.screen import TodayScreen
from tests.tools import scenes
from tests.tools.scenes import MONDAY
from tests.tui.conftest import OpenApp
from tests.tui.driver import MEDIUM, NARROW, SMALL, WIDE, Session

LAST_OF_THE_DAY = ("c", "m", "n", "n")


def title(app: Session) -> str:
    """Return the title of ROUTINE as it was painted."""
    return app.painted(RoutinePanel)[0]


def let_go_by(app: Session, minutes: float) -> Session:
    """Let time go by, and the clock be counted."""
    app.clock.instant += timedelta(minutes=minutes)

    async def count() -> None:
        screen = app.app.screen
        if isinstance(screen, TodayScreen) and counts(app):
            screen._count()

    app.run(count())
    return app.settle()


def counts(app: Session) -> bool:
    """Tell whether Today has a timer for the clock."""
    screen = app.app.screen
    assert isinstance(screen, TodayScreen)
    return screen._counting is not None


def test_before_it_was_started_there_is_the_key_alone(today: Session) -> None:
    """As the picture has it."""
    assert "t clock" in today.resize(*WIDE).last
    assert "clock" not in title(today)
    assert not counts(today)


@pytest.mark.parametrize("size", [SMALL, MEDIUM, WIDE, NARROW])
def test_the_clock_stands_beside_the_minutes(open_app: OpenApp, size: tuple[int, int]) -> None:
    """At every size, counted in whole seconds."""
    app = open_app(size=size).press("t")
    assert "7 of 13 min" in title(app)
    assert "clock 0:00" in title(app)
    let_go_by(app, 6.2)
    assert "clock 6:12" in title(app)
    app.press("t")
    assert "clock 6:12 paused" in title(app)
    assert "clock 6:12 paused" in app.row_with("ROUTINE")
    let_go_by(app, 3)
    assert "clock 6:12 paused" in title(app)


def test_when_the_minutes_are_used_up_one_word_says_so(today: Session) -> None:
    """In the row, and nowhere else."""
    today.press("t")
    let_go_by(today, 12.9)
    assert "clock 12:54" in title(today)
    assert "enough" not in today.text
    let_go_by(today, 0.2)
    assert title(today).endswith("clock 13:06, enough")


def test_no_timer_runs_but_while_the_clock_goes_on(today: Session) -> None:
    """A pause ends it."""
    today.press("t")
    assert counts(today)
    let_go_by(today, 1).press("t")
    assert not counts(today)


def test_a_second_paints_the_title_alone(today: Session) -> None:
    """All other rows are the ones that were there."""
    today.press("t")
    panel = today.app.screen.query_one(RoutinePanel)
    before = panel.painted()
    let_go_by(today, 1)
    after = panel.painted()
    assert after[0] is not before[0]
    assert all(new is old for new, old in zip(after[1:], before[1:], strict=True))


def test_a_tick_after_a_start_is_what_undo_takes(today: Session) -> None:
    """The clock goes on."""
    today.press("t", "c", "u")
    assert "Undid comment (now 1 of 2)." in today.last
    assert today.logged()["comment"] == 1
    assert "clock 0:00" in title(today)


def test_a_pause_is_undone_and_redone_with_its_minutes(today: Session) -> None:
    """In words, in the last row."""
    today.press("t")
    let_go_by(today, 6.2).press("t", "u")
    assert today.last.strip().startswith("Undid the clock: 6 minutes.")
    assert "clock" not in title(today)
    today.press("ctrl+r")
    assert today.last.strip().startswith("Redid the clock: 6 minutes.")
    assert "clock 6:12 paused" in title(today)


def test_the_last_tick_pauses_the_clock(today: Session) -> None:
    """Close the laptop; undo takes the tick, not the time."""
    today.press("t")
    let_go_by(today, 12.7).press(*LAST_OF_THE_DAY[:-1])
    rows = today.painted(NextPanel)
    assert rows[0].split()[:4] == ["DONE", "close", "the", "laptop"]
    assert "clock 12:42 paused" in title(today)
    today.press("u")
    assert "connect" in today.last
    assert "clock 12:42 paused" in title(today)
    today.press("t")
    assert title(today).endswith("clock 12:42")


def test_the_clock_of_another_process_is_followed(today: Session) -> None:
    """Started and paused there, shown here."""
    with today.elsewhere() as tracker:
        tracker.clock.start()
        today.look_around()
        assert "clock 0:00" in title(today)
        assert counts(today)
        today.clock.instant += timedelta(minutes=2)
        tracker.clock.pause()
        today.look_around()
    assert "clock 2:00 paused" in title(today)
    assert not counts(today)


def test_a_clock_left_running_says_calmly_that_it_has_stopped(today: Session) -> None:
    """Once, in the last row; undo still takes the tick."""
    today.press("t")
    let_go_by(today, 8).press("c")
    let_go_by(today, 31)
    assert "The clock was still running; it stopped by itself at 8:00." in today.last
    assert "clock 8:00 paused" in title(today)
    today.press("u")
    assert "comment" in today.last


def test_the_next_start_tells_of_the_clock_that_was_left_running(open_app: OpenApp) -> None:
    """And of its day."""

    def left(path: Path) -> Tracker:
        tracker = scenes.morning(path)
        read = scenes.SceneClock(scenes.FRIDAY)
        earlier = scenes.open_tracker(path, read)
        earlier.clock.start()
        earlier.close()
        return tracker

    app = open_app(left)
    assert "clock" not in title(app)
    app.press("t")
    assert "The clock you left running on Fri 20 Nov counts as 13 minutes." in app.last
    assert title(app).endswith("clock 0:00")


def test_another_day_leaves_the_clock_out(today: Session) -> None:
    """The key works all the same, and says what it did."""
    today.press("t", "left_square_bracket")
    assert "clock" not in title(today)
    let_go_by(today, 4).press("t")
    assert today.last.strip().startswith("Clock paused at 4:00.")
    assert today.press("full_stop") is today
    assert "clock 4:00 paused" in title(today)


def test_the_clock_goes_on_while_another_view_is_shown(today: Session) -> None:
    """What went by is there at once on the way back."""
    today.press("t", "2")
    let_go_by(today, 5)
    today.press("1")
    assert "clock 5:00" in title(today)


def test_the_clock_goes_on_over_a_restart(today: Session) -> None:
    """A second app on the same log shows it."""
    today.press("t")
    today.clock.instant += timedelta(minutes=3)
    with today.elsewhere() as tracker:
        clock = tracker.dashboard().clock
    assert clock is not None
    assert clock.running is not None
    assert clock.seconds == 180


def test_the_day_turns_over_while_the_clock_goes_on(today: Session) -> None:
    """It is shown until it is paused, and belongs to the day on which it was started."""
    today.clock.instant += timedelta(hours=19, minutes=55)
    today.press("t")
    today.clock.instant += timedelta(minutes=10)
    today.look_around()
    assert today.shown.today == MONDAY + timedelta(days=1)
    assert "clock 10:00" in title(today)
    today.press("t")
    assert "clock" not in title(today)
    with today.elsewhere() as tracker:
        assert tracker.clock.week(MONDAY).minutes == {MONDAY: 10.0}


def test_the_minutes_that_are_set_are_the_budget(open_app: OpenApp) -> None:
    """Where the settings name them."""
    app = open_app()
    app.app.tracker.change_setting("minutes_budget", 5)
    app.press("t")
    let_go_by(app, 5)
    assert title(app).endswith("clock 5:00, enough")
