"""Logs, days and dashboards that the tests of the core share."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import CHECKLIST
from ssi_tui.core.history.closes import Basis, Close, Reached, Walk, start_of
from ssi_tui.core.history.columns import KeptDays
from ssi_tui.core.history.history import DueRuns, History, history_of
from ssi_tui.core.model import (
    Log,
    Past,
    Pillar,
    Profile,
    Risk,
    Tally,
    TargetVersion,
    TimeOff,
    WorkdaysVersion,
)
from ssi_tui.core.score.forecast import Outlook, Standing, ahead_of, assess, closes_ahead
from ssi_tui.core.score.scoring import (
    NOTHING,
    PillarSetup,
    Stocks,
    add,
    days_of,
    fade,
    feeding,
    setups,
)
from ssi_tui.core.score.track import Track
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.today.rows import PillarRow, TaskRow
from ssi_tui.core.value import replace

MONDAY = date(2026, 1, 5)
"""The first day of the worked example."""

ROUTINE: Mapping[str, int] = {"comment": 2, "share": 1, "message": 1, "search": 1, "connect": 1}
"""The default routine, 13 minutes."""

EXAMPLE_PROFILE = Profile(checklist=frozenset(CHECKLIST), connections=350)
"""The person of the worked example: a full checklist and 350 connections."""

MONDAY_TO_FRIDAY = frozenset(range(5))
EVERY_DAY = frozenset(range(7))


def after(days: int, start: date = MONDAY) -> date:
    """Return the day that many days after a start."""
    return start + timedelta(days=days)


def tally(day: date, task: str, count: int = 1, quality: str | None = None) -> Tally:
    """Return a count of one task on a day, without minutes of its own."""
    return Tally(day, task, quality, count, 0.0, count)


def routine_on(*days: date, routine: Mapping[str, int] = ROUTINE) -> tuple[Tally, ...]:
    """Return the whole routine done on each of the days."""
    return tuple(tally(day, task, count) for day in days for task, count in routine.items())


def kept_days(first: date, days: int, weekdays: Iterable[int] = MONDAY_TO_FRIDAY) -> list[date]:
    """Return the days of a span that fall on the weekdays."""
    wanted = frozenset(weekdays)
    span = (first + timedelta(days=at) for at in range(days))
    return [day for day in span if day.weekday() in wanted]


def working(weekdays: Iterable[int], since: date = date.min) -> WorkdaysVersion:
    """Return workdays (0 is Monday) that hold from a date on."""
    return WorkdaysVersion(since, frozenset(weekdays))


def away(start: date, end: date | None = None) -> TimeOff:
    """Return time off, of a single day where no end is given."""
    return TimeOff(f"off-{start}", start, start if end is None else end)


def log_of(
    *tallies: Tally,
    profile: Profile = EXAMPLE_PROFILE,
    workdays: Iterable[WorkdaysVersion] = (),
    targets: Iterable[TargetVersion] = (),
    time_off: Iterable[TimeOff] = (),
) -> Log:
    """Return a log with the tallies in order of day."""
    return Log(
        tallies=tuple(sorted(tallies, key=lambda item: item.day)),
        profile=profile,
        workdays=tuple(workdays),
        targets=tuple(targets),
        time_off=tuple(time_off),
    )


def with_tallies(log: Log, *tallies: Tally) -> Log:
    """Return the log with more in it."""
    return replace(log, tallies=tuple(sorted((*log.tallies, *tallies), key=lambda item: item.day)))


def before(log: Log, day: date) -> Log:
    """Return the log as it was in the morning of a day, before anything was done."""
    return replace(log, tallies=tuple(item for item in log.tallies if item.day < day))


def keeper(
    days: int,
    weekdays: Iterable[int] = MONDAY_TO_FRIDAY,
    *,
    first: date = MONDAY,
    routine: Mapping[str, int] = ROUTINE,
) -> Log:
    """Return the log of somebody who works on these weekdays and does the routine on each."""
    found = frozenset(weekdays)
    return log_of(
        *routine_on(*kept_days(first, days, found), routine=routine), workdays=[working(found)]
    )


SUNK = log_of(
    *routine_on(*kept_days(MONDAY, 19)),
    profile=Profile(
        frozenset({"photo", "headline", "about", "experience"}),
        connections=320,
        past=Past.SOME,
        past_answered=MONDAY,
    ),
)
"""The log of the worked example in which people are watched on Thursday, 29 January."""


def pillar_of(dashboard: Dashboard, pillar: Pillar) -> PillarRow:
    """Return the row of one pillar."""
    return next(row for row in dashboard.pillars if row.pillar is pillar)


def task_of(dashboard: Dashboard, task: str) -> TaskRow:
    """Return the row of one task of the routine."""
    return next(row for row in dashboard.tasks if row.task == task)


def scores_on(log: Log, day: date) -> tuple[float, ...]:
    """Return the four scores as they stand on a day."""
    return tuple(row.score for row in build(log, day).pillars)


def risk_on(log: Log, day: date, pillar: Pillar) -> Risk:
    """Return the risk of a pillar as it stands on a day."""
    return pillar_of(build(log, day), pillar).risk


def walked(
    log: Log, until: date, pillars: Sequence[PillarSetup] | None = None
) -> tuple[tuple[Close, ...], Reached]:
    """Return the closes of a log before a day, and where the walk over them stands."""
    first = log.tallies[0].day if log.tallies else until
    people = setups(log.profile) if pillars is None else tuple(pillars)
    basis = Basis(people, Schedule.of(log), min(first, until))
    walk = Walk(basis, start_of(basis))
    closes = tuple(walk.closes(days_of(log.tallies), until))
    return closes, walk.reached


def history_with(log: Log, today: date, pillars: tuple[PillarSetup, ...]) -> History:
    """Return the history of a log whose pillars have numbers of their own."""
    usual = history_of(log, today)
    basis = Basis(pillars, usual.schedule, usual.first)
    start = start_of(basis)
    whole = KeptDays(start).with_more(Walk(basis, start), days_of(log.tallies), today)
    return replace(
        usual,
        pillars=pillars,
        closed=whole.closed,
        tracks=whole.reached.tracks,
        runs=DueRuns(usual.schedule, pillars, whole, usual.counts),
        last=whole.last,
    )


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the four pillars stand on one day, and what is foretold from there."""

    day: date
    due: bool
    stocks: Stocks
    standings: tuple[Standing, ...]
    outlooks: tuple[Outlook, ...]
    down: tuple[bool, ...]

    @property
    def risks(self) -> tuple[Risk, ...]:
        """The risk of each pillar."""
        return tuple(outlook.risk for outlook in self.outlooks)


