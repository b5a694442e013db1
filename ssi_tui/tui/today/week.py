"""What a wide terminal says of the routine: this week day by day, and the runs."""

from collections.abc import Sequence

from ssi_tui.core.ahead.words import task_runs
from ssi_tui.core.review.week import (
    Week,
    WeekDay,
    day_cell,
    met_cell,
    minutes_cell,
    week_of,
)
from ssi_tui.core.text.bars import MET, NONE, TO_DO
from ssi_tui.core.text.rounding import rounded
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.weeks import BEFORE_END, WEEK_END, days_title, put_days, sum_words

NOW_END, BEST_END = 52, 59
RUN_DAYS = 28
MARKS = {MET: "accent", TO_DO: "muted"}


def _label(grid: Grid, label: str, role: str = "text") -> Row:
    return Row().put(grid.label, label, role, width=grid.graphic - grid.label - 1)


def _day(found: WeekDay, *, today: bool) -> tuple[str, str]:
    """Return the text in the cell of a day of a task, with its role."""
    cell = day_cell(found.count, found.kind)
    if found.count:
        return cell, "text"
    return ("0", "text") if today and cell == NONE else (cell, "faint")


def week_rows(dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
    """Return the current week: a row for each task, the minutes, and the days that count."""
    first, today = dashboard.source.settings.first_weekday, dashboard.today
    week = week_of(dashboard, today, first)
    title = days_title(grid, "THIS WEEK", first, today.weekday())
    rows = [title.right(WEEK_END, "week", "faint").right(BEFORE_END, "last week", "faint")]
    for found in week.rows:
        # What is asked for by the week is not open today more than on any other day.
        cells = [_day(day, today=day.day == today and not found.week) for day in found.days]
        row = put_days(_label(grid, found.label), cells)
        row.right(WEEK_END, sum_words(found.count, found.target))
        if week.before is not None:
            row.right(BEFORE_END, sum_words(found.before_count, found.before_target), "muted")
        rows.append(row)
    return (*rows, *_sum_rows(week, grid))


def _sum_rows(week: Week, grid: Grid) -> Sequence[Row]:
    """Return the minutes and the days that count; the minutes of the days add up to those shown."""
    shown = rounded([day.minutes for day in week.days], 0)
    by_day = [
        (minutes_cell(each, day.kind), "muted" if each else "faint")
        for each, day in zip(shown, week.days, strict=True)
    ]
    done = [(met_cell(day.kind, met=day.met), "check" if day.met else "faint") for day in week.days]
    now, before = week.sums, week.before
    sums = (
        ("minutes", by_day, sum_words(now.minutes, now.planned)),
        (week.day_label, done, sum_words(now.met, now.due)),
    )
    past = ["", ""]
    if before is not None:
        past = [sum_words(before.minutes, before.planned), sum_words(before.met, before.due)]
    return [
        put_days(_label(grid, label, "muted"), cells)
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
        start = grid.graphic + RUN_DAYS - len(found.marks)
        row.run(start, ((mark, MARKS.get(mark, "faint")) for mark in found.marks))
        row.right(NOW_END, str(found.run.current))
        row.put(NOW_END + 2, TO_DO if found.run.pending else "", "muted")
        rows.append(row.right(BEST_END, str(found.run.longest), "muted"))
    return rows
