"""The verbs of the user's own tasks: adding, changing and retiring one."""

from collections.abc import Mapping
from datetime import date

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import TargetVersion, TaskDefinition
from ssi_tui.core.routine import task_checks
from ssi_tui.core.routine.task_checks import NOTHING_TAKEN
from ssi_tui.core.slips import hint, quoted
from ssi_tui.core.tasks import current, own_tasks
from ssi_tui.core.value import replace
from ssi_tui.tracker.log_view import LogView
from ssi_tui.tracker.routine import RoutineVerbs
from ssi_tui.tracker.verb import Done


class TaskVerbs:
    """The user's own tasks; verbs raise ``RefusedError`` or ``DatabaseUnusableError``.

    Name, key and place of a task have one current value for the whole log, like the profile; its
    minutes and points hold from a date on, like targets.
    """

    def __init__(self, view: LogView) -> None:
        self._view = view
        self._routine = RoutineVerbs(view)

    def definitions(self) -> tuple[TaskDefinition, ...]:
        """Return all changes that the user made to each task, combined into one definition."""
        return tuple(current(self._view.store.routine.task_changes()).values())

    def own(self) -> tuple[TaskDefinition, ...]:
        """Return the user's own tasks, without retired ones that today's routine does not have."""
        found = own_tasks(self.definitions())
        if not any(each.retired for each in found):
            return found
        asked = {task.id for task in self._view.schedule().whole_routine(self._view.today())}
        return tuple(each for each in found if not each.retired or each.id in asked)

    def define(
        self,
        given: TaskDefinition,
        target: int | None = None,
        weekdays: frozenset[int] | None = None,
        start: date | None = None,
        taken: Mapping[str, str] = NOTHING_TAKEN,
        *,
        weekly: int = 0,
    ) -> Done:
        """Add a task, or change one from a date on (default: today), in one operation.

        A new task gets a name, a key and a target of 1 a day unless they are given. ``weekdays``
        are those of the target, ``weekly`` is one by the week instead; ``taken`` says what other
        keys do in Today.
        """
        task = given.id
        if task not in ACTIONS and task not in {each.id for each in self.own()}:
            given = self._completed(given, taken)
            target = 0 if weekly else 1 if target is None else target
        versions = []
        if weekly:
            weekly = checks.weekly_target(weekly)
            versions.append(TargetVersion(task, self._view.today(), 0, weekly=weekly))
        elif target is not None:
            if task in ACTIONS:
                self._view.target_of(task, target)
            versions.append(TargetVersion(task, self._view.today(), target, weekdays))
        if given == TaskDefinition(task) and not versions:
            raise RefusedError(f"what should change about {task}? See ssi-tui task --help")
        return self._routine.keep_targets(versions, start, (given,), taken)

    def retire(self, task: str, start: date | None = None) -> Done:
        """Retire one of the user's own tasks from a date on; its entries stay."""
        own = [each.id for each in self.own()]
        if task not in own:
            advice = hint(task, own, "See ssi-tui task")
            raise RefusedError(f"you have no task {quoted(task)}. {advice}")
        none = TargetVersion(task, self._view.today(), 0)
        return self._routine.keep_targets([none], start, (TaskDefinition(task, retired=True),))

    def _completed(self, given: TaskDefinition, taken: Mapping[str, str]) -> TaskDefinition:
        """Return a new task with a label and a key, chosen unless given."""
        task_checks.task_id(given.id)
        before = {each.id: each for each in self.definitions()}.get(given.id, given)
        named = before.label or task_checks.task_label(given.id.replace("_", " "))
        label = given.label or named
        used = {*taken, *(each.key for each in self.own() if each.key)}
        kept = before.key if before.key not in used else None
        key = given.key or kept or task_checks.free_key(label, used)
        return replace(given, label=label, key=key, retired=False)
