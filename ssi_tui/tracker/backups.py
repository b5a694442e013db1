"""The verbs of backups and of a damaged database, which work on the file."""

from __future__ import annotations

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.locations import backups_directory, has_daily_backup
from ssi_tui.tracker.log_view import LogView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ssi_tui.storage.safety.backup import Listed
    from ssi_tui.storage.safety.checkup import Check
    from ssi_tui.storage.safety.restore import Restored
    from ssi_tui.storage.safety.salvage import Salvaged

# Modules that copy, verify and restore are imported on first use: most commands need none.


class BackupVerbs:
    """Backups of one log; verbs raise ``RefusedError`` or ``DatabaseUnusableError``."""

    def __init__(self, view: LogView) -> None:
        self._view = view

    @property
    def _path(self) -> Path:
        return self._view.store.path

    @property
    def directory(self) -> Path:
        """The directory of the backups."""
        return backups_directory(self._path)

    def daily(self) -> None:
        """Make the daily backup of the real day, unless there is one."""
        day = self._view.wall_clock.instant().date()
        if has_daily_backup(self._view.store.file, day):
            return
        from ssi_tui.storage.safety.backup import back_up
        from ssi_tui.storage.safety.rotation import Occasion

        back_up(self._path, Occasion.DAILY, day)

    def make(self) -> Path:
        """Make a backup now and return its path."""
        if not self._view.store.exists():
            raise RefusedError("nothing to back up yet")
        from ssi_tui.storage.safety.backup import back_up
        from ssi_tui.storage.safety.rotation import Occasion

        # Opened first, because a database that is not ours must not get a directory beside it.
        self._view.store.data_version()
        made = back_up(self._path, Occasion.BY_HAND)
        if made is None:
            raise AssertionError("a backup by hand is always made")
        return made

    def listed(self) -> Sequence[Listed]:
        """Return the backups with what each holds, the newest first."""
        from ssi_tui.storage.safety.backup import listed

        return listed(self._path)

    def newest(self) -> Listed | None:
        """Return the newest intact backup, ``None`` if there is none."""
        from ssi_tui.storage.safety.backup import look_at, newest_good

        found = newest_good(self._path)
        return None if found is None else look_at(self._path, found)

    def restore(self, given: Path) -> Restored:
        """Restore a backup, given by its path or name, after backing up what is there."""
        from ssi_tui.storage.safety.restore import found_backup, restore

        done = restore(self._path, found_backup(self._path, given))
        self._view.forget()
        return done

    def restore_newest(self) -> Restored:
        """Restore the newest intact backup."""
        from ssi_tui.storage.safety.backup import newest_good

        found = newest_good(self._path)
        if found is None:
            raise RefusedError(f"no healthy backup in {self.directory}")
        return self.restore(self.directory / found.name)

    def salvage(self) -> Salvaged | None:
        """Replace a damaged database with what can be read of it; ``None`` if it is intact."""
        from ssi_tui.storage.safety.salvage import salvage

        done = salvage(self._path)
        self._view.forget()
        return done

    @staticmethod
    def sentence(error: Exception) -> str:
        """Return an error as one sentence, with the remedy if the database is damaged."""
        from ssi_tui.storage.safety.remedy import sentence

        return sentence(error)

    def check(self) -> tuple[Sequence[Check], str | None]:
        """Check the database and its backups without changing them.

        Returns the checks, and one sentence that says why the database cannot be used, if so.
        """
        from ssi_tui.storage.safety.checkup import check

        return check(self._path, self._view.today(), self._view.wall_clock.instant())
