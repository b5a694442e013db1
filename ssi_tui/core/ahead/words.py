"""The words of the Streaks view: the order of the pillars, their rows and their sentences."""

from collections.abc import Sequence
from datetime import date

from ssi_tui.core.ahead.below import until_warnings
from ssi_tui.core.ahead.curves import CURVE_DAYS
from ssi_tui.core.ahead.year import counts_on
from ssi_tui.core.formula import DUE_DAYS_MINIMUM, NIGHTS_WALKED, USUAL_MINIMUM
from ssi_tui.core.history.runs import (
    TASKS_FOR_A_DAY,
    DueDays,
    Run,
    day_done,
    day_label,
    is_forgiven,
    with_today,
)
from ssi_tui.core.model import PILLARS, Pillar, Risk
from ssi_tui.core.plan.remedies import fixes_for
from ssi_tui.core.plan.slide_chance import chance_of_sliding
from ssi_tui.core.score.forecast import DOWN
from ssi_tui.core.score.scoring import feeding
from ssi_tui.core.score.track import is_fed
from ssi_tui.core.text.bars import MET, NONE, TO_DO
from ssi_tui.core.text.words import (
    by_when,
    count_of,
    day_month,
    near_day,
    number,
    out_of,
    short_day,
    weekday_day,
)
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.words import happens, remedy, urgency
from ssi_tui.core.value import dataclass


def by_urgency(pillars: Sequence[PillarRow]) -> tuple[Pillar, ...]:
    """Return the pillars, the most urgent first."""
    return tuple(row.pillar for row in sorted(pillars, key=urgency))


def percent(chance: float) -> str:
    """Return a chance as ``12%``; only a certain one reads 100%, only an impossible one 0%."""
    whole = round(chance * 100)
    if chance < 1.0 and whole == 100:
        return "over 99%"
    return "under 1%" if chance > 0.0 and whole == 0 else f"{whole}%"


def chance_words(chance: float) -> str:
    """Return a chance at the beginning of a sentence: ``12% chance``, ``Under 1% chance``."""
    words = percent(chance)
    return f"{words[0].upper()}{words[1:]} chance"


def slide_chance(dashboard: Dashboard, pillar: Pillar) -> float | None:
    """Return the chance that a pillar slides before its foretold night, from the user's history."""
    at = PILLARS.index(pillar)
    source = dashboard.source
    return chance_of_sliding(
        source.history.pillar_days(at).done,
        source.history.schedule,
        dashboard.today,
        is_fed(source.history.pillars[at], feeding(source.now.doses)[at]),
        dashboard.pillars[at].outlook.collapse_on,
    )


def score_streak_words(row: PillarRow, back_by: date | None, today: date, room: int) -> str:
    """Return how long a pillar has been above its line, or when it is back, in ``room`` cells.

    Of a recovering pillar, whose way back stands above, it is the day on which it dropped.
    """
    if row.risk is Risk.RECOVERING:
        return "" if row.down_since is None else f"dropped {short_day(row.down_since)}"
    if row.risk is Risk.COLLAPSED:
        if back_by is None:
            return ""
        words = f"back {by_when(back_by, today)}"
        return words if len(words) <= room else f"back by {short_day(back_by)}"
    if row.risk in (Risk.BUILDING, Risk.DORMANT):
        return ""
    days = count_of(row.score_streak.current, "day")
    words = f"{days} above its line"
    return words if len(words) <= room else f"{days} above line"


def run_forms(dashboard: Dashboard, at: int) -> tuple[str, ...]:
    """Return how long a pillar has had something done on each workday, the longest form first."""
    run, today = dashboard.pillars[at].streak, dashboard.today
    if run.pending:
        asked = dashboard.source.history.schedule.is_due(today)
        keeps = "done today keeps it" if asked else "next workday keeps it"
        return (
            f"{run.current} in a row, {keeps}",
            f"{run.current}, {keeps}",
            f"{run.current} in a row",
        )
    if run.current:
        row = f"{count_of(run.current, 'workday')} in a row"
        short = f"{run.current} in a row"
        return f"{row}, best {run.longest}", f"{short}, best {run.longest}", row, short
    fed = dashboard.source.history.pillar_days(at)
    latest = fed.done.rfind(1)
    if latest < 0:
        return ("none yet",)
    last = fed.days[latest]
    since = near_day(last, today)
    return (
        f"none since {since}, best {run.longest}",
        f"none since {since}",
        f"none since {day_month(last)}",
    )


def pillar_sentences(dashboard: Dashboard, pillar: Pillar) -> tuple[str, ...]:
    """Return the same message about a pillar in several lengths, the longest first."""
    at = PILLARS.index(pillar)
    row, today = dashboard.pillars[at], dashboard.today
    if dashboard.away:
        return _away(dashboard, row)
    moves = remedy(dashboard.advice.fixes[at], dashboard.advice.recoveries[at], today)
    if row.risk in DOWN:
        longest, *shorter = happens(dashboard, pillar)
        return (f"{longest} {moves}".strip(), *shorter, *([moves] if moves else []))
    if row.risk is Risk.BUILDING:
        return (building_words(dashboard, pillar),)
    if row.risk is Risk.DORMANT:
        return (f"{row.label} is inactive: there is nothing left to lose.",)
    chance = slide_chance(dashboard, pillar)
    if chance is None:
        return (
            f"{row.label} stays above its collapse line for {NIGHTS_WALKED} days or more, "
            "even if you do nothing.",
            f"{row.label} stays above its line even if you do nothing.",
            f"{row.label} stays above its line.",
        )
    drops = chance_words(chance)
    night = row.outlook.collapse_on or today
    by = by_when(night, today)
    soon = f"by {weekday_day(night)}" if by.startswith("by ") else by
    if (fix := next(iter(fixes_for(dashboard.advice.situation, at)), None)) is None:
        moves = short = "No single activity changes that."
    else:
        moves, short = (remedy(fix, None, today, short=each) for each in (False, True))
    return (
        f"Judging by your own workdays, there is a {percent(chance)} chance that {row.label} "
        f"drops {by}. {moves}",
        f"{drops} that {row.label} drops {by}. {moves}",
        f"{drops} that {row.label} drops {soon}. {short}",
        f"{drops} that it drops {soon}. {short}",
        f"{drops} that {row.label} drops {by}.",
        f"{drops} that it drops {by}.",
    )


