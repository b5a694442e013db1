"""The session clock as the app runs it: it is turned on and off, and counted while it is seen."""

from typing import TYPE_CHECKING

from ssi_tui.core.clock import clock_face, stopped_at, whole_minutes
from ssi_tui.core.text.words import near_day
from ssi_tui.tracker.log_view import session_budget
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice

if TYPE_CHECKING:
    from ssi_tui.core.clock import DayClock, Stretch
    from ssi_tui.core.today.dashboard import Dashboard


class Timing:
    """One errand of the clock."""

    def __init__(self, app: Host) -> None:
        self._app = app

    def turn(self) -> None:
        """Turn the clock on or off; raises ``RefusedError`` or ``DatabaseUnusableError``."""
        if self._app.dashboard is not None:
            self._turn(self._app.dashboard)

    def count(self) -> None:
        """Show what a clock that is going shows now; raises ``DatabaseUnusableError``."""
        shown = self._app.dashboard
        if shown is not None and shown.clock is not None and shown.clock.running is not None:
            self._count(shown, shown.clock)

    def _turn(self, shown: "Dashboard") -> None:
        """Pause the clock where it is seen to go on, else start it."""
        verbs = self._app.tracker.clock
        going = shown.clock is not None and shown.clock.running is not None
        left = None
        if going:
            verbs.pause()
        else:
            left = verbs.start()
        after = self._read(shown)
        if left is not None:
            self._app.tell(Notice("clock", _left_words(left, after)))
        elif not after.is_today:
            # On another day the clock is not in sight.
            face = "" if after.clock is None else f" at {clock_face(after.clock.seconds)}"
            self._app.tell(Notice("clock", f"{'paused' if going else 'started'}{face}"))

    def _count(self, shown: "Dashboard", clock: "DayClock") -> None:
        """Show the seconds, or that the clock was left running and has stopped."""
        now = self._app.tracker.wall_clock.now()
        budget = session_budget(
            shown.source.history.schedule, clock.day, self._app.tracker.settings
        )
        if clock.running is not None and stopped_at(clock.running, now, budget) is not None:
            after = self._read(shown)
            face = "" if after.clock is None else f" at {clock_face(after.clock.seconds)}"
            self._app.tell(Notice("clock", f"it was left running, and has stopped by itself{face}"))
            return
        # Under a dialog the seconds stand still.
        if isinstance(self._app.screen, TodayScreen):
            self._app.clock_seconds = clock.seconds_at(now)

    def _read(self, shown: "Dashboard") -> "Dashboard":
        after = self._app.tracker.dashboard(None if shown.is_today else shown.day)
        self._app.dashboard = after
        return after


def _left_words(left: "Stretch", after: "Dashboard") -> str:
    day = "" if left.day == after.today else f" on {near_day(left.day, after.today)}"
    return f"the one left running{day} counts {whole_minutes(left.length)}"
