"""Every key of the app, one row each: whatever binds, names or lists keys is made from this table.

A row is (id, keys, action, description, tooltip, how). The id is the name of the binding in the
user's keymap; the keys are written as on the keyboard, with spaces between them. The description is
the word of the last row; the tooltip says what the key does, in the help and in the palette. Any
number of words at the end say how a key is shown and works: ``hidden`` leaves it out of the last
row, ``above`` lets it work above dialogs and text fields too, one in capitals is the title of the
help that it stands under, and any other word is shared by keys that stand together. Rows stand in
the order of the last row and of the help.

The module imports nothing, so that a command can ask for a key without loading the app.
"""

Row = tuple[str, ...]
Rows = dict[str, tuple[Row, ...]]
"""The rows of each place: a view, a dialog, or a part of a view."""

HIDDEN, ABOVE = "hidden", "above"


DAY, OTHER_DAYS, SET_UP, ALWAYS = "THIS DAY", "OTHER DAYS", "SET UP", "EVERYWHERE"
TITLES = {
    "today": DAY,
    "pillars": "PILLARS",
    "streaks": "STREAKS",
    "review": "REVIEW",
    "log": "LOG",
}
"""The title of the help above the keys of a view that have no other."""

TOGETHER = {
    "tick": "log one of that task",
    "day": "day before, day after",
    "week": "week before, week after",
    "page": "page down, page up",
    "ends": "newest, oldest",
    "pillar": "move",
    "move": "move",
    "date": "go to a date, back to today",
    "views": "Today, Pillars, Streaks, …, Log",
    "undo": "undo, redo",
    "save": "save as Markdown, write a report",
}
"""What the help says of several keys in one row, by the word that they have in common."""


def tick_row(task: str, key: str, label: str) -> Row:
    """Return the row of the key that ticks a task."""
    about = f"Log a {label}" if task in TASK_KEYS else f"Log {label}"
    return (f"today.tick-{task}", key, f"tick('{task}')", label, about, "tick")


TASK_KEYS = {"comment": "c", "share": "s", "message": "m", "search": "f", "connect": "n"}
# Came when tasks of the user's own might have their keys: these keep them, unless a keymap says so.
LATER = frozenset({"today.span"})
# Each view lists it at a place of its own.
UNDO = ("app.undo", "u", "app.undo", "Undo", "Undo the last change", "undo", ALWAYS)

# fmt: off
EVERYWHERE: Rows = {
    "app": (
        ("app.today", "1", "switch_mode('today')", "Today", "Open Today",
         "hidden", "views", ALWAYS),
        ("app.pillars", "2", "switch_mode('pillars')", "Pillars", "Open Pillars",
         "hidden", "views", ALWAYS),
        ("app.streaks", "3", "switch_mode('streaks')", "Streaks", "Open Streaks",
         "hidden", "views", ALWAYS),
        ("app.review", "4", "switch_mode('review')", "Review", "Open Review",
         "hidden", "views", ALWAYS),
        ("app.log", "5", "switch_mode('log')", "Log", "Open Log", "hidden", "views", ALWAYS),
        ("app.redo", "ctrl+r", "redo", "Redo", "Redo the last undo", "hidden", "undo", ALWAYS),
        ("app.profile", "P", "profile", "Profile", "Your profile, network and workdays",
         "hidden", SET_UP),
        ("app.settings", ",", "app.settings", "Settings", "Settings: theme, minutes a day", SET_UP),
        ("app.palette", "ctrl+p", "command_palette", "Commands", "Find any command by name",
         "hidden", "above", ALWAYS),
        ("app.quit", "q", "quit", "Quit", "Quit", "hidden", ALWAYS),
        ("app.quit-anywhere", "ctrl+q", "quit", "Quit", "Quit", "hidden", "above", ALWAYS),
    ),
    "view": (
        ("app.help", "?", "app.help", "Help", "Help: what you see, and the keys", ALWAYS),
    ),
}
"""The keys of every view; those with ``above`` work in dialogs too."""

