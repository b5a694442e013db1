"""The tables of the session clock: its finished stretches, and the one that is running."""

from __future__ import annotations

from datetime import date, datetime

from ssi_tui.storage.database.errors import readable
from ssi_tui.storage.database.fold import HERE
from ssi_tui.storage.log.rows import EFFECTIVE, insert, instant_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssi_tui.core.clock import Running, Stretch
    from ssi_tui.storage.log.store import Store

_WRITTEN = f"SELECT day, started_utc, stopped_utc FROM clock_stretches WHERE {EFFECTIVE} AND day"


class ClockRows:
    """The tables of the session clock; they are written inside a transaction of the store.

    A running stretch is no operation, but it is stored, so that it survives a kill. Pausing it
    writes it as a row of an operation.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def standing(self, today: date) -> tuple[tuple[Stretch, ...], Running | None]:
        """Return the stretches of today and of the day of the running clock, and that clock."""
        with readable(self._store.file):
            rows = self._store.connection.execute(
                f"SELECT day, started_utc, NULL FROM clock_running UNION ALL {_WRITTEN} IN "
                "(SELECT day FROM clock_running UNION SELECT ?)",
                (today.isoformat(),),
            ).fetchall()
            if not rows:
                return (), None
            past = _stretches(sorted(row for row in rows if row[2] is not None))
            return past, self.running() if len(past) < len(rows) else None

    def running(self) -> Running | None:
        """Return the running clock, with the instants of what was done here since its start."""
        from ssi_tui.core.clock import LONGEST, Running

        with readable(self._store.file):
            row = self._store.connection.execute(
                "SELECT day, started_utc, after FROM clock_running"
            ).fetchone()
            if row is None:
                return None
            day, started, after = row
            start = datetime.fromisoformat(started)
            signs = self._store.connection.execute(
                "SELECT at_utc FROM operations WHERE seq > ? AND kind <> 'import' "
                f"AND import_id IS NULL AND of IS NULL AND {HERE} AND at_utc BETWEEN ? AND ? "
                "ORDER BY seq",
                (after, started, instant_text(start + LONGEST)),
            ).fetchall()
            known = tuple(datetime.fromisoformat(at) for (at,) in signs)
            return Running(date.fromisoformat(day), start, known)

    def between(self, first: date, last: date) -> tuple[Stretch, ...]:
        """Return the stretches from a first day to a last, in order of time."""
        with readable(self._store.file):
            rows = self._store.connection.execute(
                f"{_WRITTEN} BETWEEN ? AND ? ORDER BY started_utc, stopped_utc",
                (first.isoformat(), last.isoformat()),
            )
            return _stretches(rows)

    def start(self, day: date, at: datetime) -> None:
        """Write that the clock runs from an instant on."""
        self._store.connection.execute(
            "INSERT INTO clock_running (one, day, started_utc, after) VALUES "
            "(1, ?, ?, (SELECT coalesce(MAX(seq), 0) FROM operations))",
            (day.isoformat(), instant_text(at)),
        )

    def end(self) -> None:
        """Write that no clock is running."""
        self._store.connection.execute("DELETE FROM clock_running")

    def add(self, operation_id: str, stretch: Stretch) -> None:
        """Write a finished stretch."""
        times = {"started_utc": stretch.start, "stopped_utc": stretch.stop}
        values = {"operation_id": operation_id, "day": stretch.day, **times}
        insert(self._store.connection, "clock_stretches", **values)


def _stretches(rows: Iterable[tuple[str, str, str]]) -> tuple[Stretch, ...]:
    from ssi_tui.core.clock import Stretch

    return tuple(
        Stretch(date.fromisoformat(day), datetime.fromisoformat(start), datetime.fromisoformat(end))
        for day, start, end in rows
    )
