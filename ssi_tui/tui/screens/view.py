"""The base of the five views: tabs on top, keys below, one frozen value in between."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import replace
from ssi_tui.tui.widgets.keys import Key, KeyLine, Notice
from ssi_tui.tui.widgets.tabs import Heading, TabBar, View

UNDO = Binding("u", "app.undo", "Undo", id="app.undo", tooltip="Undo the last operation")


# Those for which Textual has names of its own.
KEY_NAMES = {
    "minus": "-",
    "plus": "+",
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "underscore": "_",
}


def key_name(key: str) -> str:
    """Return a key as it stands on the keyboard: ``?`` for ``question_mark``."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    character = key_to_character(key) or ""
    return character if character.isprintable() and character.strip() else key


def given_key(node: DOMNode, identity: str, usual: str) -> str:
    """Return the key of a binding that need not be active: the user's own, or the usual one."""
    # Textual has no public way to ask for one key of the map.
    return key_name(node.app._keymap.get(identity, usual).split(",")[0])


def bindings_by_id(screen: Screen[Any]) -> Mapping[str, Binding]:
    """Return the active bindings by id, with the keys that the user has given them.

    They stand in the order of their declaration, whatever keys they have; those of the widget that
    has the focus come first.
    """
    found: dict[str, Binding] = {}
    for active in screen.active_bindings.values():
        if active.binding.id is not None:
            found.setdefault(active.binding.id, active.binding)
    order = [
        binding
        for owner in (*reversed(type(screen).__mro__), *reversed(type(screen.app).__mro__))
        for binding in vars(owner).get("BINDINGS", ())
        if isinstance(binding, Binding)
    ]
    places = {binding.id: place for place, binding in reversed(list(enumerate(order)))}
    # A key of a task of the user's own stands behind those of its group.
    ends = {binding.group: place for place, binding in enumerate(order) if binding.group}

    def place_of(name: str) -> int:
        group = found[name].group
        return places.get(name, -1 if group is None else ends.get(group, -1))

    return {name: found[name] for name in sorted(found, key=place_of)}


def key_names(screen: Screen[Any], identity: str) -> str:
    """Return the keys of a binding as they stand on the keyboard: ``j down``."""
    keys = [
        key_name(key)
        for key, active in screen.active_bindings.items()
        if active.binding.id == identity
    ]
    return " ".join(keys)


def key_of(screen: Screen[Any], identity: str, word: str) -> Key | None:
    """Return the key of a binding with a word, for a message that offers it."""
    binding = bindings_by_id(screen).get(identity)
    return Key(key_name(binding.key), word, identity) if binding is not None else None


class ViewScreen(Screen[None]):
    """A view. The app hands it the dashboard; it hands it on to its widgets."""

    MODE = ""
    LABEL = ""
    ABOUT: ClassVar[tuple[str, ...]] = ()
    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark",
            "app.help",
            "Help",
            id="app.help",
            tooltip="Show the keys of this view and what they do",
        ),
    ]

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
                replace(view, key=given_key(self, f"app.{view.mode}", view.key))
                for view in self._views
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
        for word, bindings in groups.items():
            keys = " ".join(key_name(binding.key) for binding in bindings)
            actions = [
                each.action if each.action.startswith("app.") else f"screen.{each.action}"
                for each in bindings
            ]
            single = len(actions) == 1
            yield Key(keys, word, actions[0] if single else None, () if single else (*actions,))
