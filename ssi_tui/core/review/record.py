"""What a weekly review writes down: the steps taken, what the week brought, the promise."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from ssi_tui.core.calendar import week_start
from ssi_tui.core.model import Pillar
from ssi_tui.core.value import dataclass, field

OUTCOMES = ("conversations", "meetings", "opportunities")
WEEK = timedelta(days=7)
_MIDDLE = timedelta(days=3)


class Step(StrEnum):
    """The six steps of a review, in order."""

    PROMISE = "promise"
    WEEK = "week"
    PILLARS = "pillars"
    READING = "reading"
    OUTCOMES = "outcomes"
    FOCUS = "focus"


STEPS: tuple[Step, ...] = tuple(Step)


class Answer(StrEnum):
    """What a step may be answered with: a verdict on free words, or that it was skipped."""

    KEPT = "kept"
    IN_PART = "kept in part"
    NOT_KEPT = "not kept"
    SKIPPED = "skipped"


VERDICTS = (Answer.KEPT, Answer.IN_PART, Answer.NOT_KEPT)


class Span(StrEnum):
    """What the amount of a promise is for: each of its days, or the week as a whole."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the user promised for the week after a review.

    ``words`` say it as it was shown or typed. ``subject`` is an action, or a pillar that is to be
    fed on ``amount`` days, ``None`` for free words. ``amount`` counts a day or a week, by ``span``;
    a day's holds on ``weekdays``, ``None`` meaning every due day. ``focus`` is the pillar that the
    review chose.
    """

    words: str
    focus: Pillar | None = None
    subject: str | None = None
    amount: int = 0
    span: Span = Span.DAY
    weekdays: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """The record of one week's review; ``week`` is the first day of the week looked back on.

    ``steps`` are those that were taken, with their answers. ``outcomes`` are counts by name.
    """

    week: date
    steps: Mapping[Step, Answer | None] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    commitment: Commitment | None = None

    @property
    def finished(self) -> bool:
        """Whether all steps were taken."""
        return all(step in self.steps for step in STEPS)

    @property
    def next_step(self) -> Step:
        """The first step that was not taken; the last one where all were."""
        return next((step for step in STEPS if step not in self.steps), STEPS[-1])


Reviews = Mapping[date, Review]
"""Reviews by the first day of their week."""


def by_week(reviews: Iterable[Review], first_weekday: int = 0) -> dict[date, Review]:
    """Return reviews by the first day of the week that holds most of theirs.

    So they keep their weeks when the user lets weeks begin on another day.
    """
    return {week_start(review.week + _MIDDLE, first_weekday): review for review in reviews}


def outcome_names(reviews: Reviews) -> tuple[str, ...]:
    """Return the names of outcomes: the three usual ones, then those the user has added."""
    added = {
        name: None
        for week in sorted(reviews)
        for name, count in reviews[week].outcomes.items()
        if count and name not in OUTCOMES
    }
    return (*OUTCOMES, *added)


def last_commitment(reviews: Reviews, week: date) -> tuple[date, Commitment] | None:
    """Return the last promise made before a week, with the week of its review."""
    made = [(first, review.commitment) for first, review in reviews.items() if first < week]
    kept = [(first, promise) for first, promise in made if promise is not None]
    return max(kept, key=lambda pair: pair[0], default=None)
