"""The best actions for the minutes that are left, and what each is good for (in points)."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from math import inf
from operator import add

from ssi_tui.core.formula import ACTION_COST, ACTIONS, TASK_WORTH, URGENCY
from ssi_tui.core.history.sums import MINUTES_SLACK
from ssi_tui.core.model import Pillar
from ssi_tui.core.plan.remedies import Fix, Recovery, back_on, fix_for, recovery_for
from ssi_tui.core.plan.situation import NO_DOSES, Doses, Situation
from ssi_tui.core.score.forecast import DOWN, Outlook, Standing
from ssi_tui.core.value import dataclass, field

# Objectives that differ by less are equal: the rest is rounding error.
OBJECTIVE_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item is in the plan: the pillar that it serves most, weighted by urgency.

    ``before`` and ``after`` are the outlook of that pillar without and with the item; in both the
    items listed before it are done.
    """

    pillar: Pillar
    before: Outlook
    after: Outlook

    @property
    def lifts(self) -> bool:
        """Whether the item brings a pillar that is down back over its line."""
        return self.before.risk in DOWN and self.after.risk not in DOWN

    @property
    def moves(self) -> bool:
        """Whether the item puts off the foretold night of the pillar."""
        foretold, then = self.before.collapse_on, self.after.collapse_on
        return foretold is not None and (then is None or then > foretold)

    @property
    def moves_to(self) -> date | None:
        """The night of the collapse if the item is done, ``None`` where none is foretold."""
        return self.after.collapse_on


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One action of the plan with its count.

    ``minutes`` is what all of it takes. ``gains`` are the points that it adds to each pillar once
    the items before it are done.
    """

    action: str
    count: int
    minutes: float
    gains: tuple[float, ...]
    reason: Reason

    @property
    def gain(self) -> float:
        """The points that the item adds to the total, unweighted."""
        return sum(self.gains)


@dataclass(frozen=True, slots=True)
class Plan:
    """The best actions for the minutes that are left, the largest gain first."""

    items: tuple[PlanItem, ...] = ()

    @property
    def minutes(self) -> float:
        """The minutes of all items."""
        return sum(item.minutes for item in self.items)

    @property
    def gain(self) -> float:
        """The points by which the total rises when all items are logged."""
        return sum(item.gain for item in self.items)


@dataclass(frozen=True, slots=True)
class Advice:
    """The plan, and for each pillar the fix, the recovery or the day of its return, if any.

    ``back_on`` is the day at whose close a recovering pillar is back if the routine is kept.
    ``situation`` is what all of it was worked out from.
    """

    plan: Plan
    fixes: tuple[Fix | None, ...]
    recoveries: tuple[Recovery | None, ...]
    situation: Situation = field(repr=False, compare=False)
    back_on: tuple[date | None, ...] = (None,) * 4


def advise(situation: Situation) -> Advice:
    """Return what to do today: the plan, and the fix or the recovery of each pillar."""
    pillars = range(len(situation.standings))
    return Advice(
        plan=plan_for(situation),
        fixes=tuple(fix_for(situation, at) for at in pillars),
        recoveries=tuple(recovery_for(situation, at) for at in pillars),
        back_on=tuple(back_on(situation, at) for at in pillars),
        situation=situation,
    )


def plus(one: Doses, other: Doses) -> Doses:
    """Return the sum of two doses."""
    return tuple(map(add, one, other))


def gains_of(standings: Sequence[Standing], doses: Doses) -> tuple[float, ...]:
    """Return how much each score rises if today brings more doses."""
    return tuple(
        standing.pillar.score(standing.stock + dose) - standing.score if dose else 0.0
        for standing, dose in zip(standings, doses, strict=True)
    )


def plan_for(situation: Situation) -> Plan:
    """Return the best actions for the minutes that are left.

    All sets of actions within the minutes and the caps of the day are tried. The best has the
    largest sum over the pillars of urgency times gain, less 0.03 for each action, and 0.30 for each
    task of the routine that it completes, by the day or by the week; of equals the first wins,
    tried in the planner's order and fewer before more. So it is the routine while that fits, and
    extras where more time is left.
    """
    return Plan(listed(situation, best_counts(situation)))


def _daily(action: str) -> tuple[str, ...]:
    """Return the task of a day that an action counts toward."""
    return (ACTIONS[action].toward,)


def _weekly(action: str) -> tuple[str, ...]:
    """Return the tasks of a week that an action counts toward."""
    return (action, ACTIONS[action].toward)


def best_counts(situation: Situation) -> dict[str, int]:
    """Return how many more of each action the best set asks for, actions with none left out."""
    if situation.minutes_left <= 0.0:
        return {}
    limit = situation.minutes_left + MINUTES_SLACK
    # Each set so far: the counts, the number of actions, the minutes and the doses.
    sets: list[tuple[tuple[int, ...], int, float, Doses]] = [((), 0, 0.0, NO_DOSES)]
    candidates = situation.candidates
    for action in candidates:
        each = situation.today.actions[action].minutes
        options = [
            (count, count * each, situation.dose(action, count))
            for count in range(situation.room(action) + 1)
        ]
        sets = [
            (
                (*counts, count),
                actions + count,
                minutes + more,
                plus(doses, dose) if count else doses,
            )
            for counts, actions, minutes, doses in sets
            for count, more, dose in options
            if count == 0 or minutes + more <= limit
        ]
    # Many sets leave a pillar at the same stock.
    weighed = [
        (URGENCY.get(outlook.risk, 1.0), cache(standing.pillar.score), standing.stock)
        for outlook, standing in zip(situation.outlooks, situation.standings, strict=True)
    ]
    active = situation.active_day if any(situation.active_day) else None
    open_tasks = [
        ([at for at, action in enumerate(candidates) if task in toward(action)], missing)
        for asked, toward in ((situation.missing, _daily), (situation.weekly, _weekly))
        for task, missing in asked.items()
    ]
    best, most = sets[0][0], -inf
    for counts, actions, _, doses in sets:
        total = -ACTION_COST * actions
        brought = plus(doses, active) if actions and active else doses
        for (urgency, score, stock), dose in zip(weighed, brought, strict=True):
            total += urgency * score(stock + dose)
        for places, missing in open_tasks:
            done = 0
            for at in places:
                done += counts[at]
            if done >= missing:
                total += TASK_WORTH
        if total > most + OBJECTIVE_SLACK:
            best, most = counts, total
    return {action: count for action, count in zip(candidates, best, strict=True) if count}


def listed(situation: Situation, counts: Mapping[str, int]) -> tuple[PlanItem, ...]:
    """Return the items in order; in each place comes the one that then adds most to the total."""
    left = {action: situation.dose(action, count) for action, count in counts.items()}
    standings, active = situation.standings, situation.active_day
    items: list[PlanItem] = []
    while left:
        gains = {each: gains_of(standings, plus(dose, active)) for each, dose in left.items()}
        action = max(gains, key=lambda each: sum(gains[each]))
        dose = left.pop(action)
        after = tuple(map(Standing.with_more, standings, dose, active))
        at = served_most(situation, gains_of(standings, dose))
        items.append(
            PlanItem(
                action=action,
                count=counts[action],
                minutes=counts[action] * situation.today.actions[action].minutes,
                gains=gains[action],
                reason=Reason(
                    standings[at].pillar.pillar,
                    situation.foretold.outlook(standings[at]),
                    situation.foretold.outlook(after[at]),
                ),
            )
        )
        standings, active = after, NO_DOSES
    return tuple(items)


def served_most(situation: Situation, gains: Sequence[float]) -> int:
    """Return the index of the pillar that an item serves most, which is why it is in the plan.

    ``gains`` leave out the points of the active day: whatever is done first brings those, so they
    are no reason for this item rather than another.
    """
    served = [
        gain * URGENCY.get(outlook.risk, 1.0)
        for gain, outlook in zip(gains, situation.outlooks, strict=True)
    ]
    return served.index(max(served))
