"""Every text of Today in its place: no pillar, risk, task or date is too wide for it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise, product

import pytest

from ssi_tui.core.formula import ACTIONS, PLAN_CAPS
from ssi_tui.core.model import PILLARS, Pillar, Risk
from ssi_tui.core.plan.planner import Plan, PlanItem, Reason
from ssi_tui.core.score.forecast import Outlook
from ssi_tui.core.today.dashboard import Dashboard, Stake, build
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.words import at_risk
from ssi_tui.core.value import replace
from ssi_tui.tui.look.grid import grid_of
from ssi_tui.tui.look.rows import ELLIPSIS, Row
from ssi_tui.tui.today.next import NextPanel
from ssi_tui.tui.today.routine import RoutinePanel
from ssi_tui.tui.widgets.pillars import PillarsPanel
from ssi_tui.tui.widgets.warning import WarningPanel
from tests.core.builders import after, away, keeper

WIDTHS = (60, 80, 100, 160)
CALM = build(keeper(84), after(84))
TODAY = CALM.today
DAYS = tuple(TODAY + timedelta(days=ahead) for ahead in (0, 1, 2, 30, 300))
RISKS = (Risk.WATCH, Risk.ABOUT_TO_COLLAPSE, Risk.COLLAPSED, Risk.RECOVERING)


def with_risk(shown: Dashboard, pillar: Pillar, risk: Risk, day: date) -> Dashboard:
    """Return a dashboard on which a pillar has a risk that is about a day."""
    at = PILLARS.index(pillar)
    foretold = risk in (Risk.WATCH, Risk.ABOUT_TO_COLLAPSE)
    left = min((day - TODAY).days, 2 if risk is Risk.ABOUT_TO_COLLAPSE else 5)
    row = shown.pillars[at]
    outlook = replace(
        row.outlook,
        risk=risk,
        nights_left=left if foretold else None,
        collapse_on=day if foretold else None,
    )
    rows: list[PillarRow] = list(shown.pillars)
    rows[at] = replace(row, outlook=outlook, down_since=TODAY - (day - TODAY))
    back = tuple(day if row.risk is Risk.RECOVERING else None for row in rows)
    return replace(shown, pillars=tuple(rows), advice=replace(shown.advice, back_on=back))


def wordy(character: str) -> bool:
    """Tell whether a character is one of words or numbers, and none of bars and dots."""
    return character.isalnum() or character in "+−.,;"


def hold(rows: Sequence[Row], width: int) -> None:
    """Check that no piece covers another, and that nothing is cut or beyond the grid."""
    grid = grid_of(width)
    for row in rows:
        pieces = sorted(row._pieces, key=lambda piece: piece.at)
        for one, other in pairwise(pieces):
            assert one.end <= other.at, row.plain
            alike = one.role == other.role
            apart = one.end < other.at or alike
            assert apart or not (wordy(one.text[-1]) and wordy(other.text[0])), row.plain
        # Names that are left out on purpose are told by one.
        assert ELLIPSIS not in row.plain.replace(f", {ELLIPSIS}", ""), row.plain
        assert row.end - 1 <= grid.right, row.plain


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("pillar", PILLARS)
def test_every_risk_of_every_pillar_is_said_in_full(pillar: Pillar, width: int) -> None:
    """On its bar and in the sentence, alone and before another one; in time off too."""
    grid = grid_of(width)
    off = build(replace(keeper(84), time_off=(away(after(84), after(90)),)), after(84))
    for risk, day, shown in product(RISKS, DAYS, (CALM, off)):
        found = with_risk(shown, pillar, risk, day)
        for other in (None, Pillar.RELATIONSHIPS):
            if other is not None:
                found = with_risk(found, other, Risk.WATCH, DAYS[-1])
            assert at_risk(found)
            for panel in (PillarsPanel(), WarningPanel()):
                hold(panel.section(found, grid), width)


def items(pillar: Pillar) -> Iterator[PlanItem]:
    """Yield an item of the plan of every kind for a pillar."""
    calm = Outlook(Risk.SAFE, None, None, 9.0, 9.0)
    outlooks = [calm, *(Outlook(Risk.WATCH, 3, day, 9.0, 9.0) for day in DAYS)]
    down = Outlook(Risk.COLLAPSED, None, None, 9.0, 9.0)
    for action, (before, then), gain in product(
        PLAN_CAPS, [*product(outlooks, outlooks), (down, calm)], (0.04, 12.3)
    ):
        gains = tuple(gain if one is pillar else 0.0 for one in PILLARS)
        minutes = 4 * ACTIONS[action].minutes
        yield PlanItem(action, 4, minutes, gains, Reason(pillar, before, then))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("pillar", PILLARS)
def test_every_item_of_the_plan_has_a_reason_that_fits(pillar: Pillar, width: int) -> None:
    """With a number of two digits beside it, and what it exceeds."""
    grid, panel = grid_of(width), NextPanel()
    panel.set_reactive(NextPanel.keys, dict.fromkeys(ACTIONS, "c"))
    for item in items(pillar):
        shown = replace(CALM, advice=replace(CALM.advice, plan=Plan((item,))))
        hold(panel.section(shown, grid), width)
    several = replace(CALM, advice=replace(CALM.advice, plan=Plan(tuple(items(pillar))[:6])))
    for limit in (1, 3):
        panel.set_reactive(NextPanel.limit, limit)
        hold(panel.section(several, grid), width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("pillar", PILLARS)
def test_a_task_that_can_wait_names_the_pillar_that_it_is_for(pillar: Pillar, width: int) -> None:
    grid = grid_of(width)
    shown = replace(CALM, advice=replace(CALM.advice, plan=Plan()))
    for days in (None, 0, 1, 60):
        row = shown.pillars[PILLARS.index(pillar)]
        outlook = replace(row.outlook, nights_left=days)
        rows = tuple(
            replace(one, outlook=outlook) if one.pillar is pillar else one for one in shown.pillars
        )
        hold(NextPanel().section(replace(shown, pillars=rows), grid), width)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_finished_day_has_room_for_every_run_and_cost(width: int) -> None:
    """A run of years, and time off for weeks before the next workday."""
    grid = grid_of(width)
    tasks = tuple(replace(row, count=row.target) for row in CALM.tasks)
    for day, change, lost in product(DAYS[1:], (-0.1, -12.3), (None, -24.6)):
        stake = Stake(day, day == DAYS[1], change, lost)
        done = replace(CALM, tasks=tasks, stake=stake, added=12.3, minutes_done=99.5)
        assert done.done
        hold(NextPanel().section(done, grid), width)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_row_of_the_routine_has_room_for_any_count(width: int) -> None:
    """Also of a task of one's own with the longest name, and of a week."""
    grid, panel = grid_of(width), RoutinePanel()
    panel.set_reactive(RoutinePanel.keys, {row.task: "c" for row in CALM.tasks})
    for count, target, week, minutes in product((0, 1, 12), (0, 3, 10), (False, True), (0.2, 9.5)):
        rows = tuple(
            replace(
                row,
                label="thirteen-long"[: 13 if grid.graphic - grid.label > 13 else 12],
                count=count,
                target=target,
                week=week,
                minutes_each=minutes,
            )
            for row in CALM.tasks
        )
        shown = replace(CALM, tasks=rows, minutes_done=count * minutes, notes_left=5)
        panel.set_reactive(RoutinePanel.limit, 3)
        hold(panel.section(shown, grid), width)
