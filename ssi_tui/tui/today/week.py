"""What a wide terminal adds to Today: the week, the runs, and what moved the pillars last."""

from collections.abc import Sequence
from datetime import timedelta

from ssi_tui.core.review.week import DayKind, WeekDay, week_of
from ssi_tui.core.text.words import WEEKDAYS, out_of
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.words import keeps_words
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.widgets.since import since_rows

_FIRST_DAY_END = 21
_DAY_WIDTH = 4
_WEEK_END = 56
_BEFORE_END = 70
_NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}


def day_cell(found: WeekDay, *, today: bool) -> tuple[str, str]:
    """Return the text in the cell of a day, with its role."""
    if found.count:
        return str(found.count), "text"
    if found.kind is DayKind.REST:
        return "-", "faint"
    if found.kind is DayKind.OFF:
        return "~", "faint"
    return ("0", "text") if today else ("·", "faint")


class WidePanel(Section[Dashboard]):
    """A section that only a wide terminal shows; elsewhere nothing is computed for it."""

    def rows(self, grid: Grid) -> Sequence[Row]:
        """Return the rows of the section where the terminal is wide."""
        return super().rows(grid) if grid.wide else ()


class WeekPanel(WidePanel):
    """The current week, and the sums of the one before."""

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return a row for each task with a column for each day."""
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


class RunsPanel(WidePanel):
    """The current and the longest runs, in due days, and in weeks for what the week asks for."""

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return a row for the whole routine, and one for each task."""
        title = Row().put(grid.mark, "RUNS", "title").right(22, "now", "faint")
        title.right(32, "longest", "faint")
        whole = f"all {_NUMBERS.get(len(dashboard.tasks), 'tasks')}"
        runs = [(whole, dashboard.run), *((row.label, row.run) for row in dashboard.tasks)]
        runs += [(row.label, row.run) for row in dashboard.weekly]
        schedule, today = dashboard.source.history.schedule, dashboard.today
        targets = (schedule.target(row.task, today) > 0 for row in dashboard.tasks)
        asked = [schedule.is_due(today), *targets, *([False] * len(dashboard.weekly))]
        units = {0: "due days", 1 + len(dashboard.tasks): "weeks"}
        rows = [title]
        for at, (label, run) in enumerate(runs):
            row = Row().put(grid.label, label, width=grid.graphic - grid.label - 1)
            row.right(22, str(run.current)).right(32, str(run.longest), "muted")
            words = [keeps_words(asked=asked[at])] if run.pending else []
            words = [units[at], *words] if at in units else words
            rows.append(row.put(36, ", ".join(words), "muted"))
        return tuple(rows)


class SincePanel(WidePanel):
    """What the pillars lost and earned since the last workday closed."""

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return a row for each pillar."""
        return since_rows(dashboard, grid)
