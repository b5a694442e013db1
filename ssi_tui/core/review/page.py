"""Everything that the review of a week shows, built from the log and from earlier reviews."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import islice

from ssi_tui.core.calendar import DAY, days_between, week_start
from ssi_tui.core.formula import PILLAR_RULES, Actions
from ssi_tui.core.history.ledger import PillarLedger, ledger_of
from ssi_tui.core.model import PILLARS, Pillar, Reading
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
from ssi_tui.core.text.rounding import shown, shown_total
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import TREND_WEEKS
from ssi_tui.core.today.why import estimates_on, label_of, scores_on
from ssi_tui.core.value import dataclass

# Loaded when a page is shown, not when the app starts.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.review.analytics import AnalyticsWeek

MOVERS = 2
# Of four pillars, three were in focus in the last three weeks: the fourth is next.
FOCUS_WEEKS = 3
# A log with fewer workdays before a week has nothing to look back on yet.
LEAST_WORKDAYS = 5
# A reading taken just after a week still belongs to its review.
READING_GRACE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Mover:
    """Something that moved a pillar over a week, in points; fading is 0 or less."""

    label: str
    points: float


@dataclass(frozen=True, slots=True)
class PillarWeek:
    """A pillar at the close of the week before and of this week, with what moved it most."""

    pillar: Pillar
    label: str
    was: float
    now: float
    movers: tuple[Mover, ...]

    @property
    def change(self) -> float:
        """By how much the week changed the pillar, as displayed."""
        return round(shown(self.now) - shown(self.was), 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of one outcome a week brought.

    ``trend`` holds the counts of 13 weeks, this one last; ``None`` for weeks without a review.
    """

    name: str
    count: int
    trend: tuple[int | None, ...]

    @property
    def before(self) -> int | None:
        """The count of the week before, ``None`` if it was not reviewed."""
        return self.trend[-2]


@dataclass(frozen=True, slots=True)
class Gap:
    """The pillar in which a group of peers is furthest ahead: their average, the user's value."""

    who: str
    pillar: Pillar
    theirs: float
    own: float


@dataclass(frozen=True, slots=True)
class ReadingBeside:
    """A reading of the week beside the estimate of its day.

    ``estimates`` are the four scores of that morning, ``None`` before the log; ``plain`` are those
    without readings, ``None`` where the estimate is not calibrated.
    """

    reading: Reading
    estimates: tuple[float, ...] | None
    plain: tuple[float, ...] | None
    gaps: tuple[Gap, ...]

    @property
    def estimate(self) -> float | None:
        """The total of the estimate on that morning."""
        return None if self.estimates is None else sum(self.estimates)

    @property
    def shown_estimate(self) -> float | None:
        """The total of the estimate on that morning, as it is shown."""
        return None if self.estimates is None else shown_total(self.estimates)


@dataclass(frozen=True, slots=True)
class PastReview:
    """An earlier week: its total, what came of its promise, and the sum of its outcomes."""

    first: date
    total: float | None
    promise: Verdict | None
    outcomes: int | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One week, looked back on.

    ``totals`` are the totals shown for the closes of 13 weeks, this one last, ``None`` before the
    log. ``start`` is the first day of the next promise. ``past`` are the 12 weeks before, newest
    first, without those before the log. ``clock`` is what the session clock says about the week,
    ``analytics`` what LinkedIn says, ``None`` where it was not imported.
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
    analytics: "AnalyticsWeek | None" = None

    @property
    def first(self) -> date:
        """The first day of the week."""
        return self.week.first

    @property
    def choices(self) -> tuple[Commitment | None, ...]:
        """What can be promised: first the promise made already, or nothing, then the proposals."""
        promised = self.review.commitment
        proposed = (found.commitment for found in self.focus.proposals)
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
        """Whether the log has a week before to compare this one with."""
        return self.week.before is not None

    @property
    def first_due(self) -> date | None:
        """The day on which the very first review is due, if that lies ahead."""
        early = is_young(self.dashboard, self.first + WEEK)
        due = due_on(self.dashboard, self.first + WEEK if early else self.first)
        begun = self.review.finished or self.review.said
        if begun or due <= self.dashboard.today or not is_young(self.dashboard, self.first):
            return None
        return None if any(past.outcomes is not None for past in self.past) else due

    @property
    def was(self) -> float:
        """The total at the close of the week before, as displayed."""
        return shown_total(row.was for row in self.pillars)

    @property
    def now(self) -> float:
        """The total at the close of the week, or now, as displayed."""
        return shown_total(row.now for row in self.pillars)


def page_of(
    dashboard: Dashboard,
    reviews: Reviews,
    day: date,
    first_weekday: int = 0,
    pillar: Pillar | None = None,
) -> ReviewPage:
    """Return the review of the week that holds ``day``, with ``pillar`` in focus if given."""
    week = week_of(dashboard, day, first_weekday)
    review = reviews.get(week.first, Review(week.first))
    start = starts_on(week.first, dashboard.today)
    chosen = pillar or (review.commitment and review.commitment.focus)
    lately = _focused(reviews, week.first)
    return ReviewPage(
        dashboard=dashboard,
        week=week,
        review=review,
        promise=verdict_of(dashboard, reviews, week.first),
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
    )


