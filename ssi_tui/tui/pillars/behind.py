"""What a wide terminal adds to Pillars: why the score moved, and LinkedIn's own numbers."""

from collections.abc import Sequence

from textual.reactive import var

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.text.rounding import shown
from ssi_tui.core.text.words import minutes, near_day_month, number, signed, since_words, times
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.readings import readings_of
from ssi_tui.core.today.why import why_of
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.widgets.since import since_rows
from ssi_tui.tui.widgets.why import best_next, half_gone, holds_words, nothing_words

ESTIMATE, APART = 59, 69
READINGS = 3
# The rows from the first section to the second, and those of the second.
SECOND, SECOND_ROWS = 9, 6


class BehindPanel(Section[Dashboard]):
    """Two sections in one widget; the second leaves first where there are fewer rows."""

    pillar: var[int | None] = var(0)

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the rows of the sections that fit."""
        moved = [*moved_rows(dashboard, self.pillar, grid)]
        readings = reading_rows(dashboard, self.pillar, grid)
        if self.size.height < SECOND + SECOND_ROWS or not readings:
            return moved
        return (*moved, *(Row() for _ in range(SECOND - len(moved))), *readings)


def moved_rows(dashboard: Dashboard, at: int | None, grid: Grid) -> Sequence[Row]:
    """Return what moved a score since the last workday, and what is worth most for it next.

    Of the total, and on another day, it is what moved each pillar.
    """
    if at is None or not dashboard.is_today:
        return since_rows(dashboard, grid)
    why = why_of(dashboard, at)
    title = Row().put(grid.mark, since_words(why.since, dashboard.today).upper(), "title")
    title.put(grid.graphic, f"why {why.label} moved", "muted")
    rows = [title.right(grid.number, signed(why.change.since), "bold")]
    for moved in (each for each in why.moved if each.label == "faded" or each.since):
        row = Row().put(grid.label, moved.label, width=grid.number - grid.label - 6)
        earned = "earned today" if why.today_alone else "earned since then"
        words = half_gone(why) if moved.label == "faded" else earned
        row.put(grid.graphic, words if row.end < grid.graphic else "", "muted")
        rows.append(row.right(grid.number, signed(moved.since)))
    best = best_next(dashboard, at)[:1]
    if not best:
        words = nothing_words(dashboard)
        return (*rows, Row(), Row().put(grid.label, "worth most").put(grid.graphic, words, "muted"))
    ((item, gain),) = best
    spent = minutes(item.minutes)
    what = times(ACTIONS[item.action].label, item.count)
    plural = "minute" if spent == "1" else "minutes"
    room = grid.number - grid.graphic - 6
    forms = (f"{what}, {spent} {plural}", f"{what}, {spent} min")
    worth = Row().put(grid.label, "worth most")
    worth.put(grid.graphic, longest(forms, room), "muted", width=room)
    holds = holds_words(why, item.reason, dashboard)[0]
    worth.right(grid.number, signed(gain))
    return (*rows, Row(), worth, Row().put(grid.label, holds, "muted"))


def reading_rows(dashboard: Dashboard, at: int | None, grid: Grid) -> Sequence[Row]:
    """Return the last readings beside the estimates of those mornings; nothing without any."""
    readings = readings_of(dashboard, at, READINGS)
    if not readings:
        return ()
    title = Row().put(grid.mark, "LINKEDIN", "title").put(grid.graphic, "your readings", "muted")
    title.right(grid.number, "said", "faint").right(ESTIMATE, "estimate", "faint")
    rows = [title.right(APART, "apart", "faint")]
    for beside in readings:
        row = Row().put(grid.label, near_day_month(beside.day, dashboard.today))
        row.right(grid.number, number(beside.read))
        if beside.estimate is not None:
            row.right(ESTIMATE, number(beside.estimate), "muted")
            row.right(APART, signed(shown(beside.read) - shown(beside.estimate)), "muted")
        rows.append(row)
    included = dashboard.source.history.calibration is not None
    words = "The estimate already includes these readings."
    return (*rows, Row(), Row().put(grid.label, words, "muted")) if included else rows
