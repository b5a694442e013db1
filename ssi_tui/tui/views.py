"""The views of the app: their names, their keys, and how each is made."""

from collections.abc import Callable, Mapping

from textual.binding import Binding

from ssi_tui.tui.screens.today import TodayScreen
from ssi_tui.tui.screens.view import ViewScreen
from ssi_tui.tui.widgets.tabs import View

VIEWS: tuple[View, ...] = (
    View("today", "1", "Today"),
    View("pillars", "2", "Pillars"),
    View("streaks", "3", "Streaks"),
    View("review", "4", "Review"),
    View("log", "5", "Log"),
)


def view_binding(view: View) -> Binding:
    """Return the key that opens a view."""
    return Binding(
        view.key,
        f"switch_mode('{view.mode}')",
        view.label,
        id=f"app.{view.mode}",
        tooltip=f"Open {view.label}",
        show=False,
    )


def _today() -> ViewScreen:
    return TodayScreen(VIEWS)


# The other views are loaded when they are first opened: the first frame is Today's.


def _pillars() -> ViewScreen:
    from ssi_tui.tui.screens.pillars import PillarsScreen

    return PillarsScreen(VIEWS)


def _streaks() -> ViewScreen:
    from ssi_tui.tui.screens.streaks import StreaksScreen

    return StreaksScreen(VIEWS)


def _review() -> ViewScreen:
    from ssi_tui.tui.screens.review import ReviewScreen

    return ReviewScreen(VIEWS)


def _log() -> ViewScreen:
    from ssi_tui.tui.screens.log import LogScreen

    return LogScreen(VIEWS)


MAKERS: Mapping[str, Callable[[], ViewScreen]] = {
    "today": _today,
    "pillars": _pillars,
    "streaks": _streaks,
    "review": _review,
    "log": _log,
}
