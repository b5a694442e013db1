"""A pasted reading, and the rule that its total and its pillars must agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from ssi_tui.core.model import Peers

Four = tuple[float, float, float, float]

PILLAR_MAX = 25.0
TOTAL_MAX = 100.0
# The page shows the total as a whole number, others with decimals; pillars may lack some of theirs.
_TOTAL_ROUNDING = 0.5
_PILLAR_ROUNDING_MAX = 0.2

NO_PEERS = Peers()


class NotFoundError(ValueError):
    """The text holds no reading; the message is a sentence for the user.

    ``total`` is the total if one was found, ``pillars`` those that do not add up to it.
    """

    def __init__(self, total: float | None, pillars: Sequence[float] = ()) -> None:
        what = (
            "no total out of 100 found"
            if total is None
            else f"the four pillars add up to {sum(pillars):.1f}, but the total is {total:g}"
            if len(pillars) == 4
            else "no four pillars that add up to the total"
        )
        super().__init__(f"{what}; copy the whole page, or type the four pillars")


@dataclass(frozen=True, slots=True)
class PastedReading:
    """A reading without a date: the total, the four pillars in their order, and the peers.

    ``named`` tells whether words beside the pillars say which is which; else their order does.
    """

    total: float
    pillars: Four
    industry: Peers = NO_PEERS
    network: Peers = NO_PEERS
    named: bool = True


def agree(
    total: float, pillars: Sequence[float], decimals: int = 3, total_decimals: int = 0
) -> bool:
    """Tell whether four pillars, each 0 to 25, add up to a total that may have been rounded.

    ``decimals`` is the number of decimals with which the pillars are shown.
    """
    rounding = min(2.0 * 10.0**-decimals, _PILLAR_ROUNDING_MAX)
    return (
        len(pillars) == 4
        and all(0.0 <= value <= PILLAR_MAX for value in pillars)
        and abs(sum(pillars) - total) <= _TOTAL_ROUNDING * 10.0**-total_decimals + rounding + 1e-9
    )


def four(values: Sequence[float]) -> Four:
    """Return four values as a tuple of four."""
    brand, people, insights, relationships = values
    return brand, people, insights, relationships


def peers_of(rank: float | None, total: float | None, pillars: Four | None = None) -> Peers:
    """Return how a group of peers stands, without a rank or a total that cannot be right."""
    return Peers(
        round(rank) if rank is not None and 1 <= rank <= 100 else None,
        total if total is not None and 0 < total <= TOTAL_MAX else None,
        pillars,
    )
