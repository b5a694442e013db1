"""The closed days one by one, each from the one before: what is kept between two runs.

A close holds what the next one needs, so that a change of one day costs the days from it on.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import (
    ACTIONS,
    FORMULA_VERSION,
    RHYTHM_NIGHTS,
    USUAL_DAYS,
    USUAL_MINIMUM,
)
from ssi_tui.core.model import Log, Past, Profile
from ssi_tui.core.score.reach import Spread
from ssi_tui.core.score.scoring import (
    NOTHING,
    DayUnits,
    PillarSetup,
    Stocks,
    add,
    fade,
    feeding,
    setups,
    starting_stocks,
)
from ssi_tui.core.score.track import Track, is_fed, turn_of
from ssi_tui.core.value import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.score.calibration import Calibration

KEPT_VERSION = 4
"""Raised where what is kept of a day changes, or how it is computed: older ones do not count."""

# Of a log that is looked at from years ahead: how far ahead that must be, and for how many days
# before the day of the look all is worked out, with at least so many due ones among them.
STILL_DAYS = timedelta(days=1000)
LIVELY_DAYS = timedelta(days=182)
LIVELY_DUE_DAYS = 20

LAST_CLOSES = 42
"""How many of the last closes are at hand whole: the ledger and the changes look back on them."""


@dataclass(frozen=True, slots=True)
class Close:
    """The close of one day; a value for each pillar, but for the last three.

    From ``climbs`` to ``back_on`` they are what ``Track`` holds after it; ``over`` tells whether
    the pillar had a usual level and was not under its line. ``due_closed`` counts the due days
    closed so far, this one included.
    """

    day: date
    stocks: Stocks
    scores: tuple[float, ...]
    doses: tuple[float, ...]
    climbs: tuple[float | None, ...]
    missed: tuple[int, ...]
    gaps: tuple[int, ...]
    lows: tuple[float, ...]
    fell_on: tuple[date | None, ...]
    back_on: tuple[date | None, ...]
    over: tuple[bool, ...]
    due: bool
    due_closed: int
    spread: Spread = field(default_factory=Spread)


def calibrated(profile: Profile, calibration: "Calibration | None") -> tuple[PillarSetup, ...]:
    """Return the pillars that the engine runs with, as readings shift them."""
    pillars = setups(profile)
    if calibration is None:
        return pillars
    # Loaded where there are readings: most logs have none.
    from ssi_tui.core.score.calibration import calibrated_setups

    return calibrated_setups(pillars, calibration)


@dataclass(frozen=True, slots=True)
class Basis:
    """What the closes follow from besides what was logged.

    ``past`` and ``calibration`` are what the range follows from besides; the ``pillars`` already
    have the person's own numbers.
    """

    pillars: tuple[PillarSetup, ...]
    schedule: Schedule
    first: date
    past: Past = Past.UNKNOWN
    calibration: "Calibration | None" = None

    @classmethod
    def of(cls, log: Log, calibration: "Calibration | None", first: date) -> "Basis":
        """Return the basis of a log that begins on a day, with what its readings say."""
        pillars = calibrated(log.profile, calibration)
        return cls(pillars, Schedule.of(log), first, log.profile.past, calibration)

    def key(self, until: date) -> str:
        """Return a text that is the same where the closes before ``until`` are the same."""
        spans = tuple(
            (str(start), str(min(end, until - DAY)))
            for start, end in self.schedule.time_off
            if start < until
        )
        workdays = tuple(
            (str(version.valid_from), sorted(version.weekdays))
            for version in self.schedule.workdays
            if version.valid_from < until
        )
        numbers = tuple(
            (one.base, one.ceiling, one.half_life, one.half_pace, one.offset, one.gain, one.start)
            for one in self.pillars
        )
        made_by = (KEPT_VERSION, FORMULA_VERSION)
        follows = (made_by, str(self.first), numbers, workdays, spans)
        own = self._own(until)
        return repr((*follows, own) if own else follows)

    def _own(self, until: date) -> list[object]:
        """Return what the user's own tasks are worth on the days before a day."""
        found: list[tuple[str, tuple[object, ...]]] = []
        for start, actions in self.schedule.actions:
            own = (one for one in actions.values() if one.id not in ACTIONS)
            worth = tuple((one.id, one.repeat, one.points) for one in own)
            if start < until and worth != (found[-1][1] if found else ()):
                found.append((str(start), worth))
        return list(found)


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a walk over the closes has come to: the next day, and what the days before it left."""

    day: date
    stocks: Stocks
    tracks: tuple[Track, ...]
    spread: Spread = field(default_factory=Spread)


def start_of(basis: Basis) -> Reached:
    """Return where the walk over a log begins."""
    return Reached(basis.first, starting_stocks(basis.pillars), tuple(map(Track, basis.pillars)))


class Walk:
    """The closes of a log one after the other, from where an earlier walk has come to."""

    def __init__(self, basis: Basis, since: Reached) -> None:
        self._basis = basis
        self._day, self._stocks, self._spread = since.day, since.stocks, since.spread
        self._tracks = tuple(track.copy() for track in since.tracks)

    @property
    def reached(self) -> Reached:
        """Where the walk has come to."""
        return Reached(self._day, self._stocks, self._tracks, self._spread)

    def closes(
        self, days: Mapping[date, DayUnits], until: date, *, whole: bool = True
    ) -> Iterator[Close]:
        """Yield the closes of the days that are left before ``until``, given what was done.

        If not the ``whole`` is asked for, years in which nothing can change any more are left out.
        """
        idle, last = 0, max((day for day in days if day < until), default=date.min)
        far = self._day if whole else max(self._day, until - STILL_DAYS)
        while self._day < until:
            if self._day < far and idle >= USUAL_DAYS and last < self._day and self._is_still():
                self._pass_over(until - LIVELY_DAYS)
                far = self._day
            units = days.get(self._day, NOTHING)
            idle = 0 if units.repeats else idle + 1
            yield self._close(self._day, units.doses())

    def _is_still(self) -> bool:
        """Tell whether no pillar can fall, or be over a line, before something is done.

        That is so once each is up and has no usual level, which idle days do not raise: after 28
        of them the closes that it is the mean of only sink.
        """
        return all(track.fell_on is None and track.usual < USUAL_MINIMUM for track in self._tracks)

    def _pass_over(self, until: date) -> None:
        """Leave out the days before one, if the days after it show all that is asked of the last.

        That takes some due days: they end every run.
        """
        schedule = self._basis.schedule
        clock, due = schedule.passed(self._day, until - DAY)
        if schedule.passed(until, until + LIVELY_DAYS - DAY)[1] < LIVELY_DUE_DAYS:
            return
        self._stocks = fade(self._stocks, self._basis.pillars, clock)
        self._spread = self._spread.faded(clock)
        for track in self._tracks:
            track.pass_over(due)
        self._day = until

    def _close(self, day: date, doses: Sequence[Mapping[str, float]]) -> Close:
        """Take the next step."""
        pillars, tracks = self._basis.pillars, self._tracks
        turn = turn_of(self._basis.schedule, day)
        morning = fade(self._stocks, pillars, turn.clock)
        stocks = add(morning, doses)
        fed = feeding(doses)
        scores, over = [], []
        for track, opening, stock, dose in zip(tracks, morning, stocks, fed, strict=True):
            usual, line = track.usual, track.line
            whole = sum(stock.values())
            score = track.close(turn, sum(opening.values()), whole, is_fed(track.pillar, dose))
            scores.append(score)
            over.append(usual >= USUAL_MINIMUM and track.fell_on is None and score >= line)
        self._day, self._stocks = day + DAY, stocks
        self._spread = self._spread.faded(turn.clock).with_doses(doses)
        return Close(
            day=day,
            stocks=stocks,
            scores=tuple(scores),
            doses=fed,
            climbs=tuple([track.climb for track in tracks]),
            missed=tuple([track.missed for track in tracks]),
            gaps=tuple([track.gap for track in tracks]),
            lows=tuple([track.low for track in tracks]),
            fell_on=tuple([track.fell_on for track in tracks]),
            back_on=tuple([track.back_on for track in tracks]),
            over=tuple(over),
            due=turn.due,
            due_closed=tracks[0].due_closed,
            spread=self._spread,
        )


def reached_by(basis: Basis, closes: Sequence[Close]) -> Reached | None:
    """Return where a walk stands after closes that were kept, ``None`` if they are too few.

    ``closes`` are the last ones, oldest first, of which the newest has its stocks and its spread.
    They are enough where they go back to the first day of the log.
    """
    found = [_track_of(basis, at, closes) for at in range(len(basis.pillars))]
    tracks = tuple(track for track in found if track is not None)
    if len(tracks) < len(found):
        return None
    return Reached(closes[-1].day + DAY, closes[-1].stocks, tracks, closes[-1].spread)


def _track_of(basis: Basis, at: int, closes: Sequence[Close]) -> Track | None:
    """Return the track of the pillar with index ``at`` after kept closes, if they suffice."""
    first, last = closes[0].day, closes[-1]
    counted = _counted(at, closes)
    enough = len(counted) == USUAL_DAYS and (last.day - first).days > RHYTHM_NIGHTS
    if first != basis.first and not enough:
        return None
    track = Track(basis.pillars[at])
    track.counted = counted
    track.gap, track.low = last.gaps[at], last.lows[at]
    track.missed, track.due_closed = last.missed[at], last.due_closed
    track.fell_on, track.back_on = last.fell_on[at], last.back_on[at]
    track.climb = last.climbs[at]
    for place in range(len(closes) - 1, -1, -1):
        close, missed = closes[place], closes[place - 1].missed[at] if place else 0
        climb = close.climbs[at]
        if (last.day - close.day).days > RHYTHM_NIGHTS or _begins_anew(at, closes, place):
            break
        if climb is not None:
            track.fed_closes.insert(0, (close.day, missed, climb))
    # Older days may still make the gap and the low; the next one that feeds the pillar ends them.
    track.fed_closes.insert(0, (date.min, track.gap, track.low))
    if track.fell_on is not None:
        since = closes[(track.fell_on - first).days :]
        track.below = [close.scores[at] for close in since]
        track.fed_since = any(is_fed(track.pillar, close.doses[at]) for close in since[1:])
    track.settle()
    return track


def _counted(at: int, closes: Sequence[Close]) -> list[float]:
    """Return the scores that make the usual level after the last of the closes, oldest first."""
    found: list[float] = []
    for place in range(len(closes) - 1, -1, -1):
        if len(found) == USUAL_DAYS:
            break
        if _begins_anew(at, closes, place):
            before = closes[max(0, place + 1 - USUAL_DAYS) : place + 1]
            found += [close.scores[at] for close in reversed(before)]
            break
        if closes[place].fell_on[at] is None:
            found.append(closes[place].scores[at])
    return found[:USUAL_DAYS][::-1]


def _begins_anew(at: int, closes: Sequence[Close], place: int) -> bool:
    """Tell whether a fall ended at a close because it had lasted so long."""
    close = closes[place]
    was_down = place > 0 and closes[place - 1].fell_on[at] is not None
    return was_down and close.fell_on[at] is None and close.back_on[at] != close.day
