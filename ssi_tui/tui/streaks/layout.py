"""Where the panels of Streaks stand, by the size of the terminal."""

from ssi_tui.core.ahead.year import YEAR_WEEKS
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import NARROW_BELOW, SMALLEST, TABS, TREND_FROM, WIDE_FROM, second_at

PILLARS = 4
YEAR = 9
# The year of a wide terminal, with a legend and a day in rows of their own.
FULL_YEAR = 11
NARROW_WEEKS = 26
FULL_HEIGHT = 24
CHART_FROM = 30
# From this height on a blank row stands between the pillars.
SPACED_FROM = 40
# The smallest chart that is worth its rows, without and with a title.
LEAST_CHART = 5
# The smallest heights that hold both list and year: one above the other, and side by side.
YEAR_FROM = 18
WIDE_YEAR_FROM = 12
# The column at which the runs beside the year begin.
RUNS_AT = 74
LAST_WEEKS = 5
# The most ways out of a drop.
WAYS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of the screen; a height of 0 hides what stands there."""

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of the panels; a place of no size hides its panel.

    A pillar takes ``step`` rows; ``weeks`` is how many weeks the year shows. ``tasks`` is the list
    of the runs of tasks where it stands below the list of the pillars; elsewhere the two take turns
    in the place of ``pillars``, and ``tasks`` is nowhere.
    """

    tabs: Place
    pillars: Place
    step: int
    said: Place
    keys: Place
    year: Place = NOWHERE
    weeks: int = NARROW_WEEKS
    runs: Place = NOWHERE
    tasks: Place = NOWHERE
    last_weeks: Place = NOWHERE
    ways: Place = NOWHERE
    chart: Place = NOWHERE


def layout_of(width: int, height: int, runs: int) -> Layout:
    """Return the layout for a terminal; ``runs`` is how many of them there are."""
    wide = width >= WIDE_FROM
    if width < SMALLEST[0] or height < (WIDE_YEAR_FROM if wide else YEAR_FROM):
        return _list_only(width, height)
    return _side_by_side(width, height, runs) if wide else _one_grid(width, height)


def _keys(width: int, height: int) -> Place:
    return Place(0, height - 1, width, 1 if height > 2 else 0)


def _list_rows(step: int) -> int:
    """Return the rows of the list: its title, and the pillars without a blank row below them."""
    return 1 + PILLARS * step - (step > 2)


def _list_only(width: int, height: int) -> Layout:
    single = _list_rows(1)
    tabs = TABS if height >= single + TABS else 0
    room = max(1, height - tabs - 1)
    said = 1 if room > single + 1 else 0
    return Layout(
        pillars=Place(0, tabs, width, min(room, single)),
        step=1,
        said=Place(0, tabs + single + 1, width, said),
        keys=_keys(width, height),
        tabs=Place(0, 0, width, tabs),
    )


def _one_grid(width: int, height: int) -> Layout:
    """Return the layout with the sections one above the other.

    Where they do not fit, these are dropped in turn: the blank row under the tabs, the one above
    the year, the second rows of the pillars. Once those are gone, the blank rows may fit again.
    """
    step = 3 if height >= SPACED_FROM else 2
    forms = [(1, 1, step), (0, 1, step), (0, 0, step), (1, 1, 1), (0, 1, 1), (0, 0, 1)]

    def needed(top: int, gap: int, step: int) -> int:
        return TABS + top + _list_rows(step) + gap + YEAR + 2

    top, gap, step = next((form for form in forms if needed(*form) <= height), forms[-1])
    list_at = TABS + top
    year_at = list_at + _list_rows(step) + gap
    said_at = year_at + YEAR
    beside = width >= TREND_FROM
    chart_at = said_at + (2 if height >= SPACED_FROM else 1)
    rows = height - 2 - chart_at if height >= CHART_FROM else 0
    return Layout(
        pillars=Place(0, list_at, width, _list_rows(step)),
        step=step,
        year=Place(0, year_at, RUNS_AT if beside else width, YEAR),
        weeks=NARROW_WEEKS if width < NARROW_BELOW else YEAR_WEEKS,
        said=Place(0, said_at, width, 1),
        runs=Place(RUNS_AT, year_at, width - RUNS_AT, YEAR) if beside else NOWHERE,
        chart=Place(0, chart_at, width, rows) if rows >= LEAST_CHART else NOWHERE,
        keys=_keys(width, height),
        tabs=Place(0, 0, width, TABS),
    )


def _side_by_side(width: int, height: int, runs: int) -> Layout:
    """Return the layout with two grids; what does not fit is left out from the bottom."""
    top = TABS + 1 if height >= FULL_HEIGHT else TABS
    room = max(0, height - 1 - top)
    left = second_at(width)
    step = 3 if height >= SPACED_FROM else 2 if room >= _list_rows(2) else 1
    pillars = min(_list_rows(step), room)
    year = FULL_YEAR if room > FULL_YEAR else min(YEAR, room)
    said_at = top + pillars + 1
    said = max(0, min(2, height - 2 - said_at))
    sections = (runs + 1, LAST_WEEKS + 1, WAYS + 3)
    # Two blank rows stand between the sections where all of them fit with these.
    spaced = said_at + said + sum(rows + 2 for rows in sections) < height - 1
    gap = 2 if spaced else 1
    places, at = [], said_at + said + gap
    for rows in sections:
        fits = said == 2 and at + rows < height - 1
        places.append(Place(0, at, left, rows) if fits else NOWHERE)
        at = at + rows + gap if fits else height
    chart_at = top + year + gap
    chart = height - 2 - chart_at
    return Layout(
        pillars=Place(0, top, left, pillars),
        step=step,
        year=Place(left, top, width - left, year),
        weeks=YEAR_WEEKS,
        said=Place(0, said_at, left, said),
        tasks=places[0],
        last_weeks=places[1],
        ways=places[2],
        chart=Place(left, chart_at, width - left, chart) if chart >= LEAST_CHART else NOWHERE,
        keys=_keys(width, height),
        tabs=Place(0, 0, width, TABS),
    )
