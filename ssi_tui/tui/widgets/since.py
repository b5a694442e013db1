"""What the pillars lost and earned since the last workday closed, or on another day."""

from collections.abc import Sequence

from ssi_tui.core.calendar import DAY
from ssi_tui.core.history.ledger import ledger_of, since_last_due_day
from ssi_tui.core.text.rounding import rounded
from ssi_tui.core.text.words import near_day, signed, since_words
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.rows import Row

FADED, EARNED = 28, 39


def since_rows(dashboard: Dashboard, grid: Grid) -> Sequence[Row]:
    """Return a title and a row for each pillar; of another day, what that day changed."""
    log, history, day = dashboard.source.log, dashboard.source.history, dashboard.day
    if dashboard.is_today:
        ledger = since_last_due_day(log, history)
        when = since_words(ledger.first - DAY, day)
    elif dashboard.evening is None:
        return ()
    else:
        ledger, when = ledger_of(log, history, day, day), f"on {near_day(day, dashboard.today)}"
    title = Row().put(grid.mark, when.upper(), "title").right(FADED, "faded", "faint")
    rows = [title.right(EARNED, "earned", "faint").right(grid.number, "net", "faint")]
    for row, pillar in zip(dashboard.pillars, ledger.pillars, strict=True):
        faded, earned = rounded((pillar.faded, pillar.earned_in_all), 1, pillar.shown_change)
        line = Row().put(grid.label, row.label).right(FADED, signed(faded), "muted")
        line.right(EARNED, signed(earned), "muted").right(grid.number, signed(faded + earned))
        rows.append(line)
    return rows
