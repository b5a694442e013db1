"""What is to be said of what the cursor is on: one sentence, or two rows where there is room."""

from collections.abc import Sequence

from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in several lengths, the longest first; ``helps`` is a second one.

    ``mark`` stands before it in the role ``tone``.
    """

    forms: tuple[str, ...]
    helps: str = ""
    mark: str = ""
    tone: str = "muted"


class SaidPanel(Section[Said]):
    """A row with the form that fits, and one for what helps."""

    def section(self, shown: Said, grid: Grid) -> Sequence[Row]:
        """Return the rows."""
        room = min(grid.text_right, grid.right) - grid.label + 1
        row = Row().put(grid.mark, shown.mark, shown.tone)
        row.put(grid.label, longest(shown.forms, room), width=room)
        return (row, Row().put(grid.label, shown.helps, "muted", width=room))
