"""Readings correct the estimate: each pillar gets the person's own offset, gain and half-life.

The start, the pace from before the log, is fitted as well. All readings are fitted again when one
is entered, changed or deleted, but never when an activity is logged, so that more activity never
lowers the estimate.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.formula import BAND_DEVIATIONS
from ssi_tui.core.model import Profile, Reading
from ssi_tui.core.score.kalman import Bank, belief, learned, most_probable, prior_bank, uncertainty
from ssi_tui.core.score.reach import Reaches, reaches_on
from ssi_tui.core.score.scoring import DayUnits, PillarSetup, setups
from ssi_tui.core.value import dataclass, replace


@dataclass(frozen=True, slots=True)
class PillarFit:
    """The person's own numbers of one pillar, after the last reading.

    ``offset`` (b, in points of the pillar), ``gain`` (g), ``multiplier`` of the half-life (m) and
    ``start`` (w0) come from the most probable member of the ``bank``. ``centring`` is the part of
    the offset that lifts this member's score on the day of the last reading to that of the bank.
    """

    offset: float
    gain: float
    multiplier: float
    start: float
    centring: float
    bank: Bank


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the readings say about the person's own numbers; ``pillars`` are in pillar order.

    ``last`` is the day of the last reading, ``readings`` their number (one a day).
    """

    last: date
    readings: int
    pillars: tuple[PillarFit, ...]


def calibrate(
    profile: Profile,
    schedule: Schedule,
    days: Mapping[date, DayUnits],
    first: date,
    readings: Iterable[Reading],
    today: date,
) -> Calibration | None:
    """Return what the readings up to today say, or ``None`` if there are none.

    They are taken in order of day; of several on one day the last one given counts. ``days`` and
    ``first`` are as in ``replay``.
    """
    steps = _steps(profile, schedule, days, first, readings, today)
    last = deque(steps, maxlen=1)
    return _calibration(last[0]) if last else None


def calibrations(
    profile: Profile,
    schedule: Schedule,
    days: Mapping[date, DayUnits],
    first: date,
    readings: Iterable[Reading],
    today: date,
) -> Iterator[Calibration]:
    """Yield what the readings say after each one of them up to today, oldest first."""
    for step in _steps(profile, schedule, days, first, readings, today):
        yield _calibration(step)


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


def margin_on(
    calibration: Calibration,
    profile: Profile,
    schedule: Schedule,
    days: Mapping[date, DayUnits],
    first: date,
    day: date,
) -> float:
    """Return by how many points the total may be off at the close of a day (an 80 % band).

    It widens from the last reading on. What was logged since then matters, because members with
    different half-lives drift apart while little is done.
    """
    pillars = setups(profile)
    _, reaches = next(reaches_on({day}, pillars, days, schedule, first))
    drift_days = max(0, (day - calibration.last).days)
    beliefs = (
        belief(fit.bank, reach, drift_days)
        for fit, reach in zip(calibration.pillars, reaches, strict=True)
    )
    return BAND_DEVIATIONS * uncertainty(beliefs)


@dataclass(frozen=True, slots=True)
class _Step:
    """The banks after a reading and their reaches on its day; ``number`` counts readings from 1."""

    day: date
    number: int
    banks: tuple[Bank, ...]
    reaches: Reaches


def _steps(
    profile: Profile,
    schedule: Schedule,
    days: Mapping[date, DayUnits],
    first: date,
    readings: Iterable[Reading],
    today: date,
) -> Iterator[_Step]:
    counting = {reading.day: reading for reading in readings if reading.day <= today}
    pillars = setups(profile)
    banks = (prior_bank(profile.past),) * len(pillars)
    walk = reaches_on(counting.keys(), pillars, days, schedule, first)
    before = None
    for number, (day, reaches) in enumerate(walk, start=1):
        drift_days = 0 if before is None else (day - before).days
        values = counting[day].pillars
        banks = tuple(
            learned(bank, reach, value - pillar.base, drift_days)
            for bank, reach, value, pillar in zip(banks, reaches, values, pillars, strict=True)
        )
        yield _Step(day, number, banks, reaches)
        before = day


def _calibration(step: _Step) -> Calibration:
    fits = (_fit(bank, reach) for bank, reach in zip(step.banks, step.reaches, strict=True))
    return Calibration(step.day, step.number, tuple(fits))


def _fit(bank: Bank, reaches: Sequence[float]) -> PillarFit:
    """Return the numbers that a bank gives on the day of its last reading.

    A gain below 0, which only odd readings cause, counts as 0, because doing more must never lower
    the estimate.
    """
    at = most_probable(bank)
    shown = bank[at]
    gain = max(0.0, shown.gain)
    mean, _ = belief(bank, reaches)
    offset = mean - gain * reaches[at]
    return PillarFit(offset, gain, shown.multiplier, shown.start, offset - shown.offset, bank)
