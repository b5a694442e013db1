"""Importing the rows of LinkedIn's archive: many at once, and only those that are new."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice

from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.storage.database.errors import explained
from ssi_tui.storage.exchange.counts import Counts, import_once
from ssi_tui.storage.exchange.merge import known_origin_keys
from ssi_tui.storage.log.store import Store

_CHUNK = 2000
# In KiB, during the import: the indexes of the origin keys are filled in random order.
_CACHE_KIB = 32_768

SET_ASIDE = "set aside: LinkedIn's archive has it"

# The tasks of the hand-ticked entries that a row replaces, the first choice first: what the archive
# knows to be a reply or an answer may have been ticked as a comment or a message.
_STANDS_FOR = {"reply": ("reply", "comment"), "answer": ("answer", "message")}

_INSERT = (
    "INSERT INTO entries (id, operation_id, day, at_utc, task, count, quality, source, origin_key) "
    "VALUES (?, ?, ?, ?, ?, 1, ?, 'archive', ?)"
)


def import_rows(
    store: Store, rows: Iterable[ArchiveRow], counts: Counts, at: datetime, *, dry_run: bool = False
) -> tuple[str | None, Counter[str]]:
    """Add the rows that are new, as one operation, and count all rows.

    Each new row sets aside one live entry of the same day that was ticked by hand for the same
    event. Returns the id of the operation (``None`` if nothing was written), and the number of
    entries set aside by task.
    """
    set_aside: Counter[str] = Counter()

    def write(operation: str) -> bool:
        hands = _Hands(store)
        new = _new_rows(store, rows, counts)
        with store.closed.unwatched():
            while chunk := list(islice(new, _CHUNK)):
                _insert(store, chunk, operation, at)
                hands.take(chunk)
                store.closed.drop(min(row.day for row in chunk))
        for entry, task in hands.taken:
            store.supersede(entry, operation, SET_ASIDE)
            set_aside[task] += 1
        return bool(counts.added)

    with _large_cache(store):
        return import_once(store, at, write, dry_run=dry_run), set_aside


@contextmanager
def _large_cache(store: Store) -> Iterator[None]:
    with explained(store.path):
        usual = store.connection.execute("PRAGMA cache_size").fetchone()[0]
        store.connection.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
        try:
            yield
        finally:
            store.connection.execute(f"PRAGMA cache_size = {usual}")


class _Hands:
    """The live entries that were ticked by hand, by day and task."""

    def __init__(self, store: Store) -> None:
        self._free: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.taken: list[tuple[str, str]] = []
        for entry, day, task in store.connection.execute(
            "SELECT id, day, task FROM entries WHERE live = 1 AND source IN ('tui', 'cli') "
            "ORDER BY seq DESC"
        ):
            self._free[day, task].append(entry)

    def take(self, rows: Iterable[ArchiveRow]) -> None:
        """For each row take the oldest entry of its day that it replaces, if there is one."""
        if not self._free:
            return
        for row in rows:
            day = row.day.isoformat()
            for hand in _STANDS_FOR.get(row.task, (row.task,)):
                free = self._free.get((day, hand))
                if free:
                    self.taken.append((free.pop(), hand))
                    break


def _new_rows(store: Store, rows: Iterable[ArchiveRow], counts: Counts) -> Iterator[ArchiveRow]:
    """Yield the rows that are new, and count all."""
    keys = known_origin_keys(store)
    days: set[date] = set()
    read, added, known = counts.read, counts.added, counts.already_known
    for row in rows:
        read[row.task] += 1
        days.add(row.day)
        if row.origin_key in keys:
            known[row.task] += 1
        else:
            keys.add(row.origin_key)
            added[row.task] += 1
            yield row
    for day in days:
        counts.span(day)


def _insert(store: Store, rows: Sequence[ArchiveRow], operation: str, at: datetime) -> None:
    # Instants in the form of instant_text, but quicker: those of an archive are UTC, whole seconds.
    store.connection.executemany(
        _INSERT,
        [
            (
                identity,
                operation,
                row.day.isoformat(),
                None if row.at is None else f"{row.at.isoformat()[:19]}.000Z",
                row.task,
                row.quality,
                row.origin_key,
            )
            for identity, row in zip(
                store.new_ids([row.at or at for row in rows]), rows, strict=True
            )
        ],
    )
