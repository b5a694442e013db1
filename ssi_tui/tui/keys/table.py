"""Every key of the app, one row each: whatever binds, names or lists keys is made from this table.

A row is (id, keys, action, description, tooltip, how). The id is the name of the binding in the
user's keymap; the keys are written as on the keyboard, with spaces between them. Any number of
words at the end say how a key is shown and works: ``hidden`` leaves it out of the last row,
``above`` lets it work above dialogs and text fields too, and any other word stands in the last row
once for all keys that have it. Rows stand in the order of the last row and of the help.

The module imports nothing, so that a command can ask for a key without loading the app.
"""

Row = tuple[str, ...]
Rows = dict[str, tuple[Row, ...]]
"""The rows of each place: a view, a dialog, or a part of a view."""

HIDDEN, ABOVE = "hidden", "above"


def tick_row(task: str, key: str, label: str) -> Row:
    """Return the row of the key that ticks a task."""
    about = f"Tick {label} on the day that is shown"
    return (f"today.tick-{task}", key, f"tick('{task}')", f"Tick {label}", about, "tick")


TASK_KEYS = {"comment": "c", "share": "s", "message": "m", "search": "f", "connect": "n"}
# Each view lists it at a place of its own.
UNDO = ("app.undo", "u", "app.undo", "Undo", "Undo the last operation")

# fmt: off
EVERYWHERE: Rows = {
    "app": (
        ("app.today", "1", "switch_mode('today')", "Today", "Open Today", "hidden"),
        ("app.pillars", "2", "switch_mode('pillars')", "Pillars", "Open Pillars", "hidden"),
        ("app.streaks", "3", "switch_mode('streaks')", "Streaks", "Open Streaks", "hidden"),
        ("app.review", "4", "switch_mode('review')", "Review", "Open Review", "hidden"),
        ("app.log", "5", "switch_mode('log')", "Log", "Open Log", "hidden"),
        ("app.redo", "ctrl+r", "redo", "Redo", "Redo what was undone", "hidden"),
        ("app.palette", "ctrl+p", "command_palette", "Palette",
         "Find any action by its name", "hidden", "above"),
        ("app.profile", "P", "profile", "Profile",
         "Your profile, network, workdays, and the month before your log", "hidden"),
        ("app.settings", ",", "settings", "Settings", "Change the settings", "hidden"),
        ("app.quit", "q", "quit", "Quit", "Quit", "hidden"),
        ("app.quit-anywhere", "ctrl+q", "quit", "Quit", "Quit", "hidden", "above"),
    ),
    "view": (
        ("app.help", "?", "app.help", "Help", "Show the keys of this view and what they do"),
    ),
}
"""The keys of every view; those with ``above`` work in dialogs too."""

