"""Today at a glance: what the line for a prompt and the answer to a tick need.

It is a part of the dashboard with the same names and values, for processes that print one line.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from ssi_tui.core.formula import Actions
from ssi_tui.core.history.closes import Basis, Close, closes_after
from ssi_tui.core.history.sums import counts_by_day, minutes_of
from ssi_tui.core.model import Pillar, Risk, Tally
from ssi_tui.core.score.forecast import Outlook, Standing, assess, is_fed, missed_due_days
from ssi_tui.core.score.scoring import NOTHING, add, days_of, fade, feeding, starting_stocks
from ssi_tui.core.text.rounding import shown_total
from ssi_tui.core.value import dataclass


@dataclass(frozen=True, slots=True)
class TaskGlance:
    """One task on the day that is shown, as in ``rows.TaskRow``."""

    task: str
    label: str
    count: int
    target: int

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
    actions: Actions

    @property
    def shown_total(self) -> float:
        """The total as every screen shows it, which the pillars shown add up to."""
        return shown_total(row.score for row in self.pillars)

    @property
    def is_today(self) -> bool:
        """Whether the day shown is today."""
        return self.day == self.today


def tells_enough(basis: Basis, closes: Sequence[Close]) -> bool:
    """Tell whether the last closes go far enough back to show when each pillar was last fed."""
    return (
        not closes
        or closes[0].day == basis.first
        or all(
            any(is_fed(pillar, close.doses[at]) for close in closes)
            for at, pillar in enumerate(basis.pillars)
        )
    )


def glance_of(
    basis: Basis,
    before: Sequence[Close],
    tallies: Sequence[Tally],
    of_day: Sequence[Tally],
    today: date,
    day: date,
) -> Glance:
    """Return what one line says of a day.

    ``before`` are the last closes that were kept (``tells_enough`` of them) or none; ``tallies``
    are what was logged after them, ``of_day`` what was logged on ``day``.
    """
    units = days_of(tallies, basis.schedule.actions_on)
    closes = (*before, *closes_after(basis, before, units, today))
    pillars, schedule = basis.pillars, basis.schedule
    stocks = (
        closes[-1].stocks if closes else starting_stocks(pillars, schedule, basis.profile, today)
    )
    doses = units.get(today, NOTHING).doses()
    stocks = add(fade(stocks, pillars, schedule.clock(today)), doses)
    due = [close.due for close in closes]
    rows = []
    for at, (pillar, stock, dose) in enumerate(zip(pillars, stocks, feeding(doses), strict=True)):
        fed = [is_fed(pillar, close.doses[at]) for close in closes]
        fed_today = is_fed(pillar, dose)
        standing = Standing(
            pillar=pillar,
            day=today,
            stock=sum(stock.values()),
            dose=dose,
            scores=[close.scores[at] for close in closes],
            due_closed=closes[-1].due_closed if closes else 0,
            missed=missed_due_days(fed, due, fed_today),
            down=closes[-1].down[at] if closes else False,
        )
        rows.append(PillarGlance(pillar.pillar, standing.score, assess(standing, schedule)))
    counts: Mapping[str, int] = counts_by_day(of_day).get(day, {})
    routine = schedule.routine(day)
    tasks = tuple(
        TaskGlance(task.id, task.label, counts.get(task.id, 0), schedule.target(task.id, day))
        for task in routine
    )
    planned = (row.target * task.minutes for row, task in zip(tasks, routine, strict=True))
    return Glance(
        today=today,
        day=day,
        due=schedule.is_due(day),
        time_off_until=schedule.time_off_until(day),
        tasks=tasks,
        minutes_done=minutes_of(of_day, schedule.actions_on),
        minutes_planned=sum(planned, 0.0),
        pillars=tuple(rows),
        actions=schedule.actions_on(day),
    )
