"""The reference for switching views: a Textual app with two screens, empty but for their names."""

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class Named(Screen[None]):
    """Shows its own name, by which it is told from the other."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """Yield the one widget."""
        yield Static(self.text)


class TwoScreens(App[None]):
    """Switches between its screens."""

    BINDINGS = [  # noqa: RUF012
        ("1", "switch_mode('one')", "One"),
        ("2", "switch_mode('two')", "Two"),
        ("q", "quit", "Quit"),
    ]
    MODES = {"one": lambda: Named("first"), "two": lambda: Named("second")}  # noqa: RUF012

    def on_mount(self) -> None:
        """Open the first screen."""
        self.switch_mode("one")


if __name__ == "__main__":
    TwoScreens().run()
