"""How many examples a property is tried with."""

from hypothesis import settings

QUICK = "quick"
# A property that fails mostly does so early.
PART = 6


def examples(count: int) -> int:
    """Return the number of examples of a property: fewer while one works, all of them else."""
    return max(5, count // PART) if settings.get_current_profile_name() == QUICK else count
