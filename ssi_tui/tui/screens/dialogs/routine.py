"""The routine editor: what each task asks for on which weekdays, from a date on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from ssi_tui.core import checks
from ssi_tui.core.frozen import dataclass
from ssi_tui.core.model import TargetVersion
from ssi_tui.core.routine import Draft, carried, changes, toggled
from ssi_tui.core.words import DAY_NAMES
from ssi_tui.tui.screens.dialogs.ask import AskDialog, Field
from ssi_tui.tui.screens.dialogs.base import Dialog, PanelRows
from ssi_tui.tui.screens.dialogs.routine_rows import TARGET, WEEKDAYS_FROM, EditorView, editor_rows
from ssi_tui.tui.text import Row

COLUMNS = range(TARGET, WEEKDAYS_FROM + 7)


@dataclass(frozen=True, slots=True)
class RoutineWish:
    """The targets that were changed, and from when on they hold; ``None`` means from now on."""

    versions: tuple[TargetVersion, ...]
    start: date | None


class StartDialog(AskDialog[date]):
    """Asks from when on a routine holds."""

    VERB = "go"

    def __init__(self, today: date) -> None:
        super().__init__("From when on?", "days before keep theirs", [Field("", "", f"{today}")])
        self._today = today

    def result(self, values: Sequence[str]) -> date:
        """Return the day."""
        return checks.planned_day(checks.parse_day(values[0], self._today))


def _key(key: str, action: str, words: str, tooltip: str) -> Binding:
    identity = f"routine.{words.lower().replace(' ', '-')}"
    return Binding(key, action, words, id=identity, tooltip=tooltip, show=False)


class RoutineDialog(Dialog[RoutineWish]):
    """A table to change in place; enter keeps all of it as one step, escape none of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _key("enter", "accept", "Save", "Keep the routine as it stands here"),
        _key("j,down", "move(1)", "Down", "Move to the next task"),
        _key("k,up", "move(-1)", "Up", "Move to the task before"),
        _key("l,right", "over(1)", "Right", "Move to the next column"),
        _key("h,left", "over(-1)", "Left", "Move to the column before"),
        _key("plus,equals_sign", "change(1)", "More", "Ask for one more a day"),
        _key("minus", "change(-1)", "Fewer", "Ask for one less a day"),
        _key(
            "space", "toggle_weekday", "Weekday", "Take the task off the weekday, or put it back on"
        ),
        _key("w", "every_day", "Every workday", "Ask for the task on every workday again"),
        _key("x", "plain", "Without the promise", "Take out what was promised on some weekdays"),
        _key("f", "start", "From", "Let the routine hold from another date on"),
        *(
            _key(str(digit), f"digit({digit})", f"Target {digit}", f"Ask for {digit} a day")
            for digit in range(10)
        ),
    ]

    def __init__(
        self,
        today: date,
        draft_from: Callable[[date | None], Draft],
        keys: Mapping[str, str],
        *,
        empty: bool,
    ) -> None:
        super().__init__()
        self._today = today
        self._draft_from = draft_from
        self._keys = keys
        self._empty = empty
        self._before = draft_from(None)
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
            today=self._today,
            before=self._before,
            draft=self._draft,
            keys=self._keys,
            task=self._chosen,
            column=self._column,
            room=self.app.size.height,
            said=self._said,
            empty=self._empty,
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
        if again and column != TARGET:
            self.action_toggle_weekday()
        else:
            self._paint()

    def action_change(self, step: int) -> None:
        """Ask for more or fewer."""
        self._aim(self._draft.items[self._chosen].version.target + step)

    def action_digit(self, digit: int) -> None:
        """Ask for that many."""
        self._aim(digit)

    def _aim(self, target: int) -> None:
        item = self._draft.items[self._chosen]
        self._draft = self._draft.with_item(self._chosen, item.aimed(target))
        self._paint()

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
        self._draft = self._draft.with_item(self._chosen, item.on_weekdays(None))
        self._paint()

    def action_plain(self) -> None:
        """Take out what a promise asks for on some weekdays."""
        item = self._draft.items[self._chosen]
        if item.version.busy_target is None:
            self._paint(f"Nothing more was promised of {item.label}.")
            return
        self._draft = self._draft.with_item(self._chosen, item.plain())
        self._paint()

    def action_start(self) -> None:
        """Ask from when on the routine holds."""
        self.app.push_screen(StartDialog(self._today), self._start_on)

    def _start_on(self, day: date | None) -> None:
        if day is not None:
            other = self._draft_from(day)
            self._draft = carried(self._before, self._draft, other)
            self._before = other
            self._paint()

    def action_accept(self) -> None:
        """Keep the routine."""
        self.dismiss(RoutineWish(changes(self._before, self._draft), self._draft.start))
