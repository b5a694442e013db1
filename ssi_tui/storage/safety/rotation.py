"""Which backups are kept: daily ones of 7 days, 4 weeks and 12 months, and the last 5 others."""

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
    """Why a backup was made."""

    DAILY = "daily"
    BY_HAND = "by-hand"
    IMPORT = "before-import"
    MIGRATION = "before-migration"
    RESTORE = "before-restore"
    SYNC = "before-sync"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: the name of its file, the instant (UTC) and the occasion.

    ``serial`` tells backups of the same second apart.
    """

    name: str
    at: datetime
    occasion: Occasion
    serial: int = 1


def newest_first(backups: Iterable[Backup]) -> list[Backup]:
    """Return backups with the newest first."""
    return sorted(backups, key=lambda backup: (backup.at, backup.serial, backup.name), reverse=True)


_PERIODS: tuple[tuple[int, Callable[[date], object]], ...] = (
    (DAYS, lambda day: day),
    (WEEKS, lambda day: day.isocalendar()[:2]),
    (MONTHS, lambda day: (day.year, day.month)),
)


def kept(backups: Iterable[Backup]) -> frozenset[Backup]:
    """Return the backups that the rotation keeps.

    Of the daily ones those are the newest of each of the last 7 days, 4 weeks and 12 months (in
    UTC) that have any; of all others, made by hand or before a large change, the last 5.
    """
    ordered = newest_first(backups)
    occasional = (backup for backup in ordered if backup.occasion is not Occasion.DAILY)
    chosen = set(islice(occasional, OCCASIONS))
    daily = [backup for backup in ordered if backup.occasion is Occasion.DAILY]
    for most, period in _PERIODS:
        newest: dict[object, Backup] = {}
        for backup in daily:
            newest.setdefault(period(backup.at.date()), backup)
        chosen.update(islice(newest.values(), most))
    return frozenset(chosen)
