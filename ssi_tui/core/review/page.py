"""Everything that the review of one week shows, built from the log and the reviews."""

from collections.abc import Sequence
from datetime import date, timedelta

from ssi_tui.core.calendar import days_between, week_start
from ssi_tui.core.formula import PILLAR_RULES, Actions
from ssi_tui.core.history.ledger import PillarLedger, ledger_of
from ssi_tui.core.history.uncalibrated import plain_scores_on
from ssi_tui.core.model import PILLARS, Peers, Pillar, Reading
from ssi_tui.core.review.clock_minutes import NO_CLOCK, WeekClock
from ssi_tui.core.review.focus import Focus, focus_on, pillar_order, starts_on
from ssi_tui.core.review.promise import Verdict, verdict_on
from ssi_tui.core.review.record import (
    WEEK,
    Commitment,
    Review,
    Reviews,
    Step,
    last_commitment,
    outcome_names,
)
from ssi_tui.core.review.week import LAST, Week, week_of
from ssi_tui.core.text.rounding import rounded
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.why import label_of
from ssi_tui.core.value import dataclass

TREND_WEEKS = 13
MOVERS = 2
# With four pillars the one that was left longest is next.
FOCUS_WEEKS = 3
# A reading that is taken on the morning after a week still belongs to its review.
READING_GRACE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Mover:
    """What moved a pillar over a week, in points; fading is 0 or less."""

    label: str
    points: float


