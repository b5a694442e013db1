"""What the program foretells comes so when it is lived day by day, in a short form of each check.

The long form is ``python -m tests.tools.stress.lived``.
"""

import pytest

from tests.tools.stress.lived import (
    away,
    idle,
    lives,
    promises,
    remedies,
    returns,
)

pytestmark = pytest.mark.slow


def test_what_is_foretold_of_ten_random_logs_comes_so() -> None:
    """Nights, fixes, recoveries, time off and promises, each lived through the command line."""
    checks = lives.live_all(range(lives.SHORT), short=True)
    assert checks.faults == []
    # A check that is never made would hold as well.
    assert checks.checked.keys() >= {
        away.AFTER,
        away.NIGHT,
        idle.NIGHT,
        idle.STAYS,
        idle.WORSENS,
        promises.GAIN,
        promises.KEEPS,
        remedies.FEEDS,
        remedies.LIFTS,
        remedies.MOVES,
        returns.BACK,
        returns.EARLY,
        returns.KEPT_BACK,
    }