IN_VIEWS: Rows = {
    "today": (
        *(tick_row(task, key, task) for task, key in TASK_KEYS.items()),
        ("today.less", "-", "less", "Less", "Take one back from the task under the cursor"),
        UNDO,
        ("today.note", "N", "note", "Note",
         "Write a note on the newest entry of the task under the cursor, or on the day"),
        ("today.day-before", "[", "day(-1)", "Day before", "Show the day before", "day"),
        ("today.day-after", "]", "day(1)", "Day after",
         "Show the day after, today at the latest", "day"),
        ("today.clock", "t", "clock", "Clock", "Start or pause the session clock"),
        ("today.more", "x", "more", "More",
         "Log one of the less frequent actions: a reaction, a reply, a post"),
        ("today.time-off", "v", "time_off", "Time off",
         "Take time off: nothing is due, streaks stand still"),
        ("today.quality", "e", "quality", "Quality",
         "Change the quality of the newest entry of the task under the cursor"),
        ("today.import", "i", "import_archive", "Import",
         "Import LinkedIn's archive, a zip or a folder; it is read offline"),
        ("today.routine", "R", "routine", "Routine",
         "Edit the routine: targets, weekdays, minutes, order, tasks of your own", "hidden"),
        ("today.go-to", "g", "go_to", "Go to day", "Go to a date"),
        ("today.today", ".", "today", "Back to today", "Show today again", "hidden"),
        ("today.tick", "space enter", "tick_cursor", "Tick",
         "Log one of the task under the cursor", "hidden"),
        ("today.down", "j down", "move(1)", "Down", "Move the cursor down", "hidden"),
        ("today.up", "k up", "move(-1)", "Up", "Move the cursor up", "hidden"),
    ),
    "pillars": (
        ("pillars.down", "j down", "move(1)", "Pillar below",
         "Move the cursor to the pillar below", "pillar"),
        ("pillars.up", "k up", "move(-1)", "Pillar above",
         "Move the cursor to the pillar above", "pillar"),
        ("pillars.why", "enter", "why", "Why",
         "Explain the pillar under the cursor with your own numbers"),
        UNDO,
        ("pillars.reading", "r", "reading", "Reading", "Type or paste LinkedIn's numbers"),
    ),
    "streaks": (
        ("streaks.down", "j down", "move(1)", "Pillar below",
         "Move to the pillar or the task below", "pillar"),
        ("streaks.up", "k up", "move(-1)", "Pillar above",
         "Move to the pillar or the task above", "pillar"),
        ("streaks.day-before", "h left", "day(-1)", "Day before",
         "Move to the day before in the year", "day"),
        ("streaks.day-after", "l right", "day(1)", "Day after",
         "Move to the day after in the year", "day"),
        ("streaks.open", "enter", "open", "Open", "Open the day under the cursor in Today"),
        ("streaks.tasks", "p", "tasks", "Tasks", "Show the runs of the tasks, or the pillars"),
        UNDO,
        ("streaks.curve", "w", "curve", "Curve", "Show nothing done, or the routine kept"),
        ("streaks.year", "y", "year", "Year", "Show the whole year, or that of the cursor"),
        ("streaks.week-before", "[", "day(-7)", "Week before",
         "Move a week back in the year", "week"),
        ("streaks.week-after", "]", "day(7)", "Week after", "Move a week on in the year", "week"),
        ("streaks.go-to", "g", "go_to", "Go to day", "Go to a date in the year"),
        ("streaks.today", ".", "today", "Back to today",
         "Move back to today in the year", "hidden"),
    ),
    "review": (
        ("review.forward", "tab", "forward", "Next step", "Go to the next step"),
        ("review.take", "enter", "forward", "Choose",
         "Take what is chosen in the step, and go to the next", "hidden"),
        ("review.back", "shift+tab", "back", "Back", "Previous step"),
        ("review.week-before", "[", "week(-1)", "Week before",
         "Show the review of the week before", "week"),
        ("review.week-after", "]", "week(1)", "Week after",
         "Show the review of the week after", "week"),
        ("review.leave", "escape", "leave", "Leave (saved)",
         "Back to Today; your answers are saved"),
        ("review.down", "j down", "choose_by(1)", "Choice below",
         "Move to the choice below", "hidden"),
        ("review.up", "k up", "choose_by(-1)", "Choice above",
         "Move to the choice above", "hidden"),
        ("review.pillar-before", "h left", "pillar(-1)", "Pillar before",
         "Focus on the pillar before", "hidden"),
        ("review.pillar-after", "l right", "pillar(1)", "Pillar after",
         "Focus on the pillar after", "hidden"),
        ("review.more", "space", "count(1)", "One more",
         "Count one more of the outcome under the cursor", "hidden"),
        ("review.less", "-", "count(-1)", "One less",
         "Count one less of the outcome under the cursor", "hidden"),
        ("review.add-outcome", "a", "add_outcome", "Add outcome",
         "Count an outcome of your own", "hidden"),
        ("review.note", "N", "note", "Note", "Write a note on the week", "hidden"),
        ("review.reading", "r", "reading", "Reading", "Type or paste LinkedIn's numbers", "hidden"),
        ("review.own-words", "o", "own_words", "Own promise",
         "Promise something in your own words", "hidden"),
        ("review.file", "ctrl+s", "file", "Save as Markdown",
         "Write the review to a Markdown file", "hidden"),
        ("review.go-to", "g", "go_to", "Go to day", "Go to a week", "hidden"),
        ("review.this-week", ".", "this_week", "This week",
         "Show the review of this week", "hidden"),
        UNDO,
    ),
    "log": (
        ("log.filter", "/", "filter", "Filter", "Filter by task, source and words of notes"),
        ("log.clear", "escape", "clear", "Show all", "Show everything again", "hidden"),
        ("log.open", "enter", "open", "Edit",
         "Edit the entry under the cursor; of other rows tell all there is"),
        ("log.void", "d delete", "void", "Void",
         "Take the entry under the cursor out, or undo that import"),
        UNDO,
        ("log.open-day", "o", "open_day", "Day", "Open the day under the cursor in Today"),
        ("log.import", "i", "import", "Import",
         "Import LinkedIn's archive, a zip or a folder; it is read offline"),
        ("log.go-to", "g", "go_to", "Date", "Go to a date in the log"),
        ("log.down", "j down", "move(1)", "Row below", "Move to the row below", "hidden"),
        ("log.up", "k up", "move(-1)", "Row above", "Move to the row above", "hidden"),
        ("log.page-down", "pagedown", "page(1)", "Page down", "Move a page down", "hidden"),
        ("log.page-up", "pageup", "page(-1)", "Page up", "Move a page up", "hidden"),
        ("log.newest", "home", "newest", "Newest", "Go to the newest row", "hidden"),
        ("log.oldest", "end G", "oldest", "Oldest", "Go to the oldest row", "hidden"),
        ("log.day-before", "[", "day(1)", "Day before",
         "Go to the day before that has rows", "hidden"),
        ("log.day-after", "]", "day(-1)", "Day after",
         "Go to the day after that has rows", "hidden"),
        ("log.today", ".", "newest", "Back to today", "Go to the newest row", "hidden"),
    ),
}
"""The keys of one view."""

