"""The words for what time off costs."""

from collections.abc import Iterator
from datetime import date
from math import floor

from ssi_tui.core.ahead.time_off import SHOWN, Cost, Leaving, PillarCost
from ssi_tui.core.formula import ACTIONS, PILLAR_RULES
from ssi_tui.core.text.words import minutes, near_day, number, short_day, times

_WEEKS = {1: "a week", 2: "two weeks", 3: "three weeks", 4: "four weeks"}
WEEK = 7


def span_words(days: int) -> str:
    """Return a number of days off: ``two weeks``, ``a day``."""
    weeks, rest = divmod(days, WEEK)
    if not rest and weeks in _WEEKS:
        return _WEEKS[weeks]
    return "a day" if days == 1 else f"{days} days"


def verdict(pillar: PillarCost) -> str:
    """Return what becomes of a pillar and its line while the user is away, in at most 20 cells."""
    if pillar.falls_on is not None:
        return f"drops on {short_day(pillar.falls_on)}"
    if pillar.under:
        return "already below"
    return "stays above" if pillar.has_line else ""


def taken(cost: Cost, pillar: PillarCost) -> str:
    """Return what the time off takes from a pillar, as a sentence."""
    span, label = span_words(cost.days), PILLAR_RULES[pillar.pillar].label
    before, after = number(pillar.before), number(pillar.after)
    return f"With {span} off, {label} goes from {before} to {after}."


def items_words(leaving: Leaving) -> str:
    """Return what to do before leaving: ``message, connect ×2``."""
    return ", ".join(times(ACTIONS[action].label, count) for action, count in leaving.items)


def held_score(leaving: Leaving) -> float:
    """Return the score that leaving well holds, rounded down so that the pillar stays above it."""
    return floor(leaving.score * 10) / 10


def held(leaving: Leaving) -> str:
    """Return where leaving well holds the pillar: ``above its line``, or ``above 10.4``."""
    if leaving.falls_on is None:
        return "above its line"
    return f"above {number(held_score(leaving))}"


def day_words(leaving: Leaving, today: date) -> str:
    """Return the day on which to do it: ``today``, ``on Fri 18 Dec``."""
    return "today" if leaving.on == today else f"on {near_day(leaving.on, today)}"


def before_leaving(leaving: Leaving, today: date, what: str = "it") -> tuple[str, str]:
    """Return what to do before leaving in two lengths, the longer one with the activities."""
    spent, day, end = minutes(leaving.minutes), day_words(leaving, today), held(leaving)
    if spent == "1":
        return (
            f"1 extra minute {day} ({items_words(leaving)}) keeps {what} {end}.",
            f"1 extra minute {day} keeps {what} {end}.",
        )
    return (
        f"{spent} extra minutes {day} ({items_words(leaving)}) keep {what} {end}.",
        f"{spent} extra minutes {day} keep {what} {end}.",
    )


def fallen(cost: Cost) -> tuple[PillarCost, ...]:
    """Return the pillars that drop below their lines, the deepest fall first."""
    order = sorted(cost.pillars, key=lambda pillar: pillar.after - pillar.before)
    return tuple(pillar for pillar in order if pillar.falls_on is not None)


def sentences(cost: Cost) -> tuple[str, ...]:
    """Return for each pillar that drops what it loses, and what to do before leaving.

    Where none drops, the pillar that loses most is the only one, if its loss shows.
    """
    worst = min(cost.pillars, key=lambda pillar: pillar.after - pillar.before)
    seen = worst.before - worst.after >= SHOWN
    found = []
    for pillar in fallen(cost) or ((worst,) if seen else ()):
        said = taken(cost, pillar)
        if pillar.leaving is not None:
            said = f"{said} {before_leaving(pillar.leaving, cost.today)[0]}"
        found.append(said)
    return tuple(found)


def cost_lines(cost: Cost) -> Iterator[str]:
    """Yield the cost as lines of text: a row for each pillar, then what to do before leaving."""
    for pillar in cost.pillars:
        label = PILLAR_RULES[pillar.pillar].label
        was, then = number(pillar.before), number(pillar.after)
        yield f"   {label:14}{was:>5} → {then:>4}  {verdict(pillar)}"
    for sentence in sentences(cost):
        yield f"   {sentence}"
