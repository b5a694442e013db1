"""The chart of a pillar or of the total: the weeks behind today, and both futures ahead."""

from collections.abc import Sequence

from textual.reactive import var

from ssi_tui.core.ahead.chart import SPAN_WORDS, SPANS, Chart, chart_of
from ssi_tui.core.text.plot import DASHES, DOTS, LEVEL, READING, TICK, Axis, Plot, axis_of
from ssi_tui.core.text.words import day_month, number
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import TREND_FROM, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.pillars import fill_of, tone_of

# With fewer than the first the title row is out, and only the ends of the axis are written.
FULL_ROWS, LEAST_ROWS = 6, 3
STEP, TOTAL_STEP = 5, 10
# The last cells hold the scores of the last day, from 100 columns on with words.
ENDS, ENDS_IN_WORDS = 6, 18
NAMES = {"kept": "routine kept", "idle": "nothing done"}


def chart_rows(chart: Chart, grid: Grid, height: int, *, muted: bool = False) -> Sequence[Row]:
    """Return a chart that is ``height`` rows high; ``muted`` is for time off.

    It has no rows where it has no room for its name beside the ends of its axis.
    """
    low = height < FULL_ROWS + 2
    rows = height - (1 if low else 2)
    if rows < LEAST_ROWS:
        return ()
    words = grid.width >= TREND_FROM and not grid.wide
    cells = grid.text_right - (ENDS_IN_WORDS if words else ENDS) - grid.graphic + 1
    if low:
        axis = axis_of(chart.values, 1, 0)
    else:
        axis = axis_of(chart.values, TOTAL_STEP if chart.risk is None else STEP, rows)
    plot = Plot(cells, rows, chart.first, chart.last, axis)
    past, idle = "fill", "muted"
    if chart.risk is not None:
        past, idle = fill_of(chart.risk, muted=muted), tone_of(chart.risk, muted=muted)
    plot.broken(chart.kept, "fill", DOTS)
    plot.broken(chart.idle, idle, DASHES)
    plot.solid(chart.past, past)
    for piece in chart.lines:
        plot.level(piece, "muted")
    for day, value in chart.readings:
        plot.mark(day, value, "accent-bold")
    drawn = [Row() for _ in range(rows)]
    for row, pieces in zip(drawn, plot.rows(), strict=True):
        for at, text, ink in pieces:
            row.put(grid.graphic + at, text, ink)
    _put_axis(drawn, plot, axis, grid)
    _put_ends(drawn, plot, chart, grid.graphic + cells + 1, idle, words=words)
    dates = _dates(chart, plot, grid, cells)
    if low:
        name = chart.label.upper()
        beside = grid.mark + len(name) < grid.graphic - 3 - len(str(axis.high))
        drawn[0 if beside else 1].put(grid.mark, name, "title")
        _put_legend(dates, chart, grid)
        return (*drawn, dates)
    title = Row().put(grid.mark, chart.label.upper(), "title")
    title.put(grid.graphic, f"{SPAN_WORDS[chart.weeks]}, then 28 days", "muted")
    _put_legend(title, chart, grid)
    return (title, *drawn, dates)


def _put_legend(row: Row, chart: Chart, grid: Grid) -> None:
    """Say what the marks mean that are in the chart, as far as there is room."""
    readings = [(READING, "accent"), (" LinkedIn", "faint")] if chart.readings else []
    lines = [(LEVEL, "muted"), (" collapse line", "faint")] if chart.lines else []
    gap = [("  ", "text")] if readings and lines else []
    for form in ([*readings, *gap, *lines], lines):
        at = grid.text_right - sum(len(text) for text, _ in form) + 1
        if at > row.end + 1:
            row.run(at, form)
            return


def _put_axis(rows: Sequence[Row], plot: Plot, axis: Axis, grid: Grid) -> None:
    for value in axis.ticks:
        row = rows[plot.row_of(value)]
        row.right(grid.graphic - 3, str(value), "faint").put(grid.graphic - 2, TICK, "rule")


def _put_ends(
    rows: Sequence[Row], plot: Plot, chart: Chart, at: int, idle: str, *, words: bool
) -> None:
    """Write the scores of the last day; where both end in one row they stand in two."""
    ends = {"kept": chart.kept[-1][1], "idle": chart.idle[-1][1]}
    kept, low = plot.row_of(ends["kept"]), plot.row_of(ends["idle"])
    if kept == low:
        kept, low = (kept - 1, low) if low == len(rows) - 1 else (kept, low + 1)
    for which, place, role in (("kept", kept, "fill"), ("idle", low, idle)):
        if 0 <= place < len(rows):
            text = f"{number(ends[which])} {NAMES[which]}" if words else number(ends[which])
            rows[place].put(at, text, role)
    if not words:
        _put_name(rows, (kept - 1, kept + 1), at + ENDS - 2, "kept", "fill")
        _put_name(rows, (low + 1, low - 1), at + ENDS - 2, "idle", idle)


def _put_name(rows: Sequence[Row], places: Sequence[int], end: int, which: str, role: str) -> None:
    """Say what an end is above or below its number, as far as the curves leave room there."""
    for name in (NAMES[which], which):
        for place in places:
            start = end - len(name) + 1
            if 0 <= place < len(rows) and rows[place].end < start:
                rows[place].put(start, name, role)
                return


def _dates(chart: Chart, plot: Plot, grid: Grid, cells: int) -> Row:
    """Return the row of the months behind today, of today, and of the last day."""
    row = Row()
    today = grid.graphic + plot.cell_of(chart.past[-1][0]) - 2
    free = grid.graphic
    for day, name in chart.months:
        at = grid.graphic + plot.cell_of(day)
        if free <= at and at + len(name) < today - 1:
            row.put(at, name, "faint")
            free = at + len(name) + 1
    row.put(today, "today", "muted")
    last = day_month(chart.last_day)
    at = grid.graphic + cells - len(last)
    return row.put(at, last, "faint") if at > today + len("today") else row


class ChartPanel(Section[Dashboard]):
    """The chart of one pillar, or of the total; it is worked out only where it is seen.

    ``pillar`` is an index of ``PILLARS``, ``None`` for the total; ``weeks`` lie behind today.
    """

    pillar: var[int | None] = var(None)
    weeks: var[int] = var(SPANS[0])

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the rows of the chart in the height of the widget."""
        chart = chart_of(dashboard, self.pillar, self.weeks)
        return chart_rows(chart, grid, self.size.height, muted=dashboard.away)
