"""The log: every entry and every step, newest first, to be found, edited and taken back."""

from datetime import date
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Input

from ssi_tui.core.formula import ACTIONS, Actions
from ssi_tui.core.journal.details import details, details_title
from ssi_tui.core.journal.filter import parse_filter
from ssi_tui.core.journal.rows import (
    Deed,
    Journal,
    JournalEntry,
    JournalRow,
    JournalStep,
    row_day,
)
from ssi_tui.core.journal.words import (
    entry_label,
    entry_paragraphs,
    moment_words,
    step_label,
    step_paragraphs,
)
from ssi_tui.core.model import Entry, OperationKind
from ssi_tui.core.text.words import near_day
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.keys.everywhere import View
from ssi_tui.tui.keys.names import Key, given_key, key_of
from ssi_tui.tui.keys.tasks import task_keys
from ssi_tui.tui.log.details import DetailsShown, LogDetails
from ssi_tui.tui.log.list import TITLE_ROWS, LogList, LogShown
from ssi_tui.tui.log.page import LogPage, Rows
from ssi_tui.tui.look.grid import TABS, WIDE_FROM, put
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.key_line import KeyLine, Notice
from ssi_tui.tui.view.messages import (
    DeedsWanted,
    EntryOpened,
    EntryVoided,
    ImportUndoWanted,
    ImportWanted,
    JournalWanted,
    RowOpened,
    RowsWanted,
)
from ssi_tui.tui.view.tabs import Heading, TabBar

# Where the second grid of a wide terminal begins.
SECOND_GRID = 80
# From here on a blank row stands under the tabs, and one above the keys.
SPACED_FROM = 24
PROMPT = "/"
# The log is filtered once typing pauses for this long.
PAUSE_SECONDS = 0.12


