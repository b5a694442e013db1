"""The sentences about a dashboard: what is at risk, when it falls, and what stops that."""

from __future__ import annotations

from datetime import date

from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.model import Risk
from ssi_tui.core.text.words import amount, near_day, when

# The line for a prompt needs these words without loading the modules below.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.plan.planner import Reason
    from ssi_tui.core.plan.remedies import Fix, Recovery
    from ssi_tui.core.today.dashboard import Dashboard
    from ssi_tui.core.today.glance import Glance, PillarGlance
    from ssi_tui.core.today.rows import PillarRow

PURPOSE_WIDTH = 26

# The most urgent first: what can still be held, what must be won back, what to watch.
_URGENCY = (Risk.ABOUT_TO_COLLAPSE, Risk.COLLAPSED, Risk.WATCH, Risk.RECOVERING)

RISK_MARKS = {
    Risk.BUILDING: "+",
    Risk.SAFE: "",
    Risk.WATCH: "!",
    Risk.ABOUT_TO_COLLAPSE: "!!",
    Risk.COLLAPSED: "×",
    Risk.RECOVERING: "↑",
    Risk.DORMANT: "-",
}
"""The mark that stands before a pillar, at most two cells wide."""


def at_risk(dashboard: Dashboard) -> tuple[PillarRow, ...]:
    """Return the pillars that need something done, the most urgent first."""
    rows = [row for row in dashboard.pillars if row.risk in _URGENCY]
    return tuple(sorted(rows, key=lambda row: urgency(row.risk, row.outlook.nights_left)))


def worst_of(glance: Glance) -> PillarGlance | None:
    """Return the pillar that most urgently needs something done, if any does."""
    rows = [row for row in glance.pillars if row.risk in _URGENCY]
    return min(rows, key=lambda row: urgency(row.risk, row.outlook.nights_left), default=None)


def has_line(row: PillarRow) -> bool:
    """Tell whether a pillar has a collapse line that means something."""
    return row.risk not in (Risk.BUILDING, Risk.DORMANT)


def urgency(risk: Risk, nights_left: int | None) -> tuple[int, int]:
    """Return a key that sorts pillars at risk by urgency, the most urgent first."""
    return _URGENCY.index(risk), nights_left or 0


def falls(row: PillarRow, today: date) -> str:
    """Return what happens to a pillar at risk, and when, as a sentence without its subject."""
    if row.risk is Risk.COLLAPSED and row.down_since is not None:
        return f"is under its line since {near_day(row.down_since, today)}."
    if row.outlook.collapse_on is None:
        return f"is {row.risk.value}."
    return f"falls under its line {when(row.outlook.collapse_on, today)} if nothing is done."


def purpose(reason: Reason) -> str:
    """Return what an item of the plan is good for, in at most ``PURPOSE_WIDTH`` cells."""
    pillar = PILLAR_RULES[reason.pillar].label
    if reason.lifts:
        return f"brings {pillar} back"
    if reason.moves:
        sentence = f"keeps {pillar} over its line"
        return sentence if len(sentence) <= PURPOSE_WIDTH else f"keeps {pillar} up"
    return f"feeds {pillar}"


def keeps_words(*, asked: bool) -> str:
    """Return what a pending run needs; ``asked`` tells whether today is due."""
    return "done today keeps it" if asked else "next due day keeps it"


def remedy(fix: Fix | None, recovery: Recovery | None, today: date) -> str:
    """Return a sentence that says what stops a collapse or brings a collapsed pillar back."""
    if recovery is not None:
        verb = "brings" if recovery.count == 1 else "bring"
        who = f"{amount(recovery.action, recovery.count)} a day"
        return f"{who} {verb} it back by {near_day(recovery.by, today)}."
    if fix is None:
        return ""
    who = amount(fix.action, fix.count)
    single = fix.count == 1
    if fix.moves_to is None:
        return f"{who} {'stops' if single else 'stop'} that."
    return f"{who} {'moves' if single else 'move'} that to {near_day(fix.moves_to, today)}."


def warning(dashboard: Dashboard) -> tuple[PillarRow, str, str] | None:
    """Return the most urgent pillar, what happens to it and what helps; ``None`` without risks.

    A second pillar at risk is mentioned last.
    """
    risks = at_risk(dashboard)
    if not risks:
        return None
    worst = risks[0]
    at, today = dashboard.pillars.index(worst), dashboard.today
    helps = remedy(dashboard.advice.fixes[at], dashboard.advice.recoveries[at], today)
    follow = [
        f"{row.label} follows {when(row.outlook.collapse_on, today)}."
        for row in risks[1:]
        if row.outlook.collapse_on is not None
    ]
    return worst, f"{worst.label} {falls(worst, today)}", " ".join([helps, *follow[:1]]).strip()
