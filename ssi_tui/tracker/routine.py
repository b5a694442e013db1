"""The verbs of the routine, and of what also changes rarely: profile and time off."""

from collections.abc import Mapping, Sequence
from datetime import date

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import (
    OperationKind,
    Past,
    Profile,
    Question,
    TargetVersion,
    TaskDefinition,
    TimeOff,
    WorkdaysVersion,
)
from ssi_tui.core.slips import quoted
from ssi_tui.core.text.words import near_day
from ssi_tui.core.value import replace
from ssi_tui.tracker.log_view import LogView
from ssi_tui.tracker.verb import Done


class RoutineVerbs:
    """Routine, profile and time off.

    Verbs raise ``RefusedError`` or ``DatabaseUnusableError``.
    """

    def __init__(self, view: LogView) -> None:
        self._view = view
        self._store = view.store

    def time_off(self) -> tuple[TimeOff, ...]:
        """Return the time off that was not removed, oldest first."""
        return self._store.routine.time_off()

    def profile(self) -> Profile:
        """Return the current profile."""
        return self._store.routine.profile()

    def wants_welcome(self) -> bool:
        """Tell whether to show the welcome: nothing was ever written, and it was not finished."""
        return self._store.routine.is_untouched()

    def end_welcome(self) -> None:
        """Write that the welcome was finished, so that it does not appear again."""
        with self._store.transaction():
            self._store.routine.keep_welcomed()

    def asks(self) -> frozenset[Question]:
        """Return the questions about the profile that are neither answered nor declined."""
        return self._store.routine.open_questions()

    def decline_questions(self) -> None:
        """Write that the questions are not to be asked any more; this is no operation."""
        with self._store.transaction():
            self._store.routine.keep_declined()

    def set_profile(
        self,
        *,
        checklist: frozenset[str] | None = None,
        connections: int | None = None,
        sales_navigator: bool | None = None,
        past: Past | None = None,
        workdays: frozenset[int] | None = None,
    ) -> Done:
        """Change the given parts of the profile, and the workdays, in one operation.

        Workdays hold from today on, but for all days if nothing was logged here before: then it
        does not matter whether an archive was imported first.
        """
        today = self._view.today()
        changes: dict[str, object] = {}
        if checklist is not None:
            changes["checklist"] = " ".join(sorted(checklist))
        if connections is not None:
            changes["connections"] = checks.connections(connections)
        if sales_navigator is not None:
            changes["sales_navigator"] = int(sales_navigator)
        if past is not None:
            changes["past"] = past.value
        if not changes and workdays is None:
            raise RefusedError("what should change? See ssi-tui profile --help")
        with self._view.verb(OperationKind.PROFILE, today) as verb:
            if changes:
                self._store.routine.add_profile_change(verb.operation, changes)
            if workdays is not None:
                start = date.min if self._store.is_empty(imports_aside=True) else today
                version = WorkdaysVersion(start, workdays)
                self._store.routine.add_workdays(verb.operation, version)
        return verb.done()

    def set_routine(
        self,
        targets: Mapping[str, int],
        start: date | None = None,
        weekdays: Mapping[str, frozenset[int] | None] | None = None,
        *,
        weekly: Mapping[str, int] | None = None,
    ) -> Done:
        """Set targets of tasks from a date on (default: today, or always in an empty log).

        ``targets`` are by the day, ``weekly`` ones by the week; each task has one of them.
        ``weekdays`` sets the weekdays of tasks; a task that is not in it keeps its own. A target of
        0 takes an action out that is for the week alone.
        """
        by_week = weekly or {}
        if not (targets or by_week):
            raise RefusedError("which target? For example: ssi-tui routine comment=3")
        for task, value in targets.items():
            self._view.target_of(task, value)
        for task, value in by_week.items():
            self._view.action(task)
            checks.weekly_target(value)
        if start is not None:
            checks.planned_day(start)
        schedule = self._view.schedule()
        on = self._view.today() if start is None else start
        versions = []
        for task, value in targets.items():
            kept = schedule.version_on(task, on).weekdays
            own = kept if weekdays is None or task not in weekdays else weekdays[task]
            versions.append(TargetVersion(task, on, value, own))
        versions += [TargetVersion(task, on, 0, weekly=value) for task, value in by_week.items()]
        return self.keep_targets(versions, start)

    def keep_targets(
        self,
        versions: Sequence[TargetVersion],
        start: date | None = None,
        definitions: Sequence[TaskDefinition] = (),
        taken: Mapping[str, str] | None = None,
    ) -> Done:
        """Write targets that hold from a date on (default: today, or always in an empty log).

        Each replaces all that held for its task, a promise's extra included; its own date is
        ignored. ``definitions`` are other changes to tasks, whose minutes and points hold from the
        same date on. Their keys must not be ``taken``, which says what each key does in Today.
        """
        if start is not None:
            checks.planned_day(start)
        for version in versions:
            checks.target(version.target)
            checks.target(version.weekly)
        today = self._view.today()
        schedule = self._view.schedule()
        with self._view.verb(OperationKind.ROUTINE, today) as verb:
            always = start is None and self._store.is_empty()
            operation = verb.operation
            for version in versions:
                # In an empty log it replaces the version that holds today, from that one's start
                # on: written for an earlier day, it would be overruled.
                held = schedule.version_on(version.task, today).valid_from
                valid_from = held if always else start or today
                self._store.routine.add_target(operation, replace(version, valid_from=valid_from))
            said = self._store.routine.task_changes() if always and definitions else ()
            for definition in self._checked(definitions, taken or {}):
                past = (one for one in said if one.id == definition.id and one.valid_from <= today)
                held = max((one.valid_from for one in past), default=date.min)
                valid_from = held if always else start or today
                self._store.routine.add_task(operation, replace(definition, valid_from=valid_from))
        return Done(OperationKind.ROUTINE, start or today)

    def _checked(
        self, definitions: Sequence[TaskDefinition], taken: Mapping[str, str]
    ) -> Sequence[TaskDefinition]:
        """Return definitions if they agree with each other and with the existing tasks."""
        if not definitions:
            return ()
        from ssi_tui.core.routine import task_checks
        from ssi_tui.core.tasks import current, offered_tasks

        before = self._store.routine.task_changes()
        own = offered_tasks(current((*before, *definitions)).values())
        for each in definitions:
            others = [other for other in own if other.id != each.id]
            task_checks.definition(each, others, taken)
        # An import may have brought more than the limit: those can still be changed and retired.
        if len(own) > len(offered_tasks(current(before).values())):
            task_checks.room(len(own))
        return definitions

    def take_time_off(self, start: date, end: date | None = None, reason: str = "") -> Done:
        """Write a time off from start to end, both included (default: one day)."""
        last = end or start
        if last < start:
            today = self._view.today()
            raise RefusedError(
                f"the last day ({near_day(last, today)}) is before the first "
                f"({near_day(start, today)})"
            )
        checks.planned_day(start)
        checks.planned_day(last)
        with self._view.verb(OperationKind.TIME_OFF, start) as verb:
            operation = verb.operation
            item = TimeOff(verb.new_id(), start, last, checks.note(reason) or None)
            self._store.routine.add_time_off(operation, item)
        return verb.done()

    def cancel_time_off(self, identity: str) -> Done:
        """Remove a time off by its id."""
        return Done(OperationKind.TIME_OFF_REMOVED, self.remove_time_off(identity).start)

    def remove_time_off(self, name: str) -> TimeOff:
        """Remove a time off; ``name`` is its id or the end of it, if unique."""
        with self._view.verb(OperationKind.TIME_OFF_REMOVED) as verb:
            found = [
                item for item in self._store.routine.time_off() if name and item.id.endswith(name)
            ]
            if len(found) != 1:
                raise RefusedError(
                    f"{quoted(name)} is the end of {len(found)} ids; type more of the id"
                    if found
                    else f"no time off {quoted(name)}. See ssi-tui off --list"
                )
            verb.day = found[0].start
            self._store.routine.remove_time_off(verb.operation, found[0].id)
        return found[0]
