"""Where a wide or a tall terminal has room beyond the panels of Today, for columns or a chart."""

from collections.abc import Sequence

from ssi_tui.tui.look.grid import SMALLEST, TABS, THIRD_FROM, WIDE_FROM, second_at
from ssi_tui.tui.today.layout import CHART_FROM

# The first column of the third grid, and its width.
THIRD, THIRD_WIDTH = 160, 38
# The rows of this week and of the runs besides those of the tasks; of the weeks, the year, and
# what moved the pillars.
WEEK, RUNS, WEEKS, YEAR, SINCE = 3, 2, 6, 8, 5


def common_rows(
    height: int, tasks: int, following: tuple[int, int], *, third: bool
) -> tuple[int, ...]:
    """Return the rows of the screen at which the sections of the columns begin.

    ``following`` are the first row and the height of what is next. One blank row stands between
    two sections. With a third column they get a second one, the first of them before the others,
    as far as there are rows to spare.
    """
    begin, end = sum(following) + 1, height - 2
    heights = [tasks + WEEK, tasks + RUNS, WEEKS, *([YEAR, SINCE] if third else [])]
    while len(heights) > 1 and spare_of(begin, end, heights) < 0:
        heights.pop()
    spare = spare_of(begin, end, heights) if third else 0
    rows = [TABS + 1, following[0]]
    at = begin
    for section in heights:
        if spare > 0:
            at, spare = at + 1, spare - 1
        rows.append(at)
        at += section + 1
    return tuple(rows)


def spare_of(begin: int, end: int, heights: Sequence[int]) -> int:
    """Return how many rows sections leave free, with one blank row between two of them."""
    return end - begin - sum(heights) - (len(heights) - 1)


Place = tuple[int, int, int, int]
NOWHERE: Place = (0, 0, 0, 0)


def places(
    width: int, height: int, common: Sequence[int], below: int, *, young: bool
) -> dict[str, Place]:
    """Return column, row, width and height of each column, and of the chart of a tall terminal.

    ``below`` is the first row under all else. An empty log has nothing to show there.
    """
    found = dict.fromkeys(("left", "right", "third", "chart"), NOWHERE)
    end = height - 2
    if young or width < SMALLEST[0]:
        return found
    if width < WIDE_FROM:
        rows = end - below if height >= CHART_FROM else 0
        return found | {"chart": (0, below, width, max(0, rows))}
    top, first = common[0], common[2]
    third = width >= THIRD_FROM
    second = second_at(width)
    found["left"] = (0, first, second, max(0, end - first))
    beside = min(THIRD, width - THIRD_WIDTH) if third else width
    found["right"] = (second, first, beside - second, max(0, end - first))
    if third:
        found["third"] = (beside, top, width - beside, max(0, end - top))
    return found
