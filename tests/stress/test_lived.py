"""What the program foretells comes so when it is lived day by day, in a short form of each check.

The long form is ``python -m tests.tools.stress.lived``.
"""

import pytest

from tests.tools.stress.lived import (
    away,
    idle,
    lives,
    mornings,
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


@pytest.mark.parametrize("name", ["Never misses", "Does exactly what Next says"])
def test_who_misses_nothing_is_never_warned(name: str) -> None:
    """On none of 90 mornings is any pillar at risk."""
    (person,) = (one for one in mornings.PEOPLE if one.name == name)
    risks = {
        pillar["risk"]
        for _, said, _ in mornings.lived(person)
        for pillar in said["score"]["pillars"]
    }
    assert risks == {"building", "safe"}
