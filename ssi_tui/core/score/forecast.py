"""The collapse line, the risk of a pillar and the date on which it collapses.

A pillar has collapsed when it has lost a quarter of its usual activity part: the mean of what
activity adds above the floor, over the last 28 closed days. A *close* is the end of a user's day.
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
    """Return the usual activity part before index ``end`` of a pillar's closes; 0 with none."""
    window = scores[max(0, end - USUAL_DAYS) : end]
    return sum(window) / len(window) - floor if window else 0.0


def line_of(floor: float, usual: float) -> float:
    """Return the collapse line: the floor plus three quarters of the usual activity part."""
    return floor + (1.0 - COLLAPSE_SHARE) * usual


@dataclass(frozen=True, slots=True)
class Closes:
    """What the closed days of one pillar say, a value for each day.

    ``usual`` and ``line`` are those that held at that close, ``fed`` and ``down`` the pillar's
    state after it.
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
    """Walk the closes of one pillar, oldest first."""
    floor = pillar.floor
    usuals: list[float] = []
    lines: list[float] = []
    feds: list[bool] = []
    downs: list[bool] = []
    down = False
    due_before = 0
    for at, (score, dose) in enumerate(zip(scores, doses, strict=True)):
        usual = usual_of(scores, floor, at)
        line = line_of(floor, usual)
        fed = is_fed(pillar, dose)
        if usual < USUAL_MINIMUM or due_before < DUE_DAYS_MINIMUM:
            down = False
        elif score < line:
            down = True
        elif fed:
            down = False
        usuals.append(usual)
        lines.append(line)
        feds.append(fed)
        downs.append(down)
        due_before += due[at]
    return Closes(tuple(usuals), tuple(lines), tuple(feds), tuple(downs))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one pillar stands on a day that is not closed yet.

    ``stock`` is the pillar's whole stock now, ``dose`` what fed it today, ``due_closed`` the due
    days closed so far, ``missed`` those since it was last fed, ``down`` its state after the last
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
    """The risk of one pillar; ``nights_left`` counts closes, 0 being tonight's."""

    risk: Risk
    nights_left: int | None
    collapse_on: date | None
    usual: float
    line: float


def missed_due_days(fed: Sequence[bool], due: Sequence[bool], fed_today: bool) -> int:
    """Return the closed due days since the pillar was last fed."""
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
"""What the activity clock has advanced until each of the coming closes, and whether it is due."""


def ahead_of(schedule: Schedule, day: date) -> Ahead:
    """Return the coming closes, that of ``day`` first; they are the same for all pillars."""
    clock = 0.0
    found = [(clock, schedule.is_due(day))]
    for _ in range(NIGHTS_WALKED):
        day += DAY
        clock += schedule.clock(day)
        found.append((clock, schedule.is_due(day)))
    return tuple(found)


def nights_left(standing: Standing, ahead: Ahead) -> int | None:
    """Return after how many nights an idle pillar closes below its line, ``None`` if not in 60.

    Each close has its own line, from the closes before it, the foretold ones included.
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
    """Tell whether the stock is no further below its usual level than 1.5 due days of fading."""
    usual_stock = standing.pillar.stock_for(standing.pillar.floor + standing.usual)
    if usual_stock == inf:
        return False
    step = 7.0 / schedule.workdays_a_week(standing.day)
    return standing.stock >= usual_stock * standing.pillar.decay(STEADY_DUE_DAYS * step)


def assess(standing: Standing, schedule: Schedule, ahead: Ahead | None = None) -> Outlook:
    """Return the risk of a pillar and the night of its collapse, if nothing more is done.

    ``ahead`` are the closes that come, for those who ask for more than one pillar.
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
    """Return the first day of the present spell under the line, ``None`` if there is none."""
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
