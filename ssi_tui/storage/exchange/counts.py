"""An import as one operation, and what it has counted so far."""

import gc
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from ssi_tui.core.import_report import SAVED_AGAIN, SKIPPED_SHOWN, ImportReport, Skipped
from ssi_tui.core.model import OperationKind
from ssi_tui.storage.database.errors import explained
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.safety.backup import back_up
from ssi_tui.storage.safety.rotation import Occasion

# In KiB, during an import: the index of the things is filled in random order.
_CACHE_KIB = 32_768
_TOLD_EACH = 2000

Progress = Callable[[int, int], None]
"""Is told how much of an import is done, and of how much."""

Row = TypeVar("Row")


class _Nothing(Exception):  # noqa: N818 - ends a transaction without a trace, not an error
    """Nothing is to be kept: a dry run, or an import that found nothing new."""


def import_once(
    store: Store,
    at: datetime,
    write: Callable[[str], date | None],
    keep: Callable[[], None],
    *,
    dry_run: bool,
    after: int = -1,
) -> str | None:
    """Run an import as one operation after a backup, and return the id of the operation.

    Its stamp is ``after`` those that it brings.

    ``write`` gets that id and returns the first day whose entries it changed, ``None`` if it wrote
    nothing new. Then, or in a dry run, nothing is kept and ``None`` is returned. ``keep`` keeps
    what can be worked out of the log once, so that nobody who reads it next has to.
    """
    try:
        with _large_cache(store), store.transaction():
            operation = store.add_operation(OperationKind.IMPORT, at, None, after=after)
            # For each entry the triggers take half as long as writing it.
            with without(store.connection, "trigger"):
                first = write(operation)
                if first is None or dry_run:
                    raise _Nothing
                store.closed.drop(first)
            keep()
            # The backup uses another connection, which does not see the import yet.
            back_up(store.path, Occasion.IMPORT)
    except _Nothing:
        return None
    return operation


@contextmanager
def _large_cache(store: Store) -> Iterator[None]:
    with explained(store.path):
        usual = store.connection.execute("PRAGMA cache_size").fetchone()[0]
        store.connection.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
        try:
            yield
        finally:
            store.connection.execute(f"PRAGMA cache_size = {usual}")


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage while an import holds many rows, which takes a twentieth of its time."""
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if usual:
            gc.enable()


@contextmanager
def without(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    """Do without the triggers or the indexes of the entries while many entries are written.

    They come back at the end, or with the rollback of a transaction that fails.
    """
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master "
        "WHERE type = ? AND tbl_name = 'entries' AND sql IS NOT NULL ORDER BY rowid",
        (kind,),
    ).fetchall()
    for name, _ in found:
        connection.execute(f'DROP {kind} "{name}"')
    yield
    for _, sql in found:
        connection.execute(sql)


@contextmanager
def indexed_at_once(connection: sqlite3.Connection, new: int) -> Iterator[None]:
    """Make the indexes of the entries anew where most entries are ``new``.

    To sort them takes a third of the time that it takes to find the place of each.
    """
    (there,) = connection.execute("SELECT COUNT(*) FROM entries").fetchone()
    with without(connection, "index") if new > there else nullcontext():
        yield


def watched(
    rows: Iterable[Row], number: int, progress: Progress | None, *, half: int = 0
) -> Iterator[Row]:
    """Yield about a ``number`` of rows, and tell the progress of an import now and then.

    Rows are read in the first half of it (0) and written in the second (1).
    """
    for done, row in enumerate(rows):
        if progress is not None and done % _TOLD_EACH == 0:
            progress(half * number + min(done, number), 2 * number)
        yield row


@dataclass(slots=True)
class Counts:
    """What an import has read, added, known and skipped so far; counters are by task."""

    read: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    already_known: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    skipped_total: int = 0
    first_day: date | None = None
    last_day: date | None = None
    foreign: bool = False
    notices: tuple[str, ...] = ()

    def skip(self, table: str, line: int, why: str) -> None:
        """Count a row that is skipped, and keep the details of the first ones.

        What holds for all of a file is told once.
        """
        self.skipped_total += 1
        told = why == SAVED_AGAIN and any(
            (one.table, one.why) == (table, why) for one in self.skipped
        )
        if len(self.skipped) < SKIPPED_SHOWN and not told:
            self.skipped.append(Skipped(table, line, why))

    def span(self, day: date) -> None:
        """Include a day in the range of days that were read."""
        self.first_day = day if self.first_day is None else min(self.first_day, day)
        self.last_day = day if self.last_day is None else max(self.last_day, day)

    def report(self, operation: str | None, dry_run: bool) -> ImportReport:
        """Return the counts as the report of an import of our own log."""
        return ImportReport(
            kind="log",
            archive="unknown",
            operation=operation,
            dry_run=dry_run,
            read=dict(self.read),
            added=dict(self.added),
            already_known=dict(self.already_known),
            set_aside={},
            skipped=tuple(self.skipped),
            skipped_total=self.skipped_total,
            first_day=self.first_day,
            last_day=self.last_day,
            notices=self.notices,
            foreign=self.foreign,
        )