def _focused(reviews: Reviews, first: date) -> frozenset[Pillar]:
    """Return the pillars that the reviews of the three weeks before a week chose."""
    weeks = (first - back * WEEK for back in range(1, FOCUS_WEEKS + 1))
    made = (reviews[week].commitment for week in weeks if week in reviews)
    return frozenset(each.focus for each in made if each is not None and each.focus is not None)


def verdict_of(dashboard: Dashboard, reviews: Reviews, first: date) -> Verdict | None:
    """Return what came in a week of the last promise made before it, if one was."""
    made = last_commitment(reviews, first)
    if made is None:
        return None
    said, commitment = made
    judged = reviews[first].steps.get(Step.PROMISE) if first in reviews else None
    return verdict_on(commitment, said, dashboard, first, judged)


def _past(dashboard: Dashboard, reviews: Reviews, first: date) -> PastReview:
    total = _total_on(dashboard, first + LAST)
    outcomes = outcomes_of(reviews, first)
    brought = None if outcomes is None else sum(outcomes.values())
    return PastReview(first, total, verdict_of(dashboard, reviews, first), brought)


def week_to_review(dashboard: Dashboard, reviews: Reviews, first_weekday: int = 0) -> date:
    """Return the first day of the week that a review opens at: one that waits, or this week."""
    this = week_start(dashboard.today, first_weekday)
    return waiting_week(dashboard, reviews, first_weekday) or this


def waiting_week(dashboard: Dashboard, reviews: Reviews, first_weekday: int = 0) -> date | None:
    """Return the first day of the week whose review waits, ``None`` if none does.

    That is this week if its last workday has come, else last week: where the review is unfinished,
    and the log had five workdays by the end of the week.
    """
    this = week_start(dashboard.today, first_weekday)
    candidates = [this] if dashboard.today >= due_on(dashboard, this) else []
    return next(
        (
            week
            for week in (*candidates, this - WEEK)
            if not is_young(dashboard, week + WEEK)
            and (week not in reviews or not reviews[week].finished)
        ),
        None,
    )


def due_on(dashboard: Dashboard, week: date) -> date:
    """Return the last workday of a week, on which its review is due."""
    schedule = dashboard.source.history.schedule
    return max(day for day in days_between(week, week + LAST) if schedule.is_workday(day))


def is_young(dashboard: Dashboard, week: date) -> bool:
    """Tell whether the log had fewer than five workdays before a week."""
    history = dashboard.source.history
    days = days_between(history.first, week - DAY)
    workdays = (day for day in days if history.schedule.is_workday(day))
    return len(list(islice(workdays, LEAST_WORKDAYS))) < LEAST_WORKDAYS


def _pillars(dashboard: Dashboard, first: date) -> tuple[PillarWeek, ...]:
    source = dashboard.source
    ledger = ledger_of(source.log, source.history, first, first + LAST)
    # In a week before the log nothing has moved.
    moved = ledger.first <= ledger.last
    return tuple(
        PillarWeek(
            row.pillar,
            PILLAR_RULES[row.pillar].label,
            row.opening,
            row.closing if moved else row.opening,
            _movers(row, dashboard.actions) if moved else (),
        )
        for row in ledger.pillars
    )


def _movers(row: PillarLedger, actions: Actions) -> tuple[Mover, ...]:
    items = [Mover("fading", row.faded)]
    items += [Mover(label_of(action, actions), points) for action, points in row.earned.items()]
    moved = sorted(items, key=lambda item: -abs(item.points))
    return tuple(item for item in moved[:MOVERS] if abs(item.points) >= 0.05)


def _outcomes(reviews: Reviews, review: Review, first: date) -> tuple[Outcome, ...]:
    weeks = [first - back * WEEK for back in range(TREND_WEEKS - 1, 0, -1)]
    before = [outcomes_of(reviews, week) for week in weeks]
    found = []
    for name in dict.fromkeys((*outcome_names(reviews), *review.outcomes)):
        count = review.outcomes.get(name, 0)
        trend = (None if counts is None else counts.get(name, 0) for counts in before)
        found.append(Outcome(name, count, (*trend, count)))
    return tuple(found)


def outcomes_of(reviews: Reviews, week: date) -> Mapping[str, int] | None:
    """Return the outcomes of a week, ``None`` if its review was not ended and counted none."""
    review = reviews.get(week)
    if review is None or not (review.finished or Step.OUTCOMES in review.said):
        return None
    return review.outcomes


def _total_on(dashboard: Dashboard, day: date) -> float | None:
    scores = scores_on(dashboard, day)
    return None if scores is None else shown_total(scores)


def _reading(dashboard: Dashboard, week: Week) -> ReadingBeside | None:
    readings = dashboard.source.log.readings
    last = min(week.last + READING_GRACE, dashboard.today)
    found = [reading for reading in readings if week.first <= reading.day <= last]
    if not found:
        return None
    estimates, plain = estimates_on(dashboard, found[-1].day)
    return ReadingBeside(found[-1], estimates, plain, peer_gaps(found[-1]))


def peer_gaps(reading: Reading) -> tuple[Gap, ...]:
    """Return the pillar in which each group of peers is furthest ahead of the user.

    Groups without averages are left out, and those that are ahead in no pillar.
    """
    gaps = []
    for who, peers in reading.groups:
        if peers.pillars is not None:
            pairs = zip(PILLARS, peers.pillars, reading.pillars, strict=True)
            pillar, theirs, own = max(pairs, key=lambda pair: pair[1] - pair[2])
            gaps += [Gap(who, pillar, theirs, own)] if theirs > own else []
    return tuple(gaps)
