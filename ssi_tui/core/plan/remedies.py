"""What stops the collapse of a pillar, and what brings a collapsed pillar back over its line."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from math import inf

from ssi_tui.core.calendar import DAY
from ssi_tui.core.formula import ACTIONS, PLAN_CAPS, RECOVERY_DAYS, USUAL_DAYS
from ssi_tui.core.model import Risk
from ssi_tui.core.plan.situation import NO_DOSES, Doses, Situation, standing_with
from ssi_tui.core.score.forecast import assess, is_fed, line_of, usual_of
from ssi_tui.core.score.scoring import DayUnits
from ssi_tui.core.value import dataclass, replace


@dataclass(frozen=True, slots=True)
class Fix:
    """The cheapest action that stops the foretold collapse of a pillar, or else puts it off.

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
    """Return the cheapest action that stops the collapse of the pillar with index ``at``.

    Each action of the planner is tried by itself, in every count up to its cap of the day. Of
    those that leave the pillar safe, the one with the fewest minutes wins (then the one with the
    fewest actions, then the one with the later night). If none does, the one that puts the night
    off furthest wins (no foretold night counts as furthest), then the one with the fewest minutes.
    Of equals the planner's first wins. ``None`` where no collapse is foretold, or nothing puts it
    off.
    """
    foretold = situation.outlooks[at].collapse_on
    if foretold is None:
        return None
    standing = situation.standings[at]
    found: list[tuple[tuple[float, float, float, float], Fix]] = []
    for action in PLAN_CAPS:
        for count in range(1, situation.room(action) + 1):
            more = situation.dose(action, count)[at]
            if not more:
                break
            after = standing_with(standing, more, situation.active_day[at])
            outlook = assess(after, situation.schedule, situation.ahead)
            night = outlook.collapse_on
            if night is not None and night <= foretold:
                continue
            minutes = count * situation.today.actions[action].minutes
            off = inf if night is None else float(night.toordinal())
            rank = (
                (0.0, minutes, count, -off)
                if outlook.risk is Risk.SAFE
                else (1.0, -off, minutes, count)
            )
            gain = after.score - standing.score
            found.append((rank, Fix(action, count, minutes, gain, night)))
    return min(found, key=lambda pair: pair[0])[1] if found else None


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
            by = back_by(situation, at, action, count, days)
            if by is None:
                # Fewer a day take at least as long.
                break
            minutes = count * situation.today.actions[action].minutes
            found.append(Recovery(action, count, minutes, by))
            # A way that takes longer than this cannot win any more.
            days = (by - today).days + 1
    return min(found, key=lambda way: (way.by, way.minutes, way.count)) if found else None


def back_by(
    situation: Situation, at: int, action: str, count: int, days: int = RECOVERY_DAYS
) -> date | None:
    """Return the day at whose close ``count`` of an action each due day have lifted a pillar.

    It is lifted by the first day that feeds it and closes at or above its line; the line of each
    close follows from the closes before it, including the foretold ones. ``None`` if that takes
    more than ``days`` days, counted from today.
    """
    standing = situation.standings[at]
    pillar = standing.pillar
    closes = list(standing.scores[-USUAL_DAYS:])
    stock, fed = standing.stock, standing.dose
    for day, dose, active in islice(kept_up(situation, action, count), days):
        if day != standing.day:
            stock *= pillar.decay(situation.schedule.clock(day))
            fed = 0.0
        stock += dose[at] + active[at]
        score = pillar.score(stock)
        line = line_of(pillar.floor, usual_of(closes, pillar.floor, len(closes)))
        if is_fed(pillar, fed + dose[at]) and score >= line:
            return day
        closes.append(score)
    return None


def kept_up(situation: Situation, action: str, count: int) -> Iterator[tuple[date, Doses, Doses]]:
    """Yield each day from today on with what ``count`` of an action each due day add to it.

    That is the doses of the action and those of the active day. Personal notes are used while they
    last, and there are new ones each month.
    """
    day = situation.standings[0].day
    while True:
        due = situation.schedule.is_due(day)
        more = max(0, count - situation.done(action)) if due else 0
        if more:
            yield day, situation.dose(action, more), situation.active_day
        else:
            yield day, NO_DOSES, NO_DOSES
        notes = situation.notes_left
        if notes is not None and "note" in ACTIONS[action].qualities:
            notes = max(0, notes - more)
        day += DAY
        if notes is not None and day.day == 1:
            notes = situation.notes_a_month
        situation = replace(
            situation, today=DayUnits({}, situation.today.actions), notes_left=notes
        )
