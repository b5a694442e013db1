"""The pillars in order of urgency: the curve ahead, nights left, date, fix and runs."""

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta

from textual import events
from textual.message import Message

from ssi_tui.core.ahead.curves import Curve, PillarCurves
from ssi_tui.core.ahead.words import score_streak_words
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.labels import RISK_LABELS, RISK_MARKS
from ssi_tui.core.model import PILLARS, Pillar, Risk
from ssi_tui.core.text.bars import LINE, glyphs
from ssi_tui.core.text.words import MONTHS, WEEKDAYS, times
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.words import has_line, keeps_words
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import CURSOR, Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.widgets.pillars import fill_of, tone_of


@dataclass(frozen=True, slots=True)
class Columns:
    """The first columns of the texts of a pillar, and of a run.

    ``nights`` is a last column; ``days`` is the length of the curve, ``fix_width`` a width.
    ``runs`` and ``score`` are in the second row of a pillar.
    """

    curve: int
    days: int
    nights: int
    date: int
    fix: int
    fix_width: int
    runs: int
    score: int

    @property
    def date_end(self) -> int:
        """The last column of a date."""
        return self.date + 9

    @property
    def end(self) -> int:
        """The last column of the row."""
        return self.fix + self.fix_width - 1


def columns_of(grid: Grid) -> Columns:
    """Return the columns for a grid."""
    if grid.narrow:
        return Columns(17, 14, 35, 38, 49, 10, 17, 38)
    return Columns(19, 28, 52, 56, 68, 10, 24, 56)


def lined_up(day: date) -> str:
    """Return a day as ``Wed  2 Dec``, always ten cells."""
    return f"{WEEKDAYS[day.weekday()]} {day.day:>2} {MONTHS[day.month - 1]}"


def curve_word(*, kept: bool) -> str:
    """Return what a curve assumes about the days ahead."""
    return "routine kept" if kept else "nothing done"


def below_role(risk: Risk, *, muted: bool, fill: str = "fill", safe: str = "faint") -> str:
    """Return the role of the part of a curve that is under the collapse line.

    ``fill`` is what the role is about, ``safe`` the role where the pillar is not at risk.
    """
    role = fill_of(risk, muted=muted)
    return safe if role == "fill" else role.replace("fill", fill)


@dataclass(frozen=True, slots=True, eq=False)
class StreakList:
    """What the list shows.

    ``order`` is by urgency, while ``curves`` are in the order of ``PILLARS``; ``top`` is the score
    that fills their height. ``kept`` tells that the routine is kept, otherwise nothing is done.
    ``cursor`` is ``None`` where the cursor is elsewhere; ``single`` leaves out the second rows.
    """

    dashboard: Dashboard
    order: tuple[Pillar, ...]
    curves: tuple[PillarCurves, ...]
    top: float
    kept: bool
    cursor: Pillar | None
    single: bool

    def curve(self, pillar: Pillar) -> Curve:
        """Return the curve that is shown of a pillar."""
        found = self.curves[PILLARS.index(pillar)]
        return found.kept if self.kept else found.idle

    @property
    def muted(self) -> bool:
        """Whether today is time off, so that nothing is urgent."""
        return self.dashboard.away


def fed_words(dashboard: Dashboard, at: int, grid: Grid) -> str:
    """Return the runs of due days that fed a pillar, aligned with those of the others."""
    runs = [row.streak for row in dashboard.pillars]
    now = max(2, *(len(str(run.current)) for run in runs))
    longest = max(2, *(len(str(run.longest)) for run in runs))
    fed = f"fed {runs[at].current:>{now}}"
    if runs[at].pending:
        asked = dashboard.source.history.schedule.is_due(dashboard.today)
        if grid.narrow:
            return f"{fed}, do it {'today' if asked else 'next'}"
        return f"{fed}, {keeps_words(asked=asked)}"
    days = "," if grid.narrow else " due day, " if runs[at].current == 1 else " due days,"
    return f"{fed}{days} longest {runs[at].longest:>{longest}}"


