"""An input field that accepts nothing but text."""

from textual.widgets import Input

from ssi_tui.core.control_chars import one_line


class PlainInput(Input):
    """An input field without control characters, which a terminal would obey, even when pasted."""

    def validate_value(self, value: str) -> str:
        """Return the value as one line, without control characters."""
        return one_line(value)
