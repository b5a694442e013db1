"""The columns that every row of every view shares, by the width of the terminal."""

from textual.widget import Widget

from ssi_tui.core.text.words import minutes
from ssi_tui.core.value import dataclass

NARROW_BELOW = 80
TREND_FROM = 100
WIDE_FROM = 156
SMALLEST = (60, 20)
# A dialog is 64 cells wide; its edge, padding and scroll bar leave this for its rows.
PANEL_WIDTH = 59
# The rows of the tabs, in every view.
TABS = 2
# Marks the row that keys act on.
CURSOR = "▌"


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns are counted from 0; ``number``, ``change_end``, ``nights`` and ``right`` are ends.

    ``right`` is that of the whole terminal, ``text_right`` that of the grid; ``trend`` is the
    first of 13 cells, ``None`` where there is no room for them.
    """

    width: int
    mark: int
    label: int
    graphic: int
    bar: int
    number: int
    change: int
    change_end: int
    words: int
    nights: int
    right: int
    text_right: int
    trend: int | None

    @property
    def narrow(self) -> bool:
        """Whether there are fewer than 80 columns."""
        return self.width < NARROW_BELOW

    @property
    def wide(self) -> bool:
        """Whether two grids fit side by side."""
        return self.width >= WIDE_FROM

    @property
    def key_width(self) -> int:
        """The cells that a key takes at most: users may have given longer ones."""
        return self.label - self.mark - 1

    def minutes(self, value: float) -> str:
        """Return minutes for the change column: ``6 min``, ``13m`` where that leaves no gap."""
        text = f"{minutes(value)} min"
        return text if len(text) < self.change_end - self.number else text.replace(" min", "m")


def grid_of(width: int) -> Grid:
    """Return the grid for a terminal of that many columns."""
    if width < NARROW_BELOW:
        right = min(58, width - 2)
        return Grid(width, 1, 3, 17, 10, 31, 33, 37, 39, 58, right, right, None)
    if TREND_FROM <= width < WIDE_FROM:
        return Grid(width, 2, 5, 19, 25, 49, 52, 56, 59, 77, 97, 97, 85)
    right = min(157, width - 1) if width >= WIDE_FROM else 77
    return Grid(width, 2, 5, 19, 25, 49, 52, 56, 59, 77, right, 77, None)


def put(widget: Widget, x: int, y: int, width: int, height: int) -> None:
    """Place a widget on the screen; no height hides it."""
    widget.display = height > 0 and width > 0
    widget.styles.offset = (x, y)
    widget.styles.width = width
    widget.styles.height = height
