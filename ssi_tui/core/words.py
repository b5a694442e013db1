"""The words that the screens and the command line share: days, numbers, labels, sentences."""

from __future__ import annotations

from datetime import date, timedelta

from ssi_tui.core.formula import ACTIONS, PILLAR_RULES
from ssi_tui.core.model import Risk

# The words of one line are needed without the modules of what else they can be about.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ssi_tui.core.dashboard import Dashboard
    from ssi_tui.core.glance import Glance, PillarGlance
    from ssi_tui.core.planner import Reason
    from ssi_tui.core.remedies import Fix, Recovery
    from ssi_tui.core.rows import PillarRow

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUS = "−"
DONE, TO_DO = "●", "○"
PURPOSE_WIDTH = 26

QUALITY_LABELS = {
    "note": "with a note",
    "plain": "plain",
    "decision_maker": "decision maker",
    "thoughtful": "thoughtful",
    "short": "short",
    "sent": "sent",
    "replied": "got a reply",
    "original": "original",
    "reshare": "reshare",
}

# The most urgent first: what can still be held, then what is to be won back.
_URGENCY = (Risk.ABOUT_TO_COLLAPSE, Risk.COLLAPSED, Risk.WATCH)


def out_of(done: float, asked: float) -> str:
    """Return ``2 of 5``, or ``2`` where nothing was asked for."""
    return f"{done:.0f} of {asked:.0f}" if asked else f"{done:.0f}"


def day_month(day: date) -> str:
    """Return a day as ``23 Nov``."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def near_day_month(day: date, today: date) -> str:
    """Return a day as ``23 Nov``, with its year where that is not this year's."""
    return day_month(day) if day.year == today.year else f"{day_month(day)} {day.year}"


def short_day(day: date) -> str:
    """Return a day as ``Mon 23 Nov``, whatever the locale."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """Return a day as ``Mon 23 Nov 2026``."""
    return f"{short_day(day)} {day.year}"


def near_day(day: date, today: date) -> str:
    """Return a day as ``Mon 23 Nov``, with its year where that is not this year's."""
    return short_day(day) if day.year == today.year else long_day(day)


def number(value: float, digits: int = 1) -> str:
    """Return a number with a real minus and no negative zero."""
    text = f"{value:.{digits}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def minutes(value: float) -> str:
    """Return minutes without needless decimals: ``2``, ``0.2``."""
    return f"{round(value, 1):g}"


def signed(value: float) -> str:
    """Return a difference with its sign: ``+1.0``, ``−0.7``, ``0.0``."""
    text = number(value)
    return text if text.startswith(MINUS) or float(text) == 0.0 else f"+{text}"


def change(value: float | None) -> str:
    """Return a change with its glyph: ``▲ 1.3``, ``▼ 0.9``, ``=``; nothing where unknown."""
    if value is None:
        return ""
    text = number(abs(value))
    if float(text) == 0.0:
        return "="
    return f"▲ {text}" if value > 0 else f"▼ {text}"


def printable(text: str) -> str:
    """Return user text without what a terminal would obey: control characters become spaces."""
    return "".join(character if character.isprintable() else " " for character in text)


def entries(amount: int) -> str:
    """Return a number of entries: ``1 entry``, ``1,284 entries``."""
    return "1 entry" if amount == 1 else f"{amount:,} entries"


def when(day: date, today: date) -> str:
    """Return when a night comes: ``tonight``, ``tomorrow night`` or ``on Fri 27 Nov``."""
    if day == today:
        return "tonight"
    if day == today + timedelta(days=1):
        return "tomorrow night"
    return f"on {near_day(day, today)}"


def at_risk(dashboard: Dashboard) -> tuple[PillarRow, ...]:
    """Return the pillars that ask for something, the most urgent first."""
    rows = [row for row in dashboard.pillars if row.risk in _URGENCY]
    return tuple(sorted(rows, key=lambda row: urgency(row.risk, row.outlook.nights_left)))


def worst_of(glance: Glance) -> PillarGlance | None:
    """Return the pillar that asks for something most urgently, if one does."""
    rows = [row for row in glance.pillars if row.risk in _URGENCY]
    return min(rows, key=lambda row: urgency(row.risk, row.outlook.nights_left), default=None)


def urgency(risk: Risk, nights_left: int | None) -> tuple[int, int]:
    """Return the place of a risk in the order of urgency, the most urgent first."""
    return _URGENCY.index(risk), nights_left or 0


def falls(row: PillarRow, today: date) -> str:
    """Return what happens to a pillar at risk and when, as a sentence without its subject."""
    if row.risk is Risk.COLLAPSED and row.down_since is not None:
        return f"is under its line since {near_day(row.down_since, today)}."
    if row.outlook.collapse_on is None:
        return f"is {row.risk.value}."
    return f"falls under its line {when(row.outlook.collapse_on, today)} if nothing is done."


def times(label: str, count: int) -> str:
    """Return a label with its count: ``comment ×2``."""
    return label if count == 1 else f"{label} ×{count}"


_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def amount(action: str, count: int) -> str:
    """Return a number of actions at the beginning of a sentence: ``Two connects``."""
    spelled = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{spelled} {plural(action, count)}"


def counted(action: str, count: int) -> str:
    """Return a number of actions: ``2 connects``."""
    return f"{count} {plural(action, count)}"


def plural(action: str, count: int) -> str:
    """Return the label of an action for a number of it: ``connects``, ``searches``."""
    label = ACTIONS[action].label
    if count == 1:
        return label
    if label.endswith("y"):
        return f"{label[:-1]}ies"
    return f"{label}es" if label.endswith("ch") else f"{label}s"


def purpose(reason: Reason) -> str:
    """Return what an item of the plan is good for, in at most 26 cells."""
    pillar = PILLAR_RULES[reason.pillar].label
    if reason.lifts:
        return f"brings {pillar} back"
    if reason.moves:
        sentence = f"keeps {pillar} over its line"
        return sentence if len(sentence) <= PURPOSE_WIDTH else f"keeps {pillar} up"
    return f"feeds {pillar}"


def remedy(fix: Fix | None, recovery: Recovery | None, today: date) -> str:
    """Return what stops a collapse, or what brings a collapsed pillar back, as a sentence."""
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


def estimate_words(dashboard: Dashboard) -> str:
    """Return what the total is and how far it may be off: ``estimate ±9, good``.

    ``calibrated`` says that the user's readings have shifted it.
    """
    word = "estimate" if dashboard.source.history.calibration is None else "calibrated"
    return f"{word} ±{dashboard.margin:.0f}, {dashboard.band}"


def warning(dashboard: Dashboard) -> tuple[PillarRow, str, str] | None:
    """Return the most urgent pillar, what happens to it, and what moves that; ``None`` if calm.

    A second pillar at risk follows in the last sentence.
    """
    risks = at_risk(dashboard)
    if not risks:
        return None
    worst = risks[0]
    at = dashboard.pillars.index(worst)
    advice = dashboard.advice
    second = [remedy(advice.fixes[at], advice.recoveries[at], dashboard.today)]
    following = next((row for row in risks[1:] if row.outlook.collapse_on is not None), None)
    if following is not None and following.outlook.collapse_on is not None:
        night = when(following.outlook.collapse_on, dashboard.today)
        second.append(f"{following.label} follows {night}.")
    return worst, f"{worst.label} {falls(worst, dashboard.today)}", " ".join(filter(None, second))
