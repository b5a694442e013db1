"""What stands below the routine: what to do next or, on other days, what the day is like.

That is a title and at most three rows, which the screens and the command line print alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from ssi_tui.core.calendar import DAY, days_between
from ssi_tui.core.formula import ACTIONS, PILLAR_RULES, PLAN_CAPS
from ssi_tui.core.history.runs import day_label
from ssi_tui.core.history.sums import toward
from ssi_tui.core.model import Question, Risk
from ssi_tui.core.plan.planner import PlanItem
from ssi_tui.core.text.rounding import rounded
from ssi_tui.core.text.words import (
    DAY_NAMES,
    count_of,
    counted,
    minutes,
    near_day,
    near_day_month,
    number,
    short_day,
    signed,
    times,
)
from ssi_tui.core.today.dashboard import Dashboard, faded
from ssi_tui.core.today.rows import LONG_WINDOW, TaskRow
from ssi_tui.core.today.words import Forms
from ssi_tui.core.value import dataclass

ROWS = 3
ROUND_RUNS = (30, 100)
AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it is about, what is said of it, a number, minutes, and a word behind them.

    ``key`` is the task, or the name of the key, that stands before it; ``note`` is a text of the
    user's own. A ``faint`` line is about what can wait.
    """

    label: str
    forms: Forms = ("",)
    key: str = ""
    number: str = ""
    minutes: float | None = None
    after: Forms = ("",)
    faint: bool = False


IMPORT = Line("import", ("your LinkedIn history, read offline",), "import")


def next_lines(
    dashboard: Dashboard,
    *,
    asking: Collection[Question] = (),
    review: date | None = None,
    ahead: bool = False,
) -> tuple[Line, ...]:
    """Return the title and at most three rows of what to do next today.

    ``asking`` holds the open questions about the profile, which stand in the third row, ``review``
    is the first day of the week whose review waits, ``ahead`` says in a free row when time off
    begins.
    """
    if dashboard.empty:
        # A newcomer needs the keys on a weekend too, so this comes before rest days.
        return (Line("START"), *([_profile(asking)] if asking else []), IMPORT)
    if dashboard.time_off_until is not None:
        title, *found = _time_off(dashboard, dashboard.time_off_until)
    elif not dashboard.due:
        title, *found = _rest_day(dashboard, review)
    elif dashboard.done:
        title, *found = _done(dashboard)
    else:
        title, *found = _plan(dashboard, ROWS - bool(asking))
    if asking:
        found = [*[*found, Line(""), Line("")][: ROWS - 1], _profile(asking)]
    if ahead and len(found) < ROWS and (day := time_off_from(dashboard)) is not None:
        found.append(Line("time off", (f"from {near_day(day, dashboard.today)}",)))
    return (title, *found[:ROWS])


def questions_words(asking: Collection[Question]) -> str:
    """Return how many questions about the profile are open: ``two questions``."""
    return "one question" if len(asking) == 1 else "two questions"


def _profile(asking: Collection[Question]) -> Line:
    said = "one answer makes" if len(asking) == 1 else "two answers make"
    return Line("profile", (f"{said} this estimate yours",), "profile")


def time_off_from(dashboard: Dashboard) -> date | None:
    """Return the day on which time off begins within two weeks, ``None`` where none does."""
    schedule, today = dashboard.source.history.schedule, dashboard.today
    if schedule.is_time_off(today):
        return None
    days = days_between(today + DAY, today + DAY * AHEAD_DAYS)
    return next(filter(schedule.is_time_off, days), None)


def _plan(dashboard: Dashboard, room: int) -> Iterator[Line]:
    """Yield the plan for the minutes that are left, and the tasks that are not in it."""
    plan, left = dashboard.advice.plan, dashboard.minutes_left
    if not plan.items:
        yield Line("NEXT", ("no minutes left for today" if left <= 0.0 else "nothing urgent",))
    else:
        much = minutes(left)
        unit = "minute" if much == "1" else "minutes"
        forms = (f"best use of {much} {unit}", f"in {much} {unit}", f"in {much} min")
        yield Line("NEXT", forms, number=signed(plan.gain), minutes=plan.minutes)
    gains = rounded([item.gain for item in plan.items], 1, plan.gain)
    lines = [
        Line(
            times(ACTIONS[item.action].label, item.count),
            reason_forms(item, dashboard.today),
            item.action,
            signed(gain),
            item.minutes,
            _beyond(dashboard, plan.items[: at + 1]),
        )
        for at, (item, gain) in enumerate(zip(plan.items, gains, strict=True))
    ]
    if len(lines) > room:
        rest = plan.items[room - 1 :]
        names = [times(ACTIONS[item.action].label, item.count) for item in rest]
        fewer = [", ".join([*names[:shown], "…"]) for shown in range(len(names) - 1, 0, -1)]
        gain, time = sum(gains[room - 1 :]), sum(item.minutes for item in rest)
        named = (", ".join(names), *fewer, "")
        more = Line(f"+ {len(rest)} more", named, "", signed(gain), time)
        lines = [*lines[: room - 1], more]
    waiting = (row for row in dashboard.tasks if row.missing > _planned(row, plan.items))
    lines += (_waits(dashboard, row) for row in waiting)
    yield from lines[:room]


