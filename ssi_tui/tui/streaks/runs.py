"""The runs of the tasks: a list with their last due days, and a short list beside the year."""

import dataclasses
from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.reactive import var

from ssi_tui.core.ahead.words import TaskRun
from ssi_tui.core.text.bars import DONE, TO_DO
from ssi_tui.core.text.words import out_of
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, fit
from ssi_tui.tui.streaks.list import columns_of

MARK_ROLES = {DONE: "accent", TO_DO: "muted"}


@dataclass(frozen=True, slots=True, eq=False)
class RunList:
    """What the lists of runs show; ``cursor`` is ``None`` where the cursor is elsewhere."""

    runs: tuple[TaskRun, ...]
    cursor: int | None = None


class TaskRunsPanel(Section[RunList]):
    """A row for the whole routine and for each task; ``limit`` is how many rows fit."""

    limit: var[int] = var(99)

    @dataclasses.dataclass
    class Picked(Message):
        """A run was pressed."""

        at: int

    def _first_shown(self) -> int:
        cursor = None if self.shown is None else self.shown.cursor
        return 0 if cursor is None else max(0, cursor - self.limit + 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Say which run was pressed."""
        at = self._first_shown() + event.y - 1
        if self.shown is not None and event.y >= 1 and at < len(self.shown.runs):
            self.post_message(self.Picked(at))

    def section(self, shown: RunList, grid: Grid) -> Sequence[Row]:
        """Return the title and the runs that fit."""
        columns = columns_of(grid)
        wide = columns.fix <= grid.right
        title = Row().put(grid.mark, "RUNS" if grid.wide else "STREAKS", "title")
        words = f"{columns.days} due days"
        if not grid.narrow:
            words += f", {TO_DO} forgiven"
        title.put(columns.curve, words, "muted", width=grid.right - columns.curve + 1)
        if columns.nights <= grid.right:
            title.right(columns.nights, "now", "faint")
        if columns.date + 6 <= grid.right:
            title.right(columns.date + 6, "longest", "faint")
        if wide:
            title.put(columns.fix, "today", "faint")
        first = self._first_shown()
        rows = [title]
        for at, found in enumerate(shown.runs[first : first + self.limit], first):
            under_cursor = at == shown.cursor
            row = Row().put(0, CURSOR if under_cursor else "", "accent")
            label = "bold" if under_cursor else "text"
            row.put(grid.label, found.label, label, width=columns.curve - grid.label - 1)
            days = max(0, min(columns.days, grid.right - columns.curve + 1))
            marks = found.marks[-days:] if days else ""
            if found.week:
                row.put(columns.curve, "in weeks", "faint")
            start = columns.curve + days - len(marks)
            for offset, mark in enumerate(marks):
                row.put(start + offset, mark, MARK_ROLES.get(mark, "faint"))
            if columns.nights <= grid.right:
                row.right(columns.nights, str(found.run.current), run_role(found))
                row.put(columns.nights + 2, TO_DO if found.run.pending else "", "muted")
            if columns.date + 6 <= grid.right:
                row.right(columns.date + 6, str(found.run.longest), "muted")
            if wide:
                today = out_of(found.count, found.target)
                row.put(columns.fix, today, "muted", width=columns.fix_width)
            rows.append(row)
        return rows


def run_role(found: TaskRun) -> str:
    """Return the role of a current run: bold where no run was longer."""
    return "bold" if 0 < found.run.current == found.run.longest else "text"


class RunsPanel(Section[RunList]):
    """The current and the longest runs beside the year, in columns of their own."""

    NOW = 12
    LONGEST = 21

    def section(self, shown: RunList, grid: Grid) -> Sequence[Row]:  # noqa: ARG002 - own columns
        """Return the title and a row for each run."""
        title = Row().put(0, "RUNS", "title")
        title.right(self.NOW, "now", "faint").right(self.LONGEST, "longest", "faint")
        rows = [title]
        for found in shown.runs:
            current = str(found.run.current)
            row = Row().put(0, fit(found.label, self.NOW - len(current) - 1))
            row.right(self.NOW, current, run_role(found))
            row.put(self.NOW + 2, TO_DO if found.run.pending else "", "muted")
            rows.append(row.right(self.LONGEST, str(found.run.longest), "muted"))
        return rows
