"""What a wide terminal adds to Today: the week, the runs, what moved since the last due day."""

from collections.abc import Sequence
from datetime import timedelta

from textual.reactive import var

from ssi_tui.core.history.ledger import since_last_due_day
from ssi_tui.core.review.week import DayKind, WeekDay, week_of
from ssi_tui.core.text.rounding import rounded
from ssi_tui.core.text.words import DAY_NAMES, WEEKDAYS, out_of, short_day, signed
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Painted
from ssi_tui.tui.look.rows import Row

_FIRST_DAY_END = 21
_DAY_WIDTH = 4
_WEEK_END = 56
_BEFORE_END = 70


def day_cell(found: WeekDay, *, today: bool) -> tuple[str, str]:
    """Return the cell of a day and its role."""
    if found.count:
        return str(found.count), "text"
    if found.kind is DayKind.REST:
        return "-", "faint"
    if found.kind is DayKind.OFF:
        return "~", "faint"
    return ("0", "text") if today else ("·", "faint")


def week_rows(dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
    """Return this week: a row a task, a column a day, and the sums of the week before."""
    week = week_of(dashboard, dashboard.today, dashboard.source.settings.first_weekday)
    title = Row().put(grid.mark, "THIS WEEK", "title")
    for offset in range(7):
        name = WEEKDAYS[(week.first + timedelta(days=offset)).weekday()]
        title.right(_FIRST_DAY_END + offset * _DAY_WIDTH, name, "faint")
    title.right(_WEEK_END, "week", "faint").right(_BEFORE_END, "week before", "faint")
    rows = [title]
    for found in week.rows:
        row = Row().put(grid.label, found.label, width=grid.graphic - grid.label - 1)
        for offset, day in enumerate(found.days):
            text, role = day_cell(day, today=day.day == dashboard.today)
            row.right(_FIRST_DAY_END + offset * _DAY_WIDTH, text, role)
        row.right(_WEEK_END, out_of(found.count, found.target))
        row.right(_BEFORE_END, out_of(found.before_count, found.before_target), "muted")
        rows.append(row)
    return tuple(rows)


def runs_rows(dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
    """Return the runs: of the whole routine, then of each task, in due days."""
    title = Row().put(grid.mark, "RUNS", "title").right(22, "now", "faint")
    title.right(32, "longest", "faint")
    whole = f"all {_NUMBERS.get(len(dashboard.tasks), 'tasks')}"
    runs = [(whole, dashboard.run), *((row.label, row.run) for row in dashboard.tasks)]
    rows = [
        Row()
        .put(grid.label, label, width=grid.graphic - grid.label - 1)
        .right(22, str(run.current))
        .right(32, str(run.longest), "muted")
        for label, run in runs
    ]
    rows[0].put(36, "due days", "muted")
    return (title, *rows)


_NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}


def since_rows(dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
    """Return what each pillar lost and earned since the last due day closed."""
    ledger = since_last_due_day(dashboard.source.log, dashboard.source.history)
    since = ledger.first - timedelta(days=1)
    if since == dashboard.today - timedelta(days=1):
        name = "YESTERDAY"
    elif (dashboard.today - since).days < 7:
        name = DAY_NAMES[since.weekday()].upper()
    else:
        name = short_day(since).upper()
    title = Row().put(grid.mark, f"SINCE {name}", "title")
    title.right(25, "faded", "faint").right(35, "earned", "faint").right(49, "net", "faint")
    rows = [title]
    for row, pillar in zip(dashboard.pillars, ledger.pillars, strict=True):
        faded, earned = rounded((pillar.faded, pillar.earned_in_all), 1, pillar.change)
        line = Row().put(grid.label, row.label).right(25, signed(faded), "muted")
        rows.append(line.right(35, signed(earned)).right(49, signed(faded + earned)))
    return tuple(rows)


class WidePanel(Painted):
    """One of the sections that a wide terminal adds; nothing is worked out where it is hidden."""

    dashboard: var[Dashboard | None] = var(None)

    def rows(self, grid: Grid) -> Sequence[Row]:
        """Return the rows of the section."""
        if self.dashboard is None or not grid.wide:
            return ()
        return self.section(self.dashboard, grid)

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the rows for a value."""
        raise NotImplementedError


class WeekPanel(WidePanel):
    """The present week beside the one before."""

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the rows for a value."""
        return week_rows(dashboard, grid)


class RunsPanel(WidePanel):
    """The runs of the tasks."""

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the rows for a value."""
        return runs_rows(dashboard, grid)


class SincePanel(WidePanel):
    """What moved since the last due day."""

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the rows for a value."""
        return since_rows(dashboard, grid)
