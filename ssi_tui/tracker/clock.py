"""The verbs of the session clock: start it, pause it, and read what it tells."""

from datetime import date, datetime, timedelta

from ssi_tui.core.calendar import DAY
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.clock import SECOND, Running, Stretch, stopped_at, stretch_of
from ssi_tui.core.model import OperationKind
from ssi_tui.core.review.clock_minutes import WEEKS, WeekClock, week_clock
from ssi_tui.core.review.week import LAST
from ssi_tui.storage.log.clock import ClockRows
from ssi_tui.tracker.log_view import LogView, session_budget


class ClockVerbs:
    """The session clock; verbs raise ``RefusedError`` or ``DatabaseUnusableError``.

    Starting writes no operation, pausing writes the stretch as one. The stretch of a clock that was
    left running is worked out until the next start writes it, so that undo never meets an
    operation that the user did not make.
    """

    def __init__(self, view: LogView) -> None:
        self._view = view
        self._rows = ClockRows(view.store)

    def start(self) -> Stretch | None:
        """Start the clock; return the stretch of a clock that was left running, if there is one."""
        day = self._view.today()
        with self._view.verb(OperationKind.CLOCK, day, beside=True) as verb:
            found = self._rows.running()
            left = None
            if found is not None:
                # With ``--today``, a clock that is really running is not ended.
                instants = (verb.at, self._view.wall_clock.instant())
                if None in [stopped_at(found, each, self._budget(found)) for each in instants]:
                    raise RefusedError("the clock is already running in another window")
                left = self._write(found, verb.at)
            self._rows.start(day, verb.at)
        return left

    def pause(self) -> Stretch:
        """Pause the clock and write its stretch as an operation, unless it is under a second."""
        with self._view.verb(OperationKind.CLOCK, beside=True) as verb:
            stretch = self.pause_within(verb.at)
        if stretch is None:
            raise RefusedError("the clock was paused in another window")
        return stretch

    def pause_within(self, at: datetime) -> Stretch | None:
        """Pause the clock at an instant, inside a transaction; ``None`` if it is not running."""
        found = self._rows.running()
        return None if found is None else self._write(found, at)

    def _write(self, found: Running, at: datetime) -> Stretch:
        stretch = stretch_of(found, at, self._budget(found))
        if stretch.length >= SECOND:
            store = self._view.store
            self._rows.add(store.add_operation(OperationKind.CLOCK, at, stretch.day), stretch)
        self._rows.end()
        return stretch

    def _budget(self, found: Running) -> timedelta:
        return session_budget(self._view.schedule(), found.day, self._view.settings)

    def week(self, first: date) -> WeekClock:
        """Return what the clock tells about the week that begins on a day, up to today."""
        last = min(first + LAST, self._view.today())
        since = first + LAST - WEEKS + DAY
        stretches = self._rows.between(since, last)
        found = self._rows.running()
        if found is not None and since <= found.day <= last:
            now = self._view.wall_clock.now()
            stretches = (*stretches, stretch_of(found, now, self._budget(found)))
        if not stretches:
            return WeekClock()
        days = [stretch.day for stretch in stretches]
        # A stretch may run past the end of its day, into ticks of the next day.
        entries = self._view.store.entries(min(days), max(days) + DAY)
        tasks = self._view.schedule().whole_routine(last)
        return week_clock(stretches, entries, tasks, first, last)
