"""The pillars in order of urgency: the days ahead, days left, date, fix and runs."""

from collections.abc import Mapping, Sequence

from textual import events

from ssi_tui.core.ahead.below import until_warnings, young_forms
from ssi_tui.core.ahead.curves import PillarCurves
from ssi_tui.core.ahead.words import run_forms, score_streak_words
from ssi_tui.core.formula import ACTIONS, NIGHTS_WALKED, SCORE_MAX
from ssi_tui.core.labels import RISK_LABELS, RISK_MARKS
from ssi_tui.core.model import PILLARS, Pillar, Risk
from ssi_tui.core.plan.remedies import Fix
from ssi_tui.core.text.bars import LINE, glyphs
from ssi_tui.core.text.words import short_day, times
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.words import has_line
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.look.sent import Sent
from ssi_tui.tui.widgets.pillars import fill_of, tone_of

# Where the name of a risk leaves no room for the run, this one does.
SHORT_RISKS = {Risk.ABOUT_TO_COLLAPSE: "collapsing"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The first columns of the texts of a pillar, and of a run.

    ``left`` and ``best`` are last columns; ``days`` is the length of the curve, ``fix_width`` a
    width. ``score`` is in the second row of a pillar, whose run stands below the curve.
    """

    curve: int
    days: int
    left: int
    best: int
    date: int
    fix: int
    fix_width: int
    score: int

    @property
    def end(self) -> int:
        """The last column of the row."""
        return self.fix + self.fix_width - 1


def columns_of(grid: Grid) -> Columns:
    """Return the columns for a grid."""
    if grid.narrow:
        return Columns(17, 14, 35, 42, 38, 49, 10, 38)
    return Columns(19, 28, 52, 59, 56, 68, 10, 56)


@dataclass(frozen=True, slots=True, eq=False)
class StreakList:
    """What the list shows.

    ``order`` is by urgency, ``curves`` and ``fixes`` are in the order of ``PILLARS``. ``cursor`` is
    ``None`` where the list of the tasks has it; ``lit`` tells that it moved last. A pillar takes
    ``step`` rows: its one, or both, or a blank one too.
    """

    dashboard: Dashboard
    order: tuple[Pillar, ...]
    curves: tuple[PillarCurves, ...]
    fixes: Mapping[Pillar, Fix]
    cursor: Pillar | None
    lit: bool
    step: int

    @property
    def muted(self) -> bool:
        """Whether today is time off, so that nothing is urgent."""
        return self.dashboard.away

    @property
    def young(self) -> bool:
        """Whether nothing can be foretold yet, so that there are only runs to show."""
        return all(row.risk is Risk.BUILDING for row in self.dashboard.pillars)


class StreaksPanel(Section[StreakList]):
    """The title and two rows for each pillar, or one where there is no room."""

    class Picked(Sent):
        """A pillar was pressed."""

        pillar: Pillar

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Say which pillar was pressed."""
        if self.shown is not None and event.y >= 1:
            at = (event.y - 1) // self.shown.step
            if at < len(self.shown.order):
                self.post_message(self.Picked(self.shown.order[at]))

    def section(self, shown: StreakList, grid: Grid) -> Sequence[Row]:
        """Return the title and the rows of the pillars."""
        columns = columns_of(grid)
        rows = [_title(shown, grid, columns)]
        for pillar in shown.order:
            found = shown.dashboard.pillars[PILLARS.index(pillar)]
            both = [_first(shown, found, grid, columns)]
            if shown.step > 1:
                both.append(_second(shown, found, grid, columns))
            for row in both[: 1 if shown.young else 2]:
                if pillar is shown.cursor:
                    row.put(0, CURSOR, "accent" if shown.lit else "faint")
            rows += [*both, *[Row()] * (shown.step - len(both))]
        return rows


def _title(shown: StreakList, grid: Grid, columns: Columns) -> Row:
    row = Row().put(grid.mark, "STREAKS", "title")
    room = grid.right - columns.curve + 1
    if until_warnings(shown.dashboard):
        words = longest(young_forms(shown.dashboard), room)
        return row.put(columns.curve, words, "muted", width=max(0, room))
    if shown.young:
        return row
    words = "if idle" if grid.narrow else "next 28 days if idle"
    row.put(columns.curve, words, "faint", width=max(0, room))
    if columns.left <= grid.right:
        row.right(columns.left, "left" if grid.narrow else "days left", "faint")
    if columns.date + 7 <= grid.right:
        row.put(columns.date, "collapse", "faint")
    if columns.end <= grid.right:
        row.put(columns.fix, "fix", "faint")
    return row


def _first(shown: StreakList, found: PillarRow, grid: Grid, columns: Columns) -> Row:
    tone = tone_of(found.risk, muted=shown.muted)
    mark = "" if shown.muted else RISK_MARKS[found.risk][: 1 if grid.narrow else 2]
    row = Row().put(grid.mark, mark, "muted" if tone == "muted" else f"{tone}-bold")
    bold = found.pillar is shown.cursor or tone != "muted"
    row.put(grid.label, found.label, "bold" if bold else "text")
    if shown.young:
        return _put_run(row, shown, found, grid, columns)
    days = max(0, min(columns.days, grid.right - columns.curve + 1))
    row.run(columns.curve, _curve(shown, found, days))
    _put_outlook(row, shown, found, grid, columns)
    return row


def _put_run(row: Row, shown: StreakList, found: PillarRow, grid: Grid, columns: Columns) -> Row:
    room = min(columns.score - 2, grid.right) - columns.curve + 1
    forms = run_forms(shown.dashboard, PILLARS.index(found.pillar))
    return row.put(columns.curve, longest(forms, room), "muted", width=max(0, room))


def _put_outlook(
    row: Row, shown: StreakList, found: PillarRow, grid: Grid, columns: Columns
) -> None:
    """Put days left, date and fix: what happens if nothing is done."""
    tone = tone_of(found.risk, muted=shown.muted)
    calm = tone == "muted"
    left, day = found.outlook.nights_left, found.outlook.collapse_on or found.down_since
    if columns.left <= grid.right:
        words = "–" if left is None else str(left)
        row.right(columns.left, words, "muted" if calm else f"{tone}-bold")
    advice = shown.dashboard.advice
    back_on = advice.back_on[PILLARS.index(found.pillar)]
    room = grid.right - columns.date + 1
    if day is None:
        words = f"over {NIGHTS_WALKED} days" if has_line(found) else RISK_LABELS[found.risk]
        row.put(columns.date, words, "muted", width=max(0, room))
    elif room > len("back") + 6:
        words = short_day(day) if back_on is None else f"back {short_day(back_on)}"
        row.put(columns.date, words, "text")
    recovery = advice.recoveries[PILLARS.index(found.pillar)]
    fix = recovery or shown.fixes.get(found.pillar)
    if columns.end <= grid.right and fix is not None and not shown.muted:
        text = times(ACTIONS[fix.action].label, fix.count)
        row.put(columns.fix, text, "muted", width=columns.fix_width)


def _curve(shown: StreakList, found: PillarRow, days: int) -> Sequence[tuple[str, str]]:
    curve = shown.curves[PILLARS.index(found.pillar)].idle
    fill = fill_of(found.risk, muted=shown.muted)
    text = glyphs(curve.scores[:days], SCORE_MAX)
    crosses = curve.crosses
    return [(LINE, "mark") if at == crosses else (each, fill) for at, each in enumerate(text)]


def _second(shown: StreakList, found: PillarRow, grid: Grid, columns: Columns) -> Row:
    row = Row()
    if shown.young:
        return row
    if has_line(found):
        label = "time off" if shown.muted else RISK_LABELS[found.risk]
        forms = (label, SHORT_RISKS.get(found.risk, label))
        words = longest(forms, columns.curve - grid.label - 1)
        row.put(grid.label, words, tone_of(found.risk, muted=shown.muted))
    _put_run(row, shown, found, grid, columns)
    recovery = shown.dashboard.advice.recoveries[PILLARS.index(found.pillar)]
    room = min(columns.end, grid.right) - columns.score + 1
    by = None if recovery is None else recovery.by
    words = score_streak_words(found, by, shown.dashboard.today, room)
    return row.put(columns.score, words, "muted", width=max(0, room))
