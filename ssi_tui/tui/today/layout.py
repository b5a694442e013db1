"""Where the panels of Today stand: rows by what there is to show and by the terminal's size."""

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

PILLARS = 5
PILLARS_SPACED = 9
WARNING = 2
NEXT_LEAST = 2
# Where the second and the third sections of a wide terminal begin, left and right.
SECOND = 18
THIRD = 26
USUAL_TASKS = 5


@dataclass(frozen=True, slots=True)
class Room:
    """How many tasks and rows of the welcome fit; ``spaced`` puts blank rows between pillars."""

    tasks: int
    welcome: int
    spaced: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """First rows and heights; a height of 0 hides a panel."""

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
    """Return the rows for a terminal that high, with that many rows of routine and of plan.

    With room, sections stand two rows apart and pillars have blank rows between them. What does
    not fit takes the blank row under the tabs first, then the one above the keys, then the second
    warning line, then the one above the warning, then the last items of the plan; after that the
    tasks scroll.
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
    """Return the rows for two grids side by side, the pillars on the right.

    Tasks that leave no room for the plan and the keys scroll.
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
) -> Room | None:
    """Place the panels of Today and return what they have room for; ``None`` without a size.

    ``keys`` are those of what to do next. A welcome stands in its place.
    """
    width, height = screen.size
    if not width or not height:
        return None
    routine = screen.query_one(RoutinePanel)
    following = screen.query_one(NextPanel)
    pillars = screen.query_one(PillarsPanel)
    warning = screen.query_one(WarningPanel)
    extra = 1 if dashboard.others else 0
    wanted = 1 + len(dashboard.tasks) + extra
    plan = len(next_rows(dashboard, grid_of(width), keys))
    warned = WARNING
    if welcome is not None:
        put(following if dashboard.is_today else welcome, 0, 0, 0, 0)
        if dashboard.is_today:
            # What the first lines under the pillars say, the welcome says itself.
            plan, warned = welcome.wanted(grid_of(width)), 0
    if width < SMALLEST[0] or height < SMALLEST[1]:
        put(screen.query_one(TabBar), 0, 0, width, min(TABS, max(0, height - wanted)))
        top = TABS if height - wanted >= TABS else 0
        room = max(1, height - top - (1 if height > 2 else 0))
        put(routine, 0, top, width, room)
        for panel in (following, welcome, pillars, warning):
            if panel is not None:
                put(panel, 0, 0, 0, 0)
        place_lower(screen, 0, width, width)
        put(screen.query_one(KeyLine), 0, height - 1, width, 1 if height > 2 else 0)
        return Room(max(1, room - 1 - extra), 0, spaced=False)
    wide = width >= WIDE_FROM
    left = min(WIDE_FROM // 2 + 2, width - WIDE_FROM // 2) if wide else width
    rows = (rows_side_by_side if wide else rows_of)(height, wanted, plan, warned)
    put(screen.query_one(TabBar), 0, 0, width, TABS)
    put(routine, 0, rows.routine[0], left, rows.routine[1])
    if welcome is not None and dashboard.is_today:
        put(welcome, 0, rows.next[0], left, rows.next[1])
    else:
        put(following, 0, rows.next[0], left, rows.next[1])
    beside = left if wide else 0
    put(pillars, beside, rows.pillars[0], width - beside, rows.pillars[1])
    put(warning, beside, rows.warning[0], width - beside, rows.warning[1])
    second = max(SECOND, sum(rows.next) + 1)
    place_lower(screen, rows.keys if wide else 0, left, width, second, len(dashboard.tasks))
    put(screen.query_one(KeyLine), 0, rows.keys, width, 1)
    return Room(rows.routine[1] - 1 - extra, rows.next[1] - 1, rows.spaced)


def place_lower(
    screen: Screen[None],
    end: int,
    left: int,
    width: int,
    second: int = SECOND,
    tasks: int = USUAL_TASKS,
) -> None:
    """Place the second and third sections of a wide terminal in the rows before ``end``.

    They begin at the row ``second``; tasks beyond the usual ones push the third section down.
    """
    third = second + THIRD - SECOND + max(0, tasks - USUAL_TASKS)
    week = screen.query_one(WeekPanel)
    since = screen.query_one(SincePanel)
    runs = screen.query_one(RunsPanel)
    put(week, 0, second, left, min(third - second, max(0, end - second - 1)))
    put(since, left, second, width - left, min(third - second, max(0, end - second - 1)))
    put(runs, 0, third, left, max(0, end - third - 1))
