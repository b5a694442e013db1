"""Where the panels of Pillars stand in a terminal of some height."""

from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import TABS

LIST, LIST_SPACED, LIST_WIDE = 5, 8, 9
CHART, CHART_LEAST, PARTS, PARTS_MORE = 8, 4, 7, 4
# Of rows to spare: for the blank one under the tabs, and for blank ones between the pillars.
SPACED_FROM = 4
# In two columns: the rows of the warning, of what a score is made of, and of why it moved.
WARNING_WIDE, PARTS_WIDE, BEHIND_WIDE = 13, 17, 26
BEHIND_LEAST = 7
TOTAL_SHARE = 0.41


@dataclass(frozen=True, slots=True)
class Rows:
    """The first row and the height of each panel, where a height of 0 hides it.

    ``lead`` and ``gap`` are those of the list. ``total`` is the chart of the total beside that of
    the pillar, and ``behind`` what only two columns show.
    """

    pillars: tuple[int, int]
    lead: int
    gap: int
    chart: tuple[int, int]
    parts: tuple[int, int]
    warning: tuple[int, int] = (0, 0)
    total: tuple[int, int] = (0, 0)
    behind: tuple[int, int] = (0, 0)


def rows_of(height: int) -> Rows:
    """Return where the panels stand one under the other.

    A row more is used in this order: under the tabs, above the parts, above the keys, between the
    pillars (three at once), then for the chart and the parts in turn. A row less is taken from the
    chart, then from the parts.
    """
    spare = height - (TABS + LIST + 1 + CHART + PARTS + 1)
    spaced = spare >= SPACED_FROM
    top = TABS + (spare > 0)
    rest = max(0, spare - (spare > 0) - (LIST_SPACED - LIST if spaced else 0))
    pillars = min(LIST_SPACED if spaced else LIST, max(0, height - top - 1))
    below = top + pillars + 1
    more = max(0, rest - 2)
    more_parts = min(PARTS_MORE, more // 2)
    chart = CHART + min(0, spare) + more - more_parts
    if chart < CHART_LEAST:
        chart = 0
    parts = below + chart + (rest > 0)
    return Rows(
        pillars=(top, pillars),
        lead=1,
        gap=2 if spaced else 1,
        chart=(below, chart),
        parts=(parts, max(0, min(PARTS + more_parts, height - parts - 1))),
    )


def rows_side_by_side(height: int) -> Rows:
    """Return where the panels stand in two columns, with the charts on the right."""
    top, end = TABS + 1, height - 2

    def room(row: int, most: int, least: int = 1) -> tuple[int, int]:
        found = min(most, end - row)
        return row, found if found >= least else 0

    charts = end - top
    total = round((charts - 1) * TOTAL_SHARE)
    both = total >= CHART
    return Rows(
        pillars=(top, LIST_WIDE),
        lead=2,
        gap=2,
        warning=room(WARNING_WIDE, 2),
        chart=(top, charts - 1 - total if both else max(0, charts)),
        total=(end - total, total) if both else (0, 0),
        parts=room(PARTS_WIDE, BEHIND_WIDE - PARTS_WIDE - 1),
        behind=room(BEHIND_WIDE, end - BEHIND_WIDE, BEHIND_LEAST),
    )
