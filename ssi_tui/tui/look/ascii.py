"""The screen in ASCII: one filter over everything painted, Textual's own widgets included."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from ssi_tui.core.text.ascii import ASCII_CURSOR, CURSOR, ascii_text


class AsciiFilter(LineFilter):
    """Replaces our glyphs by ASCII characters, cell for cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return a painted line in ASCII; a bar that nothing stands before is the cursor."""
        found, blank = [], True
        for text, style, control in segments:
            cells, shown = ascii_text(text), text.lstrip(" ")
            if blank and shown.startswith(CURSOR):
                at = len(text) - len(shown)
                cells = cells[:at] + ASCII_CURSOR + cells[at + 1 :]
            blank = blank and not shown
            found.append(Segment(cells, style, control))
        return found
