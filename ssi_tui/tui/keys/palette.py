"""The command palette: every action of the view with its key, made from the bindings."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.errors import NoWidget
from textual.geometry import Region
from textual.markup import escape
from textual.widget import Widget

from ssi_tui.core.value import dataclass
from ssi_tui.tui.keys.names import bindings_by_id, key_names

# The palette is as wide as a dialog; ``BESIDE`` are the cells of its edge, padding and scroll bar.
WIDTH, BESIDE = 64, 9


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the palette; a search looks for its words in ``found_by``."""

    name: str
    keys: str
    about: str
    found_by: str
    run: Callable[[], Any]


class ActionsProvider(Provider):
    """Offers the actions of the keys of the present view, and after them those without a key."""

    def _commands(self) -> Iterator[Command]:
        active = {str(each.binding.id): each for each in self.screen.active_bindings.values()}
        for identity in bindings_by_id(self.screen):
            if identity == "app.palette":
                continue
            binding, node = active[identity].binding, active[identity].node
            yield Command(
                binding.description,
                key_names(self.screen, identity),
                # Textual reads it as markup, and a task of the user's own may have any name.
                escape(binding.tooltip),
                f"{binding.description} {identity}",
                partial(self.app.run_action, binding.action, node),
            )
        for name, about, run, _ in self.app.get_system_commands(self.screen):
            yield Command(name, "", about, name, run)

    def _row(self, name: Content, keys: str) -> Content:
        width = min(WIDTH, self.app.size.width) - BESIDE
        gap = max(2, width - name.cell_length - len(keys))
        return name + Content(" " * gap + keys)

    async def discover(self) -> Hits:
        """Yield every action, in the order of the keys."""
        for each in self._commands():
            row = self._row(Content(each.name), each.keys)
            yield DiscoveryHit(row, each.run, text=each.name, help=each.about)

    async def search(self, query: str) -> Hits:
        """Yield the actions whose words match a query."""
        matcher = self.matcher(query)
        for each in self._commands():
            score = matcher.match(each.found_by)
            if score > 0:
                row = self._row(matcher.highlight(escape(each.name)), each.keys)
                yield Hit(score, row, each.run, text=each.name, help=each.about)


class SteadyPalette(CommandPalette):
    """The palette, which bears keys and clicks that come while its rows are still on their way."""

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
