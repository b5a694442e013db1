"""Who does which errand of a view; each is loaded when it is first asked for something."""

from ssi_tui.tui.host import Host
from ssi_tui.tui.messages import (
    ClockErrand,
    Errand,
    ImportWanted,
    LogRequest,
    WelcomeErrand,
    WhyWanted,
)


def run(app: Host, errand: Errand) -> None:
    """Do what is asked for; raises ``RefusedError`` or ``DatabaseUnusableError``."""
    if isinstance(errand, WelcomeErrand):
        from ssi_tui.tui.welcoming import Welcoming

        Welcoming(app).run(errand)
    elif isinstance(errand, ClockErrand):
        from ssi_tui.tui.timing import Timing

        Timing(app).run(errand)
    elif isinstance(errand, LogRequest):
        from ssi_tui.tui.journal import LogErrands

        LogErrands(app).run(errand)
    elif isinstance(errand, ImportWanted):
        from ssi_tui.tui.importing import ArchiveImport

        ArchiveImport(app).start()
    elif isinstance(errand, WhyWanted):
        from ssi_tui.tui.screens.dialogs.why import WhyDialog

        app.push_screen(WhyDialog(errand.dashboard, errand.at))
    else:
        from ssi_tui.tui.reviewing import Reviewing

        Reviewing(app).run(errand)
