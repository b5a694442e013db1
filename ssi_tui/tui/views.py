"""How each view of the app is made, and which values of the app it is bound to."""

from textual.screen import Screen

from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.host import Host


def make_view(mode: str) -> Screen[None]:
    """Return the view of a mode; those other than Today are loaded when they are first made."""
    match mode:
        case "pillars":
            from ssi_tui.tui.pillars.screen import PillarsScreen

            return _bound(PillarsScreen(), asking=Host.asking)
        case "streaks":
            from ssi_tui.tui.streaks.screen import StreaksScreen

            return _bound(StreaksScreen())
        case "review":
            from ssi_tui.tui.review.screen import ReviewScreen

            return _bound(ReviewScreen(), page=Host.review_page)
        case "log":
            from ssi_tui.tui.log.screen import LogScreen

            return _bound(LogScreen(), log_rows=Host.log_rows, entry_deeds=Host.entry_deeds)
        case _:
            today = TodayScreen().data_bind(
                Host.clock_seconds,
                Host.welcoming,
                Host.asking,
                Host.reviewing,
                Host.moments,
                Host.acted_on,
                # Before the dashboard, which asks for it where it is not there.
                around=Host.around_shown,
            )
            return _bound(today)


def _bound(view: ViewScreen, **own: object) -> Screen[None]:
    """Return a view bound to the values that all views follow, and to some of its own."""
    return view.data_bind(Host.dashboard, Host.told, Host.day_given, Host.sync_amiss, **own)
