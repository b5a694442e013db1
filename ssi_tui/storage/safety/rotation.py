"""Which backups are kept: of seven days, four weeks and twelve months, and the last occasions."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from itertools import islice

from ssi_tui.core.value import dataclass

DAYS = 7
WEEKS = 4
MONTHS = 12
OCCASIONS = 5


class Occasion(StrEnum):
    """What a backup was made for."""

    DAILY = "daily"
    BY_HAND = "by-hand"
    IMPORT = "before-import"
    MIGRATION = "before-migration"
    RESTORE = "before-restore"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database: the name of its file, the instant (UTC) and the occasion.

    ``serial`` tells those of the same second apart.
    """

    name: str
    at: datetime
    occasion: Occasion
    serial: int = 1


def newest_first(backups: Iterable[Backup]) -> list[Backup]:
    """Return backups in order, the newest first."""
    return sorted(backups, key=lambda backup: (backup.at, backup.serial, backup.name), reverse=True)


def _week(day: date) -> date:
    return date.fromisocalendar(day.isocalendar().year, day.isocalendar().week, 1)


def _month(day: date) -> date:
    return day.replace(day=1)


_PERIODS: tuple[tuple[int, Callable[[date], date]], ...] = (
    (DAYS, lambda day: day),
    (WEEKS, _week),
    (MONTHS, _month),
)


def kept(backups: Iterable[Backup]) -> frozenset[Backup]:
    """Return the backups that are kept.

    Of the daily ones those are the newest of each of the last 7 days, 4 weeks and 12 months that
    have any, in UTC; of those made by hand or before something large the last 5.
    """
    ordered = newest_first(backups)
    occasional = (backup for backup in ordered if backup.occasion is not Occasion.DAILY)
    chosen = set(islice(occasional, OCCASIONS))
    daily = [backup for backup in ordered if backup.occasion is Occasion.DAILY]
    for most, period in _PERIODS:
        newest: dict[date, Backup] = {}
        for backup in daily:
            newest.setdefault(period(backup.at.date()), backup)
        chosen.update(islice(newest.values(), most))
    return frozenset(chosen)
