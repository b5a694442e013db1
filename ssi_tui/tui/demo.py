"""The app on invented data: the same app, which says so."""

from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.widgets.keys import Notice


class DemoApp(SsiApp):
    """The app of the demo: its name in the first row is another, and it begins with a word."""

    TITLE = "demo"

    def on_ready(self) -> None:
        """Say what this is, also where the first row is too short for the name."""
        self.tell(Notice("demo", "an invented year; it is gone when you quit"))
