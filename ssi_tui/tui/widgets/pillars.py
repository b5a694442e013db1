"""The four pillars as bars, with collapse line, change, risk and days left."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from textual import events
from textual.reactive import var

from ssi_tui.core.labels import RISK_LABELS, RISK_MARKS
from ssi_tui.core.model import PILLARS, Past, Risk
from ssi_tui.core.text.bars import bar_cells, sparkline, trend_span
from ssi_tui.core.text.rounding import shown_change
from ssi_tui.core.text.words import number, weekday_day
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import title_words, total_words
from ssi_tui.core.today.evening import Evening
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.words import has_line
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.look.sent import Sent

_TONES = {
    Risk.WATCH: "warning",
    Risk.ABOUT_TO_COLLAPSE: "error",
    Risk.COLLAPSED: "error",
    Risk.RECOVERING: "accent",
}
_FILLS = {"warning": "warn-fill", "error": "err-fill"}
# A trend of fewer weeks says nothing.
TREND_FROM_WEEKS = 3


def fill_on(dashboard: Dashboard, at: int) -> str:
    """Return the role of a pillar's fill on the day that is shown; no risk of another day is."""
    if not dashboard.is_today:
        return "fill"
    return fill_of(dashboard.pillars[at].risk, muted=dashboard.away)


def tone_of(risk: Risk, *, muted: bool) -> str:
    """Return the role of a risk's words: amber and red mean risk and nothing else.

    ``muted`` is for time off, when no risk is shown.
    """
    return "muted" if muted else _TONES.get(risk, "muted")


def fill_of(risk: Risk, *, muted: bool) -> str:
    """Return the role of a pillar's fill, by its risk."""
    return _FILLS.get(tone_of(risk, muted=muted), "fill")


def put_bar(row: Row, at: int, score: float, line: float | None, width: int, fill: str) -> None:
    """Put the bar of a pillar."""
    for text, kind in _bar(score, line, width):
        row.put(at, text, f"{fill}:{kind}")
        at += len(text)


@lru_cache(16)
def _bar(score: float, line: float | None, width: int) -> tuple[tuple[str, str], ...]:
    """Return the parts of a bar, each with its kind; most bars stay when a key is pressed."""
    parts = groupby(bar_cells(score, line, width), key=attrgetter("kind"))
    return tuple([("".join([cell.text for cell in cells]), kind.value) for kind, cells in parts])


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
    dashboard: Dashboard, at: int, grid: Grid, span: float | None, *, chosen: bool = False
) -> Row:
    """Return the row of the pillar with index ``at``; ``chosen`` is that under the cursor.

    ``span`` are the points that the height of a trend stands for, ``None`` where none is shown.
    """
    pillar, muted = dashboard.pillars[at], dashboard.away
    tone = tone_of(pillar.risk, muted=muted)
    fill = fill_of(pillar.risk, muted=muted)
    urgent = tone != "muted"
    row = Row()
    mark = RISK_MARKS[pillar.risk][:1] if grid.narrow else RISK_MARKS[pillar.risk]
    if not muted:
        row.put(grid.mark, mark, f"{tone}-bold" if urgent else "muted")
    row.put(grid.label, pillar.label, "bold" if chosen or urgent else "text")
    line = pillar.outlook.line if has_line(pillar) else None
    put_bar(row, grid.graphic, pillar.score, line, grid.bar, fill)
    row.right(grid.number, number(pillar.score), "bold" if urgent else "text")
    put_change(row, grid, shown_change(pillar.score, pillar.change_7d))
    words = "time off" if muted else RISK_LABELS[pillar.risk]
    row.put(grid.words, words, "faint" if pillar.risk is Risk.BUILDING else tone)
    row.right(grid.nights, days_words(pillar, dashboard.advice.back_on[at]), tone)
    if grid.trend is not None and span is not None:
        row.put(grid.trend, sparkline(pillar.trend, span), fill)
    return row


def has_trend(dashboard: Dashboard) -> bool:
    """Tell whether the pillars have a past to show: from the third week on."""
    return sum(score is not None for score in dashboard.pillars[0].trend) >= TREND_FROM_WEEKS


def evening_line(row: Row, evening: Evening | None, at: int, grid: Grid) -> Row:
    """Fill the row of the pillar with index ``at`` as it was on an evening of the log."""
    if evening is None:
        return row
    pillar = evening.pillars[at]
    put_bar(row, grid.graphic, pillar.score, pillar.line, grid.bar, "fill")
    row.right(grid.number, number(pillar.score))
    put_change(row, grid, shown_change(pillar.score, pillar.change_7d))
    if pillar.line is not None:
        above = pillar.score >= pillar.line
        row.put(grid.words, "above its line" if above else "below its line", "muted")
    return row


