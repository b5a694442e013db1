"""The keys of the log."""

from textual.binding import Binding

from ssi_tui.tui.keys.names import UNDO

LOG_KEYS: tuple[Binding, ...] = (
    Binding(
        "slash",
        "filter",
        "Filter",
        id="log.filter",
        tooltip="Filter by task, source and words of notes",
    ),
    Binding(
        "escape",
        "clear",
        "Show all",
        id="log.clear",
        tooltip="Show everything again",
        show=False,
    ),
    Binding(
        "enter",
        "open",
        "Edit",
        id="log.open",
        tooltip="Edit the entry under the cursor; of other rows tell all there is",
    ),
    Binding(
        "d,delete",
        "void",
        "Void",
        id="log.void",
        tooltip="Take the entry under the cursor out, or undo that import",
    ),
    UNDO,
    Binding(
        "o",
        "open_day",
        "Day",
        id="log.open-day",
        tooltip="Open the day under the cursor in Today",
    ),
    Binding(
        "i",
        "import",
        "Import",
        id="log.import",
        tooltip="Import LinkedIn's archive, a zip or a folder; it is read offline",
    ),
    Binding("g", "go_to", "Date", id="log.go-to", tooltip="Go to a date in the log"),
    Binding(
        "j,down",
        "move(1)",
        "Row below",
        id="log.down",
        tooltip="Move to the row below",
        show=False,
    ),
    Binding(
        "k,up",
        "move(-1)",
        "Row above",
        id="log.up",
        tooltip="Move to the row above",
        show=False,
    ),
    Binding(
        "pagedown",
        "page(1)",
        "Page down",
        id="log.page-down",
        tooltip="Move a page down",
        show=False,
    ),
    Binding(
        "pageup",
        "page(-1)",
        "Page up",
        id="log.page-up",
        tooltip="Move a page up",
        show=False,
    ),
    Binding(
        "home", "newest", "Newest", id="log.newest", tooltip="Go to the newest row", show=False
    ),
    Binding(
        "end,G",
        "oldest",
        "Oldest",
        id="log.oldest",
        tooltip="Go to the oldest row",
        show=False,
    ),
    Binding(
        "left_square_bracket",
        "day(1)",
        "Day before",
        id="log.day-before",
        tooltip="Go to the day before that has rows",
        show=False,
    ),
    Binding(
        "right_square_bracket",
        "day(-1)",
        "Day after",
        id="log.day-after",
        tooltip="Go to the day after that has rows",
        show=False,
    ),
    Binding(
        "full_stop",
        "newest",
        "Back to today",
        id="log.today",
        tooltip="Go to the newest row",
        show=False,
    ),
)
