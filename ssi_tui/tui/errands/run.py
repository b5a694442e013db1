"""Who does which errand of a view; each is loaded when it is first asked for something."""

from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.messages import (
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
        from ssi_tui.tui.errands.welcome import Welcoming

        Welcoming(app).run(errand)
    elif isinstance(errand, ClockErrand):
        from ssi_tui.tui.errands.clock import Timing

        Timing(app).run(errand)
    elif isinstance(errand, LogRequest):
        from ssi_tui.tui.errands.journal import LogErrands

        LogErrands(app).run(errand)
    elif isinstance(errand, ImportWanted):
        from ssi_tui.tui.errands.archive import ArchiveImport

        ArchiveImport(app).start()
    elif isinstance(errand, WhyWanted):
        from ssi_tui.tui.dialogs.why import WhyDialog

        app.push_screen(WhyDialog(errand.dashboard, errand.at))
    else:
        from ssi_tui.tui.errands.review import Reviewing

        Reviewing(app).run(errand)
