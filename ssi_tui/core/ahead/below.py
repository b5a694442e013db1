"""The two rows below the pillars: the most urgent risk, or what else is to be said of the score."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ssi_tui.core.calendar import DAY
from ssi_tui.core.formula import DUE_DAYS_MINIMUM
from ssi_tui.core.model import Past, Question, Risk
from ssi_tui.core.score.forecast import DOWN, WARNED, Outlook
from ssi_tui.core.text.words import by_when, near_day, when
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.estimate import is_wide
from ssi_tui.core.today.next import next_workday
from ssi_tui.core.today.rows import PillarRow, standing_now
from ssi_tui.core.today.words import Forms, urgency, warning
from ssi_tui.core.value import dataclass, replace


@dataclass(frozen=True, slots=True)
class Below:
    """Two rows, each in several lengths, the longest first, and the risk that they are about."""

    first: Forms
    second: Forms = ("",)
    risk: Risk | None = None


def below_pillars(
    dashboard: Dashboard, profile_key: str = "", *, asking: Collection[Question] = tuple(Question)
) -> Below | None:
    """Return what is said below the pillars today, ``None`` if all is calm.

    ``profile_key`` is the key or the command for the questions about the profile, ``asking`` holds
    those that are open.
    """
    told = warning(dashboard)
    if told is not None:
        worst, happens, helps = told
        if dashboard.away:
            helps = _back_from(dashboard, worst)
        elif dashboard.done and not helps[0]:
            helps = _achieved(dashboard) or helps
        return Below(happens, helps, worst.risk)
    if dashboard.done and (achieved := _achieved(dashboard)):
        return Below(achieved)
    said = _narrowing(dashboard, profile_key, asking=asking)
    if until_warnings(dashboard):
        said.insert(0, young_forms(dashboard))
    first, second, *_ = (*said, ("",), ("",))
    return Below(first, second)


def until_warnings(dashboard: Dashboard) -> int:
    """Return how many workdays of the log are still to close before anything can be warned of."""
    return max(0, DUE_DAYS_MINIMUM - dashboard.source.history.tracks[0].due_closed)


def young_forms(dashboard: Dashboard) -> Forms:
    """Return after how many workdays warnings start, and how many there are, the longest first.

    Of the first one, until it is over, it is said that it is the first.
    """
    start = f"Warnings start after {DUE_DAYS_MINIMUM} workdays"
    so_far = DUE_DAYS_MINIMUM - until_warnings(dashboard)
    counted = (f"{start} ({so_far} so far).", f"{start}.")
    if so_far or not dashboard.source.history.schedule.is_due(dashboard.today):
        return counted
    return (f"Collapse w{start[1:]}; this is the first.", f"{start}; this is the first.", *counted)


def _narrowing(
    dashboard: Dashboard, profile_key: str, *, asking: Collection[Question]
) -> list[Forms]:
    """Return what makes a wide range narrower."""
    if not is_wide(dashboard):
        return []
    # Who doesn't know what was before has answered, too.
    if Question.PAST not in asking or dashboard.source.log.profile.past is not Past.UNKNOWN:
        return [("A reading of LinkedIn's own number narrows the range.",)]
    key = f" ({profile_key})" if profile_key else ""
    answer = f"Your answer{key}"
    return [(f"{answer} or LinkedIn's number narrows the range.", f"{answer} narrows it.")]


def _achieved(dashboard: Dashboard) -> Forms | None:
    """Return which pillar at risk today has moved, ``None`` if it has moved none."""
    source = dashboard.source
    for row in sorted(dashboard.pillars, key=urgency):
        standing = standing_now(source.history, source.now, dashboard.pillars.index(row))
        morning = replace(standing, stock=standing.opening, dose=0.0)
        foretold = source.history.foretold.outlook(morning)
        if forms := _moved(row, foretold, dashboard.today):
            return forms
    return None


def _moved(row: PillarRow, morning: Outlook, today: date) -> Forms | None:
    before, after = morning.collapse_on, row.outlook.collapse_on
    if morning.risk in DOWN and row.risk not in DOWN:
        return (f"Today brought {row.label} back above its collapse line.",)
    if morning.risk not in WARNED or before is None or (after is not None and after <= before):
        return None
    if after is None:
        return (f"{row.label} no longer drops {when(before, today)}.",)
    return (
        f"Today moved {row.label} from {near_day(before, today)} to {near_day(after, today)}.",
        f"{row.label} moved to {near_day(after, today)}.",
    )


def _back_from(dashboard: Dashboard, worst: PillarRow) -> Forms:
    """Return what the routine does for a pillar after the time off."""
    # Loaded where it is time off.
    from ssi_tui.core.ahead.curves import curves_of

    first, at = next_workday(dashboard), dashboard.pillars.index(worst)
    if first is None:
        return ("",)
    day = near_day(first, dashboard.today)
    down = curves_of(dashboard.source)[at].kept.down
    if True not in down:
        return (f"Your routine is back before that, on {day}.",)
    if False not in down[down.index(True) :]:
        return (f"Your routine is back on {day}.",)
    return_day = dashboard.today + DAY * down.index(False, down.index(True))
    if return_day == first:
        return (f"Your routine on {day} brings it back the same day.", f"Your routine on {day}.")
    by = by_when(return_day, dashboard.today)
    return (f"Your routine from {day} on brings it back {by}.", f"It is back {by}.")
