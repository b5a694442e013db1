"""The session clock in the app: it is turned on and off, and its seconds are counted."""

from typing import TYPE_CHECKING

from ssi_tui.core.clock import clock_face, stopped_at, whole_minutes
from ssi_tui.core.text.words import near_day
from ssi_tui.tracker.log_view import session_budget
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import Errand

if TYPE_CHECKING:
    from ssi_tui.core.clock import DayClock
    from ssi_tui.core.today.dashboard import Dashboard


def run(app: Host, errand: Errand) -> None:
    """Turn the clock on or off, or count its seconds, while a day is shown.

    Raises ``RefusedError`` or ``DatabaseUnusableError``.
    """
    shown = app.dashboard
    if shown is None:
        return
    clock = shown.clock if shown.clock is not None and shown.clock.running is not None else None
    match errand:
        case TodayScreen.ClockTurned():
            _turn(app, shown, clock)
        case TodayScreen.ClockCounted() if clock is not None:
            _count(app, shown, clock)


def _turn(app: Host, shown: "Dashboard", running: "DayClock | None") -> None:
    """Pause the clock if it is running, otherwise start it."""
    left = None
    if running is None:
        left = app.tracker.clock.start()
    else:
        app.tracker.clock.pause()
    after = _read(app, shown)
    if left is not None:
        day = "" if left.day == after.today else f" on {near_day(left.day, after.today)}"
        length = whole_minutes(left.length)
        app.tell(Notice(f"The clock you left running{day} counts as {length}."))
    elif running is None:
        app.tell(Notice("Clock started."))
    else:
        app.tell(Notice(f"Clock paused{_face(after)}.", app.undo_key))


def _count(app: Host, shown: "Dashboard", clock: "DayClock") -> None:
    """Show the seconds, or say that the clock was left running and has stopped."""
    now = app.tracker.wall_clock.now()
    schedule = shown.source.history.schedule
    budget = session_budget(schedule, clock.day, app.tracker.settings)
    if clock.running is not None and stopped_at(clock.running, now, budget) is not None:
        face = _face(_read(app, shown))
        app.tell(Notice(f"The clock was still running; it stopped by itself{face}."))
    # Below a dialog the seconds stand still.
    elif isinstance(app.screen, TodayScreen):
        app.clock_seconds = clock.seconds_at(now)


def _face(shown: "Dashboard") -> str:
    return "" if shown.clock is None else f" at {clock_face(shown.clock.seconds)}"


def _read(app: Host, shown: "Dashboard") -> "Dashboard":
    app.read_anew()
    return app.dashboard or shown
