"""The drawings of a report: the total with its range, the four pillars, and the weeks as bars."""

from collections.abc import Iterator, Sequence
from datetime import date

from ssi_tui.core.ahead.chart import Chart, chart_of
from ssi_tui.core.ahead.curves import CURVE_DAYS, PillarCurves
from ssi_tui.core.calendar import DAY
from ssi_tui.core.formula import SCORE_MAX
from ssi_tui.core.model import PILLARS
from ssi_tui.core.report.canvas import (
    WIDTH,
    Frame,
    Mark,
    Path,
    Plot,
    apart,
    bars,
    month_marks,
)
from ssi_tui.core.report.figures import Report
from ssi_tui.core.report.words import pillar_sentence, total_sentence
from ssi_tui.core.review.week import LAST
from ssi_tui.core.score.range import range_of
from ssi_tui.core.score.reach import openings
from ssi_tui.core.score.scoring import days_of
from ssi_tui.core.text.plot import Points
from ssi_tui.core.text.words import number, printable
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.value import dataclass

TOTAL_MAX = SCORE_MAX * len(PILLARS)
# Labels of months fit beside each other also where the page is narrow.
MOST_MONTHS = 6
# The ends of two curves are written with so much between them, in per cent of the height.
LABEL_GAP = 9.0


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of bars, a week each; ``about`` says what they count, ``most`` is the highest."""

    name: str
    about: str
    plot: Plot
    most: str


def _month_marks(report: Report, frame: Frame) -> Iterator[Mark]:
    last = report.last + DAY * int(frame.last)

    def left(day: date) -> float:
        return frame.left((day - report.last).days)

    return month_marks(report.first, last, MOST_MONTHS, left, 100.0)


def _since(report: Report) -> float:
    return float((report.first - report.last).days)


def _chart(report: Report, at: int | None, ahead: Sequence[PillarCurves]) -> Chart:
    weeks = -(-(report.last - report.first).days // 7)
    return chart_of(report.dashboard, at, weeks, ahead)


def total_plot(report: Report, ahead: Sequence[PillarCurves]) -> Plot:
    """Return the curve of the total with its range, and what LinkedIn said."""
    frame = Frame(_since(report), 1.0, 0.0, TOTAL_MAX)
    chart = _chart(report, None, ahead)
    low, high = ranges(report)
    grid = (25.0, 50.0, 75.0)
    paths = (
        *map(frame.level, grid),
        *frame.area("range", high, low),
        *frame.curve("curve", chart.past),
    )
    marks = (
        *(Mark("tick", 100.0, frame.top(value), f"{value:.0f}") for value in grid),
        *_month_marks(report, frame),
        *_dots(frame, chart),
    )
    return Plot(total_sentence(report), paths, marks)


def _dots(frame: Frame, chart: Chart) -> Iterator[Mark]:
    for day, value in chart.readings:
        if day >= frame.first:
            yield Mark("reading", frame.left(day), frame.top(value))
    day, value = chart.past[-1]
    yield Mark("now", frame.left(day), frame.top(value))


def ranges(report: Report) -> tuple[Points, Points]:
    """Return the lower and the upper end of the range of the total, from its first day weekly.

    They are those of today's knowledge: a reading narrows the weeks before it, too.
    """
    dashboard = report.dashboard
    history, log = dashboard.source.history, dashboard.source.log
    days = days_of(log.tallies, history.schedule.actions_on)
    low: list[tuple[float, float]] = []
    high: list[tuple[float, float]] = []
    for day, spread in openings(days, history.schedule, history.first, report.last):
        at = (day - report.last).days
        scores = history.closed.scores_on(day - DAY)
        if day < report.first or (low and at % 7) or scores is None:
            continue
        total = sum(scores)
        ends = range_of(history.pillars, log.profile.past, history.calibration, spread, day, total)
        low.append((float(at), ends[0]))
        high.append((float(at), ends[1]))
    now = 1.0
    return (*low, (now, dashboard.low)), (*high, (now, dashboard.high))


def pillar_plot(report: Report, row: PillarRow, words: str, ahead: Sequence[PillarCurves]) -> Plot:
    """Return a pillar with its collapse line, its readings and, while it runs, the days ahead."""
    at = PILLARS.index(row.pillar)
    chart = _chart(report, at, ahead)
    frame = Frame(_since(report), CURVE_DAYS if report.running else 1.0, 0.0, SCORE_MAX)
    paths = [
        *map(frame.level, (0.0, 10.0, 20.0)),
        *frame.ground("area", chart.past),
        *(path for line in chart.lines for path in _line(frame, line, running=report.running)),
        *frame.curve("curve", chart.past),
    ]
    marks = [
        *(Mark("axis", 0.0, frame.top(value), f"{value:.0f}") for value in (0.0, 10.0, 20.0)),
        *_month_marks(report, frame),
    ]
    kept = idle = None
    if report.running:
        (_, kept), (_, idle) = chart.kept[-1], chart.idle[-1]
        begin = frame.left(chart.past[-1][0]) * WIDTH / 100
        paths.insert(0, Path("ahead", f"M{begin:.0f} 0H{WIDTH}V100H{begin:.0f}Z"))
        paths += [*frame.curve("idle", chart.idle), *frame.curve("kept", chart.kept)]
        tops = apart(frame.top(kept), frame.top(idle), LABEL_GAP)
        for kind, value, top in zip(("end", "end faint"), (kept, idle), tops, strict=True):
            marks.append(Mark(kind, 100.0, top, number(value)))
    marks += _dots(frame, chart)
    return Plot(pillar_sentence(row, words, kept, idle), tuple(paths), tuple(marks))


def _line(frame: Frame, line: Points, *, running: bool) -> tuple[Path, ...]:
    """Return a piece of a collapse line, up to today."""
    return frame.curve("line", [point for point in line if point[0] <= 1.0 or running])


def lanes(report: Report) -> list[Lane]:
    """Return what was done in each week, and below it what the reviews counted."""
    weeks = report.weeks
    most_due = max(week.due for week in weeks)
    done = bars("effort", [week.done for week in weeks], max(1, most_due))
    room = WIDTH / len(weeks)
    away = "".join(
        f"M{at * room:.1f} 97h{room * 0.76:.1f}" for at, week in enumerate(weeks) if week.away
    )
    said = f"{report.done} days done in {len(weeks)} weeks."
    paths = (done, Path("away", away)) if away else (done,)
    about = f"of {most_due} a week" if most_due else "nothing was due"
    found = [Lane("Days done", about, Plot(said, paths), str(most_due or ""))]
    for at, (given, total) in enumerate(report.outcomes.items()):
        name = printable(given)
        counts = [None if week.outcomes is None else week.outcomes.get(given, 0) for week in weeks]
        most = max(filter(None, counts), default=0)
        said = f"{total:,} {name}, at most {most:,} in a week."
        plot = Plot(said, (bars("out", counts, max(1, most)), zeros(counts)))
        about = f"{total:,}" if at else f"{total:,}, as you counted"
        found.append(Lane(name, about, plot, str(most)))
    return found


def zeros(counts: Sequence[int | None]) -> Path:
    """Return a short line for each week that was counted and had none."""
    room = WIDTH / len(counts)
    drawn = (f"M{at * room:.1f} 98h{room * 0.76:.1f}" for at, n in enumerate(counts) if n == 0)
    return Path("zero", "".join(drawn))


def lane_months(report: Report) -> list[Mark]:
    """Return the names of months below the weeks."""
    first, last = report.weeks[0].first, report.weeks[-1].first + LAST
    whole = (last - first).days + 1

    def left(day: date) -> float:
        return 100.0 * (day - first).days / whole

    return list(month_marks(first, last, MOST_MONTHS, left))
