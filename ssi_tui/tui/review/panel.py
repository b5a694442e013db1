"""The review of a week: one row for each step, and the rows of the step that is open."""

from collections.abc import Sequence

from ssi_tui.core.model import Answer
from ssi_tui.core.review.page import ReviewPage
from ssi_tui.core.review.record import STEPS, VERDICTS, Step
from ssi_tui.core.review.week import LAST
from ssi_tui.core.review.words import (
    STEP_NAMES,
    closing_lines,
    past_line,
    step_lines,
    unpromised_lines,
)
from ssi_tui.core.text.bars import TO_DO
from ssi_tui.core.text.words import number, span_words
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.review.steps import Keys, open_rows, put_head

CHECK = "✓"
GOAL = "The score isn't the goal. Step 5 is."
SPACED_FROM = 25


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """What the review shows: a page, the open step (``None``: all are closed), and its cursor.

    ``keys`` are the user's keys by the ids of their bindings.
    """

    page: ReviewPage
    open: Step | None
    keys: Keys
    cursor: int = 0


def choices(page: ReviewPage, step: Step | None) -> int:
    """Return how many rows of a step the cursor can be on."""
    if step is Step.PROMISE and page.promise is not None and page.promise.did is None:
        return len(VERDICTS)
    if step is Step.OUTCOMES:
        return len(page.outcomes)
    return len(page.choices) if step is Step.FOCUS else 0


def _head(shown: ReviewShown, step: Step, place: int, grid: Grid) -> Row:
    """Return the row of a step: its mark, its name, and what it comes to in one line."""
    page, is_open = shown.page, step is shown.open
    said = step in page.review.said or page.review.finished
    taken = said or (shown.open is not None and place <= STEPS.index(shown.open))
    click = f"screen.open_step({place})"
    row = Row().put(0, CURSOR if is_open else "", "accent")
    mark = CHECK if said or (taken and not is_open) else TO_DO
    row.put(grid.mark, mark, "check" if mark == CHECK else "accent" if is_open else "faint")
    number_role = "accent" if is_open else "muted" if taken else "faint"
    row.put(grid.label, str(place), number_role, click=click)
    role = "bold" if is_open else "text" if taken else "muted"
    row.put(grid.label + 2, STEP_NAMES[step], role, click=click)
    if is_open:
        return put_head(row, page, step, grid)
    room = grid.right - grid.graphic + 1
    empty = step is Step.PROMISE and page.promise is None
    forms = unpromised_lines(page) if empty else step_lines(page, step)
    line = longest(forms, room)
    return row.put(grid.graphic, line, "muted" if taken else "faint", width=room, click=click)


def _last_row(shown: ReviewShown, grid: Grid) -> Row:
    """Return the row under the steps: when the first review is due, its end, or the goal."""
    room = grid.right - grid.label + 1
    if shown.open is None:
        words = longest(closing_lines(shown.page, shown.keys["review.take"]), room)
    else:
        words = "" if shown.open is Step.OUTCOMES else GOAL
    return Row().put(grid.label, words, "muted", width=room)


class PastPanel(Section[ReviewPage]):
    """The earlier weeks, which only a wide terminal shows."""

    def section(self, page: ReviewPage, grid: Grid) -> Sequence[Row]:
        """Return the title and a row for each week."""
        if not grid.wide:
            return ()
        end = min(grid.nights, self.size.width - 1)
        outcomes = end - 16
        title = Row().put(grid.mark, "EARLIER WEEKS", "title").put(grid.graphic, "promise", "faint")
        title.right(outcomes, "outcomes", "faint").right(end, "score", "faint")
        rows = [title]
        for past in page.past:
            click = f"screen.show_week('{past.first.isoformat()}')"
            row = Row().put(grid.mark, span_words(past.first, past.first + LAST), click=click)
            kept = past.promise is not None and past.promise.answer is Answer.KEPT
            row.put(grid.graphic - 2, CHECK if kept else "", "check")
            row.put(grid.graphic, past_line(past), "muted", width=outcomes - 9 - grid.graphic)
            row.right(outcomes, "–" if past.outcomes is None else str(past.outcomes), "text")
            row.right(end, "–" if past.total is None else number(past.total), "text")
            rows.append(row)
        return rows


class ReviewPanel(Section[ReviewShown]):
    """The steps of a review."""

    def section(self, shown: ReviewShown, grid: Grid) -> Sequence[Row]:
        """Return the rows, spaced where they have room; the open step is always in sight."""
        height = self.size.height
        spaced = height >= SPACED_FROM
        rows: list[Row] = []
        start = end = 0
        for place, step in enumerate(STEPS, start=1):
            is_open = step is shown.open
            blank = bool(rows) and (spaced or is_open or (end == len(rows) and end > 0))
            if blank and rows[-1].end:
                rows.append(Row())
            if is_open:
                start = len(rows)
            rows.append(_head(shown, step, place, grid))
            if is_open:
                rows += open_rows(shown.page, step, shown.cursor, grid, shown.keys)
                end = len(rows)
        last = _last_row(shown, grid)
        if shown.open is None:
            rows += [Row(), last]
        elif spaced and len(rows) + 3 <= height:
            rows += [Row(), Row(), last]
        if len(rows) <= height:
            return rows
        kept = [at for at, row in enumerate(rows) if row.end or start <= at < end]
        rows, start = [rows[at] for at in kept], kept.index(start)
        first = max(0, min(start, len(rows) - height))
        return rows[first : first + height]
