"""The focus of the coming week: a pillar, and concrete promises that fit into the minutes.

A promise is worth what it adds to the routine: the score of the pillar at the close of the coming
week with the promise kept, less the score with only the routine.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from ssi_tui.core.ahead.curves import coming_doses, kept_days, scores_ahead, standings_of
from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS
from ssi_tui.core.model import PILLARS, Pillar, TargetVersion
from ssi_tui.core.plan.situation import with_planned
from ssi_tui.core.review.promise import promise_words
from ssi_tui.core.review.record import Commitment, Span
from ssi_tui.core.today.dashboard import Dashboard, Source
from ssi_tui.core.today.words import at_risk
from ssi_tui.core.value import dataclass, replace

MINUTES_MOST = 15.0
LEAST_GAIN = 0.05
PROPOSALS = 3
WEEKLY = ("group", "recommend", "event", "post", "article", "profile_upkeep")
"""The actions that are for the weekly review and not for every day."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A promise with what it brings and how long it takes.

    ``gain`` is in points of the pillar after a week; ``minutes`` is the mean over the due days,
    the routine included.
    """

    commitment: Commitment
    gain: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Focus:
    """A pillar for the coming week, why it, and what could be promised for it."""

    pillar: Pillar
    why: str
    proposals: tuple[Proposal, ...]


def starts_on(week: date, today: date) -> date:
    """Return the first day of a promise made in a week's review: the week after, but not past."""
    return max(week + timedelta(days=7), today)


def pillar_order(dashboard: Dashboard, lately: Collection[Pillar] = ()) -> tuple[Pillar, ...]:
    """Return the pillars in the order in which they deserve a week of focus.

    Those at risk come first, then those with the most room to grow. As each week should add a
    pillar, those that were in focus ``lately`` come last.
    """
    risky = [row.pillar for row in at_risk(dashboard)]
    setups = {setup.pillar: setup for setup in dashboard.source.history.pillars}

    def room(pillar: Pillar) -> float:
        row = dashboard.pillars[PILLARS.index(pillar)]
        setup = setups[pillar]
        return setup.floor + setup.gain * (setup.ceiling - setup.base) - row.score

    calm = [pillar for pillar in PILLARS if pillar not in risky]
    return (*risky, *sorted(calm, key=lambda pillar: (pillar in lately, -room(pillar))))


def focus_on(
    dashboard: Dashboard, pillar: Pillar, start: date, lately: Collection[Pillar] = ()
) -> Focus:
    """Return a pillar with what could be promised for it from ``start`` on."""
    risky = [row.pillar for row in at_risk(dashboard)]
    if pillar in risky:
        why = "the pillar at risk" if len(risky) == 1 else "a pillar at risk"
    elif pillar is pillar_order(dashboard)[0]:
        why = "with the most room"
    elif pillar is pillar_order(dashboard, lately)[0]:
        why = "the next pillar to add"
    else:
        why = "your choice"
    return Focus(pillar, why, proposals_for(dashboard, pillar, start))


def proposals_for(dashboard: Dashboard, pillar: Pillar, start: date) -> tuple[Proposal, ...]:
    """Return up to three promises for a pillar, of different kinds where possible.

    The kinds are one more of a task each day, one more on two days of the week, and something once
    in the week. Each is the best of its kind that keeps the due days within 15 minutes on average.
    If the routine fills the minutes already, its own tasks can be promised.
    """
    source = dashboard.source
    budget = max(MINUTES_MOST, dashboard.budget)
    ahead = _Ahead(source, pillar, start)
    kinds = [
        _worthwhile(item for item in map(ahead.weigh, found) if item.minutes <= budget)
        for found in (_daily(ahead, pillar), _twice(ahead, pillar), _weekly(ahead, pillar))
    ]
    chosen = [found[0] for found in kinds if found]
    rest = _worthwhile(item for found in kinds for item in found[1:])
    chosen += rest[: PROPOSALS - len(chosen)]
    if len(chosen) < 2:
        kept = _worthwhile(map(ahead.weigh_kept, _present(ahead, pillar)))
        chosen += kept[: PROPOSALS - len(chosen)]
    return tuple(_worthwhile(chosen))


