"""How each view of the app is made, and which values of the app it is bound to."""

from collections.abc import Callable, Mapping

from textual.screen import Screen

from ssi_tui.tui.keys.everywhere import VIEWS
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.base import ViewScreen
from ssi_tui.tui.view.host import Host


def _bound(view: ViewScreen, **own: object) -> Screen[None]:
    """Return a view bound to the values that all views follow, and to some of its own."""
    return view.data_bind(Host.dashboard, Host.told, Host.day_given, **own)


def _today() -> Screen[None]:
    view = TodayScreen(VIEWS)
    return _bound(view, clock_seconds=Host.clock_seconds, welcoming=Host.welcoming)


# The other views are loaded when they are first opened, so that Today is there sooner.


def _pillars() -> Screen[None]:
    from ssi_tui.tui.pillars.screen import PillarsScreen

    return _bound(PillarsScreen(VIEWS))


def _streaks() -> Screen[None]:
    from ssi_tui.tui.streaks.screen import StreaksScreen

    return _bound(StreaksScreen(VIEWS))


def _review() -> Screen[None]:
    from ssi_tui.tui.review.screen import ReviewScreen

    return _bound(ReviewScreen(VIEWS), page=Host.review_page)


def _log() -> Screen[None]:
    from ssi_tui.tui.log.screen import LogScreen

    return _bound(LogScreen(VIEWS), log_rows=Host.log_rows, entry_deeds=Host.entry_deeds)


MAKERS: Mapping[str, Callable[[], Screen[None]]] = {
    "today": _today,
    "pillars": _pillars,
    "streaks": _streaks,
    "review": _review,
    "log": _log,
}
