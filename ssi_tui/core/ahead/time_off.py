"""What a time off costs, and what to do before leaving.

Until it begins the routine is kept, while it lasts nothing is done: LinkedIn does not know that
the user is away, so the estimate fades as on any other day.
"""

from datetime import date

from ssi_tui.core.ahead.curves import (
    Coming,
    Curve,
    DayAhead,
    coming_doses,
    doses_curve,
    kept_days,
    standings_of,
)
from ssi_tui.core.calendar import DAY, Schedule, days_between, merge_ranges
from ssi_tui.core.formula import PLAN_CAPS
from ssi_tui.core.model import Pillar, TimeOff
from ssi_tui.core.plan.situation import Situation
from ssi_tui.core.score.forecast import Standing
from ssi_tui.core.today.dashboard import Source
from ssi_tui.core.value import dataclass, replace

# What somebody spends on the last day besides the routine.
LEAVING_MINUTES = 10.0
# Further ahead nothing is said: by then the user's own habit says more than the routine.
HORIZON_DAYS = 400
# A gain that one decimal does not show is not worth a word.
SHOWN = 0.05


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is best done for a pillar on the last day before a time off, besides its routine.

    ``items`` are actions with their counts, ``minutes`` for all of them; ``score`` is that at the
    close of the last day off when they are done, ``falls_on`` the day off on which the pillar
    then falls under its line, if it still does.
    """

    items: tuple[tuple[str, int], ...]
    minutes: float
    on: date
    score: float
    falls_on: date | None


@dataclass(frozen=True, slots=True)
class PillarCost:
    """What a time off does to one pillar.

    ``now`` is its score, ``before`` that at the close of the day before it begins with the routine
    kept until then, ``after`` that at the close of the last day off. ``falls_on`` is the day off
    on which it falls under its line, ``under`` tells whether it is under it at the end,
    ``has_line`` whether it then has one.
    """

    pillar: Pillar
    now: float
    before: float
    after: float
    falls_on: date | None
    under: bool
    has_line: bool
    leaving: Leaving | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a time off does to the four pillars."""

    today: date
    start: date
    end: date
    pillars: tuple[PillarCost, ...]

    @property
    def days(self) -> int:
        """The number of days off."""
        return (self.end - self.start).days + 1


def cost_of(source: Source, start: date, end: date) -> Cost | None:
    """Return what a time off costs, both days included.

    ``None`` where it is over already, or ends more than 400 days ahead.
    """
    today = source.history.today
    days = (end - today).days + 1
    if not 1 <= days <= HORIZON_DAYS:
        return None
    ranges = (*source.log.time_off, TimeOff("", start, end))
    schedule = replace(source.history.schedule, time_off=merge_ranges(ranges))
    ahead = kept_days(source, schedule, days)
    coming = coming_doses(source, ahead)
    last = last_day(schedule, today, start)
    begins = (start - today).days
    pillars = []
    for at, standing in enumerate(standings_of(source)):
        way = Way(standing, schedule, at, start, coming[at])
        curve = doses_curve(standing, schedule, way.coming)
        falls_on = fall_of(curve, today, start)
        leaving = None
        if falls_on is not None:
            leaving = leaving_of(way, ahead[(last - today).days], curve.scores[-1])
        pillars.append(
            PillarCost(
                pillar=standing.pillar.pillar,
                now=standing.score,
                before=standing.score if start <= today else curve.scores[begins - 1],
                after=curve.scores[-1],
                falls_on=falls_on,
                under=curve.down[-1],
                has_line=curve.lines[-1] is not None,
                leaving=leaving,
            )
        )
    return Cost(today, start, end, tuple(pillars))


def last_day(schedule: Schedule, today: date, start: date) -> date:
    """Return the last due day before a time off begins, today where there is none."""
    before = (day for day in reversed([*days_between(today, start - DAY)]) if schedule.is_due(day))
    return next(before, today)


def fall_of(curve: Curve, today: date, start: date) -> date | None:
    """Return the day off on which a pillar falls under its line, if it does."""
    was_down = curve.was_down
    for offset, down in enumerate(curve.down):
        day = today + offset * DAY
        if down and not was_down and day >= start:
            return day
        was_down = down
    return None


@dataclass(frozen=True, slots=True)
class Way:
    """The pillar with index ``at`` on its way into a time off that begins on ``start``."""

    standing: Standing
    schedule: Schedule
    at: int
    start: date
    coming: Coming


def leaving_of(way: Way, day: DayAhead, without: float) -> Leaving | None:
    """Return what to do on a day before a time off, besides its routine.

    Of all sets of the planner's actions within ten minutes and the caps of the day: the one of
    least minutes that keeps the pillar over its line to the end, else the one of least minutes
    whose score at the end comes near the highest. ``without`` is that score with nothing more;
    ``None`` where nothing makes a difference that is shown.
    """
    today = way.standing.day
    tried = []
    for minutes, items, dose, active in worthwhile(way, day):
        coming = way.coming.with_more((day.day - today).days, dose, active)
        curve = doses_curve(way.standing, way.schedule, coming)
        falls_on = fall_of(curve, today, way.start)
        tried.append(Leaving(items, minutes, day.day, curve.scores[-1], falls_on))
        if falls_on is None:
            return tried[-1]
    if not tried or tried[-1].score - without < SHOWN:
        return None
    return next(each for each in tried if each.score > tried[-1].score - SHOWN)


Extra = tuple[float, tuple[tuple[str, int], ...], float, float]
"""Minutes, actions with their counts, the dose of one pillar, the dose of the active day."""


def worthwhile(way: Way, day: DayAhead) -> list[Extra]:
    """Return the sets of actions that are worth their minutes to a pillar, the shortest first.

    Each brings more than all that take no longer.
    """
    situation = Situation((), (), day.units, way.schedule, LEAVING_MINUTES, day.notes_left)
    active = situation.active_day[way.at]
    extras: list[Extra] = [(0.0, (), 0.0, active)]
    for action in PLAN_CAPS:
        each = day.units.actions[action].minutes
        options = [
            (count * each, count, situation.dose(action, count)[way.at])
            for count in range(1, situation.room(action) + 1)
        ]
        extras += [
            (minutes + longer, (*items, (action, count)), dose + more, active)
            for minutes, items, dose, _ in extras
            for longer, count, more in options
            if more and minutes + longer <= LEAVING_MINUTES
        ]
    found: list[Extra] = []
    for extra in sorted(extras[1:], key=lambda each: (each[0], -each[2], len(each[1]))):
        if not found or extra[2] > found[-1][2]:
            found.append(extra)
    return found
