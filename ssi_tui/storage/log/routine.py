"""The routine on disk, and what changes as rarely: profile, time off, readings, day notes."""

from __future__ import annotations

from datetime import date
from functools import wraps

from ssi_tui.core import checks
from ssi_tui.core.formula import DEFAULT_TARGETS
from ssi_tui.core.model import (
    Past,
    Peers,
    Profile,
    Reading,
    TargetVersion,
    TaskDefinition,
    TimeOff,
    WorkdaysVersion,
)
from ssi_tui.storage.database.errors import readable
from ssi_tui.storage.log.rows import EFFECTIVE, OwnTasks, by_pillar, insert

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path
    from typing import Any, Concatenate, ParamSpec, TypeVar

    Given = ParamSpec("Given")
    Read = TypeVar("Read")


def weekdays_mask(weekdays: frozenset[int]) -> int:
    """Return weekdays (0 = Monday) as a bit mask."""
    return sum(1 << weekday for weekday in weekdays)


def weekdays_of(mask: int) -> frozenset[int]:
    """Return the weekdays of a bit mask."""
    return frozenset(weekday for weekday in range(7) if mask >> weekday & 1)


def _four(values: Sequence[float]) -> tuple[float, float, float, float]:
    brand, people, insights, relationships = (
        checks.reading_pillar("a pillar", value) for value in values
    )
    return (brand, people, insights, relationships)


def _checklist(text: str) -> frozenset[str]:
    return checks.checklist(",".join(text.split()) or "none")


_PROFILE: Mapping[str, Callable[[Any], Any]] = {
    "checklist": _checklist,
    "connections": checks.connections,
    "sales_navigator": bool,
    "past": Past,
    "past_answered": date.fromisoformat,
}
"""The columns of the profile, and what makes a value of each."""


def reads(
    method: Callable[Concatenate[RoutineRows, Given], Read],
) -> Callable[Concatenate[RoutineRows, Given], Read]:
    """Make a method of these rows tell what it cannot read in one sentence."""

    @wraps(method)
    def told(rows: RoutineRows, /, *given: Given.args, **named: Given.kwargs) -> Read:
        with readable(rows.path):
            return method(rows, *given, **named)

    return told


