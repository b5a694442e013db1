"""Lines of choices: what is chosen, where the cursor stands, and how they wrap."""

from collections.abc import Callable, Hashable, Sequence

from rich.cells import cell_len

from ssi_tui.core.text.bars import DONE, TO_DO
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import CURSOR
from ssi_tui.tui.look.rows import Row

GAP = 2
MARK = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: the value it stands for and the word that is shown."""

    value: Hashable
    label: str

    @property
    def width(self) -> int:
        """How many cells it takes with its mark."""
        return MARK + cell_len(self.label)


@dataclass(frozen=True, slots=True)
class Line:
    """Choices that belong together; in a ``single`` line exactly one is chosen."""

    label: str
    choices: tuple[Choice, ...]
    chosen: frozenset[Hashable]
    single: bool = False

    def toggled(self, at: int) -> "Line":
        """Return the line with one choice made, or taken back."""
        value = self.choices[at].value
        chosen = frozenset({value}) if self.single else self.chosen ^ {value}
        return Line(self.label, self.choices, chosen, self.single)

    def one(self) -> Hashable:
        """Return what is chosen in a single line."""
        (value,) = self.chosen
        return value


class Chooser:
    """Lines of choices with one cursor over all of them.

    ``line`` and ``place`` tell which choice is under the cursor.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        self.line = self.place = 0

    def move(self, step: int) -> None:
        """Move the cursor to the next or the previous choice, from line to line."""
        place, line = self.place + step, self.line + step
        if 0 <= place < len(self.lines[self.line].choices):
            self.place = place
        elif 0 <= line < len(self.lines):
            self.line = line
            self.place = 0 if step > 0 else len(self.lines[line].choices) - 1

    def move_line(self, step: int) -> None:
        """Move the cursor to another line."""
        self.line = max(0, min(self.line + step, len(self.lines) - 1))
        self.place = min(self.place, len(self.lines[self.line].choices) - 1)

    def choose(self) -> None:
        """Choose what is under the cursor, or take that back."""
        self.lines[self.line] = self.lines[self.line].toggled(self.place)

    def pick(self, line: int, place: int) -> None:
        """Choose what was clicked."""
        self.line, self.place = line, place
        self.choose()

    def rows(self, left: int, start: int, right: int) -> list[list[Row]]:
        """Return the rows of each line; a click on a choice runs ``pick`` of the widget."""
        return [
            choice_rows(
                line,
                self.place if at == self.line else None,
                left,
                start if line.label else left,
                right,
                f"pick({at}, {{}})",
            )
            for at, line in enumerate(self.lines)
        ]


class Choosing:
    """What keys and clicks do in a widget that paints a chooser."""

    def change(self, how: Callable[[Chooser], None]) -> None:
        """Change the chooser, if there is one just now, and paint it anew."""
        raise NotImplementedError

    def action_move(self, step: int) -> None:
        """Move the cursor to the next or the previous choice, from line to line."""
        self.change(lambda chooser: chooser.move(step))

    def action_line(self, step: int) -> None:
        """Move the cursor to another line."""
        self.change(lambda chooser: chooser.move_line(step))

    def action_choose(self) -> None:
        """Choose what is under the cursor, or take that back."""
        self.change(Chooser.choose)

    def action_pick(self, line: int, place: int) -> None:
        """Choose what was clicked."""
        self.change(lambda chooser: chooser.pick(line, place))


def wrapped(widths: Sequence[int], room: int) -> list[list[tuple[int, int]]]:
    """Return the rows of choices as wide as ``widths``: (place, column) pairs in each row."""
    rows: list[list[tuple[int, int]]] = [[]]
    column = 0
    for place, width in enumerate(widths):
        if rows[-1] and column + width > room:
            rows.append([])
            column = 0
        rows[-1].append((place, column))
        column += width + GAP
    return rows


def choice_rows(
    line: Line, cursor: int | None, left: int, start: int, right: int, click: str
) -> list[Row]:
    """Return the rows of a line: its label at ``left``, its choices from ``start`` to ``right``.

    ``cursor`` is the place of the choice under the cursor. ``click`` is the action that a click on
    a choice runs, with ``{}`` for the place of that choice.
    """
    rows = []
    for places in wrapped([choice.width for choice in line.choices], right - start + 1):
        row = Row()
        if any(place == cursor for place, _ in places):
            row.put(0, CURSOR, "accent")
        for place, column in places:
            choice = line.choices[place]
            chosen, here = choice.value in line.chosen, place == cursor
            action = click.format(place)
            role = "cursor-cell" if here else "accent" if chosen else "faint"
            row.put(start + column, DONE if chosen else TO_DO, role, click=action)
            word = "bold" if here else "text" if chosen else "muted"
            row.put(start + column + MARK, choice.label, word, click=action)
        rows.append(row)
    if line.label:
        rows[0].put(left, line.label, "muted")
    return rows
