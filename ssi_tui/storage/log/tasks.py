"""The user's changes to tasks, read from their table."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.routine.task_checks import task_minutes, task_repeat, task_weights
from ssi_tui.core.value import replace
from ssi_tui.storage.database.fold import ORDER, effective, since

TASK_COLUMNS = (
    "task, label, key, minutes, repeat, brand, people, insights, relationships, place, retired, "
    "valid_from"
)


def definition_of_row(row: Sequence[Any]) -> TaskDefinition:
    """Return a row of ``TASK_COLUMNS`` as a value; raises ``ValueError`` for a damaged one."""
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


def changes_of(
    connection: sqlite3.Connection, until: int | None = None
) -> tuple[TaskDefinition, ...]:
    """Return the changes to tasks that are effective, in order of writing.

    A task whose creation is undone counts as retired, because entries may still name it. ``until``
    is as in ``fold.effective``. Raises ``ValueError`` for a damaged row.
    """
    rows = connection.execute(
        f"SELECT {effective(until=until)}, {TASK_COLUMNS.replace('valid_from', since(until))} "
        f"FROM task_changes ORDER BY {ORDER}"
    ).fetchall()
    changes = [(bool(counts), definition_of_row(row)) for counts, *row in rows]
    # A change without a label is one to a task that was added before.
    made = {one.id for counts, one in changes if counts and one.label is not None}
    gone = (one for _, one in changes if one.id not in ACTIONS and one.id not in made)
    return (
        *(replace(one, retired=True) for one in gone),
        *(one for counts, one in changes if counts and one.id in (*ACTIONS, *made)),
    )
