"""What a chart shows of a pillar, or of the total: some weeks behind today, and four ahead."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from ssi_tui.core.ahead.curves import PillarCurves, curves_of
from ssi_tui.core.history.history import opening_scores
from ssi_tui.core.model import PILLARS, Risk
from ssi_tui.core.text.plot import Points
from ssi_tui.core.text.words import MONTHS
from ssi_tui.core.today.dashboard import Dashboard, Source
from ssi_tui.core.today.words import has_line
from ssi_tui.core.value import dataclass

SPANS = (13, 26, 52)
"""The weeks behind today that a chart can show, one after the other."""

SPAN_WORDS = {4: "4 weeks", 13: "13 weeks", 26: "26 weeks", 52: "a year"}
# Where now lies on a day that has begun and is not closed yet.
NOW = 0.5
# Of a year, only every other month is named.
ALL_MONTHS_WEEKS = 26


def next_span(weeks: int, spans: Sequence[int] = SPANS) -> int:
    """Return the span that follows one, the first after the last."""
    return spans[(spans.index(weeks) + 1) % len(spans)]


@dataclass(frozen=True, slots=True)
class Chart:
    """The curves of a chart, as points of a day and a score.

    Days are counted from the morning of ``today``, so that a day closes on the next whole number.
    ``past`` ends now, from where ``idle`` goes on if nothing more is done and ``kept`` with the
    routine. ``lines`` are the pieces of the collapse line. The total has no lines and no ``risk``.
    """

    label: str
    risk: Risk | None
    today: date
    weeks: int
    past: Points
    idle: Points
    kept: Points
    lines: tuple[Points, ...]
    readings: Points

    @property
    def first(self) -> int:
        """The first day that is shown."""
        return -7 * self.weeks

    @property
    def last(self) -> int:
        """The last day that is shown."""
        return round(self.idle[-1][0])

    @property
    def last_day(self) -> date:
        """The last day that is shown, as a date: its morning ends the chart."""
        return self.today + timedelta(days=self.last)

    @property
    def values(self) -> Iterator[float]:
        """All values that its axis must hold."""
        for points in (self.past, self.idle, self.kept, *self.lines, self.readings):
            yield from (value for _, value in points)

    @property
    def months(self) -> Iterator[tuple[int, str]]:
        """The first days of the months before today, with their names."""
        for day in range(self.first, 0):
            found = self.today + timedelta(days=day)
            if found.day == 1 and (self.weeks <= ALL_MONTHS_WEEKS or found.month % 2 == 0):
                yield day, MONTHS[found.month - 1]


def chart_of(
    dashboard: Dashboard,
    at: int | None,
    weeks: int,
    curves: Sequence[PillarCurves] | None = None,
) -> Chart:
    """Return the chart of the pillar with index ``at``, or of the total (``None``).

    ``curves`` saves working out the days ahead where the caller has done so.
    """
    source = dashboard.source
    found = curves_of(source) if curves is None else curves
    which = range(len(PILLARS)) if at is None else (at,)
    now = NOW, sum(dashboard.pillars[one].score for one in which)

    def ahead(scores: Sequence[Sequence[float]]) -> Points:
        return (
            now,
            *((day + 1.0, sum(each)) for day, each in enumerate(zip(*scores, strict=True))),
        )

    first = -7 * weeks
    readings = [((each.day - dashboard.today).days, each.pillars) for each in source.log.readings]
    return Chart(
        label="total" if at is None else dashboard.pillars[at].label,
        risk=None if at is None else dashboard.pillars[at].risk,
        today=dashboard.today,
        weeks=weeks,
        past=(*_past(source, which, first), now),
        idle=ahead([found[one].idle.scores for one in which]),
        kept=ahead([found[one].kept.scores for one in which]),
        lines=() if at is None else tuple(_lines(dashboard, at, first, found[at])),
        readings=tuple(
            (day + NOW, sum(pillars[one] for one in which))
            for day, pillars in readings
            if first <= day <= 0
        ),
    )


def _past(source: Source, which: Sequence[int], first: int) -> Iterator[tuple[float, float]]:
    """Yield the scores at the closes before today; before the first is how the log began."""
    history = source.history
    begin = (history.first - history.today).days
    if begin >= first:
        opening = opening_scores(history, history.first)
        if opening is not None:
            yield float(begin), sum(opening[one] for one in which)
    for day in range(max(first - 1, begin), 0):
        scores = history.closed.scores_on(history.today + timedelta(days=day))
        if scores is not None:
            yield day + 1.0, sum(scores[one] for one in which)


def _lines(dashboard: Dashboard, at: int, first: int, curves: PillarCurves) -> Iterator[Points]:
    """Yield the pieces of the collapse line of a pillar, which has none in its first days."""
    since = dashboard.today + timedelta(days=first - 1)
    closed = dashboard.source.history.runs.lines(at, since)
    points = [((day - dashboard.today).days + 1.0, line) for day, line in closed]
    if has_line(dashboard.pillars[at]):
        points += [(day + 1.0, line) for day, line in enumerate(curves.idle.lines)]
    shown = [point for point in points if point[0] >= first]
    for known, piece in groupby(shown, key=lambda point: point[1] is not None):
        if known:
            yield tuple((day, line) for day, line in piece if line is not None)
