"""What commands print as JSON, which scripts rely on; numbers are not rounded."""

import json
import sys
from collections.abc import Mapping
from datetime import date
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TextIO

from ssi_tui.core.control_chars import inert_json
from ssi_tui.core.formula import Actions
from ssi_tui.core.history.runs import Run
from ssi_tui.core.model import Reading
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.rows import PillarRow, TaskRow
from ssi_tui.storage.log.rows import instant_text

if TYPE_CHECKING:
    from ssi_tui.tracker.machines import Standing

# Scripts rely on the JSON of all commands: a key that is taken away or changed raises it.
SCHEMA = 1


def for_machines() -> TextIO:
    """Return standard output as files and other programs read it: in UTF-8, whatever the locale."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdout


def print_json(value: Mapping[str, Any]) -> None:
    """Print a value as JSON, with control characters escaped."""
    for_machines()
    print(inert_json(json.dumps(value, ensure_ascii=False, indent=2)))


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


def sync_json(standing: "Standing") -> dict[str, Any]:
    """Return what ``sync --json`` prints."""
    return {
        "schema": SCHEMA,
        "on": standing.on,
        "folder": standing.folder,
        "device": standing.device,
        "name": standing.name,
        "notes": standing.notes,
        "sent": standing.sent,
        "taken": standing.taken,
        "unsent": standing.unsent,
        "machines": [
            {
                "device": one.device,
                "name": one.name,
                "this": one.this,
                "operations": one.operations,
                "last": one.last and instant_text(one.last),
                "damaged": one.damaged,
                "newer": one.newer,
                "waiting": one.waiting,
                "copies": one.copies,
            }
            for one in standing.machines
        ],
        "problems": list(standing.problems),
    }
