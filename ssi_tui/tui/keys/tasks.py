"""The keys that tick tasks, with those for tasks of the user's own."""

from collections.abc import Mapping

from textual.dom import DOMNode

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.names import binding, bound_key, given_key, key_name
from ssi_tui.tui.keys.table import BY_ID, LATER, TASK_KEYS, keys_of_today, tick_row


def task_keys(node: DOMNode, dashboard: Dashboard | None = None) -> dict[str, str]:
    """Return the key that ticks each task; with a dashboard, those of the user's own tasks too."""
    keys = {task: given_key(node, f"today.tick-{task}") for task in TASK_KEYS}
    if dashboard is None or not dashboard.source.log.tasks:
        return keys
    return keys | own_keys(node, dashboard)


def with_caps_lock(keys: Mapping[str, str], letter: str) -> str | None:
    """Return the task whose key a capital letter is but for caps lock, if it is one."""
    typed = {key: task for task, key in keys.items()}
    return typed.get(letter.lower()) if letter.isupper() else None


def own_keys(node: DOMNode, dashboard: Dashboard) -> dict[str, str]:
    """Return the key of each task of the user's own in the routine of the day that is shown.

    A task has none if its key has meanwhile been given to something else in Today.
    """
    # Most logs hold no tasks of the user's own: these are loaded only when one does.
    from ssi_tui.core.routine.task_checks import taken_keys
    from ssi_tui.core.tasks import current, own_tasks

    # Textual has no public way to ask for the map.
    given = {
        identity: [key_name(key) for key in keys.split(",")]
        for identity, keys in node.app._keymap.items()
    }
    usual = {
        identity: keys
        for identity, keys in keys_of_today().items()
        if identity not in LATER or identity in given
    }
    used = set(taken_keys(usual, given))
    offered = {row.task for row in dashboard.rows}
    found: dict[str, str] = {}
    own = own_tasks(current(dashboard.source.log.tasks).values())
    # A task that retires on a later day keeps its key until then, unless another task has it.
    for each in sorted(own, key=lambda task: bool(task.retired)):
        if each.key and each.key not in used and each.id in offered:
            found[each.id] = each.key
            used.add(each.key)
    return found


def bind_own(
    node: DOMNode, before: Mapping[str, str], own: Mapping[str, str], names: Mapping[str, str]
) -> None:
    """Bind the keys of the user's own tasks instead of those that were bound before.

    ``before`` and ``own`` hold the key of each task, ``names`` its name.
    """
    bound = node._bindings.key_to_bindings
    for task, key in before.items():
        name = bound_key(key)
        bound[name] = [each for each in bound[name] if each.id != f"today.tick-{task}"]
    for identity in LATER - node.app._keymap.keys():
        key = BY_ID[identity][1]
        others = [each for each in bound.get(key, ()) if each.id != identity]
        bound[key] = others if key in own.values() or others else [binding(BY_ID[identity])]
    for task, key in own.items():
        name = bound_key(key)
        for each in bound.pop(name, []):
            # When one binding of a key is given another, Textual takes the key from all the others.
            given = node.app._keymap.get(each.id or "", name).partition(",")[0]
            bound.setdefault(given, []).append(each)
        bound.setdefault(name, []).append(binding(tick_row(task, key, names[task])))
