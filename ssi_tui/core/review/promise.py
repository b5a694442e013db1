"""What came of a promise: what was done in a week, compared with what was promised."""

from datetime import date, timedelta
from itertools import compress

from ssi_tui.core.calendar import Schedule, days_between
from ssi_tui.core.formula import DEFAULT_TARGETS, PILLAR_RULES
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.history.sums import toward
from ssi_tui.core.labels import ANSWER_LABELS
from ssi_tui.core.model import PILLARS, Answer, Pillar
from ssi_tui.core.review.record import Commitment, Span
from ssi_tui.core.text.words import count_of, counted, weekdays_words
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import standing_now
from ssi_tui.core.value import dataclass

# From this share of what was promised on, a promise is kept in part.
PART_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """A promise, and what was done of it in a week.

    ``did`` and ``asked`` are counts over the week with its ``days`` due days (for a pillar they
    count days); both are ``None`` for free words, which the user judges. ``answer`` is ``None``
    while the promise can still be kept, if nothing was due, and until the user has judged free
    words. ``said`` is the first day of the week in whose review the promise was made.
    """

    commitment: Commitment
    said: date
    did: int | None
    asked: int | None
    days: int
    answer: Answer | None


def verdict_on(
    commitment: Commitment,
    said: date,
    dashboard: Dashboard,
    first: date,
    judged: Answer | None = None,
) -> Verdict:
    """Return what came of a promise in the week from ``first`` on; ``judged`` is the user's answer.

    An amount a day is asked for on each of its due days. What was done on other days of the week
    counts too, except for a promise about certain weekdays, which the usual routine on the other
    days would keep. A promise made late counts from the day on which its target held. It is kept
    if all of it was done, and in part from half of it on.
    """
    last = first + timedelta(days=6)
    history = dashboard.source.history
    schedule = history.schedule
    days = promised_days(commitment, schedule, first)
    held = _held_days(commitment, schedule, days)
    since, days = (first if held == days else held[0]), held
    over = not any(day >= dashboard.today for day in days)
    if commitment.subject is None:
        return Verdict(commitment, said, None, None, len(days), judged)
    if commitment.subject in set(PILLARS):
        did = _fed_days(dashboard, Pillar(commitment.subject), days)
        asked = min(commitment.amount, len(days))
    else:
        tallies = between(dashboard.source.log.tallies, since, min(last, dashboard.today))
        # A task gets whatever counts toward it; any other action only itself.
        did = sum(
            tally.count
            for tally in tallies
            if commitment.subject in (tally.task, toward(tally.task))
            and (commitment.weekdays is None or tally.day in days)
        )
        asked = commitment.amount * (len(days) if commitment.span is Span.DAY else bool(days))
    return Verdict(commitment, said, did, asked, len(days), _answer(did, asked, over=over))


def promised_days(commitment: Commitment, schedule: Schedule, first: date) -> tuple[date, ...]:
    """Return the days of a week on which a promise asks for something.

    Those are the due days; for an amount a day only those on the weekdays of its task.
    """
    week = days_between(first, first + timedelta(days=6))
    return tuple(
        day for day in week if schedule.is_due(day) and _may_fall_on(commitment, schedule, day)
    )


def _held_days(
    commitment: Commitment, schedule: Schedule, days: tuple[date, ...]
) -> tuple[date, ...]:
    """Return the days from which the target of a promise held on, or all if it never did.

    A target that the user lowered afterwards does not make the promise smaller.
    """
    task = commitment.subject
    if task is None or task not in DEFAULT_TARGETS or commitment.span is not Span.DAY:
        return days
    asking = (at for at, day in enumerate(days) if schedule.target(task, day) >= commitment.amount)
    return days[next(asking, 0) :]


def _may_fall_on(commitment: Commitment, schedule: Schedule, day: date) -> bool:
    weekdays = commitment.weekdays
    if weekdays is None and commitment.subject is not None and commitment.span is Span.DAY:
        weekdays = schedule.version_on(commitment.subject, day).weekdays
    return weekdays is None or day.weekday() in weekdays


def _fed_days(dashboard: Dashboard, pillar: Pillar, days: tuple[date, ...]) -> int:
    source, at = dashboard.source, PILLARS.index(pillar)
    closed = source.history.pillar_days(at)
    fed = len({*days}.intersection(compress(closed.days, closed.done)))
    if dashboard.today in days:
        fed += standing_now(source.history, source.now, at).fed
    return fed


def _answer(did: int, asked: int, *, over: bool) -> Answer | None:
    if not asked:
        return None
    if did >= asked:
        return Answer.KEPT
    if not over:
        return None
    return Answer.IN_PART if did >= asked * PART_FROM else Answer.NOT_KEPT


def promise_words(commitment: Commitment) -> str:
    """Return a promise in words: ``2 connects a day``, ``1 article a week``."""
    subject = commitment.subject
    if subject is None:
        return commitment.words
    if subject in set(PILLARS):
        label = PILLAR_RULES[Pillar(subject)].label
        return f"do something for {label} on {count_of(commitment.amount, 'day')}"
    what = counted(subject, commitment.amount)
    if commitment.span is Span.WEEK:
        return f"{what} a week"
    if commitment.weekdays is None:
        return f"{what} a day"
    return f"{what} on {weekdays_words(commitment.weekdays)}"


def verdict_words(verdict: Verdict) -> str:
    """Return what came of a promise: ``2 of 5, partly kept``."""
    if verdict.did is None or verdict.asked is None:
        return ANSWER_LABELS[verdict.answer] if verdict.answer is not None else "your call"
    if not verdict.days or not verdict.asked:
        return "nothing was due" if not verdict.did else f"you did {verdict.did}, nothing was due"
    if verdict.answer is None:
        return f"{verdict.did} of {verdict.asked} so far"
    return f"{verdict.did} of {verdict.asked}, {ANSWER_LABELS[verdict.answer]}"