IN_VIEWS: Rows = {
    "today": (
        *(tick_row(task, key, task) for task, key in TASK_KEYS.items()),
        ("today.tick", "space enter", "tick_cursor", "Tick", "Log the selected task", "hidden"),
        UNDO,
        ("today.less", "-", "less", "Less", "Take one back"),
        ("today.day-before", "[", "day(-1)", "Day before", "Previous day", "day", OTHER_DAYS),
        ("today.day-after", "]", "day(1)", "Day after", "Next day", "day", OTHER_DAYS),
        ("today.quality", "e", "quality", "Quality", "Change the last entry's quality"),
        ("today.note", "N", "note", "Note", "Note on the last entry, or the day"),
        ("today.clock", "t", "clock", "Clock", "Start or pause the clock"),
        ("today.more", "x", "more", "More", "Other activities, like a reaction"),
        ("today.time-off", "v", "time_off", "Time off", "Time off: add, list or cancel it",
         OTHER_DAYS),
        ("today.routine", "R", "routine", "Routine", "Routine: targets, days, own tasks", SET_UP),
        ("today.import", "i", "import_archive", "Import", "Import your LinkedIn archive", SET_UP),
        ("today.go-to", "g", "go_to", "Date", "Go to a date", "date", OTHER_DAYS),
        ("today.today", ".", "today", "Back to today", "Back to today",
         "hidden", "date", OTHER_DAYS),
        ("today.span", "y", "span", "Span", "Chart 13 weeks, 26 weeks or a year", "hidden"),
        ("today.down", "j down", "move(1)", "Down", "Next task", "hidden", "move"),
        ("today.up", "k up", "move(-1)", "Up", "Previous task", "hidden", "move"),
    ),
    "pillars": (
        ("pillars.down", "j down", "move(1)", "Pillar below", "Next pillar", "pillar"),
        ("pillars.up", "k up", "move(-1)", "Pillar above",
         "Previous pillar, or the total above the first", "pillar"),
        ("pillars.span", "y", "span", "Span", "Chart 13 weeks, 26 weeks or a year"),
        ("pillars.why", "enter", "why", "Why", "Explain this score in your numbers"),
        ("pillars.reading", "r", "reading", "Reading", "Enter LinkedIn's own numbers"),
        UNDO,
        ("pillars.day-before", "[", "day(-1)", "Day before", "Previous day", "day", OTHER_DAYS),
        ("pillars.day-after", "]", "day(1)", "Day after", "Next day", "day", OTHER_DAYS),
        ("pillars.today", ".", "today", "Back to today", "Back to today", "hidden", OTHER_DAYS),
    ),
    "streaks": (
        ("streaks.down", "j down", "move(1)", "Pillar below", "Next pillar or task", "pillar"),
        ("streaks.up", "k up", "move(-1)", "Pillar above", "Previous pillar or task", "pillar"),
        ("streaks.day-before", "h left", "day(-1)", "Day before", "Previous day", "day"),
        ("streaks.day-after", "l right", "day(1)", "Day after", "Next day", "day"),
        ("streaks.open", "enter", "open", "Open", "Open the day, or explain the pillar"),
        ("streaks.tasks", "p", "tasks", "Tasks", "Switch between tasks and pillars"),
        ("streaks.span", "y", "span", "Span", "Chart 4, 13, 26 weeks or a year"),
        UNDO,
        ("streaks.week-before", "[", "day(-7)", "Week before", "Previous week", "week"),
        ("streaks.week-after", "]", "day(7)", "Week after", "Next week", "week"),
        ("streaks.go-to", "g", "go_to", "Date", "Go to a date", "date"),
        ("streaks.year", "Y", "year", "Year", "Year of this pillar, or of all"),
        ("streaks.today", ".", "today", "Back to today", "Back to today", "hidden", "date"),
    ),
    "review": (
        ("review.forward", "tab", "forward", "Next step", "Save and go to the next step"),
        ("review.take", "enter", "forward", "Choose", "Choose this, and continue", "hidden"),
        ("review.back", "shift+tab", "back", "Back", "Previous step"),
        ("review.file", "ctrl+s", "file", "Save as Markdown", "Save this review as Markdown",
         "save"),
        ("review.report", "W", "report", "Report", "Write a report to show",
         "hidden", "save"),
        ("review.leave", "escape", "leave", "Leave (saved)", "Back to Today (saved)"),
        ("review.week-before", "[", "week(-1)", "Week before", "Previous week", "week"),
        ("review.week-after", "]", "week(1)", "Week after", "Next week", "week"),
        ("review.down", "j down", "choose_by(1)", "Choice below", "Next choice", "hidden", "move"),
        ("review.up", "k up", "choose_by(-1)", "Choice above", "Previous choice", "hidden", "move"),
        ("review.pillar-before", "h left", "pillar(-1)", "Pillar before", "Previous pillar",
         "hidden"),
        ("review.pillar-after", "l right", "pillar(1)", "Pillar after", "Next pillar", "hidden"),
        ("review.more", "space", "count(1)", "One more", "One more of this outcome", "hidden"),
        ("review.less", "-", "count(-1)", "One less", "One less of this outcome", "hidden"),
        ("review.add-outcome", "a", "add_outcome", "Add outcome",
         "Add an outcome of your own", "hidden"),
        ("review.note", "N", "note", "Note", "Note on the week", "hidden"),
        ("review.reading", "r", "reading", "Reading", "Enter LinkedIn's own numbers", "hidden"),
        ("review.own-words", "o", "own_words", "Own promise", "Write your own promise", "hidden"),
        ("review.go-to", "g", "go_to", "Date", "Go to the week of a date",
         "hidden", "date"),
        ("review.this-week", ".", "this_week", "This week", "This week", "hidden", "date"),
        UNDO,
    ),
    "log": (
        ("log.filter", "/", "filter", "Filter", "Filter by task, source and words"),
        ("log.clear", "escape", "clear", "Show all", "Show all", "hidden"),
        ("log.open", "enter", "open", "Edit", "Edit the entry, or show details"),
        ("log.void", "d delete", "void", "Delete", "Delete this, or undo a step"),
        UNDO,
        ("log.open-day", "o", "open_day", "Day", "Open that day in Today"),
        ("log.import", "i", "import_archive", "Import", "Import your LinkedIn archive", SET_UP),
        ("log.go-to", "g", "go_to", "Date", "Go to a date", "date"),
        ("log.down", "j down", "move(1)", "Row below", "Down", "hidden", "move"),
        ("log.up", "k up", "move(-1)", "Row above", "Up", "hidden", "move"),
        ("log.page-down", "pagedown", "page(1)", "Page down", "Page down", "hidden", "page"),
        ("log.page-up", "pageup", "page(-1)", "Page up", "Page up", "hidden", "page"),
        ("log.newest", "home", "newest", "Newest", "Newest", "hidden", "ends"),
        ("log.oldest", "end G", "oldest", "Oldest", "Oldest", "hidden", "ends"),
        ("log.day-before", "[", "day(1)", "Day before", "Previous day with entries",
         "hidden", "day"),
        ("log.day-after", "]", "day(-1)", "Day after", "Next day with entries", "hidden", "day"),
        ("log.today", ".", "newest", "Back to today", "Back to the newest", "hidden", "date"),
    ),
}
"""The keys of one view."""

