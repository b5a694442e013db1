"""What a wide terminal adds below the runs: the last weeks, and the ways out for a pillar."""

from collections.abc import Sequence

from ssi_tui.core.ahead.ways import WaysOut
from ssi_tui.core.review.last_weeks import PastWeek
from ssi_tui.core.text.words import minutes
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.weeks import BEFORE_END, weeks_rows

WORDS = 31


class WeeksPanel(Section[Sequence[PastWeek]]):
    """The title with the weekdays, and a row a week."""

    def section(self, shown: Sequence[PastWeek], grid: Grid) -> Sequence[Row]:
        """Return the rows, the last week in the end."""
        return weeks_rows(shown, grid, self)


class WaysPanel(Section[WaysOut]):
    """What is to be expected of the pillar under the cursor, and what changes that."""

    def section(self, shown: WaysOut, grid: Grid) -> Sequence[Row]:
        """Return the rows."""
        room = grid.text_right - grid.graphic + 1
        title = Row().put(grid.mark, shown.label.upper(), "title")
        title.put(grid.graphic, shown.expected, width=room)
        rows = [title, Row().put(grid.graphic, shown.about, "muted", width=room), Row()]
        for way in shown.ways:
            row = Row().put(grid.graphic, way.what, width=WORDS - grid.graphic - 1)
            row.put(WORDS, way.words, "muted").right(
                BEFORE_END, f"{minutes(way.minutes)} min", "muted"
            )
            rows.append(row)
        return rows
