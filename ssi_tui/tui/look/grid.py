"""The columns that the rows of all views share; they depend on the terminal's width."""

from textual.widget import Widget

from ssi_tui.core.text.words import minutes
from ssi_tui.core.value import dataclass

NARROW_BELOW = 80
TREND_FROM = 100
WIDE_FROM = 156
THIRD_FROM = 196
SMALLEST = (60, 20)
# A dialog is 64 cells wide; its border, padding and scroll bar leave this much for its rows.
PANEL_WIDTH = 59
# How many rows the tabs take in every view.
TABS = 2
# Marks the row that the keys act on.
CURSOR = "▌"


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a row, counted from 0.

    ``number``, ``change_end`` and ``nights`` are the last columns of texts that are flush right.
    ``right`` is the last column used of the terminal, ``text_right`` the last one of the grid.
    ``bar`` is a width. ``trend`` is the first of 13 cells, ``None`` where they have no room.
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
    def words_end(self) -> int:
        """The last column of what stands in the words column and needs no days beside it."""
        return self.text_right if self.trend is None else self.trend - 2

    @property
    def key_width(self) -> int:
        """How many cells there are for a key, whose name may be longer."""
        return self.label - self.mark - 1

    def minutes(self, value: float) -> str:
        """Return minutes for the change column: ``6 min``, or ``13m`` where that leaves no gap."""
        text = f"{minutes(value)} min"
        return text if len(text) < self.change_end - self.number else text.replace(" min", "m")


def grid_of(width: int) -> Grid:
    """Return the grid for a terminal that is ``width`` columns wide."""
    if width < NARROW_BELOW:
        right = min(58, width - 2)
        return Grid(width, 1, 3, 17, 10, 31, 33, 37, 39, 58, right, right, None)
    if TREND_FROM <= width < WIDE_FROM:
        return Grid(width, 2, 5, 19, 25, 49, 52, 56, 59, 77, 97, 97, 85)
    right = 77
    if width >= WIDE_FROM:
        right = min(197 if width >= THIRD_FROM else 157, width - 1)
    return Grid(width, 2, 5, 19, 25, 49, 52, 56, 59, 77, right, 77, None)


def second_at(width: int) -> int:
    """Return the column at which the second grid begins in a wide terminal."""
    return min(WIDE_FROM // 2 + 2, width - WIDE_FROM // 2)


def put(widget: Widget, x: int, y: int, width: int, height: int) -> None:
    """Place a widget on the screen; a width or a height of 0 hides it."""
    widget.display = height > 0 and width > 0
    widget.styles.offset = (x, y)
    widget.styles.width = width
    widget.styles.height = height
