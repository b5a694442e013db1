"""The verbs that write what others open; none of them changes the log."""

from __future__ import annotations

from datetime import date, time, timedelta

from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.storage.database.files import private_text, regular
from ssi_tui.storage.database.locations import not_ours
from ssi_tui.tracker.log_view import LogView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from ssi_tui.core.today.dashboard import Dashboard

# An id ends in so many random digits.
_LOG_DIGITS = 16
REPORT_WEEKS = 52
# A page names its maker within so many characters of its beginning.
_HEAD = 2000


class PublishVerbs:
    """A calendar of the routine, a report of some weeks, and the log without its owner.

    Verbs raise ``RefusedError`` or ``DatabaseUnusableError``.
    """

    def __init__(self, view: LogView) -> None:
        self._view = view

    def calendar(self, at: time, review: int | None) -> str:
        """Return the routine as a calendar file; ``review`` as in ``Reminder``."""
        from ssi_tui.publish.calendar import Reminder, calendar_text
        from ssi_tui.storage.log.journal import JournalRows

        view = self._view
        log = JournalRows(view.store).oldest()[-_LOG_DIGITS:].zfill(_LOG_DIGITS)
        reminder = Reminder(at, review, view.settings.first_weekday, log, view.wall_clock.now())
        text = calendar_text(view.schedule(), view.today(), reminder)
        if not text:
            raise RefusedError("your routine asks for nothing; set a target: ssi-tui routine")
        return text

    def anonymous(self) -> str:
        """Return the pattern of the log as JSON, without what could tell whose it is."""
        from ssi_tui.publish.anonymous import anonymous_json

        today = self._view.today()
        return anonymous_json(self._view.store.read_log(today), today)

    def report(
        self,
        weeks: int | None = None,
        year: int | None = None,
        *,
        notes: bool = False,
        invented: bool = False,
    ) -> str:
        """Return a page about the last weeks (default: 52), or about a year up to today.

        With ``notes`` it ends with what the user wrote; ``invented`` data is called that.
        """
        from ssi_tui.core.review.record import by_week
        from ssi_tui.publish.report import Wanted, report_page
        from ssi_tui.storage.log.analytics import AnalyticsRows

        view, today = self._view, self._view.today()
        if year is None:
            first, last = today - timedelta(weeks=weeks or REPORT_WEEKS), today
        else:
            first, last = date(year, 1, 1), min(date(year, 12, 31), today)
        dashboard = view.dashboard() if last == today else self._as_of(last)
        begun = dashboard.source.history.first
        if first > last or begun > last or (dashboard.empty and last < today):
            raise RefusedError(f"your log holds nothing of {first.year}")
        texts = None
        if notes:
            label_of, store = dashboard.actions, view.store
            texts = [
                (one.day, f"{label_of[one.task].label}: {one.note}")
                for one in store.entries(first, last)
                if one.note
            ]
        reviews = by_week(view.store.reviews.reviews(), view.settings.first_weekday)
        running = last == today
        rows = AnalyticsRows(view.store.path, view.store.connection)
        # The first week of the report may begin before its first day.
        known = rows.known(first - timedelta(weeks=1))
        wanted = Wanted(first, running, weeks is not None, texts, invented=invented, known=known)
        return report_page(dashboard, reviews, wanted)

    def _as_of(self, day: date) -> Dashboard:
        """Return the dashboard of the end of an earlier day, with what was known by then."""
        from ssi_tui.core.history.history import history_of
        from ssi_tui.core.today.dashboard import build

        log = self._view.store.read_log(day)
        history = history_of(log, day, self._view.calibration(log, day))
        return build(log, day, history=history, settings=self._view.settings)

    def save_report(self, text: str, path: Path) -> None:
        """Write a report to a file, which may only replace another report."""
        from ssi_tui.publish.report import is_report

        try:
            not_ours(path, self._view.store.path)
            if regular(path) is not None:
                with path.open(encoding="utf-8", errors="replace") as there:
                    if not is_report(there.read(_HEAD)):
                        raise RefusedError(
                            f"{path.name} exists and isn't a report; choose another file"
                        )
            with private_text(path, over=True) as out:
                out.write(text)
        except OSError as error:
            raise RefusedError(
                f"can't write {path} ({reason(error)}); choose another file"
            ) from error
