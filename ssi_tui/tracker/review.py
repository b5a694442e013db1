"""The verbs of the weekly review; each is written at once, so the user can stop at any step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ssi_tui.core import checks
from ssi_tui.core.calendar import Schedule, week_start
from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.model import Answer, OperationKind, Pillar, TargetVersion
from ssi_tui.core.review.focus import promised_version, starts_on
from ssi_tui.core.review.page import ReviewPage, page_of, waiting_week, week_to_review
from ssi_tui.core.review.record import Commitment, Reviews, by_week
from ssi_tui.core.value import replace
from ssi_tui.storage.database.files import private_text
from ssi_tui.storage.database.locations import not_ours, user_path
from ssi_tui.tracker.clock import ClockVerbs
from ssi_tui.tracker.log_view import LogView
from ssi_tui.tracker.verb import Done

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.review.analytics import AnalyticsWeek


class ReviewVerbs:
    """The weekly review; verbs raise ``RefusedError`` or ``DatabaseUnusableError``.

    Where a verb takes a ``day``, it means the week of that day.
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
        """Return the first day of the week that the review opens with."""
        dashboard = self._view.dashboard()
        return week_to_review(dashboard, self.reviews(), self._view.settings.first_weekday)

    def waiting(self) -> date | None:
        """Return the first day of the week whose review waits, ``None`` if none does."""
        dashboard = self._view.dashboard()
        if dashboard.empty:
            return None
        return waiting_week(dashboard, self.reviews(), self._view.settings.first_weekday)

    def page(self, day: date, pillar: Pillar | None = None) -> ReviewPage:
        """Return the review page of the week of a day, with a pillar in focus.

        It is built anew after a write, and whenever the dashboard is; the session clock on it is
        always as of now.
        """
        week = self._week(day)
        dashboard = self._view.dashboard()
        asked = (self._view.state(), week, pillar)
        page = self._page
        if page is None or self._built_of != asked or page.dashboard.source is not dashboard.source:
            first_weekday = self._view.settings.first_weekday
            page = page_of(dashboard, self.reviews(), week, first_weekday, pillar)
            page = replace(page, analytics=self._analytics(week))
            self._page, self._built_of = page, asked
        return replace(page, dashboard=dashboard, clock=ClockVerbs(self._view).week(week))

    def _analytics(self, week: date) -> AnalyticsWeek | None:
        # Loaded here: the app asks at its start only whether a review waits.
        from ssi_tui.core.review.analytics import REACH, analytics_of
        from ssi_tui.storage.log.analytics import AnalyticsRows

        store = self._store
        return analytics_of(AnalyticsRows(store.path, store.connection).known(week - REACH), week)

    def save(self, page: ReviewPage, path: str) -> Path:
        """Write a review as Markdown to a new file and return its path; raises ``RefusedError``."""
        # Imported only when a review is saved.
        from ssi_tui.core.review.words import markdown_lines

        target = Path(user_path(path))
        try:
            not_ours(target, self._store.path)
            with private_text(target, over=False) as out:
                out.writelines(f"{line}\n" for line in markdown_lines(page))
        except FileExistsError as error:
            raise RefusedError(f"{target.name} already exists; choose another name") from error
        except OSError as error:
            raise RefusedError(
                f"can't write {target} ({reason(error)}); choose another name"
            ) from error
        return target

    def judge(self, day: date, verdict: Answer) -> Done:
        """Write the user's verdict on the last promise, in a week's review."""
        week = self._week(day)
        with self._view.verb(OperationKind.REVIEW, week, beside=True) as verb:
            self._store.reviews.add_verdict(verb.operation, self._key(week), verdict)
        return verb.done()

    def look_through(self, day: date) -> None:
        """Remember that a week's review was looked through to its end; this is no operation."""
        with self._store.transaction():
            self._store.reviews.keep_looked_through(self._key(self._week(day)), self._view.today())

    def count_outcome(self, day: date, outcome: str, count: int) -> Done:
        """Write the count of an outcome in a week."""
        week = self._week(day)
        name, count = checks.outcome(outcome), checks.outcome_count(count)
        with self._view.verb(OperationKind.REVIEW, week, beside=True) as verb:
            self._store.reviews.add_outcome(verb.operation, self._key(week), name, count)
        return verb.done()

    def note(self, day: date, text: str) -> Done:
        """Write the note of a week's review; an empty one removes the note."""
        week = self._week(day)
        note = checks.note(text)
        with self._view.verb(OperationKind.REVIEW, week, beside=True) as verb:
            self._store.reviews.add_note(verb.operation, self._key(week), note)
        return verb.done()

    def promise(self, day: date, commitment: Commitment) -> Done:
        """Write the promise for the week after, and the targets that follow from it.

        They hold from the first day of that week on, or from today if that has passed. The targets
        of an earlier promise in the same review are undone.
        """
        week = self._week(day)
        words = checks.promise(commitment.words)
        if commitment.weekdays is not None and not commitment.weekdays:
            raise RefusedError("a promise needs at least one weekday")
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
            for each in versions.values():
                self._store.routine.add_target(operation, each)
        return verb.done()

    def _given_back(self, operations: frozenset[str], start: date) -> dict[str, TargetVersion]:
        """Return the targets as they were without some operations, of tasks that those changed."""
        log, routine = self._view.log(), self._store.routine
        without = Schedule.of(replace(log, targets=routine.targets(without=operations)))
        held = Schedule.of(replace(log, targets=routine.targets()))
        found = {}
        for task in held.whole_routine(start):
            old = replace(without.version_on(task.id, start), valid_from=start)
            if old != replace(held.version_on(task.id, start), valid_from=start):
                found[old.task] = old
        return found

    def _week(self, day: date) -> date:
        """Return the first day of the week of a day; refuse a week that has not begun."""
        week = week_start(day, self._view.settings.first_weekday)
        if week > self._view.today():
            raise RefusedError("that week hasn't started yet")
        checks.planned_day(week)
        return week

    def _key(self, week: date) -> date:
        """Return the day under which the review of a week is stored.

        It differs from the first day if the record was written with another first weekday.
        """
        review = self.reviews().get(week)
        return week if review is None else review.week