def pillars_title(dashboard: Dashboard, grid: Grid) -> Row:
    """Return the title of the pillars: how sure the estimate is, the total and its change."""
    total = total_words(dashboard)
    # The legend ends with the bars, but a range in place of the total may need its last cell.
    end = min(grid.graphic + grid.bar, grid.number - len(total))
    words, legend = title_words(dashboard, end - grid.graphic)
    unknown = dashboard.source.log.profile.past is Past.UNKNOWN
    click = "app.profile" if unknown else None
    row = _title(grid, words, legend, end, click)
    row.right(grid.number, total, "accent-bold", click=click)
    _put_week(row, grid, dashboard.total_change_7d)
    if not grid.narrow:
        row.right(grid.nights, _days_head(dashboard), "faint")
    return row


def evening_title(evening: Evening | None, grid: Grid) -> Row:
    """Return the title of the pillars as they were on another evening."""
    end = grid.graphic + grid.bar
    if evening is None:
        words = longest(("before your log", "no data"), grid.bar)
        return Row().put(grid.mark, "ESTIMATE", "title").put(grid.graphic, words, "muted")
    words = longest(("that evening", "evening"), grid.bar - 2)
    row = _title(grid, words, "│", end).right(
        grid.number, number(evening.shown_total), "accent-bold"
    )
    _put_week(row, grid, evening.total_change_7d)
    return row


def _title(grid: Grid, words: str, legend: str, end: int, click: str | None = None) -> Row:
    row = Row().put(grid.mark, "ESTIMATE", "title", click=click)
    row.put(grid.graphic, words, "muted", click=click)
    before, mark, after = legend.partition("│")
    return row.run(end - len(legend), ((before, "faint"), (mark, "mark"), (after, "faint")))


def _put_week(row: Row, grid: Grid, change: float | None) -> None:
    put_change(row, grid, change)
    if change is not None:
        row.put(grid.words, "7 days", "muted")


def _days_head(dashboard: Dashboard) -> str:
    """Return what the last column counts: days left, or only when pillars are back."""
    if any(pillar.outlook.nights_left is not None for pillar in dashboard.pillars):
        return "days left"
    return "back" if any(dashboard.advice.back_on) else ""


def pillar_rows(
    dashboard: Dashboard, grid: Grid, lead: int, gap: int, chosen: int | None = None
) -> list[Row]:
    """Return the title and the pillars now, or as they were on the evening of another day.

    The first pillar stands ``lead`` rows below the title, the others ``gap`` rows apart; that with
    index ``chosen`` is the one under the cursor.
    """
    span = None
    if dashboard.is_today:
        title = pillars_title(dashboard, grid)
        if grid.trend is not None and has_trend(dashboard):
            span = trend_span([row.trend for row in dashboard.pillars])
            title.right(grid.right, "13 weeks", "faint")
    else:
        title = evening_title(dashboard.evening, grid)
    rows = [title, *(Row() for _ in range(lead - 1))]
    for at, pillar in enumerate(dashboard.pillars):
        rows += [Row() for _ in range(gap - 1)] if at else []
        if dashboard.is_today:
            rows.append(pillar_line(dashboard, at, grid, span, chosen=at == chosen))
            continue
        tone = "muted" if dashboard.evening is None else "text"
        label = Row().put(grid.label, pillar.label, "bold" if at == chosen else tone)
        rows.append(evening_line(label, dashboard.evening, at, grid))
    return rows


class PillarsPanel(Section[Dashboard]):
    """The title and a bar for each pillar, or those of the evening of another day.

    The first bar stands ``lead`` rows below the title, the others ``gap`` rows apart.
    """

    lead: var[int] = var(1)
    gap: var[int] = var(1)

    class Picked(Sent):
        """A bar was clicked; ``at`` is the place of its pillar."""

        at: int

    def on_click(self, event: events.Click) -> None:
        """Say which bar was clicked."""
        at, between = divmod(event.y - self.lead, self.gap)
        if not between and 0 <= at < len(PILLARS):
            self.post_message(self.Picked(at))

    def section(self, dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
        """Return the title and the rows of the pillars."""
        return pillar_rows(dashboard, grid, self.lead, self.gap)
