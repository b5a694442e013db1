"""The tables of the routine and of what also changes rarely: profile, time off, notes of days."""

from __future__ import annotations

from datetime import date

from ssi_tui.core import checks
from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS, may_be_daily
from ssi_tui.core.model import (
    Past,
    Profile,
    Question,
    TargetVersion,
    TaskDefinition,
    TimeOff,
    WorkdaysVersion,
)
from ssi_tui.core.value import replace
from ssi_tui.storage.database.fold import ORDER, since
from ssi_tui.storage.log.rows import (
    OwnTasks,
    Rows,
    by_pillar,
    fields_of,
    is_task,
    reads,
    weekdays_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Mapping
    from typing import Any

    from ssi_tui.storage.database.files import FilePath


_PROFILE: Mapping[str, Callable[[Any], Any]] = {
    "checklist": lambda text: checks.checklist(",".join(text.split()) or "none"),
    "connections": checks.connections,
    "sales_navigator": bool,
    "past": Past,
    "past_answered": date.fromisoformat,
}
"""The parts of the profile, and the function that reads each."""

PAST_ANSWERED = (
    "CASE WHEN past IS NOT NULL THEN (SELECT coalesce(day, substr(at_utc, 1, 10)) "
    "FROM operations WHERE id = operation_id) END AS past_answered"
)
"""The day of the operation that gave an answer about the past, as a column of its row."""

_BEGUN = "SELECT date(at_utc) FROM operations ORDER BY stamp, id LIMIT 1"
_PROFILE_COLUMNS = f"checklist, connections, sales_navigator, past, {PAST_ANSWERED}"


class RoutineRows(Rows):
    """The tables of the routine, profile, time off and notes of days."""

    def __init__(
        self, path: FilePath, connection: sqlite3.Connection, until: int | None = None
    ) -> None:
        super().__init__(path, connection, until)
        self.own = OwnTasks(connection)

    def add_profile_change(self, operation_id: str, changes: dict[str, object]) -> None:
        """Write the changed columns of the profile."""
        self._add("profile_changes", operation_id, **changes)

    def add_workdays(self, operation_id: str, version: WorkdaysVersion) -> None:
        """Write the workdays that hold from a date on."""
        self._add("workday_changes", operation_id, **fields_of(version))

    def add_target(self, operation_id: str, version: TargetVersion) -> None:
        """Write the target of a task that holds from a date on."""
        values = fields_of(version)
        weekly = values.pop("weekly")
        if weekly or not may_be_daily(version.task):
            values = {name: values[name] for name in ("task", "valid_from")}
            self._add("week_target_changes", operation_id, **values, target=weekly)
            return
        if version.busy_target is None:
            del values["busy_weekdays"]
        self._add("target_changes", operation_id, **values)

    def add_time_off(self, operation_id: str, item: TimeOff) -> None:
        """Write a time off."""
        values = {"id": item.id, "start_day": item.start, "end_day": item.end}
        self._add("time_off", operation_id, **values, reason=item.reason)

    def remove_time_off(self, operation_id: str, time_off_id: str) -> None:
        """Write that a time off was removed."""
        self._add("time_off_removals", operation_id, time_off_id=time_off_id)

    def add_day_note(self, operation_id: str, day: date, note: str) -> None:
        """Write the note of a day; an empty one removes the note."""
        self._add("day_notes", operation_id, day=day, note=note)

    def open_questions(self) -> frozenset[Question]:
        """Return the questions that the log has no answer to, none if they were declined."""
        declined, *answered = self._row(
            "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'declined'), COUNT(checklist), "
            f"COUNT(past) FROM profile_changes WHERE {self.effective}"
        )
        found = (each for each, count in zip(Question, answered, strict=True) if not count)
        return frozenset() if declined else frozenset(found)

    def begun(self) -> date | None:
        """Return the date (UTC) of the first change, ``None`` where nothing was ever written."""
        (found,) = self._row(_BEGUN) or (None,)
        return None if found is None else date.fromisoformat(found)

    def is_untouched(self) -> bool:
        """Tell whether nothing was ever written and the welcome was not finished."""
        query = "SELECT 1 FROM operations UNION ALL SELECT 1 FROM meta WHERE name = 'welcomed'"
        return self._row(query) is None

    def keep_welcomed(self) -> None:
        """Write that the welcome was finished; undo does not take that back."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('welcomed', 'yes')")

    def keep_declined(self) -> None:
        """Write that the questions about the profile were declined; no export carries this."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('declined', 'yes')")

    def is_formula_told(self) -> bool:
        """Tell whether the user knows that the estimate is computed by the second formula."""
        untold = "SELECT 1 FROM meta WHERE name = 'formula 2' AND value = 'to be told'"
        return self._row(untold) is None

    def keep_formula_told(self) -> None:
        """Write that the user was told of the second formula."""
        self.connection.execute("UPDATE meta SET value = 'told' WHERE name = 'formula 2'")

    @reads
    def profile(self) -> Profile:
        """Return the current profile: the last value of each column that is not undone."""
        held: dict[str, Any] = {}
        for row in self._rows(f"SELECT {_PROFILE_COLUMNS} FROM profile_changes"):
            changed = zip(_PROFILE, row, strict=True)
            held |= {name: value for name, value in changed if value is not None}
        return Profile(**{name: _PROFILE[name](value) for name, value in held.items()})

    @reads
    def profiles(self) -> dict[str, tuple[Profile, Profile]]:
        """Return the profile before and after each operation that changed it, undone ones too."""
        found, held = {}, Profile()
        for operation, counts, *row in self.connection.execute(
            f"SELECT operation_id, {self.effective}, {_PROFILE_COLUMNS} FROM profile_changes "
            f"ORDER BY {ORDER}"
        ):
            changed = zip(_PROFILE.items(), row, strict=True)
            given = {name: read(value) for (name, read), value in changed if value is not None}
            found[operation] = held, replace(held, **given)
            held = found[operation][1] if counts else held
        return found

    @reads
    def time_off(self) -> tuple[TimeOff, ...]:
        """Return the time off that was not removed, oldest first."""
        rows = self.connection.execute(
            f"SELECT id, start_day, end_day, reason FROM time_off WHERE {self.effective} "
            f"AND id NOT IN (SELECT time_off_id FROM time_off_removals WHERE {self.effective}) "
            f"ORDER BY start_day, {ORDER}"
        ).fetchall()
        return tuple(
            TimeOff(identity, date.fromisoformat(start), date.fromisoformat(end), reason)
            for identity, start, end, reason in rows
        )

    @reads
    def workdays(self) -> tuple[WorkdaysVersion, ...]:
        """Return the workdays with their history, by date and then in order of writing."""
        start = since(self.left_by, by_hand=True)
        rows = self._rows(
            f"SELECT {start} AS start, weekdays FROM workday_changes", f"start, {ORDER}"
        )
        return tuple(
            WorkdaysVersion(date.fromisoformat(start), weekdays_of(mask)) for start, mask in rows
        )

    @reads
    def targets(self, without: Collection[str] = ()) -> tuple[TargetVersion, ...]:
        """Return the targets with their history, by date and then in order of writing.

        Targets that the operations ``without`` wrote are left out. Of a daily and a weekly target
        of one task and date, that of the later operation holds.
        """
        start = f"{since(self.left_by)} AS start"
        written = "(SELECT stamp FROM operations WHERE id = operation_id) AS made, seq"
        daily = f"task, {start}, target, weekdays, busy_target, busy_weekdays, NULL, {written}"
        weekly = f"task, {start}, 0, NULL, NULL, NULL, target, {written}"
        rows = self.connection.execute(
            f"SELECT operation_id, {daily} FROM target_changes WHERE {self.effective} UNION ALL "
            f"SELECT operation_id, {weekly} FROM week_target_changes WHERE {self.effective} "
            "ORDER BY start, made, operation_id, seq"
        ).fetchall()
        return tuple(
            TargetVersion(
                str(task),
                date.fromisoformat(start),
                checks.target(target),
                None if mask is None else weekdays_of(mask),
                busy,
                weekdays_of(busy_mask or 0),
                checks.target(weekly or 0),
            )
            for operation, task, start, target, mask, busy, busy_mask, weekly, _, _ in rows
            if operation not in without and self._is_asked(task, weekly=weekly is not None)
        )

    def _is_asked(self, task: str, *, weekly: bool) -> bool:
        """Tell whether a known task can have a target; any action can have one by the week."""
        if task in ACTIONS and not (weekly or task in DEFAULT_TARGETS):
            raise ValueError(f"a target of {task} a day")
        return is_task(task, self.own)

    def add_task(self, operation_id: str, definition: TaskDefinition) -> None:
        """Write a change to a task; parts that are ``None`` stay as they were."""
        values = fields_of(definition)
        task, points = values.pop("id"), by_pillar(definition.points or ())
        del values["points"]
        self._add("task_changes", operation_id, task=task, **values, **points)

    @reads
    def task_changes(self) -> tuple[TaskDefinition, ...]:
        """Return the changes that the user made to tasks, in order of writing."""
        if self.connection.execute("SELECT 1 FROM task_changes LIMIT 1").fetchone() is None:
            return ()
        # Imported only if there are changes: most logs have none.
        from ssi_tui.storage.log.tasks import changes_of

        return changes_of(self.connection, self.left_by)

    @reads
    def day_notes(self, last: date) -> dict[date, str]:
        """Return the notes of all days up to and including the last."""
        notes = {
            date.fromisoformat(day): note
            for day, note in self._rows("SELECT day, note FROM day_notes")
        }
        return {day: note for day, note in notes.items() if note and day <= last}
