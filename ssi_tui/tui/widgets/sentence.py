"""One sentence, in the longest form that fits."""

from collections.abc import Sequence

from textual.reactive import var

from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row, longest


class SentencePanel(Painted):
    """One row; ``forms`` are the same sentence in several lengths, the longest first."""

    forms: var[tuple[str, ...]] = var(())

    def rows(self, grid: Grid) -> Sequence[Row]:
        """Return the row with the form that fits."""
        if not self.forms:
            return (Row(),)
        room = min(grid.text_right, grid.right) - grid.label + 1
        return (Row().put(grid.label, longest(self.forms, room), width=room),)
