"""The filters that learn from readings, one step at a time."""

from datetime import date, timedelta
from math import log

import pytest

from ssi_tui.core.formula import GAIN_SPREAD, HALF_LIFE_MULTIPLIERS, START_ODDS, STARTS
from ssi_tui.core.model import Past
from ssi_tui.core.score.calibration import drift_of
from ssi_tui.core.score.kalman import (
    SUPPOSED,
    Learned,
    Member,
    belief,
    believing,
    learned,
    prior_bank,
    weights,
)

STILL = (0.0, 0.0)


def member(offset: float = 0.0, variance: float = 6.25, gain_variance: float = 0.09) -> Member:
    """Return a member as it is made, but for its offset and how sure it is of its numbers."""
    return Member(0.0, offset, 1.0, variance, 0.0, gain_variance)


def test_a_member_learns_as_in_the_worked_example() -> None:
    """Baseline 1, ceiling 23, half of the way: a reach of 11, and 12 expected where 15 is read."""
    new = member()
    assert 1.0 + new.expected(11.0) == 12.0
    assert new.variance(11.0) + 0.25 == pytest.approx(17.39, abs=1e-9)
    found = new.learned(11.0, 15.0 - 1.0, 0.25, STILL)
    assert found.offset == pytest.approx(1.0782059, abs=1e-7)
    assert found.gain == pytest.approx(1.1707878, abs=1e-7)
    assert 1.0 + found.expected(11.0) == pytest.approx(14.9568718, abs=1e-7)


def test_a_member_that_foretold_better_becomes_more_probable() -> None:
    """Two members with the same spread differ by half the squares of their errors over it."""
    low, high = (member(offset).learned(0.0, 3.0, 0.25, STILL) for offset in (0.0, 2.0))
    assert high.log_weight - low.log_weight == pytest.approx((9.0 - 1.0) / (6.25 + 0.25) / 2.0)


def test_a_member_that_was_surer_becomes_more_probable_by_a_reading_that_bears_it_out() -> None:
    """By half the logarithm of how much less it left open: 6.5 against 1.25."""
    vague, sure = (
        member(variance=variance).learned(0.0, 0.0, 0.25, STILL) for variance in (6.25, 1.0)
    )
    assert sure.log_weight - vague.log_weight == pytest.approx(log(6.5 / 1.25) / 2.0)


def test_the_numbers_drift_before_they_learn() -> None:
    """The drift is added to both variances first."""
    later = member(0.0, 1.0, 0.04).learned(0.0, 0.0, 0.25, (0.225, 0.001))
    assert later.offset_variance == pytest.approx(1.225 * 0.25 / (1.225 + 0.25))
    assert later.gain_variance == pytest.approx(0.041)


@pytest.mark.parametrize("past", list(Past))
def test_the_bank_starts_from_the_odds_of_the_answer_about_the_past(past: Past) -> None:
    """Whatever the half-life, and half-lives near the usual one are more probable."""
    bank = prior_bank(past)
    assert len(bank) == len(SUPPOSED) == 20
    odds = weights(bank)
    assert sum(odds) == pytest.approx(1.0)
    assert START_ODDS[past] == pytest.approx([sum(odds[at::4]) for at in range(4)])
    assert [start for _, start in SUPPOSED[:4]] == list(STARTS)
    by_multiplier = [sum(odds[at : at + 4]) for at in range(0, 20, 4)]
    assert [multiplier for multiplier, _ in SUPPOSED[::4]] == list(HALF_LIFE_MULTIPLIERS)
    assert by_multiplier[2] == max(by_multiplier)
    assert by_multiplier[4] / by_multiplier[2] == pytest.approx(0.1434, abs=1e-4)
    assert {one.gain_variance for one in bank} == {GAIN_SPREAD[past] ** 2}


def test_the_belief_of_a_bank_holds_the_spread_between_its_members() -> None:
    """Two equally probable members four points apart add two squared to their own variance."""
    bank = (member(-2.0), member(2.0))
    assert belief(bank, (0.0, 0.0)) == pytest.approx((0.0, 6.25 + 4.0))


def test_the_belief_of_a_bank_widens_with_the_drift() -> None:
    """By that of the offset, and that of the gain times the reach squared."""
    _, variance = belief((member(0.0, 1.0, 0.04),), (10.0,), (0.2, 0.01))
    assert variance == pytest.approx(1.0 + 4.0 + 0.2 + 1.0)


def test_a_bank_learns_member_by_member() -> None:
    """Each from its own reach."""
    bank = prior_bank(Past.UNKNOWN)
    reaches = [0.5 * at for at in range(len(bank))]
    assert learned(bank, reaches, 4.0, 0.5, (0.1, 0.2)) == tuple(
        one.learned(reach, 4.0, 0.5, (0.1, 0.2)) for one, reach in zip(bank, reaches, strict=True)
    )


@pytest.mark.parametrize(("read", "moved"), [(3.0, 1.5), (1.4, 0.0), (0.6, 0.0), (-1.0, -1.5)])
def test_what_was_read_is_believed_to_half_a_point(read: float, moved: float) -> None:
    """Where the mean of 1 lies further off, all offsets move, and are that much less sure."""
    bank = (member(-1.0, 1.0), member(3.0, 1.0))
    assert believing(bank, (0.0, 0.0), read) == tuple(
        member(offset + moved, 1.0 + moved**2) for offset in (-1.0, 3.0)
    )


def test_a_step_of_linkedin_s_own_is_remembered_as_in_the_worked_example() -> None:
    """Fifteen, and a week later twenty-two with the same activity: it may come again."""
    monday, later = date(2026, 1, 5), date(2026, 1, 12)
    one = Learned((member(),)).with_reading((11.0,), 14.0, 0, STILL)
    drift = drift_of(one.steps, (monday, monday), later)
    (old,) = one.bank
    assert one.steps == 0.0
    assert old.offset_variance + drift[0] == pytest.approx(4.1612378, abs=1e-7)
    assert old.gain_variance + drift[1] == pytest.approx(0.0343400, abs=1e-7)
    two = one.with_reading((11.0,), 21.0, 0, drift)
    (new,) = two.bank
    assert two.steps == pytest.approx(49.605655, abs=1e-6)
    assert (new.offset, new.gain) == pytest.approx((5.3207931, 1.3799279), abs=1e-7)
    assert 1.0 + new.expected(11.0) == pytest.approx(21.5, abs=1e-9)
    assert new.offset_variance == pytest.approx(7.6275805, abs=1e-7)
    night, _ = drift_of(two.steps, (monday, later), later + timedelta(days=1))
    assert night == pytest.approx(1.4398044, abs=1e-7)


def test_a_reading_from_before_the_log_is_taken_with_more_doubt_and_not_believed() -> None:
    """Each day of the gap adds 0.4 squared to its variance."""
    (new,) = Learned((member(),)).with_reading((11.0,), 24.0, 10, STILL).bank
    assert new == member().learned(11.0, 24.0, 0.25 + 10 * 0.16, STILL)
    assert abs(new.expected(11.0) - 24.0) > 0.5
