"""What time off costs, and what to do before leaving.

The routine counts as kept until the time off begins, and nothing as done while it lasts. LinkedIn
does not know that the user is away, so the estimate fades as on any other day.
"""

from datetime import date

from ssi_tui.core.ahead.curves import (
    Coming,
    Curve,
    coming_doses,
    curve_of,
    kept_days,
    standings_of,
)
from ssi_tui.core.calendar import DAY, Schedule, days_between, merge_ranges
from ssi_tui.core.formula import PLAN_CAPS
from ssi_tui.core.history.history import with_schedule
from ssi_tui.core.model import Pillar, TimeOff
from ssi_tui.core.plan.situation import DayAhead, Situation
from ssi_tui.core.score.forecast import Standing
from ssi_tui.core.today.dashboard import Source
from ssi_tui.core.value import dataclass, replace

# The minutes that somebody may spend on the last day, on top of the routine.
LEAVING_MINUTES = 10.0
# Nothing is said about days further ahead: the user's real habits will have mattered more.
HORIZON_DAYS = 400
# A loss that does not show in one decimal is not worth mentioning.
SHOWN = 0.05
# From so many points at the end on, it is worth to do more before where the pillar falls anyhow.
WORTH = 1.0


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is best done for a pillar on the last day before time off, on top of the routine.

    ``items`` are actions with their counts, ``minutes`` what all of them take. With them done,
    ``score`` is the score at the close of the last day off, and ``falls_on`` the day off on which
    the pillar falls under its line, if it still does.
    """

    items: tuple[tuple[str, int], ...]
    minutes: float
    on: date
    score: float
    falls_on: date | None


@dataclass(frozen=True, slots=True)
class PillarCost:
    """What time off does to the score of one pillar.

    ``before`` is the score at the close of the last day before the time off (with the routine kept
    until then), ``after`` the score at the close of the last day off. ``falls_on`` is the day off
    on which the pillar falls under its line, if it does; ``under`` tells whether it is under the
    line at the end, ``has_line`` whether it has a line by then.
    """

    pillar: Pillar
    before: float
    after: float
    falls_on: date | None
    under: bool
    has_line: bool
    leaving: Leaving | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What time off does to the four pillars."""

    today: date
    start: date
    end: date
    pillars: tuple[PillarCost, ...]

    @property
    def days(self) -> int:
        """The number of days off."""
        return (self.end - self.start).days + 1


def cost_of(source: Source, start: date, end: date) -> Cost | None:
    """Return what time off from ``start`` to ``end`` costs, both days included.

    ``None`` where it is over already, or ends more than 400 days ahead.
    """
    today = source.history.today
    days = (end - today).days + 1
    if not 1 <= days <= HORIZON_DAYS:
        return None
    ranges = (*source.log.time_off, TimeOff("", start, end))
    schedule = replace(source.history.schedule, time_off=merge_ranges(ranges))
    if start < today:
        # Its first days are over, and whether a pillar was down or armed then follows from it.
        source = replace(source, history=with_schedule(source.history, source.log, schedule))
    ahead = kept_days(source, schedule, days)
    coming = coming_doses(source, ahead)
    last = last_day(schedule, today, start)
    begins = (start - today).days
    pillars = []
    for at, standing in enumerate(standings_of(source)):
        absence = Absence(standing, schedule, at, start, coming[at])
        curve = curve_of(standing, schedule, absence.coming)
        falls_on = fall_of(curve, today, start)
        leaving = None
        if falls_on is not None:
            leaving = leaving_of(absence, ahead[(last - today).days], curve.scores[-1])
        pillars.append(
            PillarCost(
                pillar=standing.pillar.pillar,
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
    """Return the last due day before ``start``, or today where there is none."""
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
class Absence:
    """Time off from ``start`` on as it concerns one pillar, the one with index ``at``."""

    standing: Standing
    schedule: Schedule
    at: int
    start: date
    coming: Coming


def leaving_of(absence: Absence, day: DayAhead, without: float) -> Leaving | None:
    """Return what is best done for a pillar on a day before time off, on top of the routine.

    All sets of the planner's actions within ten minutes and the caps of the day are tried. The
    shortest that keeps the pillar over its line to the end wins; where none does, the shortest
    whose score at the end comes near the highest. ``without`` is the score at the end with
    nothing added. ``None`` where nothing makes a difference of a point.
    """
    today = absence.standing.day
    tried = []
    for minutes, items, dose, active in worthwhile(absence, day):
        coming = absence.coming.with_more((day.day - today).days, dose, active)
        curve = curve_of(absence.standing, absence.schedule, coming)
        falls_on = fall_of(curve, today, absence.start)
        tried.append(Leaving(items, minutes, day.day, curve.scores[-1], falls_on))
        if falls_on is None:
            return tried[-1]
    worth = [each for each in tried if each.score - without >= WORTH]
    return next((each for each in worth if each.score > worth[-1].score - SHOWN), None)


Extra = tuple[float, tuple[tuple[str, int], ...], float, float]
"""Minutes, actions with their counts, the dose of one pillar, the dose of the active day."""


def worthwhile(absence: Absence, day: DayAhead) -> list[Extra]:
    """Return the sets of actions that are worth their minutes to a pillar, the shortest first.

    Each set brings more than every set that takes no longer.
    """
    situation = Situation((), (), day.units, absence.schedule, LEAVING_MINUTES, day.notes_left)
    active = situation.active_day[absence.at]
    extras: list[Extra] = [(0.0, (), 0.0, active)]
    for action in PLAN_CAPS:
        each = day.units.actions[action].minutes
        options = [
            (count * each, count, situation.dose(action, count)[absence.at])
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
