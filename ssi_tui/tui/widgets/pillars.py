"""The four pillars as bars, with collapse line, change, risk and nights left."""

from collections.abc import Sequence
from datetime import date

from textual.reactive import var

from ssi_tui.core.labels import RISK_LABELS, RISK_MARKS
from ssi_tui.core.model import Risk
from ssi_tui.core.text.bars import bar_cells, sparkline
from ssi_tui.core.text.rounding import shown_change
from ssi_tui.core.text.words import number, weekday_day
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import title_words, total_words
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.words import has_line
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row

_TONES = {
    Risk.WATCH: "warning",
    Risk.ABOUT_TO_COLLAPSE: "error",
    Risk.COLLAPSED: "error",
    Risk.RECOVERING: "accent",
}
_FILLS = {"warning": "warn-fill", "error": "err-fill"}


def tone_of(risk: Risk, *, muted: bool) -> str:
    """Return the role of a risk's words: amber and red mean risk and nothing else.

    ``muted`` is for time off, when no risk is shown.
    """
    return "muted" if muted else _TONES.get(risk, "muted")


def fill_of(risk: Risk, *, muted: bool) -> str:
    """Return the role of a pillar's fill, by its risk."""
    return _FILLS.get(tone_of(risk, muted=muted), "fill")


def put_bar(row: Row, at: int, pillar: PillarRow, width: int, fill: str) -> None:
    """Put the bar of a pillar."""
    line = pillar.outlook.line if has_line(pillar) else None
    for offset, cell in enumerate(bar_cells(pillar.score, line, width)):
        row.put(at + offset, cell.text, f"{fill}:{cell.kind.value}")


def put_change(row: Row, grid: Grid, change: float | None) -> None:
    """Put a change with an arrow, which has the same colour up and down."""
    if change is None:
        return
    amount = number(abs(change))
    if float(amount) == 0.0:
        row.put(grid.change, "=", "muted")
        return
    # Of ten points and more the arrow moves aside, where the number before it leaves room.
    arrow = grid.change_end - len(amount) - 1
    at = arrow if arrow > grid.number + 1 else grid.change
    row.put(at, "▲" if change > 0 else "▼", "muted")
    row.right(grid.change_end, amount, "muted")


def days_words(pillar: PillarRow, back_on: date | None) -> str:
    """Return the days left of a pillar, or the day on which a recovering one is back."""
    if back_on is not None:
        return weekday_day(back_on)
    nights = pillar.outlook.nights_left
    return "" if nights is None else str(nights)


def pillar_line(
    dashboard: Dashboard, at: int, grid: Grid, *, chosen: bool = False, trend: bool = True
) -> Row:
    """Return the row of the pillar with index ``at``; ``chosen`` is that under the cursor."""
    pillar, muted = dashboard.pillars[at], dashboard.away
    tone = tone_of(pillar.risk, muted=muted)
    fill = fill_of(pillar.risk, muted=muted)
    urgent = tone != "muted"
    row = Row()
    mark = RISK_MARKS[pillar.risk][:1] if grid.narrow else RISK_MARKS[pillar.risk]
    row.put(grid.mark, mark, f"{tone}-bold" if urgent else "muted")
    row.put(grid.label, pillar.label, "bold" if chosen else "text")
    put_bar(row, grid.graphic, pillar, grid.bar, fill)
    row.right(grid.number, number(pillar.score), "bold" if urgent else "text")
    put_change(row, grid, shown_change(pillar.score, pillar.change_7d))
    row.put(grid.words, RISK_LABELS[pillar.risk], tone)
    row.right(grid.nights, days_words(pillar, dashboard.advice.back_on[at]), tone)
    if trend and grid.trend is not None:
        row.put(grid.trend, sparkline(pillar.trend), fill)
    return row


def pillars_title(dashboard: Dashboard, grid: Grid) -> Row:
    """Return the title of the pillars: how sure the estimate is, the total and its change."""
    row = Row().put(grid.mark, "ESTIMATE", "title")
    total = total_words(dashboard)
    # The legend ends with the bars, but a range in place of the total may need its last cell.
    end = min(grid.graphic + grid.bar, grid.number - len(total))
    words, legend = title_words(dashboard, end - grid.graphic)
    row.put(grid.graphic, words, "muted")
    at = end - len(legend)
    row.put(at, legend[0], "mark").put(at + 2, legend[2:], "faint")
    row.right(grid.number, total, "accent-bold")
    put_change(row, grid, dashboard.total_change_7d)
    if dashboard.total_change_7d is not None:
        row.put(grid.words, "in 7 days", "faint")
    if not grid.narrow:
        row.right(grid.nights, _days_head(dashboard), "faint")
    return row


def _days_head(dashboard: Dashboard) -> str:
    """Return what the last column counts: nights, or only the days on which pillars are back."""
    if any(pillar.outlook.nights_left is not None for pillar in dashboard.pillars):
        return "nights"
    return "back" if any(dashboard.advice.back_on) else ""


class PillarsPanel(Section[Dashboard]):
    """The title and a bar for each pillar; ``spaced`` puts a blank row above each."""

    spaced: var[bool] = var(False)

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the title and the rows of the pillars."""
        title = pillars_title(dashboard, grid)
        if grid.trend is not None:
            title.right(grid.right, "13 weeks", "faint")
        rows = [title]
        for at in range(len(dashboard.pillars)):
            if self.spaced:
                rows.append(Row())
            rows.append(pillar_line(dashboard, at, grid))
        return rows
