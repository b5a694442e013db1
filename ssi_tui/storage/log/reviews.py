"""The tables of the weekly reviews."""

from datetime import date

from ssi_tui.core.model import Answer, Pillar
from ssi_tui.core.review.record import Commitment, Review, Span, Step
from ssi_tui.core.value import replace
from ssi_tui.storage.log.rows import Rows, fields_of, reads, weekdays_of

_LOOKED = "looked through "


class ReviewRows(Rows):
    """The tables of the weekly reviews."""

    def add_verdict(self, operation_id: str, week: date, verdict: Answer) -> None:
        """Write what came of the last promise, as the user says in the review of a week."""
        self._add("review_steps", operation_id, week=week, step=Step.PROMISE, answer=verdict)

    def keep_looked_through(self, week: date, day: date) -> None:
        """Write on which day the review of a week was looked through; no export carries this."""
        self.connection.execute(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"{_LOOKED}{week}", str(day))
        )

    def add_outcome(self, operation_id: str, week: date, outcome: str, count: int) -> None:
        """Write the count of an outcome in a week."""
        self._add("review_outcomes", operation_id, week=week, outcome=outcome, count=count)

    def add_note(self, operation_id: str, week: date, note: str) -> None:
        """Write the note of a week; an empty one removes the note."""
        self._add("review_notes", operation_id, week=week, note=note)

    def add_commitment(self, operation_id: str, week: date, promise: Commitment) -> None:
        """Write the promise that was made in the review of a week."""
        values = fields_of(promise)
        if promise.subject is None:
            del values["amount"], values["span"]
        self._add("commitments", operation_id, week=week, **values)

    @reads
    def promise_operations(self, week: date) -> frozenset[str]:
        """Return the operations that wrote promises in a week's review, replaced ones included."""
        rows = self._rows("SELECT operation_id, week FROM commitments")
        return frozenset(operation for operation, held in rows if held == week.isoformat())

    @reads
    def reviews(self) -> tuple[Review, ...]:
        """Return the reviews, oldest week first."""
        found: dict[str, Review] = {}

        def of(week: str) -> Review:
            return found.get(week, Review(date.fromisoformat(week)))

        for week, step, answer in self._rows("SELECT week, step, answer FROM review_steps"):
            taken = {**of(week).steps, Step(step): None if answer is None else Answer(answer)}
            found[week] = replace(of(week), steps=taken)
        for week, outcome, count in self._rows("SELECT week, outcome, count FROM review_outcomes"):
            found[week] = replace(of(week), outcomes={**of(week).outcomes, outcome: count})
        for week, note in self._rows("SELECT week, note FROM review_notes"):
            found[week] = replace(of(week), note=note)
        for week, words, focus, subject, amount, span, mask in self._rows(
            "SELECT week, words, focus, subject, amount, span, weekdays FROM commitments"
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
        for name, day in self.connection.execute(
            "SELECT name, value FROM meta WHERE name GLOB ?", (f"{_LOOKED}*",)
        ):
            week = name.removeprefix(_LOOKED)
            found[week] = replace(of(week), looked_through=date.fromisoformat(day))
        return tuple(found[week] for week in sorted(found))
