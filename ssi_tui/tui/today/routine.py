"""The tasks of the day, one row each: dots, count, and the minutes that are missing."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var

from ssi_tui.core.calendar import week_start
from ssi_tui.core.links import pages_in
from ssi_tui.core.text.bars import DONE, MET, NONE, THIN_REST, TO_DO, dots, thin_line
from ssi_tui.core.text.words import out_of
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import TaskRow
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row


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

    @dataclass
    class Picked(Message):
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
        """Return the title, a row for each task that fits, and the other actions done."""
        first = self._first_shown()
        shown = dashboard.rows[first : first + self.limit]
        rows = [self._title(dashboard, grid)]
        rows += [self._task_row(row, grid, first + at) for at, row in enumerate(shown)]
        if dashboard.others:
            rows.append(self._others(dashboard, grid))
        return rows

    def _title(self, dashboard: Dashboard, grid: Grid) -> Row:
        row = Row().put(grid.mark, "ROUTINE", "title")
        planned = dashboard.minutes_planned
        share = dashboard.minutes_done / planned if planned else 0.0
        amount = out_of(dashboard.minutes_done, planned)
        row.right(grid.change_end, "min", "muted")
        row.right(grid.change_end - 4, amount, "bold")
        room = grid.change_end - 4 - len(amount) - grid.graphic
        width = min(8 if grid.narrow else grid.bar, room)
        line = thin_line(share, width)
        row.put(grid.graphic, line, "accent")
        row.put(grid.graphic + len(line), THIN_REST * (width - len(line)), "faint")
        if not dashboard.is_today and grid.trend is None and not grid.wide:
            row.put(grid.words, "not today", "bold")
        elif dashboard.clock is not None and dashboard.is_today:
            from ssi_tui.core.clock import clock_words

            clock = dashboard.clock
            seconds = clock.seconds if self.clock_seconds is None else self.clock_seconds
            going = clock.running is not None
            words = clock_words(seconds, dashboard.budget, running=going)
            row.put(grid.words, words, "text" if going else "muted", width=19)
        elif dashboard.note is not None:
            row.put(grid.words, dashboard.note, "muted", width=19)
        elif len(dashboard.rows) > self.limit:
            row.put(grid.words, f"{self.limit} of {len(dashboard.rows)} tasks", "faint")
        if grid.trend is not None:
            row.right(grid.right, "13 due days", "faint")
        return row

    def _task_row(self, task: TaskRow, grid: Grid, at: int) -> Row:
        row = Row()
        done = task.done and task.target > 0
        under_cursor = self.pointing and at == self.cursor
        if under_cursor:
            row.put(0, CURSOR, "accent")
        click = f"screen.tick('{task.task}')"
        key = self.keys.get(task.task, "")
        row.put(grid.mark, key, "accent", width=grid.key_width, click=click)
        label = "bold" if under_cursor else "muted" if done else "text"
        link = self._pages().get(task.task)
        row.put(grid.label, task.label, label, width=grid.graphic - grid.label - 1, link=link)
        amount = out_of(task.count, task.target)
        room = min(grid.bar, grid.number - max(6, len(amount)) - 1 - grid.graphic)
        marks = dots(task.count, task.target, room)
        for offset, mark in enumerate(marks):
            if mark != " ":
                role = "faint" if mark == TO_DO else "accent" if mark == DONE else "muted"
                row.put(grid.graphic + offset, mark, role, click=click)
        row.right(grid.number, amount, "muted" if done else "text")
        if task.week and not done:
            row.put(grid.number + 2, self._which_week(), "muted")
        elif task.missing:
            row.right(grid.change_end, grid.minutes(task.missing * task.minutes_each), "muted")
        self._words(row, task, grid, done=done)
        if grid.trend is not None:
            start = grid.right - len(task.met) + 1
            for offset, met in enumerate(task.met):
                row.put(start + offset, MET if met else NONE, "fill" if met else "faint")
        return row

    def _pages(self) -> Mapping[str, str]:
        links = self.shown is not None and self.shown.source.settings.links
        return pages_in(os.environ.get("TERM", ""), links=links)

    def _which_week(self) -> str:
        shown = self.shown
        if shown is None or shown.is_today:
            return "this week"
        first_weekday = shown.source.settings.first_weekday
        weeks = {week_start(day, first_weekday) for day in (shown.day, shown.today)}
        return "this week" if len(weeks) == 1 else "that week"

    def _words(self, row: Row, task: TaskRow, grid: Grid, *, done: bool) -> None:
        dashboard = self.shown
        if done:
            row.put(grid.words, "✓", "check").put(grid.words + 2, "done", "muted")
        elif task.task == "connect" and dashboard is not None and dashboard.notes_left is not None:
            left = dashboard.notes_left
            word = "note" if left == 1 else "notes"
            when = "a month" if dashboard.empty else "left"
            row.put(grid.words, f"{left or 'no'} {word} {when}", "muted")

    def _others(self, dashboard: Dashboard, grid: Grid) -> Row:
        done = ", ".join(
            other.label if other.count == 1 else f"{other.label} ×{other.count}"
            for other in dashboard.others
        )
        row = Row().put(grid.mark, "x", "accent", click="screen.more")
        row.put(grid.label, "also", "muted")
        return row.put(grid.graphic, done, "muted", width=min(grid.nights, 77) - grid.graphic + 1)