IN_DIALOGS: Rows = {
    "pick": (
        ("pick.down", "down", "move(1)", "Down", "Next file"),
        ("pick.up", "up", "move(-1)", "Up", "Previous file"),
        ("pick.complete", "tab", "complete", "Complete", "Complete the path", "above"),
    ),
    "archive": (
        ("archive.import", "enter", "take", "Import", "Import these entries"),
    ),
    "ask": (
        ("dialog.next", "tab down", "next", "Next", "Next field"),
        ("dialog.previous", "shift+tab up", "previous", "Previous", "Previous field"),
    ),
    "dialog": (
        ("dialog.close", "escape", "close", "Close", "Close, change nothing"),
    ),
    "confirm": (
        ("dialog.yes", "enter y", "dismiss(True)", "Yes", "Yes"),
        ("dialog.no", "n", "close", "No", "No, change nothing"),
    ),
    "details": (
        ("details.close", "enter q", "close", "Close", "Close"),
    ),
    "help": (
        ("help.close", "? q enter", "close", "Close", "Close the help"),
        ("help.down", "j down", "scroll(1)", "Down", "Scroll down"),
        ("help.up", "k up", "scroll(-1)", "Up", "Scroll up"),
        ("help.page-down", "pagedown space", "page(1)", "Page down", "Page down"),
        ("help.page-up", "pageup", "page(-1)", "Page up", "Page up"),
        ("help.top", "home", "end(-1)", "Top", "Go to the top"),
        ("help.bottom", "end", "end(1)", "Bottom", "Go to the bottom"),
    ),
    "more": (
        ("more.tick", "enter space", "tick", "Tick", "Log one"),
        ("more.less", "-", "less", "Less", "Take one back"),
        ("more.down", "j down", "move(1)", "Down", "Down"),
        ("more.up", "k up", "move(-1)", "Up", "Up"),
        ("more.close", "x", "close", "Close", "Close"),
    ),
    "rescue": (
        ("rescue.restore", "r", "restore", "Restore", "Restore a backup"),
        ("rescue.salvage", "s", "dismiss('salvage')", "Recover", "Recover what can be read"),
        ("rescue.quit", "q", "close", "Quit", "Quit, change nothing"),
    ),
    "outcome": (
        ("outcome.go-on", "enter", "dismiss(True)", "Continue", "Continue"),
        ("outcome.quit", "q", "close", "Quit", "Quit"),
    ),
    "routine": (
        ("routine.save", "enter", "accept", "Save", "Save the routine"),
        ("routine.down", "j down", "move(1)", "Down", "Next task"),
        ("routine.up", "k up", "move(-1)", "Up", "Previous task"),
        ("routine.right", "l right", "over(1)", "Right", "Next column"),
        ("routine.left", "h left", "over(-1)", "Left", "Previous column"),
        ("routine.more", "+ =", "change(1)", "More", "One more"),
        ("routine.fewer", "-", "change(-1)", "Fewer", "One less"),
        ("routine.weekday", "space", "toggle_weekday", "Weekday",
         "Skip this weekday, or ask for it again"),
        ("routine.week", "/", "turn", "Week", "Weekly or daily target"),
        ("routine.every-workday", "w", "every_day", "Every workday", "Ask for it on every workday"),
        ("routine.without-the-promise", "x", "plain", "Drop promise",
         "Drop the promise from the review"),
        ("routine.from", "f", "start", "Start date", "Change the start date"),
        ("routine.move-down", "J", "shift(1)", "Move down", "Move the task down"),
        ("routine.move-up", "K", "shift(-1)", "Move up", "Move the task up"),
        ("routine.add", "a", "add", "Add", "Add a task of your own"),
        ("routine.change", "e", "edit", "Edit", "Edit a task of your own"),
        ("routine.take-out", "D", "take_out", "Remove",
         "Remove a task of your own (its entries stay)"),
        *(
            (f"routine.target-{n}", n, f"digit({n})", f"Target {n}", f"Set the target to {n}")
            for n in "0123456789"
        ),
    ),
    "profile": (
        ("profile.keep", "enter", "keep", "Save", "Save the answers"),
        ("profile.choose", "space", "choose", "Choose", "Choose this, or take it back", "hidden"),
        ("profile.decline", "d", "decline", "Don't ask", "Don't ask again", "hidden"),
        ("profile.left", "h left", "move(-1)", "Left", "Previous choice", "hidden"),
        ("profile.right", "l right", "move(1)", "Right", "Next choice", "hidden"),
        ("profile.down", "j down tab", "line(1)", "Down", "Next question", "hidden"),
        ("profile.up", "k up shift+tab", "line(-1)", "Up", "Previous question", "hidden"),
    ),
    "settings": (
        ("settings.next", "l right", "step(1)", "Next value", "Next value"),
        ("settings.before", "h left", "step(-1)", "Previous value", "Previous value"),
        ("settings.edit", "enter space", "edit", "Edit", "Type a value, or take the next one"),
        ("settings.down", "j down", "move(1)", "Down", "Down"),
        ("settings.up", "k up", "move(-1)", "Up", "Up"),
        ("settings.profile", "P", "profile", "Profile", "Your profile, network and workdays"),
        ("settings.close", ", q", "close", "Close", "Close the settings"),
    ),
    "time-off": (
        ("time-off.down", "j down", "move(1)", "Down", "Next time off"),
        ("time-off.up", "k up", "move(-1)", "Up", "Previous time off"),
        ("time-off.cancel", "ctrl+d", "cancel", "Cancel", "Cancel this time off"),
    ),
    "why": (
        ("why.turn", "enter", "turn", "Formula", "Show the formula, or go back"),
        ("why.profile", "P", "profile", "Profile", "Your profile, network and workdays"),
        ("why.close", "? q", "close", "Close", "Close"),
    ),
}
"""The keys of one dialog, of all dialogs (``dialog``), or of dialogs with text fields (``ask``)."""

