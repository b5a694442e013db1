"""The command ``task``: shows the tasks, adds one of the user's own, changes or retires it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

from ssi_tui.cli.daily import ON_WITH_A_WEEK, asked_count, planned_day_of, real_number
from ssi_tui.cli.printed.json import SCHEMA, print_json, span_name
from ssi_tui.cli.printed.line import ACCENT, BOLD, MUTED, PLAIN, Line, print_lines
from ssi_tui.core import checks
from ssi_tui.core.calendar import Schedule
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS, PILLAR_RULES
from ssi_tui.core.model import PILLARS, TaskDefinition
from ssi_tui.core.routine import task_checks
from ssi_tui.core.slips import nearest, quoted
from ssi_tui.core.tasks import key_words, keys_lost
from ssi_tui.core.text.words import minutes, near_day, printable
from ssi_tui.tracker.tracker import Tracker


def run(tracker: Tracker, parsed: SimpleNamespace) -> None:
    """Add, change or retire the task that is named, if one is; then show all tasks."""
    given = (
        *(parsed.label, parsed.key, parsed.minutes, parsed.weights, parsed.repeat),
        *(parsed.target, parsed.on),
    )
    changing = any(value is not None for value in given)
    said: list[str] = []
    if parsed.id is None:
        if changing or parsed.remove or parsed.start:
            raise RefusedError("which task? For example: ssi-tui task endorse --minutes 1")
    elif parsed.remove:
        if changing:
            raise RefusedError("don't combine --remove with other options")
        start = planned_day_of(parsed.start, tracker.today())
        tracker.tasks.retire(parsed.id, start)
        since = "" if start is None else f" from {near_day(start, tracker.today())} on"
        said = [f"Removed {parsed.id}{since}.", ""]
    elif _define(tracker, parsed):
        said = [f"Added {parsed.id}.", ""]
    schedule, definitions = tracker.view.schedule(), tracker.tasks.own()
    lost = keys_lost(definitions)
    keys = {each.id: None if each.id in lost else each.key for each in definitions}
    if parsed.json:
        print_json(tasks_json(schedule, tracker.today(), keys))
    else:
        print_lines([*said, *task_lines(schedule, tracker.today(), keys, lost)])


def _define(tracker: Tracker, parsed: SimpleNamespace) -> bool:
    """Add a task or change one, and tell whether it was added."""
    from ssi_tui.tui.keys.table import keys_of_today

    target, weekly = None, 0
    if parsed.target is not None:
        count, by_week = asked_count(parsed.target, "--target")
        target, weekly = (None, count) if by_week else (count, 0)
    if parsed.on is not None and weekly:
        raise RefusedError(ON_WITH_A_WEEK)
    if parsed.on is not None and target is None:
        raise RefusedError("--on needs --target, such as --target 1 --on mon,thu")
    task = parsed.id if parsed.id in ACTIONS else task_checks.task_id(parsed.id)
    start = planned_day_of(parsed.start, tracker.today())
    weekdays = None
    if parsed.on is None:
        on = start or tracker.today()
        weekdays = tracker.view.schedule().version_on(task, on).weekdays
    elif parsed.on != "all":
        weekdays = checks.weekdays(parsed.on)
    points = None
    if parsed.weights is not None:
        each = "each part of --weights, such as 0,2,0,6,"
        weights = [real_number(text, each) for text in parsed.weights.split(",")]
        points = task_checks.task_weights(weights)
    given = TaskDefinition(
        task,
        None if parsed.label is None else task_checks.task_label(parsed.label),
        parsed.key,
        None if parsed.minutes is None else real_number(parsed.minutes, "--minutes"),
        None if parsed.repeat is None else real_number(parsed.repeat, "--repeat"),
        points,
    )
    taken = task_checks.taken_keys(keys_of_today(), tracker.settings.keymap)
    if points is None:
        _known(task, {*ACTIONS, *(each.id for each in tracker.tasks.definitions())})
    new = task not in ACTIONS and task not in {each.id for each in tracker.tasks.own()}
    tracker.tasks.define(given, target, weekdays, start, taken, weekly=weekly)
    return new


def _known(task: str, known: Collection[str]) -> None:
    """Refuse a task that is not known: without weights it would be worth nothing."""
    if task not in known:
        near = nearest(task, known)
        meant = "" if near is None else f" Did you mean {near}?"
        add = "To add one, use --weights"
        raise RefusedError(f"no task {quoted(task)}.{meant} {add}")


def tasks_json(schedule: Schedule, today: date, keys: dict[str, str | None]) -> dict[str, Any]:
    """Return the tasks of the routine and what one of each is worth, for ``task --json``."""
    actions, found = schedule.actions_on(today), []
    for task in schedule.whole_routine(today):
        action = actions[task.id]
        weights = dict(zip((pillar.value for pillar in PILLARS), action.points, strict=True))
        row = {
            "task": task.id,
            "label": action.label,
            "own": task.id in keys,
            "key": keys.get(task.id),
            "minutes_each": action.minutes,
            "target": task.target,
            "per": span_name(week=schedule.version_on(task.id, today).weekly > 0),
            "repeat": action.repeat,
            "weights": weights,
        }
        found.append(row)
    return {"schema": SCHEMA, "tasks": found}


ENDS = (22, 30, 37, 45, 55, 70, 78)
"""The last cells of minutes, target, the four pillars and the factor for each repeat."""


def task_lines(
    schedule: Schedule,
    today: date,
    keys: Mapping[str, str | None],
    lost: Mapping[str, TaskDefinition],
) -> Iterator[Line]:
    """Yield a row for each task: minutes, target, points, and the key of the user's own.

    ``lost`` holds for each task that has no key because an older one has it, that older one.
    """
    labels = (rule.label for rule in PILLAR_RULES.values())
    yield _row(Line("TASKS", BOLD), ("minutes", "target", *labels, "repeat"), MUTED)
    actions = schedule.actions_on(today)
    for task in schedule.whole_routine(today):
        action = actions[task.id]
        weekly = schedule.version_on(task.id, today).weekly
        asked = f"{weekly}/week" if weekly else f"{task.target}"
        points = (f"{each:g}" for each in action.points)
        cells = (minutes(action.minutes), asked, *points, f"{action.repeat:g}")
        yield _row(Line().put(3, task.id, ACCENT), cells)
        if task.id in keys:
            key = f"key {keys[task.id]}" if keys[task.id] else "no key"
            key += f" ({key_words(lost[task.id])})" if task.id in lost else ""
            yield Line().put(5, f"{printable(action.label)}, {key}", MUTED)
    if not keys:
        yield Line()
        yield Line().put(3, "Add your own:", MUTED)
        yield Line().put(3, "ssi-tui task endorse --minutes 0.5 --weights 0,2,0,6", ACCENT)


def _row(line: Line, cells: Iterable[str], style: str = PLAIN) -> Line:
    for end, cell in zip(ENDS, cells, strict=True):
        line.right(end, cell, style)
    return line
