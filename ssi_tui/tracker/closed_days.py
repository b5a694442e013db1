"""The closed days between two runs: what was kept of them is read, what is missing is kept."""

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

# How many of the last closes come with their stocks: the usual level looks back on 28, the ledger
# of a week on the closes before it.
KEPT_STOCKS = 42


class Keeper:
    """Reads and keeps the closed days of one log; ``calibration`` says what its readings say."""

    def __init__(
        self, store: Store, calibration: Callable[[Log, date], Calibration | None]
    ) -> None:
        self._store = store
        self._calibration = calibration
        # The day before which all closed days are known to be kept.
        self._until: date | None = None

    def basis(self, log: Log, today: date) -> Basis:
        """Return what the closes of a log follow from."""
        first = min(self._store.first_day() or today, today)
        pillars, profile = calibrated(log.profile, self._calibration(log, today))
        return Basis(pillars, Schedule.of(log), profile, first)

    def _held(self, basis: Basis) -> date | None:
        """Return the day after the last one that is kept and follows from a basis."""
        until = self._store.closed.until()
        return until if until and self._store.closed.key() == basis.key(until) else None

    def read(self, log: Log, today: date) -> KeptDays | None:
        """Return the closed days before a day as they were kept, ``None`` where they are not."""
        basis = self.basis(log, today)
        holds = basis.first < today and self._held(basis)
        kept = self._store.closed.read(today, KEPT_STOCKS) if holds else None
        self._until = None if kept is None else kept.until
        return kept

    def last(self, basis: Basis, today: date) -> tuple[Close, ...]:
        """Return the last closes that are kept, the newest one with its stocks."""
        return self._store.closed.last(today, KEPT_STOCKS, 1) if self._held(basis) else ()

    def forget(self) -> None:
        """Look again which days are kept, after a write."""
        self._until = None

    def keep(self, today: date, *, waits: bool = True) -> None:
        """Keep the closed days for the next time, as far as they are not and can be.

        Where another program writes just now, it ``waits`` or leaves it.
        """
        if self._until != today:
            # What a verb wrote is committed: what cannot be kept is computed the next time.
            with suppress(DatabaseUnusableError), nullcontext() if waits else self._at_once():
                self._keep(today)
                self._until = today

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Give up inside where another program writes, instead of waiting until it has."""
        (patience,) = self._store.connection.execute("PRAGMA busy_timeout").fetchone()
        self._store.connection.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            # It is another connection by now where the file was replaced.
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
