"""The focus of the coming week: a pillar, and concrete promises that fit the minutes.

A promise is weighed by the routine: the score of the pillar at the close of the coming week with
the promise kept, less that with the routine alone.
"""

from collections.abc import Collection, Iterator
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
"""What is for the weekly review, and not for the list of a day."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A promise with what it brings and takes.

    ``gain`` in points of the pillar after a week, ``minutes`` the mean of the days that are due.
    """

    commitment: Commitment
    gain: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Focus:
    """A pillar that the coming week could be about, why, and what could be promised for it."""

    pillar: Pillar
    why: str
    proposals: tuple[Proposal, ...]


def starts_on(week: date, today: date) -> date:
    """Return from when a promise of a week's review holds: the week after it, or today if later."""
    return max(week + timedelta(days=7), today)


def pillar_order(dashboard: Dashboard, lately: Collection[Pillar] = ()) -> tuple[Pillar, ...]:
    """Return the pillars as they deserve a week: those at risk first, then by the most room.

    A pillar is added each week: those that were in focus ``lately`` come after the others.
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
    """Return a pillar with what could be promised for it from a day on.

    ``lately`` are those that were in focus in the weeks before.
    """
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
    """Return up to three promises for a pillar, of different kinds where there are any.

    One more of a task each day, one more on two days of the week, and something for once in the
    week, each the best of its kind that keeps the days within 15 minutes on the mean. Where the
    routine fills the minutes already, its own tasks are what can be promised.
    """
    source = dashboard.source
    budget = max(MINUTES_MOST, dashboard.budget)
    ahead = _Ahead(source, pillar, start)
    kinds = [
        sorted(
            (item for item in found if item.minutes <= budget and item.gain >= LEAST_GAIN),
            key=lambda item: -item.gain,
        )
        for found in (
            [ahead.weigh(promise) for promise in _daily(ahead, pillar)],
            [ahead.weigh(promise) for promise in _twice(ahead, pillar)],
            [ahead.weigh(promise) for promise in _weekly(ahead, pillar)],
        )
    ]
    chosen = [found[0] for found in kinds if found]
    rest = sorted((item for found in kinds for item in found[1:]), key=lambda item: -item.gain)
    chosen += rest[: PROPOSALS - len(chosen)]
    if len(chosen) < 2:
        kept = sorted(
            (ahead.weigh_kept(promise) for promise in _present(ahead, pillar)),
            key=lambda item: -item.gain,
        )
        chosen += [item for item in kept if item.gain >= LEAST_GAIN][: PROPOSALS - len(chosen)]
    return tuple(sorted(chosen, key=lambda item: -item.gain))


class _Ahead:
    """The week from a day on with the routine kept, and what a promise would make of it."""

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
        """Return the target of a task in the week, on the first day that asks for it."""
        asked = (self.schedule.target(task, day) for day in self.due)
        return next((target for target in asked if target), 0)

    def weigh(self, promise: Commitment) -> Proposal:
        """Return what a promise on top of the routine brings and takes."""
        if promise.span is Span.WEEK:
            once = self._score(self.schedule, promise)
            more = promise.amount * self._actions[str(promise.subject)].minutes
            return Proposal(promise, once - self.routine, self._minutes(self.schedule, more))
        schedule = with_promise(self.schedule, promise, self.start)
        return Proposal(promise, self._score(schedule) - self.routine, self._minutes(schedule))

    def weigh_kept(self, promise: Commitment) -> Proposal:
        """Return what a task of the routine brings, beside the routine without it."""
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
    """Return the schedule with the targets that a promise sets from a day on."""
    version = promised_version(schedule, promise, start)
    return schedule if version is None else _with_version(schedule, version)


def promised_version(schedule: Schedule, promise: Commitment, start: date) -> TargetVersion | None:
    """Return the target that a promise sets from a day on, ``None`` where it sets none."""
    task = promise.subject
    if task is None or task not in DEFAULT_TARGETS or promise.span is not Span.DAY:
        return None
    present = schedule.version_on(task, start)
    if promise.weekdays is None:
        return TargetVersion(task, start, promise.amount, present.weekdays)
    # A task with weekdays of its own is due on those of the promise besides.
    own = None if present.weekdays is None else present.weekdays | promise.weekdays
    return TargetVersion(task, start, present.target, own, promise.amount, promise.weekdays)


def _with_version(schedule: Schedule, version: TargetVersion) -> Schedule:
    versions = [*schedule.targets.get(version.task, ()), version]
    versions.sort(key=lambda each: each.valid_from)
    return replace(schedule, targets={**schedule.targets, version.task: tuple(versions)})


def _feeding(pillar: Pillar) -> Iterator[str]:
    at = PILLARS.index(pillar)
    return (task for task in DEFAULT_TARGETS if ACTIONS[task].points[at])


def _promise(pillar: Pillar, commitment: Commitment) -> Commitment:
    return replace(commitment, words=promise_words(commitment), focus=pillar)


def _daily(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    for task in _feeding(pillar):
        promise = Commitment("", subject=task, amount=ahead.target(task) + 1)
        yield _promise(pillar, promise)


def _twice(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    """Yield one more of each task on two days of the week that lie apart."""
    weekdays = [day.weekday() for day in ahead.due]
    if len(weekdays) < 3:
        return
    two = frozenset({weekdays[0], weekdays[(len(weekdays) + 1) // 2]})
    for task in _feeding(pillar):
        promise = Commitment("", subject=task, amount=ahead.target(task) + 1, weekdays=two)
        yield _promise(pillar, promise)


def _weekly(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    at = PILLARS.index(pillar)
    if not ahead.due:
        return
    for action in WEEKLY:
        if ACTIONS[action].points[at]:
            promise = Commitment("", subject=action, amount=1, span=Span.WEEK)
            yield _promise(pillar, promise)


def _present(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    for task in _feeding(pillar):
        if ahead.target(task):
            yield _promise(pillar, Commitment("", subject=task, amount=ahead.target(task)))


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
