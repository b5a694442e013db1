"""Where the panels of Today stand, by the size of the terminal and the number of tasks alone."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from ssi_tui.core.value import dataclass
from ssi_tui.tui.look.grid import SMALLEST, TABS, THIRD_FROM, WIDE_FROM, put, second_at
from ssi_tui.tui.today.next import NEXT_ROWS, NextPanel
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.view.key_line import KeyLine
from ssi_tui.tui.view.tabs import TabBar
from ssi_tui.tui.widgets.pillars import PillarsPanel
from ssi_tui.tui.widgets.warning import WarningPanel

if TYPE_CHECKING:
    from ssi_tui.tui.today.welcome import WelcomePanel

USUAL_TASKS = 5
WARNING = 2
# How many rows the four bars take: one below the other, and with blank rows between them.
GLUED, SPREAD = 4, 7
# The height from which on bars are spread.
SPREAD_FROM = 28
# From this height on a chart fits below the warning.
CHART_FROM = 38


@dataclass(frozen=True, slots=True)
class Rows:
    """The first row and the height of each panel; a height of 0 hides it.

    ``tasks`` is how many tasks fit. The pillars stand ``gap`` rows apart, the first ``lead`` rows
    below their title.
    """

    tasks: int
    routine: tuple[int, int]
    next: tuple[int, int]
    pillars: tuple[int, int]
    warning: tuple[int, int]
    keys: int
    lead: int = 1
    gap: int = 1


def rows_of(height: int, tasks: int = USUAL_TASKS, welcome: int = 0) -> Rows:
    """Return where the panels stand in a terminal that is ``height`` rows high.

    From 24 rows on each more takes in turn: a blank row under the tabs, one under the routine, one
    above the keys, blank rows between the bars (for which the last one goes), one under their
    title, and again the one above the keys. More tasks than usual take blank rows first, and
    scroll where none is left. Below 24 rows go: the row above the keys, the second row of the
    warning, and the last rows of what is next. A ``welcome`` takes the rows of the warning too.
    """
    spread = height >= SPREAD_FROM
    under_tabs, under_routine = int(height >= 25), int(height >= 26)
    under_title = int(height > SPREAD_FROM)
    bars = SPREAD if spread else GLUED
    fixed = TABS + 1 + 1 + NEXT_ROWS + 1 + 1 + under_title + bars + 1 + WARNING + 1
    spare = height - fixed - under_tabs - under_routine - USUAL_TASKS
    warning, following = WARNING, NEXT_ROWS
    more = max(0, tasks - USUAL_TASKS)
    if spare < 0:
        warning -= 1
        following = max(2, NEXT_ROWS - max(0, -spare - 1))
        spare = 0
    # The blank rows that more tasks take: the one above the keys first where bars are glued.
    if spread:
        more -= min(more, max(0, spare - 1))
        under_routine, more = (0, more - 1) if more else (under_routine, 0)
    else:
        more -= min(more, spare)
    if more and under_tabs:
        under_tabs, more = 0, more - 1
    fitting = tasks - more
    routine = TABS + under_tabs
    next_at = routine + 1 + fitting + 1 + under_routine
    if welcome:
        following, warning = min(welcome, following + 1 + warning), 0
    pillars = next_at + following + 1
    warning_at = pillars + 1 + under_title + bars + 1
    return Rows(
        tasks=fitting,
        routine=(routine, 1 + fitting + 1),
        next=(next_at, following),
        pillars=(pillars, 1 + under_title + bars),
        warning=(warning_at, warning),
        keys=height - 1,
        lead=1 + under_title,
        gap=2 if spread else 1,
    )


def rows_side_by_side(height: int, tasks: int = USUAL_TASKS, welcome: int = 0) -> Rows:
    """Return where the panels stand in two grids side by side, with the pillars on the right.

    Tasks scroll where they would leave no room for what is next and the keys.
    """
    top, following = TABS + 1, max(NEXT_ROWS, welcome)
    fitting = max(1, min(tasks, height - top - 2 - 1 - following - 2))
    return Rows(
        tasks=fitting,
        routine=(top, 1 + fitting + 1),
        next=(top + 1 + fitting + 2, following),
        pillars=(top, 2 + SPREAD),
        warning=(top + 2 + SPREAD + 1, 0 if welcome else WARNING),
        keys=height - 1,
        lead=2,
        gap=2,
    )


def place_today(screen: Screen[None], tasks: int, welcome: "WelcomePanel | None") -> Rows | None:
    """Place the panels of Today and return where they stand, ``None`` without a size yet.

    ``tasks`` is how many there are; a ``welcome`` takes the place of what is next. A terminal that
    is too small shows the routine alone.
    """
    width, height = screen.size
    if not width or not height:
        return None
    routine = screen.query_one(RoutinePanel)
    following: NextPanel | WelcomePanel = screen.query_one(NextPanel)
    wanted = 0
    if welcome is not None:
        put(following, 0, 0, 0, 0)
        following, wanted = welcome, welcome.wanted(welcome.grid)
    if width < SMALLEST[0] or height < SMALLEST[1]:
        top = TABS if height >= TABS + 1 + tasks else 0
        room = max(1, height - top - (1 if height > 2 else 0))
        put(screen.query_one(TabBar), 0, 0, width, top)
        put(routine, 0, top, width, room)
        put(following, 0, 0, 0, 0)
        for kind in (PillarsPanel, WarningPanel):
            put(screen.query_one(kind), 0, 0, 0, 0)
        put(screen.query_one(KeyLine), 0, height - 1, width, 1 if height > 2 else 0)
        fitting = max(1, min(tasks, room - 1))
        return Rows(fitting, (top, room), (0, 0), (0, 0), (0, 0), height - 1)
    wide = width >= WIDE_FROM
    left = second_at(width) if wide else width
    rows = (rows_side_by_side if wide else rows_of)(height, tasks, wanted)
    put(screen.query_one(TabBar), 0, 0, width, TABS)
    put(routine, 0, rows.routine[0], left, rows.routine[1])
    put(following, 0, rows.next[0], left, rows.next[1])
    beside = left if wide else 0
    room = (2 * left if width >= THIRD_FROM else width) - beside
    put(screen.query_one(PillarsPanel), beside, rows.pillars[0], room, rows.pillars[1])
    put(screen.query_one(WarningPanel), beside, rows.warning[0], room, rows.warning[1])
    put(screen.query_one(KeyLine), 0, rows.keys, width, 1)
    return rows
