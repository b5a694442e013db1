"""The keys that tick the user's own tasks."""

from collections.abc import Mapping

from textual.dom import DOMNode
from textual.keys import _character_to_key

from ssi_tui.core.task_keys import taken_keys
from ssi_tui.core.tasks import current, own_tasks
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.screens.today import tick_binding
from ssi_tui.tui.screens.view import key_name


def own_keys(node: DOMNode, dashboard: Dashboard) -> dict[str, str]:
    """Return the key of each task of the user's own that stands in the routine of the day.

    One that does something else in Today by now has none.
    """
    # Textual has no public way to ask for the map.
    given = {
        identity: [key_name(key) for key in keys.split(",")]
        for identity, keys in node.app._keymap.items()
    }
    used = set(taken_keys(given))
    offered = {row.task for row in dashboard.tasks}
    found: dict[str, str] = {}
    own = own_tasks(current(dashboard.source.log.tasks).values())
    # What is retired from a later day on has its key until then, if no other has it by now.
    for each in sorted(own, key=lambda task: bool(task.retired)):
        if each.key and each.key not in used and each.id in offered:
            found[each.id] = each.key
            used.add(each.key)
    return found


def bind_own(
    node: DOMNode, before: Mapping[str, str], own: Mapping[str, str], names: Mapping[str, str]
) -> None:
    """Bind the keys of the user's own tasks in the place of those from before."""
    bound = node._bindings.key_to_bindings
    for task, key in before.items():
        name = _character_to_key(key)
        bound[name] = [each for each in bound[name] if each.id != f"today.tick-{task}"]
    for task, key in own.items():
        name = _character_to_key(key)
        for each in bound.pop(name, []):
            # Textual takes a key from all that have it as soon as one of them was given another.
            given = node.app._keymap.get(each.id or "", name).partition(",")[0]
            bound.setdefault(given, []).append(each)
        bound.setdefault(name, []).append(tick_binding(task, name, names[task]))
