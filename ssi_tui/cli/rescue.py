"""Offers to restore or to salvage a damaged database before the app opens."""

from collections.abc import Callable, Iterable, Sequence

from ssi_tui.cli.backup import restored_lines, salvaged_lines
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.text.words import entries, near_day
from ssi_tui.storage.database.errors import DatabaseDamagedError, DatabaseUnusableError
from ssi_tui.storage.safety.remedy import sentence
from ssi_tui.tracker.tracker import Tracker


def rescued(tracker: Tracker, failure: DatabaseDamagedError) -> bool | None:
    """Ask the user what to do, do it, and return whether to open the app now.

    ``None`` means that nothing was done.
    """
    from ssi_tui.tui.rescue import RescueApp

    backups = tracker.backups
    path = tracker.store.path
    newest = backups.newest()
    copy = None
    if newest is not None:
        when = newest.backup.at.astimezone()
        copy = (
            f"{near_day(when.date(), tracker.today())} {when:%H:%M}, {entries(newest.entries or 0)}"
        )
    steps = {
        "restore": _step(lambda: restored_lines(backups.restore_newest())),
        "salvage": _step(lambda: salvaged_lines(path, backups.salvage())),
    }
    return RescueApp(f"{path} is damaged ({failure.what}).", copy, steps, tracker.settings).show()


def _step(act: Callable[[], Iterable[str]]) -> Callable[[], tuple[bool, Sequence[str]]]:
    """Return a step of the rescue: whether it worked, and the lines that say what it did."""

    def step() -> tuple[bool, Sequence[str]]:
        try:
            return True, tuple(act())
        except (RefusedError, DatabaseUnusableError) as error:
            return False, ("Nothing was changed.", sentence(error))

    return step
