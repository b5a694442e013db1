"""The dialog for a task of the user's own: name, minutes, weights, key."""

from collections.abc import Mapping, Sequence

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import TaskDefinition
from ssi_tui.core.routine import task_checks
from ssi_tui.core.tasks import DEFAULT_MINUTES, free_id
from ssi_tui.core.text.words import minutes
from ssi_tui.core.value import replace
from ssi_tui.tui.dialogs.forms.ask import AskDialog, Field
from ssi_tui.tui.dialogs.forms.review import numbers


class TaskDialog(AskDialog[TaskDefinition]):
    """Asks for a new task, or changes ``task``; ``others`` are the other tasks of the user.

    ``taken`` holds the keys of Today that are not free, each with the name of what it does.
    """

    def __init__(
        self,
        others: Sequence[TaskDefinition],
        taken: Mapping[str, str],
        task: TaskDefinition | None = None,
    ) -> None:
        known = task or TaskDefinition("")
        points = " ".join(f"{value:g}" for value in known.points or ())
        each = "" if known.minutes is None else minutes(known.minutes)
        fields = [
            Field("name", known.label or "", "such as endorse", task_checks.task_label),
            Field("minutes each", each, minutes(DEFAULT_MINUTES), _minutes),
            Field("points for Brand, People, Insights, Relationships", points, "0 2 0 6", _points),
            Field("key", known.key or "", "any unused letter"),
        ]
        title = "New task" if task is None else "Edit task"
        super().__init__(title, "a comment scores 1 1 10 2", fields)
        self._others = others
        self._taken = taken
        self._present = task

    def result(self, values: Sequence[str]) -> TaskDefinition:
        """Return the task."""
        name, each, points, key = values
        label = task_checks.task_label(name)
        ids = [other.id for other in self._others]
        present = self._present or TaskDefinition(free_id(label, ids), retired=False)
        used = {*self._taken, *(other.key for other in self._others if other.key)}
        given = replace(
            present,
            label=label,
            minutes=_minutes(each),
            points=_points(points),
            key=key or task_checks.free_key(label, used),
        )
        return task_checks.definition(given, self._others, self._taken)


def _minutes(text: str) -> float:
    if not text:
        return DEFAULT_MINUTES
    try:
        found = checks.parse_real(text)
    except ValueError:
        raise RefusedError("minutes must be a number, such as 0.5") from None
    return task_checks.task_minutes(found)


def _points(text: str) -> tuple[float, float, float, float]:
    return task_checks.task_weights(numbers(text, "the points", "0 0 10 0") if text else [0.0] * 4)
