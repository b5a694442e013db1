"""The weekly reviews and the fit of the readings: rows to core values and back."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from ssi_tui.core.model import Pillar
from ssi_tui.core.review.record import Answer, Commitment, Review, Span, Step
from ssi_tui.core.value import replace
from ssi_tui.storage.database.errors import explained, readable
from ssi_tui.storage.log.routine import weekdays_mask, weekdays_of
from ssi_tui.storage.log.rows import insert

_EFFECTIVE = "operation_id IN (SELECT id FROM effective_operations)"


class ReviewRows:
    """Rows of the reviews; writing happens inside a transaction of the store."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def add_step(self, operation_id: str, week: date, step: Step, answer: Answer | None) -> None:
        """Write that a step was taken."""
        self._add("review_steps", operation_id, week, step=step, answer=answer)

    def add_outcome(self, operation_id: str, week: date, outcome: str, count: int) -> None:
        """Write how many of an outcome a week has brought."""
        self._add("review_outcomes", operation_id, week, outcome=outcome, count=count)

    def add_note(self, operation_id: str, week: date, note: str) -> None:
        """Write the note of a week; an empty one takes it away."""
        self._add("review_notes", operation_id, week, note=note)

    def add_commitment(self, operation_id: str, week: date, promise: Commitment) -> None:
        """Write the promise that was made in the review of a week."""
        data = promise.subject is not None
        self._add(
            "commitments",
            operation_id,
            week,
            words=promise.words,
            focus=promise.focus,
            subject=promise.subject,
            amount=promise.amount if data else None,
            span=promise.span if data else None,
            weekdays=None if promise.weekdays is None else weekdays_mask(promise.weekdays),
        )

    def _add(self, table: str, operation_id: str, week: date, **values: object) -> None:
        of_week = {"operation_id": operation_id, "week": week.isoformat()}
        insert(self.connection, table, **of_week, **values)

    def promise_operations(self, week: date) -> frozenset[str]:
        """Return the operations that wrote the promises of a week, the replaced ones included."""
        with explained(self.path):
            rows = self.connection.execute(
                f"SELECT operation_id FROM commitments WHERE week = ? AND {_EFFECTIVE}",
                (week.isoformat(),),
            ).fetchall()
        return frozenset(operation for (operation,) in rows)

    def reviews(self) -> tuple[Review, ...]:
        """Return the reviews, oldest week first."""
        with readable(self.path):
            return self._reviews()

    def _reviews(self) -> tuple[Review, ...]:
        found: dict[str, Review] = {}

        def of(week: str) -> Review:
            return found.get(week, Review(date.fromisoformat(week)))

        for week, step, answer in self._rows("week, step, answer", "review_steps"):
            taken = {**of(week).steps, Step(step): None if answer is None else Answer(answer)}
            found[week] = replace(of(week), steps=taken)
        for week, outcome, count in self._rows("week, outcome, count", "review_outcomes"):
            found[week] = replace(of(week), outcomes={**of(week).outcomes, outcome: count})
        for week, note in self._rows("week, note", "review_notes"):
            found[week] = replace(of(week), note=note)
        for week, words, focus, subject, amount, span, mask in self._rows(
            "week, words, focus, subject, amount, span, weekdays", "commitments"
        ):
            promise = Commitment(
                words,
                None if focus is None else Pillar(focus),
                subject,
                amount or 0,
                Span.DAY if span is None else Span(span),
                None if mask is None else weekdays_of(mask),
            )
            found[week] = replace(of(week), commitment=promise)
        return tuple(found[week] for week in sorted(found))

    def add_fit(self, operation_id: str, last: date, fit: str) -> None:
        """Write what the readings say, as JSON."""
        values = {"operation_id": operation_id, "last": last.isoformat(), "fit": fit}
        insert(self.connection, "calibrations", **values)

    def lacks_fit(self, import_id: str) -> bool:
        """Tell whether an import has brought readings, but not what they say."""
        brought = "WHERE operation_id IN (SELECT id FROM operations WHERE import_id = ?)"
        with explained(self.path):
            row = self.connection.execute(
                f"SELECT EXISTS (SELECT 1 FROM readings {brought}) "
                f"AND NOT EXISTS (SELECT 1 FROM calibrations {brought})",
                (import_id, import_id),
            ).fetchone()
        return bool(row[0])

    def fit(self) -> str | None:
        """Return what the readings said when the last one was entered, as JSON."""
        with explained(self.path):
            row = self.connection.execute(
                f"SELECT fit FROM calibrations WHERE {_EFFECTIVE} ORDER BY seq DESC LIMIT 1"
            ).fetchone()
        return None if row is None else str(row[0])

    def _rows(self, columns: str, table: str) -> list[tuple[Any, ...]]:
        with explained(self.path):
            return self.connection.execute(
                f"SELECT {columns} FROM {table} WHERE {_EFFECTIVE} ORDER BY seq"
            ).fetchall()
