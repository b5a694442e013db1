"""The screen in ASCII: one filter over everything painted, Textual's own widgets included."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from ssi_tui.core.text.ascii import ASCII_CURSOR, CURSOR, ascii_text


class AsciiFilter(LineFilter):
    """Replaces our glyphs by ASCII characters, cell for cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return a painted line in ASCII; a bar at its beginning is the cursor."""
        found = []
        for at, (text, style, control) in enumerate(segments):
            cells = ascii_text(text)
            if at == 0 and text.startswith(CURSOR):
                cells = ASCII_CURSOR + cells[1:]
            found.append(Segment(cells, style, control))
        return found
