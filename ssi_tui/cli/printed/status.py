"""What ``status``, ``undo`` and ``tick --list`` print, and how every command prints."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import TextIOWrapper
from types import MappingProxyType
from typing import Any, TextIO

from ssi_tui.cli.printed.line import Line
from ssi_tui.cli.printed.status_short import logged
from ssi_tui.core.control_chars import inert_json
from ssi_tui.core.formula import Actions
from ssi_tui.core.history.runs import Run
from ssi_tui.core.journal.words import step_label, step_words
from ssi_tui.core.labels import KIND_LABELS, RISK_LABELS, RISK_MARKS
from ssi_tui.core.model import Reading
from ssi_tui.core.text.bars import bar_text
from ssi_tui.core.text.rounding import shown_change
from ssi_tui.core.text.words import (
    change,
    entries,
    long_day,
    minutes,
    near_day,
    number,
    out_of,
    printable,
    weekday_day,
)
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import is_wide, narrowing, title_words, total_words
from ssi_tui.core.today.rows import PillarRow, TaskRow
from ssi_tui.core.today.words import has_line, warning
from ssi_tui.tracker.verb import Done

# Scripts rely on the JSON of all commands: a key that is taken away or changed raises it.
SCHEMA = 1
BAR_CELLS = 25
LINE_CELLS = 79


def for_machines() -> TextIO:
    """Return standard output as files and other programs read it: in UTF-8, whatever the locale."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdout


def print_json(value: Mapping[str, Any]) -> None:
    """Print a value as JSON, with control characters escaped."""
    for_machines()
    print(inert_json(json.dumps(value, ensure_ascii=False, indent=2)))


def action_lines(actions: Actions) -> Iterator[str]:
    """Yield a row for each action: its minutes, the task that it counts toward, its qualities."""
    yield f"{'action':16}{'minutes':>7}  {'counts toward':15}qualities"
    for action in actions.values():
        qualities = ", ".join(action.qualities)
        yield f"{action.id:16}{minutes(action.minutes):>7}  {action.toward:15}{qualities}"


def done_text(done: Done, today: date, actions: Actions) -> str:
    """Return what an operation did, for undo and redo: ``tick of Mon 23 Nov: comment ×2``."""
    if done.step is not None:
        words = step_words(done.step, today, actions)
        return ": ".join(filter(None, (step_label(done.step), words)))
    many = done.size > len(done.entries) or len(done.entries) > 20
    what = entries(done.size) if many else logged(done, actions)
    day = "" if done.day is None or done.day == today else f"of {near_day(done.day, today)}"
    return " ".join(part for part in (KIND_LABELS[done.kind], day) if part) + (
        f": {what}" if what else ""
    )


def _run_json(run: Run) -> dict[str, int]:
    return {"current": run.current, "longest": run.longest}


def span_name(*, week: bool) -> str:
    """Return what a target is for, as JSON names it."""
    return "week" if week else "day"


def _task_json(row: TaskRow) -> dict[str, Any]:
    return {
        "task": row.task,
        "count": row.count,
        "target": row.target,
        "per": span_name(week=row.week),
        "minutes_each": row.minutes_each,
        "done": row.done,
    }


def _pillar_json(row: PillarRow, back_on: date | None, actions: Actions) -> dict[str, Any]:
    outlook = row.outlook
    return {
        "pillar": row.pillar.value,
        "score": row.score,
        "change_7d": row.change_7d,
        "risk": row.risk.value,
        "collapse_on": outlook.collapse_on and outlook.collapse_on.isoformat(),
        "nights_left": outlook.nights_left,
        "line": outlook.line,
        "since": row.down_since and row.down_since.isoformat(),
        "back_on": back_on and back_on.isoformat(),
        "streak": {**_run_json(row.streak), "pending": row.streak.pending},
        "score_streak": _run_json(row.score_streak),
        "contributions": {
            part: points for part, points in row.contributions.items() if points or part in actions
        },
    }


def reading_json(reading: Reading | None) -> dict[str, Any] | None:
    """Return a reading as JSON, or ``None`` where there is none."""
    if reading is None:
        return None
    brand, people, insights, relationships = reading.pillars
    return {
        "date": reading.day.isoformat(),
        "total": reading.total,
        "brand": brand,
        "people": people,
        "insights": insights,
        "relationships": relationships,
    }


