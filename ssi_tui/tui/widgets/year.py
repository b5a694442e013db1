"""How the days of a year look: a glyph for each, weeks across and weekdays down."""

from collections.abc import Mapping, Sequence

from textual.dom import DOMNode

from ssi_tui.core.ahead.year import DayState, Year, year_of
from ssi_tui.core.text.bars import DONE, MET, NONE
from ssi_tui.core.text.words import MONTHS, WEEKDAYS
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import whole_mark
from ssi_tui.tui.look.rows import Row

LOOKS: Mapping[DayState, tuple[str, str]] = {
    DayState.ALL: (DONE, "accent"),
    DayState.PART: (MET, "accent"),
    DayState.NONE: (NONE, "faint"),
    DayState.REST: ("-", "faint"),
    DayState.OFF: ("~", "faint"),
    DayState.BLANK: (" ", "text"),
}


def look_of(state: DayState, node: DOMNode) -> tuple[str, str]:
    """Return the glyph and the role of a day, where the node stands."""
    glyph, role = LOOKS[state]
    return (whole_mark(node) if state is DayState.ALL else glyph), role


def put_months(row: Row, year: Year, grid: Grid) -> Row:
    """Put the months where they begin, as far as they have room beside each other."""
    free = 0
    for column, month in year.months:
        if column >= free:
            row.put(grid.graphic + column, MONTHS[month - 1], "faint")
            free = column + 4
    return row


def year_rows(dashboard: Dashboard, grid: Grid, node: DOMNode) -> Sequence[Row]:
    """Return the year of the whole routine, which ends with this week."""
    first_weekday = dashboard.source.settings.first_weekday
    year = year_of(dashboard.source, first_weekday=first_weekday)
    rows = [put_months(Row().put(grid.mark, "YEAR", "title"), year, grid)]
    for at in range(7):
        row = Row().put(grid.label, WEEKDAYS[(first_weekday + at) % 7], "muted")
        rows.append(row.run(grid.graphic, (look_of(week[at], node) for week in year.weeks)))
    return rows
