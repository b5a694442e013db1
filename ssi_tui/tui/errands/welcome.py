"""What the welcome asks of the app: whether it is wanted, its answers, and its end."""

from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.today.welcome import WelcomePanel
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import WelcomeErrand


class Welcoming:
    """The first minutes with a log that nobody has written to."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._verbs = app.tracker.routine

    def run(self, errand: WelcomeErrand) -> None:
        """Do what is asked for; raises ``RefusedError`` or ``DatabaseUnusableError``."""
        match errand:
            case TodayScreen.Opened():
                self._app.welcoming = self._verbs.wants_welcome()
            case WelcomePanel.ProfileKept():
                self._app.write(
                    lambda: self._verbs.set_profile(
                        checklist=errand.checklist,
                        connections=errand.connections,
                        past=errand.past,
                        workdays=errand.workdays,
                    )
                )
            case WelcomePanel.Ended():
                self._app.welcoming = False
                self._verbs.end_welcome()
