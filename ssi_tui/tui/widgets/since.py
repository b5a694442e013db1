"""What the pillars lost and earned since the last workday closed."""

from collections.abc import Sequence
from datetime import timedelta

from ssi_tui.core.history.ledger import since_last_due_day
from ssi_tui.core.text.rounding import rounded
from ssi_tui.core.text.words import signed, since_words
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.rows import Row

FADED, EARNED = 28, 39


def since_rows(dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
    """Return a title and a row for each pillar."""
    ledger = since_last_due_day(dashboard.source.log, dashboard.source.history)
    since = since_words(ledger.first - timedelta(days=1), dashboard.today)
    title = Row().put(grid.mark, since.upper(), "title").right(FADED, "faded", "faint")
    rows = [title.right(EARNED, "earned", "faint").right(grid.number, "net", "faint")]
    for row, pillar in zip(dashboard.pillars, ledger.pillars, strict=True):
        faded, earned = rounded((pillar.faded, pillar.earned_in_all), 1, pillar.shown_change)
        line = Row().put(grid.label, row.label).right(FADED, signed(faded), "muted")
        line.right(EARNED, signed(earned), "muted").right(grid.number, signed(faded + earned))
        rows.append(line)
    return rows
