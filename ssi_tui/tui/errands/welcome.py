"""The errands of the welcome: whether to show it, to keep its answers, to end it."""

from ssi_tui.tui.errands import profile
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.today.welcome import WelcomePanel
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import WelcomeErrand


def run(app: Host, errand: WelcomeErrand) -> None:
    """Do what is asked for; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    match errand:
        case TodayScreen.Opened():
            app.welcoming = app.tracker.routine.wants_welcome()
        case WelcomePanel.ProfileKept():
            profile.keep(app, errand.answers)
        case WelcomePanel.Ended():
            app.welcoming = False
            app.tracker.routine.end_welcome()
