"""Dialogs with input fields: a note, a date."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core import checks
from ssi_tui.core.checks import NOTE_MAX, RefusedError, UnfinishedError
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, Result, title_row
from ssi_tui.tui.keys.bindings import bindings
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import ELLIPSIS, Row
from ssi_tui.tui.widgets.plain_input import PlainInput


@dataclass(frozen=True, slots=True)
class Field:
    """One input: its name in the dialog, what it starts with and what it hints at."""

    label: str
    value: str = ""
    hint: str = ""


def refusal(error: RefusedError) -> list[Row]:
    """Return what is wrong, in two rows at most."""
    lines = wrap(str(error), INNER, max_lines=2, placeholder=ELLIPSIS)
    return [Row().put(0, line, "warning") for line in lines]


class AskDialog(Dialog[Result]):
    """Input fields over a line that says what is wrong; enter goes on and at last accepts."""

    BINDINGS = bindings("ask")

    VERB = "save"
    INPUT: ClassVar[type[Input]] = PlainInput

    def __init__(self, title: str, right: str, fields: Sequence[Field]) -> None:
        super().__init__()
        self._title = title
        self._right = right
        self._fields = tuple(fields)

    def parts(self) -> Sequence[Widget]:
        """Return title, fields, the line for what is wrong, and the keys."""
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
        parts.append(PanelRows([Row()], id="answer"))
        parts.append(
            PanelRows(
                [Row(), self.keys_row(("enter", self.VERB, "accept"), ("escape", "close", "close"))]
            )
        )
        return parts

    @property
    def values(self) -> tuple[str, ...]:
        """What the fields hold."""
        return tuple(
            self.query_one(f"#field-{at}", Input).value.strip() for at in range(len(self._fields))
        )

    def result(self, values: Sequence[str]) -> Result:
        """Return the result of the fields; raises ``RefusedError`` where they are wrong."""
        raise NotImplementedError

    def answer(self, values: Sequence[str]) -> Sequence[Row]:
        """Return what to say about the fields while they are typed."""
        try:
            self.result(values)
        except UnfinishedError:
            return [Row()]
        except RefusedError as error:
            return refusal(error)
        return [Row()]

    @on(Input.Changed)
    def say(self) -> None:
        """Say at once what is wrong."""
        typed = any(self.values)
        self.query_one("#answer", PanelRows).show(self.answer(self.values) if typed else [Row()])

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Go to the next empty field, or accept."""
        fields = list(self.query(Input))
        at = fields.index(event.input)
        if at + 1 < len(fields) and not fields[at + 1].value:
            fields[at + 1].focus()
        else:
            self.action_accept()

    def action_accept(self) -> None:
        """Close with the result, or say what is wrong."""
        try:
            self.dismiss(self.result(self.values))
        except RefusedError as error:
            self.query_one("#answer", PanelRows).show(refusal(error))


class NoteDialog(AskDialog[str]):
    """Asks for a note; an empty one takes the note away."""

    def __init__(self, about: str, text: str) -> None:
        super().__init__(
            "Note", about, [Field("", text, "a line for yourself, kept on this machine")]
        )

    def result(self, values: Sequence[str]) -> str:
        """Return the note."""
        return checks.note(values[0])


class DateDialog(AskDialog[date]):
    """Asks for a day that is shown then."""

    VERB = "go"

    def __init__(self, today: date) -> None:
        super().__init__("Go to a day", "", [Field("", "", f"{today}, today or yesterday")])
        self._today = today

    def result(self, values: Sequence[str]) -> date:
        """Return the day."""
        return checks.day(checks.parse_day(values[0], self._today), self._today)
