"""Importing the rows of LinkedIn's archive: many at once, and only those that are new."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import chain

from ssi_tui.core.import_report import ArchiveRow
from ssi_tui.storage.database.fold import NEWEST_FIRST, settle_new
from ssi_tui.storage.exchange.counts import (
    Counts,
    import_once,
    indexed_at_once,
    uncollected,
)
from ssi_tui.storage.exchange.merge import known_origin_keys
from ssi_tui.storage.log.store import Store

SET_ASIDE = "set aside: LinkedIn's archive has it"

# The tasks of the rows that have other keys than in 0.1.0, with the one that both of a pair are.
_KEYED_ANEW = {
    **{one: one for one in ("comment", "connect", "invite_ok", "invite_in", "message")},
    "reply": "comment",
    "answer": "message",
}

# The tasks of the hand-ticked entries that a row replaces, the first choice first: what the archive
# knows to be a reply or an answer may have been ticked as a comment or a message.
_STANDS_FOR = {"reply": ("reply", "comment"), "answer": ("answer", "message")}

_INSERT = (
    "INSERT INTO entries "
    "(id, operation_id, day, at_utc, task, count, quality, source, origin_key, old_key) "
    "VALUES (?, ?, ?, ?, ?, 1, ?, 'archive', ?, ?)"
)


@uncollected()
def import_rows(
    store: Store,
    rows: Iterable[ArchiveRow],
    counts: Counts,
    at: datetime,
    keep: Callable[[], None],
    *,
    dry_run: bool = False,
) -> tuple[str | None, Counter[str]]:
    """Add the rows that are new, as one operation, and count all rows.

    Each new row sets aside one live entry of the same day that was ticked by hand for the same
    event. Returns the id of the operation (``None`` if nothing was written), and the number of
    entries set aside by task.
    """
    set_aside: Counter[str] = Counter()

    # All is read before the log is locked.
    found = list(rows)

    def write(operation: str) -> date | None:
        hands = _Hands(store)
        new = _new_rows(store, found, counts)
        hands.take(new)
        set_aside.update(task for _, task in hands.taken)
        if not dry_run:
            with indexed_at_once(store.connection, len(new)):
                _insert(store, new, operation, at)
            for entry, _ in hands.taken:
                store.supersede(entry, operation, SET_ASIDE)
        met = not dry_run and _may_meet(store, new)
        days = settle_new(store.connection, operation) if met else ()
        return min((*days, *(row.day for row in new)), default=None)

    return import_once(store, at, write, keep, dry_run=dry_run), set_aside


class _Hands:
    """The live entries that were ticked by hand, by day and task."""

    def __init__(self, store: Store) -> None:
        self._free: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self.taken: list[tuple[str, str]] = []
        for entry, day, task in store.connection.execute(
            "SELECT id, day, task FROM entries WHERE live = 1 AND source IN ('tui', 'cli') "
            f"{NEWEST_FIRST}"
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


def _new_rows(store: Store, rows: Sequence[ArchiveRow], counts: Counts) -> list[ArchiveRow]:
    """Return the rows that are new, and count all."""
    keys = known_origin_keys(store)
    earlier = _Earlier(store)
    counts.read.update(row.task for row in rows)
    for day in {row.day for row in rows}:
        counts.span(day)
    new: list[ArchiveRow] = []
    for row in rows:
        earlier.meet(row)
        if row.origin_key not in keys and row.old_key not in keys:
            keys.add(row.origin_key)
            new.append(row)
    new = [row for row in new if not earlier.has(row)]
    counts.added.update(row.task for row in new)
    counts.already_known = counts.read - counts.added
    return new


class _Earlier:
    """The entries that 0.1.0 imported and whose keys no row has, by task and minute (or day).

    Its keys changed with what LinkedIn writes of the same event: a person's name, say. Where the
    archive lacks what the log has of a minute, a new row of that minute is the same event.
    """

    def __init__(self, store: Store) -> None:
        rows = store.connection.execute(
            "SELECT origin_key, task, coalesce(substr(at_utc, 1, 16), day) FROM entries "
            "WHERE source = 'archive' AND old_key IS NULL "
            f"AND task IN ({', '.join('?' * len(_KEYED_ANEW))}) "
            "AND operation_id IN (SELECT id FROM effective_operations)",
            list(_KEYED_ANEW),
        )
        self._unmet = {key: (_KEYED_ANEW[task], minute) for key, task, minute in rows}
        self._free: Counter[tuple[str, str]] | None = None

    def meet(self, row: ArchiveRow) -> None:
        """Note that the archive has a row with these keys."""
        self._unmet.pop(row.origin_key, None)
        if row.old_key is not None:
            self._unmet.pop(row.old_key, None)

    def has(self, row: ArchiveRow) -> bool:
        """Tell whether a row is one of the entries, once the archive has been met."""
        if self._free is None:
            self._free = Counter(self._unmet.values())
        if not self._free:
            return False
        place = _KEYED_ANEW.get(row.task, ""), (row.at or row.day).isoformat()[:16]
        self._free[place] -= 1
        return self._free[place] >= 0


def _may_meet(store: Store, rows: Iterable[ArchiveRow]) -> bool:
    """Tell whether new rows have a key of each other, or one of an entry that counts no longer.

    They have no other key of those that are there.
    """
    undone = store.connection.execute(
        "SELECT origin_key, old_key FROM entries WHERE operation_id IN "
        "(SELECT id FROM operations EXCEPT SELECT id FROM effective_operations)"
    )
    gone = set(chain.from_iterable(undone))
    keys = [key for row in rows for key in (row.origin_key, row.old_key) if key is not None]
    return len(set(keys)) < len(keys) or not gone.isdisjoint(keys)


def _insert(store: Store, rows: Sequence[ArchiveRow], operation: str, at: datetime) -> None:
    # Instants in the form of instant_text, but quicker: those of an archive are UTC, whole seconds.
    store.connection.executemany(
        _INSERT,
        (
            (
                identity,
                operation,
                row.day.isoformat(),
                None if row.at is None else f"{row.at.isoformat()[:19]}.000Z",
                row.task,
                row.quality,
                row.origin_key,
                row.old_key,
            )
            for identity, row in zip(
                store.new_ids([row.at or at for row in rows]), rows, strict=True
            )
        ),
    )
