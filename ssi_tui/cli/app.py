"""Opens the app, and offers help where its database is damaged."""

import gc
import sys
from contextlib import closing
from types import SimpleNamespace

from ssi_tui.cli.daily import database, wall_clock
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Source
from ssi_tui.storage.database.errors import DatabaseDamagedError, DatabaseUnusableError
from ssi_tui.storage.database.locations import settings_path
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def open_app(parsed: SimpleNamespace) -> None:
    """Open the app at the view that is named; raises what the tracker raises."""
    now = wall_clock(parsed.today)
    require_terminal("app")
    opened = Tracker(database(parsed.db), now, Source.TUI, SettingsFile(settings_path()))
    with closing(opened) as tracker:
        while (failure := _show(tracker, parsed.command or "today")) is not None:
            if not isinstance(failure, DatabaseDamagedError):
                raise failure
            # Loaded here: few databases are ever damaged.
            from ssi_tui.cli.rescue import rescued

            mended = rescued(tracker, failure)
            if mended is None:
                raise failure
            if not mended:
                break


def require_terminal(what: str) -> None:
    """Raise ``RefusedError`` where a standard stream is not a terminal; ``what`` would need one."""
    # Textual reads the first and writes to the last of them.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise RefusedError(f"the {what} needs a terminal; in scripts, use ssi-tui status")


def _show(tracker: Tracker, view: str) -> DatabaseUnusableError | None:
    """Show the app until the user quits; return the error of the database, if one ended it."""
    try:
        # Opened before Textual is loaded, so that a damaged file is reported at once.
        tracker.open()
    except DatabaseUnusableError as error:
        return error
    # The modules of Textual live as long as the process, and there is no garbage before the first
    # frame: after that the app lets it be collected.
    gc.disable()
    # asyncio loads it where it can, and nothing is ever contacted: it takes a tenth of the memory.
    loaded: dict[str, Any] = sys.modules
    loaded.setdefault("ssl", None)
    from ssi_tui.tui.app import SsiApp

    gc.freeze()
    app = SsiApp(tracker, view)
    app.show()
    return app.error
