"""The risk of a pillar, and the night on which it falls under its line.

A pillar falls when it has lost a quarter of its usual activity part, which is the mean of what
activity added above the floor over the last 28 closed days; who is used to gaps may lose more.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import repeat

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import (
    BACK_NIGHTS,
    DORMANT_LEVEL,
    DORMANT_MISSED,
    GAP_LOW_SHARE,
    NIGHTS_ABOUT,
    NIGHTS_WALKED,
    NIGHTS_WATCH,
    STEADY_DUE_DAYS,
    USUAL_MINIMUM,
)
from ssi_tui.core.model import Risk
from ssi_tui.core.score.scoring import PillarSetup
from ssi_tui.core.score.track import Track, Turn, is_fed, turn_of
from ssi_tui.core.value import dataclass, replace

WARNED = frozenset({Risk.WATCH, Risk.ABOUT_TO_COLLAPSE})
DOWN = frozenset({Risk.COLLAPSED, Risk.RECOVERING})
NOTHING_MORE = repeat((0.0, False))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one pillar stands on a day that is not closed yet.

    ``opening`` is the whole stock of the pillar when the day opened, ``stock`` that of now, and
    ``dose`` what fed it today. ``track`` is what the closes so far say.
    """

    track: Track
    day: date
    opening: float
    stock: float
    dose: float

    @property
    def pillar(self) -> PillarSetup:
        """The pillar with the user's own numbers."""
        return self.track.pillar

    @property
    def score(self) -> float:
        """The score now."""
        return self.pillar.score(self.stock)

    @property
    def fed(self) -> bool:
        """Whether today has fed the pillar."""
        return is_fed(self.pillar, self.dose)

    @property
    def missed(self) -> int:
        """The closed due days since the pillar was last fed."""
        return 0 if self.fed else self.track.missed

    def with_more(self, dose: float, active: float = 0.0) -> "Standing":
        """Return where the pillar stands with more points today; only ``dose`` feeds it."""
        stock, fed = self.stock + dose + active, self.dose + dose
        return Standing(self.track, self.day, self.opening, stock, fed)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The risk of one pillar, and the night of its collapse; 0 ``nights_left`` means tonight."""

    risk: Risk
    nights_left: int | None
    collapse_on: date | None
    usual: float
    line: float


Ahead = tuple[Turn, ...]
"""The day that is not closed yet and those after it, which are the same for all pillars."""


def ahead_of(schedule: Schedule, day: date, nights: int = NIGHTS_WALKED) -> Ahead:
    """Return what the calendar says of a day and of those after the nights to come."""
    return tuple(turn_of(schedule, day + at * DAY) for at in range(nights + 1))


def closes_ahead(
    standing: Standing, ahead: Ahead, coming: Iterable[tuple[float, bool]] = NOTHING_MORE
) -> Iterator[tuple[float, Track]]:
    """Yield the score at each coming close with the pillar's track after it, today's first.

    ``coming`` says what each day adds to the stock beyond what is in it now, and whether the day
    feeds the pillar. The track is the same one at each close, a step further.
    """
    track, pillar = standing.track.copy(), standing.pillar
    opening, stock = standing.opening, standing.stock
    for at, (turn, (more, fed)) in enumerate(zip(ahead, coming, strict=False)):
        if at and turn.clock:
            stock *= pillar.decay(turn.clock)
        if at:
            opening = stock
        stock += more
        yield track.close(turn, opening, stock, fed), track


def nights_left(standing: Standing, ahead: Ahead) -> int | None:
    """Return after how many nights an idle pillar closes below its line, ``None`` if over 60.

    Each close has its own line, which follows from the closes before it, foretold ones included;
    the share of the usual level that it leaves is that of today.
    """
    for night, (_, track) in enumerate(closes_ahead(standing, ahead)):
        if track.fell_on is not None:
            return night
    return None


def is_quiet(standing: Standing, today: Turn) -> bool:
    """Tell whether a pillar is as strong as it usually is after so many missed due days.

    Without gaps in its rhythm its stock is at most 1.5 due days of fading below the usual one; with
    gaps the activity part is at most a tenth below the low that they usually leave. In the first
    28 nights after a fall it is enough that no due day was missed.
    """
    track, pillar = standing.track, standing.pillar
    if standing.missed > track.gap:
        return False
    back = track.back_on
    if not standing.missed and back is not None and (today.day - back).days <= BACK_NIGHTS:
        return True
    if track.gap:
        return standing.score - pillar.floor >= GAP_LOW_SHARE * track.low * track.usual
    usual_stock = pillar.stock_for(pillar.floor + track.usual)
    return standing.stock >= usual_stock * pillar.decay(STEADY_DUE_DAYS * today.step)


def assess(standing: Standing, ahead: Ahead) -> Outlook:
    """Return the risk of a pillar and the night of its collapse, if nothing more is done.

    ``ahead`` are the day of the standing and those after it. What the day opened with counts as
    well: a warning of the morning is lifted only by feeding the pillar.
    """
    track, today = standing.track, ahead[0]

    def outlook(risk: Risk, nights: int | None = None) -> Outlook:
        night = None if nights is None else standing.day + timedelta(days=nights)
        return Outlook(risk, nights, night, track.usual, track.line)

    if track.fell_on is not None:
        if track.is_back(today.step, standing.stock, standing.fed):
            return outlook(Risk.SAFE)
        fed_since = standing.fed or track.fed_since
        back_soon = fed_since and not standing.missed
        return outlook(Risk.RECOVERING if back_soon else Risk.COLLAPSED)
    if not track.armed:
        low = standing.score - standing.pillar.floor < DORMANT_LEVEL
        asleep = track.usual < USUAL_MINIMUM and low and standing.missed >= DORMANT_MISSED
        return outlook(Risk.DORMANT if asleep else Risk.BUILDING)
    nights = nights_left(standing, ahead)
    near = nights is not None and nights <= NIGHTS_WATCH
    if near and not ((nights or not today.due) and is_quiet(standing, today)):
        warned = True
    elif standing.fed or standing.stock == standing.opening:
        warned = False
    else:
        morning = replace(standing, stock=standing.opening, dose=0.0)
        warned = assess(morning, ahead).risk in WARNED
    if not warned:
        return outlook(Risk.SAFE, nights)
    soon = nights is not None and nights <= NIGHTS_ABOUT
    return outlook(Risk.ABOUT_TO_COLLAPSE if soon else Risk.WATCH, nights)


class Foretold:
    """The outlooks of the pillars on one day, each worked out when it is first asked for.

    The tracks of all standings must stay as they are.
    """

    def __init__(self, ahead: Ahead = ()) -> None:
        self.ahead = ahead
        self._outlooks: dict[Standing, Outlook] = {}

    def outlook(self, standing: Standing) -> Outlook:
        """Return the outlook of a standing."""
        if standing not in self._outlooks:
            self._outlooks[standing] = assess(standing, self.ahead)
        return self._outlooks[standing]
