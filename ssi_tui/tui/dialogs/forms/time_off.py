"""The dialog for time off, which says what each pillar will fall to meanwhile."""

from collections.abc import Sequence
from datetime import date

from ssi_tui.core import checks
from ssi_tui.core.ahead.time_off import Cost, Leaving, PillarCost, cost_of
from ssi_tui.core.ahead.time_off_words import day_words, fallen, held_score, items_words, verdict
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.text.words import long_day, minutes, number
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.forms.ask import TYPED_DAYS, AskDialog, Field
from ssi_tui.tui.look.grid import PANEL_WIDTH
from ssi_tui.tui.look.rows import Row

WAS = 18
ARROW = 21
IS = 27
REASON = 31
# The rows of the dialog besides the preview: padding, title, fields and keys.
OTHER_ROWS = 13


@dataclass(frozen=True, slots=True)
class TimeOffWish:
    """The days off that were asked for, first and last included, and the reason."""

    start: date
    end: date
    reason: str


class TimeOffDialog(AskDialog[TimeOffWish]):
    """Asks for time off, and says before it is confirmed what it will do."""

    VERB = "take it"

    def __init__(self, today: date, dashboard: Dashboard) -> None:
        fields = [
            Field("first day off", "", TYPED_DAYS),
            Field("last day off", "", "the same, if left empty"),
            Field("reason", "", "a word for yourself"),
        ]
        super().__init__("Time off", "nothing is due, streaks stand still", fields)
        self._today = today
        self._dashboard = dashboard

    def result(self, values: Sequence[str]) -> TimeOffWish:
        """Return the wish."""
        first, last, reason = values
        start = checks.planned_day(checks.typed_day(first, self._today, ahead=True))
        end = start
        if last:
            near = max(start, self._today)
            end = checks.planned_day(checks.typed_day(last, near, ahead=True))
        if end < start:
            raise RefusedError(f"it would end on {long_day(end)}, before it begins")
        return TimeOffWish(start, end, checks.note(reason))

    def outlook(self, result: TimeOffWish) -> Sequence[Row]:
        """Return what the time off will do."""
        room = self.app.size.height - OTHER_ROWS
        return preview_rows(self._dashboard, room, result.start, result.end)


def preview_rows(dashboard: Dashboard, room: int, start: date, end: date) -> Sequence[Row]:
    """Return at most ``room`` rows: the days, one row per pillar, and what to do before leaving.

    Time off that is over shows only its days; time off far ahead only says that it costs. Rows
    that do not fit are left out in this order: the blank row, the sentence, the heads, the days.
    """
    days = (end - start).days + 1
    span = long_day(start) if days == 1 else f"{long_day(start)} to {long_day(end)}, {days} days"
    top = [Row().put(0, span)]
    if end >= dashboard.today:
        top.append(Row().put(0, "LinkedIn does not know: the estimate fades.", "muted"))
    cost = cost_of(dashboard.source, start, end)
    if cost is None:
        return top
    head = Row().right(WAS, "now" if start <= cost.today else "leaving", "muted")
    top.append(head.right(IS, "back", "muted"))
    pillars = [pillar_row(pillar) for pillar in cost.pillars]
    before = leaving_rows(cost)
    blank = [Row()] if before and len(top) + len(pillars) + len(before) < room else []
    while top and len(top) + len(pillars) + len(before) > room:
        top.pop(1 if len(top) > 1 else 0)
    return [*top, *pillars, *blank, *before][: max(1, room)]


def leaving_rows(cost: Cost) -> Sequence[Row]:
    """Return what to do before leaving: a head, and one row for each pillar that falls."""
    leavings = [(pillar, pillar.leaving) for pillar in fallen(cost) if pillar.leaving is not None]
    if not leavings:
        return ()
    head = Row().put(0, f"more {day_words(leavings[0][1], cost.today)}", "muted")
    head.put(REASON, "besides the routine", "muted")
    return (head, *(leaving_row(pillar, leaving) for pillar, leaving in leavings))


def pillar_row(pillar: PillarCost) -> Row:
    """Return the row of a pillar: its score before and after, and whether it collapses."""
    row = Row().put(0, PILLAR_RULES[pillar.pillar].label)
    row.right(WAS, number(pillar.before), "muted").put(ARROW, "→", "muted")
    falls = pillar.falls_on is not None
    row.right(IS, number(pillar.after), "bold" if falls else "text")
    role = "warning" if falls else "muted"
    return row.put(REASON, verdict(pillar), role, width=PANEL_WIDTH - REASON)


def leaving_row(pillar: PillarCost, leaving: Leaving) -> Row:
    """Return the row of what to do for a pillar before leaving: minutes, score then, tasks.

    A check mark means that the pillar then stays above its collapse line.
    """
    row = Row().put(0, PILLAR_RULES[pillar.pillar].label)
    row.right(WAS, f"{minutes(leaving.minutes)} min", "muted")
    if leaving.falls_on is None:
        row.put(ARROW, "✓", "check")
    row.right(IS, number(held_score(leaving)))
    return row.put(REASON, items_words(leaving), "muted", width=PANEL_WIDTH - REASON)
