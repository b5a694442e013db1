"""The tasks of one log: those of the formula, and the user's own, in the user's order."""

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
from ssi_tui.core.model import PILLARS, Source, TaskDefinition
from ssi_tui.core.value import replace

DEFAULT_REPEAT = 0.7
DEFAULT_MINUTES = 1.0
OWN_TASKS_MAX = 9
# The column of labels is this wide at 80 columns.
TASK_MAX = 13
TASK_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
# The parts of a score that are no actions, the pillars, which a promise can be about, and the
# sources, which a filter of the log can name.
TASK_IDS_TAKEN = frozenset(
    {BASELINE, ADJUSTMENT, BEFORE, ACTIVE_DAY, "others", "all", *PILLARS, *Source}
)


def current(changes: Iterable[TaskDefinition]) -> dict[str, TaskDefinition]:
    """Return what holds of each task in the end, in order of writing."""
    held: dict[str, TaskDefinition] = {}
    for each in changes:
        held[each.id] = merged(held.get(each.id, TaskDefinition(each.id)), each)
    return held


def actions_by_day(changes: Iterable[TaskDefinition]) -> tuple[tuple[date, Actions], ...]:
    """Return what scores, from which day on; without changes it is the formula's own mapping."""
    given = tuple(changes)
    if not given:
        return ((date.min, ACTIONS),)
    names = current(given)
    ordered = sorted(given, key=lambda each: each.valid_from)
    own = [each for each in ordered if each.id not in ACTIONS]
    # What was said first of an own task holds for all time before: the fold ends with it.
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
    """Return the action that a definition makes; of a known one only the minutes are its own."""
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
    """Return what ``Schedule`` holds of tasks: actions, the tasks in order, those taken out."""
    given = tuple(changes)
    now = tuple(current(given).values())
    retired = tuple(each.id for each in own_tasks(now) if each.retired)
    return actions_by_day(given), (*routine_order(now), *retired), retired


def definitions_on(changes: Iterable[TaskDefinition], day: date) -> dict[str, TaskDefinition]:
    """Return what holds of each task on a day, by id: all of it for one of the user's own."""
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
    """Return the tasks of the user's own, retired or not, in order of writing."""
    return tuple(each for each in definitions if each.id not in ACTIONS)


def offered_tasks(definitions: Iterable[TaskDefinition]) -> tuple[TaskDefinition, ...]:
    """Return the tasks of the user's own that are not retired, in order of writing."""
    return tuple(each for each in own_tasks(definitions) if not each.retired)


def routine_order(definitions: Iterable[TaskDefinition]) -> tuple[str, ...]:
    """Return the tasks of the routine in order: the user's, then the usual one."""
    given = tuple(definitions)
    usual = (*DEFAULT_TARGETS, *(each.id for each in offered_tasks(given)))
    places = {each.id: each.place for each in given if each.place is not None}
    return tuple(sorted(usual, key=lambda task: places.get(task, usual.index(task))))


def merged(older: TaskDefinition, newer: TaskDefinition) -> TaskDefinition:
    """Return a definition with what a later one says."""
    return TaskDefinition(
        older.id,
        older.label if newer.label is None else newer.label,
        older.key if newer.key is None else newer.key,
        older.minutes if newer.minutes is None else newer.minutes,
        older.repeat if newer.repeat is None else newer.repeat,
        older.points if newer.points is None else newer.points,
        older.place if newer.place is None else newer.place,
        older.retired if newer.retired is None else newer.retired,
        newer.valid_from,
    )


def free_id(label: str, taken: Iterable[str]) -> str:
    """Return an id for a new task: its label in the letters that ids have."""
    plain = "".join(letter if letter in TASK_LETTERS else "_" for letter in label.lower())
    base = plain.strip("_")[:TASK_MAX] or "task"
    used = {*taken, *ACTIONS, *TASK_IDS_TAKEN}
    ids = (base, *(f"{base[: TASK_MAX - 3]}_{number}" for number in range(2, 99)))
    return next((each for each in ids if each not in used), base)
