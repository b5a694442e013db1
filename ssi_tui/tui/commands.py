"""The command palette: every action of the view with its key, from the bindings."""

from functools import partial

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from ssi_tui.tui.screens.view import key_names


class ActionsProvider(Provider):
    """The actions that the keys of the present view run."""

    def _actions(self) -> list[ActiveBinding]:
        found = {
            active.binding.action: active
            for active in self.screen.active_bindings.values()
            if active.binding.id is not None and active.binding.id != "app.palette"
        }
        return list(found.values())

    async def _run(self, action: str, node: DOMNode) -> None:
        await self.app.run_action(action, node)

    def _words(self, active: ActiveBinding) -> tuple[str, str]:
        keys = key_names(self.screen, str(active.binding.id))
        return active.binding.description, f"{keys}   {active.binding.tooltip}"

    async def discover(self) -> Hits:
        """Yield every action."""
        for active in self._actions():
            words, keys = self._words(active)
            run = partial(self._run, active.binding.action, active.node)
            yield DiscoveryHit(words, run, help=keys)

    async def search(self, query: str) -> Hits:
        """Yield the actions whose words match."""
        matcher = self.matcher(query)
        for active in self._actions():
            words, keys = self._words(active)
            score = matcher.match(f"{words} {active.binding.id}")
            if score > 0:
                run = partial(self._run, active.binding.action, active.node)
                yield Hit(score, matcher.highlight(words), run, text=words, help=keys)
