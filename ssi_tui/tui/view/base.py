"""The base of the five views: tabs on top, keys below, one frozen value in between."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import replace
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.keys.everywhere import View
from ssi_tui.tui.keys.names import Key, bindings_by_id, given_key, key_name
from ssi_tui.tui.view.key_line import KeyLine, Notice
from ssi_tui.tui.view.tabs import Heading, TabBar


class ViewScreen(Screen[None]):
    """A view. The app hands it the dashboard; it hands it on to its widgets."""

    MODE = ""
    LABEL = ""
    ABOUT: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS = ""

    BINDINGS = bindings("view")

    dashboard: reactive[Dashboard | None] = reactive(None, repaint=False)

    class DayOpened(Message):
        """A day was asked to be opened in Today."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    class DateAsked(Message):
        """A date was asked for; ``then`` takes it, ``None`` where none was given."""

        def __init__(self, then: Callable[[date | None], None]) -> None:
            super().__init__()
            self.then = then

    def __init__(self, views: tuple[View, ...]) -> None:
        super().__init__()
        self._views = views

    def watch_dashboard(self, dashboard: Dashboard | None) -> None:
        """Give the tabs their day; the panels get the value by data binding."""
        if dashboard is not None and self.is_mounted:
            self.place()
            self._head(dashboard)

    def _head(self, dashboard: Dashboard) -> None:
        self.query_one(TabBar).heading = Heading(
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

    def tell(self, notice: Notice) -> None:
        """Show a message in the last row."""
        self.query_one(KeyLine).tell(notice)

    def show_keys(self) -> None:
        """Fill the last row from the bindings, the user's own keys included."""
        line = self.query_one(KeyLine)
        keys = list(self._key_groups())
        line.help_key = next((key for key in keys if key.action == "app.help"), None)
        line.keys = tuple(key for key in keys if key.action != "app.help")

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
