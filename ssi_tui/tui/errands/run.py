"""Who does which errand of a view; each is loaded when it is first asked for something."""

from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import (
    ArchiveErrand,
    DayErrand,
    Errand,
    LogErrand,
    ReviewErrand,
    WelcomeErrand,
    WhyWanted,
)


def run(app: Host, errand: Errand) -> None:
    """Do what is asked for; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    match errand:
        case DayErrand():
            from ssi_tui.tui.errands.days import Days

            Days(app).run(errand)
        case TodayScreen.ClockTurned():
            from ssi_tui.tui.errands.clock import Timing

            Timing(app).turn()
        case TodayScreen.ClockCounted():
            from ssi_tui.tui.errands.clock import Timing

            Timing(app).count()
        case TodayScreen.MoreWanted():
            from ssi_tui.tui.dialogs.more import MoreDialog

            app.push_screen(MoreDialog().data_bind(Host.dashboard))
        case TodayScreen.RoutineWanted(keys=keys):
            from ssi_tui.tui.errands.routine import RoutineEditing

            RoutineEditing(app).start(keys)
        case WelcomeErrand():
            from ssi_tui.tui.errands.welcome import Welcoming

            Welcoming(app).run(errand)
        case LogErrand():
            from ssi_tui.tui.errands.journal import LogErrands

            LogErrands(app).run(errand)
        case ReviewErrand():
            from ssi_tui.tui.errands.review import Reviewing

            Reviewing(app).run(errand)
        case ArchiveErrand():
            from ssi_tui.tui.errands.archive import ArchiveImport

            ArchiveImport(app).run(errand)
        case WhyWanted(dashboard=dashboard, at=at):
            from ssi_tui.tui.dialogs.why import WhyDialog

            app.push_screen(WhyDialog(dashboard, at))
