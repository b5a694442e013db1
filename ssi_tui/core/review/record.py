"""What a weekly review writes down: the steps taken, the outcomes, the note and the promise."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from ssi_tui.core.calendar import week_start
from ssi_tui.core.model import Answer, Pillar
from ssi_tui.core.text.words import printable
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


VERDICTS = (Answer.KEPT, Answer.IN_PART, Answer.NOT_KEPT)


class Span(StrEnum):
    """What the amount of a promise is for: each of its days, or the whole week."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What the user promised for the week after a review.

    ``words`` are the promise as it was shown or typed. ``subject`` is an action, or a pillar that
    is to be fed on ``amount`` days, ``None`` for free words. ``amount`` is a count a day or a week,
    by ``span``; one a day holds on ``weekdays`` (``None``: every due day). ``focus`` is the pillar
    that the review chose.
    """

    words: str
    focus: Pillar | None = None
    subject: str | None = None
    amount: int = 0
    span: Span = Span.DAY
    weekdays: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """The record of one week's review; ``week`` is the first day of that week.

    ``steps`` are the steps that the log holds with their answers, ``outcomes`` the counts by name.
    ``looked_through`` is the day on which the review was looked through past its last step without
    a promise, which this file remembers and no export carries.
    """

    week: date
    steps: Mapping[Step, Answer | None] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    commitment: Commitment | None = None
    looked_through: date | None = None

    @property
    def finished(self) -> bool:
        """Whether a promise was made in it, or it was looked through to its end.

        Older versions wrote down each step that was taken, all six in a finished review.
        """
        ended = self.commitment is not None or self.looked_through is not None
        return ended or all(step in self.steps for step in STEPS)

    @property
    def said(self) -> frozenset[Step]:
        """The steps in which the user said something."""
        outcomes = {Step.OUTCOMES} if self.outcomes or self.note else set()
        promised = {Step.FOCUS} if self.commitment is not None else set()
        return frozenset({*self.steps, *outcomes, *promised})

    @property
    def next_step(self) -> Step:
        """The step after the last one in which something was said."""
        last = max((STEPS.index(step) for step in self.said), default=-1)
        return STEPS[min(last + 1, len(STEPS) - 1)]


Reviews = Mapping[date, Review]
"""Reviews by the first day of their week."""


def by_week(reviews: Iterable[Review], first_weekday: int = 0) -> dict[date, Review]:
    """Return reviews by the first day of the week that shares most days with theirs.

    That way they keep their weeks when the user lets weeks begin on another weekday.
    """
    return {week_start(review.week + _MIDDLE, first_weekday): review for review in reviews}


def outcome_names(reviews: Reviews) -> tuple[str, ...]:
    """Return the names of outcomes: the three usual ones, then those that the user added."""
    added = {
        name: None
        for week in sorted(reviews)
        for name, count in reviews[week].outcomes.items()
        if count and name not in OUTCOMES
    }
    return (*OUTCOMES, *added)


def outcome_words(name: str, count: int) -> str:
    """Return a count of an outcome: ``2 conversations``, ``1 opportunity``."""
    text = printable(name)
    if count == 1 and text.endswith("ies"):
        return f"1 {text[:-3]}y"
    if count == 1 and text.endswith("s") and not text.endswith("ss"):
        return f"1 {text[:-1]}"
    return f"{count or 'no'} {text}"


def last_commitment(reviews: Reviews, week: date) -> tuple[date, Commitment] | None:
    """Return the last promise made before a week, after the first day of its own week."""
    made = [(first, review.commitment) for first, review in reviews.items() if first < week]
    kept = [(first, promise) for first, promise in made if promise is not None]
    return max(kept, key=lambda pair: pair[0], default=None)
