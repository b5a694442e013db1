"""The routine editor: how many of each task are due on which weekdays, from a date on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ssi_tui.core.formula import may_be_daily
from ssi_tui.core.model import TargetVersion, TaskDefinition
from ssi_tui.core.routine.draft import Item, carried, changes, redefined, toggled
from ssi_tui.core.tasks import OWN_TASKS_MAX
from ssi_tui.core.text.words import DAY_NAMES
from ssi_tui.core.value import dataclass, replace
from ssi_tui.tui.dialogs.base import Dialog, ask
from ssi_tui.tui.dialogs.forms.ask import StartDialog
from ssi_tui.tui.dialogs.forms.routine_rows import (
    MINUTES,
    WEEKDAYS_FROM,
    EditorView,
    RoutineFound,
    editor_keys,
    editor_rows,
)
from ssi_tui.tui.dialogs.forms.task import TaskDialog
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.rows import Row

COLUMNS = range(MINUTES, WEEKDAYS_FROM + 7)
MINUTES_STEP = 0.5


@dataclass(frozen=True, slots=True)
class RoutineWish:
    """What was changed: the targets from ``start`` on (``None``: from now on), and the tasks."""

    versions: tuple[TargetVersion, ...]
    start: date | None
    definitions: tuple[TaskDefinition, ...] = ()


class RoutineDialog(Dialog[RoutineWish]):
    """A table of tasks to change; ``enter`` saves all changes as one, ``escape`` none."""

    BINDINGS = bindings("routine")

    def __init__(self, found: RoutineFound) -> None:
        super().__init__()
        self._found = found
        before = found.draft(None)
        self._view = EditorView(found, before, before)

    def rows(self) -> Sequence[Row]:
        """Return the table, the sentences below it, and the keys."""
        keys = (self.keys_row(*row) for row in editor_keys(self._view.item))
        return [*editor_rows(self._view, self.app.size.height), *keys]

    def on_resize(self) -> None:
        """Show as many tasks as there is room for."""
        self._show()

    def _show(self, **changes: Any) -> None:
        """Change fields of the ``EditorView`` and show it, without an old sentence below."""
        self._view = replace(self._view, **{"said": "", **changes})
        self.repaint()

    def _task_at(self, step: int) -> int:
        """Return the place of the task that is some steps below the cursor."""
        return max(0, min(self._view.task + step, len(self._view.draft.items) - 1))

    def _put(self, item: Item) -> None:
        self._show(draft=self._view.draft.with_item(self._view.task, item))

    def action_move(self, step: int) -> None:
        """Move the cursor to another task."""
        self._show(task=self._task_at(step))

    def action_over(self, step: int) -> None:
        """Move the cursor to another column."""
        self._show(column=max(COLUMNS[0], min(self._view.column + step, COLUMNS[-1])))

    def action_turn(self) -> None:
        """Ask for the task by the week instead of by the day, or by the day again."""
        item = self._view.item
        if may_be_daily(item.task):
            self._put(item.turned())
        else:
            self._show(said=f"{item.label} has a weekly target. Set it to 0 to remove it.")

    def action_pick(self, task: int, column: int) -> None:
        """Move the cursor to the clicked cell; a second click toggles its weekday."""
        if (task, column) == (self._view.task, self._view.column) and column >= WEEKDAYS_FROM:
            self.action_toggle_weekday()
        else:
            self._show(task=task, column=column)

    def action_change(self, step: int) -> None:
        """Change the target by a step, or the minutes if the cursor is in their column."""
        item = self._view.item
        if self._view.column == MINUTES:
            self._put(item.taking(item.minutes + step * MINUTES_STEP))
        else:
            self._put(item.aimed(item.target + step))

    def action_digit(self, digit: int) -> None:
        """Set the target to a digit, or the minutes if the cursor is in their column."""
        item = self._view.item
        self._put(item.taking(digit) if self._view.column == MINUTES else item.aimed(digit))

    def action_shift(self, step: int) -> None:
        """Move the task up or down in the routine."""
        to = self._task_at(step)
        self._show(draft=self._view.draft.moved(self._view.task, to), task=to)

    def _own(self, but: str = "") -> list[TaskDefinition]:
        """Return the tasks of the user's own except one, with those that begin later."""
        items = self._view.draft.items
        seen = {item.task for item in (*self._view.before.items, *items)}
        later = (each for each in self._found.own if each.id not in seen)
        own = (*(item.definition for item in items if item.own), *later)
        return [each for each in own if each.id != but and not each.retired]

    def action_add(self) -> None:
        """Ask for a task of the user's own."""
        own = self._own()
        if len(own) >= OWN_TASKS_MAX:
            self._show(said=f"You can have at most {OWN_TASKS_MAX} tasks of your own.")
        else:
            ask(self.app, TaskDialog(own, self._found.taken), self._add)

    def _add(self, definition: TaskDefinition) -> None:
        draft = self._view.draft.with_new(definition)
        self._show(draft=draft, task=len(draft.items) - 1)

    def action_edit(self) -> None:
        """Ask for changes of a task of the user's own."""
        item = self._view.item
        if item.own:
            dialog = TaskDialog(self._own(but=item.task), self._found.taken, item.definition)
            ask(self.app, dialog, lambda given: self._put(item.defined(given)))
        else:
            said = f"{item.label} is built in; only its minutes can be changed."
            self._show(said=said)

    def action_take_out(self) -> None:
        """Take a task of the user's own out of the routine, or say that others stay."""
        item = self._view.item
        if item.own:
            draft = self._view.draft.without(self._view.task)
            self._show(draft=draft, task=min(self._view.task, len(draft.items) - 1))
        else:
            self._show(said=f"{item.label} is built in and can't be removed. Set its target to 0.")

    def action_toggle_weekday(self) -> None:
        """Take the task off the weekday under the cursor, or put it back on."""
        draft, weekday = self._view.draft, self._view.column - WEEKDAYS_FROM
        if self._view.item.by_week:
            self._say_week()
        elif weekday < 0:
            self._show(said="Move to a weekday with l, then press space to skip it.")
        elif weekday not in draft.workdays:
            name = DAY_NAMES[weekday]
            self._show(said=f"{name} isn't one of your workdays. P in Today changes them.")
        else:
            self._show(draft=toggled(draft, self._view.task, weekday))

    def action_every_day(self) -> None:
        """Ask for the task on every workday again."""
        if self._view.item.by_week:
            self._say_week()
        else:
            self._put(self._view.item.on_weekdays(None))

    def _say_week(self) -> None:
        self._show(said=f"{self._view.item.label} has a weekly target, for any day.")

    def action_plain(self) -> None:
        """Take out what a promise of the review asks for in addition."""
        item = self._view.item
        if item.version.busy_target is None:
            self._show(said=f"No promise is attached to {item.label}.")
        else:
            self._put(item.plain())

    def action_start(self) -> None:
        """Ask for the day from which on the routine holds."""
        ask(self.app, StartDialog(self._found.today), self._start_on)

    def _start_on(self, day: date) -> None:
        before = self._found.draft(day)
        draft = carried(self._view.before, self._view.draft, before)
        self._show(draft=draft, before=before, task=min(self._view.task, len(draft.items) - 1))

    def action_accept(self) -> None:
        """Close with all changes."""
        before, after = self._view.before, self._view.draft
        self.dismiss(RoutineWish(changes(before, after), after.start, redefined(before, after)))
