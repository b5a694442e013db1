"""The one rule by which scores, totals, changes and parts are rounded for every screen."""

from collections.abc import Iterable, Sequence
from math import floor


def shown(score: float) -> float:
    """Return a score as it is shown: rounded by itself to one decimal."""
    return round(score, 1)


def shown_total(scores: Iterable[float]) -> float:
    """Return the total as it is shown: the sum of the pillars as they are shown."""
    return round(sum(map(shown, scores)), 1)


def shown_change(now: float, change: float | None) -> float | None:
    """Return a change up to ``now`` as it is shown: the difference of the two shown scores."""
    return None if change is None else round(shown(now) - shown(now - change), 1)


def shown_total_change(pillars: Iterable[tuple[float, float | None]]) -> float | None:
    """Return the change of the total as it is shown: the sum of those of the pillars.

    Each comes with its score now; ``None`` where any change is unknown.
    """
    changes = [shown_change(now, change) for now, change in pillars]
    known = [change for change in changes if change is not None]
    return round(sum(known), 1) if len(known) == len(changes) else None


def rounded(parts: Sequence[float], digits: int, whole: float | None = None) -> tuple[float, ...]:
    """Return the parts rounded to ``digits`` decimals so that they add up to the rounded whole.

    Method of largest remainders: each part is rounded down, then those that lost most (the first
    of equals) get one unit of the last digit until the sum is right. ``whole`` is the sum to be
    reached, where it is known better than by adding the parts up.
    """
    if not parts:
        return ()
    unit = 10**digits
    scaled = [part * unit for part in parts]
    units = [floor(part) for part in scaled]
    total = sum(parts) if whole is None else whole
    missing = round(round(total, digits) * unit) - sum(units)
    order = sorted(range(len(parts)), key=lambda at: units[at] - scaled[at])
    each, more = divmod(missing, len(parts))
    for place, at in enumerate(order):
        units[at] += each + (place < more)
    return tuple(count / unit for count in units)