def moments(
    log: Log, last: date, pillars: tuple[PillarSetup, ...] | None = None, *, acted: bool = False
) -> Iterator[Moment]:
    """Yield each day of a log up to ``last``: its morning, or with what is logged on it.

    The days are continued one from the other, so that a long span costs one walk. ``down`` is the
    state after the close of the day.
    """
    people = setups(log.profile) if pillars is None else pillars
    schedule = Schedule.of(log)
    days = days_of(log.tallies)
    first = log.tallies[0].day if log.tallies else last
    basis = Basis(people, schedule, first)
    walk = Walk(basis, start_of(basis))
    for at in range((last - first).days + 1):
        day = first + timedelta(days=at)
        doses = days.get(day, NOTHING).doses() if acted else NOTHING.doses()
        ahead = ahead_of(schedule, day)
        begun = walk.reached
        morning = fade(begun.stocks, people, ahead[0].clock)
        stocks, fed = add(morning, doses), feeding(doses)
        standings = tuple(
            Standing(track.copy(), day, sum(before.values()), sum(now.values()), dose)
            for track, before, now, dose in zip(begun.tracks, morning, stocks, fed, strict=True)
        )
        outlooks = tuple(assess(standing, ahead) for standing in standings)
        (close,) = walk.closes(days, day + DAY)
        down = tuple(fell is not None for fell in close.fell_on)
        yield Moment(day, ahead[0].due, stocks, standings, outlooks, down)


def idle_scores(
    pillar: PillarSetup, stock: float, schedule: Schedule, day: date, nights: int
) -> tuple[float, ...]:
    """Return the scores at the close of a day and of the nights after it, if nothing is done."""
    standing = Standing(Track(pillar), day, stock, stock, 0.0)
    return tuple(score for score, _ in closes_ahead(standing, ahead_of(schedule, day, nights)))


def risk_words(log: Log, last: date, pillar: Pillar, since: date) -> list[tuple[str, int]]:
    """Return the runs of a pillar's morning risk from a day on, each with its length."""
    at = tuple(Pillar).index(pillar)
    risks = [moment.risks[at] for moment in moments(log, last) if moment.day >= since]
    return [(risk.value, len(list(run))) for risk, run in groupby(risks)]
