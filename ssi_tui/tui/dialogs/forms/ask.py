"""The base of all forms with text fields, and those that ask for a note or a date."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core import checks
from ssi_tui.core.checks import RefusedError, UnfinishedError
from ssi_tui.core.text.words import long_day, sentence
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, Result, refusal, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.plain_input import PlainInput

# The widest label that stands beside its field; where the text beside a field begins.
LABEL, BESIDE = 12, 2
TYPED_DAYS, PAST_DAYS = "21 dec, mon, +7", "23 nov, mon, -7"


@dataclass(frozen=True, slots=True)
class Field:
    """A text field: its label, the text in it, and a hint that stands beside it while it is empty.

    ``reads`` gives what its text means, or raises ``RefusedError``; a date stands beside the field
    in full. A ``wide`` field takes the whole row, and has its hint in it.
    """

    label: str
    value: str = ""
    hint: str = ""
    reads: Callable[[str], object] | None = None
    wide: bool = False

    @property
    def above(self) -> bool:
        """Whether the label stands in a row of its own."""
        return len(self.label) > LABEL

    @property
    def whole(self) -> bool:
        """Whether nothing stands beside the field."""
        return self.wide or self.above or not self.label


class FieldRow(Horizontal):
    """A label, its field, and what is said beside it."""

    def __init__(self, field: Field, entry: Input, at: int) -> None:
        super().__init__()
        self._field = field
        self._entry = entry
        self._at = at

    def compose(self) -> ComposeResult:
        """Lay out the row; a whole field has at most a label before it."""
        if self._field.label and not self._field.above:
            label = PanelRows([Row().put(0, self._field.label, "muted")])
            yield label.add_class("-label")
        self._entry.add_class("-whole" if self._field.whole else "-part")
        yield self._entry
        if not self._field.whole:
            yield PanelRows([Row()], id=f"beside-{self._at}").add_class("-beside")


class AskDialog(Dialog[Result]):
    """Text fields, each with what is wrong in it below; ``enter`` in any of them saves all."""

    BINDINGS = bindings("ask")

    VERB = "save"
    INPUT: ClassVar[type[Input]] = PlainInput

    def __init__(self, title: str, right: str, fields: Sequence[Field]) -> None:
        super().__init__()
        self._title = title
        self._right = right
        self._fields = fields

    def parts(self) -> Sequence[Widget]:
        """Return the title, the fields, what saving would do, and the keys."""
        title = PanelRows([title_row(self._title, self._right), Row()])
        return [title, *self._entries(), PanelRows([], id="answer"), self._last_row()]

    def _last_row(self) -> PanelRows:
        return PanelRows([Row(), self.keys_row(*self.keys())], id="keys")

    def _entries(self) -> Iterator[Widget]:
        for at, field in enumerate(self._fields):
            if field.above:
                yield PanelRows([Row().put(0, field.label, "muted")])
            hint = field.hint if field.whole else ""
            entry = self.INPUT(
                field.value, placeholder=hint, id=f"field-{at}", select_on_focus=False
            )
            entry.cursor_position = len(field.value)
            yield FieldRow(field, entry, at)
            yield PanelRows([], id=f"wrong-{at}")

    @property
    def values(self) -> tuple[str, ...]:
        """The texts of the fields, without spaces around them."""
        return tuple(field.value.strip() for field in self.query(Input))

    def result(self, values: Sequence[str]) -> Result:
        """Return the result of the fields; raises ``RefusedError`` if they are wrong."""
        raise NotImplementedError

    def outlook(self, result: Result) -> Sequence[Row]:  # noqa: ARG002
        """Return what saving a result would do, if there is anything to say about it."""
        return ()

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the last row with their words."""
        more = [("dialog.next", "next field")] if len(self._fields) > 1 else []
        return [("accept", self.VERB), *more, ("dialog.close", "close")]

    def on_mount(self) -> None:
        """Say beside the fields what is in them."""
        self._say_beside()

    @on(Input.Changed)
    def say(self) -> None:
        """Say what is wrong, or what saving would do, while the fields are being filled."""
        values = self.values
        self._say_beside()
        try:
            answer = self.outlook(self.result(values)) if any(values) else ()
        except UnfinishedError:
            self._say_wrong("")
        except RefusedError as error:
            at = self._wrong_at(values)
            # A field that was not reached yet is not complained of.
            self._say_wrong(str(error) if values[at] else "", at)
            self.query_one("#answer", PanelRows).show([])
        else:
            self._say_wrong("")
            self.query_one("#answer", PanelRows).show([Row(), *answer] if answer else [])

    def _say_beside(self) -> None:
        for at, field in enumerate(self._fields):
            if field.whole:
                continue
            text, said = self.values[at], "" if self.values[at] else field.hint
            with suppress(RefusedError):
                meant = field.reads(text) if field.reads and text else None
                said = long_day(meant) if isinstance(meant, date) else said
            row = Row().put(BESIDE, said, "muted")
            self.query_one(f"#beside-{at}", PanelRows).show([row])

    def _say_wrong(self, what: str, wrong: int = 0) -> None:
        """Say below a field what is wrong in it, and nothing below the others."""
        for at in range(len(self._fields)):
            rows = refusal(sentence(what)) if what and at == wrong else []
            self.query_one(f"#wrong-{at}", PanelRows).show(rows)

    def _wrong_at(self, values: Sequence[str]) -> int:
        """Return the place of the first field that cannot be read, or of the one in use."""
        for at, field in enumerate(self._fields):
            if field.reads is not None:
                try:
                    field.reads(values[at])
                except RefusedError:
                    return at
        return self.at or 0

    @property
    def at(self) -> int | None:
        """The place of the field in use."""
        fields = list(self.query(Input))
        return fields.index(self.focused) if isinstance(self.focused, Input) else None

    def stops(self) -> Sequence[Widget]:
        """Return what the cursor goes through, and round to the first."""
        return list(self.query(Input))

    def action_next(self) -> None:
        """Go to the next field, and from the last one to the first."""
        self._go_by(1)

    def action_previous(self) -> None:
        """Go to the previous field, and from the first one to the last."""
        self._go_by(-1)

    def _go_by(self, step: int) -> None:
        stops = self.stops()
        at = stops.index(self.focused) if self.focused in stops else 0
        stops[(at + step) % len(stops)].focus()

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Close with the result, or say what is wrong."""
        self.close_with(self.values)

    def close_with(self, values: Sequence[str]) -> None:
        """Close with the result of some texts, or go to what is wrong in them, and say it."""
        try:
            self.dismiss(self.result(values))
        except RefusedError as error:
            at = self._wrong_at(values)
            self._say_wrong(str(error), at)
            field = list(self.query(Input))[at]
            field.focus()
            field.action_end()


class NoteDialog(AskDialog[str]):
    """Asks for a note; an empty line takes the note away."""

    def __init__(self, about: str, text: str) -> None:
        hint = "a note to yourself, kept on this computer"
        super().__init__("Note", about, [Field("", text, hint)])

    def result(self, values: Sequence[str]) -> str:
        """Return the note."""
        return checks.note(values[0])


class DayDialog(AskDialog[date]):
    """Asks for one day."""

    HINT = TYPED_DAYS

    def __init__(self, title: str, right: str, today: date) -> None:
        super().__init__(title, right, [Field("date", "", self.HINT, self.read)])
        self._today = today

    def read(self, text: str) -> date:
        """Return the day that a text means; raises ``RefusedError`` where it cannot be one."""
        raise NotImplementedError

    def result(self, values: Sequence[str]) -> date:
        """Return the day."""
        return self.read(values[0])


class DateDialog(DayDialog):
    """Asks for a day to go to."""

    VERB = "go"
    HINT = PAST_DAYS

    def __init__(self, today: date) -> None:
        super().__init__("Go to a date", "", today)

    def read(self, text: str) -> date:
        """Return a day up to today."""
        return checks.typed_past_day(text, self._today)


class StartDialog(DayDialog):
    """Asks for the day from which on a routine holds."""

    def __init__(self, today: date) -> None:
        super().__init__("Starting when?", "earlier days stay as they were", today)

    def read(self, text: str) -> date:
        """Return a day that can be planned for."""
        return checks.typed_planned_day(text, self._today)
