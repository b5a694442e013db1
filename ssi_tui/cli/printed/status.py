"""Today as text: the routine, what to do next, the estimate, and what a warning asks for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType

from ssi_tui.cli.printed.line import (
    ACCENT,
    BAR,
    BOLD,
    DANGER,
    GOOD,
    MUTED,
    PLAIN,
    WATCH,
    WIDTH,
    Line,
)
from ssi_tui.core.ahead.below import below_pillars
from ssi_tui.core.labels import RISK_LABELS, RISK_MARKS
from ssi_tui.core.model import Question, Risk
from ssi_tui.core.text.bars import THIN_REST, TO_DO, Cell, CellKind, bar_cells, dots, thin_line
from ssi_tui.core.text.rounding import shown_change
from ssi_tui.core.text.words import (
    long_day,
    minutes,
    number,
    out_of,
    times,
    weekday_day,
)
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import title_words, total_words
from ssi_tui.core.today.next import Line as NextLine
from ssi_tui.core.today.next import next_asked, next_lines
from ssi_tui.core.today.rows import PillarRow, TaskRow
from ssi_tui.core.today.words import at_risk, has_line

# The columns: of labels and of what follows them, and the last cells of numbers, minutes and sums.
LABEL, GRAPHIC = 3, 17
NUMBER, TIME, WEEK, MONTH = 47, 54, 65, 76
WORDS = 57
CELLS = 25
_TONES = {
    Risk.WATCH: WATCH,
    Risk.ABOUT_TO_COLLAPSE: DANGER,
    Risk.COLLAPSED: DANGER,
    Risk.RECOVERING: ACCENT,
}
_NO_PAGES: Mapping[str, str] = MappingProxyType({})


def status_lines(
    dashboard: Dashboard,
    pages: Mapping[str, str] = _NO_PAGES,
    *,
    asking: Collection[Question] = tuple(Question),
) -> Iterator[Line]:
    """Yield the lines of ``status``; ``pages`` are the pages that the tasks link to.

    ``asking`` holds the open questions about the profile.
    """
    yield Line(long_day(dashboard.day), BOLD).add(f", day {dashboard.number}", MUTED)
    yield Line()
    yield _routine_title(dashboard)
    for row in dashboard.rows:
        yield _task_line(dashboard, row, pages.get(row.task, ""))
    if dashboard.beside:
        also = ", ".join(times(row.label, row.count) for row in dashboard.beside)
        yield Line().put(LABEL, "also", MUTED).put(GRAPHIC, also, MUTED)
    yield Line()
    yield from _next(dashboard)
    yield Line()
    yield _estimate_title(dashboard)
    for pillar, back_on in zip(dashboard.pillars, dashboard.advice.back_on, strict=True):
        yield _pillar_line(pillar, back_on, away=dashboard.away)
    yield Line()
    yield from _below(dashboard, asking=asking)
    if dashboard.note:
        yield Line()
        yield Line().put(LABEL, "note", MUTED).fit(GRAPHIC, dashboard.note)


def longest(forms: Sequence[str], room: int) -> str:
    """Return the first of the forms that fits, the longest being first, or else the last."""
    return next((form for form in forms if len(form) <= room), forms[-1])


def _routine_title(dashboard: Dashboard) -> Line:
    line = Line("ROUTINE", BOLD)
    if dashboard.time_off_until is not None or not dashboard.due:
        line.put(GRAPHIC, "rest day" if dashboard.time_off_until is None else "time off", MUTED)
        return _heads(line.right(TIME, f"{minutes(dashboard.minutes_done)} min", BOLD), dashboard)
    planned = dashboard.minutes_planned
    # What exceeds a target never fills the line.
    done = dashboard.minutes_done - dashboard.minutes_beyond
    amount = f"{out_of(done, planned)} min"
    width = CELLS if len(amount) <= TIME - GRAPHIC - CELLS else CELLS - 4
    filled = thin_line(done / planned if planned else 0.0, width)
    line.to(GRAPHIC).add(filled, ACCENT).add(THIN_REST * (width - len(filled)), MUTED)
    return _heads(line.right(TIME, amount, BOLD), dashboard)


def _task_line(dashboard: Dashboard, row: TaskRow, page: str) -> Line:
    done = row.done and row.target > 0
    line = Line().put(LABEL, row.label, MUTED if done else PLAIN, page)
    line.to(GRAPHIC)
    for style, marks in groupby(
        dots(row.count, row.target, CELLS - 1), lambda mark: MUTED if mark == TO_DO else ACCENT
    ):
        line.add("".join(marks), style)
    ahead = ""
    if not dashboard.due and dashboard.time_off_until is None and not row.count and not row.week:
        ahead = longest(next_asked(dashboard, row.task), CELLS)
    if ahead:
        return _windows(line.right(TIME, ahead, MUTED), dashboard, row)
    counted = min(row.count, row.target) if row.target else row.count
    line.right(NUMBER, out_of(counted, row.target) if row.target or row.count else "–")
    if done:
        line.right(TIME, f"✓ +{row.extra}" if row.extra else "✓ done", GOOD)
    elif row.week:
        line.put(NUMBER + 3, "this week", MUTED)
    elif row.missing:
        line.right(TIME, f"{minutes(row.missing * row.minutes_each)} min", MUTED)
    return _windows(line, dashboard, row)


def _heads(line: Line, dashboard: Dashboard) -> Line:
    """Add the heads of the days behind, if there are any to look back on."""
    if not dashboard.empty and any(row.windows[1].target for row in dashboard.rows):
        line.right(WEEK, "7 days", MUTED).right(MONTH, "28 days", MUTED)
    return line


def _windows(line: Line, dashboard: Dashboard, row: TaskRow) -> Line:
    """Add what was done of what was due in the last 7 and 28 days."""
    week, month = row.windows
    if month.target and not dashboard.empty:
        line.right(WEEK, f"{week.count} of {week.target}", MUTED)
        line.right(MONTH, f"{month.count} of {month.target}", MUTED)
    return line


def _next(dashboard: Dashboard) -> Iterator[Line]:
    if dashboard.empty:
        line = Line("START", BOLD).put(GRAPHIC, "Log what you did: ")
        yield line.add("ssi-tui tick comment=2 search", ACCENT)
        return
    title, *rows = next_lines(dashboard, ahead=True)
    first = Line(title.label, _bold(ACCENT) if title.label == "DONE" else BOLD)
    yield _next_line(first, title, MUTED, BOLD, BOLD)
    for row in rows:
        label = Line().put(LABEL, row.label, MUTED if row.faint else PLAIN)
        yield _next_line(label, row, MUTED, PLAIN, MUTED)


def _next_line(line: Line, row: NextLine, words: str, amount: str, time: str) -> Line:
    end = NUMBER - len(row.number) if row.number else TIME - 7 if row.minutes is not None else WIDTH
    line.put(GRAPHIC, longest(row.forms, end - GRAPHIC), words)
    line.right(NUMBER, row.number, amount)
    if row.minutes is not None:
        line.right(TIME, f"{minutes(row.minutes)} min", time)
    return line.put(WORDS, longest(row.after, WIDTH - WORDS), MUTED)


def _estimate_title(dashboard: Dashboard) -> Line:
    total = total_words(dashboard)
    # A range in place of the total may need the last cell of the legend.
    end = min(GRAPHIC + CELLS, NUMBER - len(total))
    words, legend = title_words(dashboard, end - GRAPHIC)
    line = Line("ESTIMATE", BOLD).put(GRAPHIC, words, MUTED).put(end - len(legend), legend, MUTED)
    line.right(NUMBER, total, f"{BOLD};{ACCENT}")
    if dashboard.total_change_7d is not None:
        _put_change(line, dashboard.total_change_7d).put(WORDS, "7 days", MUTED)
    if any(row.outlook.nights_left is not None for row in dashboard.pillars):
        line.right(MONTH, "days left", MUTED)
    return line


def _put_change(line: Line, change: float | None) -> Line:
    if change is None:
        return line
    amount = number(abs(change))
    if float(amount) == 0.0:
        return line.put(NUMBER + 3, "=", MUTED)
    return line.put(NUMBER + 3, "▲" if change > 0 else "▼", MUTED).right(TIME, amount, MUTED)


def _pillar_line(row: PillarRow, back_on: date | None, *, away: bool) -> Line:
    tone = PLAIN if away else _TONES.get(row.risk, PLAIN)
    strong = _bold(tone)
    line = Line() if away else Line(RISK_MARKS[row.risk], strong or MUTED)
    line.put(LABEL, row.label, BOLD if tone else PLAIN)
    cells = bar_cells(row.score, row.outlook.line if has_line(row) else None, CELLS)
    line.to(GRAPHIC)
    for style, group in groupby(cells, lambda cell: _style(cell, tone)):
        line.add("".join(cell.text for cell in group), style)
    line.right(NUMBER, number(row.score), BOLD if tone else PLAIN)
    _put_change(line, shown_change(row.score, row.change_7d))
    line.put(WORDS, "time off" if away else RISK_LABELS[row.risk], strong or MUTED)
    left = row.outlook.nights_left
    days = "" if left is None else str(left)
    return line.right(MONTH, days if back_on is None else weekday_day(back_on), strong or MUTED)


def _bold(tone: str) -> str:
    return f"{BOLD};{tone}" if tone and tone != DANGER else tone


def _style(cell: Cell, tone: str) -> str:
    """Return the style of a cell of a bar, which has the colour of the pillar's risk."""
    if cell.kind in (CellKind.FULL, CellKind.PART):
        return tone if tone in (WATCH, DANGER) else BAR
    return MUTED if cell.kind is CellKind.TRACK else PLAIN


def _below(dashboard: Dashboard, *, asking: Collection[Question]) -> Iterator[Line]:
    """Yield the most urgent warning, what helps, and the command that does it."""
    found = below_pillars(dashboard, "ssi-tui profile", asking=asking)
    room = WIDTH - LABEL
    if found is None or not found.first[0]:
        yield Line().put(LABEL, "No pillar is at risk.", MUTED)
        return
    urgent = found.risk is not None and not dashboard.away
    mark = Line()
    if found.risk is not None and urgent:
        mark = Line(RISK_MARKS[found.risk], _bold(_TONES[found.risk]))
    yield mark.put(LABEL, longest(found.first, room), PLAIN if urgent else MUTED)
    if second := longest(found.second, room):
        yield Line().put(LABEL, second, MUTED)
    if urgent:
        worst = dashboard.pillars.index(at_risk(dashboard)[0])
        if (fix := dashboard.advice.fixes[worst]) is not None:
            count = f"={fix.count}" if fix.count > 1 else ""
            yield Line().put(LABEL, f"ssi-tui tick {fix.action}{count}", ACCENT)
