"""What the user has said of tasks: rows of changes and back."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.routine.task_checks import task_minutes, task_repeat, task_weights
from ssi_tui.core.value import replace
from ssi_tui.storage.log.rows import by_pillar, insert

_COLUMNS = (
    "task, label, key, minutes, repeat, brand, people, insights, relationships, place, retired, "
    "valid_from"
)


def definition_of_row(row: Sequence[Any]) -> TaskDefinition:
    """Return the columns of a change as a value; raises ``ValueError`` for a damaged one."""
    task, label, key, minutes, repeat, brand, people, insights, ties, place, retired, start = row
    points = [brand, people, insights, ties]
    for text in (label, key):
        if not (text is None or isinstance(text, str)):
            raise ValueError(f"{text!r} as a text of the task {task!r}")
    for number in (place, retired):
        if not (number is None or isinstance(number, int)):
            raise ValueError(f"{number!r} as a number of the task {task!r}")
    return TaskDefinition(
        id=str(task),
        label=label,
        key=key,
        minutes=None if minutes is None else task_minutes(minutes),
        repeat=None if repeat is None else task_repeat(repeat),
        points=None if points == [None] * 4 else task_weights(points),
        place=place,
        retired=None if retired is None else bool(retired),
        valid_from=date.fromisoformat(start),
    )


def add_change(
    connection: sqlite3.Connection, operation_id: str, definition: TaskDefinition
) -> None:
    """Write what has changed of a task, inside a transaction; the rest stays as it was."""
    insert(
        connection,
        "task_changes",
        operation_id=operation_id,
        task=definition.id,
        label=definition.label,
        key=definition.key,
        minutes=definition.minutes,
        repeat=definition.repeat,
        place=definition.place,
        retired=definition.retired,
        valid_from=definition.valid_from.isoformat(),
        **by_pillar(definition.points or ()),
    )


def changes_of(connection: sqlite3.Connection) -> tuple[TaskDefinition, ...]:
    """Return what was said of tasks and is not undone, in order of writing.

    A task whose making is undone counts as taken out: entries may still name it, where the step
    that added it was undone after them. Raises ``ValueError`` for a damaged row.
    """
    rows = connection.execute(
        f"SELECT operation_id IN (SELECT id FROM effective_operations), {_COLUMNS} "
        "FROM task_changes ORDER BY seq"
    ).fetchall()
    changes = [(bool(effective), definition_of_row(row)) for effective, *row in rows]
    # What is said without a label is a change to a task that was added before it.
    made = {one.id for effective, one in changes if effective and one.label is not None}
    gone = (one for _, one in changes if one.id not in ACTIONS and one.id not in made)
    return (
        *(replace(one, retired=True) for one in gone),
        *(one for effective, one in changes if effective and one.id in (*ACTIONS, *made)),
    )
