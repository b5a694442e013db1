"""The collapse line, the risk of a pillar, and the night on which it collapses.

A pillar has collapsed when it has lost a quarter of its usual activity part, which is the mean of
what activity added above the floor over the last 28 closed days. A *close* is the end of one of
the user's days.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from math import inf

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import (
    COLLAPSE_SHARE,
    DORMANT_MISSED,
    DUE_DAYS_MINIMUM,
    FED_DIVISOR,
    NIGHTS_ABOUT,
    NIGHTS_WALKED,
    NIGHTS_WATCH,
    STEADY_DUE_DAYS,
    USUAL_DAYS,
    USUAL_MINIMUM,
)
from ssi_tui.core.model import Risk
from ssi_tui.core.score.scoring import Closed, PillarSetup
from ssi_tui.core.value import dataclass


def is_fed(pillar: PillarSetup, dose: float) -> bool:
    """Tell whether a dose (points of a day, without the active day) feeds the pillar."""
    return dose >= pillar.half_pace / FED_DIVISOR


def usual_of(scores: Sequence[float], floor: float, end: int) -> float:
    """Return the usual activity part over the 28 scores before index ``end``, 0 without any."""
    window = scores[max(0, end - USUAL_DAYS) : end]
    return sum(window) / len(window) - floor if window else 0.0


def line_of(floor: float, usual: float) -> float:
    """Return the collapse line: the floor plus three quarters of the usual activity part."""
    return floor + (1.0 - COLLAPSE_SHARE) * usual


def is_down(
    pillar: PillarSetup, was: bool, usual: float, score: float, dose: float, due_before: int
) -> bool:
    """Tell whether a pillar is collapsed after a close.

    ``was`` tells whether it was before. It collapses once its score is below its line, and
    recovers once the line is reached again on a day whose ``dose`` feeds it. Without a usual level
    or with fewer than ten due days before the close it has no line.
    """
    if usual < USUAL_MINIMUM or due_before < DUE_DAYS_MINIMUM:
        return False
    if score < line_of(pillar.floor, usual):
        return True
    return was and not is_fed(pillar, dose)


@dataclass(frozen=True, slots=True)
class Closes:
    """What the closed days of one pillar say, a value for each day.

    ``usual`` and ``line`` are those that held at each close; ``fed`` tells whether the day fed the
    pillar, ``down`` whether the pillar was collapsed after the close.
    """

    usual: Sequence[float]
    line: Sequence[float]
    fed: tuple[bool, ...]
    down: tuple[bool, ...]


def due_flags(closed: Closed, schedule: Schedule) -> tuple[bool, ...]:
    """Return for each closed day whether it was due."""
    return tuple(schedule.is_due(closed.first + timedelta(days=at)) for at in range(closed.length))


def read_closes(
    pillar: PillarSetup, scores: Sequence[float], doses: Sequence[float], due: Sequence[bool]
) -> Closes:
    """Return what the closed days of one pillar say; all columns are oldest first."""
    floor = pillar.floor
    usual = tuple(usual_of(scores, floor, at) for at in range(len(scores)))
    downs: list[bool] = []
    down, due_before = False, 0
    for level, score, dose, was_due in zip(usual, scores, doses, due, strict=True):
        down = is_down(pillar, down, level, score, dose, due_before)
        downs.append(down)
        due_before += was_due
    lines = tuple(line_of(floor, level) for level in usual)
    return Closes(usual, lines, tuple(is_fed(pillar, dose) for dose in doses), tuple(downs))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one pillar stands on a day that is not closed yet.

    ``stock`` is the whole stock of the pillar now, ``dose`` what fed it today. ``scores`` are those
    of the closes so far, at least the last 28. ``due_closed`` counts the due days closed so far,
    ``missed`` those since it was last fed. ``down`` tells whether it was collapsed after the last
    close.
    """

    pillar: PillarSetup
    day: date
    stock: float
    dose: float
    scores: Sequence[float]
    due_closed: int
    missed: int
    down: bool

    @property
    def score(self) -> float:
        """The score now."""
        return self.pillar.score(self.stock)

    @property
    def usual(self) -> float:
        """The usual activity part today."""
        return usual_of(self.scores, self.pillar.floor, len(self.scores))

    @property
    def line(self) -> float:
        """The collapse line today."""
        return line_of(self.pillar.floor, self.usual)

    @property
    def fed(self) -> bool:
        """Whether today has fed the pillar."""
        return is_fed(self.pillar, self.dose)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The risk of one pillar, and the night of its collapse; 0 ``nights_left`` means tonight."""

    risk: Risk
    nights_left: int | None
    collapse_on: date | None
    usual: float
    line: float


def missed_due_days(fed: Sequence[bool], due: Sequence[bool], fed_today: bool) -> int:
    """Return the number of closed due days since the pillar was last fed."""
    if fed_today:
        return 0
    missed = 0
    for was_fed, was_due in zip(reversed(fed), reversed(due), strict=True):
        if was_fed:
            break
        missed += was_due
    return missed


def idle_scores(
    pillar: PillarSetup, stock: float, schedule: Schedule, day: date, nights: int
) -> tuple[float, ...]:
    """Return the scores at the close of ``day`` and of the nights after it, if nothing is done."""
    clock = 0.0
    found = [pillar.score(stock)]
    for _ in range(nights):
        day += DAY
        clock += schedule.clock(day)
        found.append(pillar.score(stock * pillar.decay(clock)))
    return tuple(found)


Ahead = tuple[tuple[float, bool], ...]
"""For each coming close the days that the activity clock advances until it, and if it is due."""


def ahead_of(schedule: Schedule, day: date) -> Ahead:
    """Return the coming closes from that of ``day`` on, which are the same for all pillars."""
    clock = 0.0
    found = [(clock, schedule.is_due(day))]
    for _ in range(NIGHTS_WALKED):
        day += DAY
        clock += schedule.clock(day)
        found.append((clock, schedule.is_due(day)))
    return tuple(found)


def nights_left(standing: Standing, ahead: Ahead) -> int | None:
    """Return after how many nights an idle pillar closes below its line, ``None`` if over 60.

    Each close has its own line, which follows from the closes before it, foretold ones included.
    """
    pillar, floor = standing.pillar, standing.pillar.floor
    closes = list(standing.scores[-USUAL_DAYS:])
    due = standing.due_closed
    for night, (clock, is_due) in enumerate(ahead):
        score = pillar.score(standing.stock * pillar.decay(clock))
        usual = usual_of(closes, floor, len(closes))
        flags = usual >= USUAL_MINIMUM and due >= DUE_DAYS_MINIMUM
        if flags and score < line_of(floor, usual):
            return night
        closes.append(score)
        due += is_due
    return None


def is_steady(standing: Standing, schedule: Schedule) -> bool:
    """Tell whether the stock is at most 1.5 due days of fading below its usual level."""
    usual_stock = standing.pillar.stock_for(standing.pillar.floor + standing.usual)
    if usual_stock == inf:
        return False
    step = 7.0 / schedule.workdays_a_week(standing.day)
    return standing.stock >= usual_stock * standing.pillar.decay(STEADY_DUE_DAYS * step)


def assess(standing: Standing, schedule: Schedule, ahead: Ahead | None = None) -> Outlook:
    """Return the risk of a pillar and the night of its collapse, if nothing more is done.

    ``ahead`` are the coming closes, which callers pass who ask for more than one pillar.
    """
    usual = standing.usual
    line = standing.line
    above_floor = standing.score - standing.pillar.floor

    def without_date(risk: Risk) -> Outlook:
        return Outlook(risk, None, None, usual, line)

    if usual < USUAL_MINIMUM and above_floor < USUAL_MINIMUM and standing.missed >= DORMANT_MISSED:
        return without_date(Risk.DORMANT)
    if usual < USUAL_MINIMUM or standing.due_closed < DUE_DAYS_MINIMUM:
        return without_date(Risk.BUILDING)
    if standing.down and not (standing.fed and standing.score >= line):
        return without_date(Risk.COLLAPSED)

    nights = nights_left(standing, ahead or ahead_of(schedule, standing.day))
    if nights is None:
        return without_date(Risk.SAFE)
    keeps_up = (
        standing.missed == 0
        and is_steady(standing, schedule)
        and (nights > 0 or not schedule.is_due(standing.day))
    )
    if nights > NIGHTS_WATCH or keeps_up:
        risk = Risk.SAFE
    elif nights > NIGHTS_ABOUT:
        risk = Risk.WATCH
    else:
        risk = Risk.ABOUT_TO_COLLAPSE
    return Outlook(risk, nights, standing.day + timedelta(days=nights), usual, line)


def down_since(closes: Closes, first: date) -> date | None:
    """Return the first day of the collapse that lasts until now, ``None`` if there is none."""
    at = len(closes.down)
    while at and closes.down[at - 1]:
        at -= 1
    return first + timedelta(days=at) if at < len(closes.down) else None


def standing_of(
    pillar: PillarSetup,
    at: int,
    closed: Closed,
    closes: Closes,
    due: Sequence[bool],
    stock: float,
    dose: float,
) -> Standing:
    """Return where the pillar with index ``at`` stands on the day after the last close."""
    return Standing(
        pillar=pillar,
        day=closed.until,
        stock=stock,
        dose=dose,
        scores=closed.scores[at],
        due_closed=sum(due),
        missed=missed_due_days(closes.fed, due, is_fed(pillar, dose)),
        down=bool(closes.down) and closes.down[-1],
    )
