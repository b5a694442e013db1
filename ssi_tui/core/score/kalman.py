"""A bank of small Kalman filters: what readings say about a person's own numbers of one pillar.

Each member of the bank assumes a half-life and a pace from before the log, and tracks the offset b
and the gain g that fit the readings under them. The reach x of a member is what its activity would
bring with a gain of 1, in points of the pillar: (C - B) times the share reached. It expects a
reading of B + b + g x.
"""

from collections.abc import Iterable, Sequence
from math import exp, fsum, log, sqrt

from ssi_tui.core.formula import (
    GAIN_DRIFT,
    GAIN_SPREAD,
    HALF_LIFE_MULTIPLIERS,
    HALF_LIFE_SPREAD,
    OFFSET_DRIFT,
    OFFSET_SPREAD,
    READING_NOISE,
    START_ODDS,
    STARTS,
)
from ssi_tui.core.model import Past
from ssi_tui.core.value import dataclass

NOISE = READING_NOISE**2
"""The variance of a reading of one pillar."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a bank.

    It assumes the ``multiplier`` of the half-life and the ``start`` (w0); ``log_weight`` is the
    logarithm of how probable they are, up to a constant. ``offset`` (b) and ``gain`` (g) are what
    it has found, with their variances and covariance.
    """

    multiplier: float
    start: float
    log_weight: float = 0.0
    offset: float = 0.0
    gain: float = 1.0
    offset_variance: float = OFFSET_SPREAD**2
    covariance: float = 0.0
    gain_variance: float = GAIN_SPREAD**2

    def expected(self, reach: float) -> float:
        """Return the points above the baseline that the member expects of a reading."""
        return self.offset + self.gain * reach

    def variance(self, reach: float) -> float:
        """Return the variance of what the member expects, without the noise of a reading."""
        return (
            self.offset_variance
            + 2.0 * reach * self.covariance
            + reach * reach * self.gain_variance
        )

    def learned(self, reach: float, above: float, drift_days: int = 0) -> "Member":
        """Return the member as it is after a reading of one pillar.

        ``above`` is how far the reading lies above the baseline, in points; ``drift_days`` counts
        the days since the reading before it, over which the numbers may have drifted. One step of
        a Kalman filter with two states.
        """
        offset_variance = self.offset_variance + drift_days * OFFSET_DRIFT**2
        gain_variance = self.gain_variance + drift_days * GAIN_DRIFT**2
        error = above - self.offset - self.gain * reach
        h0 = offset_variance + reach * self.covariance
        h1 = self.covariance + reach * gain_variance
        spread = h0 + reach * h1 + NOISE
        return Member(
            self.multiplier,
            self.start,
            self.log_weight - (log(spread) + error * error / spread) / 2.0,
            self.offset + error * h0 / spread,
            self.gain + error * h1 / spread,
            offset_variance - h0 * h0 / spread,
            self.covariance - h0 * h1 / spread,
            gain_variance - h1 * h1 / spread,
        )


Bank = tuple[Member, ...]
"""The members for one pillar: every multiplier with every start, the starts varying faster."""


def prior_bank(past: Past) -> Bank:
    """Return the bank before any reading, by the answer about the month before the log."""
    return tuple(
        Member(multiplier, start, log(odds) - (log(multiplier) / HALF_LIFE_SPREAD) ** 2 / 2.0)
        for multiplier in HALF_LIFE_MULTIPLIERS
        for start, odds in zip(STARTS, START_ODDS[past], strict=True)
    )


def weights(bank: Bank) -> tuple[float, ...]:
    """Return how probable each member is; the probabilities add up to 1."""
    most = max(member.log_weight for member in bank)
    odds = [exp(member.log_weight - most) for member in bank]
    total = fsum(odds)
    return tuple(each / total for each in odds)


def belief(bank: Bank, reaches: Sequence[float], drift_days: int = 0) -> tuple[float, float]:
    """Return the points above the baseline that the bank expects of a reading, and their variance.

    The variance includes that of each member and that between members, not the noise of a reading.
    """
    odds = weights(bank)
    expected = [member.expected(reach) for member, reach in zip(bank, reaches, strict=True)]
    mean = fsum(weight * each for weight, each in zip(odds, expected, strict=True))
    variance = fsum(
        weight * (member.variance(reach) + (each - mean) ** 2 + drift_days * drift_of(reach))
        for weight, member, reach, each in zip(odds, bank, reaches, expected, strict=True)
    )
    return mean, variance


def drift_of(reach: float) -> float:
    """Return by how much the variance of what a member expects grows in a day."""
    return OFFSET_DRIFT**2 + (reach * GAIN_DRIFT) ** 2


def most_probable(bank: Bank) -> int:
    """Return the index of the most probable member, the first of equals."""
    return max(range(len(bank)), key=lambda at: bank[at].log_weight)


def learned(bank: Bank, reaches: Sequence[float], above: float, drift_days: int = 0) -> Bank:
    """Return the bank after a reading that lies ``above`` the baseline, in points."""
    return tuple(
        member.learned(reach, above, drift_days)
        for member, reach in zip(bank, reaches, strict=True)
    )


def uncertainty(beliefs: Iterable[tuple[float, float]]) -> float:
    """Return the standard deviation of a total that would be read, from the belief by pillar."""
    return sqrt(fsum(variance + NOISE for _, variance in beliefs))
