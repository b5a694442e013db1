"""Why a pillar stands where it does: what moved it, and the formula in full."""

from collections.abc import Sequence

from ssi_tui.core.formula import ACTIONS, COLLAPSE_SHARE
from ssi_tui.core.plan.planner import PlanItem, Reason
from ssi_tui.core.text.rounding import rounded, shown
from ssi_tui.core.text.words import (
    count_of,
    minutes,
    near_day,
    number,
    short_day,
    signed,
    since_words,
    times,
)
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import range_words
from ssi_tui.core.today.why import Why
from ssi_tui.tui.look.grid import PANEL_WIDTH as INNER
from ssi_tui.tui.look.rows import Row, longest

AMOUNT = 31
REASON = 34
WEEK = INNER - 1
LABEL_WIDTH, REASON_WIDTH = AMOUNT - 4, INNER - REASON
NOTE = 8
NEXT_ITEMS = 2
# Less would be shown as 0.0.
WORTH_SHOWING = 0.1


def half_gone(why: Why) -> str:
    """Return how fast a pillar fades."""
    return f"half gone in {minutes(why.half_life)} workdays"


def best_next(dashboard: Dashboard, at: int) -> list[tuple[PlanItem, float]]:
    """Return what of the plan does most for a pillar, each with its gain as it is shown."""
    useful = [item for item in dashboard.advice.plan.items if item.gains[at] >= WORTH_SHOWING]
    best = sorted(useful, key=lambda item: -item.gains[at])[:NEXT_ITEMS]
    return list(zip(best, rounded([item.gains[at] for item in best], 1), strict=True))


def nothing_words(dashboard: Dashboard) -> str:
    """Return why nothing is worth most for a pillar: no plan, or one for the others."""
    return "other pillars gain more" if dashboard.advice.plan.items else "nothing more fits today"


def holds_words(why: Why, reason: Reason, dashboard: Dashboard) -> Sequence[str]:
    """Return what an item of the plan does for a pillar, the longest form first."""
    if reason.pillar is not why.pillar:
        label = next(row.label for row in dashboard.pillars if row.pillar is reason.pillar)
        return (f"mostly for {label}",)
    if reason.lifts:
        return ("brings it back",)
    if reason.moves and reason.moves_to is not None:
        days = near_day(reason.moves_to, dashboard.today), short_day(reason.moves_to)
        return tuple(f"holds it until {day}" for day in days)
    return (f"for {why.label}",)


def amount_row(label: str, amount: str, reason: str = "", *, head: bool = False) -> Row:
    """Return a row with a label, an amount and a reason."""
    row = Row().put(0, label, "title" if head else "text", width=AMOUNT - len(amount))
    row.right(AMOUNT, amount, "bold" if head else "text")
    return row.put(REASON, reason, "muted", width=REASON_WIDTH)


def why_rows(why: Why, dashboard: Dashboard) -> tuple[Row, ...]:
    """Return three sections: what the score is made of, what moved it, what is worth most next."""
    share = f"{number(why.share * 100, 0)}% of the {number(why.reach)} points that activity can add"
    half = f"{minutes(why.half_pace)} would fill half of it"
    pace = f"{count_of(round(why.pace), 'point')} a week ({half})"
    shifted = why.floor - why.baseline
    parts = (why.baseline, shifted, why.score - why.floor)
    profile, readings, activity = rounded(parts, 1, shown(why.score))
    rows = [
        amount_row("profile", number(profile), why.baseline_words),
        *([amount_row("your readings", signed(readings))] if shifted else []),
        amount_row("activity", number(activity)),
        Row().put(2, share, "muted"),
        Row().put(2, pace, "muted"),
        Row(),
        amount_row(since_words(why.since, dashboard.today), signed(why.change.since), head=True)
        .put(REASON, "in 7 days", "title")
        .right(WEEK, signed(why.change.week), "bold"),
    ]
    days = "workday" if why.fading_days == 1 else "workdays"
    faded = (f"faded {how} {why.fading_days} {days}" for how in ("over", "in"))
    for moved in why.moved:
        fades = moved.label == "faded"
        forms = [*faded] if fades else [f"earned by {moved.label}", moved.label]
        row = amount_row(longest(forms, LABEL_WIDTH), signed(moved.since))
        rows.append(row.right(WEEK, signed(moved.week), "muted"))
        rows += [Row().put(2, half_gone(why), "muted")] if fades else []
    return (*rows, Row(), *_next_rows(dashboard, why))


def _next_rows(dashboard: Dashboard, why: Why) -> tuple[Row, ...]:
    at = next(at for at, row in enumerate(dashboard.pillars) if row.pillar is why.pillar)
    best = best_next(dashboard, at)
    if not best:
        return (amount_row("worth most next", "", nothing_words(dashboard), head=True),)
    spent = f"{minutes(sum(item.minutes for item, _ in best))} min"
    gained = signed(sum(gain for _, gain in best))
    rows = [amount_row("worth most next", gained, spent, head=True)]
    for item, gain in best:
        label = times(ACTIONS[item.action].label, item.count)
        words = longest(holds_words(why, item.reason, dashboard), REASON_WIDTH)
        rows.append(amount_row(label, signed(gain), words))
    return tuple(rows)


def formula_rows(why: Why, dashboard: Dashboard) -> tuple[Row, ...]:
    """Return the formula in full, with the user's own numbers."""

    def step(name: str, text: str, value: str = "") -> Row:
        row = Row().put(0, name, "title").put(NOTE, text, width=INNER - NOTE - 8)
        return row.right(WEEK, value, "bold")

    def note(*forms: str) -> Row:
        return Row().put(NOTE, longest(forms, INNER - NOTE), "muted")

    half_life, half_pace = minutes(why.half_life), minutes(why.half_pace)
    floor, reach = number(why.floor), number(why.reach)
    share = f"{number(why.share * 100)}%"
    kept, most = round(why.line_share, 2), 1.0 - COLLAPSE_SHARE
    holds = f"The range {range_words(dashboard)} holds LinkedIn's number"
    halves = f"every {half_pace} points a week halve the gap"
    return (
        step("stock", "points of everything you did, faded", number(why.stock)),
        note(f"halves every {half_life} workdays; rest days don't count"),
        step("pace", f"stock × 7 ln 2 / {half_life}, per week", number(why.pace)),
        step("share", f"1 − 2^(−pace / {half_pace})", share),
        note(f"{halves} to the ceiling", halves),
        step("score", f"{floor} + {reach} × {share}", number(why.score)),
        note(f"ceiling {number(why.ceiling)}, profile {number(why.baseline)}"),
        step("line", f"{floor} + {kept:.2f} × {number(why.usual)} usual level", number(why.line)),
        note("usual level: your mean over the last 28 days"),
        *([note("below three quarters, because you are used to gaps")] if kept < most else ()),
        step("today", f"{number(why.par)} points today keep it level", signed(why.dose)),
        Row(),
        Row().put(0, f"{holds} four times in five", "muted"),
        Row().put(0, "in simulations. LinkedIn publishes no formula.", "muted"),
    )
