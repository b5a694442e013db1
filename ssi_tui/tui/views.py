"""The views of the app: how each is made."""

from collections.abc import Callable, Mapping

from ssi_tui.tui.keys.everywhere import VIEWS
from ssi_tui.tui.today.screen import TodayScreen
from ssi_tui.tui.view.base import ViewScreen


def _today() -> ViewScreen:
    return TodayScreen(VIEWS)


# The other views are loaded when they are first opened: the first frame is Today's.


def _pillars() -> ViewScreen:
    from ssi_tui.tui.pillars.screen import PillarsScreen

    return PillarsScreen(VIEWS)


def _streaks() -> ViewScreen:
    from ssi_tui.tui.streaks.screen import StreaksScreen

    return StreaksScreen(VIEWS)


def _review() -> ViewScreen:
    from ssi_tui.tui.review.screen import ReviewScreen

    return ReviewScreen(VIEWS)


def _log() -> ViewScreen:
    from ssi_tui.tui.log.screen import LogScreen

    return LogScreen(VIEWS)


MAKERS: Mapping[str, Callable[[], ViewScreen]] = {
    "today": _today,
    "pillars": _pillars,
    "streaks": _streaks,
    "review": _review,
    "log": _log,
}
