"""Today at a glance: what the line for a prompt and the answer to a tick need.

It is a part of the dashboard with the same names and values, for processes that print one line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ssi_tui.core.formula import Actions
from ssi_tui.core.history.closes import Basis, Reached, Walk, start_of
from ssi_tui.core.history.sums import counts_by_day, minutes_of
from ssi_tui.core.model import Pillar, Risk, Tally
from ssi_tui.core.score.forecast import Outlook, Standing, ahead_of, assess
from ssi_tui.core.score.reach import Spread
from ssi_tui.core.score.scoring import NOTHING, add, days_of, fade, feeding
from ssi_tui.core.text.rounding import shown_total
from ssi_tui.core.value import Late, dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.history.weeks import WeekTask


@dataclass(frozen=True, slots=True)
class TaskGlance:
    """One task on the day that is shown, as in ``rows.TaskRow``."""

    task: str
    label: str
    count: int
    target: int
    week: bool = False

    @property
    def done(self) -> bool:
        """Whether something was done and the target is met."""
        return self.count > 0 and self.count >= self.target


@dataclass(frozen=True, slots=True)
class PillarGlance:
    """One pillar now, as in ``rows.PillarRow``."""

    pillar: Pillar
    score: float
    outlook: Outlook

    @property
    def risk(self) -> Risk:
        """The risk of the pillar."""
        return self.outlook.risk


@dataclass(frozen=True, slots=True)
class Glance:
    """What one line says of a day, as in ``dashboard.Dashboard``."""

    today: date
    day: date
    due: bool
    time_off_until: date | None
    tasks: tuple[TaskGlance, ...]
    minutes_done: float
    minutes_planned: float
    pillars: tuple[PillarGlance, ...]
    late_range: Late[tuple[float, float]]
    actions: Actions
    weekly: tuple[TaskGlance, ...] = ()

    @property
    def shown_total(self) -> float:
        """The total as every screen shows it, which the pillars shown add up to."""
        return shown_total(row.score for row in self.pillars)

    @property
    def low(self) -> float:
        """The low end of the range of the total."""
        return self.late_range.value[0]

    @property
    def high(self) -> float:
        """The high end of the range of the total."""
        return self.late_range.value[1]

    @property
    def is_today(self) -> bool:
        """Whether the day shown is today."""
        return self.day == self.today


def glance_of(
    basis: Basis,
    reached: Reached | None,
    tallies: Sequence[Tally],
    of_day: Sequence[Tally],
    today: date,
    day: date,
    asked: Sequence[WeekTask] = (),
) -> Glance:
    """Return what one line says of a day.

    ``reached`` is where the closes that were kept end, ``None`` where there are none; ``tallies``
    are what was logged after them, ``of_day`` what was logged on ``day``. ``asked`` is what the
    week of that day asks for.
    """
    units = days_of(tallies, basis.schedule.actions_on)
    walk = Walk(basis, reached or start_of(basis))
    for _ in walk.closes(units, today, whole=False):
        pass
    schedule, closed = basis.schedule, walk.reached
    morning = fade(closed.stocks, basis.pillars, schedule.clock(today))
    doses = units.get(today, NOTHING).doses()
    stocks, ahead = add(morning, doses), ahead_of(schedule, today)
    rows = []
    for track, opening, stock, dose in zip(
        closed.tracks, morning, stocks, feeding(doses), strict=True
    ):
        standing = Standing(track, today, sum(opening.values()), sum(stock.values()), dose)
        outlook = assess(standing, ahead)
        rows.append(PillarGlance(track.pillar.pillar, standing.score, outlook))
    counts: Mapping[str, int] = counts_by_day(of_day).get(day, {})
    routine = schedule.routine(day)
    tasks = tuple(
        TaskGlance(task.id, task.label, counts.get(task.id, 0), schedule.target(task.id, day))
        for task in routine
    )
    planned = (row.target * task.minutes for row, task in zip(tasks, routine, strict=True))
    total = sum(row.score for row in rows)
    return Glance(
        today=today,
        day=day,
        due=schedule.is_due(day),
        time_off_until=schedule.time_off_until(day),
        tasks=tasks,
        minutes_done=minutes_of(of_day, schedule.actions_on),
        minutes_planned=sum(planned, sum((each.minutes for each in asked), 0.0)),
        pillars=tuple(rows),
        late_range=Late(lambda: _range(basis, closed.spread, doses, today, total)),
        actions=schedule.actions_on(day),
        weekly=tuple(
            TaskGlance(each.task.id, each.task.label, each.count, each.task.target, week=True)
            for each in asked
        ),
    )


def _range(
    basis: Basis, spread: Spread, doses: Sequence[Mapping[str, float]], today: date, total: float
) -> tuple[float, float]:
    # Loaded where it is asked for: few commands show one.
    from ssi_tui.core.score.range import range_of

    now = spread.faded(basis.schedule.clock(today)).with_doses(doses)
    return range_of(basis.pillars, basis.past, basis.calibration, now, today, total)
