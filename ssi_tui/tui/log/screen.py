"""The Log: every entry and every other step, newest first, to find, edit and take out."""

from collections.abc import Sequence
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Input

from ssi_tui.core.formula import ACTIONS, Actions
from ssi_tui.core.journal.details import details, details_title
from ssi_tui.core.journal.filter import JournalFilter, parse_filter
from ssi_tui.core.journal.rows import (
    Deed,
    EntryDeeds,
    Journal,
    JournalEntry,
    JournalRow,
    JournalStep,
    RowsRead,
    row_day,
)
from ssi_tui.core.model import Entry
from ssi_tui.core.text.words import near_day
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.names import Key, bindings, given_key
from ssi_tui.tui.keys.tasks import task_keys
from ssi_tui.tui.log.details import DetailsShown, LogDetails
from ssi_tui.tui.log.hints import hints_of
from ssi_tui.tui.log.list import TITLE_ROWS, LogList, LogShown
from ssi_tui.tui.log.page import LogPage
from ssi_tui.tui.look.grid import TABS, WIDE_FROM, put
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.key_line import KeyLine, Notice
from ssi_tui.tui.view.messages import LogErrand
from ssi_tui.tui.view.tabs import TabBar
from ssi_tui.tui.widgets.plain_input import PlainInput

# Where the second grid of a wide terminal begins.
SECOND_GRID = 80
# From this height on there is a blank row under the tabs, and one above the key line.
SPACED_FROM = 24
PROMPT = "/"
FILTER_MAX = 200
# Typing must pause for this long before the log is filtered.
PAUSE_SECONDS = 0.12