class StreaksPanel(Section[StreakList]):
    """The title and two rows for each pillar, or one where there is no room."""

    @dataclasses.dataclass
    class Picked(Message):
        """A pillar was pressed."""

        pillar: Pillar

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Say which pillar was pressed."""
        if self.shown is not None and event.y >= 1:
            at = (event.y - 1) // (1 if self.shown.single else 2)
            if at < len(self.shown.order):
                self.post_message(self.Picked(self.shown.order[at]))

    def section(self, shown: StreakList, grid: Grid) -> Sequence[Row]:
        """Return the title and the rows of the pillars."""
        columns = columns_of(grid)
        rows = [self._title(shown, grid, columns)]
        for pillar in shown.order:
            rows.append(self._first(shown, pillar, grid, columns))
            if not shown.single:
                rows.append(self._second(shown, pillar, grid, columns))
        return rows

    def _title(self, shown: StreakList, grid: Grid, columns: Columns) -> Row:
        row = Row().put(grid.mark, "STREAKS", "title")
        word = curve_word(kept=shown.kept)
        words = word if grid.narrow else f"{columns.days} days, {word}"
        row.put(columns.curve, words, "muted", width=grid.right - columns.curve + 1)
        if columns.nights <= grid.right:
            row.right(columns.nights, "nights", "faint")
        if columns.date_end <= grid.right:
            row.put(columns.date, "then" if shown.kept else "collapse", "faint")
        if columns.end <= grid.right and not shown.kept:
            row.put(columns.fix, "fix", "faint")
        return row

    def _first(self, shown: StreakList, pillar: Pillar, grid: Grid, columns: Columns) -> Row:
        found = shown.dashboard.pillars[PILLARS.index(pillar)]
        tone = tone_of(found.risk, muted=shown.muted)
        chosen = pillar is shown.cursor
        row = Row().put(0, CURSOR if chosen else "", "accent")
        mark = RISK_MARKS[found.risk][:1] if grid.narrow else RISK_MARKS[found.risk]
        row.put(grid.mark, mark, "muted" if tone == "muted" else f"{tone}-bold")
        row.put(grid.label, found.label, "bold" if chosen else "text")
        days = max(0, min(columns.days, grid.right - columns.curve + 1))
        row.run(columns.curve, self._curve(shown, found, days))
        if shown.kept:
            self._put_kept(row, shown, found, grid, columns)
        else:
            self._put_idle(row, shown, found, grid, columns)
        return row

    def _put_idle(
        self, row: Row, shown: StreakList, found: PillarRow, grid: Grid, columns: Columns
    ) -> None:
        """Put nights left, date and fix: what happens if nothing is done."""
        tone = tone_of(found.risk, muted=shown.muted)
        calm = tone == "muted"
        words = "muted" if calm else "text"
        nights, night = found.outlook.nights_left, found.outlook.collapse_on or found.down_since
        if columns.nights <= grid.right:
            left = "–" if nights is None else str(nights)
            row.right(columns.nights, left, "muted" if calm else f"{tone}-bold")
        at, advice = PILLARS.index(found.pillar), shown.dashboard.advice
        back_on = advice.back_on[at]
        if columns.date_end <= grid.right:
            never = "never" if has_line(found) else "no line"
            date = never if night is None else lined_up(night)
            row.put(columns.date, date if back_on is None else f"back {lined_up(back_on)}", words)
        fix = advice.recoveries[at] or advice.fixes[at]
        if columns.end <= grid.right and fix is not None and not shown.muted:
            text = times(ACTIONS[fix.action].label, fix.count)
            row.put(columns.fix, text, words, width=columns.fix_width)

    def _put_kept(
        self, row: Row, shown: StreakList, found: PillarRow, grid: Grid, columns: Columns
    ) -> None:
        """Put what happens if the routine is kept, and in how many nights."""
        curve = shown.curve(found.pillar)
        crosses = curve.crosses_within(columns.days)
        if columns.nights <= grid.right:
            row.right(columns.nights, "–" if crosses is None else str(crosses), "muted")
        if columns.date_end > grid.right:
            return
        if crosses is not None:
            day = lined_up(shown.dashboard.today + timedelta(days=crosses))
            words = f"{'back' if curve.was_down else 'falls'} {day}"
        elif has_line(found):
            words = "stays under" if curve.was_down else "holds"
        else:
            words = "no line"
        row.put(columns.date, words, "muted", width=columns.end - columns.date + 1)

    def _curve(self, shown: StreakList, found: PillarRow, days: int) -> Sequence[tuple[str, str]]:
        curve = shown.curve(found.pillar)
        text = glyphs(curve.scores[:days], shown.top)
        below = below_role(found.risk, muted=shown.muted)
        crosses = curve.crosses
        return [
            (LINE, "mark") if at == crosses else (glyph, below if curve.down[at] else "fill")
            for at, glyph in enumerate(text)
        ]

    def _second(self, shown: StreakList, pillar: Pillar, grid: Grid, columns: Columns) -> Row:
        at = PILLARS.index(pillar)
        found = shown.dashboard.pillars[at]
        row = Row().put(0, CURSOR if pillar is shown.cursor else "", "accent")
        tone = tone_of(found.risk, muted=shown.muted)
        label = RISK_LABELS[found.risk]
        label = longest((label, label.split()[0]), columns.runs - grid.label - 1)
        row.put(grid.label, label, tone)
        row.put(columns.runs, fed_words(shown.dashboard, at, grid), "muted")
        recovery = shown.dashboard.advice.recoveries[at]
        room = columns.end - columns.score + 1
        words = score_streak_words(found, None if recovery is None else recovery.by, room)
        return row.put(columns.score, words, "muted", width=room)
