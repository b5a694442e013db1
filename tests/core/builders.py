"""Logs, days and dashboards that the tests of the core share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import CHECKLIST
from ssi_tui.core.history.history import History, history_of
from ssi_tui.core.model import (
    Log,
    Pillar,
    Profile,
    Risk,
    Tally,
    TargetVersion,
    TimeOff,
    WorkdaysVersion,
)
from ssi_tui.core.score.forecast import (
    Closes,
    Outlook,
    Standing,
    assess,
    due_flags,
    read_closes,
    standing_of,
)
from ssi_tui.core.score.scoring import (
    NOTHING,
    Closed,
    PillarSetup,
    Stocks,
    add,
    days_of,
    fade,
    feeding,
    replay,
    setups,
    starting_stocks,
)
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


def history_with(log: Log, today: date, pillars: tuple[PillarSetup, ...]) -> History:
    """Return the history of a log whose pillars have numbers of their own."""
    usual = history_of(log, today)
    days = days_of(before(log, today).tallies)
    closed = replay(pillars, days, usual.schedule, log.profile, usual.first, today)
    return replace(
        usual, pillars=pillars, closed=closed, closes=closes_of(pillars, closed, usual.due)
    )


def closes_of(
    pillars: tuple[PillarSetup, ...], closed: Closed, due: tuple[bool, ...]
) -> tuple[Closes, ...]:
    """Return what the closed days of each pillar say."""
    return tuple(
        read_closes(pillar, scores, doses, due)
        for pillar, scores, doses in zip(pillars, closed.scores, closed.doses, strict=True)
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
    state after the close of the day. Past activity must be unknown.
    """
    people = setups(log.profile) if pillars is None else pillars
    schedule = Schedule.of(log)
    days = days_of(log.tallies)
    first = log.tallies[0].day if log.tallies else last
    whole = replay(people, days, schedule, log.profile, first, last + DAY)
    due = due_flags(whole, schedule)
    closes = closes_of(people, whole, due)
    close = starting_stocks(people, schedule, log.profile, first)
    for at in range(whole.length):
        day = first + timedelta(days=at)
        doses = days.get(day, NOTHING).doses()
        stocks = fade(close, people, schedule.clock(day))
        close = add(stocks, doses)
        shown = close if acted else stocks
        fed = feeding(doses) if acted else (0.0,) * len(people)
        so_far = Closed(
            first,
            day,
            tuple(column[:at] for column in whole.scores),
            tuple(column[:at] for column in whole.doses),
            stocks,
        )
        standings = tuple(
            standing_of(
                pillar,
                index,
                so_far,
                Closes(said.usual[:at], said.line[:at], said.fed[:at], said.down[:at]),
                due[:at],
                sum(shown[index].values()),
                fed[index],
            )
            for index, (pillar, said) in enumerate(zip(people, closes, strict=True))
        )
        yield Moment(
            day,
            due[at],
            shown,
            standings,
            tuple(assess(standing, schedule) for standing in standings),
            tuple(said.down[at] for said in closes),
        )


def risk_words(log: Log, last: date, pillar: Pillar, since: date) -> list[tuple[str, int]]:
    """Return the runs of a pillar's morning risk from a day on, each with its length."""
    at = tuple(Pillar).index(pillar)
    risks = [moment.risks[at] for moment in moments(log, last) if moment.day >= since]
    return [(risk.value, len(list(run))) for risk, run in groupby(risks)]
