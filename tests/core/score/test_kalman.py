"""The filters that learn from readings, one step at a time."""

from math import log

import pytest

from ssi_tui.core.formula import HALF_LIFE_MULTIPLIERS, START_ODDS, STARTS
from ssi_tui.core.model import Past
from ssi_tui.core.score.kalman import (
    Member,
    belief,
    learned,
    prior_bank,
    uncertainty,
    weights,
)


def test_a_member_learns_as_in_the_worked_example() -> None:
    """Baseline 1, ceiling 23, half of the way: a reach of 11, and 12 expected where 15 is read."""
    member = Member(1.0, 0.0)
    assert 1.0 + member.expected(11.0) == 12.0
    assert member.variance(11.0) + 0.36 == pytest.approx(17.5, abs=1e-9)
    found = member.learned(11.0, 15.0 - 1.0)
    assert found.offset == pytest.approx(1.0714286, abs=1e-7)
    assert found.gain == pytest.approx(1.1697143, abs=1e-7)
    assert 1.0 + found.expected(11.0) == pytest.approx(14.9382857, abs=1e-7)


def test_a_member_that_foretold_better_becomes_more_probable() -> None:
    """Two members with the same spread differ by half the squares of their errors over it."""
    low, high = (Member(1.0, 0.0, offset=offset).learned(0.0, 3.0) for offset in (0.0, 2.0))
    assert high.log_weight - low.log_weight == pytest.approx((9.0 - 1.0) / (6.25 + 0.36) / 2.0)


def test_a_member_that_was_surer_becomes_more_probable_by_a_reading_that_bears_it_out() -> None:
    """By half the logarithm of how much less it left open: 6.61 against 1.36."""
    vague, sure = (
        Member(1.0, 0.0, offset_variance=variance).learned(0.0, 0.0) for variance in (6.25, 1.0)
    )
    assert sure.log_weight - vague.log_weight == pytest.approx(log(6.61 / 1.36) / 2.0)


def test_the_numbers_drift_between_readings() -> None:
    """A day adds 0.18 squared to the variance of the offset, and 0.01 squared to that of gain."""
    later = Member(1.0, 0.0, offset_variance=1.0, gain_variance=0.04).learned(
        0.0, 0.0, drift_days=10
    )
    assert later.offset_variance == pytest.approx(1.324 * 0.36 / (1.324 + 0.36))
    assert later.gain_variance == pytest.approx(0.041)


@pytest.mark.parametrize("past", list(Past))
def test_the_bank_starts_from_the_odds_of_the_answer_about_the_past(past: Past) -> None:
    """Whatever the half-life, and half-lives near the usual one are more probable."""
    bank = prior_bank(past)
    assert len(bank) == 20
    odds = weights(bank)
    assert sum(odds) == pytest.approx(1.0)
    for start, wanted in zip(STARTS, START_ODDS[past], strict=True):
        assert sum(
            weight for weight, member in zip(odds, bank, strict=True) if member.start == start
        ) == pytest.approx(wanted)
    by_multiplier = [sum(odds[at : at + 4]) for at in range(0, 20, 4)]
    assert [member.multiplier for member in bank[::4]] == list(HALF_LIFE_MULTIPLIERS)
    assert by_multiplier[2] == max(by_multiplier)
    assert by_multiplier[4] / by_multiplier[2] == pytest.approx(0.1434, abs=1e-4)


def test_the_belief_of_a_bank_holds_the_spread_between_its_members() -> None:
    """Two equally probable members four points apart add two squared to their own variance."""
    bank = (Member(1.0, 0.0, offset=-2.0), Member(1.0, 1.8, offset=2.0))
    assert belief(bank, (0.0, 0.0)) == pytest.approx((0.0, 6.25 + 4.0))


def test_the_belief_of_a_bank_widens_with_the_days_since_its_last_reading() -> None:
    """By the drift of the offset, and that of the gain times the reach squared."""
    bank = (Member(1.0, 0.0, offset_variance=1.0, gain_variance=0.04),)
    _, variance = belief(bank, (10.0,), drift_days=7)
    assert variance == pytest.approx(1.0 + 4.0 + 7 * (0.0324 + 0.01))


def test_the_uncertainty_of_the_total_holds_the_noise_of_four_readings() -> None:
    """Variances of 1, 2, 3 and 4, and 0.36 each."""
    assert uncertainty([(9.0, float(at)) for at in range(1, 5)]) == pytest.approx(11.44**0.5)


def test_a_bank_learns_member_by_member() -> None:
    """Each from its own reach."""
    bank = prior_bank(Past.UNKNOWN)
    reaches = [0.5 * at for at in range(len(bank))]
    assert learned(bank, reaches, 4.0, 3) == tuple(
        member.learned(reach, 4.0, 3) for member, reach in zip(bank, reaches, strict=True)
    )
