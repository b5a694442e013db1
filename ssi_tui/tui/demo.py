"""The app on invented data, which says that it is a demo."""

import asyncio
import signal
import sys

from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.view.key_line import Notice


class DemoApp(SsiApp):
    """The app of the demo: it has another name in the first row, and begins with a message."""

    TITLE = "demo"

    def on_load(self) -> None:
        """Exit in the usual way on signals too, so that the database of the demo is deleted."""
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for end in (signal.SIGHUP, signal.SIGTERM):
                loop.add_signal_handler(end, self.exit)

    def on_ready(self) -> None:
        """Say that this is a demo, since the first row may be too short for the name."""
        self.tell(Notice("demo", "an invented year; it is gone when you quit"))
