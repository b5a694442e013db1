"""The focus of the coming week: a pillar, and concrete promises that fit into the minutes.

A promise is worth what it adds to what is kept already: the score of the pillar at the close of the
coming week with the promise kept, less the score if all goes on as in the last four weeks.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from ssi_tui.core.ahead.curves import coming_doses, days_with, standings_of
from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS, may_be_daily
from ssi_tui.core.model import PILLARS, Pillar, Risk, TargetVersion
from ssi_tui.core.review.kept import KeptWeeks, most_kept
from ssi_tui.core.review.promise import promise_words, promised_days
from ssi_tui.core.review.record import Commitment, Span
from ssi_tui.core.score.forecast import ahead_of, closes_ahead
from ssi_tui.core.text.words import count_of, weekdays_words
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

    ``gain`` is in points of the pillar after a week. ``minutes`` is the mean over the due days and
    ``that_day`` the most on a day on which the promise is done, both with the routine. What is
    kept already gains nothing: ``keeps`` are the points that would be lost without it, ``None`` for
    any other promise.
    """

    commitment: Commitment
    gain: float
    minutes: float
    that_day: float
    keeps: float | None = None

    @property
    def worth(self) -> float:
        """The points that the promise brings or keeps."""
        return self.gain if self.keeps is None else self.keeps


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
    if dashboard.pillars[PILLARS.index(pillar)].risk is Risk.RECOVERING:
        why = "climbing back"
    elif pillar in risky:
        why = "at risk"
    elif pillar is pillar_order(dashboard)[0]:
        why = "most room left"
    elif pillar is pillar_order(dashboard, lately)[0]:
        why = "up next"
    else:
        why = "your choice"
    return Focus(pillar, why, proposals_for(dashboard, pillar, start))


def proposals_for(dashboard: Dashboard, pillar: Pillar, start: date) -> tuple[Proposal, ...]:
    """Return up to three promises for a pillar, of different kinds where possible.

    The kinds are one more of a task each day, one more on two days of the week, and something once
    in the week. Each is the best of its kind that keeps the due days within 15 minutes on average.
    Where a task of the routine is not kept, it is promised before more of it. Where hardly
    anything brings more, what is kept already can be promised.
    """
    ahead = _Ahead(dashboard.source, pillar, start)
    budget = max(MINUTES_MOST, dashboard.budget, ahead.minutes)
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
    """Return the promises that are worth enough to show, the best first, then what is kept."""
    found = [item for item in proposals if item.worth >= LEAST_GAIN]
    return sorted(found, key=lambda item: (item.keeps is not None, -item.worth))


