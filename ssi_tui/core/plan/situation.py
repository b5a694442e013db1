"""A day that is not closed yet as the planner sees it, and what more of an action would add.

Doses are the points that one day brings, a value for each pillar.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import (
    ACTIVE_DAY_POINTS,
    NOTES_A_MONTH,
    PLAN_CAPS,
    REPLIED_TO,
    WEEKLY_CAP,
)
from ssi_tui.core.score.forecast import Foretold, Outlook, Standing
from ssi_tui.core.score.scoring import DayUnits, quality_factor
from ssi_tui.core.value import dataclass, field

Doses = tuple[float, ...]
NO_DOSES: Doses = (0.0,) * len(ACTIVE_DAY_POINTS)


@dataclass(frozen=True, slots=True)
class Situation:
    """A day that is not closed yet as the planner sees it.

    ``standings`` and ``outlooks`` hold a value for each pillar, in pillar order. ``notes_left`` is
    the number of personal notes left this month (``None``: unlimited), ``notes_a_month`` the
    number of new ones each month. ``foretold`` says what comes of a standing in the days ahead.
    ``missing`` is what each incomplete task of the routine still asks for today, ``weekly`` what
    the week still asks for. ``wrote_lately`` tells whether anything that can be replied to was
    written in the three days before.
    """

    standings: tuple[Standing, ...]
    outlooks: tuple[Outlook, ...]
    today: DayUnits
    schedule: Schedule
    minutes_left: float
    notes_left: int | None = None
    notes_a_month: int = NOTES_A_MONTH
    foretold: Foretold = field(default_factory=Foretold)
    missing: Mapping[str, int] = field(default_factory=dict)
    wrote_lately: bool = False
    weekly: Mapping[str, int] = field(default_factory=dict)

    @property
    def candidates(self) -> tuple[str, ...]:
        """The actions that the plan may ask for, in its order."""
        return tuple(dict.fromkeys((*PLAN_CAPS, *self.weekly)))

    @property
    def active_day(self) -> Doses:
        """The extra doses that the first action of the day brings."""
        return NO_DOSES if self.today.repeats else ACTIVE_DAY_POINTS

    def done(self, action_id: str) -> int:
        """Return how many of an action were logged today."""
        return sum(count for _, count in self.today.repeats.get(action_id, ()))

    def cap(self, action_id: str) -> int:
        """Return how many of an action may be asked for on one day: no reply to nobody."""
        heard = self.wrote_lately or any(action in self.today.repeats for action in REPLIED_TO)
        return PLAN_CAPS.get(action_id, WEEKLY_CAP) if heard or action_id != "reply" else 0

    def room(self, action_id: str) -> int:
        """Return how many more of an action the cap allows today."""
        return max(0, self.cap(action_id) - self.done(action_id))

    def dose(self, action_id: str, count: int) -> Doses:
        """Return the doses that ``count`` more of an action add, without the active day."""
        action = self.today.actions[action_id]
        later = with_planned(self.today, action_id, count, self.notes_left)
        more = later.units(action) - self.today.units(action)
        return tuple(points * more for points in action.points)


def missing_of(asked: Mapping[str, int], done: Mapping[str, int]) -> dict[str, int]:
    """Return by task what is asked for and not done yet, complete tasks left out."""
    still = {task: count - done.get(task, 0) for task, count in asked.items()}
    return {task: count for task, count in still.items() if count > 0}


def with_planned(
    today: DayUnits, action_id: str, count: int, notes_left: int | None = None
) -> DayUnits:
    """Return the day with ``count`` more of an action, logged as ticks by hand would be.

    An invitation carries a personal note while any are left (``None``: unlimited); after that it
    is plain.
    """
    if not count:
        return today
    if "note" not in today.actions[action_id].qualities:
        return today.with_more(action_id, count)
    noted = count if notes_left is None else min(count, notes_left)
    for number, quality in ((noted, "note"), (count - noted, "plain")):
        if number:
            today = today.with_more(action_id, number, quality_factor(action_id, quality))
    return today


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A day ahead: everything done on it, and the personal notes that are left after it."""

    day: date
    units: DayUnits
    notes_left: int | None


def days_ahead(
    begin: DayAhead,
    schedule: Schedule,
    notes_a_month: int,
    missing_on: Callable[[date], Mapping[str, int]],
) -> Iterator[DayAhead]:
    """Yield the days from one on, each with what is still missing on it done.

    ``begin`` is the first day as it stands now. An invitation carries a personal note while any
    are left in its month, as one that is ticked by hand does.
    """
    day, units, notes = begin.day, begin.units, begin.notes_left
    while True:
        for task, missing in missing_on(day).items():
            units = with_planned(units, task, missing, notes)
            if notes is not None and "note" in units.actions[task].qualities:
                notes = max(0, notes - missing)
        yield DayAhead(day, units, notes)
        day += DAY
        units = DayUnits({}, schedule.actions_on(day))
        if notes is not None and day.day == 1:
            notes = notes_a_month
