"""Readings correct the estimate: each pillar gets the person's own offset, gain and half-life.

The start, the pace from before the log, is fitted as well. A reading is compared with the opening
of its day. All readings are fitted again when one is entered, changed or deleted, but never when
an activity is logged, so that more activity never lowers the estimate.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import GAIN_DRIFT, OFFSET_DRIFT, STEP_DAYS
from ssi_tui.core.model import Profile, Reading
from ssi_tui.core.score.kalman import (
    SUPPOSED,
    Bank,
    Drift,
    Learned,
    mean_of,
    most_probable,
    prior_bank,
)
from ssi_tui.core.score.reach import openings, reaches_of
from ssi_tui.core.score.scoring import DayUnits, PillarSetup, setups
from ssi_tui.core.value import dataclass, replace


@dataclass(frozen=True, slots=True)
class PillarFit:
    """The person's own numbers of one pillar, after the last reading.

    ``offset`` (b, in points of the pillar), ``gain`` (g), ``multiplier`` of the half-life (m) and
    ``start`` (w0) are those of the most probable member of the ``bank``, its offset moved so that
    the estimate at the opening of the last reading's day is that of the whole bank. ``steps`` (J)
    is the sum of the squares of what LinkedIn moved the pillar by at one go.
    """

    offset: float
    gain: float
    multiplier: float
    start: float
    steps: float
    bank: Bank


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the readings say about the person's own numbers; ``pillars`` are in pillar order.

    ``since`` and ``last`` are the days at whose opening the first and the last reading counted,
    ``readings`` is how many counted, one a day.
    """

    since: date
    last: date
    readings: int
    pillars: tuple[PillarFit, ...]

    def drift(self, at: int, day: date) -> Drift:
        """Return how far the numbers of the pillar with index ``at`` may have drifted by a day."""
        return drift_of(self.pillars[at].steps, (self.since, self.last), day)


def drift_of(steps: float, counted: tuple[date, date], day: date) -> Drift:
    """Return how far numbers may have drifted by a day since the last of the readings counted.

    Each night adds q = .15^2 + J/(28 + days from the first reading to the last) to the variance of
    the offset, and .01^2 to that of the gain.
    """
    since, last = counted
    nights = max(0, (day - last).days)
    a_night = OFFSET_DRIFT**2 + steps / (STEP_DAYS + (last - since).days)
    return nights * a_night, nights * GAIN_DRIFT**2


def counting(readings: Iterable[Reading], first: date, today: date) -> list[tuple[date, Reading]]:
    """Return the readings that count up to today, each with the day at whose opening it does.

    Of several on one day the last one given counts; of those from before the log's ``first`` day
    only the newest does, at the opening of that day.
    """
    by_day = {reading.day: reading for reading in readings if reading.day <= today}
    early = max((day for day in by_day if day < first), default=None)
    return [
        (max(day, first), by_day[day]) for day in sorted(by_day) if day >= first or day == early
    ]


def calibrate(
    profile: Profile,
    schedule: Schedule,
    days: Mapping[date, DayUnits],
    first: date,
    readings: Iterable[Reading],
    today: date,
) -> Calibration | None:
    """Return what the readings up to today say, or ``None`` if there are none.

    They are taken in order of day, as ``counting`` says. ``days`` and the log's ``first`` day
    (today in an empty log) are as in ``replay``.
    """
    found = deque(calibrations(profile, schedule, days, first, readings, today), maxlen=1)
    return found[0] if found else None


def calibrations(
    profile: Profile,
    schedule: Schedule,
    days: Mapping[date, DayUnits],
    first: date,
    readings: Iterable[Reading],
    today: date,
) -> Iterator[Calibration]:
    """Yield what the readings say after each one of them up to today, oldest first."""
    wanted = counting(readings, first, today)
    if not wanted:
        return
    pillars = setups(profile)
    since, last = wanted[0][0], wanted[0][0]
    known = tuple(Learned(prior_bank(profile.past)) for _ in pillars)
    mornings = openings(days, schedule, first, wanted[-1][0])
    opened, spread = next(mornings)
    for number, (day, reading) in enumerate(wanted, start=1):
        while opened < day:
            opened, spread = next(mornings)
        gap = (day - reading.day).days
        known = tuple(
            old.with_reading(
                reaches, value - pillar.base, gap, drift_of(old.steps, (since, last), day)
            )
            for old, reaches, value, pillar in zip(
                known, reaches_of(pillars, spread), reading.pillars, pillars, strict=True
            )
        )
        last = day
        yield Calibration(since, last, number, tuple(map(_fit, known)))


def calibrated_setups(
    pillars: Sequence[PillarSetup], calibration: Calibration | None
) -> tuple[PillarSetup, ...]:
    """Return the pillars with the person's own numbers, or unchanged without a calibration."""
    if calibration is None:
        return tuple(pillars)
    return tuple(
        replace(
            pillar,
            offset=fit.offset,
            gain=fit.gain,
            half_life=pillar.half_life * fit.multiplier,
            start=fit.start,
        )
        for pillar, fit in zip(pillars, calibration.pillars, strict=True)
    )


def _fit(pillar: Learned) -> PillarFit:
    """Return the numbers that a bank gives at the opening of the day of its last reading.

    A gain below 0, which only odd readings cause, counts as 0, because doing more must never lower
    the estimate.
    """
    at = most_probable(pillar.bank)
    multiplier, start = SUPPOSED[at]
    gain = max(0.0, pillar.bank[at].gain)
    offset = mean_of(pillar.bank, pillar.reaches) - gain * pillar.reaches[at]
    return PillarFit(offset, gain, multiplier, start, pillar.steps, pillar.bank)
