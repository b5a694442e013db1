"""The dialog for time off: what it costs before it is taken, and what is planned already."""

from collections.abc import Sequence
from datetime import date

from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from ssi_tui.core import checks
from ssi_tui.core.ahead.time_off import Cost, PillarCost, cost_of
from ssi_tui.core.ahead.time_off_words import before_leaving, fallen, verdict
from ssi_tui.core.calendar import days_between
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.labels import RISK_MARKS
from ssi_tui.core.model import Risk, TimeOff
from ssi_tui.core.text.words import count_of, long_day, near_days, number, sentence
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import dataclass
from ssi_tui.tui.dialogs.base import PanelRows, paragraph
from ssi_tui.tui.dialogs.forms.ask import TYPED_DAYS, AskDialog, Field
from ssi_tui.tui.keys.names import bindings
from ssi_tui.tui.look.grid import CURSOR, PANEL_WIDTH
from ssi_tui.tui.look.rows import Row, longest

# Columns: where the scores before and after end, the arrow between them with the blank before it,
# what becomes of the line, and the reason of a planned time off.
BEFORE, ARROW, AFTER, BECOMES, REASON = 27, 28, 36, 39, 33
# The rows of the dialog besides costs and plans: padding, title, fields and keys, with blank ones.
OTHER_ROWS = 10
# The most planned times off that are shown at once; the others scroll.
SHOWN = 3
FADES = "Your score keeps fading, because LinkedIn doesn't know you're away."


@dataclass(frozen=True, slots=True)
class TimeOffWish:
    """The days off that were asked for, first and last included, and the reason."""

    start: date
    end: date
    reason: str


@dataclass(frozen=True, slots=True)
class TimeOffCanceled:
    """A planned time off that is to be canceled."""

    planned: TimeOff


