"""The sentences about a dashboard: what is at risk, when it falls, and what stops that."""

from __future__ import annotations

from datetime import date

from ssi_tui.core.formula import NIGHTS_WALKED, PILLAR_RULES, RECOVERY_DAYS
from ssi_tui.core.labels import RISK_LABELS
from ssi_tui.core.model import PILLARS, Pillar, Risk
from ssi_tui.core.text.words import amount, by_when, near_day, weekday_day, when

# The line for a prompt needs these words without loading the modules below.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.plan.remedies import Fix, Recovery
    from ssi_tui.core.today.dashboard import Dashboard
    from ssi_tui.core.today.glance import Glance, PillarGlance
    from ssi_tui.core.today.rows import PillarRow

Forms = tuple[str, ...]
"""The same message in several lengths, the longest first."""

# The most urgent first: what can still be held, what must be won back, what to watch.
_AT_RISK = (Risk.ABOUT_TO_COLLAPSE, Risk.COLLAPSED, Risk.WATCH, Risk.RECOVERING)
_URGENCY = (*_AT_RISK, Risk.SAFE, Risk.BUILDING, Risk.DORMANT)


def urgency(row: PillarRow | PillarGlance) -> tuple[int, int, float]:
    """Return a key that sorts pillars, the most urgent first.

    That is by risk, then by the nights left (those without a foretold night last), then by how
    fast they fade.
    """
    nights = row.outlook.nights_left
    left = NIGHTS_WALKED + 1 if nights is None else nights
    return _URGENCY.index(row.risk), left, PILLAR_RULES[row.pillar].half_life


def at_risk(dashboard: Dashboard) -> tuple[PillarRow, ...]:
    """Return the pillars that need something done, the most urgent first."""
    rows = [row for row in dashboard.pillars if row.risk in _AT_RISK]
    return tuple(sorted(rows, key=urgency))


def worst_of(glance: Glance) -> PillarGlance | None:
    """Return the pillar that most urgently needs something done, if any does."""
    rows = [row for row in glance.pillars if row.risk in _AT_RISK]
    return min(rows, key=urgency, default=None)


def has_line(row: PillarRow) -> bool:
    """Tell whether a pillar has a collapse line that means something."""
    return row.risk not in (Risk.BUILDING, Risk.DORMANT)


def happens(dashboard: Dashboard, pillar: Pillar) -> Forms:
    """Return what happens to a pillar at risk, and when, in several lengths, the longest first.

    In time off they leave out on what it depends, as nothing is asked.
    """
    at, today = PILLARS.index(pillar), dashboard.today
    row = dashboard.pillars[at]
    name = row.label
    if row.risk is Risk.RECOVERING:
        asking, calm = _climbs(name, dashboard.advice.back_on[at], today)
    elif row.risk is Risk.COLLAPSED and row.down_since is not None:
        day = near_day(row.down_since, today)
        return (
            f"{name} has been below its collapse line since {day}.",
            f"{name} has been below its line since {day}.",
            f"{name}: below its line since {day}.",
        )
    elif row.outlook.collapse_on is None:
        return (f"{name} is {RISK_LABELS[row.risk]}.",)
    else:
        day = when(row.outlook.collapse_on, today)
        asking = (
            f"{name} drops below its collapse line {day} if you do nothing.",
            f"{name} drops below its line {day} if you do nothing.",
        )
        calm = (
            f"{name} drops below its collapse line {day}.",
            f"{name} drops below its line {day}.",
        )
    return calm if dashboard.away else (*asking, *calm)


def _climbs(label: str, back_on: date | None, today: date) -> tuple[Forms, Forms]:
    """Return when a recovering pillar is back, with and without what it depends on.

    It is foretold for 28 days.
    """
    if back_on is None:
        return (), (
            f"{label} is climbing back, but stays below its line for {RECOVERY_DAYS} days or more.",
            f"{label} is climbing back, but slowly.",
        )
    day = by_when(back_on, today)
    forms = (
        f"{label} is climbing back: above its collapse line {day} if you keep your routine.",
        f"{label} is climbing back: above its line {day} if you keep your routine.",
        f"{label} is climbing back: above its line {day} with your routine.",
    )
    return forms, (
        f"{label} is climbing back: above its line {day}.",
        f"{label} is back {day}.",
    )


def remedy(fix: Fix | None, recovery: Recovery | None, today: date, *, short: bool = False) -> str:
    """Return a sentence that says what stops a collapse or brings a collapsed pillar back.

    A ``short`` one leaves out the month of the day to which a collapse moves.
    """
    if recovery is not None:
        verb = "brings" if recovery.count == 1 else "bring"
        who = amount(recovery.action, recovery.count)
        each_day = "" if recovery.by == today else " a day"
        return f"{who}{each_day} {verb} it back {by_when(recovery.by, today)}."
    if fix is None:
        return ""
    who = amount(fix.action, fix.count)
    single = fix.count == 1
    if fix.moves_to is None:
        return f"{who} {'stops' if single else 'stop'} that."
    day = weekday_day(fix.moves_to) if short else near_day(fix.moves_to, today)
    return f"{who} {'moves' if single else 'move'} that to {day}."


def warning(dashboard: Dashboard) -> tuple[PillarRow, Forms, Forms] | None:
    """Return the most urgent pillar, what happens to it and what helps; ``None`` without risks.

    Both come in several lengths, the longest first. A second pillar at risk is mentioned last.
    In time off nothing helps, as nothing is asked.
    """
    risks = at_risk(dashboard)
    if not risks:
        return None
    worst = risks[0]
    at, today = dashboard.pillars.index(worst), dashboard.today
    advice = dashboard.advice
    helps = "" if dashboard.away else remedy(advice.fixes[at], advice.recoveries[at], today)
    follow = [
        f"{row.label} follows {when(row.outlook.collapse_on, today)}."
        for row in risks[1:]
        if row.outlook.collapse_on is not None
    ]
    both = " ".join([helps, *follow[:1]]).strip()
    return worst, happens(dashboard, worst.pillar), (both, helps or both)
