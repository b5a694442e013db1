"""Who does which errand of a view; each is loaded when it is first asked for something."""

from typing import TYPE_CHECKING

from ssi_tui.tui.screens.errands import ClockErrand, Errand, WelcomeErrand
from ssi_tui.tui.screens.log_requests import LogRequest

if TYPE_CHECKING:
    from ssi_tui.tui.app import SsiApp


def run(app: "SsiApp", errand: Errand) -> None:
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
    else:
        from ssi_tui.tui.reviewing import Reviewing

        Reviewing(app).run(errand)
