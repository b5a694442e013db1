"""The screen in ASCII: one filter over all that is painted, Textual's own widgets included."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from ssi_tui.core.text.ascii import ASCII_CURSOR, CURSOR, ascii_text


class AsciiFilter(LineFilter):
    """Puts ASCII in the place of our glyphs, cell for cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the line of a widget in ASCII; a bar that begins a line is the cursor."""
        found = []
        for at, (text, style, control) in enumerate(segments):
            cells = ascii_text(text)
            if at == 0 and text.startswith(CURSOR):
                cells = ASCII_CURSOR + cells[1:]
            found.append(Segment(cells, style, control))
        return found
