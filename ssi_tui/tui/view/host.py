"""The app as errands know it: the tracker, all values that are shown, and ways to change both."""

from abc import abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING

from textual.reactive import var

from ssi_tui.core.model import Question
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.keys.names import Key, given_key
from ssi_tui.tui.look.terminal import TerminalApp
from ssi_tui.tui.view.key_line import Notice

if TYPE_CHECKING:
    # Loaded with the view or the dialog that shows them.
    from ssi_tui.core.journal.rows import EntryDeeds, RowsRead
    from ssi_tui.core.review.page import ReviewPage
    from ssi_tui.tui.view.shown import ArchiveShown, AroundShown, SettingsShown


class Host(TerminalApp[None]):
    """What errands may use of the app, besides what every Textual app has.

    ``tracker`` is open and the only mutable value. All values that are shown come from here: a view
    or a dialog is bound to those that it shows when it is made.
    """

    # Equal dashboards may come from different logs, since the logs are not compared.
    dashboard: var[Dashboard | None] = var(None, always_update=True)
    # The seconds on the session clock; None where those of the dashboard still hold.
    clock_seconds: var[int | None] = var(None)
    welcoming: var[bool] = var(False)
    # Whether Today keeps a row that asks about the profile and the month before.
    asking: var[frozenset[Question]] = var(frozenset())
    # The first day of the week whose review waits, told on rest days alone.
    reviewing: var[date | None] = var(None)
    # How many routines were completed since the start, each of which is a moment of its own.
    moments: var[int] = var(0)
    # Whether what is shared with other computers needs a look.
    sync_amiss: var[bool] = var(False)
    # The task that was logged or undone last, to which the cursor of Today goes.
    acted_on: var[str | None] = var(None, always_update=True)
    review_page: "var[ReviewPage | None]" = var(None, always_update=True)
    log_rows: "var[RowsRead | None]" = var(None, always_update=True)
    entry_deeds: "var[EntryDeeds | None]" = var(None, always_update=True)
    settings_shown: "var[SettingsShown | None]" = var(None, always_update=True)
    archive_shown: "var[ArchiveShown | None]" = var(None)
    around_shown: "var[AroundShown | None]" = var(None)
    # A message, and a day that the user has typed, each after the mode of the view it is for.
    told: var[tuple[str, Notice] | None] = var(None, always_update=True)
    day_given: var[tuple[str, date] | None] = var(None, always_update=True)

    def __init__(self, tracker: Tracker) -> None:
        super().__init__()
        self.tracker = tracker
        # The day that was shown when the key was pressed that is answered only now.
        self.acting_on: date | None = None

    def watch_dashboard(self) -> None:
        """Show the seconds of the new dashboard until the clock is counted again."""
        self.clock_seconds = None

    @property
    def shown_day(self) -> date:
        """The day that is shown, or was for a step that had to wait."""
        if self.acting_on is not None:
            return self.acting_on
        return self.dashboard.day if self.dashboard is not None else self.tracker.today()

    @property
    def undo_key(self) -> Key:
        """The key that takes a change back, for the message about the change."""
        return Key(given_key(self, "app.undo"), "undo", "app.undo")

    def tell(self, notice: Notice) -> None:
        """Show a message in the last row of the view."""
        self.told = (self.current_mode, notice)

    def write(self, verb: Callable[[], Done]) -> Done | None:
        """Run a verb and show the result; return ``None`` if it was refused."""
        return self.change(lambda _: verb())

    @abstractmethod
    def attempt(self, do: Callable[[], object]) -> None:
        """Do what may write, now or once another program has written, and say what is refused."""

    @abstractmethod
    def guarded(self) -> AbstractContextManager[None]:
        """Say in the last row what is refused inside; close the app if the database fails."""

    @abstractmethod
    def change(self, verb: Callable[[date], Done]) -> Done | None:
        """Run a verb on the day that is shown, and show the result.

        Returns ``None`` if it was refused.
        """

    @abstractmethod
    def show_day(self, day: date) -> None:
        """Show another day, or say why it is refused."""

    @abstractmethod
    def look_around(self) -> None:
        """Follow the change of the day, and what other processes write."""

    @abstractmethod
    def read_anew(self) -> None:
        """Read anew the day that is shown; after a change of the settings it may be another one."""
