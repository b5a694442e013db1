"""The range of the total: LinkedIn's own would lie in it four times in five.

What is unknown is the pace from before the log, which all pillars share, the person's own numbers,
and the noise of a reading. So the total is a mixture of normal distributions, one for each way in
which the starts of the four pillars may go together.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, erf, exp, floor, fsum, inf, pi, sqrt

from ssi_tui.core.formula import BANDS, RANGE_TAIL, STARTS
from ssi_tui.core.model import PILLARS, Past
from ssi_tui.core.score.kalman import NOISE, Bank, Drift, prior_bank, weights
from ssi_tui.core.score.reach import Spread, reaches_of
from ssi_tui.core.score.scoring import PillarSetup, clip
from ssi_tui.core.value import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.core.score.calibration import Calibration

_CLOSE = 1e-9
ROOT_2, ROOT_2_PI = sqrt(2.0), sqrt(2.0 * pi)


@dataclass(frozen=True, slots=True)
class _Level:
    """One pillar under one start: mean and variance over its half-lives.

    ``until`` is the weight of the start and of those below it.
    """

    until: float
    mean: float
    variance: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """The total where every pillar has the start of one quantile: a normal distribution."""

    weight: float
    mean: float
    deviation: float

    def below(self, total: float) -> float:
        """Return the probability of a total below one, times the weight."""
        return self.weight * (1.0 + erf((total - self.mean) / self.deviation / ROOT_2)) / 2.0

    def density(self, total: float) -> float:
        """Return how much ``below`` rises with a point at a total."""
        away = (total - self.mean) / self.deviation
        return self.weight * exp(-away * away / 2.0) / self.deviation / ROOT_2_PI


def range_of(
    pillars: Sequence[PillarSetup],
    past: Past,
    calibration: "Calibration | None",
    spread: Spread,
    day: "date",
    total: float,
) -> tuple[float, float]:
    """Return the ends of the range on a day, which hold the ``total`` that is shown.

    ``spread`` is what activity has left at the moment, ``past`` the answer about the time before
    the log. A fit of n readings adds one part in n to the variance, as it was made from few.
    """
    every = range(len(pillars))
    if calibration is None:
        banks = [prior_bank(past) for _ in every]
        drifts: list[Drift] = [(0.0, 0.0) for _ in every]
        few = 1.0
    else:
        banks = [fit.bank for fit in calibration.pillars]
        drifts = [calibration.drift(at, day) for at in every]
        few = 1.0 + 1.0 / calibration.readings
    found = zip(banks, reaches_of(pillars, spread), pillars, drifts, strict=True)
    pieces = _pieces(
        [_levels(bank, reaches, one.base, drift) for bank, reaches, one, drift in found], few
    )
    low, high = _quantile(pieces, RANGE_TAIL), _quantile(pieces, 1.0 - RANGE_TAIL)
    return min(low, total), max(high, total)


def word_of(low: float, high: float) -> str | None:
    """Return the word for a range, by its ends as they are shown (source of the bands: NL).

    Two neighbours are both named, and no word fits a range that reaches over three.
    """
    words = [word for _, word in BANDS]
    first, last = (
        next(at for at, (least, _) in enumerate(BANDS) if end >= least)
        for end in (floor(low), ceil(high))
    )
    if first == last:
        return words[first]
    return f"{words[first]} to {words[last]}" if first - last == 1 else None


def _levels(bank: Bank, reaches: Sequence[float], base: float, drift: Drift) -> tuple[_Level, ...]:
    """Return what a pillar may stand at, one level for each start; those without weight are out."""
    odds = weights(bank)
    found = []
    until = 0.0
    for at in range(len(STARTS)):
        step = slice(at, None, len(STARTS))
        weight = fsum(odds[step])
        if not weight:
            continue
        members = list(zip(odds[step], bank[step], reaches[step], strict=True))
        means = [base + member.expected(reach) for _, member, reach in members]
        mean = fsum(part * each for part, each in zip(odds[step], means, strict=True)) / weight
        variance = fsum(
            part * (member.variance(reach, drift) + (each - mean) ** 2)
            for (part, member, reach), each in zip(members, means, strict=True)
        )
        until += weight
        found.append(_Level(until, clip(mean), variance / weight))
    return tuple(found)


def _pieces(levels: Sequence[Sequence[_Level]], few: float) -> tuple[_Piece, ...]:
    """Return the total for every piece between two starts of any pillar."""
    cuts = sorted({0.0, 1.0, *(one.until for pillar in levels for one in pillar[:-1])})
    found = []
    for start, end in pairwise(cuts):
        here = [next((one for one in pillar if one.until >= end), pillar[-1]) for pillar in levels]
        variance = few * fsum(one.variance for one in here) + len(PILLARS) * NOISE
        found.append(_Piece(end - start, fsum(one.mean for one in here), sqrt(variance)))
    return tuple(found)


def _quantile(pieces: Sequence[_Piece], below: float) -> float:
    """Return the total, 0 to 100, below which lies that part of the mixture.

    Newton's steps; one that would leave what is known to hold the total halves that instead.
    """
    low, high, total = 0.0, 100.0, fsum([piece.weight * piece.mean for piece in pieces])
    while high - low > _CLOSE:
        beyond = sum([piece.below(total) for piece in pieces]) - below
        if beyond < 0.0:
            low = total
        else:
            high = total
        slope = sum([piece.density(total) for piece in pieces])
        step = beyond / slope if slope else inf
        if abs(step) < _CLOSE:
            break
        total = total - step if low < total - step < high else (low + high) / 2.0
    return total