def status_json(dashboard: Dashboard) -> dict[str, Any]:
    """Return what ``status --json`` prints, which scripts rely on; numbers are not rounded."""
    return {
        "schema": SCHEMA,
        "date": dashboard.today.isoformat(),
        "formula": dashboard.formula,
        "due": dashboard.due,
        "routine": {
            "minutes_done": dashboard.minutes_done,
            "minutes_planned": dashboard.minutes_planned,
            "tasks": [_task_json(row) for row in (*dashboard.rows, *dashboard.others)],
        },
        "score": {
            "total": dashboard.total,
            "low": dashboard.low,
            "high": dashboard.high,
            "margin": dashboard.margin,
            "band": dashboard.band,
            "pillars": [
                _pillar_json(row, back_on, dashboard.actions)
                for row, back_on in zip(dashboard.pillars, dashboard.advice.back_on, strict=True)
            ],
        },
        "next": [
            {"task": item.action, "count": item.count, "minutes": item.minutes, "gain": item.gain}
            for item in dashboard.advice.plan.items
        ],
        "reading": reading_json(dashboard.reading),
    }


def status_lines(
    dashboard: Dashboard, pages: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Line | str]:
    """Yield the routine, the pillars and the most urgent warning of today as text.

    ``pages`` are the pages that the tasks link to.
    """
    yield f"{long_day(dashboard.day)}, day {dashboard.number}"
    yield ""
    done = minutes(dashboard.minutes_done)
    yield f"ROUTINE          {_routine_words(dashboard, done)}"
    for row in (*dashboard.rows, *dashboard.others):
        state = out_of(row.count, row.target)
        mark = "✓ done" if row.done and row.target else ""
        week, month = row.windows
        windows = (
            f"{week.count} of {week.target} in 7 days, {month.count} of {month.target} in 28"
            if month.target
            else "this week"
            if row.week
            else ""
        )
        line = Line().put(3, row.label, link=pages.get(row.task, ""))
        yield line.put(17, f"{state:>8}  {mark:8}{windows}")
    yield ""
    words, legend = title_words(dashboard, BAR_CELLS)
    moved = dashboard.total_change_7d
    changed = "" if moved is None else f"  {change(moved):6}  in 7 days"
    said = f"{words:{BAR_CELLS - len(legend)}}{legend}"
    yield f"ESTIMATE         {said}  {total_words(dashboard):>5}{changed}"
    for pillar, back_on in zip(dashboard.pillars, dashboard.advice.back_on, strict=True):
        yield _pillar_line(pillar, back_on)
    yield ""
    told = warning(dashboard)
    if is_wide(dashboard):
        yield f"   {_longest(narrowing(dashboard))}"
    if dashboard.empty:
        yield "   Tick what you have done: ssi-tui tick comment=2 search"
    elif told is None:
        yield "   Nothing is about to collapse."
    else:
        worst, forms, moves = told
        yield f"{RISK_MARKS[worst.risk]:>2} {_longest(forms)}"
        if moves[0]:
            yield f"   {_longest(moves)}"
    if dashboard.note:
        yield f"   note: {printable(dashboard.note)}"


def _longest(forms: Iterable[str]) -> str:
    """Return the first of the forms that fits behind a mark; the longest is first."""
    return next(form for form in forms if len(form) <= LINE_CELLS - len("!! "))


def _routine_words(dashboard: Dashboard, done: str) -> str:
    if dashboard.time_off_until is not None:
        return f"time off until {near_day(dashboard.time_off_until, dashboard.today)}, {done} min"
    if not dashboard.due:
        return f"rest day, nothing is due, {done} min"
    return f"{done} of {minutes(dashboard.minutes_planned)} min"


def _pillar_line(row: PillarRow, back_on: date | None) -> str:
    bar = bar_text(row.score, row.outlook.line if has_line(row) else None)
    words = RISK_LABELS[row.risk]
    if back_on is not None:
        words = f"{words}, {weekday_day(back_on)}"
    elif row.outlook.nights_left is not None:
        nights = row.outlook.nights_left
        words = f"{words}, {nights} {'night' if nights == 1 else 'nights'}"
    mark = RISK_MARKS[row.risk]
    changed = change(shown_change(row.score, row.change_7d))
    return f"{mark:>2} {row.label:14}{bar}  {number(row.score):>5}  {changed:6}  {words}"