IN_DIALOGS: Rows = {
    "pick": (
        ("pick.down", "down", "move(1)", "Down", "Choose the next"),
        ("pick.up", "up", "move(-1)", "Up", "Choose the one before"),
        ("pick.complete", "tab", "complete", "Complete",
         "Take the chosen name into the path", "above"),
    ),
    "archive": (
        ("archive.import", "enter", "take", "Import", "Import what is shown"),
    ),
    "ask": (
        ("dialog.next", "down", "app.focus_next", "Next", "Go to the next field"),
        ("dialog.previous", "up", "app.focus_previous", "Previous", "Go to the field before"),
    ),
    "dialog": (
        ("dialog.close", "escape", "close", "Close", "Close without changing anything"),
    ),
    "confirm": (
        ("dialog.yes", "enter y", "dismiss(True)", "Yes", "Do it"),
        ("dialog.no", "n", "close", "No", "Leave everything as it is"),
    ),
    "details": (
        ("details.close", "enter q", "close", "Close", "Close the details"),
    ),
    "help": (
        ("help.close", "? q enter", "close", "Close", "Close the help"),
        ("help.down", "j down", "scroll(1)", "Down", "Scroll the help down"),
        ("help.up", "k up", "scroll(-1)", "Up", "Scroll the help up"),
    ),
    "more": (
        ("more.tick", "enter space", "tick", "Tick", "Log one of the action"),
        ("more.less", "-", "less", "Less", "Take one of the action back"),
        ("more.down", "j down", "move(1)", "Down", "Move the cursor down"),
        ("more.up", "k up", "move(-1)", "Up", "Move the cursor up"),
        ("more.close", "x", "close", "Close", "Close the list"),
    ),
    "rescue": (
        ("rescue.restore", "r", "restore", "Restore", "Restore a backup"),
        ("rescue.salvage", "s", "dismiss('salvage')", "Salvage", "Keep what can be read"),
        ("rescue.quit", "q", "close", "Quit", "Quit, change nothing"),
    ),
    "outcome": (
        ("outcome.go-on", "enter", "dismiss(True)", "Go on", "Go on"),
        ("outcome.quit", "q", "close", "Quit", "Quit"),
    ),
    "routine": (
        ("routine.save", "enter", "accept", "Save", "Keep the routine as it stands here"),
        ("routine.down", "j down", "move(1)", "Down", "Move to the next task"),
        ("routine.up", "k up", "move(-1)", "Up", "Move to the task before"),
        ("routine.right", "l right", "over(1)", "Right", "Move to the next column"),
        ("routine.left", "h left", "over(-1)", "Left", "Move to the column before"),
        ("routine.more", "+ =", "change(1)", "More", "Ask for one more"),
        ("routine.fewer", "-", "change(-1)", "Fewer", "Ask for one less"),
        ("routine.weekday", "space", "toggle_weekday", "Weekday",
         "Take the task off the weekday, or put it back on"),
        ("routine.week", "/", "turn", "Week", "Ask for the task by the week, or by the day"),
        ("routine.every-workday", "w", "every_day", "Every workday",
         "Ask for the task on every workday again"),
        ("routine.without-the-promise", "x", "plain", "Without the promise",
         "Take out what was promised on some weekdays"),
        ("routine.from", "f", "start", "From", "Let the routine hold from another date on"),
        ("routine.move-down", "J", "shift(1)", "Move down", "Move the task down in the routine"),
        ("routine.move-up", "K", "shift(-1)", "Move up", "Move the task up in the routine"),
        ("routine.add", "a", "add", "Add", "Add a task of your own"),
        ("routine.change", "e", "edit", "Change",
         "Change a task of your own: name, key, minutes, weights"),
        ("routine.take-out", "D", "take_out", "Take out",
         "Take a task of your own out; what was logged stays"),
        *(
            (f"routine.target-{n}", n, f"digit({n})", f"Target {n}", f"Ask for {n}")
            for n in "0123456789"
        ),
    ),
    "profile": (
        ("profile.keep", "enter", "keep", "Save", "Save the answers"),
        ("profile.choose", "space", "choose", "Choose",
         "Choose what is under the cursor, or take it back", "hidden"),
        ("profile.decline", "d", "decline", "Don't ask", "Ask no more", "hidden"),
        ("profile.left", "h left", "move(-1)", "Left", "Move to the choice before", "hidden"),
        ("profile.right", "l right", "move(1)", "Right", "Move to the choice after", "hidden"),
        ("profile.down", "j down tab", "line(1)", "Down", "Move to the next question", "hidden"),
        ("profile.up", "k up shift+tab", "line(-1)", "Up",
         "Move to the previous question", "hidden"),
    ),
    "settings": (
        ("settings.next", "l right", "step(1)", "Next value", "Take the next value"),
        ("settings.before", "h left", "step(-1)", "Value before", "Take the value before"),
        ("settings.edit", "enter space", "edit", "Edit", "Type the value, or take the next"),
        ("settings.down", "j down", "move(1)", "Down", "Move the cursor down"),
        ("settings.up", "k up", "move(-1)", "Up", "Move the cursor up"),
        ("settings.profile", "P", "profile", "Profile",
         "Answer what the estimate starts from"),
        ("settings.close", ", q", "close", "Close", "Close the settings"),
    ),
    "why": (
        ("why.turn", "enter", "turn", "Formula", "Show the formula, or go back"),
        ("why.profile", "P", "profile", "Profile", "Answer what the estimate starts from"),
        ("why.close", "? q", "close", "Close", "Close"),
    ),
}
"""The keys of one dialog, of all dialogs (``dialog``), or of dialogs with text fields (``ask``)."""

