"""The one immutable value that every view and the command ``status`` show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.formula import (
    FORMULA_VERSION,
    NOTES_A_MONTH,
    REPLIED_TO,
    REPLY_DAYS,
    Actions,
)
from ssi_tui.core.history.history import History, Now, history_of, now_of, tallies_on
from ssi_tui.core.history.lazy_days import between, with_counts
from ssi_tui.core.history.runs import Run
from ssi_tui.core.history.sums import counts_by_day, minutes_of, notes_left, toward
from ssi_tui.core.history.weeks import minutes_by_week, still_asked, week_tasks
from ssi_tui.core.model import Log, Reading, Tally
from ssi_tui.core.plan.planner import Advice, advise
from ssi_tui.core.plan.situation import Situation, missing_of, with_planned
from ssi_tui.core.score.range import range_of, word_of
from ssi_tui.core.score.scoring import DayUnits, add, fade, scores
from ssi_tui.core.settings import DEFAULTS, Settings
from ssi_tui.core.text.rounding import shown_total, shown_total_change
from ssi_tui.core.today.rows import (
    LONG_WINDOW,
    PillarRow,
    TaskRow,
    minutes_beyond,
    other_rows,
    pillar_row,
    standing_now,
    task_rows,
    weekly_rows,
    whole_run,
)
from ssi_tui.core.value import Late, dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.clock import DayClock
    from ssi_tui.core.today.evening import Evening


@dataclass(frozen=True, slots=True)
class Stake:
    """By how much the total is lower at the close of the next due day if its routine is skipped.

    ``away`` is by how much it falls in the time off before that day, ``None`` without any.
    """

    day: date
    tomorrow: bool
    change: float
    away: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a dashboard was built from: the log, its closed days, today, and the settings."""

    log: Log
    history: History
    now: Now
    settings: Settings = DEFAULTS


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything that the views show of a day.

    ``today`` is the user's current day, ``day`` the one that is shown and ticked. ``number`` counts
    the days of the log up to today from 1 on. ``others`` are the actions logged on the day outside
    the routine, ``weekly`` the tasks that its week asks for. ``advice`` holds the plan for the
    minutes left, and what stops the collapse of each pillar; ``added`` is what today has brought to
    the total. That and ``total_change_7d`` are as shown, the other numbers unrounded. LinkedIn's
    own total would lie in ``low`` to ``high`` four times in five; ``band`` is the word for it,
    ``None`` where the range says none. ``source`` is what the dashboard was built from, for views
    that show more. ``clock`` is ``None`` if it was not started today.
    """

    today: date
    day: date
    number: int
    empty: bool
    due: bool
    rest: bool
    time_off_until: date | None
    tasks: tuple[TaskRow, ...]
    others: tuple[TaskRow, ...]
    minutes_done: float
    minutes_beyond: float
    minutes_planned: float
    budget: float
    notes_left: int | None
    note: str | None
    late_run: Late[Run]
    pillars: tuple[PillarRow, ...]
    total: float
    total_change_7d: float | None
    low: float
    high: float
    band: str | None
    reading: Reading | None
    advice: Advice
    added: float
    late_stake: Late[Stake | None]
    source: Source = field(repr=False, compare=False)
    formula: str = FORMULA_VERSION
    weekly: tuple[TaskRow, ...] = ()
    clock: DayClock | None = None
    late_evening: Late[Evening | None] = Late(lambda: None)

    @property
    def shown_total(self) -> float:
        """The total as every screen shows it, which the pillars shown add up to."""
        return shown_total(row.score for row in self.pillars)

    @property
    def margin(self) -> float:
        """Half of the range in which LinkedIn's number would lie four times in five."""
        return (self.high - self.low) / 2.0

    @property
    def rows(self) -> tuple[TaskRow, ...]:
        """All tasks of the routine: those of the day, then those of the week."""
        return (*self.tasks, *self.weekly)

    @property
    def beside(self) -> tuple[TaskRow, ...]:
        """The other actions of the day that count toward no task of the routine."""
        tasks = {row.task for row in self.rows}
        return tuple(row for row in self.others if toward(row.task) not in tasks)

    @property
    def evening(self) -> Evening | None:
        """The pillars at the close of another day that is shown, ``None`` of today."""
        return self.late_evening.value

    @property
    def run(self) -> Run:
        """The run of due days on which the routine was done."""
        return self.late_run.value

    @property
    def stake(self) -> Stake | None:
        """What skipping the next due day would cost, ``None`` if none comes within 28 days."""
        return self.late_stake.value

    @property
    def minutes_left(self) -> float:
        """The minutes that the budget still allows, never below 0."""
        return max(0.0, self.budget - self.minutes_done)

    @property
    def actions(self) -> Actions:
        """Everything that scores: the formula's actions and the user's own tasks."""
        return self.source.history.schedule.actions_on(self.today)

    @property
    def away(self) -> bool:
        """Whether today is time off, so that risks are muted and nothing is asked."""
        return self.source.history.schedule.is_time_off(self.today)

    @property
    def is_today(self) -> bool:
        """Whether the day shown is today."""
        return self.day == self.today

    @property
    def done(self) -> bool:
        """Whether everything that the day asks for is done."""
        asked = [row for row in self.tasks if row.target > 0]
        return bool(asked) and all(row.done for row in asked)

    def pauses_with(self, action: str) -> bool:
        """Tell whether the clock is running and one more of an action completes the day."""
        if self.clock is None or self.clock.running is None or not self.is_today:
            return False
        open_rows = [row for row in self.tasks if row.target > 0 and not row.done]
        if len(open_rows) != 1:
            return False
        (last,) = open_rows
        return last.task == toward(action) and last.count + 1 >= last.target


