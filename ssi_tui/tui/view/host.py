"""The app as its errands know it: the log, what is shown of it, and the ways to change both."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from textual.app import App
from textual.reactive import var

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.view.key_line import Notice

if TYPE_CHECKING:
    # Loaded with the view or the dialog that shows them.
    from ssi_tui.core.journal.rows import EntryDeeds, RowsRead
    from ssi_tui.core.review.page import ReviewPage
    from ssi_tui.tui.view.shown import ArchiveShown, SettingsShown


class Host(App[None]):
    """What an errand may ask of the app, besides what every app of Textual can do.

    The tracker is the one mutable thing; it is handed in open. All that is shown comes down from
    here: a view or a dialog is bound to the values that it shows when it is made.
    """

    # Dashboards of different logs may be equal: what they were built from is not compared.
    dashboard: var[Dashboard | None] = var(None, always_update=True)
    # What the clock shows since the dashboard was built, in seconds.
    clock_seconds: var[int | None] = var(None)
    welcoming: var[bool] = var(False)
    review_page: "var[ReviewPage | None]" = var(None, always_update=True)
    log_rows: "var[RowsRead | None]" = var(None, always_update=True)
    entry_deeds: "var[EntryDeeds | None]" = var(None, always_update=True)
    settings_shown: "var[SettingsShown | None]" = var(None, always_update=True)
    archive_shown: "var[ArchiveShown | None]" = var(None)
    # What is for one view stands behind its mode: a message, and a day that was asked for.
    told: var[tuple[str, Notice] | None] = var(None, always_update=True)
    day_given: var[tuple[str, date] | None] = var(None, always_update=True)

    def __init__(self, tracker: Tracker) -> None:
        super().__init__()
        self.tracker = tracker

    def watch_dashboard(self) -> None:
        """Begin to count the seconds of the clock anew."""
        self.clock_seconds = None

    @property
    def shown_day(self) -> date:
        """The day that is shown."""
        return self.dashboard.day if self.dashboard is not None else self.tracker.today()

    def tell(self, notice: Notice) -> None:
        """Show a message in the last row of the view."""
        self.told = (self.current_mode, notice)

    def write(self, verb: Callable[[], Done]) -> Done | None:
        """Run a verb that is about no day, and show the result; ``None`` where it was refused."""
        return self.change(lambda _: verb())

    @abstractmethod
    def change(self, verb: Callable[[date], Done]) -> Done | None:
        """Run a verb on the day that is shown, and show the result; ``None`` where refused."""

    @abstractmethod
    def show_day(self, day: date) -> None:
        """Show another day, or say why not."""

    @abstractmethod
    def look_around(self) -> None:
        """Follow the day, and the ticks of other processes."""

    @abstractmethod
    def follow_settings(self) -> None:
        """Show what changed settings make of the log; the day may be another one."""
