"""The rows of the dashboard: one for each task, and one for each pillar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from ssi_tui.core.formula import ACTIONS, PILLAR_RULES, USUAL_MINIMUM, Actions, usual_actions
from ssi_tui.core.history.history import History, Now, opening_score
from ssi_tui.core.history.runs import Run, day_done, run_over_with_today, run_with_today
from ssi_tui.core.history.sums import MINUTES_SLACK, minutes_of, toward
from ssi_tui.core.history.weeks import WeekTask, week_run
from ssi_tui.core.model import Pillar, Risk, Tally
from ssi_tui.core.score.forecast import DOWN, Outlook, Standing
from ssi_tui.core.score.scoring import feeding
from ssi_tui.core.value import Late, dataclass

TREND_WEEKS = 13
DOTS = 13
SHORT_WINDOW = 7
LONG_WINDOW = 28


@dataclass(frozen=True, slots=True)
class Window:
    """What was done and what was due of a task in the last ``days`` days, with the day shown."""

    days: int
    count: int
    target: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task on the day that is shown.

    ``count`` includes all that counts toward the task (a reply counts as a comment). ``lately``
    holds count and target of the last due days, with the day shown as the last. With ``week``,
    count and target are those of the week, the run counts weeks, and ``lately`` is empty.
    """

    task: str
    label: str
    count: int
    target: int
    minutes_each: float
    late_windows: Late[tuple[Window, Window]]
    late_run: Late[Run]
    lately: tuple[tuple[int, int], ...]
    week: bool = False

    @property
    def run(self) -> Run:
        """The run of due days on which the task was done."""
        return self.late_run.value

    @property
    def windows(self) -> tuple[Window, Window]:
        """The windows of the last 7 and of the last 28 days."""
        return self.late_windows.value

    @property
    def done(self) -> bool:
        """Whether something was done and the target is met."""
        return self.count > 0 and self.count >= self.target

    @property
    def missing(self) -> int:
        """How many are still to be done."""
        return max(0, self.target - self.count)

    @property
    def extra(self) -> int:
        """How many were done beyond the target, 0 where nothing was asked for."""
        return max(0, self.count - self.target) if self.target else 0


@dataclass(frozen=True, slots=True)
class PillarRow:
    """One pillar now; scores, changes, line and floor are in points of the pillar.

    The changes are from the score as the day 7 and 28 days ago opened, so that two mornings are
    compared in the morning; ``None`` where that day lies before the log.
    ``trend`` holds its score in each of the last 13 weeks, oldest first and ending with the score
    now, ``None`` before the log. ``contributions`` are the parts that add up to ``score``.
    """

    pillar: Pillar
    label: str
    score: float
    change_7d: float | None
    late_change_28d: Late[float | None]
    outlook: Outlook
    floor: float
    down_since: date | None
    late_streak: Late[Run]
    late_score_streak: Late[Run]
    contributions: Mapping[str, float]
    trend: tuple[float | None, ...]

    @property
    def change_28d(self) -> float | None:
        """By how much the score differs from that 28 days ago, ``None`` before the log."""
        return self.late_change_28d.value

    @property
    def streak(self) -> Run:
        """The run of due days on which the pillar was fed."""
        return self.late_streak.value

    @property
    def score_streak(self) -> Run:
        """The run of days on which the pillar was above its line."""
        return self.late_score_streak.value

    @property
    def risk(self) -> Risk:
        """The risk of the pillar."""
        return self.outlook.risk


Counts = Mapping[date, Mapping[str, int]]
_NO_WINDOWS = Late(lambda: (Window(SHORT_WINDOW, 0, 0), Window(LONG_WINDOW, 0, 0)))


def window(past: History, counts: Counts, task: str, day: date, days: int) -> Window:
    """Return what was done and what was due of a task in the ``days`` days that end with a day.

    What today asks for is due only as far as it has been done, as the day is not over.
    """
    span = [day - timedelta(days=back) for back in range(days)]
    done = [counts.get(each, {}).get(task, 0) for each in span]
    due = [past.schedule.target(task, each) for each in span]
    if day == past.today:
        due[0] = min(due[0], done[0])
    return Window(days, sum(done), sum(due))


def task_rows(past: History, counts: Counts, day: date) -> tuple[TaskRow, ...]:
    """Return a row for each task of the routine of a day."""
    schedule = past.schedule
    rows = []
    for task in schedule.routine(day):
        done_today = counts.get(past.today, {}).get(task.id, 0) > 0
        asked_today = schedule.target(task.id, past.today) > 0
        rows.append(
            TaskRow(
                task=task.id,
                label=task.label,
                count=counts.get(day, {}).get(task.id, 0),
                target=schedule.target(task.id, day),
                minutes_each=task.minutes,
                late_windows=Late(partial(_windows, past, counts, task.id, day)),
                late_run=Late(partial(_task_run, past, task.id, asked_today and done_today)),
                lately=last_due_days(past, counts, task.id, day),
            )
        )
    return tuple(rows)


def _windows(past: History, counts: Counts, task: str, day: date) -> tuple[Window, Window]:
    return (
        window(past, counts, task, day, SHORT_WINDOW),
        window(past, counts, task, day, LONG_WINDOW),
    )


