"""What puts off the fall of a pillar, and what brings one that is down back over its line."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice

from ssi_tui.core.formula import ACTIONS, PLAN_CAPS, RECOVERY_DAYS
from ssi_tui.core.model import Risk
from ssi_tui.core.plan.situation import DayAhead, Situation, days_ahead
from ssi_tui.core.score.forecast import WARNED, closes_ahead
from ssi_tui.core.score.scoring import feeding
from ssi_tui.core.score.track import is_fed
from ssi_tui.core.value import dataclass


@dataclass(frozen=True, slots=True)
class Fix:
    """The cheapest action that feeds a warned pillar and puts off its foretold night.

    ``minutes`` is what ``count`` of it take, ``gain`` is in points of the pillar, ``moves_to`` is
    the night of the collapse once it is done, ``None`` if none is foretold any more.
    """

    action: str
    count: int
    minutes: float
    gain: float
    moves_to: date | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """What brings a collapsed pillar back: ``count`` of an action on each due day until ``by``.

    ``minutes`` is what they take each day; at the close of the day ``by`` the pillar is over its
    line again.
    """

    action: str
    count: int
    minutes: float
    by: date


def fix_for(situation: Situation, at: int) -> Fix | None:
    """Return the cheapest action that puts off the foretold night of the pillar with index ``at``.

    ``None`` where nothing is warned of, or nothing puts the night off.
    """
    warned = situation.outlooks[at].risk in WARNED
    return next(iter(fixes_for(situation, at)), None) if warned else None


def fixes_for(situation: Situation, at: int) -> tuple[Fix, ...]:
    """Return what puts off the foretold night of a pillar, the cheapest first.

    Each action of the planner is tried by itself, in every count up to its cap of the day. Of those
    that feed the pillar and move the night later, the one with the fewest minutes comes first, then
    the one with the later night (none is the latest), with the larger gain, with the fewest
    actions; of equals the planner's first. Each further one moves the night later than those before
    it.
    """
    outlook, standing = situation.outlooks[at], situation.standings[at]
    if outlook.collapse_on is None:
        return ()
    found: list[tuple[tuple[float, ...], Fix]] = []
    for action in PLAN_CAPS:
        for count in range(1, situation.room(action) + 1):
            more = situation.dose(action, count)[at]
            after = standing.with_more(more, situation.active_day[at])
            if not more or not after.fed:
                continue
            night = situation.foretold.outlook(after).collapse_on
            if night is not None and night <= outlook.collapse_on:
                continue
            minutes = count * situation.today.actions[action].minutes
            gain = after.score - standing.score
            later = (night or date.max).toordinal()
            fix = Fix(action, count, minutes, gain, night)
            found.append(((minutes, -later, -gain, count), fix))
    best: list[Fix] = []
    latest = outlook.collapse_on
    for _, fix in sorted(found, key=lambda pair: pair[0]):
        if (fix.moves_to or date.max) > latest:
            best.append(fix)
            latest = fix.moves_to or date.max
    return tuple(best)


def recovery_for(situation: Situation, at: int) -> Recovery | None:
    """Return what brings the collapsed pillar with index ``at`` back over its line soonest.

    Each action of the planner is tried by itself, in every count a due day up to its cap, from
    today on (what was done of it today counts) and with nothing else done. The earliest way back
    wins, then the one with the fewest minutes, then the one with the fewest actions. ``None``
    where the pillar has not collapsed, or nothing brings it back within 28 days.
    """
    if situation.outlooks[at].risk is not Risk.COLLAPSED:
        return None
    today = situation.standings[at].day
    days = RECOVERY_DAYS
    found = []
    for action in PLAN_CAPS:
        if not ACTIONS[action].points[at]:
            continue
        for count in range(situation.cap(action), 0, -1):
            by = back_by(situation, at, each_due_day(situation, action, count), days)
            if by is None:
                # Fewer a day take at least as long.
                break
            minutes = count * situation.today.actions[action].minutes
            found.append(Recovery(action, count, minutes, by))
            # A way that takes longer than this cannot win any more.
            days = (by - today).days + 1
    return min(found, key=lambda way: (way.by, way.minutes, way.count)) if found else None


def back_on(situation: Situation, at: int) -> date | None:
    """Return the day on which a recovering pillar is back if the routine is kept.

    What is left of it today counts, then what is asked for on each due day. ``None`` where the
    pillar is not recovering, or that takes more than 28 days.
    """
    if situation.outlooks[at].risk is not Risk.RECOVERING:
        return None
    today, asked_on = situation.standings[0].day, situation.schedule.asked_on
    return back_by(situation, at, lambda day: situation.missing if day == today else asked_on(day))


MissingOn = Callable[[date], Mapping[str, int]]
"""What is still to be done on each day from today on."""


def each_due_day(situation: Situation, action: str, count: int) -> MissingOn:
    """Return so many of an action on each due day, less what was done of it today."""
    today = situation.standings[0].day

    def missing_on(day: date) -> Mapping[str, int]:
        if not situation.schedule.is_due(day):
            return {}
        done = situation.done(action) if day == today else 0
        return {action: max(0, count - done)}

    return missing_on


def back_by(
    situation: Situation, at: int, missing_on: MissingOn, days: int = RECOVERY_DAYS
) -> date | None:
    """Return the day at whose close the pillar is back if what is missing is done every day.

    ``None`` if that takes more than ``days`` days, counted from today.
    """
    standing = situation.standings[at]
    begin = DayAhead(standing.day, situation.today, situation.notes_left)
    ahead = days_ahead(begin, situation.schedule, situation.notes_a_month, missing_on)
    coming = islice(doses_ahead(situation, at, ahead), days)
    for _, track in closes_ahead(standing, situation.foretold.ahead, coming):
        if track.fell_on is None:
            # A fall may also end because it has lasted so long, which is no return.
            back = track.back_on
            return back if back is not None and back >= standing.day else None
    return None


def doses_ahead(
    situation: Situation, at: int, ahead: Iterator[DayAhead]
) -> Iterator[tuple[float, bool]]:
    """Yield what each day adds to the stock of a pillar, and whether the day feeds it."""
    pillar = situation.standings[at].pillar
    there = sum(situation.today.doses()[at].values())
    for day in ahead:
        doses = day.units.doses()
        yield sum(doses[at].values()) - there, is_fed(pillar, feeding(doses)[at])
        there = 0.0