class RoutineRows:
    """Rows of the routine and back; writing happens inside a transaction of the store."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.own = OwnTasks(connection)

    def add_profile_change(self, operation_id: str, changes: dict[str, object]) -> None:
        """Write the changed columns of the profile."""
        insert(self.connection, "profile_changes", operation_id=operation_id, **changes)

    def add_workdays(self, operation_id: str, version: WorkdaysVersion) -> None:
        """Write the workdays that hold from a date on."""
        insert(
            self.connection,
            "workday_changes",
            operation_id=operation_id,
            valid_from=version.valid_from.isoformat(),
            weekdays=weekdays_mask(version.weekdays),
        )

    def add_target(self, operation_id: str, version: TargetVersion) -> None:
        """Write the target of a task that holds from a date on."""
        busy = None if version.busy_target is None else weekdays_mask(version.busy_weekdays)
        insert(
            self.connection,
            "target_changes",
            operation_id=operation_id,
            task=version.task,
            valid_from=version.valid_from.isoformat(),
            target=version.target,
            weekdays=None if version.weekdays is None else weekdays_mask(version.weekdays),
            busy_target=version.busy_target,
            busy_weekdays=busy,
        )

    def add_time_off(self, operation_id: str, item: TimeOff) -> None:
        """Write a time off."""
        insert(
            self.connection,
            "time_off",
            id=item.id,
            operation_id=operation_id,
            start_day=item.start.isoformat(),
            end_day=item.end.isoformat(),
            reason=item.reason,
        )

    def remove_time_off(self, operation_id: str, time_off_id: str) -> None:
        """Take a time off out by an operation."""
        removal = {"time_off_id": time_off_id, "operation_id": operation_id}
        insert(self.connection, "time_off_removals", **removal)

    def add_day_note(self, operation_id: str, day: date, note: str) -> None:
        """Write the note of a day; an empty one takes the note away."""
        values = {"operation_id": operation_id, "day": day.isoformat(), "note": note}
        insert(self.connection, "day_notes", **values)

    def add_reading(self, operation_id: str, identity: str, reading: Reading) -> None:
        """Write a reading, and where it puts the user among others."""
        values = {"id": identity, "operation_id": operation_id, "day": reading.day.isoformat()}
        insert(self.connection, "readings", **values, **by_pillar(reading.pillars))
        for name, peers in reading.groups:
            insert(
                self.connection,
                "reading_peers",
                reading_id=identity,
                operation_id=operation_id,
                peers=name,
                rank=peers.rank,
                total=peers.total,
                **by_pillar(peers.pillars or ()),
            )

    @reads
    def readings(self, last: date) -> tuple[Reading, ...]:
        """Return the readings up to and with a day, oldest first; of one day the last written."""
        peers: dict[tuple[str, str], Peers] = {}
        for identity, name, rank, total, *pillars in self._rows(
            "SELECT reading_id, peers, rank, total, brand, people, insights, relationships "
            "FROM reading_peers",
            "reading_id",
        ):
            known = None if None in pillars else _four(pillars)
            peers[identity, name] = Peers(None if rank is None else checks.rank(rank), total, known)
        found: dict[date, Reading] = {}
        for identity, text, *pillars in self._rows(
            "SELECT id, day, brand, people, insights, relationships FROM readings", "seq"
        ):
            day = date.fromisoformat(text)
            if day <= last:
                found[day] = Reading(
                    day,
                    _four(pillars),
                    peers.get((identity, "industry")),
                    peers.get((identity, "network")),
                )
        return tuple(found[day] for day in sorted(found))

    @reads
    def profile(self) -> Profile:
        """Return the current profile: the last effective value of each column."""
        held: dict[str, Any] = {}
        for row in self._rows(f"SELECT {', '.join(_PROFILE)} FROM profile_changes", "seq"):
            changed = zip(_PROFILE, row, strict=True)
            held |= {name: value for name, value in changed if value is not None}
        return Profile(**{name: _PROFILE[name](value) for name, value in held.items()})

    @reads
    def time_off(self) -> tuple[TimeOff, ...]:
        """Return the time off that holds, oldest first."""
        rows = self.connection.execute(
            f"SELECT id, start_day, end_day, reason FROM time_off WHERE {EFFECTIVE} "
            f"AND id NOT IN (SELECT time_off_id FROM time_off_removals WHERE {EFFECTIVE}) "
            "ORDER BY start_day, seq"
        ).fetchall()
        return tuple(
            TimeOff(identity, date.fromisoformat(start), date.fromisoformat(end), reason)
            for identity, start, end, reason in rows
        )

    @reads
    def workdays(self) -> tuple[WorkdaysVersion, ...]:
        """Return the workdays with their history; of two with the same date the later one last."""
        rows = self._rows("SELECT valid_from, weekdays FROM workday_changes", "valid_from, seq")
        return tuple(
            WorkdaysVersion(date.fromisoformat(start), weekdays_of(mask)) for start, mask in rows
        )

    @reads
    def targets(self, without: Collection[str] = ()) -> tuple[TargetVersion, ...]:
        """Return the targets with their history; of two with the same date the later one last.

        Those of the operations ``without`` are left out.
        """
        rows = self._rows(
            "SELECT operation_id, task, valid_from, target, weekdays, busy_target, busy_weekdays "
            "FROM target_changes",
            "valid_from, seq",
        )
        return tuple(
            TargetVersion(
                self._routine_task(task),
                date.fromisoformat(start),
                checks.target(target),
                None if mask is None else weekdays_of(mask),
                busy,
                weekdays_of(busy_mask or 0),
            )
            for operation, task, start, target, mask, busy, busy_mask in rows
            if operation not in without
        )

    def _routine_task(self, task: str) -> str:
        if task not in DEFAULT_TARGETS and task in self.own:
            return task
        return checks.routine_task(task)

    def add_task(self, operation_id: str, definition: TaskDefinition) -> None:
        """Write what has changed of a task; the rest stays as it was."""
        from ssi_tui.storage.log.tasks import add_change

        add_change(self.connection, operation_id, definition)

    @reads
    def task_changes(self) -> tuple[TaskDefinition, ...]:
        """Return what the user has said of tasks, in order of writing."""
        if self.connection.execute("SELECT 1 FROM task_changes LIMIT 1").fetchone() is None:
            return ()
        # Loaded where there is something: most logs hold nothing of it.
        from ssi_tui.storage.log.tasks import changes_of

        return changes_of(self.connection)

    @reads
    def day_notes(self, last: date) -> dict[date, str]:
        """Return the notes of the days up to and with the last."""
        notes = {
            date.fromisoformat(day): note
            for day, note in self._rows("SELECT day, note FROM day_notes", "seq")
        }
        return {day: note for day, note in notes.items() if note and day <= last}

    def _rows(self, select: str, order: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(f"{select} WHERE {EFFECTIVE} ORDER BY {order}").fetchall()