IN_PANELS: Rows = {
    "welcome": (
        ("welcome.keep", "enter tab", "keep", "Next", "Save and continue"),
        ("welcome.skip", "escape", "skip", "Skip", "Skip this step"),
        ("welcome.choose", "space", "choose", "Choose",
         "Choose this, or take it back", "hidden"),
        ("welcome.back", "shift+tab", "back", "Back", "Previous step", "hidden"),
        ("welcome.left", "h left", "move(-1)", "Left", "Previous choice", "hidden"),
        ("welcome.right", "l right", "move(1)", "Right", "Next choice", "hidden"),
        ("welcome.down", "j down", "line(1)", "Down", "Next line", "hidden"),
        ("welcome.up", "k up", "line(-1)", "Up", "Previous line", "hidden"),
    ),
}
"""The keys of a part of a view while it has the focus; they come before those of the view."""
# fmt: on

KEYS: Rows = EVERYWHERE | IN_VIEWS | IN_DIALOGS | IN_PANELS
BY_ID = {row[0]: row for rows in KEYS.values() for row in rows}


def keys_of_today() -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the usual keys of each binding in Today and the name of what they do, by its id."""
    rows = (*KEYS["today"], *KEYS["view"], *KEYS["app"])
    return {row[0]: (tuple(row[1].split()), row[3].lower()) for row in rows}