def told_in_two(dashboard: Dashboard, pillar: Pillar) -> tuple[tuple[str, ...], str]:
    """Return what comes of a pillar if nothing is done, the longest form first; and what helps."""
    at = PILLARS.index(pillar)
    row, advice = dashboard.pillars[at], dashboard.advice
    foretold = row.outlook.collapse_on is not None or row.risk in DOWN
    if dashboard.away or not foretold:
        return pillar_sentences(dashboard, pillar), ""
    fix = next(iter(fixes_for(advice.situation, at)), None)
    return happens(dashboard, pillar), remedy(fix, advice.recoveries[at], dashboard.today)


def _away(dashboard: Dashboard, row: PillarRow) -> tuple[str, ...]:
    until = dashboard.source.history.schedule.time_off_until(dashboard.today)
    words = "" if until is None else f"Time off until {near_day(until, dashboard.today)}."
    if row.outlook.collapse_on is None and row.risk not in DOWN:
        return (words,)
    return (*(f"{words} {form}" for form in happens(dashboard, row.pillar)), words)


def building_words(dashboard: Dashboard, pillar: Pillar) -> str:
    """Return when warnings for a pillar start for which it is too early."""
    row = dashboard.pillars[PILLARS.index(pillar)]
    if left := until_warnings(dashboard):
        return (
            f"Warnings for {row.label} start after {DUE_DAYS_MINIMUM} workdays "
            f"({DUE_DAYS_MINIMUM - left} so far)."
        )
    return (
        f"Warnings for {row.label} start once your activity adds {USUAL_MINIMUM:g} points "
        f"({number(row.outlook.usual)} so far)."
    )


@dataclass(frozen=True, slots=True)
class TaskRun:
    """The run of one task, or of the routine as a whole (``task`` is ``None``).

    ``marks`` shows the last workdays as glyphs (done, forgiven, missed), the latest last.
    ``count`` and ``target`` are today's; for the routine they count tasks done and tasks due. With
    ``week`` they are those of the week, and the run counts weeks, which have no marks.
    """

    task: str | None
    label: str
    run: Run
    marks: str
    count: int
    target: int
    week: bool = False


def task_runs(dashboard: Dashboard, marks: int = CURVE_DAYS) -> tuple[TaskRun, ...]:
    """Return the run of the routine as a whole, then that of each task, with ``marks`` glyphs."""
    source, today = dashboard.source, dashboard.today
    history, counts = source.history, counts_on(source, today)
    targets = {row.task: history.schedule.target(row.task, today) for row in dashboard.tasks}
    due = [task for task, target in targets.items() if target]
    done = sum(counts.get(task, 0) > 0 for task in due)
    whole = with_today(history.runs.whole_days, today, bool(due), day_done(due, counts))
    label = day_label(len(dashboard.tasks))
    found = [TaskRun(None, label, dashboard.run, run_marks(whole.done, marks), done, len(due))]
    for row in dashboard.tasks:
        count, target = counts.get(row.task, 0), targets[row.task]
        closed = history.runs.task_days.get(row.task, DueDays((), b""))
        days = with_today(closed, today, target > 0, count > 0).done
        found.append(TaskRun(row.task, row.label, row.run, run_marks(days, marks), count, target))
    weekly = (
        TaskRun(row.task, row.label, row.run, "", row.count, row.target, week=True)
        for row in dashboard.weekly
    )
    return (*found, *weekly)


def run_marks(done: bytes, width: int) -> str:
    """Return the last ``width`` workdays as glyphs: done, forgiven or missed."""
    first = max(0, len(done) - width)
    return "".join(
        MET if done[at] else TO_DO if is_forgiven(done, at) else NONE
        for at in range(first, len(done))
    )


def task_sentences(dashboard: Dashboard, found: TaskRun) -> tuple[str, ...]:
    """Return a message about a task, or about the routine as a whole, the longest form first."""
    if found.run.pending:
        run = f"the run at {found.run.current}."
        day = "today" if found.target else "the next workday"
        return (
            f"{found.label}: the last workday was missed; doing it {day} keeps {run}",
            f"{found.label}: one workday missed; {day} keeps {run}",
            f"{found.label}: {day} keeps {run}",
        )
    if found.task is None:
        least = count_of(min(TASKS_FOR_A_DAY, len(dashboard.tasks)), "task")
        counts = f"A day counts with {least} done"
        return f"{counts}; one miss in seven is forgiven.", f"{counts}."
    return (_task_sentence(dashboard, found, found.task),)


def _task_sentence(dashboard: Dashboard, found: TaskRun, task: str) -> str:
    if found.week:
        done = out_of(found.count, found.target)
        return f"{found.label}: {done} this week. Its run counts weeks."
    if found.count:
        return f"{found.label} is done today."
    counts = dashboard.source.history.counts
    last = max((day for day, done in counts.items() if done.get(task)), default=None)
    if last is None:
        return f"No {found.label} yet."
    return f"{found.label} was last done on {near_day(last, dashboard.today)}."
