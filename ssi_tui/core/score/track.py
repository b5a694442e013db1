"""The closes of one pillar one after the other: its line, its own rhythm, its falls and returns.

A *close* is the end of one of the user's days. This is the only place that knows when a pillar
falls under its line and when it is back: the walk over the closed days takes these steps, and so
does whatever foretells days to come.
"""

from datetime import date

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import (
    COLLAPSE_SHARE,
    DOWN_NIGHTS_MOST,
    DUE_DAYS_MINIMUM,
    FED_DIVISOR,
    GAP_SHARE,
    RHYTHM_DAYS_MINIMUM,
    RHYTHM_NIGHTS,
    USUAL_DAYS,
    USUAL_MINIMUM,
)
from ssi_tui.core.score.scoring import PillarSetup
from ssi_tui.core.value import dataclass


def is_fed(pillar: PillarSetup, dose: float) -> bool:
    """Tell whether a dose (points of a day, without the active day) feeds the pillar."""
    return dose >= pillar.half_pace / FED_DIVISOR


@dataclass(frozen=True, slots=True)
class Turn:
    """What the calendar says of a day.

    The activity clock advances by ``clock`` days when it opens, and by ``step`` on each workday
    of its week. ``due`` tells whether anything can be due on it.
    """

    day: date
    clock: float
    step: float
    due: bool


def turn_of(schedule: Schedule, day: date) -> Turn:
    """Return what the calendar says of a day."""
    weekdays = schedule.weekdays_on(day)
    works = day.weekday() in weekdays
    step = 7.0 / len(weekdays)
    return Turn(day, step if works else 0.0, step, works and not schedule.is_time_off(day))


Feed = tuple[date, int, float]
"""A day that fed a pillar which was up: the day, the due days missed before it, and the climb.

The climb is the share of the usual activity part that was left when the day opened.
"""


class Track:
    """What the closes of one pillar so far say of the next one.

    ``usual`` and ``line`` are those of the next close; they are frozen while the pillar is down.
    ``counted`` holds the scores of the last 28 closes, those while down left out, and ``below``
    those since the fall. ``fed_closes`` are the days that make its rhythm: ``gap`` is the longest
    run of missed due days that one of them ended, ``low`` the least climb. ``missed`` counts the
    due days since the pillar was last fed, ``due_closed`` all of them. ``fell_on`` is the night of
    the fall that lasts, ``back_on`` the last one that ended a fall, ``climb`` that of the last
    close if it is one of the ``fed_closes``. A step changes a track: who foretells takes a copy.
    """

    __slots__ = (
        "back_on",
        "below",
        "climb",
        "counted",
        "due_closed",
        "fed_closes",
        "fed_since",
        "fell_on",
        "gap",
        "line",
        "low",
        "missed",
        "pillar",
        "usual",
    )

    def __init__(self, pillar: PillarSetup) -> None:
        self.pillar = pillar
        self.counted: list[float] = []
        self.below: list[float] = []
        self.fed_closes: list[Feed] = []
        self.gap, self.low = 0, 1.0
        self.missed = self.due_closed = 0
        self.fell_on: date | None = None
        self.back_on: date | None = None
        self.fed_since = False
        self.climb: float | None = None
        self.usual, self.line = 0.0, pillar.floor

    def copy(self) -> "Track":
        """Return a track of its own that stands where this one does."""
        made = Track.__new__(Track)
        for name in Track.__slots__:
            setattr(made, name, getattr(self, name))
        made.counted, made.below = self.counted[:], self.below[:]
        made.fed_closes = self.fed_closes[:]
        return made

    @property
    def armed(self) -> bool:
        """Whether the next close can be under the line: the pillar has a usual level."""
        return self.usual >= USUAL_MINIMUM and self.due_closed >= DUE_DAYS_MINIMUM

    def is_back(self, step: float, stock: float, fed: bool) -> bool:
        """Tell whether a pillar that is down would be up again if the day closed now.

        It must be fed on the day, and still be at the line at which it fell after the fading of
        one more due day.
        """
        pillar = self.pillar
        return fed and pillar.score(stock * pillar.decay(step)) >= self.line

    def close(
        self, turn: Turn, opening: float, stock: float, fed: bool, *, up: bool = False
    ) -> float:
        """Take in the close of the next day, and return its score.

        ``opening`` is the stock when the day opened, ``stock`` the one at its end; ``fed`` tells
        whether the day fed the pillar, ``up`` that the pillar is known to stay above its line.
        """
        pillar, armed = self.pillar, self.armed
        score = pillar.score(stock)
        self.climb = None
        if self.fell_on is not None:
            self.below.append(score)
            self.fed_since = self.fed_since or fed
            if self.is_back(turn.step, stock, fed):
                self.fell_on, self.back_on = None, turn.day
                self._count(score)
            elif (turn.day - self.fell_on).days >= DOWN_NIGHTS_MOST:
                self.fell_on = None
                self._begin_anew()
        elif armed and score < self.line and not up:
            self.fell_on, self.fed_since, self.below = turn.day, False, [score]
        else:
            if fed:
                climbed = (pillar.score(opening) - pillar.floor) / self.usual if armed else 1.0
                self._feed(turn.day, climbed)
            self._count(score)
        if fed:
            self.missed = 0
        elif turn.due:
            self.missed += 1
        self.due_closed += turn.due
        if self.fell_on is None:
            self.settle()
        return score

    def pass_over(self, due: int) -> None:
        """Leave out days on which nothing fed the pillar and nothing could happen to it.

        ``due`` of them were due. Their closes do not count, so that the usual level is not exact
        before 28 more have been taken in.
        """
        self.missed += due
        self.due_closed += due

    def _count(self, score: float) -> None:
        self.counted.append(score)
        if len(self.counted) > USUAL_DAYS:
            del self.counted[0]

    def _begin_anew(self) -> None:
        """Take the level of the last 28 closes for the usual one, and forget the rhythm."""
        self.counted, self.fed_closes = self.below[-USUAL_DAYS:], []
        self.gap, self.low = 0, 1.0

    def _feed(self, day: date, climb: float) -> None:
        """Take a day into the rhythm, which looks 91 nights back from it."""
        self.climb = climb
        feeds = self.fed_closes
        feeds.append((day, self.missed, climb))
        gone = 0
        while (day - feeds[gone][0]).days > RHYTHM_NIGHTS:
            gone += 1
        lost = feeds[:gone]
        del feeds[:gone]
        if len(feeds) < RHYTHM_DAYS_MINIMUM:
            self.gap, self.low = 0, 1.0
        elif len(feeds) == RHYTHM_DAYS_MINIMUM or any(
            (missed and missed >= self.gap) or one <= self.low for _, missed, one in lost
        ):
            self.gap = max([missed for _, missed, _ in feeds])
            self.low = min(1.0, min([one for _, _, one in feeds]))
        else:
            self.gap, self.low = max(self.gap, self.missed), min(self.low, climb)

    def settle(self) -> None:
        """Work out the usual level and the line of the next close."""
        floor, counted = self.pillar.floor, self.counted
        self.usual = sum(counted) / len(counted) - floor if counted else 0.0
        share = 1.0 - COLLAPSE_SHARE
        if self.gap:
            share = min(share, GAP_SHARE * self.low)
        self.line = floor + share * self.usual
