"""The tasks of a log: those of the formula and the user's own, in the user's order."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from itertools import groupby

from ssi_tui.core.formula import (
    ACTIONS,
    ACTIVE_DAY,
    ADJUSTMENT,
    BASELINE,
    BEFORE,
    DEFAULT_TARGETS,
    Action,
    Actions,
)
from ssi_tui.core.model import DEFINITION_PARTS, PILLARS, Source, TaskDefinition
from ssi_tui.core.value import replace

DEFAULT_REPEAT = 0.7
DEFAULT_MINUTES = 1.0
OWN_TASKS_MAX = 9
# The column of labels is this wide at 80 columns.
TASK_MAX = 13
TASK_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
# Ids with another meaning: the parts of a score that are not actions, the pillars (a promise can
# be about one) and the sources (the filter of the Log can name one).
TASK_IDS_TAKEN = frozenset(
    {BASELINE, ADJUSTMENT, BEFORE, ACTIVE_DAY, "others", "all", *PILLARS, *Source}
)


def current(changes: Iterable[TaskDefinition]) -> dict[str, TaskDefinition]:
    """Return each task as all its changes together leave it, in order of writing."""
    held: dict[str, TaskDefinition] = {}
    for each in changes:
        held[each.id] = merged(held.get(each.id, TaskDefinition(each.id)), each)
    return held


def actions_by_day(changes: Iterable[TaskDefinition]) -> tuple[tuple[date, Actions], ...]:
    """Return what scores, as pairs of a first day and the actions from then on, oldest first."""
    given = tuple(changes)
    if not given:
        return ((date.min, ACTIONS),)
    names = current(given)
    ordered = sorted(given, key=lambda each: each.valid_from)
    own = [each for each in ordered if each.id not in ACTIONS]
    # The first numbers of the user's own task also hold before they were set, so they come last.
    held = {
        each.id: reduce(merged, reversed([one for one in own if one.id == each.id])) for each in own
    }
    found = {date.min: _actions(held, names)}
    for start, group in groupby(ordered, key=lambda each: each.valid_from):
        for each in group:
            held[each.id] = merged(held.get(each.id, TaskDefinition(each.id)), each)
        found[start] = _actions(held, names)
    return tuple(found.items())


def _actions(held: Mapping[str, TaskDefinition], names: Mapping[str, TaskDefinition]) -> Actions:
    own = {task: action_of(replace(held[task], label=names[task].label)) for task in held}
    return {**ACTIONS, **own}


def action_of(definition: TaskDefinition) -> Action:
    """Return the action that a definition describes; one of the formula's takes only minutes."""
    known = ACTIONS.get(definition.id)
    if known is not None:
        minutes = known.minutes if definition.minutes is None else definition.minutes
        return replace(known, minutes=minutes)
    return Action(
        definition.id,
        definition.label or definition.id,
        DEFAULT_MINUTES if definition.minutes is None else definition.minutes,
        DEFAULT_REPEAT if definition.repeat is None else definition.repeat,
        definition.points or (0.0, 0.0, 0.0, 0.0),
        definition.id,
    )


def known_tasks(
    changes: Iterable[TaskDefinition],
) -> tuple[tuple[tuple[date, Actions], ...], tuple[str, ...], tuple[str, ...]]:
    """Return what ``Schedule`` needs: actions by day, the tasks in order, and those retired."""
    given = tuple(changes)
    now = tuple(current(given).values())
    retired = tuple(each.id for each in own_tasks(now) if each.retired)
    return actions_by_day(given), (*routine_order(now), *retired), retired


def definitions_on(changes: Iterable[TaskDefinition], day: date) -> dict[str, TaskDefinition]:
    """Return by id how each changed task stands on a day; the user's own ones have all parts."""
    given = tuple(changes)
    versions = actions_by_day(given)
    actions = next(actions for start, actions in reversed(versions) if start <= day)
    found = {}
    for task, now in current(given).items():
        action = actions[task]
        known = ACTIONS.get(task)
        if known is None:
            numbers = (action.minutes, action.repeat, action.points)
            found[task] = TaskDefinition(
                task, action.label, now.key, *numbers, now.place, now.retired
            )
        else:
            minutes = None if action.minutes == known.minutes else action.minutes
            found[task] = TaskDefinition(task, minutes=minutes, place=now.place)
    return found


def own_tasks(definitions: Iterable[TaskDefinition]) -> tuple[TaskDefinition, ...]:
    """Return the user's own tasks, retired or not, in order of writing."""
    return tuple(each for each in definitions if each.id not in ACTIONS)


def offered_tasks(definitions: Iterable[TaskDefinition]) -> tuple[TaskDefinition, ...]:
    """Return the user's own tasks that are not retired, in order of writing."""
    return tuple(each for each in own_tasks(definitions) if not each.retired)


def keys_lost(definitions: Iterable[TaskDefinition]) -> dict[str, TaskDefinition]:
    """Return each of the user's own tasks whose key an older task has, by its id, with that task.

    Two machines may have given one key to two tasks; the older one has it.
    """
    first: dict[str, TaskDefinition] = {}
    found = {}
    for each in offered_tasks(definitions):
        if each.key and first.setdefault(each.key, each) is not each:
            found[each.id] = first[each.key]
    return found


def key_words(owner: TaskDefinition) -> str:
    """Return why a task has no key: ``d ticks endorse``."""
    return f"{owner.key} ticks {owner.label or owner.id}"


def routine_order(definitions: Iterable[TaskDefinition]) -> tuple[str, ...]:
    """Return the tasks of the routine, by the places that the user gave them, else as usual."""
    given = tuple(definitions)
    usual = (*DEFAULT_TARGETS, *(each.id for each in offered_tasks(given)))
    places = {each.id: each.place for each in given if each.place is not None}
    return tuple(sorted(usual, key=lambda task: places.get(task, usual.index(task))))


def merged(older: TaskDefinition, newer: TaskDefinition) -> TaskDefinition:
    """Return a definition with all that a later one sets."""
    given = {part: getattr(newer, part) for part in DEFINITION_PARTS}
    sets = {part: value for part, value in given.items() if value is not None}
    return replace(older, valid_from=newer.valid_from, **sets)


def free_id(label: str, taken: Iterable[str]) -> str:
    """Return an unused id for a new task, made of the letters of its label."""
    plain = "".join(letter if letter in TASK_LETTERS else "_" for letter in label.lower())
    base = plain.strip("_")[:TASK_MAX] or "task"
    used = {*taken, *ACTIONS, *TASK_IDS_TAKEN}
    ids = (base, *(f"{base[: TASK_MAX - 3]}_{number}" for number in range(2, 99)))
    return next((each for each in ids if each not in used), base)
