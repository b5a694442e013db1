"""The app: it answers messages, calls the tracker, and hands one frozen dashboard down."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.command import Provider
from textual.events import Event, MouseUp, Paste, Resize
from textual.events import Key as Pressed
from textual.filter import LineFilter
from textual.geometry import Size
from textual.screen import Screen

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.history.sums import toward
from ssi_tui.core.labels import QUALITY_LABELS
from ssi_tui.core.text.words import count_of, sentence, short_day
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tracker.tracker import DatabaseUnusableError, LockedError, NotNowError, Tracker
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.errands.daily_backup import DailyBackup
from ssi_tui.tui.errands.held import LAST_PATIENCE, Held
from ssi_tui.tui.errands.settings import Preferences
from ssi_tui.tui.errands.words import Words, logged_words, quality_words, taken_back
from ssi_tui.tui.keys.everywhere import VIEWS
from ssi_tui.tui.keys.in_turn import InTurn
from ssi_tui.tui.keys.names import Key, bindings, given_key
from ssi_tui.tui.keys.table import BY_ID
from ssi_tui.tui.look.grid import WIDE_FROM
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import (
    Errand,
    ProfileWanted,
    QualityCycled,
    ReportWanted,
    SettingChanged,
    TakenBack,
    Ticked,
)
from ssi_tui.tui.views import make_view

LOOK_AROUND_SECONDS = 1.0

if TYPE_CHECKING:
    # Loaded where sync is on, after the first screen is painted.
    from ssi_tui.tui.errands.machines import Machines


def _actions_provider() -> type[Provider]:
    # The palette is loaded when it is first opened.
    from ssi_tui.tui.keys.palette import ActionsProvider

    return ActionsProvider


class SsiApp(Host):
    """The app that tracks the daily routine."""

    TITLE = "ssi-tui"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_actions_provider}
    BINDINGS = bindings("app")

    def __init__(self, tracker: Tracker, mode: str = "today") -> None:
        # Textual opens this mode first; as an attribute of the class it would be the same for all.
        vars(self)["DEFAULT_MODE"] = mode
        super().__init__(tracker)
        self.error: DatabaseUnusableError | None = None
        # A day that the user has opened stays at midnight; otherwise the screen follows today.
        self._pinned: date | None = None
        # The days whose routine was seen to be completed.
        self._marked: set[date] = set()
        self._sized: Size | None = None
        if self.no_color:
            # The grey filter paints "default" black on black, so ANSI themes are not offered.
            for theme in [theme for theme in self.available_themes.values() if theme.ansi]:
                self.unregister_theme(theme.name)
        self.preferences = Preferences(self)
        self._keys = InTurn(self, self._hand_on, self._end_message)
        self._seen: tuple[ViewScreen, Notice | None] | None = None
        self._held = Held(self)
        self._machines: Machines | None = None

    async def on_event(self, event: Event) -> None:
        """Handle an event; keys from outside wait until the one before is answered."""
        if self._machines is not None and isinstance(event, Pressed | Paste | MouseUp):
            self._machines.touched()
        await (self._keys.take(event) if self._keys.takes(event) else super().on_event(event))

    async def _hand_on(self, event: Event) -> None:
        """Hand a key or a paste on, and remember the message in the last row of the view."""
        view = self.screen
        self._seen = (view, view.notice) if isinstance(view, ViewScreen) else None
        if self._seen is not None:
            # Those out of sight go at once.
            self.told = None
        await super().on_event(event)

    def _end_message(self) -> None:
        """Let the message go that stood in the last row before a key, unless a new one does now.

        This waits for the answer to the key, so that both are painted in one frame.
        """
        if self._seen is not None:
            view, notice = self._seen
            if view.notice is notice:
                view.notice = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of everything that is painted."""
        return [*super().get_line_filters(), *self.preferences.filters]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """Yield the commands that have no key, each with other words to find it by."""
        yield SystemCommand("Choose a theme", "colours colors dark light", self.action_change_theme)
        if self._machines is not None:
            sync = self._machines.sync_now
            yield SystemCommand("Sync now", "computers machines exchange take in send", sync)
        if self.current_mode != "review":
            # There it has a key.
            title = BY_ID["review.report"][4]
            yield SystemCommand(title, "html year share", lambda: self.post_message(ReportWanted()))
        yield SystemCommand(
            "Save this screen as a picture (SVG)",
            "svg export image screenshot",
            # Once the palette is gone.
            lambda: self.set_timer(0.1, self._save_picture),
        )

    def _save_picture(self) -> None:
        from ssi_tui.tui.dialogs.forms.dropped import shortened

        with self.guarded():
            path = self.tracker.save_picture(self.export_screenshot())
            self.tell(Notice(f"Saved as {shortened(path)}.", stays=True))

    def on_load(self) -> None:
        """Apply the settings, and read the log, with all that a wide Today paints at once."""
        self.preferences.follow_start()
        with self.guarded():
            self._read()
            if self.size.width >= WIDE_FROM and self.DEFAULT_MODE == "today":
                from ssi_tui.tui.errands.days import read_around

                read_around(self)

    def get_default_screen(self) -> Screen[None]:
        """Return the first view."""
        return make_view(self.DEFAULT_MODE)

    def on_mount(self) -> None:
        """Add the views, and begin to look around each second."""
        # The first view is open already: Textual would have read all styles again for a known mode.
        for view in VIEWS:
            self.add_mode(view.mode, partial(self._made, view.mode))
        self.call_later(self.preferences.start)
        self.set_interval(LOOK_AROUND_SECONDS, self.look_around)
        self.call_after_refresh(self._settle_in)

    def _made(self, mode: str) -> Screen[None]:
        """Return a view that follows the styles of now; Textual would read all of them twice."""
        view = make_view(mode)
        view._css_update_count = self._css_update_count
        return view

    def on_resize(self, event: Resize) -> None:
        """Paint all of a screen that is told its old size: it was stopped, and is blank now."""
        # Textual clears the screen when a process goes on, and paints nothing on it by itself.
        if event.size == self._sized:
            self.refresh(layout=True)
        self._sized = event.size

    def _settle_in(self) -> None:
        """Do what can wait until the first screen is painted."""
        gc.enable()
        DailyBackup(self).start()
        for log in self.tracker.store.logs_aside:
            kept = f"A copy replaced the log; the last changes before it are kept in {log.name}."
            self.tell(Notice(kept, stays=True))
        with self.guarded():
            self.tracker.view.keep_at_start()
            if self.tracker.view.tells_formula():
                self.tell(Notice("The formula is new, so your estimate has moved."))
            self._join_machines()

    def _join_machines(self) -> None:
        """Begin to share the log with other computers if sync is on; it may be turned on later."""
        if self._machines is None and self.tracker.is_synced():
            from ssi_tui.tui.errands.machines import Machines

            self._machines = Machines(self)
            self._machines.start()

    def look_around(self) -> None:
        """Follow the change of the day, and what other processes write."""
        shown = self.dashboard
        with self.guarded():
            changed = self.tracker.view.changed_elsewhere()
            self.tracker.view.settle()
            if shown is not None and shown.today != self.tracker.today():
                self._roll_over()
            elif changed:
                self._read()
                self._join_machines()

    def _read(self) -> None:
        self.asking = self.tracker.routine.asks()
        shown = self.tracker.dashboard(self._pinned)
        # Only a rest day has a row for it.
        self.reviewing = self.tracker.review.waiting() if shown.is_today and shown.rest else None
        self.dashboard = shown

    def show_day(self, day: date) -> None:
        """Show another day, or say why it is refused."""
        today = self.tracker.today()
        with self.guarded():
            if day < today:
                checks.day(day, today)
            self._pinned = day if day < today else None
            self._read()

    def _roll_over(self) -> None:
        if self._pinned is not None and self._pinned >= self.tracker.today():
            self._pinned = None
        self._read()
        if self.dashboard is not None:
            self.tell(Notice(f"It's now {short_day(self.dashboard.today)}."))

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Say in the last row what is refused; close the app if the database fails."""
        try:
            yield
        except RefusedError as error:
            self.tell(Notice(sentence(str(error)), stays=True))
        except DatabaseUnusableError as error:
            if isinstance(error, LockedError) and self._held.running:
                raise
            # A full disk, say, does not close an app that shows something already.
            if isinstance(error, NotNowError) and self.dashboard is not None:
                self.tell(Notice(sentence(str(error)), stays=True))
                return
            self.error = error
            self.exit()

    def attempt(self, do: Callable[[], object], *, writes: bool = False) -> None:
        """Do what may write, now or once another program has written, and say what is refused."""
        with self.guarded():
            self._held.run(do, writes=writes)

    def change(self, verb: Callable[[date], Done]) -> Done | None:
        """Run a verb on the day that is shown, and show the result, or a new day if it came."""
        done: Done | None = None
        shown = self.shown_day
        with self.guarded():
            # A clock that was set back may leave the day that is shown in the future.
            day = min(shown, self.tracker.today())
            done = verb(day)
            on = None if self.dashboard is None else self.dashboard.today
            if day < shown or (self._pinned is None and on not in (None, self.tracker.today())):
                self._roll_over()
            else:
                self._read()
        return done

    @on(Ticked)
    def tick(self, event: Ticked) -> None:
        """Log an action once."""
        self.attempt(partial(self._tick, event), writes=True)
        if event.follows:
            # Only now, so that the cursor is painted together with the answer.
            self.acted_on = event.action

    def _tick(self, event: Ticked) -> None:
        action = event.action
        pausing = self.dashboard is not None and self.dashboard.pauses_with(action)
        tick = partial(self._answer, logged_words, follows=event.follows)
        tick(lambda day: self.tracker.tick([(action, 1)], day, pausing=pausing))

    def _answer(self, words: Words, verb: Callable[[date], Done], *, follows: bool = True) -> None:
        """Run a verb about one entry, and say what it did; ``follows`` as in ``Ticked``."""
        before = self.dashboard
        done = self.change(verb)
        after = self.dashboard
        if before is not None and after is not None and not before.done and after.done:
            self._mark_moment(after)
        # If a new day has just come, its message stays.
        if done is None or before is None or after is None or after.day != before.day:
            return
        entry, offer = done.entries[0], None
        if follows:
            # The key acts where the cursor is.
            quality = after.actions[entry.task].next_quality(entry.quality)
            task = toward(entry.task)
            if quality is not None and any(row.task == task for row in after.rows):
                key = given_key(self.screen, "today.quality")
                offer = Key(key, QUALITY_LABELS[quality], "screen.quality")
        self.tell(words(entry, before, after, offer, self.undo_key))

    def _mark_moment(self, shown: Dashboard) -> None:
        """Let Today mark that the routine of today was completed, once a day."""
        seen = self.animation_level != "none" and not self.no_color
        if seen and shown.is_today and shown.today not in self._marked:
            self._marked.add(shown.today)
            self.moments += 1

    @on(TakenBack)
    def take_back(self, event: TakenBack) -> None:
        """Take back one count of an action."""
        verb = partial(self.tracker.take_back, event.action)
        self.attempt(partial(self._answer, taken_back, verb), writes=True)

    @on(QualityCycled)
    def cycle_quality(self, event: QualityCycled) -> None:
        """Give the newest entry of a task the next quality."""
        verb = partial(self.tracker.cycle_quality, event.task)
        self.attempt(partial(self._answer, quality_words, verb), writes=True)

    async def action_switch_mode(self, mode: str) -> None:
        """Open a view; the app itself makes it later, so that its values are bound to the app."""
        self.call_later(self.switch_mode, mode)

    @on(Errand)
    def run_errand(self, errand: Errand) -> None:
        """Do an errand for a view, for example import an archive."""
        from ssi_tui.tui.errands.run import run

        self.attempt(partial(run, self, errand))

    def action_undo(self) -> None:
        """Undo the last operation; ask first if it is large, or not of today."""
        from ssi_tui.tui.errands.undo import undo

        self.attempt(partial(undo, self), writes=True)

    def action_redo(self) -> None:
        """Redo the operation that was undone last."""
        from ssi_tui.tui.errands.undo import change

        self.attempt(partial(change, self, "Redid", self.tracker.redo), writes=True)

    def action_profile(self) -> None:
        """Open the form for the profile."""
        self.post_message(ProfileWanted())

    def action_settings(self) -> None:
        """Open the dialog for the settings."""
        self.preferences.open()

    @on(SettingChanged)
    def change_setting(self, event: SettingChanged) -> None:
        """Change a setting, and follow it at once."""
        self.preferences.change(event.key, event.value)

    def read_anew(self) -> None:
        """Read anew the day that is shown; after a change of the settings it may be another one."""
        with self.guarded():
            self._read()

    async def action_quit(self) -> None:
        """Close the app, once what waits for another program is written."""
        self._held.settle(LAST_PATIENCE)
        if len(self._held):
            self.error = DatabaseUnusableError(
                f"{count_of(len(self._held), 'change')} couldn't be saved, because another program "
                "is using the log; close it and try again"
            )
        if self._machines is not None:
            await self._machines.end()
        await super().action_quit()

    def action_command_palette(self) -> None:
        """Open the palette of actions."""
        from ssi_tui.tui.keys.palette import SteadyPalette

        if not isinstance(self.screen, SteadyPalette):
            self.push_screen(SteadyPalette(id="--command-palette"))

    def search_themes(self) -> None:
        """Open the palette of themes."""
        from textual.theme import ThemeProvider

        from ssi_tui.tui.keys.palette import SteadyPalette

        self.push_screen(SteadyPalette([ThemeProvider], placeholder="Search for themes…"))

    def action_help(self) -> None:
        """Show the keys of the view that is open."""
        from ssi_tui.tui.dialogs.help import HelpDialog

        if isinstance(self.screen, ViewScreen):
            self.push_screen(HelpDialog(self.screen))
