"""Finds the errand for a message of a view; its module is loaded when it is first needed."""

from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import (
    ArchiveErrand,
    DayErrand,
    Errand,
    LogErrand,
    ProfileWanted,
    ReviewErrand,
    WelcomeErrand,
    WhyWanted,
)


def run(app: Host, errand: Errand) -> None:
    """Do what is asked for; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    match errand:
        case DayErrand():
            from ssi_tui.tui.errands import days

            days.run(app, errand)
        case TodayScreen.ClockTurned() | TodayScreen.ClockCounted():
            from ssi_tui.tui.errands import clock

            clock.run(app, errand)
        case TodayScreen.MoreWanted():
            from ssi_tui.tui.dialogs.more import MoreDialog

            app.push_screen(MoreDialog().data_bind(Host.dashboard))
        case TodayScreen.RoutineWanted(keys=keys):
            from ssi_tui.tui.errands.routine import edit_routine

            edit_routine(app, keys)
        case WelcomeErrand():
            from ssi_tui.tui.errands import profile

            profile.welcome(app, errand)
        case ProfileWanted():
            from ssi_tui.tui.errands import profile

            profile.open_form(app)
        case LogErrand():
            from ssi_tui.tui.errands import journal

            journal.run(app, errand)
        case ReviewErrand():
            from ssi_tui.tui.errands import review

            review.run(app, errand)
        case ArchiveErrand():
            from ssi_tui.tui.errands import archive

            archive.run(app, errand)
        case WhyWanted(dashboard=dashboard, at=at):
            from ssi_tui.tui.dialogs.why import WhyDialog

            app.push_screen(WhyDialog(dashboard, at))
