"""Two rows below the pillars: the most urgent risk, or what else is to be said of the score."""

from textual.reactive import var

from ssi_tui.core.ahead.below import below_pillars
from ssi_tui.core.labels import RISK_MARKS
from ssi_tui.core.model import Question
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row, longest
from ssi_tui.tui.widgets.pillars import tone_of


class WarningPanel(Section[Dashboard]):
    """The most urgent risk and what helps; blank when all is calm, and on another day.

    ``asking`` holds the open questions about the profile, which ``profile_key`` opens.
    """

    profile_key: var[str] = var("")
    asking: var[frozenset[Question]] = var(frozenset(Question))

    def section(self, dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
        """Return the two rows."""
        if not dashboard.is_today:
            return ()
        below = below_pillars(dashboard, self.profile_key, asking=self.asking)
        if below is None:
            return ()
        room = grid.text_right - grid.label + 1
        first, words = Row(), "muted"
        if below.risk is not None and not dashboard.away:
            words, mark = "text", RISK_MARKS[below.risk]
            tone = tone_of(below.risk, muted=False)
            first.put(grid.mark, mark[:1] if grid.narrow else mark, f"{tone}-bold")
        first.put(grid.label, longest(below.first, room), words)
        return (first, Row().put(grid.label, longest(below.second, room), "muted"))
