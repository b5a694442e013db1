"""Displayed parts that add up to the displayed whole."""

from collections.abc import Sequence
from math import floor


def rounded(parts: Sequence[float], digits: int, whole: float | None = None) -> tuple[float, ...]:
    """Return the parts with so many decimals, adding up to the whole with as many.

    By largest remainders (the first of equals): each part is rounded down, and those that lost
    most get a unit of the last digit until the sum is right. ``whole`` is what is displayed of
    the sum, where that is known better than by adding (default: the sum of the parts).
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
