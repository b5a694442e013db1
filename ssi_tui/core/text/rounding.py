"""Displayed parts that add up to the displayed whole."""

from collections.abc import Sequence
from math import floor


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
