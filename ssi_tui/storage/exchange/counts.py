"""An import as one operation, and its running counts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from ssi_tui.core.import_report import SKIPPED_SHOWN, ImportReport, Skipped
from ssi_tui.core.model import OperationKind
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.safety.backup import back_up
from ssi_tui.storage.safety.rotation import Occasion


class _Nothing(Exception):  # noqa: N818 - ends a transaction without a trace, is no error
    """A dry run, or an import that found nothing new."""


def import_once(
    store: Store, at: datetime, write: Callable[[str], bool], *, dry_run: bool
) -> str | None:
    """Import something as one operation after a backup, and return the operation.

    ``write`` is given the operation and tells whether it wrote anything new. A dry run and an
    import that found nothing leave no trace: ``None``.
    """
    try:
        with store.transaction():
            operation = store.add_operation(OperationKind.IMPORT, at, None)
            if not write(operation) or dry_run:
                raise _Nothing
            # Another connection still sees the log as it was before.
            back_up(store.path, Occasion.IMPORT)
    except _Nothing:
        return None
    return operation


@dataclass(slots=True)
class Counts:
    """What has been read, added, known and skipped so far; counters are of entries by task."""

    read: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    already_known: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    skipped_total: int = 0
    first_day: date | None = None
    last_day: date | None = None

    def skip(self, table: str, line: int, why: str) -> None:
        """Count a row that is left out, and keep the first ones."""
        self.skipped_total += 1
        if len(self.skipped) < SKIPPED_SHOWN:
            self.skipped.append(Skipped(table, line, why))

    def span(self, day: date) -> None:
        """Widen the days that were read."""
        self.first_day = day if self.first_day is None else min(self.first_day, day)
        self.last_day = day if self.last_day is None else max(self.last_day, day)

    def report(self, operation: str | None, dry_run: bool) -> ImportReport:
        """Return the counts as the result of an import of our own log."""
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
        )
