"""The command palette: every action of the view with its key, made from the bindings."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import Any

from textual.app import ComposeResult
from textual.command import CommandInput, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.errors import NoWidget
from textual.geometry import Region
from textual.markup import escape
from textual.widget import Widget

from ssi_tui.core.value import dataclass
from ssi_tui.tui.keys.names import bindings_by_id, key_names
from ssi_tui.tui.widgets.plain_input import PlainInput

# The palette is as wide as a dialog; ``BESIDE`` are the cells of its edge, padding and scroll bar.
WIDTH, BESIDE = 64, 9
# More than letters that are scattered over a name ever count.
FIRST = 100.0
ALSO: Mapping[str, str] = MappingProxyType(
    {
        "app.profile": "account setup checklist connections",
        "app.quit": "exit",
        "app.redo": "again",
        "app.review": "week weekly",
        "app.settings": "preferences options configuration",
        "app.undo": "back revert",
        "log.import": "history zip download",
        "log.void": "remove",
        "review.file": "export",
        "review.report": "html year share",
        "streaks.go-to": "jump",
        "today.clock": "timer stopwatch",
        "today.go-to": "jump",
        "today.import": "history zip download",
        "today.less": "fewer remove",
        "today.more": "reaction reply post article group event profile",
        "today.note": "comment text",
        "today.quality": "reply sent thoughtful",
        "today.routine": "tasks targets plan",
        "today.time-off": "vacation holiday leave sick",
    }
)
"""Other words for a command, by its id; the palette finds it by them too."""


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the palette; ``also`` are words beside the name by which it is found."""

    name: str
    keys: str
    also: str
    run: Callable[[], Any]

    def answers(self, query: str) -> bool:
        """Tell whether each word of a query begins a word of the command."""
        known = f"{self.name} {self.also}".lower().replace(".", " ").replace("-", " ").split()
        return all(any(word.startswith(each) for word in known) for each in query.lower().split())


class ActionsProvider(Provider):
    """Offers the actions of the keys of the present view, and after them those without a key."""

    def _commands(self) -> Iterator[Command]:
        active = {str(each.binding.id): each for each in self.screen.active_bindings.values()}
        found: dict[str, Command] = {}
        for identity in bindings_by_id(self.screen):
            binding, node = active[identity].binding, active[identity].node
            keys, name = key_names(self.screen, identity), binding.tooltip
            if name in found:
                # Two keys that do the same are one command.
                before = found[name]
                found[name] = Command(name, f"{before.keys} {keys}", before.also, before.run)
            elif identity != "app.palette":
                also = f"{binding.description} {identity} {ALSO.get(identity, '')}"
                found[name] = Command(
                    name, keys, also, partial(self.app.run_action, binding.action, node)
                )
        yield from found.values()
        for title, also, run, _ in self.app.get_system_commands(self.screen):
            yield Command(title, "", also, run)

    def _row(self, name: Content, keys: str) -> Content:
        width = min(WIDTH, self.app.size.width) - BESIDE
        gap = max(2, width - name.cell_length - len(keys))
        return name + Content(" " * gap + keys)

    async def discover(self) -> Hits:
        """Yield every action, in the order of the keys."""
        for each in self._commands():
            yield DiscoveryHit(self._row(Content(each.name), each.keys), each.run, text=each.name)

    async def search(self, query: str) -> Hits:
        """Yield the actions that a query names, first those that have its words."""
        matcher = self.matcher(query)
        for each in self._commands():
            score = matcher.match(each.name)
            if each.answers(query):
                score += FIRST
            if score > 0:
                # Textual reads it as markup, and a task of the user's own may have any name.
                row = self._row(matcher.highlight(escape(each.name)), each.keys)
                yield Hit(score, row, each.run, text=each.name)


class PaletteInput(CommandInput, PlainInput):
    """The field of the palette."""


class SteadyPalette(CommandPalette):
    """The palette, which bears keys and clicks that come while its rows are still on their way."""

    def compose(self) -> ComposeResult:
        """Yield what the palette shows, with a field of ours."""
        for widget in super().compose():
            if isinstance(widget, CommandInput):
                yield PaletteInput(placeholder=widget.placeholder, select_on_focus=False)
            else:
                yield widget

    def get_widget_at(self, x: int, y: int) -> tuple[Widget, Region]:
        """Return what is at a place, and the palette itself where nothing is any more."""
        try:
            return super().get_widget_at(x, y)
        except NoWidget:
            return self, self.region

    def _action_command_list(self, action: str) -> None:
        # A page is measured by rows that may not be there yet.
        with suppress(KeyError):
            super()._action_command_list(action)
