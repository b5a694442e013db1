"""The reference for the first frame and for memory: a Textual app that shows one Static."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class OneStatic(App[None]):
    """Shows a word."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012 - as short as an app can be

    def compose(self) -> ComposeResult:
        """Yield the one widget."""
        yield Static("ready")


if __name__ == "__main__":
    OneStatic().run()
