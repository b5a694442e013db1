"""The one warning below the pillars: which of them falls when, and what moves that date."""

from ssi_tui.core.labels import RISK_MARKS
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import is_wide, narrowing
from ssi_tui.core.today.words import warning
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.widgets.pillars import tone_of

FIRST_RUN = (
    "ssi-tui never contacts LinkedIn, or anything else, and loses nothing.",
    "ssi-tui never contacts LinkedIn, and loses nothing.",
)


class WarningPanel(Section[Dashboard]):
    """The most urgent risk in one sentence; blank when nothing is at risk."""

    def section(self, dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
        """Return the two rows of the warning, or of what a newcomer has to know."""
        room = grid.text_right - grid.label + 1
        told = warning(dashboard)
        if told is None:
            said = [narrowing(dashboard)] if is_wide(dashboard) else []
            said += [FIRST_RUN] if dashboard.empty else []
            rows = [Row().put(grid.label, longest(forms, room), "muted") for forms in said]
            return (*rows, Row(), Row())[:2]
        worst, forms, moves = told
        tone = tone_of(worst.risk, muted=dashboard.away)
        mark = RISK_MARKS[worst.risk][:1] if grid.narrow else RISK_MARKS[worst.risk]
        words = "muted" if dashboard.away else "text"
        first = Row().put(grid.mark, mark, "muted" if dashboard.away else f"{tone}-bold")
        first.put(grid.label, longest(forms, room), words, width=room)
        return (first, Row().put(grid.label, moves, words, width=room))
