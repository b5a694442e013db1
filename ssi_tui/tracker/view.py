"""The log as the screens read it, kept in memory until something changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.clock import Clock
from ssi_tui.core.dashboard import Dashboard, build
from ssi_tui.core.history import History, history_of
from ssi_tui.core.model import Entry, Log, OperationKind
from ssi_tui.core.scoring import days_of
from ssi_tui.core.settings import DEFAULTS, Settings
from ssi_tui.storage.store import Store

if TYPE_CHECKING:
    from ssi_tui.core.calibration import Calibration


def fitted(log: Log, today: date) -> "Calibration | None":
    """Return what the readings of a log up to today say."""
    from ssi_tui.core.calibration import calibrate

    past = [tally for tally in log.tallies if tally.day <= today]
    first = past[0].day if past else today
    schedule = Schedule.of(log)
    return calibrate(log.profile, schedule, days_of(past), first, log.readings, today)


DAY_KINDS = frozenset(
    {
        OperationKind.TICK,
        OperationKind.TAKE_BACK,
        OperationKind.QUALITY,
        OperationKind.EDIT,
        OperationKind.VOID,
    }
)
"""The operations that change nothing but entries of their own days."""


@dataclass(frozen=True, slots=True)
class Done:
    """An operation that was written, undone or redone, and the entries it is about."""

    kind: OperationKind
    day: date | None
    entries: tuple[Entry, ...] = ()
    written: datetime | None = None
    size: int = 0


class LogView:
    """The store with the clock, and what was last read through them."""

    def __init__(self, path: Path, clock: Clock, settings: Settings = DEFAULTS) -> None:
        self.store = Store(path)
        self.clock = clock
        self.settings = settings
        self._log: Log | None = None
        self._read_on: date | None = None
        self._history: History | None = None
        self._version: tuple[int, int] | None = None

    def today(self) -> date:
        """Return the user's day."""
        return self.clock.today()

    def log(self) -> Log:
        """Return the log up to today, kept until something changes it."""
        today = self.today()
        if self._read_on != today:
            self.forget()
        if self._log is None:
            if self._version is None:
                self._version = self.store.data_version()
            self._log = self.store.read_log(today)
            self._read_on = today
        return self._log

    def dashboard(self, day: date | None = None) -> Dashboard:
        """Return what the screens show of a day (default: today)."""
        log = self.log()
        today = self.today()
        if self._history is None:
            self._history = history_of(log, today, self.calibration(log, today))
        return build(log, today, day, history=self._history, settings=self.settings)

    def calibration(self, log: Log, today: date) -> "Calibration | None":
        """Return what the readings say, as it was fitted when the last one was entered.

        Where that is of other readings than those up to today (acting as if it were another day,
        after an import) it is fitted anew. ``None`` without readings, or where it is switched off.
        """
        if not log.readings or not self.settings.calibration:
            return None
        from ssi_tui.storage.fits import fit_of

        text = self.store.reviews.fit()
        stored = None if text is None else fit_of(text)
        known = (log.readings[-1].day, len(log.readings))
        if stored is not None and (stored.last, stored.readings) == known:
            return stored
        return fitted(log, today)

    def estimate_on(self, day: date) -> float | None:
        """Return the total of the estimate on a day: its close, or now on today."""
        dashboard = self.dashboard()
        if day == dashboard.today:
            return dashboard.total
        closed = dashboard.source.history.closed
        scores = [closed.score_on(at, day) for at in range(len(dashboard.pillars))]
        return None if None in scores else sum(score for score in scores if score is not None)

    def changed_elsewhere(self) -> bool:
        """Tell, once, whether another process has changed the log."""
        version = self.store.data_version()
        changed = self._version not in (None, version)
        self._version = version
        if changed:
            self.forget()
        return changed

    def schedule(self) -> Schedule:
        """Return workdays, time off and targets."""
        return Schedule.of(self.log())

    def forget(self) -> None:
        """Read everything anew the next time."""
        self._log = None
        self._history = None

    def refresh(self, kind: OperationKind, days: Sequence[date]) -> None:
        """Keep the walk over the closed days where an operation touched today alone."""
        today = self.today()
        unchanged = self.store.data_version() == self._version
        if (
            kind in DAY_KINDS
            and unchanged
            and self._log is not None
            and self._history is not None
            and self._history.today == today
            and all(day >= today for day in days)
        ):
            past = tuple(tally for tally in self._log.tallies if tally.day < today)
            self._log = replace(self._log, tallies=(*past, *self.store.tallies(today, today)))
        else:
            self.forget()
