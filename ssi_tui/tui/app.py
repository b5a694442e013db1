"""The app: takes messages up, calls the tracker, hands one frozen dashboard down."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import SystemCommand
from textual.command import Provider
from textual.events import Event
from textual.filter import LineFilter
from textual.screen import Screen

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.text.words import near_day, printable
from ssi_tui.tracker.tracker import DatabaseUnusableError, NotNowError, Tracker
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.errands import notices
from ssi_tui.tui.errands.daily_backup import DailyBackup
from ssi_tui.tui.errands.settings import Preferences
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.keys.in_turn import InTurn
from ssi_tui.tui.keys.names import Key, given_key, key_of
from ssi_tui.tui.look.theme import DARK, LIGHT, variable_defaults
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import Errand
from ssi_tui.tui.views import MAKERS

LOOK_AROUND_SECONDS = 1.0
ASK_ABOVE_ENTRIES = 20


def _bound(make: Callable[[], ViewScreen]) -> Callable[[], Screen[None]]:
    """Return what makes a view that follows the value of the app."""
    return lambda: make().data_bind(SsiApp.dashboard)


def _actions_provider() -> type[Provider]:
    # The palette is loaded when it is opened.
    from ssi_tui.tui.keys.palette import ActionsProvider

    return ActionsProvider


class SsiApp(Host):
    """The routine tracker."""

    TITLE = "ssi-tui"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_actions_provider}
    BINDINGS = bindings("app")

    def __init__(self, tracker: Tracker, mode: str = "today") -> None:
        # The mode that Textual opens first; the class would have to name one for all.
        vars(self)["DEFAULT_MODE"] = mode
        super().__init__(tracker)
        self.failure: str | None = None
        self.error: DatabaseUnusableError | None = None
        # A day opened on purpose stays when the day changes; otherwise the screen follows today.
        self._pinned: date | None = None
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        if self.no_color:
            # The grey filter paints "default" black on black, so ANSI themes are not offered.
            for theme in [theme for theme in self.available_themes.values() if theme.ansi]:
                self.unregister_theme(theme.name)
        self.preferences = Preferences(self)
        self._keys = InTurn(self, super().on_event)

    async def on_event(self, event: Event) -> None:
        """Hand on what comes from outside, keys one after the other."""
        await (self._keys.take(event) if self._keys.takes(event) else super().on_event(event))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our variables for themes that lack them."""
        return variable_defaults(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what everything painted goes through."""
        return [*super().get_line_filters(), *self.preferences.filters]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """Yield what the app itself offers in the palette besides the actions of the view."""
        yield SystemCommand("Theme", "Choose the colours", self.action_change_theme)
        yield SystemCommand(
            "Screenshot",
            "Save the screen as an SVG file",
            lambda: self.set_timer(0.1, self.deliver_screenshot),
        )

    def on_load(self) -> None:
        """Read the log."""
        self.preferences.follow_start()
        with self._guarded():
            self.dashboard = self.tracker.dashboard()

    def get_default_screen(self) -> Screen[None]:
        """Return the first view."""
        return _bound(MAKERS[self.DEFAULT_MODE])()

    def on_mount(self) -> None:
        """Look around each second from now on."""
        # For a mode it knows Textual reads all styles anew: the first view was none of these.
        for mode, make in MAKERS.items():
            self.add_mode(mode, _bound(make))
        self.call_later(self.preferences.start)
        self.set_interval(LOOK_AROUND_SECONDS, self.look_around)
        self.call_after_refresh(self._settle_in)

    def _settle_in(self) -> None:
        """Do what the first frame need not wait for."""
        DailyBackup(self).start()
        with self._guarded():
            self.tracker.view.keep_at_start()

    # -- the value that is shown --------------------------------------------------------------

    def look_around(self) -> None:
        """Follow the day, and the ticks of other processes."""
        shown = self.dashboard
        with self._guarded():
            if self.tracker.view.changed_elsewhere():
                self._read()
            self.tracker.view.settle()
            if shown is not None and shown.today != self.tracker.today():
                self._roll_over()

    def _read(self) -> None:
        self.dashboard = self.tracker.dashboard(self._pinned)

    def _roll_over(self) -> None:
        self._read()
        if self.dashboard is not None:
            self.tell(Notice("new day", f"it is {near_day(self.dashboard.today, date.min)} now"))

    def tell(self, notice: Notice) -> None:
        """Show a message in the last row of the view."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, ViewScreen):
                screen.tell(notice)
                return

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Say what is refused in the last row; end with a sentence where the database fails."""
        try:
            yield
        except RefusedError as error:
            self.tell(Notice("no", str(error)))
        except DatabaseUnusableError as error:
            # A full disk ends nothing that is shown already.
            if isinstance(error, NotNowError) and self.dashboard is not None:
                self.tell(Notice("no", str(error)))
                return
            self.failure, self.error = str(error), error
            self.exit()

    # -- ticking ------------------------------------------------------------------------------

    def _shown_day(self) -> date:
        return self.dashboard.day if self.dashboard is not None else self.tracker.today()

    def _change(self, verb: Callable[[date], Done]) -> Done | None:
        """Run a verb on the day that is shown, show the result, and roll over if it is time."""
        done: Done | None = None
        day = self._shown_day()
        with self._guarded():
            done = verb(day)
            late = self._pinned is None and day != self.tracker.today()
            if late:
                self._roll_over()
            else:
                self._read()
        return done

    def _tick(self, action: str) -> None:
        pausing = self.dashboard is not None and self.dashboard.pauses_with(action)
        done = self._change(lambda day: self.tracker.tick([(action, 1)], day, pausing=pausing))
        # After a new day has come its message stands.
        if done is None or self.dashboard is None or done.day != self.dashboard.day:
            return
        if action == "connect":
            said = notices.connected(done.entries[0], self.dashboard)
            # The key changes what is under the cursor, so it is offered there alone.
            panels = self.screen.query(RoutinePanel)
            chosen = any(panel.task_under_cursor == action for panel in panels)
            key = None
            if chosen:
                quality = given_key(self.screen, "today.quality")
                key = Key(quality, "other quality", "screen.quality")
            self.tell(Notice("connect", said, key))

    @on(TodayScreen.Ticked)
    def tick_task(self, event: TodayScreen.Ticked) -> None:
        """Log one of a task."""
        self._tick(event.task_id)

    @on(TodayScreen.TakenBack)
    def take_task_back(self, event: TodayScreen.TakenBack) -> None:
        """Take one of a task back."""
        self._change(lambda day: self.tracker.take_back(event.task_id, day))

    @on(TodayScreen.QualityCycled)
    def cycle_quality(self, event: TodayScreen.QualityCycled) -> None:
        """Give the newest entry of a task its next quality."""
        done = self._change(lambda day: self.tracker.cycle_quality(event.task_id, day))
        if done is not None and done.day == self._shown_day():
            entry = done.entries[0]
            self.tell(Notice(entry.task, notices.quality_words(entry)))

    async def action_switch_mode(self, mode: str) -> None:
        """Open a view, whoever asks: it is bound to the app that makes it."""
        self.call_later(self.switch_mode, mode)

    # -- undo and redo ------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Undo the last operation; ask first if it is not of today, or large."""
        with self._guarded():
            operation = self.tracker.next_undo()
            if operation is None:
                raise RefusedError("there is nothing to undo")
            of_today = self.tracker.clock.day_of(operation.at) == self.tracker.today()
            if of_today and operation.entries <= ASK_ABOVE_ENTRIES:
                self._turn(self.tracker.undo, operation.id)
                return
            from ssi_tui.tui.dialogs.confirm import ConfirmDialog

            lines = notices.operation_lines(operation, self.tracker.clock.day_of(operation.at))
            # What others write meanwhile is not what was asked about.
            self.push_screen(
                ConfirmDialog("Undo this?", lines, "undo"),
                lambda yes: self._turn(self.tracker.undo, operation.id) if yes else None,
            )

    def action_redo(self) -> None:
        """Redo what was undone last."""
        self._turn(self.tracker.redo)

    def _turn(self, verb: Callable[..., Done], *what: str) -> None:
        before = self.dashboard
        redo = verb == self.tracker.redo
        done = self._change(lambda _: verb(*what))
        after = self.dashboard
        if done is None or before is None or after is None:
            return
        text = notices.turned(done.kind, done.entries, done.size, done.clocked, before, after)
        word = "undo" if redo else "redo"
        key = key_of(self.screen, f"app.{word}", word)
        self.tell(Notice("redone" if redo else "undone", text, key))

    # -- days ---------------------------------------------------------------------------------

    @on(TodayScreen.DayWanted)
    def show_day(self, event: TodayScreen.DayWanted) -> None:
        """Show another day."""
        if event.step is None:
            self._show(self.tracker.today())
        else:
            self._show(self._shown_day() + event.step)

    def _show(self, day: date | None) -> None:
        if day is None:
            return
        today = self.tracker.today()
        with self._guarded():
            if day < today:
                checks.day(day, today)
            self._pinned = day if day < today else None
            self._read()

    @on(TodayScreen.DateWanted)
    def ask_date(self) -> None:
        """Ask for a date and show it."""
        from ssi_tui.tui.dialogs.ask import DateDialog

        self.push_screen(DateDialog(self.tracker.today()), self._show)

    @on(ViewScreen.DateAsked)
    def ask_for_view(self, event: ViewScreen.DateAsked) -> None:
        """Ask for a date and give it to the view that wants it."""
        from ssi_tui.tui.dialogs.ask import DateDialog

        self.push_screen(DateDialog(self.tracker.today()), event.then)

    @on(ViewScreen.DayOpened)
    def open_day(self, event: ViewScreen.DayOpened) -> None:
        """Open a day in Today."""
        self._show(event.day)
        self.switch_mode("today")

    # -- notes, more, time off ----------------------------------------------------------------

    @on(TodayScreen.NoteWanted)
    def ask_note(self, event: TodayScreen.NoteWanted) -> None:
        """Ask for a note on the newest entry of a task, or on the day."""
        from ssi_tui.tui.dialogs.ask import NoteDialog

        shown = self.dashboard
        if shown is None:
            return
        day, task = shown.day, event.task_id
        with self._guarded():
            entry = None if task is None else self.tracker.newest(task, day)
            present = printable((shown.note if entry is None else entry.note) or "")
            about = notices.note_subject(entry, day, shown.today, shown.actions)

            def write(text: str | None) -> None:
                if text is not None and text != present:
                    target = None if entry is None else task
                    self._change(lambda _: self.tracker.note(text, day, target))

            self.push_screen(NoteDialog(about, present), write)

    @on(TodayScreen.MoreWanted)
    def ask_more(self) -> None:
        """Open the list of the less frequent actions."""
        from ssi_tui.tui.dialogs.more import MoreDialog

        self.push_screen(MoreDialog(self._tick, self._less))

    def _less(self, action: str) -> None:
        self._change(lambda day: self.tracker.take_back(action, day))

    @on(TodayScreen.TimeOffWanted)
    def ask_time_off(self) -> None:
        """Ask for time off, and say before it is taken what it will do."""
        from ssi_tui.tui.dialogs.ask import TimeOffDialog, TimeOffWish
        from ssi_tui.tui.dialogs.time_off import OTHER_ROWS, preview_rows

        shown = self.dashboard
        if shown is None:
            return

        def take(wish: TimeOffWish | None) -> None:
            if wish is not None:
                self._change(
                    lambda _: self.tracker.frame.take_time_off(wish.start, wish.end, wish.reason)
                )

        preview = partial(preview_rows, shown, self.size.height - OTHER_ROWS)
        self.push_screen(TimeOffDialog(self.tracker.today(), preview), take)

    # -- what takes more than one step --------------------------------------------------------

    @on(Errand)
    def run_errand(self, errand: Errand) -> None:
        """Do what a view asks for: show a week, import an archive, welcome a newcomer."""
        from ssi_tui.tui.errands.run import run

        with self._guarded():
            run(self, errand)

    def write(self, verb: Callable[[], Done]) -> Done | None:
        """Run a verb that is about no day, and show the result; ``None`` where it was refused."""
        return self._change(lambda _: verb())

    # -- settings -----------------------------------------------------------------------------

    def action_settings(self) -> None:
        """Open the settings."""
        self.preferences.open()

    def follow_settings(self) -> None:
        """Show what changed settings make of the log; the day may be another one."""
        with self._guarded():
            self._read()

    # -- help ---------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Show the keys of the present view."""
        from ssi_tui.tui.dialogs.help import HelpDialog

        if isinstance(self.screen, ViewScreen):
            self.push_screen(HelpDialog(self.screen))
