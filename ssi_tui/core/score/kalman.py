"""A bank of small Kalman filters: what readings say about a person's own numbers of one pillar.

Each member of the bank assumes a half-life and a pace from before the log, and tracks the offset b
and the gain g that fit the readings under them. The reach x of a member is what its activity would
bring with a gain of 1, in points of the pillar: (C - B) times the share reached. It expects a
reading of B + b + g x.
"""

from collections.abc import Sequence
from functools import cache
from math import exp, log

from ssi_tui.core.formula import (
    BELIEVED,
    GAIN_SPREAD,
    GAP_NOISE,
    HALF_LIFE_MULTIPLIERS,
    HALF_LIFE_SPREAD,
    OFFSET_SPREAD,
    READING_NOISE,
    START_ODDS,
    STARTS,
    STEP_DEVIATIONS,
)
from ssi_tui.core.model import Past
from ssi_tui.core.value import dataclass

NOISE = READING_NOISE**2
"""The variance of a reading of one pillar."""

SUPPOSED = tuple((multiplier, start) for multiplier in HALF_LIFE_MULTIPLIERS for start in STARTS)
"""The multiplier of the half-life and the start (w0) of each member, in the order of a bank."""

Drift = tuple[float, float]
"""By how much the variances of the offset and of the gain have grown since a reading."""


@dataclass(frozen=True, slots=True)
class Member:
    """What one member of a bank has found under what it supposes.

    ``offset`` (b) and ``gain`` (g) come with their variances and covariance; ``log_weight`` is the
    logarithm of how probable the member is, up to a constant.
    """

    log_weight: float
    offset: float
    gain: float
    offset_variance: float
    covariance: float
    gain_variance: float

    def expected(self, reach: float) -> float:
        """Return the points above the baseline that the member expects of a reading."""
        return self.offset + self.gain * reach

    def variance(self, reach: float, drift: Drift = (0.0, 0.0)) -> float:
        """Return the variance of what the member expects, without the noise of a reading."""
        return (
            self.offset_variance
            + drift[0]
            + 2.0 * reach * self.covariance
            + reach * reach * (self.gain_variance + drift[1])
        )

    def moved(self, by: float) -> "Member":
        """Return the member with another offset, and as much less sure of it."""
        return Member(
            self.log_weight,
            self.offset + by,
            self.gain,
            self.offset_variance + by * by,
            self.covariance,
            self.gain_variance,
        )

    def learned(self, reach: float, above: float, noise: float, drift: Drift) -> "Member":
        """Return the member as it is after a reading ``above`` the baseline, in points.

        ``noise`` is the variance of the reading. One step of a Kalman filter with two states.
        """
        offset_variance = self.offset_variance + drift[0]
        gain_variance = self.gain_variance + drift[1]
        error = above - self.offset - self.gain * reach
        h0 = offset_variance + reach * self.covariance
        h1 = self.covariance + reach * gain_variance
        spread = h0 + reach * h1 + noise
        return Member(
            self.log_weight - (log(spread) + error * error / spread) / 2.0,
            self.offset + error * h0 / spread,
            self.gain + error * h1 / spread,
            offset_variance - h0 * h0 / spread,
            self.covariance - h0 * h1 / spread,
            gain_variance - h1 * h1 / spread,
        )


Bank = tuple[Member, ...]
"""The members for one pillar, in the order of ``SUPPOSED``."""


@cache
def prior_bank(past: Past) -> Bank:
    """Return the bank before any reading, by the answer about the month before the log."""
    odds = dict(zip(STARTS, START_ODDS[past], strict=True))
    return tuple(
        Member(
            log(odds[start]) - (log(multiplier) / HALF_LIFE_SPREAD) ** 2 / 2.0,
            0.0,
            1.0,
            OFFSET_SPREAD**2,
            0.0,
            GAIN_SPREAD[past] ** 2,
        )
        for multiplier, start in SUPPOSED
    )


def weights(bank: Bank) -> list[float]:
    """Return how probable each member is; the probabilities add up to 1."""
    most = max([member.log_weight for member in bank])
    odds = [exp(member.log_weight - most) for member in bank]
    total = sum(odds)
    return [each / total for each in odds]


def mean_of(bank: Bank, reaches: Sequence[float]) -> float:
    """Return the points above the baseline that the bank expects of a reading."""
    found = zip(weights(bank), bank, reaches, strict=True)
    return sum([weight * member.expected(reach) for weight, member, reach in found])


def belief(bank: Bank, reaches: Sequence[float], drift: Drift = (0.0, 0.0)) -> tuple[float, float]:
    """Return the points above the baseline that the bank expects of a reading, and their variance.

    The variance includes that of each member and that between members, not the noise of a reading.
    """
    mean = mean_of(bank, reaches)
    found = zip(weights(bank), bank, reaches, strict=True)
    variance = sum(
        [
            weight * (member.variance(reach, drift) + (member.expected(reach) - mean) ** 2)
            for weight, member, reach in found
        ]
    )
    return mean, variance


def most_probable(bank: Bank) -> int:
    """Return the index of the most probable member, the first of equals."""
    return max(range(len(bank)), key=lambda at: bank[at].log_weight)


def learned(bank: Bank, reaches: Sequence[float], above: float, noise: float, drift: Drift) -> Bank:
    """Return the bank after a reading that lies ``above`` the baseline, in points."""
    found = zip(bank, reaches, strict=True)
    return tuple([member.learned(reach, above, noise, drift) for member, reach in found])


def believing(bank: Bank, reaches: Sequence[float], above: float) -> Bank:
    """Return the bank moved so that it expects what was read, to half a point."""
    mean = mean_of(bank, reaches)
    moved = min(max(mean, above - BELIEVED), above + BELIEVED) - mean
    if not moved:
        return bank
    return tuple([member.moved(moved) for member in bank])


@dataclass(frozen=True, slots=True)
class Learned:
    """What readings have said of one pillar so far.

    ``steps`` (J) is the sum of the squares of what LinkedIn moved the pillar by at one go;
    ``reaches`` are those at the opening of the last reading's day, none before the first.
    """

    bank: Bank
    steps: float = 0.0
    reaches: Sequence[float] = ()

    def with_reading(
        self, reaches: Sequence[float], above: float, gap: int, drift: Drift
    ) -> "Learned":
        """Return it after one more reading, taken ``gap`` days before the log begins.

        What the bank would hardly have expected is a step, which LinkedIn may do again. A reading
        from before the log is not believed to half a point: nobody knows what was done since.
        """
        steps = self.steps
        if self.reaches:
            mean, variance = belief(self.bank, reaches, drift)
            surprise = (above - mean) ** 2
            if surprise > STEP_DEVIATIONS**2 * (variance + NOISE):
                steps += surprise
        bank = learned(self.bank, reaches, above, NOISE + gap * GAP_NOISE**2, drift)
        return Learned(bank if gap else believing(bank, reaches, above), steps, reaches)
