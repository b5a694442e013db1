"""Where the panels of Today stand, by what there is to show and by the size of the terminal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.screen import Screen

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import SMALLEST, TABS, WIDE_FROM, grid_of, put
from ssi_tui.tui.today.next import NextPanel, next_rows
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.today.warning import WarningPanel
from ssi_tui.tui.today.week import RunsPanel, SincePanel, WeekPanel
from ssi_tui.tui.view.key_line import KeyLine
from ssi_tui.tui.view.tabs import TabBar
from ssi_tui.tui.widgets.pillars import PillarsPanel

if TYPE_CHECKING:
    from ssi_tui.tui.today.welcome import WelcomePanel

# How many rows the panels take, or take at least.
PILLARS = 5
PILLARS_SPACED = 9
WARNING = 2
NEXT_LEAST = 2
# The rows at which the second and the third sections of a wide terminal begin.
SECOND = 18
THIRD = 26
USUAL_TASKS = 5


@dataclass(frozen=True, slots=True)
class Room:
    """How many tasks and how many rows of the welcome fit, and whether the pillars are spaced."""

    tasks: int
    welcome: int
    spaced: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """The first row and the height of each panel; a height of 0 hides it."""

    routine: tuple[int, int]
    next: tuple[int, int]
    pillars: tuple[int, int]
    warning: tuple[int, int]
    keys: int

    @property
    def spaced(self) -> bool:
        """Whether blank rows stand between the pillars."""
        return self.pillars[1] == PILLARS_SPACED


def rows_of(height: int, routine: int, following: int, warned: int = WARNING) -> Rows:
    """Return where the panels stand in a terminal that is ``height`` rows high.

    ``routine``, ``following`` and ``warned`` are the rows that the routine, what to do next and
    the warning want. Where there is room, sections stand two rows apart and pillars are spaced.
    Where there is not, these are dropped in turn until the rest fits: the spacing, the blank
    row under the tabs, the one above the keys, the second row of the warning, the blank row above
    it, the last items of the plan. After that the tasks scroll.
    """
    keys = height - 1
    gap = 2
    pillars = PILLARS_SPACED
    top, above_keys, warning, above_warning = 1, 1, warned, 1

    def needed() -> int:
        sections = routine + gap + following + (gap if following else 0) + pillars
        return TABS + top + sections + above_warning + warning + above_keys + 1

    if needed() > height:
        gap, pillars = 1, PILLARS
    if needed() > height:
        top = 0
    if needed() > height:
        above_keys = 0
    if needed() > height:
        warning = min(1, warned)
    if needed() > height:
        above_warning = 0
    following = max(min(following, NEXT_LEAST), following - max(0, needed() - height))
    routine = max(2, routine - max(0, needed() - height))
    at = TABS + top
    next_at = at + routine + gap
    pillars_at = next_at + following + (gap if following else 0)
    warning_at = pillars_at + pillars + above_warning
    return Rows(
        (at, routine), (next_at, following), (pillars_at, pillars), (warning_at, warning), keys
    )


def rows_side_by_side(height: int, routine: int, following: int, warned: int = WARNING) -> Rows:
    """Return where the panels stand in two grids side by side, with the pillars on the right.

    Tasks scroll where they would leave no room for the plan and the keys.
    """
    top = TABS + 1
    routine = max(2, min(routine, height - top - following - 4))
    return Rows(
        (top, routine),
        (top + routine + 2, following),
        (top, PILLARS_SPACED),
        (top + PILLARS_SPACED + 1, warned),
        height - 1,
    )


def place_today(
    screen: Screen[None],
    dashboard: Dashboard,
    keys: Mapping[str, str],
    welcome: "WelcomePanel | None" = None,
    *,
    asking: bool = False,
) -> Room | None:
    """Place the panels of Today and return what they have room for.

    ``keys`` are the keys that the panel of what to do next shows; a welcome takes the place of
    that panel. ``asking`` tells whether it asks about the profile. ``None`` where the terminal has
    no size yet.
    """
    width, height = screen.size
    if not width or not height:
        return None
    routine = screen.query_one(RoutinePanel)
    following: NextPanel | WelcomePanel = screen.query_one(NextPanel)
    extra = 1 if dashboard.others else 0
    wanted = 1 + len(dashboard.rows) + extra
    plan = len(next_rows(dashboard, grid_of(width), keys, asking=asking))
    warned = WARNING
    if welcome is not None and dashboard.is_today:
        put(following, 0, 0, 0, 0)
        following = welcome
        # The welcome says itself what the warning says in an empty log.
        plan, warned = welcome.wanted(grid_of(width)), 0
    elif welcome is not None:
        put(welcome, 0, 0, 0, 0)
    if width < SMALLEST[0] or height < SMALLEST[1]:
        put(screen.query_one(TabBar), 0, 0, width, min(TABS, max(0, height - wanted)))
        top = TABS if height - wanted >= TABS else 0
        room = max(1, height - top - (1 if height > 2 else 0))
        put(routine, 0, top, width, room)
        put(following, 0, 0, 0, 0)
        for kind in (PillarsPanel, WarningPanel, WeekPanel, SincePanel, RunsPanel):
            put(screen.query_one(kind), 0, 0, 0, 0)
        put(screen.query_one(KeyLine), 0, height - 1, width, 1 if height > 2 else 0)
        return Room(max(1, room - 1 - extra), 0, spaced=False)
    wide = width >= WIDE_FROM
    left = min(WIDE_FROM // 2 + 2, width - WIDE_FROM // 2) if wide else width
    rows = (rows_side_by_side if wide else rows_of)(height, wanted, plan, warned)
    put(screen.query_one(TabBar), 0, 0, width, TABS)
    put(routine, 0, rows.routine[0], left, rows.routine[1])
    put(following, 0, rows.next[0], left, rows.next[1])
    beside = left if wide else 0
    put(screen.query_one(PillarsPanel), beside, rows.pillars[0], width - beside, rows.pillars[1])
    put(screen.query_one(WarningPanel), beside, rows.warning[0], width - beside, rows.warning[1])
    second = max(SECOND, sum(rows.next) + 1)
    place_lower(screen, rows.keys if wide else 0, left, width, second, len(dashboard.rows))
    put(screen.query_one(KeyLine), 0, rows.keys, width, 1)
    return Room(rows.routine[1] - 1 - extra, rows.next[1] - 1, rows.spaced)


def place_lower(
    screen: Screen[None], end: int, left: int, width: int, second: int, tasks: int
) -> None:
    """Place the second and third sections of a wide terminal above the row ``end``.

    The second begins at the row ``second``, the third lower where there are many tasks; an ``end``
    of 0 hides both.
    """
    third = second + THIRD - SECOND + max(0, tasks - USUAL_TASKS)
    height = min(third - second, max(0, end - second - 1))
    put(screen.query_one(WeekPanel), 0, second, left, height)
    put(screen.query_one(SincePanel), left, second, width - left, height)
    put(screen.query_one(RunsPanel), 0, third, left, max(0, end - third - 1))
