"""Lines of choices: what is chosen, where the cursor stands, and how they wrap."""

from collections.abc import Hashable, Sequence

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
