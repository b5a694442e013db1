"""What the closed days of a log say: kept while only today changes."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ssi_tui.core.calendar import Schedule
from ssi_tui.core.forecast import Closes, due_flags, read_closes
from ssi_tui.core.model import Log, Profile, Tally
from ssi_tui.core.scoring import (
    NOTHING,
    Closed,
    DayUnits,
    PillarSetup,
    Stocks,
    add,
    days_of,
    fade,
    replay,
    setups,
)
from ssi_tui.core.streaks import DueDay, counts_by_day, day_done

if TYPE_CHECKING:
    from ssi_tui.core.calibration import Calibration


@dataclass(frozen=True, slots=True)
class History:
    """The closed days of a log, read once.

    ``counts`` holds the counts toward each task by day. ``task_days`` are the closed due days of
    each task of today's routine, ``whole_days`` those of the routine as a whole. ``calibration``
    is what readings say, and ``margin`` the band of the total that they leave, where they are used.
    """

    today: date
    first: date
    profile: Profile
    schedule: Schedule
    pillars: tuple[PillarSetup, ...]
    closed: Closed
    closes: tuple[Closes, ...]
    due: tuple[bool, ...]
    counts: Mapping[date, Mapping[str, int]]
    task_days: Mapping[str, tuple[DueDay, ...]]
    whole_days: tuple[DueDay, ...]
    calibration: "Calibration | None" = None
    margin: float | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The closed days, oldest first."""
        return tuple(self.first + timedelta(days=at) for at in range(self.closed.length))

    def pillar_days(self, at: int) -> tuple[DueDay, ...]:
        """Return the closed due days of one pillar, done where they fed it."""
        flags = zip(self.days, self.due, self.closes[at].fed, strict=True)
        return tuple(DueDay(day, fed) for day, due, fed in flags if due)


def history_of(log: Log, today: date, calibration: "Calibration | None" = None) -> History:
    """Read the closed days of a log; nothing on or after today is looked at.

    A calibration gives the pillars the person's own numbers.
    """
    past = [tally for tally in log.tallies if tally.day < today]
    first = past[0].day if past else today
    schedule = Schedule.of(log)
    days_done = days_of(past)
    pillars, profile, margin = setups(log.profile), log.profile, None
    if calibration is not None:
        # Loaded where there are readings: most logs have none.
        from ssi_tui.core.calibration import calibrated_profile, calibrated_setups, margin_on

        margin = margin_on(calibration, profile, schedule, days_done, first, today)
        pillars = calibrated_setups(pillars, calibration)
        profile = calibrated_profile(profile, calibration)
    closed = replay(pillars, days_done, schedule, profile, first, today)
    due = due_flags(closed, schedule)
    counts = counts_by_day(past)
    days = [first + timedelta(days=at) for at in range(closed.length)]
    due_only = [day for day, is_due in zip(days, due, strict=True) if is_due]
    return History(
        today=today,
        first=first,
        profile=profile,
        schedule=schedule,
        pillars=pillars,
        closed=closed,
        closes=tuple(
            read_closes(pillar, scores, doses, due)
            for pillar, scores, doses in zip(pillars, closed.scores, closed.doses, strict=True)
        ),
        due=due,
        counts=counts,
        task_days={
            task.id: task_due_days(schedule, counts, task.id, due_only)
            for task in schedule.routine(today)
        },
        whole_days=routine_due_days(schedule, counts, due_only),
        calibration=calibration,
        margin=margin,
    )


def task_due_days(
    schedule: Schedule,
    counts: Mapping[date, Mapping[str, int]],
    task: str,
    days: Sequence[date],
) -> tuple[DueDay, ...]:
    """Return those of the due days on which the task was due, and whether it was done at all."""
    return tuple(
        DueDay(day, counts.get(day, {}).get(task, 0) > 0)
        for day in days
        if schedule.target(task, day) > 0
    )


def routine_due_days(
    schedule: Schedule, counts: Mapping[date, Mapping[str, int]], days: Sequence[date]
) -> tuple[DueDay, ...]:
    """Return those of the due days that asked for a task, and whether the routine was done."""
    found = []
    for day in days:
        due = [task.id for task in schedule.routine(day) if schedule.target(task.id, day) > 0]
        if due:
            found.append(DueDay(day, day_done(due, counts.get(day, {}))))
    return tuple(found)


def tallies_on(tallies: Sequence[Tally], day: date) -> tuple[Tally, ...]:
    """Return what was logged on one day."""
    return tuple(tally for tally in tallies if tally.day == day)


def tallies_between(tallies: Sequence[Tally], first: date, last: date) -> Sequence[Tally]:
    """Return what was logged from first to last; ``tallies`` are in order of day."""
    start = bisect_left(tallies, first, key=lambda tally: tally.day)
    return tallies[start : bisect_right(tallies, last, lo=start, key=lambda tally: tally.day)]


@dataclass(frozen=True, slots=True)
class Now:
    """Today, which is not closed yet: its doses and the stocks with them."""

    units: DayUnits
    doses: tuple[Mapping[str, float], ...]
    morning: Stocks
    stocks: Stocks


def now_of(history: History, log: Log) -> Now:
    """Return the stocks of today: yesterday's close, faded when the day opened, plus its doses."""
    tallies = tallies_on(log.tallies, history.today)
    today = days_of(tallies).get(history.today, NOTHING)
    clock = history.schedule.clock(history.today)
    morning = fade(history.closed.stocks, history.pillars, clock)
    doses = today.doses()
    return Now(today, doses, morning, add(morning, doses))
