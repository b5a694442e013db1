"""How many examples a property is tried with, and how."""

from collections.abc import Callable

import hypothesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

QUICK, USUAL = "quick", "usual"
# A property that fails mostly does so early.
PART = 6


def examples(count: int) -> int:
    """Return the number of examples of a property: fewer while one works, all of them else."""
    return max(5, count // PART) if settings.get_current_profile_name() == QUICK else count


def tried(
    holds: Callable[..., None],
    draws: tuple[st.SearchStrategy[object], ...],
    number: int,
    *,
    again: str = "",
    chance: bool = True,
) -> None:
    """Try a property with a number of draws, or ``again`` with the one of which a fault has told.

    Without ``chance`` the draws are the same each time. Raises what the property raises for the
    shortest draw that breaks it, with notes that say what was drawn.
    """
    usual = settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=not chance,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    test = usual(given(*draws)(holds))
    if again:
        test = hypothesis.reproduce_failure(hypothesis.__version__, again.encode())(test)
    test()
