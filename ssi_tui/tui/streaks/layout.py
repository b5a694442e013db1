"""Where the panels of Streaks stand, by the size of the terminal."""

from ssi_tui.core.ahead.year import YEAR_WEEKS
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import NARROW_BELOW, SMALLEST, TABS, TREND_FROM, WIDE_FROM

PILLARS_SINGLE = 5
PILLARS_DOUBLE = 9
YEAR = 9
NARROW_WEEKS = 26
CURVE_EDGES = 2
CURVE_LEVELS = 3
CURVE_LEVELS_HIGH = 5
FULL_HEIGHT = 24
CURVE_FROM = 30
CURVE_HIGH_FROM = 33
# The smallest heights that hold both list and year: one above the other, and side by side.
YEAR_FROM = 18
WIDE_YEAR_FROM = 12
# The row at which the second sections of a wide terminal begin.
LOWER = 16
# The columns at which the runs beside the year, and the second grid, begin.
RUNS_AT = 76
BESIDE = 80


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

    ``single`` means one row for each pillar; ``weeks`` is how many weeks the year shows.
    ``tasks`` is the list of the runs of tasks where it stands below the list of the pillars;
    elsewhere the two take turns in the place of ``pillars``, and ``tasks`` is nowhere.
    """

    tabs: Place
    pillars: Place
    single: bool
    sentence: Place
    keys: Place
    year: Place = NOWHERE
    weeks: int = NARROW_WEEKS
    runs: Place = NOWHERE
    tasks: Place = NOWHERE
    curve: Place = NOWHERE

    @property
    def levels(self) -> int:
        """How many rows the area of the large curve has."""
        return max(0, self.curve.height - CURVE_EDGES)


def layout_of(width: int, height: int, runs: int) -> Layout:
    """Return the layout for a terminal; ``runs`` is how many runs of tasks there are."""
    wide = width >= WIDE_FROM
    if width < SMALLEST[0] or height < (WIDE_YEAR_FROM if wide else YEAR_FROM):
        return _list_only(width, height)
    return _side_by_side(width, height, runs) if wide else _one_grid(width, height)


def _keys(width: int, height: int) -> Place:
    return Place(0, height - 1, width, 1 if height > 2 else 0)


def _list_only(width: int, height: int) -> Layout:
    tabs = TABS if height >= PILLARS_SINGLE + TABS else 0
    room = max(1, height - tabs - 1)
    sentence = 1 if room > PILLARS_SINGLE + 1 else 0
    return Layout(
        pillars=Place(0, tabs, width, min(room, PILLARS_SINGLE)),
        single=True,
        sentence=Place(0, tabs + PILLARS_SINGLE + 1, width, sentence),
        keys=_keys(width, height),
        tabs=Place(0, 0, width, tabs),
    )


def _one_grid(width: int, height: int) -> Layout:
    """Return the layout with the sections one above the other.

    Where they do not fit, these are dropped in turn: the blank row under the tabs, the one above
    the year, the second rows of the pillars. Once those are gone, the blank rows may fit again.
    """
    top, gap, pillars = 1, 1, PILLARS_DOUBLE

    def needed() -> int:
        return TABS + top + pillars + gap + YEAR + 2

    if needed() > height:
        top = 0
    if needed() > height:
        gap = 0
    if needed() > height:
        top, gap, pillars = 1, 1, PILLARS_SINGLE
    if needed() > height:
        top = 0
    if needed() > height:
        gap = 0
    list_at = TABS + top
    year_at = list_at + pillars + gap
    sentence_at = year_at + YEAR
    beside = width >= TREND_FROM
    curve = NOWHERE
    if height >= CURVE_FROM:
        high = height >= CURVE_HIGH_FROM
        levels = CURVE_LEVELS_HIGH if high else CURVE_LEVELS
        curve = Place(0, sentence_at + (2 if high else 1), width, levels + CURVE_EDGES)
    return Layout(
        pillars=Place(0, list_at, width, pillars),
        single=pillars == PILLARS_SINGLE,
        year=Place(0, year_at, RUNS_AT if beside else width, YEAR),
        weeks=NARROW_WEEKS if width < NARROW_BELOW else YEAR_WEEKS,
        sentence=Place(0, sentence_at, width, 1),
        runs=Place(RUNS_AT, year_at, width - RUNS_AT, YEAR - 1) if beside else NOWHERE,
        curve=curve,
        keys=_keys(width, height),
        tabs=Place(0, 0, width, TABS),
    )


def _side_by_side(width: int, height: int, runs: int) -> Layout:
    top = TABS + 1 if height >= FULL_HEIGHT else TABS
    room = max(0, height - 1 - top)
    below = height - 1 - LOWER
    levels = CURVE_LEVELS_HIGH if below >= CURVE_LEVELS_HIGH + CURVE_EDGES else CURVE_LEVELS
    fits = below >= levels + CURVE_EDGES
    pillars = min(PILLARS_DOUBLE, room)
    return Layout(
        pillars=Place(0, top, BESIDE, pillars),
        single=pillars < PILLARS_DOUBLE,
        year=Place(BESIDE, top, width - BESIDE, min(YEAR, room)),
        weeks=YEAR_WEEKS,
        sentence=Place(0, top + pillars + 1, BESIDE, 1 if room > pillars + 1 else 0),
        tasks=Place(0, LOWER, BESIDE, min(runs + 1, below)) if fits else NOWHERE,
        curve=Place(BESIDE, LOWER, width - BESIDE, levels + CURVE_EDGES) if fits else NOWHERE,
        keys=_keys(width, height),
        tabs=Place(0, 0, width, TABS),
    )
