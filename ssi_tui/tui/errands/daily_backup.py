"""The daily backup in the app: soon after the start, then whenever a new day has begun."""

from ssi_tui.core.text.words import sentence
from ssi_tui.tracker.tracker import DatabaseUnusableError
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice

AFTER_SECONDS = 2.0
AGAIN_SECONDS = 1800.0


class DailyBackup:
    """Makes the backup of the day in a thread; each failure is said once, in the last row."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._told = ""

    def start(self) -> None:
        """Begin shortly after the start, and try again every half hour."""
        self._app.set_timer(AFTER_SECONDS, self.begin)
        self._app.set_interval(AGAIN_SECONDS, self.begin)

    def begin(self) -> None:
        """Make the backup of the day, unless there is one already."""
        self._app.run_worker(self._work, thread=True, exclusive=True, group="backup")

    def _work(self) -> None:
        try:
            self._app.tracker.backups.daily()
        except DatabaseUnusableError as error:
            self._app.call_from_thread(self._tell, str(error))

    def _tell(self, why: str) -> None:
        if why != self._told:
            self._told = why
            self._app.tell(Notice(sentence(why), stays=True))
