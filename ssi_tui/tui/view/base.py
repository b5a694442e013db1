"""The base of the five views: tabs above, the key line below, panels in between."""

from collections.abc import Iterator
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.binding import Binding
from textual.reactive import var
from textual.screen import Screen

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.next import time_off_from
from ssi_tui.core.value import replace
from ssi_tui.tui.keys.everywhere import VIEWS, View
from ssi_tui.tui.keys.names import Key, bindings, bindings_by_id, given_key, hint
from ssi_tui.tui.view.key_line import KeyLine, Notice
from ssi_tui.tui.view.messages import DayErrand, DayTurned, ImportWanted, ReadingWanted
from ssi_tui.tui.view.tabs import Heading, TabBar

ENDS = (
    ("app.help", "help", "app.help"),
    ("app.palette", "commands", "app.command_palette"),
    ("app.quit", "quit", "app.quit"),
)
"""The keys that the last row of every view ends in: binding, word and what a click runs."""


class ViewScreen(Screen[None]):
    """A view, which gets its values from the app and hands them on to its panels.

    ``told`` and ``day_given`` come with the mode of the view that they are for. ``heading`` goes
    to the tabs; ``line_keys``, ``end_keys`` and ``notice`` go to the key line.
    """

    MODE = ""
    LABEL = ""
    AUTO_FOCUS = ""
    # Whether the view is about today even while Today shows another day.
    ALWAYS_TODAY = False

    BINDINGS = bindings("view")

    dashboard: var[Dashboard | None] = var(None)
    told: var[tuple[str, Notice] | None] = var(None, always_update=True)
    day_given: var[tuple[str, date] | None] = var(None)
    sync_amiss: var[bool] = var(False)
    heading: var[Heading | None] = var(None)
    # How far the line under the tabs has turned to the accent, in steps; 0 where it rests.
    swept: var[int] = var(0)
    line_keys: var[tuple[Key, ...]] = var(())
    end_keys: var[tuple[Key, ...]] = var(())
    notice: var[Notice | None] = var(None, always_update=True)
    _views: tuple[View, ...] = VIEWS

    class DayOpened(DayErrand):
        """The user wants to open a day in Today."""

        day: date

    class DateWanted(DayErrand):
        """The user wants to type a date, which the view of this mode then gets."""

        mode: str

    def compose(self) -> ComposeResult:
        """Yield the tabs, the panels and the key line."""
        yield TabBar().data_bind(ViewScreen.heading, ViewScreen.swept)
        yield from self.panels()
        yield KeyLine().data_bind(ViewScreen.line_keys, ViewScreen.end_keys, ViewScreen.notice)

    def panels(self) -> ComposeResult:
        """Yield the panels between the tabs and the key line."""
        yield from ()

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Place the panels, and give the tabs their day."""
        if dashboard is not None and self.is_mounted:
            self.place()
            self.heading = self.heading_of(dashboard)

    def watch_sync_amiss(self) -> None:
        """Say in the tabs whether sync needs a look."""
        if self.heading is not None:
            self.heading = replace(self.heading, sync_amiss=self.sync_amiss)

    def heading_of(self, dashboard: Dashboard) -> Heading:
        """Return what the tabs say of a dashboard."""
        return Heading(
            views=self._views,
            active=self.MODE,
            day=dashboard.today if self.ALWAYS_TODAY else dashboard.day,
            is_today=self.ALWAYS_TODAY or dashboard.is_today,
            number=dashboard.number,
            off_from=time_off_from(dashboard),
            sync_amiss=self.sync_amiss,
        )

    def on_mount(self) -> None:
        """Show the keys."""
        self.show_keys()

    def on_resize(self) -> None:
        """Place the widgets for the new size."""
        self.place()
        # The tabs say when the terminal is too small, and their own size may stay the same.
        self.query_one(TabBar).repaint()

    def place(self) -> None:
        """Place the widgets for the current size and dashboard."""

    def watch_told(self, told: tuple[str, Notice] | None) -> None:
        """Show a message in the key line if it is for this view.

        A key has none: it ends those that are out of sight, and its answer the one in sight.
        """
        if told is None and not self.is_current:
            self.notice = None
        elif told is not None and told[0] == self.MODE:
            self.notice = told[1]

    def watch_day_given(self, given: tuple[str, date] | None) -> None:
        """Go to a day that was asked for, if that was in this view."""
        if given is not None and given[0] == self.MODE:
            self.go_to(given[1])

    def action_day(self, step: int) -> None:
        """Show another day."""
        self.post_message(DayTurned(timedelta(days=step)))

    def action_today(self) -> None:
        """Show today again."""
        self.post_message(DayTurned(None))

    def action_reading(self) -> None:
        """Ask for the dialog that takes LinkedIn's numbers."""
        self.post_message(ReadingWanted())

    def action_import_archive(self) -> None:
        """Ask for the import of an archive."""
        self.post_message(ImportWanted())

    def action_go_to(self) -> None:
        """Have the user type a date to go to."""
        self.post_message(self.DateWanted(self.MODE))

    def go_to(self, day: date) -> None:
        """Go to a day that the user has typed."""

    def show_keys(self) -> None:
        """Fill the key line from the bindings, with the keys that the user has chosen."""
        self.end_keys = tuple(
            Key(given_key(self, identity), word, action) for identity, word, action in ENDS
        )
        self.line_keys = tuple(self._key_groups())
        self._views = tuple(
            replace(view, key=given_key(self, f"app.{view.mode}")) for view in VIEWS
        )

    def _key_groups(self) -> Iterator[Key]:
        groups: dict[str, list[Binding]] = {}
        # Of several keys of one binding only the first is shown.
        for binding in bindings_by_id(self).values():
            if binding.show and binding.id != "app.help":
                word = binding.group.description if binding.group else binding.description.lower()
                groups.setdefault(word, []).append(binding)
        for word, several in groups.items():
            keys = " ".join(hint(self, binding.key) for binding in several)
            actions = [
                each.action if each.action.startswith("app.") else f"screen.{each.action}"
                for each in several
            ]
            single = len(actions) == 1
            yield Key(keys, word, actions[0] if single else None, () if single else (*actions,))
