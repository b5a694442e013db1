"""The app on invented data, which says that it is a demo."""

from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.view.key_line import Notice


class DemoApp(SsiApp):
    """The app of the demo: it has another name in the first row, and begins with a message."""

    TITLE = "demo"

    def on_ready(self) -> None:
        """Say that this is a demo, since the first row may be too short for the name."""
        self.tell(Notice("Demo: a made-up year, discarded when you quit."))