@dataclass(frozen=True, slots=True)
class PillarWeek:
    """A pillar at the close of the week before and of this one, with what moved it most.

    Scores have one decimal, and those of the four pillars add up to the displayed total.
    """

    pillar: Pillar
    label: str
    was: float
    now: float
    movers: tuple[Mover, ...]

    @property
    def change(self) -> float:
        """The difference that the week made, as displayed."""
        return round(self.now - self.was, 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a week brought of one kind; ``trend`` holds 13 weeks, this one last."""

    name: str
    count: int
    trend: tuple[int | None, ...]

    @property
    def before(self) -> int | None:
        """The count of the week before, ``None`` where it was not reviewed."""
        return self.trend[-2]


@dataclass(frozen=True, slots=True)
class Gap:
    """In which pillar others are furthest ahead: their average and the user's own value."""

    who: str
    pillar: Pillar
    theirs: float
    own: float


@dataclass(frozen=True, slots=True)
class ReadingBeside:
    """A reading of the week beside the estimate of its day, and where the user stands.

    ``estimates`` are the four scores of that day, ``None`` before the log; ``plain`` those without
    readings, ``None`` where the estimate is not calibrated.
    """

    reading: Reading
    estimates: tuple[float, ...] | None
    plain: tuple[float, ...] | None
    gaps: tuple[Gap, ...]

    @property
    def estimate(self) -> float | None:
        """The total of the estimate on that day."""
        return None if self.estimates is None else sum(self.estimates)


@dataclass(frozen=True, slots=True)
class PastReview:
    """A week before: its total, what came of the promise for it, how much it brought in all."""

    first: date
    total: float | None
    promise: Verdict | None
    outcomes: int | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One week, looked back on.

    ``week`` is as in ``review``; ``compared`` tells whether there is a week before it in the log.
    ``totals`` are the totals at the closes of 13 weeks, this one last, ``None`` before the log.
    ``start`` is the first day on which the next promise holds. ``past`` are the 12 weeks before,
    newest first, those before the log left out. ``clock`` is what the session clock tells of it.
    """

    dashboard: Dashboard
    week: Week
    review: Review
    promise: Verdict | None
    pillars: tuple[PillarWeek, ...]
    reading: ReadingBeside | None
    outcomes: tuple[Outcome, ...]
    totals: tuple[float | None, ...]
    focus: Focus
    start: date
    past: tuple[PastReview, ...]
    clock: WeekClock = NO_CLOCK

    @property
    def first(self) -> date:
        """The first day of the week."""
        return self.week.first

    @property
    def choices(self) -> tuple[Commitment | None, ...]:
        """What can be promised: what was promised already, else nothing as the last choice."""
        promised = self.review.commitment
        proposed = tuple(found.commitment for found in self.focus.proposals)
        if promised is None:
            return (*proposed, None)
        return (promised, *(each for each in proposed if each != promised))

    @property
    def last(self) -> date:
        """The last day of the week."""
        return self.week.last

    @property
    def running(self) -> bool:
        """Whether the week is not over yet."""
        return self.last >= self.dashboard.today

    @property
    def compared(self) -> bool:
        """Whether there is a week before it to compare it with."""
        return self.week.before is not None

    @property
    def was(self) -> float:
        """The total at the close of the week before."""
        return round(sum(row.was for row in self.pillars), 1)

    @property
    def now(self) -> float:
        """The total at the close of the week, or now."""
        return round(sum(row.now for row in self.pillars), 1)


def page_of(
    dashboard: Dashboard,
    reviews: Reviews,
    day: date,
    first_weekday: int = 0,
    pillar: Pillar | None = None,
    clock: WeekClock = NO_CLOCK,
) -> ReviewPage:
    """Return the review of the week that holds a day, with a pillar in focus (default: proposed).

    ``reviews`` are by the first day of their week.
    """
    week = week_of(dashboard, day, first_weekday)
    review = reviews.get(week.first, Review(week.first))
    made = last_commitment(reviews, week.first)
    start = starts_on(week.first, dashboard.today)
    chosen = pillar or (review.commitment and review.commitment.focus)
    lately = _focused(reviews, week.first)
    return ReviewPage(
        dashboard=dashboard,
        week=week,
        review=review,
        promise=None
        if made is None
        else verdict_on(made[1], made[0], dashboard, week.first, review.steps.get(Step.PROMISE)),
        pillars=_pillars(dashboard, week.first),
        reading=_reading(dashboard, week),
        outcomes=_outcomes(reviews, review, week.first),
        totals=tuple(
            _total_on(dashboard, week.first + LAST - back * WEEK)
            for back in range(TREND_WEEKS - 1, -1, -1)
        ),
        focus=focus_on(dashboard, chosen or pillar_order(dashboard, lately)[0], start, lately),
        start=start,
        past=tuple(
            _past(dashboard, reviews, week.first - back * WEEK)
            for back in range(1, TREND_WEEKS)
            if week.first - back * WEEK + LAST >= dashboard.source.history.first
        ),
        clock=clock,
    )


def _focused(reviews: Reviews, first: date) -> frozenset[Pillar]:
    """Return the pillars that the reviews of the last weeks before one have chosen."""
    weeks = (first - back * WEEK for back in range(1, FOCUS_WEEKS + 1))
    made = (reviews[week].commitment for week in weeks if week in reviews)
    return frozenset(each.focus for each in made if each is not None and each.focus is not None)


def _past(dashboard: Dashboard, reviews: Reviews, first: date) -> PastReview:
    review = reviews.get(first)
    made = last_commitment(reviews, first)
    judged = None if review is None else review.steps.get(Step.PROMISE)
    counted = review is not None and (review.outcomes or Step.OUTCOMES in review.steps)
    return PastReview(
        first,
        _total_on(dashboard, first + LAST),
        None if made is None else verdict_on(made[1], made[0], dashboard, first, judged),
        sum(review.outcomes.values()) if review is not None and counted else None,
    )


def week_to_review(dashboard: Dashboard, reviews: Reviews, first_weekday: int = 0) -> date:
    """Return the first day of the week that a review opens at.

    The latest unfinished one among this week, from its last workday on, and last week; where
    there is none, this week.
    """
    history = dashboard.source.history
    this = week_start(dashboard.today, first_weekday)
    workdays = [day for day in days_between(this, this + LAST) if history.schedule.is_workday(day)]
    candidates = [this] if dashboard.today >= max(workdays, default=this + LAST) else []
    if history.first < this:
        candidates.append(this - WEEK)
    return next(
        (week for week in candidates if week not in reviews or not reviews[week].finished), this
    )


def _pillars(dashboard: Dashboard, first: date) -> tuple[PillarWeek, ...]:
    source = dashboard.source
    ledger = ledger_of(source.log, source.history, first, first + LAST)
    # Where the week lies before the log nothing has moved yet.
    moved = ledger.first <= ledger.last
    was = rounded([row.opening for row in ledger.pillars], 1)
    now = rounded([row.closing for row in ledger.pillars], 1) if moved else was
    return tuple(
        PillarWeek(
            row.pillar,
            PILLAR_RULES[row.pillar].label,
            before,
            after,
            _movers(row, dashboard.actions) if moved else (),
        )
        for row, before, after in zip(ledger.pillars, was, now, strict=True)
    )


def _movers(row: PillarLedger, actions: Actions) -> tuple[Mover, ...]:
    items = [Mover("fading", row.faded)]
    items += [Mover(label_of(action, actions), points) for action, points in row.earned.items()]
    moved = sorted(items, key=lambda item: -abs(item.points))
    return tuple(item for item in moved[:MOVERS] if abs(item.points) >= 0.05)


def _outcomes(reviews: Reviews, review: Review, first: date) -> tuple[Outcome, ...]:
    weeks = [first - back * WEEK for back in range(TREND_WEEKS - 1, 0, -1)]
    names = dict.fromkeys((*outcome_names(reviews), *review.outcomes))
    return tuple(
        Outcome(
            name,
            review.outcomes.get(name, 0),
            (*(_count(reviews, week, name) for week in weeks), review.outcomes.get(name, 0)),
        )
        for name in names
    )


def _count(reviews: Reviews, week: date, name: str) -> int | None:
    """Return the count of a week, ``None`` where its outcomes were not asked for."""
    review = reviews.get(week)
    if review is None or not (review.outcomes or Step.OUTCOMES in review.steps):
        return None
    return review.outcomes.get(name, 0)


def _total_on(dashboard: Dashboard, day: date) -> float | None:
    scores = scores_on(dashboard, day)
    return None if scores is None else sum(scores)


def scores_on(dashboard: Dashboard, day: date) -> tuple[float, ...] | None:
    """Return the four scores at the close of a day, or now; ``None`` before the log."""
    if day >= dashboard.today:
        return tuple(row.score for row in dashboard.pillars)
    closed = dashboard.source.history.closed
    scores = [closed.score_on(at, day) for at in range(len(PILLARS))]
    known = tuple(score for score in scores if score is not None)
    return known if len(known) == len(scores) else None


def _reading(dashboard: Dashboard, week: Week) -> ReadingBeside | None:
    readings = dashboard.source.log.readings
    last = min(week.last + READING_GRACE, dashboard.today)
    found = [reading for reading in readings if week.first <= reading.day <= last]
    if not found:
        return None
    reading = found[-1]
    source = dashboard.source
    plain = None
    if source.history.calibration is not None and reading.day >= source.history.first:
        plain = plain_scores_on(source.log, source.history, reading.day)
    return ReadingBeside(reading, scores_on(dashboard, reading.day), plain, peer_gaps(reading))


def peer_gaps(reading: Reading) -> tuple[Gap, ...]:
    """Return for industry and network in which pillar their average is furthest ahead.

    Only those whose averages are known and that are ahead somewhere.
    """
    gaps = (
        _gap(reading.pillars, who, peers)
        for who, peers in (("industry", reading.industry), ("network", reading.network))
    )
    return tuple(gap for gap in gaps if gap is not None)


def _gap(own: Sequence[float], who: str, peers: Peers | None) -> Gap | None:
    if peers is None or peers.pillars is None:
        return None
    ahead = [theirs - mine for theirs, mine in zip(peers.pillars, own, strict=True)]
    at = ahead.index(max(ahead))
    return Gap(who, PILLARS[at], peers.pillars[at], own[at]) if ahead[at] > 0.0 else None
