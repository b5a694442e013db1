"""The routine editor: what each task asks for on which weekdays, from a date on."""

from collections.abc import Mapping, Sequence
from datetime import date

from textual.widget import Widget

from ssi_tui.core import checks
from ssi_tui.core.calendar import Schedule
from ssi_tui.core.model import TargetVersion, TaskDefinition
from ssi_tui.core.routine.draft import Draft, Item, carried, changes, draft_of, redefined, toggled
from ssi_tui.core.tasks import OWN_TASKS_MAX
from ssi_tui.core.text.words import DAY_NAMES
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.ask import AskDialog, Field
from ssi_tui.tui.dialogs.base import Dialog, PanelRows
from ssi_tui.tui.dialogs.routine_rows import (
    MINUTES,
    TARGET,
    WEEKDAYS_FROM,
    EditorView,
    editor_rows,
)
from ssi_tui.tui.dialogs.task import TaskDialog
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.look.rows import Row

COLUMNS = range(MINUTES, WEEKDAYS_FROM + 7)
MINUTES_STEP = 0.5


@dataclass(frozen=True, slots=True)
class RoutineWish:
    """What was changed: targets from ``start`` on (``None``: from now on), and the tasks."""

    versions: tuple[TargetVersion, ...]
    start: date | None
    definitions: tuple[TaskDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutineFound:
    """What the editor begins with: the schedule, what was said of tasks, the minutes of a day.

    ``keys`` are those that tick the tasks, ``taken`` names what other keys do; ``own`` are the
    tasks of the user's own, and ``empty`` tells that nothing is logged.
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
        """Return the routine to be edited, from a day on, or as it is today."""
        return draft_of(self.schedule, start or self.today, start, self.said, self.budget)


class StartDialog(AskDialog[date]):
    """Asks from when on a routine holds."""

    VERB = "go"

    def __init__(self, today: date) -> None:
        super().__init__("From when on?", "days before keep theirs", [Field("", "", f"{today}")])
        self._today = today

    def result(self, values: Sequence[str]) -> date:
        """Return the day."""
        return checks.planned_day(checks.parse_day(values[0], self._today))


class RoutineDialog(Dialog[RoutineWish]):
    """A table to change in place; enter keeps all of it as one step, escape none of it."""

    BINDINGS = bindings("routine")

    def __init__(self, found: RoutineFound) -> None:
        super().__init__()
        self._found = found
        self._before = found.draft(None)
        self._draft = self._before
        self._chosen = 0
        self._column = TARGET
        self._said = ""

    def parts(self) -> Sequence[Widget]:
        """Return the table."""
        return [PanelRows(self._rows())]

    def on_resize(self) -> None:
        """Show as many tasks as there is room for."""
        self._paint()

    def _paint(self, said: str = "") -> None:
        self._said = said
        if self.is_mounted:
            self.query_one(PanelRows).show(self._rows())

    def _rows(self) -> Sequence[Row]:
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
            keys_row=self.keys_row,
        )
        return editor_rows(view)

    # -- keys ---------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Move the cursor to another task."""
        self._chosen = max(0, min(self._chosen + step, len(self._draft.items) - 1))
        self._paint()

    def action_over(self, step: int) -> None:
        """Move the cursor to another column."""
        self._column = max(COLUMNS[0], min(self._column + step, COLUMNS[-1]))
        self._paint()

    def action_pick(self, task: int, column: int) -> None:
        """Move the cursor to the cell that was clicked; a weekday under it is toggled."""
        again = (task, column) == (self._chosen, self._column)
        self._chosen, self._column = task, column
        if again and column >= WEEKDAYS_FROM:
            self.action_toggle_weekday()
        else:
            self._paint()

    def action_change(self, step: int) -> None:
        """Ask for more or fewer; in the column of minutes, let one take longer or shorter."""
        item = self._draft.items[self._chosen]
        if self._column == MINUTES:
            self._put(item.taking(item.minutes + step * MINUTES_STEP))
        else:
            self._put(item.aimed(item.version.target + step))

    def action_digit(self, digit: int) -> None:
        """Ask for that many, or let one take that many minutes."""
        item = self._draft.items[self._chosen]
        self._put(item.taking(digit) if self._column == MINUTES else item.aimed(digit))

    def _put(self, item: Item) -> None:
        self._draft = self._draft.with_item(self._chosen, item)
        self._paint()

    def action_shift(self, step: int) -> None:
        """Move the task in the routine."""
        to = max(0, min(self._chosen + step, len(self._draft.items) - 1))
        self._draft = self._draft.moved(self._chosen, to)
        self._chosen = to
        self._paint()

    # -- tasks of the user's own --------------------------------------------------------------

    def _own(self, but: str = "") -> list[TaskDefinition]:
        """Return the tasks of the user's own, those that begin later among them."""
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
        """Ask for what a task of the user's own is."""
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
        """Take a task of the user's own out of the routine."""
        item = self._draft.items[self._chosen]
        if not item.own:
            self._paint(f"{item.label} stays; ask for 0 of it a day instead.")
            return
        self._draft = self._draft.without(self._chosen)
        self.action_move(0)

    # -- weekdays, promises, dates ------------------------------------------------------------

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
        """Let the task follow the workdays."""
        item = self._draft.items[self._chosen]
        self._put(item.on_weekdays(None))

    def action_plain(self) -> None:
        """Take out what a promise asks for on some weekdays."""
        item = self._draft.items[self._chosen]
        if item.version.busy_target is None:
            self._paint(f"Nothing more was promised of {item.label}.")
            return
        self._put(item.plain())

    def action_start(self) -> None:
        """Ask from when on the routine holds."""
        self.app.push_screen(StartDialog(self._found.today), self._start_on)

    def _start_on(self, day: date | None) -> None:
        if day is not None:
            other = self._found.draft(day)
            self._draft = carried(self._before, self._draft, other)
            self._before = other
            self.action_move(0)

    def action_accept(self) -> None:
        """Keep the routine."""
        before, after = self._before, self._draft
        self.dismiss(RoutineWish(changes(before, after), after.start, redefined(before, after)))