def build(
    log: Log,
    today: date,
    day: date | None = None,
    *,
    history: History | None = None,
    settings: Settings = DEFAULTS,
) -> Dashboard:
    """Return the dashboard of a log.

    ``day`` is the day that is shown (default: today). ``history`` saves the walk over the closed
    days if the caller has kept it; it must be of the same log and the same day.
    """
    shown = today if day is None else day
    past = history_of(log, today) if history is None else history
    now = now_of(past, log)
    of_today = tallies_on(log.tallies, today)
    counts = with_counts(past.counts, counts_by_day(of_today))
    tallies = tallies_on(log.tallies, shown)
    tasks = task_rows(past, counts, shown)
    first_weekday = settings.first_weekday
    asked, asked_now = (
        week_tasks(past.schedule, log.tallies, each, today, first_weekday)
        for each in (shown, today)
    )
    weekly = weekly_rows(past, log.tallies, asked, first_weekday)
    by_week = minutes_by_week(asked)
    planned = sum((row.target * row.minutes_each for row in tasks), by_week)
    standings = tuple(standing_now(past, now, at) for at in range(len(past.pillars)))
    outlooks = tuple(map(past.foretold.outlook, standings))
    pillars = tuple(
        pillar_row(past, now, standing, outlook, at)
        for at, (standing, outlook) in enumerate(zip(standings, outlooks, strict=True))
    )
    total = sum(row.score for row in pillars)
    spread = past.spread.faded(past.schedule.clock(today)).with_doses(now.doses)
    low, high = range_of(past.pillars, log.profile.past, past.calibration, spread, today, total)
    notes_today = notes_on(log, today, today, settings)
    lately = between(log.tallies, today - timedelta(days=REPLY_DAYS), today)
    return Dashboard(
        today=today,
        day=shown,
        number=(today - past.first).days + 1,
        empty=not (past.closed.length or of_today),
        due=past.schedule.is_due(shown),
        rest=not past.schedule.is_workday(shown),
        time_off_until=past.schedule.time_off_until(shown),
        tasks=tasks,
        others=other_rows(
            tallies, {row.task for row in (*tasks, *weekly)}, past.schedule.actions_on(shown)
        ),
        minutes_done=minutes_of(tallies, past.schedule.actions_on),
        minutes_beyond=minutes_beyond(tallies, tasks, asked, past.schedule.actions_on),
        minutes_planned=planned,
        budget=budget_on(past.schedule, shown, settings.minutes_budget, by_week),
        notes_left=notes_today if shown == today else notes_on(log, shown, today, settings),
        note=log.day_notes.get(shown),
        late_run=whole_run(past, counts),
        pillars=pillars,
        total=total,
        total_change_7d=shown_total_change((row.score, row.change_7d) for row in pillars),
        low=low,
        high=high,
        band=word_of(low, high),
        reading=next((item for item in reversed(log.readings) if item.day <= today), None),
        advice=advise(
            Situation(
                standings=standings,
                outlooks=outlooks,
                today=now.units,
                schedule=past.schedule,
                minutes_left=minutes_to_plan(
                    past.schedule,
                    of_today,
                    today,
                    settings.minutes_budget,
                    minutes_by_week(asked_now),
                ),
                notes_left=notes_today,
                notes_a_month=settings.notes_a_month,
                foretold=past.foretold,
                missing=missing_of(past.schedule.asked_on(today), counts.get(today, {})),
                wrote_lately=any(item.task in REPLIED_TO for item in lately),
                weekly=still_asked(past.schedule, asked_now, today, first_weekday),
            )
        ),
        added=round(
            shown_total(row.score for row in pillars)
            - shown_total(scores(now.morning, past.pillars)),
            1,
        ),
        late_stake=Late(partial(stake_of, past, now, notes_today, settings.notes_a_month)),
        source=Source(log, past, now, settings),
        weekly=weekly,
        late_evening=Late(partial(_evening, past, shown)),
    )


