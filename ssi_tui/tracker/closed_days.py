"""Reading the kept closed days at the start, and keeping those that are missing."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from ssi_tui.core.calendar import DAY
from ssi_tui.core.history.closes import (
    LAST_CLOSES,
    STILL_DAYS,
    Basis,
    Close,
    Reached,
    Walk,
    reached_by,
    start_of,
)
from ssi_tui.core.model import Log
from ssi_tui.core.score.scoring import days_of
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.log.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ssi_tui.core.history.columns import KeptDays
    from ssi_tui.core.model import Tally
    from ssi_tui.core.score.calibration import Calibration

# How many of the last closes are read to go on from. Nearly always the first are enough: they hold
# 91 nights of rhythm and 28 closes of a pillar that is up.
LAST_READ = (128, 1024, 1_000_000)


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
        return Basis.of(log, self._calibration(log, today), first)

    def _held(self, basis: Basis) -> date | None:
        """Return the day after the last kept day, ``None`` if it follows from another basis."""
        until = self._store.closed.until()
        return until if until and self._store.closed.key() == basis.key(until) else None

    def read(self, log: Log, today: date) -> KeptDays | None:
        """Return the kept closed days before today, ``None`` if there are none that hold."""
        basis = self.basis(log, today)
        last, reached = self._last(basis, today, LAST_CLOSES)
        if reached is None:
            self._until = None
            return None
        self._until = reached.day
        return self._store.closed.read(today, last[-LAST_CLOSES:], reached)

    def reached(self, basis: Basis, today: date) -> Reached | None:
        """Return where the kept closes before today end, ``None`` if there are none that hold."""
        return self._last(basis, today, 1)[1]

    def _last(
        self, basis: Basis, before: date, stocks: int
    ) -> tuple[tuple[Close, ...], Reached | None]:
        """Return the last kept closes, some of them with their stocks, and where they end."""
        if basis.first < before and self._held(basis):
            for most in LAST_READ:
                closes = self._store.closed.last(before, most, stocks)
                reached = reached_by(basis, closes) if closes else None
                if reached is not None:
                    return closes, reached
        return (), None

    def forget(self) -> None:
        """Forget which days are kept, after a write."""
        self._until = None

    def keep(self, today: date, *, waits: bool = True) -> None:
        """Keep the closed days that are missing, if the database can be written.

        If another program is writing, it waits or, with ``waits=False``, gives up.
        """
        if self._until != today:
            # The verb is already committed, and what cannot be kept is worked out the next time.
            with suppress(DatabaseUnusableError):
                with self._store.transaction(waits=waits):
                    self.keep_within(today)
                self._until = today

    def keep_within(self, today: date) -> None:
        """Keep the closed days that are missing, in the transaction that is open."""
        closed = self._store.closed
        basis = self.basis(self._store.read_log(today, ()), today)
        if basis.first >= today:
            return
        until = self._held(basis)
        if until is None:
            closed.drop()
            until = basis.first
        tallies = self._store.tallies(until, today - DAY)
        end = today
        if today - (tallies[-1].day if tallies else until) > STILL_DAYS:
            # Of the years after the last entry nothing need be kept: nothing changes in them.
            end = tallies[-1].day + STILL_DAYS if tallies else until
        if until < end:
            walk = Walk(basis, self._last(basis, until, 1)[1] or start_of(basis))
            closes = walk.closes(days_of(tallies, basis.schedule.actions_on), end)
            by_day: dict[date, list[Tally]] = {}
            for tally in tallies:
                by_day.setdefault(tally.day, []).append(tally)
            closed.write(basis.key(end), closes, by_day)
