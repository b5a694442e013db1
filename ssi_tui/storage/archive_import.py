"""Writing what LinkedIn's export holds: many rows at once, known ones not again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice

from ssi_tui.core.model import OperationKind
from ssi_tui.core.report import ArchiveRow
from ssi_tui.storage.counts import Counts
from ssi_tui.storage.errors import explained
from ssi_tui.storage.merge import known_origin_keys
from ssi_tui.storage.store import Store

_CHUNK = 2000
# The indexes of the origin keys are filled in random order; in KiB, for the time of the import.
_CACHE_KIB = 32_768

SET_ASIDE = "set aside: LinkedIn's archive has it"

# The hand entries that a row stands for, the first choice first: a row of Comments for a comment
# that was ticked, a row of messages for a message, whatever the archive tells more exactly.
_STANDS_FOR = {"reply": ("reply", "comment"), "answer": ("answer", "message")}

_INSERT = (
    "INSERT INTO entries (id, operation_id, day, at_utc, task, count, quality, source, origin_key) "
    "VALUES (?, ?, ?, ?, ?, 1, ?, 'archive', ?)"
)

_Values = tuple[str, str, str, str | None, str, str | None, str]


class _Nothing(Exception):  # noqa: N818 - ends a transaction without a trace, is no error
    """A dry run, or an import that found nothing new."""


def import_rows(
    store: Store,
    rows: Iterable[ArchiveRow],
    counts: Counts,
    at: datetime,
    *,
    dry_run: bool = False,
) -> tuple[str | None, Counter[str]]:
    """Add the rows that are not known, as one operation, and count them.

    Each new row sets aside one earlier live entry of the same day that was ticked by hand and
    that it stands for. Returns the operation, ``None`` where nothing was written, and what was
    set aside by task.
    """
    set_aside: Counter[str] = Counter()
    operation: str | None = None
    try:
        with _large_cache(store), store.transaction():
            hands = _Hands(store)
            operation = store.add_operation(OperationKind.IMPORT, at, None)
            new = _new_values(store, rows, counts, operation, at, hands)
            while chunk := list(islice(new, _CHUNK)):
                store.connection.executemany(_INSERT, chunk)
            for entry, task in hands.taken:
                store.supersede(entry, operation, SET_ASIDE)
                set_aside[task] += 1
            if dry_run or not counts.added:
                raise _Nothing
    except _Nothing:
        operation = None
    return operation, set_aside


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
    """The live entries that were ticked by hand, oldest first for each day and task."""

    def __init__(self, store: Store) -> None:
        self._free: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.taken: list[tuple[str, str]] = []
        for entry, day, task in store.connection.execute(
            "SELECT id, day, task FROM entries WHERE live = 1 AND source IN ('tui', 'cli') "
            "ORDER BY seq DESC"
        ):
            self._free[day, task].append(entry)

    def take(self, day: str, task: str) -> None:
        """Take the oldest entry of a day that a row of a task stands for, if there is one."""
        if not self._free:
            return
        for hand in _STANDS_FOR.get(task, (task,)):
            free = self._free.get((day, hand))
            if free:
                self.taken.append((free.pop(), hand))
                return


def _new_values(
    store: Store,
    rows: Iterable[ArchiveRow],
    counts: Counts,
    operation: str,
    at: datetime,
    hands: _Hands,
) -> Iterator[_Values]:
    """Yield the values of the entries that are not known yet."""
    keys = known_origin_keys(store)
    # Many rows share a day: its text and the widening of the span are worth keeping.
    days: dict[date, str] = {}
    read, added, known = counts.read, counts.added, counts.already_known
    for row in rows:
        task, key = row.task, row.origin_key
        day = days.get(row.day)
        if day is None:
            day = days[row.day] = row.day.isoformat()
            counts.span(row.day)
        read[task] += 1
        if key in keys:
            known[task] += 1
            continue
        keys.add(key)
        added[task] += 1
        hands.take(day, task)
        instant = row.at
        yield (
            store.new_id(instant or at),
            operation,
            day,
            # As instant_text writes it; rows of the archive are in UTC and of whole seconds.
            None if instant is None else f"{instant.isoformat()[:19]}.000Z",
            task,
            row.quality,
            key,
        )
