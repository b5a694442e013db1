"""An input field that accepts nothing but text, and all of a paste."""

from textual import events
from textual.widgets import Input

from ssi_tui.core.control_chars import one_line


class PlainInput(Input):
    """An input field of one line without control characters, which a terminal would obey."""

    def validate_value(self, value: str) -> str:
        """Return the value as one line, without control characters."""
        return one_line(value)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste as a whole, its line breaks as spaces; Textual's own takes a line alone."""
        event.prevent_default()
        event.stop()
        self.replace(one_line("\n".join(event.text.splitlines())), *self.selection)
