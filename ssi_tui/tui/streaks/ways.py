"""What a wide terminal adds below the runs: the last weeks, and the ways out for a pillar."""

from collections.abc import Sequence

from ssi_tui.core.ahead.ways import WaysOut
from ssi_tui.core.review.last_weeks import PastWeek
from ssi_tui.core.text.words import WEEKDAYS, day_month, minutes, out_of
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.streaks.year import look_of

FIRST_DAY, DAY_WIDTH = 21, 4
DONE, MINUTES = 56, 70
WORDS = 31


class WeeksPanel(Section[Sequence[PastWeek]]):
    """The title with the weekdays, and a row a week."""

    def section(self, shown: Sequence[PastWeek], grid: Grid) -> Sequence[Row]:
        """Return the rows, the last week in the end."""
        if not shown:
            return ()
        plural = "WEEK" if len(shown) == 1 else "WEEKS"
        title = Row().put(grid.mark, f"{len(shown)} {plural}", "title")
        for at in range(7):
            name = WEEKDAYS[(shown[0].first.weekday() + at) % 7]
            title.right(FIRST_DAY + at * DAY_WIDTH, name, "faint")
        rows = [title.right(DONE, "days done", "faint").right(MINUTES, "minutes", "faint")]
        for week in shown:
            role = "text" if week is shown[-1] else "muted"
            row = Row().put(grid.label, day_month(week.first), role)
            for at, state in enumerate(week.states):
                glyph, look = look_of(state, self)
                row.right(FIRST_DAY + at * DAY_WIDTH, glyph.strip(), look)
            row.right(DONE, out_of(week.sums.met, week.sums.due), role)
            rows.append(row.right(MINUTES, out_of(week.sums.minutes, week.sums.planned), role))
        return rows


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
                MINUTES, f"{minutes(way.minutes)} min", "muted"
            )
            rows.append(row)
        return rows
