"""The base of all dialogs with text fields, and those that ask for a note or a day."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core import checks
from ssi_tui.core.checks import NOTE_MAX, RefusedError, UnfinishedError
from ssi_tui.core.text.words import long_day
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, Result, paragraph, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.plain_input import PlainInput


@dataclass(frozen=True, slots=True)
class Field:
    """A text field: the label above it, the text in it, and a hint while it is empty."""

    label: str
    value: str = ""
    hint: str = ""


class AskDialog(Dialog[Result]):
    """Text fields above a line that says what is wrong; the last ``enter`` accepts them."""

    BINDINGS = bindings("ask")

    VERB = "save"
    INPUT: ClassVar[type[Input]] = PlainInput

    def __init__(self, title: str, right: str, fields: Sequence[Field]) -> None:
        super().__init__()
        self._title = title
        self._right = right
        self._fields = fields

    def parts(self) -> Sequence[Widget]:
        """Return the title, the fields, the line for what is wrong, and the keys."""
        parts: list[Widget] = [PanelRows([title_row(self._title, self._right), Row()])]
        for at, field in enumerate(self._fields):
            if field.label:
                parts.append(PanelRows([Row().put(0, field.label, "muted")]))
            parts.append(
                self.INPUT(
                    field.value,
                    placeholder=field.hint,
                    id=f"field-{at}",
                    max_length=NOTE_MAX,
                    select_on_focus=False,
                )
            )
        keys = self.keys_row(("accept", self.VERB), ("dialog.close", "close"))
        return [*parts, PanelRows([Row()], id="answer"), PanelRows([Row(), keys])]

    @property
    def values(self) -> tuple[str, ...]:
        """The texts of the fields, without spaces around them."""
        return tuple(field.value.strip() for field in self.query(Input))

    def result(self, values: Sequence[str]) -> Result:
        """Return the result of the fields; raises ``RefusedError`` if they are wrong."""
        raise NotImplementedError

    def outlook(self, result: Result) -> Sequence[Row]:  # noqa: ARG002
        """Return what accepting a result would do, if there is anything to say about it."""
        return [Row()]

    @on(Input.Changed)
    def say(self) -> None:
        """Say what is wrong, or what accepting would do, while the fields are being filled."""
        values = self.values
        answer: Sequence[Row] = [Row()]
        try:
            if any(values):
                answer = self.outlook(self.result(values))
        except UnfinishedError:
            pass
        except RefusedError as error:
            answer = paragraph(str(error), "warning", 2)
        self.query_one("#answer", PanelRows).show(answer)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Go to the next field if it is empty, or accept."""
        fields = list(self.query(Input))
        at = fields.index(event.input)
        if at + 1 < len(fields) and not fields[at + 1].value:
            fields[at + 1].focus()
        else:
            self.action_accept()

    def action_accept(self) -> None:
        """Close with the result, or say what is wrong."""
        self.close_with(self.values)

    def close_with(self, values: Sequence[str]) -> None:
        """Close with the result of some texts, or say what is wrong with them."""
        try:
            self.dismiss(self.result(values))
        except RefusedError as error:
            self.query_one("#answer", PanelRows).show(paragraph(str(error), "warning", 2))


TYPED_DAYS = "21 dec, mon, +7, 2026-12-21"


class DayDialog(AskDialog[date]):
    """Asks for a day, and says which one is meant."""

    VERB = "go"

    def outlook(self, result: date) -> Sequence[Row]:
        """Return the day in full."""
        return [Row().put(0, long_day(result), "muted")]


class NoteDialog(AskDialog[str]):
    """Asks for a note; an empty line takes the note away."""

    def __init__(self, about: str, text: str) -> None:
        hint = "a line for yourself, kept on this machine"
        super().__init__("Note", about, [Field("", text, hint)])

    def result(self, values: Sequence[str]) -> str:
        """Return the note."""
        return checks.note(values[0])


class DateDialog(DayDialog):
    """Asks for a day to go to."""

    def __init__(self, today: date) -> None:
        super().__init__("Go to a day", "", [Field("", "", TYPED_DAYS)])
        self._today = today

    def result(self, values: Sequence[str]) -> date:
        """Return the day."""
        return checks.day(checks.typed_day(values[0], self._today, ahead=False), self._today)


class StartDialog(DayDialog):
    """Asks for the day from which on a routine holds."""

    def __init__(self, today: date) -> None:
        super().__init__("From when on?", "days before keep theirs", [Field("", "", TYPED_DAYS)])
        self._today = today

    def result(self, values: Sequence[str]) -> date:
        """Return the day."""
        return checks.planned_day(checks.typed_day(values[0], self._today, ahead=True))
