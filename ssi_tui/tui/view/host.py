"""The app as its errands know it: the log, the value that is shown, and the ways to change both."""

from abc import abstractmethod
from collections.abc import Callable

from textual.app import App
from textual.reactive import reactive

from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tracker.tracker import Tracker
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.view.key_line import Notice


class Host(App[None]):
    """What an errand may ask of the app, besides what every app of Textual can do.

    The tracker is the one mutable thing; it is handed in open.
    """

    # Dashboards of different logs may be equal: what they were built from is not compared.
    dashboard: reactive[Dashboard | None] = reactive(None, always_update=True, repaint=False)

    def __init__(self, tracker: Tracker) -> None:
        super().__init__()
        self.tracker = tracker

    @abstractmethod
    def tell(self, notice: Notice) -> None:
        """Show a message in the last row of the view."""

    @abstractmethod
    def write(self, verb: Callable[[], Done]) -> Done | None:
        """Run a verb that is about no day, and show the result; ``None`` where it was refused."""

    @abstractmethod
    def look_around(self) -> None:
        """Follow the day, and the ticks of other processes."""

    @abstractmethod
    def follow_settings(self) -> None:
        """Show what changed settings make of the log; the day may be another one."""