def _task_run(past: History, task: str, done: bool) -> Run:
    runs = past.runs
    closed = runs.task_runs.get(task, Run(0, 0))
    days = runs.task_days.get(task)
    return run_with_today(closed, b"" if days is None else days.done, done)


def last_due_days(
    past: History, counts: Counts, task: str, day: date
) -> tuple[tuple[int, int], ...]:
    """Return count and target of a task on each of its last due days, up to a day."""
    target = past.schedule.target(task, day)
    if not target or day < past.first:
        return past.runs.lately(task, day, DOTS)
    of_day = (counts.get(day, {}).get(task, 0), target)
    return (*past.runs.lately(task, day, DOTS), of_day)[-DOTS:]


def weekly_rows(
    past: History, tallies: Sequence[Tally], asked: Sequence[WeekTask], first_weekday: int
) -> tuple[TaskRow, ...]:
    """Return a row for each task that is asked for by the week; ``tallies`` are the whole log's."""

    def run(task: str) -> Run:
        return week_run(past.schedule, tallies, task, past.first, past.today, first_weekday)

    return tuple(
        TaskRow(
            task=each.task.id,
            label=each.task.label,
            count=each.count,
            target=each.task.target,
            minutes_each=each.task.minutes,
            late_windows=_NO_WINDOWS,
            late_run=Late(partial(run, each.task.id)),
            lately=(),
            week=True,
        )
        for each in asked
    )


def minutes_beyond(
    tallies: Sequence[Tally],
    tasks: Sequence[TaskRow],
    asked: Sequence[WeekTask],
    actions_on: Callable[[date], Actions] = usual_actions,
) -> float:
    """Return the minutes of a day's tallies that exceed what the day and its week asked for.

    What counts toward a task of the day is measured with it, though the week asks for it by itself.
    """
    wanted = {row.task for row in tasks if row.target} | {each.task.id for each in asked}

    def home(action: str) -> str:
        return toward(action) if toward(action) in wanted else action

    left = dict.fromkeys(wanted, 0.0)
    for row in tasks:
        if row.target:
            left[row.task] -= min(row.count, row.target) * row.minutes_each
    for each in asked:
        left[home(each.task.id)] -= each.minutes
    for tally in tallies:
        if home(tally.task) in wanted:
            left[home(tally.task)] += minutes_of((tally,), actions_on)
    return sum((minutes for minutes in left.values() if minutes > MINUTES_SLACK), 0.0)


def other_rows(
    tallies: Sequence[Tally], routine: set[str], actions: Actions = ACTIONS
) -> tuple[TaskRow, ...]:
    """Return a row for each action logged on a day that is not a task of the routine."""
    found: dict[str, int] = {}
    for tally in tallies:
        if tally.task not in routine:
            found[tally.task] = found.get(tally.task, 0) + tally.count
    return tuple(
        TaskRow(
            task=action,
            label=actions[action].label,
            count=count,
            target=0,
            minutes_each=actions[action].minutes,
            late_windows=_NO_WINDOWS,
            late_run=Late(partial(Run, 0, 0)),
            lately=(),
        )
        for action, count in found.items()
    )


def whole_run(past: History, counts: Counts) -> Late[Run]:
    """Return the run of due days on which the routine was done, with today once it is done."""
    schedule = past.schedule
    due = [task.id for task in schedule.routine(past.today) if schedule.target(task.id, past.today)]
    done = bool(due) and day_done(due, counts.get(past.today, {}))
    return Late(lambda: run_with_today(past.runs.whole_run, past.runs.whole_days.done, done))


def standing_now(past: History, now: Now, at: int) -> Standing:
    """Return where the pillar with index ``at`` stands now."""
    opening, stock = sum(now.morning[at].values()), sum(now.stocks[at].values())
    return Standing(past.tracks[at], past.today, opening, stock, feeding(now.doses)[at])


def pillar_row(past: History, now: Now, standing: Standing, outlook: Outlook, at: int) -> PillarRow:
    """Return the row of the pillar with index ``at``."""
    pillar, score = standing.pillar, standing.score
    fed = past.schedule.is_due(past.today) and standing.fed

    def change(days: int) -> float | None:
        then = opening_score(past, past.today - timedelta(days=days), at)
        return None if then is None else score - then

    return PillarRow(
        pillar=pillar.pillar,
        label=PILLAR_RULES[pillar.pillar].label,
        score=score,
        change_7d=change(SHORT_WINDOW),
        late_change_28d=Late(partial(change, LONG_WINDOW)),
        outlook=outlook,
        floor=pillar.floor,
        down_since=standing.track.fell_on if outlook.risk in DOWN else None,
        late_streak=Late(
            lambda: run_with_today(past.runs.fed_runs[at], past.runs.fed_days[at].done, fed)
        ),
        late_score_streak=Late(
            lambda: run_over_with_today(
                past.runs.score_runs[at],
                outlook.usual >= USUAL_MINIMUM
                and outlook.risk not in DOWN
                and score >= outlook.line,
            )
        ),
        contributions=pillar.breakdown(now.stocks[at]),
        trend=(*past.runs.weekly(at, TREND_WEEKS - 1), score),
    )
