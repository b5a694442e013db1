"""The values of a copied reading, and the rule that total and pillars must agree."""

from collections.abc import Sequence
from dataclasses import dataclass

Four = tuple[float, float, float, float]

PILLAR_MAX = 25.0
TOTAL_MAX = 100.0
# The page shows the total as a whole number, and drops decimals of the pillars.
_TOTAL_ROUNDING = 0.5
_PILLAR_ROUNDING_MAX = 0.2

NO_TOTAL = (
    "no total out of 100 was found; copy the whole page of your Social Selling Index, or give the "
    "four pillars one by one"
)
NO_PILLARS = (
    "no four pillars of 0 to 25 that add up to the total were found; copy the whole page of your "
    "Social Selling Index, or give the four pillars one by one"
)


class NotFoundError(ValueError):
    """The text holds no reading; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Peers:
    """How a group of peers stands: the user's rank among them ("top N %"), their averages."""

    rank: int | None = None
    average: float | None = None
    pillars: Four | None = None


@dataclass(frozen=True, slots=True)
class PastedReading:
    """A reading without a date: total and the four pillars in their order, and the peers."""

    total: float
    pillars: Four
    industry: Peers = Peers()
    network: Peers = Peers()


def agree(total: float, pillars: Sequence[float], decimals: int = 3) -> bool:
    """Tell whether four pillars, each 0 to 25, add up to a total that may have been rounded.

    ``decimals`` are those with which the pillars are shown.
    """
    rounding = min(2.0 * 10.0**-decimals, _PILLAR_ROUNDING_MAX)
    return (
        len(pillars) == 4
        and all(0.0 <= value <= PILLAR_MAX for value in pillars)
        and abs(sum(pillars) - total) <= _TOTAL_ROUNDING + rounding + 1e-9
    )


def four(values: Sequence[float]) -> Four:
    """Return four values as a tuple of four."""
    brand, people, insights, relationships = values
    return brand, people, insights, relationships


def rank_of(value: float | None) -> int | None:
    """Return a rank of "top N %", ``None`` where it is none."""
    return round(value) if value is not None and 1 <= value <= 100 else None


def average_of(value: float | None) -> float | None:
    """Return an average total, ``None`` where it is none."""
    return value if value is not None and 0 < value <= TOTAL_MAX else None
