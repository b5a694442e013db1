"""The context of a verb, which writes one operation in one transaction, and its result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from ssi_tui.core.model import Entry, OperationKind
from ssi_tui.core.value import dataclass, replace
from ssi_tui.storage.log.store import Store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.journal.rows import JournalStep


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a verb: the operation that was written, undone or redone, and its entries.

    ``size`` is the number of entries of the operation; ``step`` tells what one that was undone or
    redone changed if it wrote none.
    """

    kind: OperationKind
    day: date | None
    entries: tuple[Entry, ...] = ()
    size: int = 0
    step: JournalStep | None = None


class Verb:
    """One operation while it is written.

    ``at`` is its instant, ``day`` the day that it is about, and ``days`` are the days of the
    entries that it changes.
    """

    def __init__(self, store: Store, kind: OperationKind, at: datetime, day: date | None) -> None:
        self._store = store
        self.kind = kind
        self.at = at
        self.day = day
        self.days = [] if day is None else [day]

    @cached_property
    def operation(self) -> str:
        """The id of the operation, which is written on first use."""
        return self._store.add_operation(self.kind, self.at, self.day)

    def new_id(self) -> str:
        """Return a new id that sorts by the instant of the verb."""
        return self._store.new_id(self.at)

    def take_out(self, entry: Entry, reason: str) -> None:
        """Make an entry no longer count."""
        self.days.append(entry.day)
        self._store.supersede(entry.id, self.operation, reason)

    def put_in(self, entry: Entry) -> Entry:
        """Write a changed entry as a copy of it, with an id that sorts by the same instant."""
        operation, new_id = self.operation, self._store.new_id(entry.at or self.at)
        new = replace(entry, id=new_id, operation_id=operation, root=entry.root or entry.id)
        self._store.add_entries([new])
        return new

    def done(self, entries: Sequence[Entry] = ()) -> Done:
        """Return the result of the verb, with the entries that it is about."""
        return Done(self.kind, self.day, tuple(entries), size=len(entries))
