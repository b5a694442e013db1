"""The words of the Streaks view: the order of the pillars, their rows and their sentences."""

from collections.abc import Sequence
from datetime import date

from ssi_tui.core.ahead.curves import CURVE_DAYS
from ssi_tui.core.ahead.year import counts_on
from ssi_tui.core.formula import DUE_DAYS_MINIMUM, NIGHTS_WALKED, USUAL_MINIMUM
from ssi_tui.core.history.runs import TASKS_FOR_A_DAY, DueDay, Run, day_done, forgiven, with_today
from ssi_tui.core.model import PILLARS, Pillar, Risk
from ssi_tui.core.plan.slide_chance import chance_of_sliding
from ssi_tui.core.score.forecast import DOWN
from ssi_tui.core.score.scoring import feeding
from ssi_tui.core.score.track import is_fed
from ssi_tui.core.text.bars import DONE, NONE, TO_DO
from ssi_tui.core.text.words import near_day, number, out_of, short_day, spelled
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import PillarRow
from ssi_tui.core.today.words import happens, keeps_words, remedy, urgency
from ssi_tui.core.value import dataclass


def by_urgency(pillars: Sequence[PillarRow]) -> tuple[Pillar, ...]:
    """Return the pillars, the most urgent first."""
    return tuple(row.pillar for row in sorted(pillars, key=urgency))


def percent(chance: float) -> str:
    """Return a chance as ``12 %``; only a certain one reads 100 %, only an impossible one 0 %."""
    whole = round(chance * 100)
    if chance < 1.0 and whole == 100:
        return "over 99 %"
    return "under 1 %" if chance > 0.0 and whole == 0 else f"{whole} %"


def slide_chance(dashboard: Dashboard, pillar: Pillar) -> float | None:
    """Return the chance that a pillar slides before its foretold night, from the user's history."""
    at = PILLARS.index(pillar)
    source = dashboard.source
    return chance_of_sliding(
        source.history.pillar_days(at),
        source.history.schedule,
        dashboard.today,
        is_fed(source.history.pillars[at], feeding(source.now.doses)[at]),
        dashboard.pillars[at].outlook.collapse_on,
    )


def score_streak_words(row: PillarRow, back_by: date | None, room: int) -> str:
    """Return how long a pillar has been over its line, or when it is back, in ``room`` cells.

    Of a recovering pillar, whose way back stands above, it is the night on which it fell.
    """
    if row.risk is Risk.RECOVERING:
        return "" if row.down_since is None else f"fell on {short_day(row.down_since)}"
    if row.risk is Risk.COLLAPSED:
        return "" if back_by is None else f"back by {short_day(back_by)}"
    if row.risk in (Risk.BUILDING, Risk.DORMANT):
        return ""
    days = row.score_streak.current
    words = f"over its line {days} {'day' if days == 1 else 'days'}"
    return words if len(words) <= room else words.replace("its line", "it")


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
        return (_building(dashboard, row),)
    if row.risk is Risk.DORMANT:
        return (f"{row.label} is dormant: activity adds under {USUAL_MINIMUM:g} points to it.",)
    chance = slide_chance(dashboard, pillar)
    if chance is None:
        stays = f"{row.label} stays over its line"
        return (
            f"{stays} for {NIGHTS_WALKED} nights and longer, even if nothing is done.",
            f"{stays}, even if nothing is done.",
        )
    moves = moves or "No single action moves that."
    slides = percent(chance)
    return (
        f"From your own due days, the chance that {row.label} slides until then is {slides}. "
        f"{moves}",
        f"Chance that {row.label} slides until then: {slides}. {moves}",
        f"Chance that {row.label} slides: {slides}. {moves}",
        f"Chance that it slides: {slides}. {moves}",
        f"Chance that {row.label} slides: {slides}.",
        f"Chance that it slides: {slides}.",
    )


def _away(dashboard: Dashboard, row: PillarRow) -> tuple[str, ...]:
    until = dashboard.source.history.schedule.time_off_until(dashboard.today)
    words = "" if until is None else f"Time off until {near_day(until, dashboard.today)}."
    if row.outlook.collapse_on is None and row.risk not in DOWN:
        return (words,)
    return (*(f"{words} {form}" for form in happens(dashboard, row.pillar)), words)


def _building(dashboard: Dashboard, row: PillarRow) -> str:
    closed = dashboard.source.history.tracks[0].due_closed
    if closed < DUE_DAYS_MINIMUM:
        return f"{row.label} has a line after {DUE_DAYS_MINIMUM} due days; {closed} so far."
    return (
        f"{row.label} has a line once activity usually adds {USUAL_MINIMUM:g} points; "
        f"{number(row.outlook.usual)} so far."
    )


@dataclass(frozen=True, slots=True)
class TaskRun:
    """The run of one task, or of the routine as a whole (``task`` is ``None``).

    ``marks`` shows the last due days as glyphs (done, forgiven, missed), the latest last.
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
    label = f"all {spelled(len(dashboard.tasks))}"
    found = [TaskRun(None, label, dashboard.run, run_marks(whole, marks), done, len(due))]
    for row in dashboard.tasks:
        count, target = counts.get(row.task, 0), targets[row.task]
        closed = history.runs.task_days.get(row.task, ())
        days = with_today(closed, today, target > 0, count > 0)
        found.append(TaskRun(row.task, row.label, row.run, run_marks(days, marks), count, target))
    weekly = (
        TaskRun(row.task, row.label, row.run, "", row.count, row.target, week=True)
        for row in dashboard.weekly
    )
    return (*found, *weekly)


def run_marks(days: Sequence[DueDay], width: int) -> str:
    """Return the last ``width`` due days as glyphs: done, forgiven or missed."""
    glyphs = [
        DONE if day.done else TO_DO if bridged else NONE
        for day, bridged in zip(days, forgiven(days), strict=True)
    ]
    return "".join(glyphs[-width:])


def task_sentence(dashboard: Dashboard, found: TaskRun) -> str:
    """Return the sentence about a task, or about the routine as a whole."""
    if found.run.pending:
        keeps = keeps_words(asked=found.target > 0)
        return f"{found.label}: the last due day was missed, {keeps} at {found.run.current}."
    if found.task is None:
        least = min(TASKS_FOR_A_DAY, len(dashboard.tasks))
        tasks = "one task" if least == 1 else f"{spelled(least)} tasks"
        return f"A due day counts with {tasks} done; a single miss is forgiven."
    if found.week:
        left = max(0, found.target - found.count)
        state = f"{left} more this week" if left else "done this week"
        return f"{found.label}: {out_of(found.count, found.target)}, {state}; its run counts weeks."
    if found.count:
        return f"{found.label} is done today."
    counts = dashboard.source.history.counts
    last = max((day for day, done in counts.items() if done.get(found.task)), default=None)
    if last is None:
        return f"{found.label} has not been done yet."
    return f"{found.label} was last done on {near_day(last, dashboard.today)}."
