"""The runs of the tasks: a list with their last workdays, and a short list beside the year."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.reactive import var

from ssi_tui.core.ahead.words import TaskRun
from ssi_tui.core.text.bars import MET, TO_DO
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.look.sent import Sent
from ssi_tui.tui.streaks.list import columns_of

MARK_ROLES = {MET: "accent", TO_DO: "muted"}


@dataclass(frozen=True, slots=True, eq=False)
class RunList:
    """What the lists of runs show.

    ``cursor`` is ``None`` where the list of the pillars has it; ``lit`` tells that it moved last.
    """

    runs: tuple[TaskRun, ...]
    cursor: int | None = None
    lit: bool = True


class TaskRunsPanel(Section[RunList]):
    """A row for the whole routine and for each task; ``limit`` is how many rows fit."""

    limit: var[int] = var(99)

    class Picked(Sent):
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
        title = Row().put(grid.mark, "RUNS", "title")
        words = f"last {columns.days} workdays, {TO_DO} forgiven"
        if grid.narrow:
            words = f"{columns.days} workdays"
        title.put(columns.curve, words, "faint", width=max(0, grid.right - columns.curve + 1))
        if columns.left <= grid.right:
            title.right(columns.left, "now", "faint")
        if columns.best <= grid.right:
            title.right(columns.best, "best", "faint")
        first = self._first_shown()
        rows = [title]
        for at, found in enumerate(shown.runs[first : first + self.limit], first):
            under_cursor = at == shown.cursor
            row = Row().put(0, CURSOR if under_cursor else "", "accent" if shown.lit else "faint")
            label = "bold" if under_cursor else "text"
            row.put(grid.label, found.label, label, width=columns.curve - grid.label - 1)
            days = max(0, min(columns.days, grid.right - columns.curve + 1))
            marks = found.marks[-days:] if days else ""
            if found.week:
                row.put(columns.curve, "in weeks", "faint")
            start = columns.curve + days - len(marks)
            row.run(start, [(mark, MARK_ROLES.get(mark, "faint")) for mark in marks])
            if columns.left <= grid.right:
                row.right(columns.left, str(found.run.current), run_role(found))
                row.put(columns.left + 2, TO_DO if found.run.pending else "", "muted")
            if columns.best <= grid.right:
                row.right(columns.best, str(found.run.longest), "muted")
            rows.append(row)
        return rows


def run_role(found: TaskRun) -> str:
    """Return the role of a current run: bold where no run was longer."""
    return "bold" if 0 < found.run.current == found.run.longest else "text"


class RunsPanel(Section[RunList]):
    """The current and the longest runs beside the year, in columns of their own."""

    LABEL = 6
    NOW = 17
    BEST = 23

    def section(self, shown: RunList, grid: Grid) -> Sequence[Row]:  # noqa: ARG002 - own columns
        """Return the title and a row for each run; long names move all of them to the left."""
        widest = max(cell_len(found.label) + len(str(found.run.current)) for found in shown.runs)
        at = max(0, min(self.LABEL, self.NOW - widest))
        title = Row().put(at, "RUNS", "title")
        rows = [title.right(self.NOW, "now", "faint").right(self.BEST, "best", "faint")]
        for found in shown.runs:
            current = str(found.run.current)
            row = Row().put(at, found.label, width=self.NOW - at - len(current))
            row.right(self.NOW, current, run_role(found))
            row.put(self.NOW + 1, TO_DO if found.run.pending else "", "muted")
            rows.append(row.right(self.BEST, str(found.run.longest), "muted"))
        return rows
