"""A field to type into that takes text alone."""

from textual.widgets import Input

from ssi_tui.core.control_chars import one_line


class PlainInput(Input):
    """An input field; what a terminal would obey is left out, however it was pasted."""

    def validate_value(self, value: str) -> str:
        """Return the value as one line of text."""
        return one_line(value)
