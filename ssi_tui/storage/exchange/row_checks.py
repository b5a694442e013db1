"""Whether a row of an export can be taken in, and if not, which of its values is wrong."""

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from ssi_tui.core import checks
from ssi_tui.core.calendar import parse_instant
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS
from ssi_tui.core.import_report import FIGURES
from ssi_tui.core.model import PILLARS, OperationKind
from ssi_tui.core.routine.task_checks import definition, task_id
from ssi_tui.core.slips import quoted
from ssi_tui.storage.database.columns import COLUMNS
from ssi_tui.storage.database.ids import is_our_id
from ssi_tui.storage.database.stamps import STAMPS_END
from ssi_tui.storage.log.tasks import definition_of_row

Row = Mapping[str, Any]

_REVIEWS = ("review_steps", "review_outcomes", "review_notes", "commitments")
# Columns with days that may be in the future, within limits.
_PLANNED = {
    **dict.fromkeys(_REVIEWS, ("week",)),
    **dict.fromkeys(("entries", "day_notes", "readings", "clock_stretches"), ("day",)),
    "analytics_days": ("day",),
    "time_off": ("start_day", "end_day"),
}


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_instant(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(parse_instant(value))
    except ValueError:
        return False


def _is_real(value: object) -> bool:
    return (type(value) is float and isfinite(value)) or _is_whole(value)


def _is_whole(value: object) -> bool:
    return type(value) is int and -(2**63) <= value < 2**63


def _is_note(value: object) -> bool:
    return not isinstance(value, list | dict)


def _is_text(value: object) -> bool:
    # Half of a surrogate pair can be escaped in JSON, but is no character.
    return isinstance(value, str) and value == value.encode("utf-8", "replace").decode("utf-8")


_FORMS: dict[str, Callable[[object], bool]] = {
    **dict.fromkeys(("day", "week", "start_day", "end_day", "valid_from"), _is_day),
    **dict.fromkeys(("at_utc", "started_utc", "stopped_utc"), _is_instant),
    **dict.fromkeys(("minutes", "repeat", "total", *PILLARS), _is_real),
    **dict.fromkeys(("count", "amount", "place", "rank", "connections"), _is_whole),
    **dict.fromkeys(("target", "weekdays", "busy_target", "busy_weekdays"), _is_whole),
    **dict.fromkeys((*FIGURES, "total_followers"), _is_whole),
    "note": _is_note,
    **dict.fromkeys(("live", "stamp", "retired", "sales_navigator"), _is_whole),
}
"""Tells of each column that holds more or less than text whether a value is of its kind."""


def check(table: str, row: object) -> Row:
    """Return a row as it can be stored, if its values keep the rules that its table cannot check.

    Only its form is looked at, neither today's date nor which tasks are known. Raises
    ``RefusedError``. The table checks the rest, of which ``broken`` speaks.
    """
    if not isinstance(row, dict):
        raise RefusedError("not a row")
    for column in COLUMNS[table]:
        value = row.get(column)
        if value is not None and not _FORMS.get(column, _is_text)(value):
            raise _wrong(column, value)
    for column in ("id", "operation_id"):
        if column in COLUMNS[table]:
            _there(row, column)
    for column in _PLANNED.get(table, ()):
        checks.planned_day(date.fromisoformat(_there(row, column)))
    if table == "operations":
        _operation(row)
    if table == "entries":
        checks.quality(_task(row), row.get("quality"))
    if table == "profile_changes" and row.get("checklist"):
        checks.checklist(",".join(row["checklist"].split()))
    if table == "week_target_changes":
        _task(row)
    if table == "target_changes" and _task(row) in set(ACTIONS) - set(DEFAULT_TARGETS):
        checks.routine_task(row["task"])
    if table == "task_changes":
        for column in ("valid_from", *_weighed(row)):
            _there(row, column)
        definition(definition_of_row([row.get(name) for name in COLUMNS[table][1:]]))
    if table == "readings" and all(row.get(pillar) == 0 for pillar in PILLARS):
        raise RefusedError("four zeros aren't a reading")
    if table == "review_outcomes" and checks.outcome(_there(row, "outcome")) != row["outcome"]:
        raise _wrong("outcome", row["outcome"])
    if table == "commitments":
        checks.promise(_there(row, "words"))
        subject = row.get("subject")
        if subject is not None and subject not in (*ACTIONS, *PILLARS):
            raise _wrong("subject", subject)
        if row.get("weekdays") == 0:
            raise _wrong("weekdays", 0)
    if row.get("note") is not None:
        note = checks.note(str(row["note"]))
        # An entry has a note or none; elsewhere an empty one takes back the note before.
        return {**row, "note": note or (None if table == "entries" else "")}
    return row


def _operation(row: Row) -> None:
    if row.get("kind") not in set(OperationKind):
        raise _wrong("kind", row.get("kind"))
    if not 0 <= _there(row, "stamp") < STAMPS_END:
        raise _wrong("stamp", row["stamp"])
    for name in ("id", "of", "import_id"):
        if row.get(name) is not None and not is_our_id(row[name]):
            raise _wrong(name, row[name])


def _task(row: Row) -> str:
    task = str(_there(row, "task"))
    return task if task in ACTIONS else task_id(task)


def broken(table: str, row: Row, error: sqlite3.IntegrityError) -> str:
    """Return why a table did not take a row: which value is missing or breaks a rule of it."""
    # SQLite names the column, or says the rule that is broken.
    named = [word for word in re.findall(r"\w+", str(error)) if word in COLUMNS[table]]
    if not named:
        return "what it belongs to isn't in the export"
    if str(error).startswith("UNIQUE"):
        return f"{named[0]} {_shown(row.get(named[0]))} is there twice"
    missing = [column for column in named if row.get(column) is None]
    return str(_wrong((missing or named)[0], row.get((missing or named)[0])))


def _weighed(row: Row) -> tuple[str, ...]:
    """Return the columns that must be there because one of them is."""
    return PILLARS if any(row.get(pillar) is not None for pillar in PILLARS) else ()


def _there(row: Row, column: str) -> Any:
    """Return a value that must be there."""
    if row.get(column) is None:
        raise _wrong(column, None)
    return row[column]


def _wrong(column: str, value: object) -> RefusedError:
    """Return the refusal of a row for one of its values."""
    return RefusedError(
        f"{column} is missing" if value is None else f"{column} can't be {_shown(value)}"
    )


def _shown(value: object) -> str:
    return quoted(value if isinstance(value, str) else json.dumps(value))