class LogScreen(ViewScreen):
    """See what was logged: the days, and the rows of each."""

    MODE = "log"
    LABEL = "Log"
    ABOUT = (
        "The filter takes names of tasks and sources (comment,",
        "archive) and words of notes; in quotes a name is a word.",
        "What does not count is struck through, with the reason;",
        "what was undone says so. A date in place of the time is",
        "the day on which it was logged for another.",
    )

    BINDINGS = bindings("log")

    def __init__(self, views: tuple[View, ...]) -> None:
        super().__init__(views)
        self._page = LogPage()
        self._typed = ""
        self._filtering = False
        self._pause: Timer | None = None
        self._stale = True

    def compose(self) -> ComposeResult:
        """Lay out the widgets."""
        yield TabBar()
        yield LogList()
        yield LogDetails()
        yield KeyLine()
        yield Input(id="filter", placeholder="task, source or words of a note", compact=True)

    # -- the value that is shown --------------------------------------------------------------

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Read the log anew when the view is seen."""
        self._stale = True
        super().watch_dashboard(dashboard)

    def _head(self, dashboard: Dashboard) -> None:
        # The log is always that of today, whatever day Today shows.
        self.query_one(TabBar).heading = Heading(
            views=self._views,
            active=self.MODE,
            day=dashboard.today,
            is_today=True,
            number=dashboard.number,
        )

    def on_screen_resume(self) -> None:
        """Catch up with what has changed while another view was shown."""
        self.place()

    def place(self) -> None:
        """Place the widgets, and read the log where it has changed."""
        if not self.is_mounted or not self.is_current or self.dashboard is None:
            return
        width, height = self.size
        if not width or not height:
            return
        spaced = 1 if height >= SPACED_FROM else 0
        tabs = TABS if height > TABS + 3 else 0
        room = max(1, height - tabs - 2 * spaced - 1)
        put(self.query_one(TabBar), 0, 0, width, tabs)
        wide = width >= WIDE_FROM
        put(self.query_one(LogList), 0, tabs + spaced, SECOND_GRID if wide else width, room)
        beside = width - SECOND_GRID if wide else 0
        put(self.query_one(LogDetails), SECOND_GRID, tabs + spaced, beside, room)
        put(self.query_one(KeyLine), 0, height - 1, width, 1 if height > 2 else 0)
        field = self.query_one(Input)
        put(field, 4, height - 1, width - 6, 1 if self._filtering else 0)
        self._page.window.resize(room - TITLE_ROWS)
        if self._stale:
            self._stale = False
            self._ask()
        else:
            self._show()

    @property
    def _actions(self) -> Actions:
        """What scores in the log."""
        return ACTIONS if self.dashboard is None else self.dashboard.actions

    def _ask(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        wanted = parse_filter(self._typed, self._actions)
        self.post_message(JournalWanted(wanted, self._take_journal))

    def _take_journal(self, journal: Journal) -> None:
        self._page.turn_to(journal)
        self._show()

    def _show(self) -> None:
        """Show the lines in sight; where some are not known, ask for them and wait."""
        page, dashboard = self._page, self.dashboard
        journal = page.journal
        if journal is None or dashboard is None:
            return
        missing = page.missing()
        if missing is not None:
            self.post_message(RowsWanted(journal, *missing, partial(self._take, journal, *missing)))
        lines = page.lines()
        if lines is None:
            return
        self.query_one(LogList).shown = LogShown(
            filter=journal.wanted.words(dashboard.actions),
            entries=journal.entries,
            lines=lines,
            cursor=page.window.cursor_in_sight,
            today=dashboard.today,
            keys=self._task_keys(dashboard),
            hints=self._hints(journal),
            actions=dashboard.actions,
        )
        self._show_details(dashboard.today)

    def _show_details(self, today: date) -> None:
        """Tell beside the rows all there is of the one under the cursor, where there is room."""
        row, panel = self._page.row, self.query_one(LogDetails)
        if not panel.display:
            return
        if row is None:
            panel.shown = None
        elif isinstance(row, JournalStep):
            self._take_deeds(row, today, ())
        else:
            self.post_message(DeedsWanted(row.entry, partial(self._take_deeds, row, today)))

    def _take_deeds(self, row: JournalRow, today: date, deeds: tuple[Deed, ...]) -> None:
        dashboard = self.dashboard
        if row is self._page.row and dashboard is not None:
            actions = dashboard.source.history.schedule.actions_on(row_day(row))
            lines = details(row, deeds, today, actions)
            title = details_title(row, self._actions)
            self.query_one(LogDetails).shown = DetailsShown(title, lines)

    def _task_keys(self, dashboard: Dashboard) -> dict[str, str]:
        """Return the key that logs each action in Today."""
        more = given_key(self, "today.more")
        return dict.fromkeys(ACTIONS, more) | task_keys(self, dashboard)

    def _take(self, journal: Journal, first: int, last: int, rows: Rows) -> None:
        if self._page.take(journal, first, last, rows):
            self._show()

    def _hints(self, journal: Journal) -> tuple[tuple[str, str], ...]:
        if journal.days:
            return ()
        if not journal.empty and not journal.wanted.wants_all:
            return (("", "Nothing in the log fits."), self._hint("log.clear", "shows all of it"))
        return (
            ("", "Nothing is logged yet."),
            self._hint("app.today", "opens Today, where one key logs a task"),
            self._hint("log.import", "imports LinkedIn's archive"),
        )

    def _hint(self, identity: str, words: str) -> tuple[str, str]:
        key = key_of(self, identity, words)
        return ("", "") if key is None else (key.keys, words)

    # -- moving -------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Move the cursor by some rows."""
        self._page.window.move(step)
        self._show()

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self._page.window.page(step)
        self._show()

    def action_day(self, step: int) -> None:
        """Move the cursor to the newest row of the day before or after that has rows."""
        self._page.window.go_to(self._page.window.day + step, 0)
        self._show()

    def action_newest(self) -> None:
        """Move the cursor to the newest row."""
        self._page.window.go_to(0, 0)
        self._show()

    def action_oldest(self) -> None:
        """Move the cursor to the oldest row."""
        self._page.window.end()
        self._show()

    def action_go_to(self) -> None:
        """Ask for a date and move the cursor there."""
        self.post_message(self.DateAsked(self._go_to))

    def _go_to(self, day: date | None) -> None:
        journal, dashboard = self._page.journal, self.dashboard
        if day is None or dashboard is None or journal is None or not journal.days:
            return
        at = journal.nearest(day)
        found = journal.days[at]
        self._page.window.go_to(at, 0)
        self._show()
        if found != day:
            today = dashboard.today
            text = f"on {near_day(day, today)}, this is {near_day(found, today)}"
            self.tell(Notice("nothing", text))

    @on(LogList.Scrolled)
    def scroll_by(self, event: LogList.Scrolled) -> None:
        """Scroll with the wheel; the cursor stays in sight."""
        self._page.window.scroll(event.lines)
        self._show()

    @on(LogList.Picked)
    def pick(self, event: LogList.Picked) -> None:
        """Move the cursor to the row that was pressed; open it where it was pressed twice."""
        if self._page.window.pick(event.line):
            self._show()
            if event.twice:
                self.action_open()

    # -- the filter ---------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Open the line that filters."""
        line = self.query_one(KeyLine)
        line.notice = None
        line.keys, line.help_key = (Key(PROMPT, ""),), None
        self._filtering = True
        self.place()
        self.set_focus(self.query_one(Input))

    def action_clear(self) -> None:
        """Show everything again."""
        self.query_one(Input).value = self._typed = ""
        self._close_filter()
        self._ask()

    def _close_filter(self) -> None:
        if self._filtering:
            self._filtering = False
            self.set_focus(None)
            self.place()
            if self._pause is not None:
                self._ask()
            self.show_keys()

    @on(Input.Submitted)
    def keep_filter(self) -> None:
        """Keep the filter and go back to the rows."""
        self._close_filter()

    @on(Input.Changed)
    def filter_by(self, event: Input.Changed) -> None:
        """Filter while it is typed."""
        if event.value != self._typed:
            self._typed = event.value
            if self._pause is not None:
                self._pause.stop()
            self._pause = self.set_timer(PAUSE_SECONDS, self._ask)

    # -- what can be done with a row ----------------------------------------------------------

    def action_open(self) -> None:
        """Edit the entry under the cursor; of other rows tell what there is."""
        row, dashboard = self._page.row, self.dashboard
        if row is None or dashboard is None:
            return
        today = dashboard.today
        if isinstance(row, JournalStep):
            if self._is_import(row):
                self.post_message(ImportUndoWanted(row))
                return
            when = f"{near_day(row.day, today)} {row.wall:%H:%M}"
            title, paragraphs = step_label(row), step_paragraphs(row, today, self._actions)
            self.post_message(RowOpened(title.capitalize(), when, paragraphs))
        elif row.counts:
            actions = dashboard.source.history.schedule.actions_on(row.entry.day)
            self.post_message(EntryOpened(row, today, actions, self._hold))
        else:
            when = moment_words(row, today)
            title = entry_label(row, self._actions).capitalize()
            self.post_message(RowOpened(title, when, entry_paragraphs(row)))

    @staticmethod
    def _is_import(row: JournalStep) -> bool:
        return row.operation.kind is OperationKind.IMPORT and not row.undone

    def _hold(self, entry: Entry) -> None:
        """Keep the cursor on the entry that has replaced another."""
        self._page.hold(JournalEntry(entry, None))

    def action_void(self) -> None:
        """Take the entry under the cursor out, or undo the import."""
        row = self._page.row
        if isinstance(row, JournalStep):
            if self._is_import(row):
                self.post_message(ImportUndoWanted(row))
            else:
                self.tell(Notice("no", "only entries and imports are taken out here"))
        elif row is not None and row.counts:
            self.post_message(EntryVoided(row.entry))
        elif row is not None:
            self.tell(Notice("no", "this entry does not count anyway"))

    def action_open_day(self) -> None:
        """Open the day under the cursor in Today."""
        row = self._page.row
        if row is not None:
            self.post_message(self.DayOpened(row_day(row)))

    def action_import(self) -> None:
        """Import an archive."""
        self.post_message(ImportWanted())
