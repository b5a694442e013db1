"""What a wide terminal says of the last weeks: this one day by day, the runs, and five in a row."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from ssi_tui.core.ahead.words import task_runs
from ssi_tui.core.ahead.year import year_of
from ssi_tui.core.review.week import DayKind, Week, WeekDay, sums_of, week_of
from ssi_tui.core.text.bars import DONE, MET, TO_DO
from ssi_tui.core.text.rounding import rounded
from ssi_tui.core.text.words import WEEKDAYS, day_month, minutes, out_of
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.widgets.year import LOOKS

FIRST_DAY, DAY_WIDTH = 21, 4
WEEK_END, BEFORE_END = 56, 70
SUM_WIDTH = WEEK_END - (FIRST_DAY + 6 * DAY_WIDTH) - 1
NOW_END, BEST_END = 52, 59
RUN_DAYS, WEEKS = 28, 5
# The row of minutes, and that of days done.
SUMS = 2
_KINDS: Mapping[DayKind, str] = {DayKind.REST: "-", DayKind.OFF: "~"}


def _label(grid: Grid, label: str, role: str = "text") -> Row:
    return Row().put(grid.label, label, role, width=grid.graphic - grid.label - 1)


def _put_days(row: Row, cells: Sequence[tuple[str, str]]) -> Row:
    """Put the cells of seven days, each flush right."""
    for at, (text, role) in enumerate(cells):
        row.right(FIRST_DAY + at * DAY_WIDTH, text, role)
    return row


def _title(grid: Grid, name: str, dashboard: Dashboard, *, today: bool) -> Row:
    """Return a title with the weekdays."""
    first = dashboard.source.settings.first_weekday
    heads = []
    for at in range(7):
        weekday = (first + at) % 7
        role = "muted" if today and weekday == dashboard.today.weekday() else "faint"
        heads.append((WEEKDAYS[weekday], role))
    return _put_days(Row().put(grid.mark, name, "title"), heads)


def _sum(done: float, asked: float) -> str:
    """Return ``2 of 5``, or ``2`` where the whole would run into the days before it."""
    return longest((out_of(done, asked), minutes(done)), SUM_WIDTH)


def day_cell(found: WeekDay, *, today: bool) -> tuple[str, str]:
    """Return the text in the cell of a day of a task, with its role."""
    if found.count:
        return str(found.count), "text"
    if found.kind in _KINDS:
        return _KINDS[found.kind], "faint"
    return ("0", "text") if today else ("·", "faint")


def week_rows(dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
    """Return the current week: a row for each task, the minutes, and the days done."""
    week = week_of(dashboard, dashboard.today, dashboard.source.settings.first_weekday)
    title = _title(grid, "THIS WEEK", dashboard, today=True)
    rows = [title.right(WEEK_END, "week", "faint").right(BEFORE_END, "last week", "faint")]
    for found in week.rows:
        cells = [day_cell(day, today=day.day == dashboard.today) for day in found.days]
        row = _put_days(_label(grid, found.label), cells)
        row.right(WEEK_END, _sum(found.count, found.target))
        if week.before is not None:
            row.right(BEFORE_END, _sum(found.before_count, found.before_target), "muted")
        rows.append(row)
    return (*rows, *_sum_rows(week, grid))


def _sum_rows(week: Week, grid: Grid) -> Sequence[Row]:
    """Return the minutes and the days done; the minutes of the days add up to those shown."""
    shown = rounded([day.minutes for day in week.days], 0)
    by_day = [
        (minutes(each), "muted") if each else (_KINDS.get(day.kind, "·"), "faint")
        for each, day in zip(shown, week.days, strict=True)
    ]
    done = [
        ("✓", "check") if day.met else (_KINDS.get(day.kind, "·"), "faint") for day in week.days
    ]
    now, before = week.sums, week.before
    sums = (
        ("minutes", by_day, _sum(round(now.minutes), round(now.planned))),
        ("days done", done, _sum(now.met, now.due)),
    )
    past = ["", ""]
    if before is not None:
        past = [
            _sum(round(before.minutes), round(before.planned)),
            _sum(before.met, before.due),
        ]
    return [
        _put_days(_label(grid, label, "muted"), cells)
        .right(WEEK_END, said)
        .right(BEFORE_END, last, "muted")
        for (label, cells, said), last in zip(sums, past, strict=True)
    ]


def run_rows(dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
    """Return the runs with their last workdays, today among them once it is done."""
    title = Row().put(grid.mark, "RUNS", "title")
    title.put(grid.graphic, f"last {RUN_DAYS} workdays, {TO_DO} forgiven", "faint")
    rows = [title.right(NOW_END, "now", "faint").right(BEST_END, "best", "faint")]
    for found in task_runs(dashboard, RUN_DAYS):
        row = _label(grid, found.label)
        if found.week:
            row.put(grid.graphic, "in weeks", "faint")
        marks = {DONE: (MET, "accent"), TO_DO: (TO_DO, "muted")}
        row.run(
            grid.graphic + (RUN_DAYS - len(found.marks) if found.marks else 0),
            (marks.get(mark, (mark, "faint")) for mark in found.marks),
        )
        row.right(NOW_END, str(found.run.current))
        row.put(NOW_END + 2, TO_DO if found.run.pending else "", "muted")
        rows.append(row.right(BEST_END, str(found.run.longest), "muted"))
    return rows


def weeks_rows(dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
    """Return the last weeks, a row each, in the day columns of this week; nothing for only one."""
    first_weekday = dashboard.source.settings.first_weekday
    year = year_of(dashboard.source, weeks=WEEKS, first_weekday=first_weekday)
    begin = dashboard.source.history.first
    rows = []
    for at, states in enumerate(year.weeks):
        first = year.first + timedelta(weeks=at)
        if first + timedelta(days=6) < begin:
            continue
        role = "text" if at == WEEKS - 1 else "muted"
        sums = sums_of(dashboard, first, first_weekday)
        row = _put_days(_label(grid, day_month(first), role), [LOOKS[state] for state in states])
        row.right(WEEK_END, _sum(sums.met, sums.due), role)
        rows.append(row.right(BEFORE_END, _sum(round(sums.minutes), round(sums.planned)), role))
    if len(rows) < 2:
        return ()
    title = _title(grid, f"{len(rows)} WEEKS", dashboard, today=False)
    title.right(WEEK_END, "days done", "faint").right(BEFORE_END, "minutes", "faint")
    return (title, *rows)
