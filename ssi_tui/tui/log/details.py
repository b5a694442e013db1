"""The details of the row under the cursor, beside the list of the Log."""

from collections.abc import Sequence
from textwrap import wrap

from ssi_tui.core.journal.details import Line
from ssi_tui.core.text.words import printable
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row


@dataclass(frozen=True, slots=True)
class DetailsShown:
    """The title and the (label, text) lines about a row."""

    title: str
    lines: Sequence[Line]


class LogDetails(Section[DetailsShown]):
    """Labels and texts in full, in the second grid of a wide terminal."""

    def section(self, shown: DetailsShown, grid: Grid) -> Sequence[Row]:
        """Return the title and the lines, wrapped where they are long."""
        rows = [Row().put(grid.mark, shown.title.upper(), "title")]
        room = grid.text_right - grid.graphic + 1
        for label, text in shown.lines:
            for at, part in enumerate(wrap(printable(text), room) or [""]):
                row = Row().put(grid.mark, "" if at else label, "muted")
                rows.append(row.put(grid.graphic, part))
        return rows
