"""The tasks of the day, one row each: dots, count, and the minutes that are missing."""

import os
from collections.abc import Mapping, Sequence

from textual import events
from textual.geometry import Region
from textual.reactive import var

from ssi_tui.core.calendar import week_start
from ssi_tui.core.links import pages_in
from ssi_tui.core.text.bars import DONE, MET, NONE, THIN_REST, TO_DO, dots, thin_line
from ssi_tui.core.text.words import MONTHS, count_of, minutes, out_of, times
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.next import next_asked
from ssi_tui.core.today.rows import DOTS, TaskRow
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section, whole_mark
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.look.sent import Sent
from ssi_tui.tui.view.tabs import SWEEPS

# How many cells the line of the minutes takes.
LINE, NARROW_LINE = 25, 8
DOTS_HEAD = f"last {DOTS} workdays"


class RoutinePanel(Section[Dashboard]):
    """The routine of the day shown, and below it what its week asks for, with a cursor.

    ``keys`` maps each task to the key that ticks it; ``limit`` is how many tasks fit;
    ``clock_seconds`` is the time on the session clock, ``None`` until it has counted on since the
    dashboard was built; ``pointing`` is off while the keys that move this cursor move another one.
    """

    cursor: var[int] = var(0)
    keys: var[Mapping[str, str]] = var({})
    limit: var[int] = var(99)
    pointing: var[bool] = var(True)
    clock_seconds: var[int | None] = var(None)
    # How far the line of the minutes has turned to the accent, in steps; 0 where it rests.
    swept: var[int] = var(0)

    class Picked(Sent):
        """A row was pressed; ``at`` is its place in the routine, or behind the last task."""

        at: int

    def watch_clock_seconds(self, seconds: int | None) -> None:
        """Paint the time on the clock, which only the title shows."""
        # None means that a new dashboard comes, which has the time itself.
        if seconds is not None and self._rows and self.shown is not None:
            self._rows = (self._title(self.shown, self.grid), *self._rows[1:])
            self.refresh(Region(0, 0, self.size.width, 1))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Say which row was pressed."""
        if event.y >= 1:
            self.post_message(self.Picked(self._first_shown() + event.y - 1))

    def _first_shown(self) -> int:
        return max(0, self.cursor - self.limit + 1)

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the title, a row for each task that fits, and the row of other activities."""
        first = self._first_shown()
        shown = dashboard.rows[first : first + self.limit]
        rows = [self._title(dashboard, grid)]
        pages = pages_in(os.environ.get("TERM", ""), links=dashboard.source.settings.links)
        hidden = len(dashboard.rows) - first - len(shown)
        for at, task in enumerate(shown):
            room = grid.words_end - grid.words + 1
            more = f"▼ {hidden} more" if hidden and at == len(shown) - 1 else ""
            # A terminal that is too small has no room for it.
            more = more if len(more) + 2 <= room else ""
            room -= len(more) + 2 if more else 0
            row = self._task_row(task, grid, first + at, pages.get(task.task))
            self._words(row, task, dashboard, grid, room)
            rows.append(row.right(grid.words_end, more, "faint"))
        return (*rows, self._others(dashboard, grid))

    def _title(self, dashboard: Dashboard, grid: Grid) -> Row:
        row = Row().put(grid.mark, "ROUTINE", "title")
        idle = _idle(dashboard)
        # What exceeds a target never fills the line.
        planned, extra = dashboard.minutes_planned, dashboard.minutes_beyond
        done = dashboard.minutes_done - extra
        amount = f"{minutes(done) if idle else out_of(done, planned)} min"
        row.right(grid.change_end, amount, "bold")
        if idle:
            row.put(grid.graphic, idle, "muted")
        else:
            room = grid.change_end - len(amount) - grid.graphic
            # Minutes with decimals take four cells of the line.
            width = NARROW_LINE if grid.narrow else LINE if room >= LINE else LINE - 4
            width = min(width, room)
            line = thin_line(done / planned if planned else 0.0, width)
            bright = len(line) * self.swept // SWEEPS if self.swept else len(line)
            row.put(grid.graphic, line[:bright], "accent")
            row.put(grid.graphic + bright, line[bright:], "muted")
            row.put(grid.graphic + len(line), THIN_REST * (width - len(line)), "rule")
        if not dashboard.is_today and grid.trend is None and not grid.wide:
            row.put(grid.words, "not today", "bold")
        elif dashboard.is_today:
            self._put_clock(row, dashboard, grid, extra)
        if grid.trend is not None and _has_dots(dashboard):
            row.right(grid.right, DOTS_HEAD, "faint")
        return row

    def _put_clock(self, row: Row, dashboard: Dashboard, grid: Grid, extra: float) -> None:
        """Put the minutes beyond the routine with the time on the clock, or else the day's note."""
        at, words = grid.words, f"+{minutes(extra)} min" if extra else ""
        end = grid.words_end if grid.trend is None else grid.right - len(DOTS_HEAD) - 2
        row.put(at, words, "muted")
        if dashboard.clock is None:
            if dashboard.note and not words:
                row.put(at, dashboard.note, "muted", width=end - at + 1)
            return
        from ssi_tui.core.clock import clock_words

        clock = dashboard.clock
        seconds = clock.seconds if self.clock_seconds is None else self.clock_seconds
        going = clock.running is not None
        at += len(words) + 2 if words else 0
        forms = clock_words(seconds, dashboard.budget, running=going)
        row.put(at, longest(forms, end - at + 1), "text" if going else "muted")

    def _task_row(self, task: TaskRow, grid: Grid, at: int, link: str | None) -> Row:
        row = Row()
        done = task.done and task.target > 0
        under_cursor = self.pointing and at == self.cursor
        if under_cursor:
            row.put(0, CURSOR, "accent")
        click = f"screen.tick('{task.task}')"
        key = self.keys.get(task.task, "")
        row.put(grid.mark, key, "accent", width=grid.key_width, click=click)
        label = "bold" if under_cursor else "muted" if done else "text"
        row.put(grid.label, task.label, label, width=grid.graphic - grid.label - 1, link=link)
        counted = min(task.count, task.target) if task.target else task.count
        amount = out_of(counted, task.target) if task.target or task.count else "–"
        width = min(grid.bar, grid.number - max(6, len(amount)) - 1 - grid.graphic)
        marks = dots(task.count, task.target, width)
        for offset, mark in enumerate(marks):
            if mark != " ":
                role = "faint" if mark == TO_DO else "accent" if mark == DONE else "muted"
                row.put(grid.graphic + offset, mark, role, click=click)
        row.right(grid.number, amount, "text" if task.target and not done else "muted")
        if task.extra:
            row.put(grid.number + 2, f"+{task.extra}", "muted")
        elif task.missing and not task.week:
            row.right(grid.change_end, grid.minutes(task.missing * task.minutes_each), "muted")
        if grid.trend is not None and len(task.lately) > 1:
            # The marks of past days are those of the year.
            whole = whole_mark(self)
            days = (
                (
                    whole if count >= target else MET if count else NONE,
                    "accent" if count else "faint",
                )
                for count, target in task.lately
            )
            row.run(grid.right - len(task.lately) + 1, days)
        return row

    def _words(self, row: Row, task: TaskRow, dashboard: Dashboard, grid: Grid, room: int) -> None:
        if task.done and task.target > 0:
            row.put(grid.words, "✓", "check").put(grid.words + 2, "done", "muted")
        elif task.week:
            row.put(grid.number + 2, _which_week(dashboard), "muted")
        elif dashboard.is_today and not dashboard.due and dashboard.time_off_until is None:
            row.put(grid.words, longest(next_asked(dashboard, task.task), room), "faint")
        elif task.task == "connect" and task.target and dashboard.notes_left is not None:
            left, month = f"{count_of(dashboard.notes_left, 'note')} left", dashboard.day.month
            full = f"{left} in {MONTHS[month - 1]}"
            if not dashboard.notes_left:
                full = f"no notes until {MONTHS[month % 12]}"
            row.put(grid.words, longest((full, left, ""), room), "muted")

    def _others(self, dashboard: Dashboard, grid: Grid) -> Row:
        if not dashboard.beside:
            return Row()
        done = ", ".join(times(other.label, other.count) for other in dashboard.beside)
        row = Row().put(grid.label, "also", "faint", click="screen.more")
        return row.put(grid.graphic, done, "muted", width=grid.words_end - grid.graphic + 1)


def _idle(dashboard: Dashboard) -> str:
    """Return why nothing is due on the day shown, "" where something is."""
    if dashboard.time_off_until is not None:
        return "time off"
    return "" if dashboard.due else "rest day"


def _which_week(dashboard: Dashboard) -> str:
    """Return what the week of the day shown is called."""
    first_weekday = dashboard.source.settings.first_weekday
    weeks = {week_start(day, first_weekday) for day in (dashboard.day, dashboard.today)}
    return "this week" if len(weeks) == 1 else "that week"


def _has_dots(dashboard: Dashboard) -> bool:
    """Tell whether any task has a second workday behind it."""
    return any(len(row.lately) > 1 for row in dashboard.tasks)