class _Ahead:
    """The week from ``start`` on, and what promises would change in it.

    Without them all goes on as it is kept now: each task of the routine as often as on half of its
    last due days (by the week: as in half of its last weeks), up to its target.
    """

    def __init__(self, source: Source, pillar: Pillar, start: date) -> None:
        self.source = source
        self.schedule = source.history.schedule
        self.start = start
        self._actions = self.schedule.actions_on(start)
        self.at = PILLARS.index(pillar)
        self.days = (start - source.history.today).days + 7
        week = days_between(start, start + 6 * DAY)
        self.due = tuple(day for day in week if self.schedule.is_due(day))
        self.minutes = self._minutes(self.schedule)
        self._weeks = KeptWeeks(source, start + 6 * DAY)
        self._most: dict[str, int | None] = {}
        self._usual = self._score(self._kept_on)

    def weekly(self) -> dict[str, int]:
        """Return what the week asks for by the week."""
        asked = self.schedule.weekly_on(self.due[-1]) if self.due else ()
        return {task.id: task.target for task in asked}

    def is_kept_weekly(self, task: str) -> bool:
        """Tell whether what is asked for of a task by the week is kept already."""
        target = self.weekly().get(task, 0)
        return self._weeks.kept(task, target) == target

    def target(self, task: str) -> int:
        """Return the target of a task on the first day of the week that asks for it, else 0."""
        asked = (self.schedule.target(task, day) for day in self.due)
        return next((target for target in asked if target), 0)

    def is_kept(self, task: str) -> bool:
        """Tell whether what the routine asks for of a task is kept already."""
        target = self.target(task)
        return self._kept(task, target) == target

    def weigh(self, promise: Commitment) -> Proposal:
        """Return what a promise brings on top of what is kept, and how long it takes."""
        subject, raised = str(promise.subject), self._promised(promise)
        schedule = with_promise(self.schedule, promise, self.start)

        def asked_on(day: date) -> dict[str, int]:
            kept = self._kept_on(day)
            return {**kept, subject: max(kept.get(subject, 0), raised.get(day, 0))}

        gain = self._score(asked_on) - self._usual
        return Proposal(promise, gain, self._minutes(schedule), self._that_day(promise))

    def weigh_kept(self, promise: Commitment) -> Proposal:
        """Return what a task that is kept already is worth, compared with the week without it."""

        def asked_on(day: date) -> dict[str, int]:
            kept = self._kept_on(day)
            return kept if day < self.start else {**kept, str(promise.subject): 0}

        keeps = self._usual - self._score(asked_on)
        return Proposal(promise, 0.0, self.minutes, self._that_day(promise), keeps)

    def _promised(self, promise: Commitment) -> Mapping[date, int]:
        """Return how many a promise asks for on each of its days."""
        if promise.span is Span.WEEK:
            # One on each of the first due days, from the first again where there are more.
            return Counter(self.due[at % len(self.due)] for at in range(promise.amount))
        days = promised_days(promise, self.schedule, self.start)
        return dict.fromkeys(days, promise.amount)

    def _that_day(self, promise: Commitment) -> float:
        """Return the minutes of the longest day on which a promise is done, with its routine."""
        subject, by_week = str(promise.subject), promise.span is Span.WEEK

        def minutes_on(day: date, count: int) -> float:
            asked = self.schedule.asked_on(day)
            usual = asked.get(subject, 0)
            asked[subject] = usual + count if by_week else max(usual, count)
            return sum(self._actions[task].minutes * asked[task] for task in asked)

        promised = self._promised(promise).items()
        return max((minutes_on(day, count) for day, count in promised), default=self.minutes)

    def _kept(self, task: str, target: int) -> int:
        if task not in self._most:
            self._most[task] = most_kept(self.source, task)
        most = self._most[task]
        return target if most is None else min(most, target)

    def _kept_on(self, day: date) -> dict[str, int]:
        asked = self.schedule.asked_on(day)
        kept = {task: self._kept(task, target) for task, target in asked.items()}
        return {**kept, **self._weeks.on(day)}

    def _score(self, asked_on: Callable[[date], Mapping[str, int]]) -> float:
        days = days_with(self.source, asked_on, self.days)
        more = coming_doses(self.source, days)[self.at].more
        standing = standings_of(self.source)[self.at]
        ahead = ahead_of(self.schedule, standing.day, self.days - 1)
        *_, (last, _) = closes_ahead(standing, ahead, ((dose, False) for dose in more))
        return last

    def _minutes(self, schedule: Schedule) -> float:
        minutes = sum(
            schedule.target(task.id, day) * task.minutes
            for day in self.due
            for task in schedule.routine(day)
        )
        weekly = schedule.weekly_on(self.due[-1]) if self.due else ()
        minutes += sum(task.target * task.minutes for task in weekly)
        return minutes / max(1, len(self.due))


def with_promise(schedule: Schedule, promise: Commitment, start: date) -> Schedule:
    """Return the schedule with the target that a promise sets from ``start`` on."""
    version = promised_version(schedule, promise, start)
    return schedule if version is None else _with_version(schedule, version)


def promised_version(schedule: Schedule, promise: Commitment, start: date) -> TargetVersion | None:
    """Return the target that a promise sets from ``start`` on, ``None`` if it sets none."""
    task = promise.subject
    if task is None or task not in ACTIONS:
        return None
    present = schedule.version_on(task, start)
    if promise.span is Span.WEEK:
        # What is asked for each day stays so.
        by_week = present.weekly or not may_be_daily(task)
        return TargetVersion(task, start, 0, weekly=promise.amount) if by_week else None
    if not may_be_daily(task):
        return None
    if promise.weekdays is None:
        return TargetVersion(task, start, promise.amount, present.weekdays)
    # A task with weekdays of its own becomes due on those of the promise as well.
    own = None if present.weekdays is None else present.weekdays | promise.weekdays
    return TargetVersion(task, start, present.target, own, promise.amount, promise.weekdays)


