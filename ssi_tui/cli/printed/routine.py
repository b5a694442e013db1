"""What is printed of the routine, the profile, time off and readings."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from ssi_tui.cli.printed.json import SCHEMA, span_name
from ssi_tui.cli.printed.line import ACCENT, BOLD, GOOD, MUTED, PLAIN, Line, wrapped
from ssi_tui.core.calendar import WEEKDAY_IDS, Schedule, due_dates
from ssi_tui.core.formula import CHECKLIST, PILLAR_RULES
from ssi_tui.core.model import Profile, Reading, TargetVersion, TimeOff
from ssi_tui.core.routine.draft import draft_of
from ssi_tui.core.routine.words import item_words, minutes_words
from ssi_tui.core.text.rounding import shown
from ssi_tui.core.text.words import (
    WEEKDAYS,
    long_day,
    minutes,
    near_day,
    near_days,
    number,
    signed,
)
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import total_in_text

# The last cell of the minutes of one.
EACH = 66


def weekday_ids(weekdays: Iterable[int]) -> list[str]:
    """Return weekdays as ``mon`` to ``sun``, Monday first."""
    return [WEEKDAY_IDS[weekday] for weekday in sorted(weekdays)]


def _next_due(schedule: Schedule, shown: date) -> dict[str, tuple[date, ...]]:
    last = shown + timedelta(days=6)
    tasks = schedule.whole_routine(shown)
    return {task.id: due_dates(schedule, task, shown, last) for task in tasks}


def routine_json(schedule: Schedule, shown: date) -> dict[str, Any]:
    """Return the routine of a day, and when its tasks are due in the seven days from then on."""
    due = _next_due(schedule, shown)
    tasks = schedule.whole_routine(shown)
    draft = draft_of(schedule, shown)
    return {
        "schema": SCHEMA,
        "date": shown.isoformat(),
        "minutes": sum(task.target * task.minutes for task in schedule.routine(shown)),
        "minutes_on": {WEEKDAY_IDS[day]: draft.minutes(day) for day in sorted(draft.workdays)},
        "tasks": [
            {
                "task": task.id,
                "target": task.target,
                "per": span_name(week=item.by_week),
                "minutes_each": task.minutes,
                "weekdays": weekday_ids(
                    schedule.weekdays_on(shown) if task.weekdays is None else task.weekdays
                ),
                "promised": _promised_json(item.version),
                "later": _later_json(item.later),
                "due": [day.isoformat() for day in due[task.id]],
            }
            for task, item in zip(tasks, draft.items, strict=True)
        ],
    }


def _promised_json(version: TargetVersion) -> dict[str, Any] | None:
    """Return the target that a review promised for some weekdays, or ``None``."""
    if version.busy_target is None:
        return None
    return {"target": version.busy_target, "weekdays": weekday_ids(version.busy_weekdays)}


def _later_json(version: TargetVersion | None) -> dict[str, Any] | None:
    """Return the target that is already set to begin later, or ``None``."""
    if version is None:
        return None
    return {
        "date": version.valid_from.isoformat(),
        "target": version.weekly or version.target,
        "per": span_name(week=version.weekly > 0),
    }


def routine_lines(schedule: Schedule, day: date, today: date) -> Iterator[Line | str]:
    """Yield the weekly plan: a row for each task, a column for each of the seven days shown."""
    due = _next_due(schedule, day)
    tasks = schedule.routine(day)
    draft = draft_of(schedule, day)
    week = [day + timedelta(days=offset) for offset in range(7)]
    words = minutes_words(draft).rstrip(".")
    words = words if day == today else f"from {near_day(day, today)} on: {words}"
    yield Line("ROUTINE", BOLD).put(17, words, MUTED)
    yield _days([WEEKDAYS[each.weekday()] for each in week], Line(), "minutes each")
    for task in tasks:
        targets = [schedule.target(task.id, each) for each in week]
        cells = [
            str(target) if each in due[task.id] else "·"
            for each, target in zip(week, targets, strict=True)
        ]
        yield _days(cells, Line().put(3, task.label), minutes(task.minutes))
    for task in schedule.weekly_on(day):
        line = Line().put(3, task.label).put(17, f"{task.target} a week")
        yield line.right(EACH, minutes(task.minutes), MUTED)
    asked = [sum(schedule.target(task.id, each) * task.minutes for task in tasks) for each in week]
    yield _days([minutes(value) if value else "·" for value in asked], Line().put(3, "minutes"))
    yield from (f"   {words}" for item in draft.items if (words := item_words(item, item, today)))
    yield Line().put(3, "Change one: ", MUTED).add("ssi-tui routine comment=3", ACCENT)


def _days(cells: Sequence[str], line: Line, each: str = "") -> Line:
    """Add a cell for each day of a week to a row, and the minutes of one."""
    for place, cell in enumerate(cells):
        line.right(19 + 5 * place, cell, MUTED if cell == "·" or cell.isalpha() else PLAIN)
    return line.right(EACH, each, MUTED)


def profile_json(profile: Profile, workdays: Iterable[int]) -> dict[str, Any]:
    """Return the profile, with the weekdays that are workdays now."""
    return {
        "schema": SCHEMA,
        "checklist": [item for item in CHECKLIST if item in profile.checklist],
        "connections": profile.connections,
        "sales_navigator": profile.sales_navigator,
        "workdays": weekday_ids(workdays),
        "past": profile.past.value,
        "past_answered": profile.past_answered and profile.past_answered.isoformat(),
    }


def profile_lines(profile: Profile, workdays: Iterable[int]) -> Iterator[str | Line]:
    """Yield the profile as text, with what its checklist still lacks, and a command for changes."""
    has = [item for item in CHECKLIST if item in profile.checklist]
    lacks = [item for item in CHECKLIST if item not in profile.checklist]
    answered = profile.past_answered
    yield from wrapped("checklist        ", ", ".join(has) or "none")
    yield from wrapped("missing          ", ", ".join(lacks) or "nothing")
    yield f"connections      {profile.connections}"
    yield f"sales navigator  {'yes' if profile.sales_navigator else 'no'}"
    yield f"workdays         {', '.join(weekday_ids(workdays)) or 'none'}"
    yield f"month before     {profile.past.value}" + (
        f", answered on {long_day(answered)}" if answered else ""
    )
    yield Line("Change it: ", MUTED).add("ssi-tui profile --past some --connections 300", ACCENT)


def time_off_text(item: TimeOff, today: date) -> str:
    """Return a time off as ``Mon 21 Dec to Sun 3 Jan 2027``, and its reason."""
    span = near_days(item.start, item.end, today)
    return f"{span}, {item.reason}" if item.reason else span


def time_off_taken(item: TimeOff, today: date) -> Iterator[Line]:
    """Yield the answer to taking time off."""
    yield Line("✓", GOOD).fit(3, f"Time off, {time_off_text(item, today)}.")
    said = "Nothing is due and runs are paused, but your score keeps fading."
    yield Line().put(3, said, MUTED)


def time_off_lines(items: Iterable[TimeOff], today: date) -> Iterator[Line]:
    """Yield each time off after the end of its id, which is enough for ``--remove``."""
    found = list(items)
    if not found:
        yield Line("No time off planned. Add some: ", MUTED).add("ssi-tui off START END", ACCENT)
    for item in found:
        yield Line(item.id[-6:], MUTED).fit(8, time_off_text(item, today))


def reading_taken(reading: Reading, estimate: float | None, dashboard: Dashboard) -> Iterator[Line]:
    """Yield the answer to a reading: LinkedIn's numbers, and the estimate before and after it.

    ``estimate`` is the total shown for the morning of the reading, made without it; ``dashboard``
    knows of it.
    """
    day = near_day(reading.day, dashboard.today)
    yield Line("✓", GOOD).put(3, f"LinkedIn said {number(reading.total)} on {day}.")
    labels = (rule.label for rule in PILLAR_RULES.values())
    parts = zip(labels, reading.pillars, strict=True)
    yield Line().put(3, ", ".join(f"{label} {number(value)}" for label, value in parts), MUTED)
    if estimate is not None:
        gap = signed(estimate - shown(reading.total))
        yield Line().put(3, f"The estimate that morning was {number(estimate)} ({gap}).", MUTED)
    if dashboard.source.history.calibration is not None:
        now = total_in_text(dashboard)
        yield Line().put(3, f"With your readings it is now {now}.", MUTED)


def reading_lines(readings: Iterable[Reading]) -> Iterator[Line]:
    """Yield the readings, oldest first."""
    found = list(readings)
    if not found:
        yield Line("No readings yet. Add one:", MUTED)
        command = "ssi-tui reading --brand N --people N --insights N --relationships N"
        yield Line().put(3, command, ACCENT)
        return
    ends = (33, 42, 52, 67)
    head = Line("READINGS", BOLD).right(24, "total", MUTED)
    for end, rule in zip(ends, PILLAR_RULES.values(), strict=True):
        head.right(end, rule.label, MUTED)
    yield head
    for reading in found:
        line = Line().put(3, long_day(reading.day)).right(24, number(reading.total))
        for end, value in zip(ends, reading.pillars, strict=True):
            line.right(end, number(value), MUTED)
        yield line