def _evening(past: History, day: date) -> Evening | None:
    # Loaded where another day is shown.
    from ssi_tui.core.today.evening import evening_of

    return None if day == past.today else evening_of(past, day)


def notes_on(log: Log, day: date, today: date, settings: Settings) -> int | None:
    """Return how many personal notes are left in the month of a day, ``None`` if unlimited."""
    first = day.replace(day=1)
    of_month = between(log.tallies, first, min(first + timedelta(days=30), today))
    return notes_left(of_month, day, settings.notes_a_month)


def budget_on(
    schedule: Schedule, day: date, minutes_budget: int = 0, by_week: float = 0.0
) -> float:
    """Return the minutes that a day may take: those of the settings, or of the whole routine.

    ``by_week`` are those of weekly tasks that were done on the day.
    """
    if minutes_budget:
        return float(minutes_budget)
    return sum((task.target * task.minutes for task in schedule.routine(day)), by_week)


def minutes_to_plan(
    schedule: Schedule,
    of_today: Sequence[Tally],
    today: date,
    minutes_budget: int = 0,
    by_week: float = 0.0,
) -> float:
    """Return the minutes of the budget that are left today, 0 if nothing is due."""
    if not schedule.is_due(today):
        return 0.0
    budget = budget_on(schedule, today, minutes_budget, by_week)
    return max(0.0, budget - minutes_of(of_today, schedule.actions_on))


def stake_of(
    past: History, now: Now, notes: int | None, notes_a_month: int = NOTES_A_MONTH
) -> Stake | None:
    """Return what skipping the next due day would cost, ``None`` if none comes within 28 days.

    ``notes`` are the personal notes left now; a new month brings new ones. What fades before that
    day is lost either way.
    """
    clock = 0.0
    for offset in range(1, LONG_WINDOW + 1):
        day = past.today + timedelta(days=offset)
        clock += past.schedule.clock(day)
        if notes is not None and day.day == 1:
            notes = notes_a_month
        units = DayUnits({}, past.schedule.actions_on(day))
        for task in past.schedule.routine(day):
            units = with_planned(units, task.id, past.schedule.target(task.id, day), notes)
        if units.repeats:
            skipped = fade(now.stocks, past.pillars, clock)
            done = sum(scores(add(skipped, units.doses()), past.pillars))
            change = sum(scores(skipped, past.pillars)) - done
            return Stake(day, offset == 1, change, _away(past, now, day))
    return None


def _away(past: History, now: Now, until: date) -> float | None:
    """Return by how much the shown total falls in the time off before a day, if there is any."""
    days = days_between(past.today + DAY, until - DAY)
    first = next(filter(past.schedule.is_time_off, days), None)
    return None if first is None else faded(past, now, first, until - DAY)


def faded(past: History, now: Now, first: date, last: date) -> float:
    """Return by how much the shown total falls from the first day to the last with nothing done."""
    clock = past.schedule.passed(first, last)[0]
    later = shown_total(scores(fade(now.stocks, past.pillars, clock), past.pillars))
    return round(later - shown_total(scores(now.stocks, past.pillars)), 1)
