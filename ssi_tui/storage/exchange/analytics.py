"""Importing a workbook of analytics: one operation, with what is new or larger than before it."""

from datetime import date, datetime

from ssi_tui.core.import_report import FIGURES, Analytics, AnalyticsReport, DayFigures
from ssi_tui.core.model import OperationKind
from ssi_tui.core.value import replace
from ssi_tui.storage.log.analytics import AnalyticsRows
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.safety.backup import back_up
from ssi_tui.storage.safety.rotation import Occasion


def import_analytics(
    store: Store, given: Analytics, at: datetime, *, dry_run: bool
) -> AnalyticsReport:
    """Add the figures that are new or larger after a backup, and tell what came of each.

    Where there is none, nothing is written.
    """
    rows = AnalyticsRows(store.path, store.connection)
    if dry_run:
        return _compared(given, rows.in_force())[1]
    with store.transaction():
        new, report = _compared(given, rows.in_force())
        if not new:
            return report
        operation = store.add_operation(OperationKind.ANALYTICS, at, None)
        rows.add(operation, new)
        # The backup uses another connection, which does not see the import yet.
        back_up(store.path, Occasion.IMPORT)
    return replace(report, operation=operation)


def _compared(
    given: Analytics, held: dict[date, DayFigures]
) -> tuple[dict[date, DayFigures], AnalyticsReport]:
    """Return what is new or larger, by day, and the counts of what is read, added and raised."""
    new: dict[date, DayFigures] = {}
    read, added, raised = (dict.fromkeys(FIGURES, 0) for _ in range(3))
    for day, figures in given.days.items():
        before = held.get(day, DayFigures())
        kept: list[int | None] = []
        names = DayFigures.__match_args__
        for name, value, known in zip(names, figures.values, before.values, strict=True):
            is_new = value is not None and (known is None or value > known)
            kept.append(value if is_new else None)
            if name in read and value is not None:
                read[name] += 1
                added[name] += is_new and known is None
                raised[name] += is_new and known is not None
        if any(value is not None for value in kept):
            new[day] = DayFigures(*kept)
    totals = sum(figures.total_followers is not None for figures in new.values())
    return new, AnalyticsReport(given, read, added, raised, totals)
