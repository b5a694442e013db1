"""The scores of the days ahead: if nothing more is done, and if the routine is kept.

A close is the end of one of the user's days. Scores are in points of the pillar, doses in the
points that one day brings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ssi_tui.core.ahead.year import counts_on
from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import DUE_DAYS_MINIMUM, USUAL_DAYS, USUAL_MINIMUM
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.history.sums import notes_left
from ssi_tui.core.model import Pillar
from ssi_tui.core.plan.situation import missing_of, with_planned
from ssi_tui.core.score.forecast import Standing, idle_scores, is_fed, line_of, usual_of
from ssi_tui.core.score.scoring import DayUnits, feeding
from ssi_tui.core.today.dashboard import Source
from ssi_tui.core.today.rows import standing_now
from ssi_tui.core.value import dataclass

CURVE_DAYS = 28


@dataclass(frozen=True, slots=True)
class Curve:
    """One pillar at the close of today and of each day after it.

    ``lines`` are the collapse lines at those closes, ``None`` where the pillar has none; ``down``
    tells whether it is under its line after each close, ``was_down`` whether it is now.
    """

    scores: tuple[float, ...]
    lines: tuple[float | None, ...]
    down: tuple[bool, ...]
    was_down: bool

    @property
    def crosses(self) -> int | None:
        """The index of the first close on the other side of the line, if there is one."""
        return self.crosses_within(len(self.down))

    def crosses_within(self, days: int) -> int | None:
        """Return the index of that close if it is among the first ``days``."""
        others = (at for at, down in enumerate(self.down[:days]) if down != self.was_down)
        return next(others, None)


@dataclass(frozen=True, slots=True)
class PillarCurves:
    """The two curves of one pillar: ``idle`` if nothing more is done, ``kept`` with the routine."""

    pillar: Pillar
    idle: Curve
    kept: Curve


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A day ahead: everything done on it, and the personal notes that are left after it."""

    day: date
    units: DayUnits
    notes_left: int | None


def curves_of(source: Source, days: int = CURVE_DAYS) -> tuple[PillarCurves, ...]:
    """Return the curves of the four pillars over some days, the first of which is today."""
    schedule = source.history.schedule
    coming = coming_doses(source, kept_days(source, schedule, days))
    found = []
    for at, standing in enumerate(standings_of(source)):
        scores = idle_scores(standing.pillar, standing.stock, schedule, standing.day, days - 1)
        idle_fed = (standing.fed, *([False] * (days - 1)))
        found.append(
            PillarCurves(
                standing.pillar.pillar,
                curve_of(standing, schedule, scores, idle_fed),
                doses_curve(standing, schedule, coming[at]),
            )
        )
    return tuple(found)


def standings_of(source: Source) -> tuple[Standing, ...]:
    """Return where each pillar stands now."""
    return tuple(
        standing_now(source.history, source.now, at) for at in range(len(source.history.pillars))
    )


def kept_days(source: Source, schedule: Schedule, days: int) -> tuple[DayAhead, ...]:
    """Return the days from today on, with the routine done on each due day."""
    return days_with(source, schedule.asked_on, days)


def days_with(
    source: Source, asked_on: Callable[[date], Mapping[str, int]], days: int
) -> tuple[DayAhead, ...]:
    """Return the days from today on, with what is asked for on each of them done.

    Today only gets what is still missing. An invitation carries a personal note while any are
    left in its month, as one that is ticked by hand does.
    """
    today, schedule = source.history.today, source.history.schedule
    done: Mapping[str, int] = counts_on(source, today)
    units = source.now.units
    notes_a_month = source.settings.notes_a_month
    known = between(source.log.tallies, today.replace(day=1), today)
    notes = notes_left(known, today, notes_a_month)
    found = []
    for offset in range(days):
        day = today + timedelta(days=offset)
        if offset:
            units, done = DayUnits({}, schedule.actions_on(day)), {}
            if notes is not None and day.day == 1:
                notes = notes_a_month
        for task, missing in missing_of(asked_on(day), done).items():
            units = with_planned(units, task, missing, notes)
            if notes is not None and "note" in schedule.actions_on(day)[task].qualities:
                notes = max(0, notes - missing)
        found.append(DayAhead(day, units, notes))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Coming:
    """What each day from today on brings to one pillar.

    ``more`` is what the day adds to the stock beyond what is in it now; ``feeds`` is its whole
    dose without the points of the active day.
    """

    more: tuple[float, ...]
    feeds: tuple[float, ...]

    def with_more(self, offset: int, dose: float, active: float) -> "Coming":
        """Return a copy with more points on one day; ``active`` are those of the active day."""
        more, feeds = list(self.more), list(self.feeds)
        more[offset] += dose + active
        feeds[offset] += dose
        return Coming(tuple(more), tuple(feeds))


def coming_doses(source: Source, ahead: Sequence[DayAhead]) -> tuple[Coming, ...]:
    """Return what the days ahead bring to each pillar."""
    doses = [day.units.doses() for day in ahead]
    feeds = [feeding(dose) for dose in doses]
    whole = [tuple(sum(dose.values()) for dose in day) for day in doses]
    found = []
    for at, there in enumerate(source.now.doses):
        first, *later = (day[at] for day in whole)
        more = (first - sum(there.values()), *later)
        found.append(Coming(more, tuple(fed[at] for fed in feeds)))
    return tuple(found)


def doses_curve(standing: Standing, schedule: Schedule, coming: Coming) -> Curve:
    """Return the curve of a pillar that gets the doses of the days ahead."""
    fed = [is_fed(standing.pillar, dose) for dose in coming.feeds]
    return curve_of(standing, schedule, tuple(scores_ahead(standing, schedule, coming.more)), fed)


def scores_ahead(standing: Standing, schedule: Schedule, more: Sequence[float]) -> Iterator[float]:
    """Yield the score at each close from today on, where each day adds ``more`` to the stock."""
    stock, day = standing.stock, standing.day
    for at, dose in enumerate(more):
        if at:
            day += DAY
            stock *= standing.pillar.decay(schedule.clock(day))
        stock += dose
        yield standing.pillar.score(stock)


def curve_of(
    standing: Standing, schedule: Schedule, scores: tuple[float, ...], fed: Sequence[bool]
) -> Curve:
    """Return the curve through the given scores, with the line that each close will have.

    The line of a close follows from the closes before it; ``fed`` tells which days feed the pillar.
    """
    floor = standing.pillar.floor
    closes = list(standing.scores[-USUAL_DAYS:])
    due, down = standing.due_closed, standing.down
    lifted = standing.fed and standing.score >= standing.line
    was_down = False
    lines: list[float | None] = []
    downs: list[bool] = []
    for at, score in enumerate(scores):
        usual = usual_of(closes, floor, len(closes))
        line = line_of(floor, usual)
        has_line = usual >= USUAL_MINIMUM and due >= DUE_DAYS_MINIMUM
        if not at:
            was_down = has_line and down and not lifted
        down = has_line and (score < line or (down and not fed[at]))
        lines.append(line if has_line else None)
        downs.append(down)
        closes.append(score)
        due += schedule.is_due(standing.day + timedelta(days=at))
    return Curve(scores, tuple(lines), tuple(downs), was_down)
