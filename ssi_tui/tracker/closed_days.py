"""Reading the kept closed days at the start, and keeping those that are missing."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext, suppress
from datetime import date

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.history.closes import Basis, Close, calibrated, closes_after
from ssi_tui.core.model import Log
from ssi_tui.core.score.scoring import days_of
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.log.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ssi_tui.core.history.columns import KeptDays
    from ssi_tui.core.model import Tally
    from ssi_tui.core.score.calibration import Calibration

# How many of the last closes have stocks: the usual level needs those of 28 days, the ledger of a
# week those of the days before it.
KEPT_STOCKS = 42


class Keeper:
    """Reads and keeps the closed days of one log; ``calibration`` works out its calibration."""

    def __init__(
        self, store: Store, calibration: Callable[[Log, date], Calibration | None]
    ) -> None:
        self._store = store
        self._calibration = calibration
        # All closed days before this day are known to be kept.
        self._until: date | None = None

    def basis(self, log: Log, today: date) -> Basis:
        """Return what the closes of a log are worked out from."""
        first = min(self._store.first_day() or today, today)
        pillars, profile = calibrated(log.profile, self._calibration(log, today))
        return Basis(pillars, Schedule.of(log), profile, first)

    def _held(self, basis: Basis) -> date | None:
        """Return the day after the last kept day, ``None`` if it follows from another basis."""
        until = self._store.closed.until()
        return until if until and self._store.closed.key() == basis.key(until) else None

    def read(self, log: Log, today: date) -> KeptDays | None:
        """Return the kept closed days before today, ``None`` if there are none that hold."""
        basis = self.basis(log, today)
        holds = basis.first < today and self._held(basis)
        kept = self._store.closed.read(today, KEPT_STOCKS) if holds else None
        self._until = None if kept is None else kept.until
        return kept

    def last(self, basis: Basis, today: date) -> tuple[Close, ...]:
        """Return the last kept closes, of which only the newest has stocks."""
        return self._store.closed.last(today, KEPT_STOCKS, 1) if self._held(basis) else ()

    def forget(self) -> None:
        """Forget which days are kept, after a write."""
        self._until = None

    def keep(self, today: date, *, waits: bool = True) -> None:
        """Keep the closed days that are missing, if the database can be written.

        If another program is writing, it waits or, with ``waits=False``, gives up.
        """
        if self._until != today:
            # The verb is already committed, and what cannot be kept is worked out the next time.
            with suppress(DatabaseUnusableError), nullcontext() if waits else self._at_once():
                self._keep(today)
                self._until = today

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Do not wait inside while another program is writing."""
        (patience,) = self._store.connection.execute("PRAGMA busy_timeout").fetchone()
        self._store.connection.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            # It may be another connection, if the file was replaced.
            self._store.connection.execute(f"PRAGMA busy_timeout = {patience}")

    def _keep(self, today: date) -> None:
        closed = self._store.closed
        with self._store.transaction():
            basis = self.basis(self._store.read_log(today, ()), today)
            if basis.first >= today:
                return
            until = self._held(basis)
            if until is None:
                closed.drop()
                until = basis.first
            if until < today:
                tallies = self._store.tallies(until, today - DAY)
                before = closed.last(until, KEPT_STOCKS, 1)
                closes = closes_after(
                    basis, before, days_of(tallies, basis.schedule.actions_on), today
                )
                by_day: dict[date, list[Tally]] = {}
                for tally in tallies:
                    by_day.setdefault(tally.day, []).append(tally)
                closed.write(basis.key(today), closes, by_day)