class LogScreen(ViewScreen):
    """The view that shows what was logged: the days, and the rows of each."""

    MODE = "log"
    LABEL = "Log"

    ALWAYS_TODAY = True

    BINDINGS = bindings("log")

    log_rows: var[RowsRead | None] = var(None)
    entry_deeds: var[EntryDeeds | None] = var(None)
    rows_shown: var[LogShown | None] = var(None)
    details_shown: var[DetailsShown | None] = var(None)

    class JournalWanted(LogErrand):
        """The days and the numbers of rows that a filter leaves were asked for."""

        wanted: JournalFilter

    class RowsWanted(LogErrand):
        """The rows of some days were asked for, by the places of those days in the journal."""

        journal: Journal
        first: int
        last: int

    class EntrySeen(LogErrand):
        """The details of an entry were to be shown, which takes its history."""

        entry: Entry

    class RowOpened(LogErrand):
        """A row was opened, to edit it or to read its details."""

        row: JournalRow

    class EntryVoided(LogErrand):
        """An entry was taken out."""

        entry: Entry

    class StepTurned(LogErrand):
        """A step was to be undone on its row, or redone if it is undone."""

        step: JournalStep

    def __init__(self) -> None:
        super().__init__()
        self._page = LogPage()
        self._typed = ""
        self._filtering = False
        self._pause: Timer | None = None
        self._stale = True

    def compose(self) -> ComposeResult:
        """Yield the filter last, so that it covers the key line."""
        yield from super().compose()
        yield PlainInput(id="filter", placeholder="task, source or words of a note", compact=True)

    def panels(self) -> ComposeResult:
        """Yield the list, and the details that only a wide terminal shows."""
        yield LogList().data_bind(shown=LogScreen.rows_shown)
        yield LogDetails().data_bind(shown=LogScreen.details_shown)

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Read the log again when the view is shown."""
        self._stale = True
        super().watch_dashboard(dashboard)

    def on_screen_resume(self) -> None:
        """Catch up with what has changed while another view was shown."""
        self.place()

    def place(self) -> None:
        """Place the widgets, and read the log again if it has changed."""
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
        """The actions that score in this log."""
        return ACTIONS if self.dashboard is None else self.dashboard.actions

    def _ask(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        self.post_message(self.JournalWanted(parse_filter(self._typed, self._actions)))

    def watch_log_rows(self, read: RowsRead | None) -> None:
        """Show what was read of the log."""
        if read is not None and self._page.follow(read):
            self._show()

    def _show(self) -> None:
        """Show the lines in sight, or ask for those that have not been read and show them later."""
        page, dashboard = self._page, self.dashboard
        journal = page.journal
        if journal is None or dashboard is None:
            return
        missing = page.missing()
        if missing is not None:
            self.post_message(self.RowsWanted(journal, *missing))
        lines = page.lines()
        if lines is None:
            return
        self.rows_shown = LogShown(
            filter=journal.wanted.words(dashboard.actions),
            entries=journal.entries,
            lines=lines,
            cursor=page.window.cursor_in_sight,
            today=dashboard.today,
            keys=dict.fromkeys(ACTIONS, given_key(self, "today.more")) | task_keys(self, dashboard),
            hints=hints_of(self, journal),
            actions=dashboard.actions,
        )
        self._show_details(dashboard)

    def _show_details(self, dashboard: Dashboard) -> None:
        """Show the details of the row under the cursor, if there is room for them."""
        row = self._page.row
        if not self.query_one(LogDetails).display:
            return
        if row is None:
            self.details_shown = None
        elif isinstance(row, JournalStep):
            self._tell_of(row, dashboard, ())
        else:
            self.post_message(self.EntrySeen(row.entry))

    def watch_entry_deeds(self, found: EntryDeeds | None) -> None:
        """Show the details of the entry under the cursor, with its history."""
        row, dashboard = self._page.row, self.dashboard
        if found is None or dashboard is None or not isinstance(row, JournalEntry):
            return
        if row.entry is found.entry:
            self._tell_of(row, dashboard, found.deeds)

    def _tell_of(self, row: JournalRow, dashboard: Dashboard, deeds: Sequence[Deed]) -> None:
        actions = dashboard.source.history.schedule.actions_on(row_day(row))
        lines = details(row, deeds, dashboard.today, actions)
        self.details_shown = DetailsShown(details_title(row, self._actions), lines)

    def action_move(self, step: int) -> None:
        """Move the cursor by ``step`` rows."""
        self._page.window.move(step)
        self._show()

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self._page.window.page(step)
        self._show()

    def action_day(self, step: int) -> None:
        """Move the cursor to the newest row of the next or the previous day that has rows."""
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

    def go_to(self, day: date) -> None:
        """Move the cursor to the newest row of a day, or of the last one before it with rows."""
        journal, dashboard = self._page.journal, self.dashboard
        if dashboard is None or journal is None or not journal.days:
            return
        at = journal.nearest(day)
        found = journal.days[at]
        self._page.window.go_to(at, 0)
        self._show()
        if found != day:
            today = dashboard.today
            text = f"No entries on {near_day(day, today)}; showing {near_day(found, today)}."
            self.notice = Notice(text)

    @on(LogList.Scrolled)
    def scroll_by(self, event: LogList.Scrolled) -> None:
        """Scroll with the wheel; the cursor stays in sight."""
        self._page.window.scroll(event.lines)
        self._show()

    @on(LogList.Picked)
    def pick(self, event: LogList.Picked) -> None:
        """Move the cursor to the row that was pressed; open the row if it was pressed twice."""
        if self._page.window.pick(event.line):
            self._show()
            if event.twice:
                self.action_open()

    def action_filter(self) -> None:
        """Open the field for the filter."""
        self.notice = None
        self.line_keys, self.end_keys = (Key(PROMPT, ""),), ()
        self._filtering = True
        self.place()
        self.set_focus(self.query_one(Input))

    def action_clear(self) -> None:
        """Clear the filter."""
        self._typed = ""
        self.query_one(Input).clear()
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
        """Keep the filter and go back to the rows, or say that it is too long."""
        self._close_filter()
        length = len(self.query_one(Input).value)
        if length > FILTER_MAX:
            said = f"A filter has at most {FILTER_MAX} characters; this one has {length:,}."
            self.notice = Notice(said, stays=True)

    @on(Input.Changed)
    def filter_by(self, event: Input.Changed) -> None:
        """Filter by what is typed, once typing pauses."""
        if event.value == self._typed or len(event.value) > FILTER_MAX:
            return
        self._typed = event.value
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self._ask)

    def action_open(self) -> None:
        """Edit the entry under the cursor, or show the details of another row."""
        if self._page.row is not None:
            self.post_message(self.RowOpened(self._page.row))

    def action_void(self) -> None:
        """Take out the entry under the cursor, or undo or redo the step under it."""
        row = self._page.row
        if isinstance(row, JournalStep):
            self.post_message(self.StepTurned(row))
        elif row is not None and row.counts:
            self.post_message(self.EntryVoided(row.entry))
        elif row is not None:
            self.notice = Notice("This entry already doesn't count.", stays=True)

    def action_open_day(self) -> None:
        """Open the day under the cursor in Today."""
        row = self._page.row
        if row is not None:
            self.post_message(self.DayOpened(row_day(row)))
