"""Why a pillar stands where it does: its ledger, and the formula in full."""

from textual.reactive import var

from ssi_tui.core.formula import ACTIONS, COLLAPSE_SHARE
from ssi_tui.core.text.rounding import rounded, shown
from ssi_tui.core.text.words import day_month, minutes, number, signed, since_words, times
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import total_in_text
from ssi_tui.core.today.why import Moved, Why, why_of
from ssi_tui.core.today.words import purpose
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.grid import Grid
from ssi_tui.tui.look.painted import Section
from ssi_tui.tui.look.rows import Row

AMOUNT = 27
REASON = 31
WEEK = INNER - 1
NEXT_ITEMS = 2
# Less would be shown as 0.0.
WORTH_SHOWING = 0.1


def amount_row(label: str, amount: str, reason: str = "", *, head: bool = False) -> Row:
    """Return a row with a label, an amount and a reason."""
    row = Row().put(0, label, "title" if head else "text", width=AMOUNT - 6)
    row.right(AMOUNT, amount, "bold" if head else "text")
    return row.put(REASON, reason, "muted", width=INNER - REASON)


def why_rows(why: Why, dashboard: Dashboard) -> tuple[Row, ...]:
    """Return three sections: what the score is made of, what moved it, what is worth most next."""
    share = f"{number(why.share * 100)} % of the {number(why.reach)} in reach"
    pace = f"{number(why.pace)} a week; {why.half_pace:g} reach half"
    rows = [
        amount_row("baseline", number(why.baseline), why.baseline_words),
        amount_row("activity", number(shown(why.score) - shown(why.floor)), share),
        Row().put(REASON, pace, "muted"),
        Row(),
        amount_row(since_words(why.since, dashboard.today), signed(why.change.since), head=True)
        .put(REASON, "in 7 days", "title")
        .right(WEEK, signed(why.change.week), "bold"),
    ]
    rows += [_moved_row(moved, why) for moved in why.moved]
    return (*rows, Row(), *_next_rows(dashboard, why))


def _moved_row(moved: Moved, why: Why) -> Row:
    if moved.label == "faded":
        days = "day" if why.fading_days == 1 else "days"
        label = f"faded over {why.fading_days} {days}"
        reason = f"half gone in {why.half_life:g} days"
    else:
        label, reason = f"earned by {moved.label}", ""
    row = amount_row(label, signed(moved.since), reason)
    return row.right(WEEK, signed(moved.week), "muted")


def _next_rows(dashboard: Dashboard, why: Why) -> tuple[Row, ...]:
    at = next(at for at, row in enumerate(dashboard.pillars) if row.pillar is why.pillar)
    useful = [item for item in dashboard.advice.plan.items if item.gains[at] >= WORTH_SHOWING]
    best = sorted(useful, key=lambda item: -item.gains[at])[:NEXT_ITEMS]
    if not best:
        return (amount_row("worth most next", "", "nothing in the minutes left", head=True),)
    gains = [item.gains[at] for item in best]
    spent = sum(item.minutes for item in best)
    rows = [amount_row("worth most next", signed(sum(gains)), f"{minutes(spent)} min", head=True)]
    for item, gain in zip(best, rounded(gains, 1), strict=True):
        reason = item.reason
        if reason.pillar is why.pillar and reason.moves and reason.moves_to is not None:
            words = f"over its line until {day_month(reason.moves_to)}"
        elif reason.pillar is why.pillar:
            words = purpose(reason)
        else:
            words = f"mostly {purpose(reason)}"
        label = times(ACTIONS[item.action].label, item.count)
        rows.append(amount_row(label, signed(gain), words))
    return tuple(rows)


def formula_rows(why: Why, dashboard: Dashboard) -> tuple[Row, ...]:
    """Return the formula in full, with the user's own numbers."""

    def step(name: str, text: str, value: str = "") -> Row:
        row = Row().put(0, name, "title").put(10, text, width=INNER - 18)
        return row.right(WEEK, value, "bold")

    def note(text: str) -> Row:
        return Row().put(10, text, "muted", width=INNER - 10)

    half_life, half_pace = f"{why.half_life:g}", f"{why.half_pace:g}"
    floor, reach = number(why.floor), number(why.reach)
    share = number(why.share * 100)
    kept, most = round(why.line_share, 2), 1.0 - COLLAPSE_SHARE
    return (
        step("stock", "points of all actions, faded", number(why.stock)),
        note(f"halves every {half_life} days; rest days do not count"),
        step("pace", f"stock × 7 ln 2 / {half_life}, a week", number(why.pace)),
        step("share", f"1 − 2^(−pace / {half_pace})", f"{share} %"),
        note(f"the gap to the ceiling halves every {half_pace} a week"),
        step("score", f"{floor} + {reach} × {share} %", number(why.score)),
        note(f"ceiling {number(why.ceiling)}, baseline {number(why.baseline)}"),
        step("line", f"{floor} + {kept:.2f} × {number(why.usual)} usual", number(why.line)),
        note("usual: mean activity part of the last 28 days"),
        *([note("less than three quarters, as you are used to gaps")] if kept < most else ()),
        step("today", f"{number(why.par)} points hold the level", signed(why.dose)),
        Row(),
        Row().put(0, f"{total_in_text(dashboard)}: in simulations LinkedIn's total is in", "muted"),
        Row().put(0, "that range four times in five. It publishes no formula.", "muted"),
    )


class WhyPanel(Section[Dashboard]):
    """The ledger of a pillar, or its formula, which only a wide terminal shows."""

    pillar: var[int] = var(0)

    def __init__(self, *, formula: bool) -> None:
        super().__init__(id="formula" if formula else "ledger")
        self._formula = formula

    def section(self, dashboard: Dashboard, grid: Grid) -> tuple[Row, ...]:
        """Return the title and its rows where the terminal is wide."""
        if not grid.wide:
            return ()
        why = why_of(dashboard, self.pillar)
        if self._formula:
            return (Row().put(0, "FORMULA", "title"), *formula_rows(why, dashboard))
        return (Row().put(0, "WHY", "title"), *why_rows(why, dashboard))
