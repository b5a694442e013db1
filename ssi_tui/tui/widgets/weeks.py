"""Weeks in rows: seven columns of days, the same wherever weeks are shown, and sums behind them."""

from collections.abc import Sequence

from textual.dom import DOMNode

from ssi_tui.core.review.last_weeks import PastWeek
from ssi_tui.core.text.words import WEEKDAYS, day_month, minutes, out_of
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.widgets.year import look_of

FIRST_DAY, DAY_WIDTH = 21, 4
# The last columns of the two sums.
WEEK_END, BEFORE_END = 56, 70
_SUM_WIDTH = WEEK_END - (FIRST_DAY + 6 * DAY_WIDTH) - 1


def put_days(row: Row, cells: Sequence[tuple[str, str]]) -> Row:
    """Put the cells of seven days, each flush right: text and role."""
    for at, (text, role) in enumerate(cells):
        row.right(FIRST_DAY + at * DAY_WIDTH, text.strip(), role)
    return row


def days_title(grid: Grid, name: str, first_weekday: int, today: int | None = None) -> Row:
    """Return a title with the weekdays; ``today`` is the one that stands out."""
    weekdays = [(first_weekday + at) % 7 for at in range(7)]
    heads = [(WEEKDAYS[each], "muted" if each == today else "faint") for each in weekdays]
    return put_days(Row().put(grid.mark, name, "title"), heads)


def sum_words(done: float, asked: float) -> str:
    """Return ``2 of 5``, or ``2`` where the whole would run into the days before it."""
    done, asked = round(done), round(asked)
    return longest((out_of(done, asked), minutes(done)), _SUM_WIDTH)


def weeks_rows(weeks: Sequence[PastWeek], grid: Grid, node: DOMNode) -> Sequence[Row]:
    """Return the title and a row for each of the last weeks, this one in the end."""
    if not weeks:
        return ()
    name = "1 WEEK" if len(weeks) == 1 else f"{len(weeks)} WEEKS"
    title = days_title(grid, name, weeks[0].first.weekday())
    title.right(WEEK_END, weeks[-1].day_label, "faint")
    rows = [title.right(BEFORE_END, "minutes", "faint")]
    for week in weeks:
        role = "text" if week is weeks[-1] else "muted"
        row = Row().put(grid.label, day_month(week.first), role)
        put_days(row, [look_of(state, node) for state in week.states])
        sums = week.sums
        row.right(WEEK_END, sum_words(sums.met, sums.due), role)
        rows.append(row.right(BEFORE_END, sum_words(sums.minutes, sums.planned), role))
    return rows
