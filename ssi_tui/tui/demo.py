"""The app on invented data: the same app, which says so."""

import asyncio
import signal
import sys

from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.view.key_line import Notice


class DemoApp(SsiApp):
    """The app of the demo: its name in the first row is another, and it begins with a word."""

    TITLE = "demo"

    def on_load(self) -> None:
        """Exit where it is ended from outside too: it must still throw its database away."""
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            for end in (signal.SIGHUP, signal.SIGTERM):
                loop.add_signal_handler(end, self.exit)

    def on_ready(self) -> None:
        """Say what this is, also where the first row is too short for the name."""
        self.tell(Notice("demo", "an invented year; it is gone when you quit"))
