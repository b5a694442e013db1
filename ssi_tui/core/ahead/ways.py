"""How likely a pillar is to drop, and the ways out: what each is good for, and its minutes."""

from datetime import date

from ssi_tui.core.ahead.curves import CURVE_DAYS, Curve
from ssi_tui.core.ahead.words import building_words, chance_words, slide_chance
from ssi_tui.core.calendar import DAY, days_between
from ssi_tui.core.formula import ACTIONS, NIGHTS_WALKED
from ssi_tui.core.model import PILLARS, Pillar, Risk
from ssi_tui.core.plan.remedies import fixes_for
from ssi_tui.core.text.words import by_when, near_day, times
from ssi_tui.core.today.dashboard import Dashboard, budget_on
from ssi_tui.core.value import dataclass

FIXES = 2


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done for a pillar, what comes of it, and how long it takes a day."""

    what: str
    words: str
    minutes: float


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What is to be expected of a pillar, what that rests on, and the ways out."""

    label: str
    expected: str
    about: str
    ways: tuple[Way, ...] = ()


def ways_out(dashboard: Dashboard, pillar: Pillar, kept: Curve) -> WaysOut:
    """Return what is to be expected of a pillar; ``kept`` is its curve with the routine."""
    at, today = PILLARS.index(pillar), dashboard.today
    row = dashboard.pillars[at]
    if dashboard.away:
        until = dashboard.source.history.schedule.time_off_until(today)
        day = "" if until is None else f"time off until {near_day(until, today)}"
        return WaysOut(row.label, day, "nothing is due")
    if row.risk is Risk.BUILDING:
        return WaysOut(row.label, "too early to judge", building_words(dashboard, pillar))
    if row.risk is Risk.DORMANT:
        return WaysOut(row.label, "inactive", "there is nothing left to lose")
    if row.risk in (Risk.COLLAPSED, Risk.RECOVERING):
        since = row.down_since or today
        expected = f"below its collapse line since {near_day(since, today)}"
        return WaysOut(row.label, expected, "", _ways_back(dashboard, at))
    chance = slide_chance(dashboard, pillar)
    night = row.outlook.collapse_on
    if chance is None or night is None:
        expected = f"stays above its line for {NIGHTS_WALKED} days or more"
        return WaysOut(row.label, expected, "even if you do nothing")
    expected = f"{chance_words(chance)} that it drops {by_when(night, today)}"
    about = "based on your own missed workdays"
    return WaysOut(row.label, expected, about, _ways_on(dashboard, at, kept))


def _ways_on(dashboard: Dashboard, at: int, kept: Curve) -> tuple[Way, ...]:
    """Return what holds a pillar above its line for longer, the routine last."""
    today = dashboard.today
    ways = [
        Way(times(ACTIONS[fix.action].label, fix.count), _holds(fix.moves_to, today), fix.minutes)
        for fix in fixes_for(dashboard.advice.situation, at)[:FIXES]
    ]
    crosses = kept.crosses
    words = "holds it for good" if crosses is None else _holds(today + DAY * crosses, today)
    return (*ways, Way("routine", words, _routine_minutes(dashboard)))


def _holds(until: date | None, today: date) -> str:
    if until is None:
        return f"holds it for {NIGHTS_WALKED} days"
    return f"holds it until {near_day(until, today)}"


def _ways_back(dashboard: Dashboard, at: int) -> tuple[Way, ...]:
    """Return what brings a pillar back above its line."""
    advice, today = dashboard.advice, dashboard.today
    recovery, back = advice.recoveries[at], advice.back_on[at]
    if back is not None:
        words = f"brings it back {by_when(back, today)}"
        return (Way("routine", words, _routine_minutes(dashboard)),)
    if recovery is None:
        return ()
    what = times(ACTIONS[recovery.action].label, recovery.count)
    back_by = by_when(recovery.by, today)
    words = f"brings it back {back_by}" if recovery.by == today else f"a day: back {back_by}"
    return (Way(what, words, recovery.minutes),)


def _routine_minutes(dashboard: Dashboard) -> float:
    """Return the minutes of the routine on the first workday from today on."""
    schedule, day = dashboard.source.history.schedule, dashboard.today
    days = days_between(day, day + DAY * (CURVE_DAYS - 1))
    return budget_on(schedule, next(filter(schedule.is_due, days), day))
