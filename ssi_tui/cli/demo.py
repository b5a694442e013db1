"""The command ``demo``: the app on invented data, in a database that is thrown away."""

import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

from ssi_tui.cli.app import require_terminal
from ssi_tui.cli.daily import preferences, wall_clock
from ssi_tui.cli.demo_year import DEMO_DAY, FIRST_DAY, fill
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Source
from ssi_tui.core.settings import DEFAULTS, Settings
from ssi_tui.core.text.words import long_day
from ssi_tui.core.value import replace
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker


def demo_tracker(folder: Path, day: date | None, settings: Settings = DEFAULTS) -> Tracker:
    """Return a tracker on a new database with invented data, which acts as if it were a day.

    Days after the last one of the demo (``DEMO_DAY``, the default) have nothing logged. Theme,
    glyphs and links are those of the settings; what is changed in the demo is in no file.
    """
    today = DEMO_DAY if day is None else day
    if today < FIRST_DAY:
        raise RefusedError(f"the demo starts on {long_day(FIRST_DAY)}; use a later --today")
    path = folder / "demo.db"
    fill(path, today)
    looks = SettingsFile()
    looks.settings = replace(
        DEFAULTS, theme=settings.theme, glyphs=settings.glyphs, links=settings.links
    )
    return Tracker(path, WallClock(lambda: datetime.now(UTC), fixed=today), Source.TUI, looks)


def open_demo(parsed: SimpleNamespace) -> None:
    """Open the app on the invented year; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    day = None if parsed.today is None else wall_clock(parsed.today).today()
    if parsed.db is not None:
        raise RefusedError("the demo can't be used with --db")
    require_terminal("demo")
    with (
        tempfile.TemporaryDirectory(prefix="ssi-tui-demo-") as folder,
        closing(demo_tracker(Path(folder), day, preferences().settings)) as tracker,
    ):
        from ssi_tui.tui.demo import DemoApp

        app = DemoApp(tracker)
        app.show()
    if app.error is not None:
        raise app.error
