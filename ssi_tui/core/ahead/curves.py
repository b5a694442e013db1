"""The scores of the days ahead: if nothing more is done, and if the routine is kept.

A close is the end of one of the user's days. Scores are in points of the pillar, doses in the
points that one day brings.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import islice

from ssi_tui.core.ahead.year import counts_on
from ssi_tui.core.calendar import Schedule
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.history.sums import notes_left
from ssi_tui.core.plan.situation import DayAhead, days_ahead, missing_of
from ssi_tui.core.score.forecast import Standing, ahead_of, closes_ahead
from ssi_tui.core.score.scoring import feeding
from ssi_tui.core.score.track import is_fed
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
        return next((at for at, down in enumerate(self.down) if down != self.was_down), None)


@dataclass(frozen=True, slots=True)
class PillarCurves:
    """The two curves of one pillar: ``idle`` if nothing more is done, ``kept`` with the routine."""

    idle: Curve
    kept: Curve


def curves_of(source: Source, days: int = CURVE_DAYS) -> tuple[PillarCurves, ...]:
    """Return the curves of the four pillars over some days, the first of which is today."""
    schedule = source.history.schedule
    coming = coming_doses(source, kept_days(source, schedule, days))
    found = []
    for standing, kept in zip(standings_of(source), coming, strict=True):
        # What has fed a pillar that is up changes its rhythm, and so its line, from tomorrow on. As
        # in the outlook, the share of the usual level that a line leaves is that of today.
        fed = standing.dose if standing.track.fell_on is not None else 0.0
        idle = Coming((0.0,) * days, (fed, *(0.0,) * (days - 1)))
        found.append(
            PillarCurves(curve_of(standing, schedule, idle), curve_of(standing, schedule, kept))
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
    notes_a_month = source.settings.notes_a_month
    known = between(source.log.tallies, today.replace(day=1), today)
    begin = DayAhead(today, source.now.units, notes_left(known, today, notes_a_month))
    done = counts_on(source, today)

    def missing_on(day: date) -> Mapping[str, int]:
        return missing_of(asked_on(day), done if day == today else {})

    return tuple(islice(days_ahead(begin, schedule, notes_a_month, missing_on), days))


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


def curve_of(standing: Standing, schedule: Schedule, coming: Coming) -> Curve:
    """Return the curve of a pillar that gets the doses of the days ahead."""
    track, pillar = standing.track, standing.pillar
    ahead = ahead_of(schedule, standing.day, len(coming.more) - 1)
    fed = [is_fed(pillar, dose) for dose in coming.feeds]
    back = track.is_back(ahead[0].step, standing.stock, standing.fed)
    lines = [track.line if track.armed else None]
    scores, downs = [], []
    for score, after in closes_ahead(standing, ahead, zip(coming.more, fed, strict=True)):
        scores.append(score)
        downs.append(after.fell_on is not None)
        lines.append(after.line if after.armed else None)
    was_down = track.fell_on is not None and not back
    return Curve(tuple(scores), tuple(lines[:-1]), tuple(downs), was_down)
