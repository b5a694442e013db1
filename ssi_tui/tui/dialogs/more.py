"""The list of the other activities, which count too."""

from collections.abc import Sequence

from textual import events
from textual.reactive import reactive

from ssi_tui.core.formula import ACTIONS, DEFAULT_TARGETS, PILLAR_RULES, Action
from ssi_tui.core.model import PILLARS
from ssi_tui.core.text.words import minutes
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.dialogs.base import Dialog, PanelRows, title_row
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.rows import Row
from ssi_tui.tui.view.messages import TakenBack, Ticked

LESS_FREQUENT: tuple[Action, ...] = tuple(
    action for action in ACTIONS.values() if action.id not in DEFAULT_TARGETS
)
_FIRST_ROW = 2


class MoreDialog(Dialog[None]):
    """A list to tick from, which stays open until it is closed."""

    BINDINGS = bindings("more")

    dashboard: reactive[Dashboard | None] = reactive(None)
    cursor: reactive[int] = reactive(0)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an action."""
        return max(0, min(cursor, len(LESS_FREQUENT) - 1))

    def watch_cursor(self) -> None:
        """Show the new place of the cursor."""
        self.repaint()

    def watch_dashboard(self) -> None:
        """Show the new counts."""
        self.repaint()

    def rows(self) -> Sequence[Row]:
        """Return a row for each action: its count on the day, its minutes, and its pillar."""
        logged = () if self.dashboard is None else self.dashboard.others
        counts = {row.task: row.count for row in logged}
        rows = [title_row("Other activities", "minutes each · helps most"), Row()]
        for at, action in enumerate(LESS_FREQUENT):
            row = Row()
            chosen = at == self.cursor
            row.put(0, "▌" if chosen else "", "accent")
            row.put(2, action.label, "bold" if chosen else "text")
            count = counts.get(action.id, 0)
            row.right(27, str(count) if count else "·", "text" if count else "faint")
            row.right(37, minutes(action.minutes), "muted")
            best = PILLARS[action.points.index(max(action.points))]
            rows.append(row.put(42, PILLAR_RULES[best].label, "muted"))
        keys = self.keys_row(
            ("more.tick", "log one"), ("more.less", "less"), ("dialog.close", "close")
        )
        return (*rows, Row(), keys)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row that was clicked."""
        offset = event.get_content_offset(self.query_one(PanelRows))
        if offset is not None and 0 <= offset.y - _FIRST_ROW < len(LESS_FREQUENT):
            self.cursor = offset.y - _FIRST_ROW

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.cursor += step

    def action_tick(self) -> None:
        """Log the action under the cursor once."""
        self.post_message(Ticked(LESS_FREQUENT[self.cursor].id))

    def action_less(self) -> None:
        """Take back one count of the action under the cursor."""
        self.post_message(TakenBack(LESS_FREQUENT[self.cursor].id))