def _worthwhile(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return the promises that bring enough to show, the best first."""
    found = [item for item in proposals if item.gain >= LEAST_GAIN]
    return sorted(found, key=lambda item: -item.gain)


class _Ahead:
    """The week from ``start`` on with the routine kept, and what promises would change in it."""

    def __init__(self, source: Source, pillar: Pillar, start: date) -> None:
        self.source = source
        self.schedule = source.history.schedule
        self.start = start
        self._actions = self.schedule.actions_on(start)
        self.at = PILLARS.index(pillar)
        self.days = (start - source.history.today).days + 7
        self.routine = self._score(self.schedule)
        week = days_between(start, start + 6 * DAY)
        self.due = tuple(day for day in week if self.schedule.is_due(day))

    def target(self, task: str) -> int:
        """Return the target of a task on the first day of the week that asks for it, else 0."""
        asked = (self.schedule.target(task, day) for day in self.due)
        return next((target for target in asked if target), 0)

    def weigh(self, promise: Commitment) -> Proposal:
        """Return what a promise on top of the routine brings, and how long it takes."""
        if promise.span is Span.WEEK:
            once = self._score(self.schedule, promise)
            more = promise.amount * self._actions[str(promise.subject)].minutes
            return Proposal(promise, once - self.routine, self._minutes(self.schedule, more))
        schedule = with_promise(self.schedule, promise, self.start)
        return Proposal(promise, self._score(schedule) - self.routine, self._minutes(schedule))

    def weigh_kept(self, promise: Commitment) -> Proposal:
        """Return what a task of the routine brings, compared with the routine without it."""
        none = TargetVersion(str(promise.subject), self.start, 0)
        without = self._score(_with_version(self.schedule, none))
        return Proposal(promise, self.routine - without, self._minutes(self.schedule))

    def _score(self, schedule: Schedule, once: Commitment | None = None) -> float:
        days = list(kept_days(self.source, schedule, self.days))
        if once is not None:
            at = (self.due[0] - days[0].day).days
            units = with_planned(days[at].units, str(once.subject), once.amount)
            days[at] = replace(days[at], units=units)
        more = coming_doses(self.source, days)[self.at].more
        *_, last = scores_ahead(standings_of(self.source)[self.at], schedule, more)
        return last

    def _minutes(self, schedule: Schedule, more: float = 0.0) -> float:
        minutes = sum(
            schedule.target(task.id, day) * task.minutes
            for day in self.due
            for task in schedule.routine(day)
        )
        return (minutes + more) / max(1, len(self.due))


def with_promise(schedule: Schedule, promise: Commitment, start: date) -> Schedule:
    """Return the schedule with the target that a promise sets from ``start`` on."""
    version = promised_version(schedule, promise, start)
    return schedule if version is None else _with_version(schedule, version)


def promised_version(schedule: Schedule, promise: Commitment, start: date) -> TargetVersion | None:
    """Return the target that a promise sets from ``start`` on, ``None`` if it sets none."""
    task = promise.subject
    if task is None or task not in DEFAULT_TARGETS or promise.span is not Span.DAY:
        return None
    present = schedule.version_on(task, start)
    if promise.weekdays is None:
        return TargetVersion(task, start, promise.amount, present.weekdays)
    # A task with weekdays of its own becomes due on those of the promise as well.
    own = None if present.weekdays is None else present.weekdays | promise.weekdays
    return TargetVersion(task, start, present.target, own, promise.amount, promise.weekdays)


def _with_version(schedule: Schedule, version: TargetVersion) -> Schedule:
    versions = [*schedule.targets.get(version.task, ()), version]
    versions.sort(key=lambda each: each.valid_from)
    return replace(schedule, targets={**schedule.targets, version.task: tuple(versions)})


def _feeding(pillar: Pillar) -> Iterator[str]:
    at = PILLARS.index(pillar)
    return (task for task in DEFAULT_TARGETS if ACTIONS[task].points[at])


def _promise(
    pillar: Pillar,
    subject: str,
    amount: int,
    span: Span = Span.DAY,
    weekdays: frozenset[int] | None = None,
) -> Commitment:
    commitment = Commitment("", pillar, subject, amount, span, weekdays)
    return replace(commitment, words=promise_words(commitment))


def _daily(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    """Yield a promise of one more of each task that feeds a pillar, each day."""
    for task in _feeding(pillar):
        yield _promise(pillar, task, ahead.target(task) + 1)


def _twice(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    """Yield a promise of one more of each task, on two days of the week that lie apart."""
    weekdays = [day.weekday() for day in ahead.due]
    if len(weekdays) < 3:
        return
    two = frozenset({weekdays[0], weekdays[(len(weekdays) + 1) // 2]})
    for task in _feeding(pillar):
        yield _promise(pillar, task, ahead.target(task) + 1, weekdays=two)


def _weekly(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    """Yield a promise of each weekly action that feeds a pillar, if any day of the week is due."""
    at = PILLARS.index(pillar)
    for action in WEEKLY if ahead.due else ():
        if ACTIONS[action].points[at]:
            yield _promise(pillar, action, 1, Span.WEEK)


def _present(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    """Yield a promise of each task of the routine that feeds a pillar, as it is now."""
    for task in _feeding(pillar):
        if ahead.target(task):
            yield _promise(pillar, task, ahead.target(task))


_VERBS = {
    "comment": "write",
    "share": "make",
    "message": "send",
    "search": "make",
    "connect": "send",
    "group": "visit",
    "event": "attend",
    "post": "write",
    "article": "write",
    "recommend": "ask for",
}


def promise_sentence(commitment: Commitment) -> str:
    """Return a promise as ``I will send 2 connects a day, on working days``."""
    subject = commitment.subject
    if subject is None or subject in set(PILLARS):
        return f"I will {promise_words(commitment)}" if subject else commitment.words
    days = ", on working days" if commitment.span is Span.DAY and not commitment.weekdays else ""
    return f"I will {_VERBS.get(subject, 'do')} {promise_words(commitment)}{days}"
