"""Today: the routine with a key for each task, what to do next, the pillars, and one warning."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.events import Key
from textual.geometry import Size
from textual.reactive import var
from textual.timer import Timer

from ssi_tui.core.history.sums import toward
from ssi_tui.core.model import Question
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.names import bindings, given_key
from ssi_tui.tui.keys.tasks import bind_own, own_keys, task_keys, with_caps_lock
from ssi_tui.tui.look.grid import put
from ssi_tui.tui.today.layout import Rows, place_today
from ssi_tui.tui.today.next import BACK, IMPORT, MORE, NEXT_DAY, NOTE, PROFILE, REVIEW, NextPanel
from ssi_tui.tui.today.roomy import RoomyScreen
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import (
    DayErrand,
    Errand,
    QualityCycled,
    TakenBack,
    Ticked,
    WelcomeErrand,
    WhyWanted,
)
from ssi_tui.tui.view.tabs import SWEEPS
from ssi_tui.tui.widgets.pillars import PillarsPanel
from ssi_tui.tui.widgets.warning import WarningPanel

if TYPE_CHECKING:
    from ssi_tui.tui.today.welcome import WelcomePanel


# How long the two lines take to turn to the accent once the routine is completed.
MOMENT_SECONDS = 0.4


def first_place(dashboard: Dashboard) -> int:
    """Return the place of the first task of the plan, at which the cursor of a day begins."""
    planned = [toward(item.action) for item in dashboard.advice.plan.items]
    places = {row.task: at for at, row in enumerate(dashboard.rows)}
    return next((places[task] for task in planned if task in places), 0)


class TodayScreen(RoomyScreen):
    """The view for the daily routine of 10 to 15 minutes."""

    MODE = "today"
    LABEL = "Today"

    BINDINGS = bindings("today")

    # The first six come from the app, like the dashboard; the others go to the panels.
    clock_seconds: var[int | None] = var(None)
    welcoming: var[bool] = var(False)
    asking: var[frozenset[Question]] = var(frozenset())
    reviewing: var[date | None] = var(None)
    moments: var[int] = var(0)
    acted_on: var[str | None] = var(None, always_update=True)
    cursor: var[int] = var(0)
    pointing: var[bool] = var(True)
    routine_keys: var[Mapping[str, str]] = var({})
    next_keys: var[Mapping[str, str]] = var({})
    task_limit: var[int] = var(99)
    next_limit: var[int] = var(4)
    lead: var[int] = var(1)
    gap: var[int] = var(1)
    profile_key: var[str] = var("")

    _opened = False
    _strayed = False
    _began_on: date | None = None
    _own_keys: tuple[tuple[str, str], ...] = ()
    _counting: Timer | None = None
    _welcome: "WelcomePanel | None" = None
    # The size and the number of tasks for which the panels stand where they do.
    _place: tuple[Size, int] | None = None
    _rows: Rows | None = None

    class NoteWanted(DayErrand):
        """A note was to be written: on the newest entry of a task, or on the day (``None``)."""

        task: str | None

    class TimeOffWanted(DayErrand):
        """The dialog for time off was to be opened."""

    class MoreWanted(Errand):
        """The list of the less frequent actions was to be opened."""

    class RoutineWanted(Errand):
        """The routine was to be edited; ``keys`` maps its tasks to the keys that tick them."""

        keys: Mapping[str, str]

    class ClockTurned(Errand):
        """The session clock was to be started or paused."""

    class ClockCounted(Errand):
        """A second has passed on the session clock while this view was shown."""

    class Opened(WelcomeErrand):
        """An empty log was opened; the app decides whether to welcome its user."""

    def panels(self) -> ComposeResult:
        """Yield the four panels that every terminal shows, and the columns of a wide one."""
        yield RoutinePanel().data_bind(
            TodayScreen.clock_seconds,
            TodayScreen.cursor,
            TodayScreen.pointing,
            TodayScreen.swept,
            shown=TodayScreen.dashboard,
            keys=TodayScreen.routine_keys,
            limit=TodayScreen.task_limit,
        )
        yield NextPanel().data_bind(
            TodayScreen.asking,
            TodayScreen.reviewing,
            shown=TodayScreen.dashboard,
            keys=TodayScreen.next_keys,
            limit=TodayScreen.next_limit,
        )
        yield PillarsPanel().data_bind(
            TodayScreen.lead, TodayScreen.gap, shown=TodayScreen.dashboard
        )
        yield WarningPanel().data_bind(
            TodayScreen.profile_key, TodayScreen.asking, shown=TodayScreen.dashboard
        )
        yield from self.columns()

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Show the new dashboard, and say so if the first one is of an empty log."""
        if dashboard is not None and dashboard.today != self._began_on:
            self._began_on = dashboard.today
            self.cursor = first_place(dashboard)
        self.cursor = self.validate_cursor(self.cursor)
        super().watch_dashboard(dashboard)
        if dashboard is not None and not self._opened:
            self._opened = True
            if dashboard.empty:
                self.post_message(self.Opened())
        clock = None if dashboard is None else dashboard.clock
        self._follow_clock(going=clock is not None and clock.running is not None)
        if dashboard is not None and self.is_mounted:
            self._bind_own(dashboard)

    def _bind_own(self, dashboard: Dashboard) -> None:
        """Bind the keys of the user's own tasks, except those that the view has bound itself."""
        if dashboard.source.log.tasks or self._own_keys:
            own = own_keys(self, dashboard)
            names = {row.task: row.label for row in dashboard.rows}
            bind_own(self, dict(self._own_keys), own, names)
            if own != dict(self._own_keys):
                self._own_keys = tuple(own.items())
                self.show_keys()

    def _follow_clock(self, *, going: bool) -> None:
        """Count the seconds while the session clock runs."""
        if going and self._counting is None:
            self._counting = self.set_interval(1.0, self._count)
        elif not going and self._counting is not None:
            self._counting.stop()
            self._counting = None

    def _count(self) -> None:
        if self.is_current:
            self.post_message(self.ClockCounted())

    def on_screen_resume(self) -> None:
        """Show the seconds that passed while another view was shown."""
        if self._counting is not None:
            self.post_message(self.ClockCounted())

    def watch_welcoming(self, welcoming: bool) -> None:
        """Show the welcome in place of what to do next."""
        if welcoming and self.dashboard is not None:
            from ssi_tui.tui.today.welcome import WelcomePanel

            self._welcome = WelcomePanel(self.dashboard).data_bind(
                TodayScreen.asking, shown=TodayScreen.dashboard, limit=TodayScreen.next_limit
            )
            self.mount(self._welcome)
            self.place()

    def on_descendant_focus(self) -> None:
        """Show the keys of the welcome, which has the focus now."""
        self._follow_focus(welcome=True)

    def on_descendant_blur(self) -> None:
        """Show the keys of the routine again."""
        self._follow_focus(welcome=False)

    def _follow_focus(self, *, welcome: bool) -> None:
        self.pointing = not welcome
        self.show_keys()
        self.place()

    def show_keys(self) -> None:
        """Fill the key line, and the key column of the tasks."""
        super().show_keys()
        self.routine_keys = task_keys(self) | dict(self._own_keys)
        self.profile_key = given_key(self, "app.profile")
        self.note_key = given_key(self, "today.note")
        self.next_keys = self.routine_keys | {
            MORE: given_key(self, "today.more"),
            IMPORT: given_key(self, "today.import"),
            PROFILE: self.profile_key,
            REVIEW: given_key(self, "app.review"),
            NOTE: self.note_key,
            NEXT_DAY: given_key(self, "today.day-after"),
            BACK: given_key(self, "today.today"),
        }

    def place(self) -> None:
        """Place the panels for the current size and dashboard; end a welcome that is over."""
        if not self.is_mounted or self.dashboard is None:
            return
        welcome = self._welcome
        if welcome is not None and not (welcome.is_attached and self.dashboard.empty):
            # Its last step ends it, and so does the first tick.
            self._welcome = None
            if welcome.is_attached:
                welcome.remove()
        if self._welcome is not None and not self.dashboard.is_today:
            put(self._welcome, 0, 0, 0, 0)
        shown = self._welcome if self.dashboard.is_today else None
        place = None if shown is not None else (self.size, len(self.dashboard.rows))
        if place is None or place != self._place:
            rows = place_today(self, len(self.dashboard.rows), shown)
            self._place, self._rows = place, rows
            if rows is not None:
                self.task_limit, self.next_limit = rows.tasks, rows.next[1] - 1
                self.lead, self.gap = rows.lead, rows.gap
        if self._rows is not None:
            self.place_beyond(self._rows, self.dashboard)
        if self._welcome is not None and self._welcome.display and self.focused is None:
            self._welcome.focus()

    def watch_acted_on(self, task: str | None) -> None:
        """Move the cursor to the task that was logged or undone."""
        rows = self.dashboard.rows if self.dashboard is not None else ()
        places = [at for at, row in enumerate(rows) if task is not None and row.task == task]
        if places:
            self.cursor = places[0]

    def watch_moments(self, moments: int) -> None:
        """Let the two lines of a completed routine turn to the accent, from left to right."""
        if moments and self.is_current:
            self.swept = 1
            self.set_interval(MOMENT_SECONDS / SWEEPS, self._sweep, repeat=SWEEPS)

    def _sweep(self) -> None:
        self.swept = (self.swept + 1) % (SWEEPS + 1)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a task."""
        tasks = self.dashboard.rows if self.dashboard is not None else ()
        return max(0, min(cursor, len(tasks) - 1))

    @property
    def task_under_cursor(self) -> str | None:
        """The task under the cursor."""
        tasks = self.dashboard.rows if self.dashboard is not None else ()
        return tasks[self.cursor].task if tasks else None

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.cursor += step

    @on(RoutinePanel.Picked)
    def point_to(self, event: RoutinePanel.Picked) -> None:
        """Move the cursor to the task that was pressed."""
        self.cursor = event.at

    @on(PillarsPanel.Picked)
    def explain(self, event: PillarsPanel.Picked) -> None:
        """Explain the pillar that was clicked."""
        if self.dashboard is not None and self.dashboard.is_today:
            self.post_message(WhyWanted(self.dashboard, event.at))

    def on_key(self, event: Key) -> None:
        """Answer a letter that no key has: caps lock ticks, and another layout is told the keys."""
        letter = event.character or ""
        if not letter.isalpha() or letter in self.routine_keys.values():
            return
        if event.key in self.active_bindings:
            return
        task = with_caps_lock(self.routine_keys, letter)
        if task is not None:
            self.action_tick(task)
        elif not self._strayed:
            # Once is help, each time would be noise.
            self._strayed = True
            keys = " ".join(self.routine_keys.values())
            words = f"{letter} does nothing here. The keys of your tasks are {keys}."
            self.notice = Notice(words, stays=True)

    def action_tick(self, task: str) -> None:
        """Tick a task."""
        self.post_message(Ticked(task, follows=True))

    def action_tick_cursor(self) -> None:
        """Tick the task under the cursor."""
        if self.task_under_cursor is not None:
            self.action_tick(self.task_under_cursor)

    def action_less(self) -> None:
        """Take back one of the task under the cursor."""
        if self.task_under_cursor is not None:
            self.post_message(TakenBack(self.task_under_cursor))

    def action_quality(self) -> None:
        """Change the quality of the newest entry of the task under the cursor."""
        if self.task_under_cursor is not None:
            self.post_message(QualityCycled(self.task_under_cursor))

    def action_note(self) -> None:
        """Ask for a note on the newest entry of the task under the cursor, or else on the day."""
        rows = self.dashboard.rows if self.dashboard is not None else ()
        logged = any(row.task == self.task_under_cursor and row.count for row in rows)
        self.post_message(self.NoteWanted(self.task_under_cursor if logged else None))

    def action_clock(self) -> None:
        """Start or pause the session clock."""
        self.post_message(self.ClockTurned())

    def action_more(self) -> None:
        """Ask for the list of the less frequent actions."""
        self.post_message(self.MoreWanted())

    def action_routine(self) -> None:
        """Ask for the routine editor."""
        self.post_message(self.RoutineWanted(self.routine_keys))

    def action_time_off(self) -> None:
        """Ask for the dialog for time off."""
        self.post_message(self.TimeOffWanted())

    def go_to(self, day: date) -> None:
        """Show a day that was asked for."""
        self.post_message(self.DayOpened(day))
