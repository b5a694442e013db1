"""The base of the five views: tabs on top, keys below, one frozen value in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding
from textual.reactive import var
from textual.screen import Screen

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import replace
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.keys.everywhere import View
from ssi_tui.tui.keys.names import Key, bindings_by_id, given_key, key_name
from ssi_tui.tui.view.key_line import Notice
from ssi_tui.tui.view.messages import DayErrand
from ssi_tui.tui.view.tabs import Heading, TabBar


class ViewScreen(Screen[None]):
    """A view. The app hands it the dashboard; it hands it on to its widgets.

    ``told`` and ``day_given`` come from the app too, with the mode of the view that they are for;
    ``heading``, ``line_keys``, ``help_key`` and ``notice`` go to the first and the last rows.
    """

    MODE = ""
    LABEL = ""
    ABOUT: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS = ""

    BINDINGS = bindings("view")

    dashboard: var[Dashboard | None] = var(None)
    told: var[tuple[str, Notice] | None] = var(None)
    day_given: var[tuple[str, date] | None] = var(None)
    heading: var[Heading | None] = var(None)
    line_keys: var[tuple[Key, ...]] = var(())
    help_key: var[Key | None] = var(None)
    notice: var[Notice | None] = var(None, always_update=True)

    @dataclass
    class DayOpened(DayErrand):
        """A day was opened in Today."""

        day: date

    @dataclass
    class DateWanted(DayErrand):
        """A date was to be asked for, and given to the view of a mode."""

        mode: str

    def __init__(self, views: tuple[View, ...]) -> None:
        super().__init__()
        self._views = views

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Give the tabs their day; the panels get the value by data binding."""
        if dashboard is not None and self.is_mounted:
            self.place()
            self.heading = self.heading_of(dashboard)

    def heading_of(self, dashboard: Dashboard) -> Heading:
        """Return what the first row says of a dashboard."""
        return Heading(
            views=tuple(
                replace(view, key=given_key(self, f"app.{view.mode}")) for view in self._views
            ),
            active=self.MODE,
            day=dashboard.day,
            is_today=dashboard.is_today,
            number=dashboard.number,
        )

    def on_mount(self) -> None:
        """Fill in what was set before the widgets were there."""
        self.show_keys()
        self.watch_dashboard(self.dashboard)

    def on_resize(self) -> None:
        """Place the widgets for the new size."""
        self.place()
        # Says whether the terminal is too small, and may keep its own size.
        self.query_one(TabBar).repaint()

    def place(self) -> None:
        """Place the widgets for the present size and value."""

    def watch_told(self, told: tuple[str, Notice] | None) -> None:
        """Show a message in the last row, where it is for this view."""
        if told is not None and told[0] == self.MODE:
            self.notice = told[1]

    def watch_day_given(self, given: tuple[str, date] | None) -> None:
        """Go to a day that was asked for in this view."""
        if given is not None and given[0] == self.MODE:
            self.go_to(given[1])

    def action_go_to(self) -> None:
        """Ask for a date to go to."""
        self.post_message(self.DateWanted(self.MODE))

    def go_to(self, day: date) -> None:
        """Go to a day that was asked for."""

    def show_keys(self) -> None:
        """Fill the last row from the bindings, the user's own keys included."""
        keys = list(self._key_groups())
        self.help_key = next((key for key in keys if key.action == "app.help"), None)
        self.line_keys = tuple(key for key in keys if key.action != "app.help")

    def _key_groups(self) -> Iterator[Key]:
        groups: dict[str, list[Binding]] = {}
        # Of several keys for one action the first stands for all.
        for binding in bindings_by_id(self).values():
            if binding.show:
                word = binding.group.description if binding.group else binding.description.lower()
                groups.setdefault(word, []).append(binding)
        for word, several in groups.items():
            keys = " ".join(key_name(binding.key) for binding in several)
            actions = [
                each.action if each.action.startswith("app.") else f"screen.{each.action}"
                for each in several
            ]
            single = len(actions) == 1
            yield Key(keys, word, actions[0] if single else None, () if single else (*actions,))
