"""The verbs that write what others open; none of them changes the log."""

from datetime import time

from ssi_tui.core.checks import RefusedError
from ssi_tui.publish.calendar import Reminder, calendar_text
from ssi_tui.storage.log.journal import JournalRows
from ssi_tui.tracker.log_view import LogView

# Among so many of the first rows that a file was given is the first one of the log.
_FIRST_ROWS = 100


class PublishVerbs:
    """A calendar of the routine. Verbs raise ``RefusedError`` or ``DatabaseUnusableError``."""

    def __init__(self, view: LogView) -> None:
        self._view = view

    def calendar(self, at: time, review: int | None) -> str:
        """Return the routine as a calendar file; ``review`` as in ``Reminder``."""
        view = self._view
        reminder = Reminder(
            at, review, view.settings.first_weekday, self._log_id(), view.wall_clock.now()
        )
        text = calendar_text(view.schedule(), view.today(), reminder)
        if not text:
            raise RefusedError("your routine asks for nothing; set a target: ssi-tui routine")
        return text

    def _log_id(self) -> str:
        """Return the random half of the id of the first operation, which all its copies share."""
        found = JournalRows(self._view.store).steps_of(range(1, _FIRST_ROWS))
        return min((one.id for one, _, _ in found), default="0" * 32)[-16:]
