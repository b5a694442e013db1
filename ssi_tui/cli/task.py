"""The command ``task``: the user's own tasks, and the minutes of the others."""

import argparse
from collections.abc import Iterator
from datetime import date
from math import isfinite
from typing import Any

from ssi_tui.cli.printed import status as output
from ssi_tui.core import checks
from ssi_tui.core.calendar import Schedule
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS, PILLAR_RULES
from ssi_tui.core.model import PILLARS, TaskDefinition
from ssi_tui.core.routine import task_checks
from ssi_tui.core.text.words import minutes, printable
from ssi_tui.tracker.tracker import Tracker


def run(tracker: Tracker, parsed: argparse.Namespace) -> None:
    """Add, change or retire a task where one is named; show the tasks."""
    given = (
        *(parsed.label, parsed.key, parsed.minutes, parsed.weights, parsed.repeat),
        *(parsed.target, parsed.on),
    )
    changing = any(value is not None for value in given)
    if parsed.id is None:
        if changing or parsed.remove or parsed.start:
            raise RefusedError("name the task that is meant, like ssi-tui task endorse --minutes 1")
    elif parsed.remove:
        if changing:
            raise RefusedError("--remove takes a task out; leave the other options away")
        tracker.tasks.retire(parsed.id, _start(tracker, parsed))
    else:
        _define(tracker, parsed)
    schedule, definitions = tracker.view.schedule(), tracker.tasks.own()
    keys = {each.id: each.key for each in definitions}
    if parsed.json:
        output.json_out(tasks_json(schedule, tracker.today(), keys))
    else:
        output.lines(task_lines(schedule, tracker.today(), keys))


def _define(tracker: Tracker, parsed: argparse.Namespace) -> None:
    from ssi_tui.tui.keys.table import keys_of_today

    if parsed.on is not None and parsed.target is None:
        raise RefusedError("give the target that --on is for, like --target 1 --on mon,thu")
    task = parsed.id if parsed.id in ACTIONS else task_checks.task_id(parsed.id)
    target = None if parsed.target is None else checks.target(_whole(parsed.target))
    start = _start(tracker, parsed)
    weekdays = None
    if parsed.on is None:
        on = start or tracker.today()
        weekdays = tracker.view.schedule().version_on(task, on).weekdays
    elif parsed.on != "all":
        weekdays = checks.weekdays(parsed.on)
    points = None
    if parsed.weights is not None:
        weights = [_number(text, "--weights") for text in parsed.weights.split(",")]
        points = task_checks.task_weights(weights)
    given = TaskDefinition(
        task,
        None if parsed.label is None else task_checks.task_label(parsed.label),
        parsed.key,
        None if parsed.minutes is None else _number(parsed.minutes, "--minutes"),
        None if parsed.repeat is None else _number(parsed.repeat, "--repeat"),
        points,
    )
    taken = task_checks.taken_keys(keys_of_today(), tracker.settings.keymap)
    tracker.tasks.define(given, target, weekdays, start, taken)


def _start(tracker: Tracker, parsed: argparse.Namespace) -> date | None:
    """Return the first day that a change holds, where one is named."""
    today = tracker.today()
    return (
        None if parsed.start is None else checks.planned_day(checks.parse_day(parsed.start, today))
    )


def _number(text: str, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise RefusedError(f"{what} takes a number, not {text!r}")
    return value


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise RefusedError(f"--target is a whole number, not {text!r}") from None


def tasks_json(schedule: Schedule, today: date, keys: dict[str, str | None]) -> dict[str, Any]:
    """Return the tasks of the routine with what each is worth."""
    actions, found = schedule.actions_on(today), []
    for task in schedule.routine(today):
        action = actions[task.id]
        weights = dict(zip((pillar.value for pillar in PILLARS), action.points, strict=True))
        row = {
            "task": task.id,
            "label": action.label,
            "own": task.id in keys,
            "key": keys.get(task.id),
            "minutes_each": action.minutes,
            "target": task.target,
            "repeat": action.repeat,
            "weights": weights,
        }
        found.append(row)
    return {"schema": output.SCHEMA, "tasks": found}


def task_lines(schedule: Schedule, today: date, keys: dict[str, str | None]) -> Iterator[str]:
    """Yield a row a task of the routine: minutes, target, weights, and its key if it is own."""
    heads = "".join(f"{rule.label:>14}" for rule in PILLAR_RULES.values())
    actions = schedule.actions_on(today)
    yield f"{'task':14}{'minutes':>8}{'target':>8}{heads}  {'repeat':>6}"
    for task in schedule.routine(today):
        action = actions[task.id]
        cells = "".join(f"{points:>14g}" for points in action.points)
        row = f"{task.id:14}{minutes(action.minutes):>8}{task.target:>8}{cells}"
        row += f"  {action.repeat:>6g}"
        if task.id in keys:
            label = "" if action.label == task.id else f"{printable(action.label)}, "
            row += f"  {label}{f'key {keys[task.id]}' if keys[task.id] else 'no key'}"
        yield row
    if not keys:
        yield ""
        yield "Add one of your own: ssi-tui task endorse --minutes 0.5 --weights 0,2,0,6"