def reason_forms(item: PlanItem, today: date) -> Forms:
    """Return what an item of the plan is good for, in several lengths."""
    reason = item.reason
    pillar = PILLAR_RULES[reason.pillar].label
    if reason.lifts:
        return (f"brings {pillar} back", f"for {pillar}")
    if not reason.moves:
        return (f"for {pillar}",)
    short = (f"holds {pillar}", f"for {pillar}")
    if reason.moves_to is None:
        return short
    return (f"holds {pillar} until {near_day_month(reason.moves_to, today)}", *short)


def _planned(row: TaskRow, items: Sequence[PlanItem]) -> int:
    return sum(item.count for item in items if toward(item.action) == row.task)


def _beyond(dashboard: Dashboard, items: Sequence[PlanItem]) -> Forms:
    """Return how many of the last item exceed what the routine asks for."""
    task, count = toward(items[-1].action), items[-1].count
    row = next((row for row in dashboard.rows if row.task == task), None)
    beyond = count if row is None else min(count, _planned(row, items) - row.missing)
    return (f"{beyond} beyond routine", f"{beyond} beyond", "") if beyond > 0 else ("",)


def _waits(dashboard: Dashboard, row: TaskRow) -> Line:
    """Return that an undone task is not in the plan, and how long the pillar it is for can wait."""
    forms: Forms = ("not in the plan",)
    if row.task in PLAN_CAPS:
        points = ACTIONS[row.task].points
        pillar = dashboard.pillars[points.index(max(points))]
        days = pillar.outlook.nights_left
        if pillar.risk is Risk.SAFE:
            safe = "safe" if days is None else count_of(days, "day")
            forms = (f"can wait, {pillar.label}: {safe}", "can wait")
        elif pillar.risk in (Risk.BUILDING, Risk.DORMANT):
            forms = ("can wait",)
    return Line(row.label, forms, row.task, faint=True)


def _done(dashboard: Dashboard) -> Iterator[Line]:
    """Yield what the day has added, the run, and what skipping the next workday would cost."""
    added = signed(dashboard.added)
    time = dashboard.minutes_done
    yield Line("DONE", ("close the laptop", ""), "", added, time, ("today", ""))
    run = dashboard.run
    asked = sum(row.target > 0 for row in dashboard.tasks)
    words = f"{count_of(run.current, 'workday')} with {day_label(asked)}"
    long = f"{words}, best {run.longest}"
    round_run = (f"{long}, a round number",) if run.current in ROUND_RUNS else ()
    yield Line("run", (*round_run, long, words))
    stake = dashboard.stake
    if stake is None:
        return
    if stake.away is not None:
        by = short_day(stake.day)
        cost = number(stake.away)
        yield Line("time off", ("the score keeps fading", ""), "", cost, None, (f"by {by}", ""))
    label = "tomorrow" if stake.tomorrow else weekday_name(stake.day, dashboard.today)
    forms = ("if you skip it", "if skipped")
    yield Line(label, forms, number=number(stake.change))


def weekday_name(day: date, today: date) -> str:
    """Return a day ahead as ``Monday``, or as ``Mon 30 Nov`` where that is a week away."""
    return DAY_NAMES[day.weekday()] if (day - today).days < 7 else short_day(day)


def next_workday(dashboard: Dashboard) -> date | None:
    """Return the next day that asks for anything, ``None`` if none comes within 28 days."""
    schedule = dashboard.source.history.schedule
    days = days_between(dashboard.today + DAY, dashboard.today + DAY * LONG_WINDOW)
    return next((day for day in days if any(schedule.asked_on(day).values())), None)


def next_asked(dashboard: Dashboard, task: str) -> Forms:
    """Return what the next workday asks for of a task: ``2 on Monday``."""
    day = next_workday(dashboard)
    count = 0 if day is None else dashboard.source.history.schedule.target(task, day)
    if day is None or not count:
        return ("",)
    return (f"{count} on {weekday_name(day, dashboard.today)}", "")


def _rest_day(dashboard: Dashboard, review: date | None) -> Iterator[Line]:
    """Yield that nothing is due, what the next workday asks for, and whether a review waits."""
    yield Line("REST DAY", ("nothing is due, and nothing fades", "nothing is due", ""))
    day = next_workday(dashboard)
    if day is not None:
        schedule = dashboard.source.history.schedule
        asked = [task for task in schedule.routine(day) if schedule.target(task.id, day)]
        first, *others = asked
        count = sum(schedule.target(task.id, day) for task in others)
        target = schedule.target(first.id, day)
        own = first.id not in ACTIONS
        words = times(first.label, target) if own else counted(first.id, target)
        if count:
            words = f"{words}, {count_of(count, 'other')}"
        time = sum(schedule.target(task.id, day) * task.minutes for task in asked)
        yield Line(weekday_name(day, dashboard.today), (words, ""), minutes=time)
    if review is not None:
        which = "this week" if (dashboard.today - review).days < 7 else "last week"
        forms = (f"{which} is waiting, about 5 minutes", f"{which} is waiting")
        yield Line("review", forms, "review")


def _time_off(dashboard: Dashboard, until: date) -> Iterator[Line]:
    """Yield until when nothing is due, when the routine is back, and what fades until then."""
    day = near_day(until, dashboard.today)
    yield Line("TIME OFF", (f"until {day}; nothing is due", f"until {day}", ""))
    back = next_workday(dashboard)
    if back is not None:
        yield Line("back on", (near_day(back, dashboard.today),))
    source = dashboard.source
    if lost := faded(source.history, source.now, dashboard.today + DAY, until):
        yield Line("until then", ("the score keeps fading", ""), number=number(lost))
