"""The verbs of the weekly review; each writes at once, so that it can be left at any step."""

from datetime import date
from pathlib import Path

from ssi_tui.core import checks
from ssi_tui.core.calendar import Schedule, week_start
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import OperationKind, Pillar, TargetVersion
from ssi_tui.core.review.focus import promised_version, starts_on
from ssi_tui.core.review.page import ReviewPage, page_of, week_to_review
from ssi_tui.core.review.record import Answer, Commitment, Reviews, Step, by_week
from ssi_tui.core.value import replace
from ssi_tui.storage.database.locations import private_text, user_path
from ssi_tui.tracker.clock import ClockVerbs
from ssi_tui.tracker.log_view import LogView
from ssi_tui.tracker.verb import Done


class ReviewVerbs:
    """The review of a week; verbs raise ``RefusedError`` or ``DatabaseUnusableError``.

    Weeks are named by any of their days.
    """

    def __init__(self, view: LogView) -> None:
        self._view = view
        self._store = view.store
        self._page: ReviewPage | None = None
        self._built_of: object = None

    def reviews(self) -> Reviews:
        """Return all reviews by the first day of their week."""
        return by_week(self._store.reviews.reviews(), self._view.settings.first_weekday)

    def open_at(self) -> date:
        """Return the first day of the week that the review opens at."""
        dashboard = self._view.dashboard()
        return week_to_review(dashboard, self.reviews(), self._view.settings.first_weekday)

    def page(self, day: date, pillar: Pillar | None = None) -> ReviewPage:
        """Return the review of the week that holds a day, with a pillar in focus.

        It is built anew where something was written, and whenever the dashboard is; what the
        session clock tells is as of now.
        """
        week = self._week(day)
        dashboard = self._view.dashboard()
        asked = (self._view.state(), week, pillar)
        page = self._page
        if page is None or self._built_of != asked or page.dashboard.source is not dashboard.source:
            first_weekday = self._view.settings.first_weekday
            page = page_of(dashboard, self.reviews(), week, first_weekday, pillar)
            self._page, self._built_of = page, asked
        return replace(page, dashboard=dashboard, clock=ClockVerbs(self._view).week(week))

    def save(self, page: ReviewPage, path: str) -> Path:
        """Write a review as Markdown to a new file and return its path; raises ``RefusedError``."""
        # Loaded for those who save a review.
        from ssi_tui.core.review.words import markdown_lines

        target = user_path(path)
        try:
            with private_text(target, over=False) as out:
                out.writelines(f"{line}\n" for line in markdown_lines(page))
        except FileExistsError as error:
            raise RefusedError(f"a file is there already, name another: {target}") from error
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise RefusedError(f"it cannot be written ({why}): {target}") from error
        return target

    def take_step(self, day: date, step: Step, answer: Answer | None = None) -> Done:
        """Write that a step of a week's review was taken."""
        week = self._week(day)
        with self._view.verb(OperationKind.REVIEW, week, beside=True) as verb:
            self._store.reviews.add_step(verb.operation, self._key(week), step, answer)
        return verb.done()

    def count_outcome(self, day: date, outcome: str, count: int) -> Done:
        """Write how many of an outcome a week has brought."""
        week = self._week(day)
        name, count = checks.outcome(outcome), checks.outcome_count(count)
        with self._view.verb(OperationKind.REVIEW, week, beside=True) as verb:
            self._store.reviews.add_outcome(verb.operation, self._key(week), name, count)
        return verb.done()

    def note(self, day: date, text: str) -> Done:
        """Write the note of a week's review; an empty one takes it away."""
        week = self._week(day)
        note = checks.note(text)
        with self._view.verb(OperationKind.REVIEW, week, beside=True) as verb:
            self._store.reviews.add_note(verb.operation, self._key(week), note)
        return verb.done()

    def promise(self, day: date, commitment: Commitment) -> Done:
        """Write the promise for the week after, and the targets that follow from it.

        They hold from the first day of that week on, or from today if it has passed. A promise
        made before in the same review gives its targets back.
        """
        week = self._week(day)
        words = checks.promise(commitment.words)
        if commitment.weekdays is not None and not commitment.weekdays:
            raise RefusedError("a promise needs a weekday; name one, or leave the weekdays out")
        start = starts_on(week, self._view.today())
        with self._view.verb(OperationKind.REVIEW, week) as verb:
            before = self._store.reviews.promise_operations(self._key(week))
            versions = self._given_back(before, start)
            schedule = Schedule.of(
                replace(self._view.log(), targets=self._store.routine.targets(without=before))
            )
            version = promised_version(schedule, commitment, start)
            if version is not None:
                versions[version.task] = version
            operation = verb.operation
            self._store.reviews.add_commitment(
                operation, self._key(week), replace(commitment, words=words)
            )
            self._store.reviews.add_step(operation, self._key(week), Step.FOCUS, None)
            for each in versions.values():
                self._store.routine.add_target(operation, each)
        return verb.done()

    def _given_back(self, operations: frozenset[str], start: date) -> dict[str, TargetVersion]:
        """Return the targets without some operations, of the tasks that they have changed."""
        routine = self._store.routine
        without = Schedule.of(
            replace(self._view.log(), targets=routine.targets(without=operations))
        )
        with_them = Schedule.of(replace(self._view.log(), targets=routine.targets()))
        pairs = [
            (without.version_on(task.id, start), with_them.version_on(task.id, start))
            for task in with_them.routine(start)
        ]
        return {
            old.task: replace(old, valid_from=start)
            for old, new in pairs
            if replace(old, valid_from=start) != replace(new, valid_from=start)
        }

    def _week(self, day: date) -> date:
        """Return the first day of a week that has begun; refuses those ahead."""
        week = week_start(day, self._view.settings.first_weekday)
        if week > self._view.today():
            raise RefusedError(f"the week of {day} has not begun; review it when it has")
        checks.planned_day(week)
        return week

    def _key(self, week: date) -> date:
        """Return the day by which the review of a week is kept, an earlier record's own first."""
        review = self.reviews().get(week)
        return week if review is None else review.week