class PlannedList(PanelRows, can_focus=True):
    """The time off that is planned already; its cursor is seen while it has the focus."""

    BINDINGS = bindings("time-off")

    cursor: reactive[int] = reactive(0)

    def __init__(self, planned: Sequence[TimeOff], today: date) -> None:
        self._planned = planned
        self._today = today
        self._wish: TimeOffWish | None = None
        super().__init__([], id="planned")
        self.display = bool(planned)

    @property
    def chosen(self) -> TimeOff:
        """The time off under the cursor."""
        return self._planned[self.cursor]

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a time off."""
        return max(0, min(cursor, len(self._planned) - 1))

    def lay_out(self, wish: TimeOffWish | None, most: int = SHOWN) -> int:
        """Show at most so many beside what is asked for now; return how many rows it takes."""
        self._wish = wish
        first = max(0, min(self.cursor, len(self._planned) - most))
        rows = [Row(), Row().put(0, "ALREADY PLANNED", "title")]
        for at, each in enumerate(self._planned[first : first + most], first):
            rows.append(self._row(each, chosen=self.has_focus and at == self.cursor))
            if wish is not None and wish.start <= each.end and each.start <= wish.end:
                rows.append(Row().put(2, "overlaps, so the two become one", "muted"))
        self.show(rows if self._planned else [])
        return len(rows) if self._planned else 0

    def _row(self, planned: TimeOff, *, chosen: bool) -> Row:
        days = near_days(planned.start, planned.end, self._today)
        row = Row().put(0, CURSOR if chosen else "", "accent")
        row.put(2, days, "bold" if chosen else "text", width=REASON - 3)
        return row.put(REASON, planned.reason or "", "muted", width=PANEL_WIDTH - REASON)

    def watch_cursor(self) -> None:
        """Show the new place of the cursor."""
        self.lay_out(self._wish)

    def action_move(self, step: int) -> None:
        """Move the cursor, or leave the list upward for the last field."""
        if step < 0 and self.cursor == 0:
            self.screen.query(Input).last().focus()
        else:
            self.cursor += step

    def action_cancel(self) -> None:
        """Cancel the time off under the cursor."""
        if isinstance(self.screen, TimeOffDialog):
            self.screen.dismiss(TimeOffCanceled(self.chosen))


class TimeOffDialog(AskDialog[TimeOffWish | TimeOffCanceled]):
    """Asks for time off, says before it is saved what it will cost, and cancels what is planned."""

    def __init__(self, today: date, dashboard: Dashboard, planned: Sequence[TimeOff]) -> None:
        fields = [
            Field("first day", "", TYPED_DAYS, self._first),
            Field("last day", "", "blank = one day", self._last),
            Field("reason", "", "optional", checks.note),
        ]
        super().__init__("Time off", "nothing is due; runs are paused", fields)
        self._today = today
        self._dashboard = dashboard
        self._planned = PlannedList([each for each in planned if each.end >= today], today)

    def _first(self, text: str) -> date:
        if not text:
            raise RefusedError("type the first day, such as 21 dec, mon, +7 or 2026-12-21")
        return checks.typed_planned_day(text, self._today)

    def _last(self, text: str) -> date:
        start = self._first(self.values[0])
        if not text:
            return start
        end = checks.typed_planned_day(text, self._today, max(start, self._today))
        if end < start:
            raise RefusedError(f"the last day ({long_day(end)}) is before the first")
        return end

    def parts(self) -> Sequence[Widget]:
        """Return the fields, what is planned already, and the keys."""
        *above, keys = super().parts()
        return [*above, self._planned, keys]

    def keys(self) -> Sequence[tuple[str, str]]:
        """Return the keys, with the one that cancels while the cursor is in the list."""
        save, following, close = super().keys()
        if self._planned.has_focus:
            return [("time-off.cancel", "cancel this one"), following, close]
        return [save, following, close]

    def on_mount(self) -> None:
        """Show what is planned already."""
        super().on_mount()
        self._planned.lay_out(None)

    def on_descendant_focus(self) -> None:
        """Show the keys of the list while the cursor is in it."""
        self._planned.watch_cursor()
        self.query_one("#keys", PanelRows).show([Row(), self.keys_row(*self.keys())])

    def stops(self) -> Sequence[Widget]:
        """Return the fields, and behind the last one the list."""
        return [*super().stops(), *([self._planned] if self._planned.display else [])]

    def result(self, values: Sequence[str]) -> TimeOffWish:
        """Return the wish."""
        first, last, reason = values
        return TimeOffWish(self._first(first), self._last(last), checks.note(reason))

    def outlook(self, result: TimeOffWish | TimeOffCanceled) -> Sequence[Row]:
        """Return what the time off will cost, and show what is planned in the room left below."""
        if not isinstance(result, TimeOffWish):
            return ()
        room = self.app.size.height - OTHER_ROWS
        taken = self._planned.lay_out(result)
        if room - taken < len(PILLAR_RULES):
            taken = self._planned.lay_out(result, 1)
        return cost_rows(self._dashboard, room - taken, result.start, result.end)


def cost_rows(dashboard: Dashboard, room: int, start: date, end: date) -> Sequence[Row]:
    """Return at most ``room`` rows: the workdays off, a row a pillar, and what to do before.

    Time off that is over, or ends more than a year ahead, has no row of a pillar. What does not
    fit is left out in this order: all advice but the first, the sentence, the heads, the advice.
    """
    schedule = dashboard.source.history.schedule
    days = sum(schedule.is_workday(day) for day in days_between(start, end))
    off = sentence(f"{count_of(days, 'workday')} off")
    if end < dashboard.today:
        return [Row().put(0, off)]
    cost = cost_of(dashboard.source, start, end)
    said = paragraph(f"{off} {FADES}")
    if cost is None:
        return said
    now = start <= cost.today
    head = Row().right(BEFORE, "now" if now else "before", "muted").right(AFTER, "after", "muted")
    pillars = [pillar_row(pillar) for pillar in cost.pillars]
    advice = advice_rows(cost)
    forms = (
        [*said, head, *pillars, *advice],
        [*said, head, *pillars, *advice[:1]],
        [head, *pillars, *advice[:1]],
        [*pillars, *advice[:1]],
    )
    return next((rows for rows in forms if len(rows) <= room), pillars)


def advice_rows(cost: Cost) -> Sequence[Row]:
    """Return what to do before leaving, a row for each pillar that drops and can be held."""
    rows = []
    for pillar in fallen(cost):
        if pillar.leaving is not None:
            label = PILLAR_RULES[pillar.pillar].label
            forms = before_leaving(pillar.leaving, cost.today, label)
            rows.append(Row().put(0, longest(forms, PANEL_WIDTH)))
    return rows


def pillar_row(pillar: PillarCost) -> Row:
    """Return the row of a pillar: its score before and after, and what becomes of its line."""
    drops = pillar.falls_on is not None
    row = Row().put(0, RISK_MARKS[Risk.WATCH] if drops else "", "warning-bold")
    row.put(2, PILLAR_RULES[pillar.pillar].label, "bold" if drops else "text")
    row.right(BEFORE, number(pillar.before), "muted").put(ARROW, " →", "muted")
    row.right(AFTER, number(pillar.after), "bold" if drops else "text")
    return row.put(BECOMES, verdict(pillar), "warning-bold" if drops else "muted")
