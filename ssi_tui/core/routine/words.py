"""The words of the routine editor: the minutes of the routine, and what is special of a task."""

from collections.abc import Sequence
from datetime import date

from ssi_tui.core.formula import Actions
from ssi_tui.core.model import TargetVersion, TaskDefinition
from ssi_tui.core.routine.draft import MINUTES_LEAST, Draft, Item
from ssi_tui.core.text.words import minutes, near_day, weekdays_words


def minutes_words(draft: Draft) -> str:
    """Return the minutes of the routine beside the goal: ``17 min on Thu, 2 over``.

    Minutes set in the settings take the place of the 10 to 15 intended.
    """
    days = {day: draft.minutes(day) for day in sorted(draft.workdays)}
    most = max(days.values(), default=0.0)
    if not most:
        return "Nothing is due on any day."
    longest = [day for day, taken in days.items() if taken == most]
    everywhere = len(longest) == len(days)
    took = minutes(most)
    if most > draft.most:
        when = "a day" if everywhere else f"on {weekdays_words(frozenset(longest))}"
        over, goal = minutes(most - draft.most), minutes(draft.most)
        return f"{took} min {when}, {over} over your {goal}-minute goal."
    when = "a day" if everywhere else "a day at most"
    if draft.budget:
        return f"{took} min {when}, within your {minutes(draft.most)}-minute goal."
    span = f"{minutes(MINUTES_LEAST)}–{minutes(draft.most)}"
    if most < MINUTES_LEAST:
        return f"{took} min {when}, under your {span} minute goal."
    return f"{took} min {when}, within your {span} minute goal."


def day_words(draft: Draft) -> str:
    """Return what a routine asks of a day once it is saved: ``15 min a day``."""
    most = max(map(draft.minutes, draft.workdays), default=0.0)
    if not most:
        return "nothing is due"
    if most > draft.most:
        return f"{minutes(most - draft.most)} min over your goal"
    return f"{minutes(most)} min a day"


def label_in(actions: Actions, task: str) -> str:
    """Return the label of a task, or its id if another process has only just added it."""
    return actions[task].label if task in actions else task


def changed_words(
    versions: Sequence[TargetVersion], definitions: Sequence[TaskDefinition], actions: Actions
) -> list[str]:
    """Return what was changed of each task: ``comment 3 a day``, ``new task "endorse"``.

    ``actions`` are those of the log, which say how tasks are called.
    """
    targets = {version.task: target_words(version) for version in versions}
    changed = {definition.id: definition for definition in definitions}
    found = []
    for task in dict.fromkeys((*targets, *changed)):
        definition = changed.get(task, TaskDefinition(task))
        name, said = label_in(actions, task), [targets[task]] if task in targets else []
        if definition.retired:
            said = ["removed"]
        elif definition.label is not None and definition.points is not None:
            name, said = f'new task "{definition.label}"', []
        else:
            name = name if definition.label is None else f'name "{definition.label}"'
            if definition.key is not None:
                said.append(f"key {definition.key}")
            if definition.minutes is not None:
                said.append(f"{minutes(definition.minutes)} min each")
            if definition.points or definition.repeat is not None:
                said.append("points changed")
        if said or definition.label is not None:
            found.append(f"{name} {' and '.join(said)}".rstrip())
    return found or (["order of the tasks"] if definitions else [])


def starts_words(draft: Draft, today: date, *, empty: bool) -> str:
    """Return the day from which a draft applies: ``from today``, ``from Mon 30 Nov``."""
    if draft.start is None and empty:
        return "from the start"
    if draft.day == today:
        return "from today"
    return f"from {near_day(draft.day, today)}"


def item_words(item: Item, before: Item, today: date) -> str:
    """Return what the row of a task does not say about its target, "" for most tasks.

    ``before`` is the item as it was before it was edited.
    """
    said = []
    if item.version.busy_target is not None:
        days = weekdays_words(item.version.busy_weekdays)
        said.append(f"{item.version.busy_target} on {days} (promised)")
    elif before.version.busy_target is not None:
        said.append("without the promise")
    if item.later is not None:
        day = near_day(item.later.valid_from, today)
        said.append(f"{target_words(item.later)} from {day}")
    return f"{item.label}: {'; '.join(said)}" if said else ""


def target_words(version: TargetVersion) -> str:
    """Return what a target asks for: ``2 a day``, ``1 on Mon and Thu``, ``2 a week``."""
    if version.weekly:
        return f"{version.weekly} a week"
    if not version.target or version.weekdays == frozenset():
        return "off"
    if version.weekdays is None:
        return f"{version.target} a day"
    return f"{version.target} on {weekdays_words(version.weekdays)}"
