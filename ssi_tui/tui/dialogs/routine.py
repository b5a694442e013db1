"""The routine editor: how many of each task are due on which weekdays, from a date on."""

from collections.abc import Mapping, Sequence
from datetime import date

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.model import TargetVersion, TaskDefinition
from ssi_tui.core.routine.draft import Draft, Item, carried, changes, draft_of, redefined, toggled
from ssi_tui.core.tasks import OWN_TASKS_MAX
from ssi_tui.core.text.words import DAY_NAMES
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.ask import StartDialog
from ssi_tui.tui.dialogs.base import Dialog
from ssi_tui.tui.dialogs.routine_rows import (
    MINUTES,
    TARGET,
    WEEKDAYS_FROM,
    EditorView,
    editor_keys,
    editor_rows,
)
from ssi_tui.tui.dialogs.task import TaskDialog
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.look.rows import Row

COLUMNS = range(MINUTES, WEEKDAYS_FROM + 7)
MINUTES_STEP = 0.5


@dataclass(frozen=True, slots=True)
class RoutineWish:
    """What was changed: the targets from ``start`` on (``None``: from now on), and the tasks."""

    versions: tuple[TargetVersion, ...]
    start: date | None
    definitions: tuple[TaskDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutineFound:
    """What the editor needs to know of the log when it opens.

    ``said`` holds all definitions of tasks, ``own`` the tasks of the user's own, and ``budget`` the
    minutes of a day. ``keys`` holds the key that ticks each task, and ``taken`` what the other keys
    of Today do. ``empty`` tells that nothing is logged.
    """

    today: date
    schedule: Schedule
    said: Sequence[TaskDefinition]
    budget: int
    keys: Mapping[str, str]
    taken: Mapping[str, str]
    own: Sequence[TaskDefinition]
    empty: bool

    def draft(self, start: date | None) -> Draft:
        """Return the routine to edit: as it holds from a day on, or as it is today."""
        return draft_of(self.schedule, start or self.today, start, self.said, self.budget)


class RoutineDialog(Dialog[RoutineWish]):
    """A table of tasks to change; ``enter`` keeps all changes as one step, ``escape`` none."""

    BINDINGS = bindings("routine")

    def __init__(self, found: RoutineFound) -> None:
        super().__init__()
        self._found = found
        self._before = found.draft(None)
        self._draft = self._before
        self._chosen = 0
        self._column = TARGET
        self._said = ""

    def on_resize(self) -> None:
        """Show as many tasks as there is room for."""
        self._paint()

    def _paint(self, said: str = "") -> None:
        self._said = said
        self.repaint()

    def rows(self) -> Sequence[Row]:
        """Return the table, the sentences below it, and the keys."""
        view = EditorView(
            today=self._found.today,
            before=self._before,
            draft=self._draft,
            keys=self._found.keys,
            task=self._chosen,
            column=self._column,
            room=self.app.size.height,
            said=self._said,
            empty=self._found.empty,
        )
        item = self._draft.items[self._chosen]
        return [*editor_rows(view), *(self.keys_row(*keys) for keys in editor_keys(item))]

    def action_move(self, step: int) -> None:
        """Move the cursor to another task."""
        self._chosen = max(0, min(self._chosen + step, len(self._draft.items) - 1))
        self._paint()

    def action_over(self, step: int) -> None:
        """Move the cursor to another column."""
        self._column = max(COLUMNS[0], min(self._column + step, COLUMNS[-1]))
        self._paint()

    def action_pick(self, task: int, column: int) -> None:
        """Move the cursor to the clicked cell; a second click toggles its weekday."""
        again = (task, column) == (self._chosen, self._column)
        self._chosen, self._column = task, column
        if again and column >= WEEKDAYS_FROM:
            self.action_toggle_weekday()
        else:
            self._paint()

    def action_change(self, step: int) -> None:
        """Change the target by a step, or the minutes if the cursor is in their column."""
        item = self._draft.items[self._chosen]
        if self._column == MINUTES:
            self._put(item.taking(item.minutes + step * MINUTES_STEP))
        else:
            self._put(item.aimed(item.version.target + step))

    def action_digit(self, digit: int) -> None:
        """Set the target to a digit, or the minutes if the cursor is in their column."""
        item = self._draft.items[self._chosen]
        self._put(item.taking(digit) if self._column == MINUTES else item.aimed(digit))

    def _put(self, item: Item) -> None:
        self._draft = self._draft.with_item(self._chosen, item)
        self._paint()

    def action_shift(self, step: int) -> None:
        """Move the task up or down in the routine."""
        to = max(0, min(self._chosen + step, len(self._draft.items) - 1))
        self._draft = self._draft.moved(self._chosen, to)
        self._chosen = to
        self._paint()

    def _own(self, but: str = "") -> list[TaskDefinition]:
        """Return the tasks of the user's own except one, with those that begin later."""
        items = self._draft.items
        seen = {item.task for item in (*self._before.items, *items)}
        later = (each for each in self._found.own if each.id not in seen)
        own = (*(item.definition for item in items if item.own), *later)
        return [each for each in own if each.id != but and not each.retired]

    def action_add(self) -> None:
        """Ask for a task of the user's own."""
        own = self._own()
        if len(own) >= OWN_TASKS_MAX:
            self._paint(f"There is room for {OWN_TASKS_MAX} tasks of your own.")
            return
        self.app.push_screen(TaskDialog(own, self._found.taken), self._add)

    def _add(self, definition: TaskDefinition | None) -> None:
        if definition is not None:
            self._draft = self._draft.with_new(definition)
            self._chosen = len(self._draft.items) - 1
            self._paint()

    def action_edit(self) -> None:
        """Ask for changes of a task of the user's own."""
        item = self._draft.items[self._chosen]
        if not item.own:
            self._paint(f"{item.label} is a task of the formula; its minutes can be changed.")
            return
        dialog = TaskDialog(self._own(but=item.task), self._found.taken, item.definition)
        self.app.push_screen(dialog, self._edit)

    def _edit(self, definition: TaskDefinition | None) -> None:
        if definition is not None:
            self._put(self._draft.items[self._chosen].defined(definition))

    def action_take_out(self) -> None:
        """Take a task of the user's own out of the routine, or say that others stay."""
        item = self._draft.items[self._chosen]
        if not item.own:
            self._paint(f"{item.label} stays; ask for 0 of it a day instead.")
            return
        self._draft = self._draft.without(self._chosen)
        self.action_move(0)

    def action_toggle_weekday(self) -> None:
        """Take the task off the weekday under the cursor, or put it back on."""
        weekday = self._column - WEEKDAYS_FROM
        if weekday < 0:
            self._paint("Move to a weekday with l, then space takes the task off it.")
        elif weekday not in self._draft.workdays:
            name = DAY_NAMES[weekday]
            self._paint(f"{name} is no workday (ssi-tui profile --workdays).")
        else:
            self._draft = toggled(self._draft, self._chosen, weekday)
            self._paint()

    def action_every_day(self) -> None:
        """Ask for the task on every workday again."""
        self._put(self._draft.items[self._chosen].on_weekdays(None))

    def action_plain(self) -> None:
        """Take out what a promise of the review asks for on top on some weekdays."""
        item = self._draft.items[self._chosen]
        if item.version.busy_target is None:
            self._paint(f"Nothing more was promised of {item.label}.")
            return
        self._put(item.plain())

    def action_start(self) -> None:
        """Ask for the day from which on the routine holds."""
        self.app.push_screen(StartDialog(self._found.today), self._start_on)

    def _start_on(self, day: date | None) -> None:
        if day is not None:
            other = self._found.draft(day)
            self._draft = carried(self._before, self._draft, other)
            self._before = other
            self.action_move(0)

    def action_accept(self) -> None:
        """Close with all changes."""
        before, after = self._before, self._draft
        self.dismiss(RoutineWish(changes(before, after), after.start, redefined(before, after)))
