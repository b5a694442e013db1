"""The reference for a key press: a Textual app that counts in one label."""

from textual.app import App, ComposeResult
from textual.reactive import reactive
from textual.widgets import Label


class OneCounter(App[None]):
    """Counts presses of one key."""

    BINDINGS = [("c", "count", "Count"), ("q", "quit", "Quit")]  # noqa: RUF012
    presses = reactive(0)

    def compose(self) -> ComposeResult:
        """Yield the one label."""
        yield Label("0 presses")

    def action_count(self) -> None:
        """Count a press."""
        self.presses += 1

    def watch_presses(self, presses: int) -> None:
        """Show the count."""
        self.query_one(Label).update(f"{presses} presses")


if __name__ == "__main__":
    OneCounter().run()
