"""The app: takes messages up, calls the tracker, hands one frozen dashboard down."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import SystemCommand
from textual.command import Provider
from textual.events import Event
from textual.filter import LineFilter
from textual.screen import Screen

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.text.words import near_day
from ssi_tui.tracker.tracker import DatabaseUnusableError, NotNowError, Tracker
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.errands import notices
from ssi_tui.tui.errands.daily_backup import DailyBackup
from ssi_tui.tui.errands.settings import Preferences
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.keys.in_turn import InTurn
from ssi_tui.tui.keys.names import Key, given_key
from ssi_tui.tui.look.theme import DARK, LIGHT, variable_defaults
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import Errand, QualityCycled, SettingChanged, TakenBack, Ticked
from ssi_tui.tui.views import MAKERS

LOOK_AROUND_SECONDS = 1.0


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
        return MAKERS[self.DEFAULT_MODE]()

    def on_mount(self) -> None:
        """Look around each second from now on."""
        # For a mode it knows Textual reads all styles anew: the first view was none of these.
        for mode, make in MAKERS.items():
            self.add_mode(mode, make)
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

    def show_day(self, day: date) -> None:
        """Show another day, or say why not."""
        today = self.tracker.today()
        with self._guarded():
            if day < today:
                checks.day(day, today)
            self._pinned = day if day < today else None
            self._read()

    def _roll_over(self) -> None:
        self._read()
        if self.dashboard is not None:
            self.tell(Notice("new day", f"it is {near_day(self.dashboard.today, date.min)} now"))

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

    def change(self, verb: Callable[[date], Done]) -> Done | None:
        """Run a verb on the day that is shown, show the result, and roll over if it is time."""
        done: Done | None = None
        day = self.shown_day
        with self._guarded():
            done = verb(day)
            late = self._pinned is None and day != self.tracker.today()
            if late:
                self._roll_over()
            else:
                self._read()
        return done

    @on(Ticked)
    def tick(self, event: Ticked) -> None:
        """Log one of an action."""
        action = event.action
        pausing = self.dashboard is not None and self.dashboard.pauses_with(action)
        done = self.change(lambda day: self.tracker.tick([(action, 1)], day, pausing=pausing))
        # After a new day has come its message stands.
        if done is None or self.dashboard is None or done.day != self.dashboard.day:
            return
        if action == "connect":
            said = notices.connected(done.entries[0], self.dashboard)
            key = None
            # The key changes what is under the cursor, so it is offered there alone.
            if event.under_cursor:
                quality = given_key(self.screen, "today.quality")
                key = Key(quality, "other quality", "screen.quality")
            self.tell(Notice("connect", said, key))

    @on(TakenBack)
    def take_back(self, event: TakenBack) -> None:
        """Take one of an action back."""
        self.change(lambda day: self.tracker.take_back(event.action, day))

    @on(QualityCycled)
    def cycle_quality(self, event: QualityCycled) -> None:
        """Give the newest entry of a task its next quality."""
        done = self.change(lambda day: self.tracker.cycle_quality(event.task, day))
        if done is not None and done.day == self.shown_day:
            entry = done.entries[0]
            self.tell(Notice(entry.task, notices.quality_words(entry)))

    async def action_switch_mode(self, mode: str) -> None:
        """Open a view, whoever asks: it is bound to the app that makes it."""
        self.call_later(self.switch_mode, mode)

    # -- what takes more than one step --------------------------------------------------------

    @on(Errand)
    def run_errand(self, errand: Errand) -> None:
        """Do what a view asks for: show a week, import an archive, welcome a newcomer."""
        from ssi_tui.tui.errands.run import run

        with self._guarded():
            run(self, errand)

    def action_undo(self) -> None:
        """Undo the last operation; ask first if it is not of today, or large."""
        from ssi_tui.tui.errands.undo import undo

        with self._guarded():
            undo(self)

    def action_redo(self) -> None:
        """Redo what was undone last."""
        from ssi_tui.tui.errands.undo import redo

        redo(self)

    # -- settings -----------------------------------------------------------------------------

    def action_settings(self) -> None:
        """Open the settings."""
        self.preferences.open()

    @on(SettingChanged)
    def change_setting(self, event: SettingChanged) -> None:
        """Keep another value of a setting, and follow it at once."""
        self.preferences.change(event.key, event.value)

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
