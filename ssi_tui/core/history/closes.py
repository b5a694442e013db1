"""The closed days one by one, each from the one before: what is kept between two runs.

A close holds what the next one needs, so that a change of one day costs the days from it on.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.formula import ACTIONS, BEFORE, FORMULA_VERSION, USUAL_DAYS
from ssi_tui.core.model import Profile
from ssi_tui.core.score.forecast import is_down, usual_of
from ssi_tui.core.score.scoring import (
    NOTHING,
    DayUnits,
    PillarSetup,
    Stocks,
    add,
    before_enters,
    fade,
    feeding,
    scores,
    setups,
    starting_stocks,
)
from ssi_tui.core.value import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.score.calibration import Calibration

KEPT_VERSION = 2
"""Raised where what is kept of a day changes, or how it is computed: older ones do not count."""


@dataclass(frozen=True, slots=True)
class Close:
    """The close of one day; a value for each pillar, but for ``due`` and ``due_closed``.

    ``usual`` and ``down`` are as in ``forecast.Closes``; ``due_closed`` counts the due days closed
    so far, this one included.
    """

    day: date
    stocks: Stocks
    scores: tuple[float, ...]
    doses: tuple[float, ...]
    usual: tuple[float, ...]
    down: tuple[bool, ...]
    due: bool
    due_closed: int


def calibrated(
    profile: Profile, calibration: "Calibration | None"
) -> tuple[tuple[PillarSetup, ...], Profile]:
    """Return the pillars and the profile that the engine runs with, as readings shift them."""
    pillars = setups(profile)
    if calibration is None:
        return pillars, profile
    # Loaded where there are readings: most logs have none.
    from ssi_tui.core.score.calibration import calibrated_profile, calibrated_setups

    return calibrated_setups(pillars, calibration), calibrated_profile(profile, calibration)


@dataclass(frozen=True, slots=True)
class Basis:
    """What the closes follow from besides what was logged."""

    pillars: tuple[PillarSetup, ...]
    schedule: Schedule
    profile: Profile
    first: date

    def key(self, until: date) -> str:
        """Return a text that is the same where the closes before ``until`` are the same."""
        spans = tuple(
            (str(start), str(min(end, until - DAY)))
            for start, end in self.schedule.time_off
            if start < until
        )
        workdays = tuple(
            (str(version.valid_from), sorted(version.weekdays))
            for version in self.schedule.workdays
            if version.valid_from < until
        )
        numbers = tuple(
            (one.base, one.ceiling, one.half_life, one.half_pace, one.offset, one.gain, one.start)
            for one in self.pillars
        )
        past = (str(self.profile.past), str(self.profile.past_answered), self.profile.past_holds)
        made_by = (KEPT_VERSION, FORMULA_VERSION)
        follows = (made_by, str(self.first), past, numbers, workdays, spans)
        own = self._own(until)
        return repr((*follows, own) if own else follows)

    def _own(self, until: date) -> list[object]:
        """Return what the user's own tasks are worth on the days before a day."""
        found: list[tuple[str, tuple[object, ...]]] = []
        for start, actions in self.schedule.actions:
            own = (one for one in actions.values() if one.id not in ACTIONS)
            worth = tuple((one.id, one.repeat, one.points) for one in own)
            if start < until and worth != (found[-1][1] if found else ()):
                found.append((str(start), worth))
        return list(found)


def closes_after(
    basis: Basis, before: Sequence[Close], days: Mapping[date, DayUnits], until: date
) -> Iterator[Close]:
    """Yield the closes of the days before ``until`` that follow on those before.

    ``before`` holds the last closes, oldest first: as many as the usual level looks back on, or
    all; none where the walk begins with the log.
    """
    pillars, schedule, first = basis.pillars, basis.schedule, basis.first
    start = before[-1].day + DAY if before else first
    stocks = (
        before[-1].stocks if before else starting_stocks(pillars, schedule, basis.profile, first)
    )
    down = before[-1].down if before else (False,) * len(pillars)
    due_closed = before[-1].due_closed if before else 0
    columns = [[close.scores[at] for close in before] for at in range(len(pillars))]
    enters = before_enters(basis.profile, first)
    for day in days_between(start, until - DAY):
        doses = days.get(day, NOTHING).doses()
        stocks = add(fade(stocks, pillars, schedule.clock(day)), doses)
        if day == enters:
            stocks = add(stocks, [{BEFORE: pillar.before} for pillar in pillars])
        fed = feeding(doses)
        now = scores(stocks, pillars)
        usual = tuple(
            usual_of(column, pillar.floor, len(column))
            for column, pillar in zip(columns, pillars, strict=True)
        )
        down = tuple(
            is_down(pillar, was, level, score, dose, due_closed)
            for pillar, was, level, score, dose in zip(pillars, down, usual, now, fed, strict=True)
        )
        due = schedule.is_due(day)
        due_closed += due
        for column, score in zip(columns, now, strict=True):
            column.append(score)
            if len(column) > USUAL_DAYS:
                del column[0]
        yield Close(day, stocks, now, fed, usual, down, due, due_closed)
