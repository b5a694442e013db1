"""The columns that a wide terminal adds below and beside Today: one widget paints each.

Panels stand one under the other; those that have nothing to say are left out, and where there are
too few rows they leave from the bottom.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

from textual.reactive import var

from ssi_tui.core.ahead.chart import SPANS, chart_of
from ssi_tui.core.ahead.curves import curves_of
from ssi_tui.core.review.last_weeks import last_weeks
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.words import at_risk, urgency
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.today.around import (
    ENTRIES,
    linkedin_rows,
    log_rows,
    log_rows_narrow,
    note_rows,
    notes_rows,
    outcome_rows,
    outcome_rows_narrow,
    promise_rows,
    promise_rows_narrow,
    time_off_rows,
)
from ssi_tui.tui.today.week import run_rows, week_rows
from ssi_tui.tui.view.shown import AroundShown
from ssi_tui.tui.widgets.chart import FULL_ROWS, chart_rows
from ssi_tui.tui.widgets.since import since_rows
from ssi_tui.tui.widgets.weeks import weeks_rows
from ssi_tui.tui.widgets.year import year_rows

Panel = Sequence[Row]
Kept = TypeVar("Kept")
# The rows of the panels whose number of rows is known.
SINCE_ROWS, LOG_ROWS = 5, 1 + ENTRIES
WEEKS = 5
CHART_ROWS = FULL_ROWS + 2


class Column(Section[Dashboard]):
    """A column of panels.

    ``common`` are the rows of the screen at which the sections of all columns begin; this one
    begins at that with the index ``FIRST``. ``around`` is ``None`` until it has been read;
    ``third`` tells whether there is a third column. ``weeks`` is the span of the charts.
    """

    FIRST = 2

    around: var[AroundShown | None] = var(None)
    common: var[tuple[int, ...]] = var(())
    third: var[bool] = var(False)
    weeks: var[int] = var(SPANS[0])
    note_key: var[str] = var("")

    _of: Dashboard | None = None
    _made: tuple[object, object] = (None, None)

    @property
    def starts(self) -> tuple[int, ...]:
        """The rows of the widget at which its sections begin."""
        own = self.common[self.FIRST :]
        return tuple(row - own[0] for row in own)

    def kept(self, dashboard: Dashboard, key: object, make: Callable[[], Kept]) -> Kept:
        """Return what was made of the same dashboard before, or make it.

        What is read arrives a moment after its dashboard, and changes little of a column.
        """
        of = key, self.third, self.common, self.app.has_class("-ascii")
        if self._of is not dashboard or self._made[0] != of:
            self._of, self._made = dashboard, (of, make())
        return cast("Kept", self._made[1])

    def read(self, dashboard: Dashboard) -> AroundShown | None:
        """Return what was read, if it is of the day that is shown."""
        around = self.around
        return around if around is not None and around.day == dashboard.day else None


def stacked(panels: Sequence[Panel], starts: Sequence[int], height: int) -> Sequence[Row]:
    """Return panels one under the other, each at the first of ``starts`` behind the one before.

    Behind the last of these a blank row stands between two. A panel without rows is left out, and
    so are those from the first on that has no room.
    """
    rows: list[Row] = []
    for panel in filter(None, panels):
        free = len(rows) + (1 if rows else 0)
        at = next((start for start in starts if start >= free), free)
        if at + len(panel) > height:
            break
        rows += [*(Row() for _ in range(at - len(rows))), *panel]
    return rows


class LeftColumn(Column):
    """The week, the runs and the weeks before, below what is next."""

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the rows of the panels that fit."""
        above, below = self.kept(dashboard, grid, lambda: self._panels(dashboard, grid))
        around, said = self.read(dashboard), list[Row]()
        if around is not None and not self.third:
            said += promise_rows(dashboard, around, grid)
            said += outcome_rows(dashboard, around, grid)
        return stacked((*above, said, *below), self.starts, self.size.height)

    def _panels(self, dashboard: Dashboard, grid: Grid) -> Sequence[Sequence[Panel]]:
        """Return the panels above what is read, and those below it."""
        weeks = last_weeks(dashboard, WEEKS)
        past = len(weeks) > 1
        above = [week_rows(dashboard, grid), run_rows(dashboard, grid)]
        above += [weeks_rows(weeks, grid, self)] if past else []
        below = [year_rows(dashboard, grid, self)] if past else []
        below += [since_rows(dashboard, grid)] if self.third else []
        return above, below


class RightColumn(Column):
    """The chart of the most urgent pillar, that of the total, and what moved the pillars."""

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the charts, and below them what fits."""
        height = self.size.height
        # The rows of the log of the day are kept for it, so that nothing moves with its entries.
        below = [] if self.third else [SINCE_ROWS, LOG_ROWS]
        while below and height - sum(below) - len(below) < CHART_ROWS:
            below.pop()
        room = height - sum(below) - len(below)

        def panels() -> Sequence[Panel]:
            moved = [since_rows(dashboard, grid)] if below else []
            return *self._charts(dashboard, grid, room), *moved

        kept = self.kept(dashboard, (grid, self.weeks, height), panels)
        around = self.read(dashboard)
        log = log_rows(dashboard, around, grid) if len(below) > 1 and around is not None else ()
        lower = (0, *self.starts[2:3]) if self.third else ()
        return stacked((*kept, log), lower, height)

    def _charts(self, dashboard: Dashboard, grid: Grid, height: int) -> Sequence[Panel]:
        curves = curves_of(dashboard.source)
        rows = dashboard.pillars
        worst = next(iter(at_risk(dashboard)), min(rows, key=urgency) if self.third else None)

        def chart(at: int | None, height: int) -> Panel:
            shown = chart_of(dashboard, at, self.weeks, curves)
            return chart_rows(shown, grid, height, muted=dashboard.away)

        at = None if worst is None else rows.index(worst)
        lower = self.starts[2] if self.third and len(self.starts) > 2 else height
        if min(height - lower, lower - 1) < CHART_ROWS:
            return (chart(at, height),)
        return chart(at, lower - 1), chart(None, height - lower)


class ThirdColumn(Column):
    """What the day and the weeks hold besides the score."""

    FIRST = 0

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:  # noqa: ARG002 - its own
        """Return the rows of the panels that fit."""
        around = self.read(dashboard)
        if around is None:
            return ()
        starts = self.starts
        room = starts[1] - 1 if len(starts) > 1 else self.size.height
        panels = (
            log_rows_narrow(dashboard, around, room),
            note_rows(dashboard, self.note_key),
            promise_rows_narrow(dashboard, around),
            outcome_rows_narrow(dashboard, around),
            linkedin_rows(dashboard),
            notes_rows(dashboard),
            time_off_rows(dashboard),
        )
        return stacked(panels, starts, self.size.height)


COLUMNS: Mapping[str, type[Column]] = {
    "left": LeftColumn,
    "right": RightColumn,
    "third": ThirdColumn,
}
