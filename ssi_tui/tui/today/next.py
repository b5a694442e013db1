"""What to do next, or what the day is like: a title and three rows that stay where they are."""

from collections.abc import Mapping, Sequence
from datetime import date

from textual.reactive import var

from ssi_tui.core.model import Question
from ssi_tui.core.text.words import signed
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.next import ROWS, Line, next_lines, questions_words
from ssi_tui.tui.look.grid import TREND_FROM, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest

NEXT_ROWS = 1 + ROWS
# Keys that stand before a row, by their names in a line.
MORE, IMPORT, PROFILE, REVIEW = "more", "import", "profile", "review"
NOTE, NEXT_DAY, BACK = "note", "next-day", "today"
CLICKS = {
    IMPORT: "screen.import_archive",
    PROFILE: "app.profile",
    REVIEW: "app.switch_mode('review')",
    NOTE: "screen.note",
    NEXT_DAY: "screen.day(1)",
    BACK: "screen.today",
}


class NextPanel(Section[Dashboard]):
    """The block below the routine; each of its states has a title and at most three rows.

    ``keys`` maps each task to the key that ticks it, and the names above to their keys.
    ``asking`` holds the open questions about the profile, ``reviewing`` is the first day
    of the week whose review waits. ``limit`` is how many rows fit below the title.
    """

    keys: var[Mapping[str, str]] = var({})
    asking: var[frozenset[Question]] = var(frozenset())
    reviewing: var[date | None] = var(None)
    limit: var[int] = var(ROWS)

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the title and the rows."""
        if not dashboard.is_today:
            return self._that_day(dashboard, grid)[: 1 + self.limit]
        # Wide headers say themselves when time off begins.
        ahead = grid.width < TREND_FROM
        title, *lines = next_lines(
            dashboard, asking=self.asking, review=self.reviewing, ahead=ahead
        )
        hidden = [line.key for line in lines[self.limit :]]
        # What asks is never hidden without a word.
        questions = f"{self.keys.get(PROFILE, '')} {questions_words(self.asking)}"
        asks = questions if PROFILE in hidden else ""
        more = asks or (f"▼ {len(hidden)} more" if hidden else "")
        first = self._title(title, grid, grid.words_end - len(more) - (2 if more else 0))
        click = CLICKS[PROFILE] if asks else None
        first.right(grid.words_end, more, "accent" if asks else "faint", click=click)
        return (first, *(self._line(line, grid) for line in lines[: self.limit]))

    def _title(self, line: Line, grid: Grid, end: int) -> Row:
        """Return the title, which may not go beyond the column ``end``."""
        done = line.label == "DONE"
        row = Row().put(grid.mark, line.label, "accent-bold" if done else "title")
        if line.label == "START":
            return self._put_letters(row, grid, end - grid.graphic + 1)
        room = min(_room(line, grid), end - grid.graphic + 1)
        row.put(grid.graphic, longest(line.forms, room), "text" if done else "muted")
        row.right(grid.number, line.number, "bold")
        if line.minutes is not None:
            row.right(grid.change_end, grid.minutes(line.minutes), "bold")
        return row.put(grid.words, longest(line.after, end - grid.words + 1), "muted")

    def _put_letters(self, row: Row, grid: Grid, room: int) -> Row:
        """Put the letters that log a task, with as many words about them as fit."""
        tasks = self.shown.tasks if self.shown is not None else ()
        letters = " ".join(self.keys[task.task] for task in tasks if task.task in self.keys)
        forms = ("Done one? Press its letter: ", "Done one? Press ", "press ", "")
        about = longest(forms, room - len(letters) - 1)
        at = grid.graphic + len(about)
        row.put(grid.graphic, about).put(at, letters, "accent", width=room - len(about))
        return row.put(at + len(letters), "." if about.startswith("D") else "")

    def _line(self, line: Line, grid: Grid) -> Row:
        row, key = Row(), line.key
        if key:
            click = CLICKS.get(key, f"screen.tick('{key}')" if key in self.keys else "screen.more")
            shown = self.keys.get(key, self.keys.get(MORE, ""))
            row.put(grid.mark, shown, "accent", width=grid.key_width, click=click)
        else:
            click = None
        role = "muted" if line.faint else "text"
        row.put(grid.label, line.label, role, width=grid.graphic - grid.label - 1, click=click)
        words = "faint" if line.faint else "muted"
        row.right(grid.number, line.number)
        if line.minutes is not None:
            row.right(grid.change_end, grid.minutes(line.minutes), "muted")
        if grid.narrow and line.number:
            # The reason has more room behind the numbers.
            return row.put(grid.words, longest(line.forms, _after(grid)), words, click=click)
        row.put(grid.graphic, longest(line.forms, _room(line, grid)), words, click=click)
        return row.put(grid.words, longest(line.after, _after(grid)), "muted")

    def _that_day(self, dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
        """Return what another day changed, its note, and the way back."""
        title = Row().put(grid.mark, "THAT DAY", "title")
        evening = dashboard.evening
        if evening is not None and evening.change is not None:
            forms = ("change over that day", "change")
            title.put(grid.graphic, longest(forms, grid.number - 5 - grid.graphic), "muted")
            title.right(grid.number, signed(evening.change), "bold")
        room = grid.text_right - grid.graphic + 1
        note = self._keyed(NOTE, "note", grid)
        note.put(grid.graphic, dashboard.note or "none yet", "muted", width=room)
        after, back = self._keyed(NEXT_DAY, "next day", grid), self.keys.get(BACK, "")
        after.put(grid.graphic, back, "accent", click=CLICKS[BACK])
        after.put(grid.graphic + len(back) + 1, "back to today", "muted", click=CLICKS[BACK])
        return (title, note, after)

    def _keyed(self, key: str, label: str, grid: Grid) -> Row:
        shown, click = self.keys.get(key, ""), CLICKS[key]
        row = Row().put(grid.mark, shown, "accent", width=grid.key_width, click=click)
        return row.put(grid.label, label, click=click)


def _room(line: Line, grid: Grid) -> int:
    """Return how many cells a line leaves for what is said of it."""
    if line.number:
        return grid.number - max(5, len(line.number)) - grid.graphic
    if line.minutes is not None:
        return grid.change_end - 7 - grid.graphic
    return grid.text_right - grid.graphic + 1


def _after(grid: Grid) -> int:
    return grid.words_end - grid.words + 1
