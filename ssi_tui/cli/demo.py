"""The demo: a year of invented data in a throw-away database, far from the user's own."""

import argparse
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import Clock
from ssi_tui.tracker.demo import DEMO_DAY, FIRST_DAY, fill
from ssi_tui.tracker.tracker import Tracker


def demo_tracker(folder: Path, day: date | None) -> Tracker:
    """Return the tracker of the demo, on a new database in a folder.

    The year is known up to the day; what comes after its own last day is what nobody has done.
    """
    today = DEMO_DAY if day is None else day
    if today < FIRST_DAY:
        raise RefusedError(f"the demo begins on {FIRST_DAY}; give --today a later day")
    path = folder / "demo.db"
    fill(path, today)
    return Tracker(path, Clock(lambda: datetime.now(UTC), fixed=today), Source.TUI)


def open_demo(parsed: argparse.Namespace, day: date | None) -> None:
    """Open the app on the invented year; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    if parsed.db is not None:
        raise RefusedError("the demo has a database of its own; leave --db out")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise RefusedError("the demo needs a terminal; use ssi-tui status in scripts and pipes")
    with tempfile.TemporaryDirectory(prefix="ssi-tui-demo-") as folder:
        tracker = demo_tracker(Path(folder), day)
        from ssi_tui.tui.demo import DemoApp

        try:
            app = DemoApp(tracker)
            app.run()
        finally:
            tracker.close()
    if app.error is not None:
        raise app.error