IN_PANELS: Rows = {
    "welcome": (
        ("welcome.keep", "enter tab", "keep", "Keep", "Keep this step and go on"),
        ("welcome.skip", "escape", "skip", "Skip", "Skip this step"),
        ("welcome.choose", "space", "choose", "Choose",
         "Choose what is under the cursor, or take it back", "hidden"),
        ("welcome.back", "shift+tab", "back", "Back", "Go back to the step before", "hidden"),
        ("welcome.left", "h left", "move(-1)", "Left", "Move to the choice before", "hidden"),
        ("welcome.right", "l right", "move(1)", "Right", "Move to the choice after", "hidden"),
        ("welcome.down", "j down", "line(1)", "Down", "Move to the line below", "hidden"),
        ("welcome.up", "k up", "line(-1)", "Up", "Move to the line above", "hidden"),
    ),
}
"""The keys of a part of a view while it has the focus; they come before those of the view."""
# fmt: on

KEYS: Rows = EVERYWHERE | IN_VIEWS | IN_DIALOGS | IN_PANELS
BY_ID = {row[0]: row for rows in KEYS.values() for row in rows}


def keys_of_today() -> dict[str, tuple[tuple[str, ...], str]]:
    """Return the usual keys of each binding in Today and the name of what they do, by its id."""
    rows = (*KEYS["today"], *KEYS["view"], *KEYS["app"])
    return {row[0]: (tuple(row[1].split()), row[3].removeprefix("Tick ")) for row in rows}
