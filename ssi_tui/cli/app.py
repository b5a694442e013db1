"""Opens the app, without what the commands need besides."""

from __future__ import annotations

import gc
import sys

from ssi_tui.cli.daily import clock, database
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Source
from ssi_tui.storage.database.errors import DatabaseDamagedError, DatabaseUnusableError
from ssi_tui.storage.database.locations import settings_path
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.cli.daily import Parsed


def open_app(parsed: Parsed) -> None:
    """Open the app at the view that is named; raises what the tracker raises."""
    user_clock = clock(parsed.today)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RefusedError("the app needs a terminal; use ssi-tui status in scripts and pipes")
    tracker = Tracker(database(parsed.db), user_clock, Source.TUI, SettingsFile(settings_path()))
    try:
        while (failure := _shown(tracker, parsed.command or "today")) is not None:
            if not isinstance(failure, DatabaseDamagedError):
                raise failure
            # Loaded where it is needed: few databases are ever damaged.
            from ssi_tui.cli.rescue import rescued

            opened = rescued(tracker, failure)
            if opened is None:
                raise failure
            if not opened:
                break
    finally:
        tracker.close()


def _shown(tracker: Tracker, view: str) -> DatabaseUnusableError | None:
    """Show the app until it is left; return what is wrong with the database, if that ended it."""
    try:
        # Before the toolkit is loaded: what is wrong with the file is said at once.
        tracker.open()
    except DatabaseUnusableError as error:
        return error
    # What the toolkit is made of stays: nothing of it is worth looking through for rubbish.
    gc.disable()
    from ssi_tui.tui.app import SsiApp

    gc.freeze()
    gc.enable()
    app = SsiApp(tracker, view)
    app.run()
    return app.error
