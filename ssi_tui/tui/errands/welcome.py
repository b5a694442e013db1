"""What the welcome asks of the app: whether it is wanted, its answers, and its end."""

from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import ProfileKept, WelcomeEnded, WelcomeErrand, WelcomeWanted


class Welcoming:
    """The first minutes with a log that nobody has written to."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._verbs = app.tracker.frame

    def run(self, errand: WelcomeErrand) -> None:
        """Do what is asked for; raises ``RefusedError`` or ``DatabaseUnusableError``."""
        screen = self._app.screen
        match errand:
            case WelcomeWanted():
                if isinstance(screen, TodayScreen) and self._verbs.wants_welcome():
                    screen.welcome()
            case ProfileKept():
                self._app.write(
                    lambda: self._verbs.set_profile(
                        checklist=errand.checklist,
                        connections=errand.connections,
                        past=errand.past,
                        workdays=errand.workdays,
                    )
                )
            case WelcomeEnded():
                self._verbs.end_welcome()
