"""Today: the routine with one key a task, what to do next, the pillars, and the one warning."""

from datetime import timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.keys.names import given_key
from ssi_tui.tui.keys.tasks import bind_own, own_keys, task_keys
from ssi_tui.tui.today.layout import place_today
from ssi_tui.tui.today.next import IMPORT, MORE, NextPanel
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.today.warning import WarningPanel
from ssi_tui.tui.today.week import RunsPanel, SincePanel, WeekPanel
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.key_line import KeyLine
from ssi_tui.tui.view.messages import (
    ClockCounted,
    ClockTurned,
    ImportWanted,
    RoutineWanted,
    WelcomeWanted,
)
from ssi_tui.tui.view.tabs import TabBar
from ssi_tui.tui.widgets.pillars import PillarsPanel

if TYPE_CHECKING:
    from ssi_tui.tui.today.welcome import WelcomePanel


class TodayScreen(ViewScreen):
    """The morning, 10 to 15 minutes."""

    MODE = "today"
    LABEL = "Today"
    ABOUT = (
        "● done   ○ to do   ! watch   !! about to collapse",
        "× collapsed   + building   - dormant",
        "│ in a bar is the collapse line: a quarter of what activity",
        "usually adds is gone. Nights: closes left until then.",
        "The score is our own estimate, never LinkedIn's number.",
    )

    BINDINGS = bindings("today")

    _opened = False
    _own_keys: tuple[tuple[str, str], ...] = ()
    _counting: Timer | None = None
    _welcome: "WelcomePanel | None" = None

    class Ticked(Message):
        """A task was ticked."""

        def __init__(self, task: str) -> None:
            super().__init__()
            self.task_id = task

    class TakenBack(Message):
        """One was taken back from a task."""

        def __init__(self, task: str) -> None:
            super().__init__()
            self.task_id = task

    class QualityCycled(Message):
        """The newest entry of a task was given its next quality."""

        def __init__(self, task: str) -> None:
            super().__init__()
            self.task_id = task

    class NoteWanted(Message):
        """A note on the newest entry of a task, or on the day, was asked for."""

        def __init__(self, task: str | None) -> None:
            super().__init__()
            self.task_id = task

    class DayWanted(Message):
        """Another day was asked for: some days from the one that is shown, ``None`` for today."""

        def __init__(self, step: timedelta | None) -> None:
            super().__init__()
            self.step = step

    class DateWanted(Message):
        """The dialog for a date was asked for."""

    class MoreWanted(Message):
        """The list of the less frequent actions was asked for."""

    class TimeOffWanted(Message):
        """The dialog for time off was asked for."""

    def compose(self) -> ComposeResult:
        """Lay out the widgets: six, and those that a wide terminal adds."""
        yield TabBar()
        yield RoutinePanel().data_bind(TodayScreen.dashboard)
        yield NextPanel().data_bind(TodayScreen.dashboard)
        yield PillarsPanel().data_bind(TodayScreen.dashboard)
        yield WarningPanel().data_bind(TodayScreen.dashboard)
        yield WeekPanel().data_bind(TodayScreen.dashboard)
        yield RunsPanel().data_bind(TodayScreen.dashboard)
        yield SincePanel().data_bind(TodayScreen.dashboard)
        yield KeyLine()

    # -- the first minutes --------------------------------------------------------------------

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Show the new value; ask for the welcome where the first one holds nothing."""
        super().watch_dashboard(dashboard)
        if dashboard is not None and not self._opened:
            self._opened = True
            if dashboard.empty:
                self.post_message(WelcomeWanted())
        clock = None if dashboard is None else dashboard.clock
        self._follow_clock(going=clock is not None and clock.running is not None)
        if dashboard is not None and self.is_mounted:
            self._bind_own(dashboard)

    # -- tasks of the user's own --------------------------------------------------------------

    def _bind_own(self, dashboard: Dashboard) -> None:
        """Bind the keys of the user's own tasks; what the view binds itself is not taken."""
        if dashboard.source.log.tasks or self._own_keys:
            own = own_keys(self, dashboard)
            names = {row.task: row.label for row in dashboard.tasks}
            bind_own(self, dict(self._own_keys), own, names)
            if own != dict(self._own_keys):
                self._own_keys = tuple(own.items())
                self.show_keys()

    # -- the clock ----------------------------------------------------------------------------

    def _follow_clock(self, *, going: bool) -> None:
        """Count each second while the clock goes on."""
        if going and self._counting is None:
            self._counting = self.set_interval(1.0, self._count)
        elif not going and self._counting is not None:
            self._counting.stop()
            self._counting = None

    def _count(self) -> None:
        if self.is_current:
            self.post_message(ClockCounted())

    def on_screen_resume(self) -> None:
        """Show the seconds that went by while another view was shown."""
        if self._counting is not None:
            self.post_message(ClockCounted())

    # -- the welcome --------------------------------------------------------------------------

    def welcome(self) -> None:
        """Show the welcome in the place of what to do next."""
        from ssi_tui.tui.today.welcome import WelcomePanel

        if self.dashboard is not None:
            self._welcome = WelcomePanel(self.dashboard)
            self.mount(self._welcome)
            self.place()

    def on_descendant_focus(self) -> None:
        """Show the keys of the welcome."""
        self._follow_focus(welcome=True)

    def on_descendant_blur(self) -> None:
        """Show the keys of the routine again."""
        self._follow_focus(welcome=False)

    def _follow_focus(self, *, welcome: bool) -> None:
        self.query_one(RoutinePanel).pointing = not welcome
        self.show_keys()
        self.place()

    def show_keys(self) -> None:
        """Fill the last row, and the key column of the tasks."""
        super().show_keys()
        keys = task_keys(self) | dict(self._own_keys)
        self.query_one(RoutinePanel).keys = keys
        self.query_one(NextPanel).keys = keys | {
            MORE: given_key(self, "today.more"),
            IMPORT: given_key(self, "today.import"),
        }

    def place(self) -> None:
        """Place the panels for the present size and value."""
        if not self.is_mounted or self.dashboard is None:
            return
        welcome = self._welcome
        if welcome is not None and not (welcome.is_attached and self.dashboard.empty):
            # The first tick ends it, and so does its last step.
            self._welcome = None
            if welcome.is_attached:
                welcome.remove()
        place_today(self, self.dashboard, self._welcome)
        if self._welcome is not None and self._welcome.display and self.focused is None:
            self._welcome.focus()

    # -- keys ---------------------------------------------------------------------------------

    def action_tick(self, task: str) -> None:
        """Tick a task."""
        self.post_message(self.Ticked(task))

    def action_tick_cursor(self) -> None:
        """Tick the task under the cursor."""
        task = self.query_one(RoutinePanel).task_under_cursor
        if task is not None:
            self.post_message(self.Ticked(task))

    def action_less(self) -> None:
        """Take one back from the task under the cursor."""
        task = self.query_one(RoutinePanel).task_under_cursor
        if task is not None:
            self.post_message(self.TakenBack(task))

    def action_quality(self) -> None:
        """Change the quality of the newest entry of the task under the cursor."""
        task = self.query_one(RoutinePanel).task_under_cursor
        if task is not None:
            self.post_message(self.QualityCycled(task))

    def action_note(self) -> None:
        """Ask for a note: on the newest entry under the cursor, on the day where there is none."""
        panel = self.query_one(RoutinePanel)
        rows = self.dashboard.tasks if self.dashboard is not None else ()
        task = panel.task_under_cursor
        logged = any(row.task == task and row.count for row in rows)
        self.post_message(self.NoteWanted(task if logged else None))

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.query_one(RoutinePanel).cursor += step

    def action_day(self, step: int) -> None:
        """Show another day."""
        self.post_message(self.DayWanted(timedelta(days=step)))

    def action_clock(self) -> None:
        """Start or pause the clock."""
        self.post_message(ClockTurned())

    def action_today(self) -> None:
        """Show today again."""
        self.post_message(self.DayWanted(None))

    def action_go_to(self) -> None:
        """Ask for a date."""
        self.post_message(self.DateWanted())

    def action_import_archive(self) -> None:
        """Ask for an archive."""
        self.post_message(ImportWanted())

    def action_more(self) -> None:
        """Ask for the less frequent actions."""
        self.post_message(self.MoreWanted())

    def action_routine(self) -> None:
        """Ask for the routine editor."""
        self.post_message(RoutineWanted(self.query_one(RoutinePanel).keys))

    def action_time_off(self) -> None:
        """Ask for time off."""
        self.post_message(self.TimeOffWanted())
