"""A week as JSON, in which nothing is rounded."""

from typing import Any

from ssi_tui.cli.printed.json import SCHEMA, reading_json, span_name
from ssi_tui.cli.printed.routine import weekday_ids
from ssi_tui.core.review.analytics import AnalyticsWeek, WeekFigures
from ssi_tui.core.review.page import PillarWeek, ReviewPage
from ssi_tui.core.review.promise import Verdict, promise_words
from ssi_tui.core.review.record import STEPS, Commitment
from ssi_tui.core.review.week import DaySum, WeekRow, WeekSums


def week_json(page: ReviewPage) -> dict[str, Any]:
    """Return what ``week --json`` prints: the figures of a week and of its review."""
    promised = page.review.commitment
    return {
        "schema": SCHEMA,
        "first": page.first.isoformat(),
        "last": page.last.isoformat(),
        "running": page.running,
        "promise": None if page.promise is None else _promise(page.promise),
        "tasks": [_task(row, page) for row in page.week.rows],
        "days": [_day(day, page) for day in page.week.days],
        "week": _sums(page.week.sums),
        "week_before": None if page.week.before is None else _sums(page.week.before),
        "score": {
            "was": sum(row.was for row in page.pillars),
            "is": sum(row.now for row in page.pillars),
            "pillars": [_pillar(row) for row in page.pillars],
        },
        "reading": reading_json(None if page.reading is None else page.reading.reading),
        "estimate_then": None if page.reading is None else page.reading.estimate,
        "outcomes": {row.name: row.count for row in page.outcomes},
        "analytics": None if page.analytics is None else _analytics(page.analytics),
        "note": page.review.note or None,
        "steps": [step.value for step in STEPS if step in page.review.said],
        "finished": page.review.finished,
        "focus": page.focus.pillar.value,
        "next_promise": None if promised is None else _commitment(promised),
    }


def _analytics(shown: AnalyticsWeek) -> dict[str, Any]:
    total, net = shown.total, shown.net
    return _figures(shown.week) | {
        "before": _figures(shown.before),
        "trend": {name: list(sums) for name, sums in shown.trend.items()},
        "total_followers": total and {"day": total[0].isoformat(), "count": total[1]},
        "net": net and {"change": net.change, "new": net.new, "gone": net.gone},
    }


def _figures(week: WeekFigures) -> dict[str, Any]:
    return {**week.sums, "days_known": week.days, "settled": week.settled}


def _commitment(promise: Commitment) -> dict[str, Any]:
    weekdays = promise.weekdays
    return {
        "words": promise_words(promise),
        "focus": promise.focus and promise.focus.value,
        "subject": promise.subject,
        "amount": promise.amount or None,
        "span": promise.span.value if promise.subject else None,
        "weekdays": None if weekdays is None else weekday_ids(weekdays),
    }


def _promise(verdict: Verdict) -> dict[str, Any]:
    return _commitment(verdict.commitment) | {
        "did": verdict.did,
        "asked": verdict.asked,
        "due_days": verdict.days,
        "verdict": verdict.answer and verdict.answer.value,
    }


def _task(row: WeekRow, page: ReviewPage) -> dict[str, Any]:
    compared = page.compared
    each = {one.task: one.minutes for one in page.clock.each}
    return {
        "task": row.task,
        "days": [day.count for day in row.days],
        "count": row.count,
        "target": row.target,
        "per": span_name(week=row.week),
        "count_before": row.before_count if compared else None,
        "target_before": row.before_target if compared else None,
        "clock_minutes_each": each.get(row.task),
    }


def _day(day: DaySum, page: ReviewPage) -> dict[str, Any]:
    return {
        "date": day.day.isoformat(),
        "kind": day.kind.value,
        "minutes": day.minutes,
        "minutes_planned": day.planned,
        "clock_minutes": page.clock.minutes.get(day.day),
        "met": day.met,
    }


def _sums(sums: WeekSums) -> dict[str, Any]:
    return {
        "count": sums.count,
        "target": sums.target,
        "minutes": sums.minutes,
        "minutes_planned": sums.planned,
        "days_met": sums.met,
        "days_due": sums.due,
    }


def _pillar(row: PillarWeek) -> dict[str, Any]:
    return {
        "pillar": row.pillar.value,
        "was": row.was,
        "is": row.now,
        "moved_by": [{"what": mover.label, "points": mover.points} for mover in row.movers],
    }