def _with_version(schedule: Schedule, version: TargetVersion) -> Schedule:
    versions = [*schedule.targets.get(version.task, ()), version]
    versions.sort(key=lambda each: each.valid_from)
    targets = {**schedule.targets, version.task: tuple(versions)}
    tasks = tuple(dict.fromkeys((*schedule.tasks, version.task)))
    return replace(schedule, targets=targets, tasks=tasks)


def _by_day(ahead: "_Ahead", pillar: Pillar) -> Iterator[str]:
    """Yield the tasks that feed a pillar, without those that are asked for by the week."""
    at, weekly = PILLARS.index(pillar), ahead.weekly()
    return (task for task in DEFAULT_TARGETS if ACTIONS[task].points[at] and task not in weekly)


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
    """Yield a promise of each task that feeds a pillar, each day: one more where it is kept."""
    for task in _by_day(ahead, pillar):
        yield _promise(pillar, task, ahead.target(task) + ahead.is_kept(task))


def _twice(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    """Yield a promise of one more of each kept task, on two days of the week that lie apart."""
    weekdays = [day.weekday() for day in ahead.due]
    if len(weekdays) < 3:
        return
    two = frozenset({weekdays[0], weekdays[(len(weekdays) + 1) // 2]})
    for task in filter(ahead.is_kept, _by_day(ahead, pillar)):
        yield _promise(pillar, task, ahead.target(task) + 1, weekdays=two)


def _weekly(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    """Yield a promise of each action by the week that feeds a pillar, if any day of it is due.

    Those are the ones for the review, and what is asked for by the week already: one more where
    that is kept.
    """
    weekly = ahead.weekly()
    known = [*WEEKLY, *(task for task in weekly if task in ACTIONS and task not in WEEKLY)]
    for action in known if ahead.due else ():
        if ACTIONS[action].points[PILLARS.index(pillar)]:
            target = weekly.get(action, 0)
            yield _promise(pillar, action, target + ahead.is_kept_weekly(action), Span.WEEK)


def _present(ahead: _Ahead, pillar: Pillar) -> Iterator[Commitment]:
    """Yield a promise of each task that feeds a pillar and is kept already, as it is now."""
    for task in filter(ahead.is_kept, _by_day(ahead, pillar)):
        if ahead.target(task):
            yield _promise(pillar, task, ahead.target(task))
    for task, target in ahead.weekly().items():
        feeds = task in ACTIONS and ACTIONS[task].points[PILLARS.index(pillar)]
        if feeds and ahead.is_kept_weekly(task):
            yield _promise(pillar, task, target, Span.WEEK)


_DEEDS = {
    "comment": ("write", "comment", "comments"),
    "share": ("make", "share", "shares"),
    "message": ("send", "message", "messages"),
    "search": ("make", "search", "searches"),
    "connect": ("send", "invitation", "invitations"),
    "group": ("visit", "group", "groups"),
    "event": ("attend", "event", "events"),
    "post": ("write", "post", "posts"),
    "article": ("write", "article", "articles"),
    "recommend": ("ask for or write", "recommendation", "recommendations"),
    "profile_upkeep": ("make", "profile update", "profile updates"),
}
"""A verb, and the noun for one and for several, of what can be promised."""


def promise_sentence(commitment: Commitment) -> str:
    """Return a promise as ``I will send 2 invitations a day, on workdays``."""
    subject = commitment.subject
    if subject is None:
        return commitment.words
    if subject not in _DEEDS:
        return f"I will {promise_words(commitment)}"
    verb, *noun = _DEEDS[subject]
    what = count_of(commitment.amount, *noun)
    if commitment.span is Span.WEEK:
        return f"I will {verb} {what} a week"
    if commitment.weekdays is None:
        return f"I will {verb} {what} a day, on workdays"
    return f"I will {verb} {what} on {weekdays_words(commitment.weekdays)}"
