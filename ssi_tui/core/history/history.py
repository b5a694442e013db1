"""The closed days of a log, read once and kept while only today changes."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import DEFAULT_TARGETS
from ssi_tui.core.history.closes import Basis, Close, Walk, start_of
from ssi_tui.core.history.columns import KeptDays
from ssi_tui.core.history.lazy_days import between, with_counts
from ssi_tui.core.history.runs import DueDays, Run, day_done, run_of, run_over
from ssi_tui.core.history.sums import counts_by_day
from ssi_tui.core.model import Log, Tally
from ssi_tui.core.score.forecast import Foretold, ahead_of
from ssi_tui.core.score.reach import Spread
from ssi_tui.core.score.scoring import (
    Closed,
    DayUnits,
    PillarSetup,
    Stocks,
    add,
    days_of,
    fade,
    scores,
    starting_stocks,
)
from ssi_tui.core.score.track import Track, is_fed
from ssi_tui.core.value import dataclass, field, replace

if TYPE_CHECKING:
    from ssi_tui.core.score.calibration import Calibration


Lines = tuple[tuple[date, float | None], ...]
"""Closed days, each with a collapse line, ``None`` where there was none."""


@dataclass(frozen=True, slots=True)
class History:
    """The closed days of a log, from ``first`` to the day before ``today``.

    ``tracks`` are those of the pillars after the last close, and ``last`` the last closes.
    ``counts`` holds the counts toward each task by day, ``runs`` the streaks. ``spread`` is what
    activity has left at the last close under every half-life. ``calibration`` is what readings say,
    ``None`` without them. ``foretold`` remembers the outlooks of today, which are the same as long
    as the closed days are.
    """

    today: date
    first: date
    schedule: Schedule
    pillars: tuple[PillarSetup, ...]
    closed: Closed
    tracks: tuple[Track, ...]
    due: tuple[bool, ...]
    counts: Mapping[date, Mapping[str, int]]
    runs: "DueRuns" = field(repr=False, compare=False)
    foretold: Foretold = field(repr=False, compare=False)
    last: tuple[Close, ...] = ()
    calibration: "Calibration | None" = None
    spread: Spread = field(default_factory=Spread)

    def pillar_days(self, at: int) -> DueDays:
        """Return the closed due days for one pillar; those that fed it are done."""
        return self.runs.fed_days[at]


def opening_score(history: History, day: date, at: int) -> float | None:
    """Return a pillar's score as a day opened, one of the last six weeks; ``None`` before the log.

    That is after the night's fading and before anything of the day.
    """
    if day < history.first:
        return None
    pillars, schedule = history.pillars[at : at + 1], history.schedule
    if day == history.first:
        stocks = starting_stocks(pillars)
    else:
        stocks = history.last[-1 - (history.today - day).days].stocks[at : at + 1]
    return scores(fade(stocks, pillars, schedule.clock(day)), pillars)[0]


def opening_scores(history: History, day: date) -> tuple[float, ...] | None:
    """Return the scores of all pillars as a day opened, ``None`` before the log."""
    found = [opening_score(history, day, at) for at in range(len(history.pillars))]
    return tuple(one for one in found if one is not None) or None


def history_of(
    log: Log, today: date, calibration: "Calibration | None" = None, kept: KeptDays | None = None
) -> History:
    """Return the closed days of a log; nothing from today on is looked at.

    A calibration gives the pillars the person's own numbers. ``kept`` saves the walk over the days
    that it holds; they must come from the same log and calibration.
    """
    later = between(log.tallies, date.min if kept is None else kept.until, today - DAY)
    if kept is None:
        basis = Basis.of(log, calibration, later[0].day if later else today)
        kept = KeptDays(start_of(basis))
    else:
        basis = Basis.of(log, calibration, kept.first)
    pillars, schedule = basis.pillars, basis.schedule
    walk = Walk(basis, kept.reached)
    whole = kept.with_more(walk, days_of(later, schedule.actions_on), today)
    closed = whole.closed
    counts = with_counts(kept.counts, counts_by_day(later))
    return History(
        today=today,
        first=closed.first,
        schedule=schedule,
        pillars=pillars,
        closed=closed,
        tracks=whole.reached.tracks,
        due=whole.due,
        counts=counts,
        runs=DueRuns(schedule, pillars, whole, counts),
        foretold=Foretold(ahead_of(schedule, today)),
        last=whole.last,
        calibration=calibration,
        spread=whole.reached.spread,
    )


def with_schedule(history: History, log: Log, schedule: Schedule) -> History:
    """Return the closed days as they would be if another schedule had held."""
    basis = Basis(history.pillars, schedule, history.first)
    start = start_of(basis)
    tallies = between(log.tallies, date.min, history.today - DAY)
    days = days_of(tallies, schedule.actions_on)
    whole = KeptDays(start).with_more(Walk(basis, start), days, history.today)
    return replace(
        history,
        schedule=schedule,
        closed=whole.closed,
        tracks=whole.reached.tracks,
        due=whole.due,
        runs=DueRuns(schedule, history.pillars, whole, history.counts),
        foretold=Foretold(ahead_of(schedule, history.today)),
        last=whole.last,
    )


class DueRuns:
    """The closed due days and their runs: of each task, of the whole routine, of each pillar.

    The collapse lines of the closed days are here too. Each is worked out when it is first asked
    for, as the first picture of the app shows none.
    """

    def __init__(
        self,
        schedule: Schedule,
        pillars: Sequence[PillarSetup],
        days: KeptDays,
        counts: Mapping[date, Mapping[str, int]],
    ) -> None:
        self._schedule = schedule
        self._pillars = pillars
        self._days = days
        self._counts = counts
        self._lines: dict[tuple[int, date], Lines] = {}
        self._lately: dict[tuple[str, date], tuple[tuple[int, int], ...]] = {}
        self._weekly: dict[tuple[int, int], tuple[float | None, ...]] = {}

    def lines(self, at: int, since: date = date.min) -> Lines:
        """Return the closed days from ``since`` on with the line of the pillar ``at`` at each."""
        if (at, since) not in self._lines:
            # Loaded here: only charts show them.
            from ssi_tui.core.history.lines import lines_of

            found = lines_of(self._days, at, self._pillars[at], self._schedule, since)
            self._lines[at, since] = tuple(found)
        return self._lines[at, since]

    def lately(self, task: str, day: date, most: int) -> tuple[tuple[int, int], ...]:
        """Return count and target of a task on its last due days before a day, oldest first."""
        if (task, day) not in self._lately:
            found: list[tuple[int, int]] = []
            at = day - DAY
            while at >= self._days.first and len(found) < most:
                if target := self._schedule.target(task, at):
                    found.append((self._counts.get(at, {}).get(task, 0), target))
                at -= DAY
            self._lately[task, day] = tuple(reversed(found))
        return self._lately[task, day]

    def weekly(self, at: int, weeks: int) -> tuple[float | None, ...]:
        """Return the scores of the pillar ``at`` one, two … ``weeks`` weeks ago, oldest first."""
        if (at, weeks) not in self._weekly:
            closed, today = self._days.closed, self._days.until
            days = [today - 7 * back * DAY for back in range(weeks, 0, -1)]
            self._weekly[at, weeks] = tuple([closed.score_on(at, day) for day in days])
        return self._weekly[at, weeks]

    @cached_property
    def score_runs(self) -> tuple[Run, ...]:
        """The run of days, due or not, on which each pillar was above its line."""
        return tuple(map(run_over, self._days.over))

    @cached_property
    def _places(self) -> tuple[int, ...]:
        """The indexes of the due days among the closed days."""
        return tuple(compress(range(len(self._days.due)), self._days.due))

    @cached_property
    def _due_days(self) -> list[date]:
        """The due days among the closed days."""
        return [*map(self._days.closed.day_at, self._places)]

    @cached_property
    def _done(self) -> tuple[Mapping[str, int], ...]:
        """The counts toward each task on each due day."""
        nothing: Mapping[str, int] = {}
        return tuple(self._counts.get(day, nothing) for day in self._due_days)

    def _asked(self, task: str) -> list[bool]:
        """Return for each due day whether it asked for a task."""
        days = self._due_days
        versions = self._schedule.targets.get(task, ())
        starts = [bisect_left(days, version.valid_from) for version in versions]
        found: list[bool] = []
        held = self._schedule.version_on(task, date.min)
        for following, until in zip((*versions, held), (*starts, len(days)), strict=True):
            span = days[len(found) : until]
            if held.weekdays is None or not held.target:
                found += [held.target > 0] * len(span)
            else:
                found += [day.weekday() in held.weekdays for day in span]
            held = following
        return found

    def _task_days(self, task: str) -> DueDays:
        """Return the days on which a task was due, and whether it was done at all."""
        asked = self._asked(task)
        days, counts = compress(self._due_days, asked), compress(self._done, asked)
        return DueDays([*days], bytes(done.get(task, 0) > 0 for done in counts))

    @cached_property
    def task_days(self) -> Mapping[str, DueDays]:
        """The due days of each task of today's routine, and whether it was done at all."""
        routine = self._schedule.routine(self._days.until)
        return {task.id: self._task_days(task.id) for task in routine}

    @cached_property
    def task_runs(self) -> Mapping[str, Run]:
        """The run of each task of today's routine."""
        return {task: run_of(days.done) for task, days in self.task_days.items()}

    @cached_property
    def whole_days(self) -> DueDays:
        """The days that asked for any task, and whether the routine was done."""
        tasks = list(dict.fromkeys((*DEFAULT_TARGETS, *self._schedule.targets)))
        asked_by_day = [*zip(*map(self._asked, tasks), strict=True)]
        # Most days ask for the same tasks.
        due_by_asked = {asked: [*compress(tasks, asked)] for asked in {*asked_by_day}}
        due_by_day = [due_by_asked[asked] for asked in asked_by_day]
        pairs = zip(due_by_day, self._done, strict=True)
        return DueDays(
            [*compress(self._due_days, due_by_day)],
            bytes(day_done(due, done) for due, done in pairs if due),
        )

    @cached_property
    def whole_run(self) -> Run:
        """The run of the routine as a whole."""
        return run_of(self.whole_days.done)

    @cached_property
    def fed_days(self) -> tuple[DueDays, ...]:
        """The due days for each pillar; those that fed it are done."""
        return tuple(
            DueDays(self._due_days, bytes(is_fed(pillar, doses[at]) for at in self._places))
            for pillar, doses in zip(self._pillars, self._days.doses, strict=True)
        )

    @cached_property
    def fed_runs(self) -> tuple[Run, ...]:
        """The run of due days on which each pillar was fed."""
        return tuple(run_of(days.done) for days in self.fed_days)


def tallies_on(tallies: Sequence[Tally], day: date) -> tuple[Tally, ...]:
    """Return what was logged on a day."""
    return between(tallies, day, day)


@dataclass(frozen=True, slots=True)
class Now:
    """Today, which is not closed yet: its doses, the stocks of the morning and those of now."""

    units: DayUnits
    doses: tuple[Mapping[str, float], ...]
    morning: Stocks
    stocks: Stocks


def now_of(history: History, log: Log) -> Now:
    """Return today as it stands: yesterday's stocks faded as the day opened, plus its doses."""
    tallies = tallies_on(log.tallies, history.today)
    actions_on = history.schedule.actions_on
    nothing = DayUnits({}, actions_on(history.today))
    today = days_of(tallies, actions_on).get(history.today, nothing)
    clock = history.schedule.clock(history.today)
    morning = fade(history.closed.stocks, history.pillars, clock)
    doses = today.doses()
    return Now(today, doses, morning, add(morning, doses))
