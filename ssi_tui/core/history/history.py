"""What the closed days of a log say: kept while only today changes."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import DEFAULT_TARGETS
from ssi_tui.core.history.closes import Basis, Close, calibrated, closes_after
from ssi_tui.core.history.columns import KeptDays
from ssi_tui.core.history.lazy_days import LoggedDays, between, with_counts
from ssi_tui.core.history.runs import DueDay, Run, day_done, run_of, score_run
from ssi_tui.core.history.sums import counts_by_day
from ssi_tui.core.model import Log, Profile, Tally
from ssi_tui.core.score.forecast import Closes, due_flags, read_closes
from ssi_tui.core.score.scoring import (
    Closed,
    DayUnits,
    PillarSetup,
    Stocks,
    add,
    days_of,
    fade,
    replay,
)
from ssi_tui.core.value import dataclass, field

if TYPE_CHECKING:
    from ssi_tui.core.score.calibration import Calibration


@dataclass(frozen=True, slots=True)
class History:
    """The closed days of a log, read once.

    ``counts`` holds the counts toward each task by day, ``runs`` what they and the scores make of
    the days. ``last`` are the last closes, where the days were kept. ``calibration`` is what
    readings say, ``margin`` the band of the total that they leave, where they are used.
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
    runs: "DueRuns" = field(repr=False, compare=False)
    last: tuple[Close, ...] = ()
    calibration: "Calibration | None" = None
    margin: float | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The closed days, oldest first."""
        return tuple(self.first + timedelta(days=at) for at in range(self.closed.length))

    def pillar_days(self, at: int) -> tuple[DueDay, ...]:
        """Return the closed due days of one pillar, done where they fed it."""
        return self.runs.fed_days[at]


def history_of(
    log: Log, today: date, calibration: "Calibration | None" = None, kept: KeptDays | None = None
) -> History:
    """Read the closed days of a log; nothing on or after today is looked at.

    A calibration gives the pillars the person's own numbers. ``kept`` saves the walk over the days
    that it holds, which must follow from the same log and calibration.
    """
    pillars, profile = calibrated(log.profile, calibration)
    schedule = Schedule.of(log)
    actions_on = schedule.actions_on
    if kept is None:
        past = between(log.tallies, date.min, today - DAY)
        first = past[0].day if past else today
        closed = replay(pillars, days_of(past, actions_on), schedule, profile, first, today)
        due = due_flags(closed, schedule)
        closes = tuple(
            read_closes(pillar, scores, doses, due)
            for pillar, scores, doses in zip(pillars, closed.scores, closed.doses, strict=True)
        )
        counts: Mapping[date, Mapping[str, int]] = counts_by_day(past)
        last: tuple[Close, ...] = ()
    else:
        later = between(log.tallies, kept.until, today - DAY)
        basis = Basis(pillars, schedule, profile, kept.first)
        last = (
            *kept.last,
            *closes_after(basis, kept.last, days_of(later, schedule.actions_on), today),
        )
        whole = kept.with_more(last[len(kept.last) :])
        closed = whole.closed(today, last[-1].stocks)
        due, closes = whole.due, whole.closes(pillars)
        counts = with_counts(kept.counts, counts_by_day(later))
    return History(
        today=today,
        first=closed.first,
        profile=profile,
        schedule=schedule,
        pillars=pillars,
        closed=closed,
        closes=closes,
        due=due,
        counts=counts,
        runs=DueRuns(schedule, closed, closes, due, counts),
        last=last,
        calibration=calibration,
        margin=None if calibration is None else _margin(log, calibration, schedule, closed),
    )


class DueRuns:
    """The closed due days, as runs are counted of them: each kind when it is first asked for.

    ``task_days`` are those of each task of today's routine, ``whole_days`` those of the routine as
    a whole, ``fed_days`` those of each pillar; the runs are those of these days. The first frame
    shows none of them.
    """

    def __init__(
        self,
        schedule: Schedule,
        closed: Closed,
        closes: Sequence[Closes],
        due: Sequence[bool],
        counts: Mapping[date, Mapping[str, int]],
    ) -> None:
        self._schedule = schedule
        self._closed = closed
        self._closes = closes
        self._due = due
        self._counts = counts

    @cached_property
    def score_runs(self) -> tuple[Run, ...]:
        """The runs of days, due or not, with the score of each pillar above its line."""
        return tuple(
            score_run(scores, one.line, one.usual)
            for scores, one in zip(self._closed.scores, self._closes, strict=True)
        )

    @cached_property
    def _places(self) -> tuple[int, ...]:
        """The places of the due days among the closed days."""
        return tuple(at for at, is_due in enumerate(self._due) if is_due)

    @cached_property
    def _pairs(self) -> tuple[tuple[DueDay, DueDay], ...]:
        """Each due day as missed and as done."""
        first = self._closed.first
        days = (first + timedelta(days=at) for at in self._places)
        return tuple((DueDay(day, False), DueDay(day, True)) for day in days)

    def _asked(self, task: str) -> list[bool]:
        """Return for each due day whether it asked for the task."""
        versions = self._schedule.targets.get(task, ())
        at = 0
        held = self._schedule.version_on(task, date.min)
        found = []
        for missed, _ in self._pairs:
            day = missed.day
            while at < len(versions) and versions[at].valid_from <= day:
                held = versions[at]
                at += 1
            found.append(
                held.target > 0 and (held.weekdays is None or day.weekday() in held.weekdays)
            )
        return found

    def _task_days(self, task: str) -> tuple[DueDay, ...]:
        """Return the days on which the task was due, and whether it was done at all."""
        nothing: Mapping[str, int] = {}
        counts = self._counts
        return tuple(
            pair[counts.get(pair[0].day, nothing).get(task, 0) > 0]
            for pair, asked in zip(self._pairs, self._asked(task), strict=True)
            if asked
        )

    @cached_property
    def task_days(self) -> Mapping[str, tuple[DueDay, ...]]:
        """The days on which each task of the routine was due, and whether it was done at all."""
        routine = self._schedule.routine(self._closed.until)
        return {task.id: self._task_days(task.id) for task in routine}

    @cached_property
    def task_runs(self) -> Mapping[str, Run]:
        """The runs of the tasks."""
        return {task: run_of(days) for task, days in self.task_days.items()}

    @cached_property
    def whole_days(self) -> tuple[DueDay, ...]:
        """The days that asked for a task, and whether the routine was done."""
        tasks = list(dict.fromkeys((*DEFAULT_TARGETS, *self._schedule.targets)))
        nothing: Mapping[str, int] = {}
        found = []
        for pair, *asked in zip(self._pairs, *map(self._asked, tasks), strict=True):
            due = [task for task, is_asked in zip(tasks, asked, strict=True) if is_asked]
            if due:
                found.append(pair[day_done(due, self._counts.get(pair[0].day, nothing))])
        return tuple(found)

    @cached_property
    def whole_run(self) -> Run:
        """The run of the routine as a whole."""
        return run_of(self.whole_days)

    @cached_property
    def fed_days(self) -> tuple[tuple[DueDay, ...], ...]:
        """The due days for each pillar, done where it was fed on them."""
        placed = tuple(zip(self._places, self._pairs, strict=True))
        return tuple(tuple(pair[one.fed[at]] for at, pair in placed) for one in self._closes)

    @cached_property
    def fed_runs(self) -> tuple[Run, ...]:
        """The runs of the pillars."""
        return tuple(map(run_of, self.fed_days))


def tallies_on(tallies: Sequence[Tally], day: date) -> tuple[Tally, ...]:
    """Return what was logged on one day."""
    return between(tallies, day, day)


def tallies_between(tallies: Sequence[Tally], first: date, last: date) -> Sequence[Tally]:
    """Return what was logged from first to last; ``tallies`` are in order of day."""
    if isinstance(tallies, LoggedDays):
        # To look for a place among them would read all of them, again and again.
        return tallies.between(first, last)
    start = bisect_left(tallies, first, key=lambda tally: tally.day)
    return tallies[start : bisect_right(tallies, last, lo=start, key=lambda tally: tally.day)]


def _margin(log: Log, calibration: "Calibration", schedule: Schedule, closed: Closed) -> float:
    from ssi_tui.core.score.calibration import margin_on

    days = days_of(between(log.tallies, closed.first, closed.until - DAY), schedule.actions_on)
    return margin_on(calibration, log.profile, schedule, days, closed.first, closed.until)


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
    actions_on = history.schedule.actions_on
    nothing = DayUnits({}, actions_on(history.today))
    today = days_of(tallies, actions_on).get(history.today, nothing)
    clock = history.schedule.clock(history.today)
    morning = fade(history.closed.stocks, history.pillars, clock)
    doses = today.doses()
    return Now(today, doses, morning, add(morning, doses))
