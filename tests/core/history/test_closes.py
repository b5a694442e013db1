"""Where a walk over the closed days stands, told from the last of them alone."""

from datetime import timedelta
from random import Random

import pytest

from ssi_tui.core.history.closes import Basis, Walk, reached_by, start_of
from ssi_tui.core.model import Log
from ssi_tui.core.score.scoring import days_of
from tests.core.builders import MONDAY, ROUTINE, keeper, log_of, tally

DAYS = 500
AHEAD = timedelta(days=60)


def unsteady(seed: int) -> Log:
    """Return the log of somebody who is away for weeks or months, and back with more or less."""
    rolls = Random(seed)  # noqa: S311 - the same person each time
    found = [tally(MONDAY, "comment")]
    chance = 0.9
    for at in range(DAYS):
        if at % 20 == 0:
            chance = rolls.choice((0.0, 0.0, 0.0, 0.4, 0.9, 1.0, chance))
        if rolls.random() < chance:
            tasks = rolls.sample(sorted(ROUTINE), rolls.choice((1, 2, 5)))
            found += [tally(MONDAY + timedelta(days=at), task, 2) for task in tasks]
    return log_of(*found)


@pytest.mark.parametrize("seed", range(6))
def test_the_last_closes_tell_where_the_walk_stands(seed: int) -> None:
    """On any day the next two months follow: falls, returns and rhythms that began anew."""
    log = unsteady(seed)
    basis = Basis.of(log, None, MONDAY)
    days = days_of(log.tallies)
    end = MONDAY + timedelta(days=DAYS)
    closes = tuple(Walk(basis, start_of(basis)).closes(days, end))
    assert any(any(close.fell_on) for close in closes)
    sufficed = 0
    for cut in range(5, DAYS, 11):
        before = closes[:cut]
        found = [reached_by(basis, before[-most:]) for most in (128, DAYS)]
        assert found[1] is not None
        sufficed += found[0] is not None and cut > 128
        for reached in found:
            if reached is not None:
                again = Walk(basis, reached).closes(days, min(end, reached.day + AHEAD))
                assert tuple(again) == closes[cut : cut + AHEAD.days]
    assert sufficed


def test_too_few_closes_tell_nothing() -> None:
    """A rhythm looks back 91 nights, and a usual level on 28 closes of a pillar that is up."""
    basis = Basis.of(keeper(200), None, MONDAY)
    walk = Walk(basis, start_of(basis))
    closes = tuple(walk.closes(days_of(keeper(200).tallies), MONDAY + timedelta(days=200)))
    assert reached_by(basis, closes[-92:]) is None
    assert reached_by(basis, closes[-93:]) is not None
