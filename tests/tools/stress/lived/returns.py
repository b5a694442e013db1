"""A pillar that is down should be back on the day said, and not before."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ssi_tui.core.calendar import DAY, days_between
from ssi_tui.core.formula import DOWN_NIGHTS_MOST, RECOVERY_DAYS
from ssi_tui.core.model import PILLARS
from ssi_tui.core.text.words import by_when
from ssi_tui.core.today.words import at_risk
from tests.tools.stress.lived.checks import Checks
from tests.tools.stress.lived.idle import DOWN, Mornings
from tests.tools.stress.lived.line import Line

BACK = "a recovery is back at the close of the day said"
EARLY = "a recovery is not back before"
SAYS = "status names the day of the recovery"
KEPT_BACK = "with the routine, a pillar is back on the day said"
KEPT_STAYS = "with the routine, the day said stays"
LINE_STAYS = "the line of a pillar that is down stays"

AskedOn = Callable[[date], Mapping[str, int]]


def check_returns(
    checks: Checks, line: Line, mornings: Mornings, turn: int, most: int | None
) -> None:
    """Live the recovery and the routine of at most so many pillars that are down."""
    for at in range(len(PILLARS)):
        down = [day for day, pillars in mornings if pillars[at]["risk"] == "collapsed"]
        if down and most != 0:
            # Not always on the first morning after the fall.
            day = down[turn % len(down)]
            check_recovery(checks, line, day, at)
            check_back_on(checks, line, day, at)
            most = None if most is None else most - 1


def check_recovery(checks: Checks, line: Line, today: date, at: int) -> None:
    """Live the recovery of a pillar, and nothing else."""
    dashboard = line.dashboard(today)
    recovery = dashboard.advice.recoveries[at]
    if recovery is None:
        return
    schedule = dashboard.source.history.schedule
    who = f"{recovery.count} {recovery.action} a day"
    case = f"{PILLARS[at]} on {today}: {who} by {recovery.by}"
    # In time off nothing is asked.
    if dashboard.time_off_until is None and at_risk(dashboard)[0].pillar is PILLARS[at]:
        told = f"back {by_when(recovery.by, today)}"
        checks.that(SAYS, told in line.run(today, "status"), case)

    def asked_on(day: date) -> Mapping[str, int]:
        return {recovery.action: recovery.count} if schedule.is_due(day) else {}

    with line.trying():
        lines = _live_until_back(checks, line, (today, recovery.by), asked_on, at, case)
        checks.that(LINE_STAYS, len(lines) == 1, f"{case}: lines {sorted(lines)}")


def _live_until_back(
    checks: Checks, line: Line, days: tuple[date, date], asked_on: AskedOn, at: int, case: str
) -> set[float]:
    """Live until the day said, which is the first that ends with the pillar back up."""
    today, by = days
    lines = set()
    for day in days_between(today, by):
        line.tick(day, asked_on(day))
        now = line.pillars(day)[at]
        if day < by:
            lines.add(now["line"])
            checks.that(EARLY, now["risk"] in DOWN, f"{case}: {now['risk']} on {day}")
        else:
            checks.that(BACK, now["risk"] not in DOWN, f"{case}: {now['risk']} on {day}")
    then = line.pillars(by + DAY)[at]
    checks.that(BACK, then["risk"] not in DOWN, f"{case}: {then['risk']} the day after")
    return lines or {0.0}


def check_back_on(checks: Checks, line: Line, today: date, at: int) -> None:
    """Live the routine of a pillar, which is recovering once that feeds it."""
    asked_on = line.dashboard(today).source.history.schedule.asked_on
    with line.trying():
        said: list[tuple[date, Mapping[str, Any]]] = []
        for day in days_between(today, today + RECOVERY_DAYS * DAY):
            line.tick(day, asked_on(day))
            said.append((day, line.pillars(day)[at]))
            if said[-1][1]["risk"] not in DOWN:
                break
    recovering = [(day, now) for day, now in said if now["risk"] == "recovering"]
    if not recovering:
        return
    began, first = recovering[0]
    last, end = said[-1]
    back_on = first["back_on"]
    case = f"{PILLARS[at]}, recovering on {began}: back on {back_on}; {end['risk']} on {last}"
    # After twelve weeks the level of the last four is the usual one, and nothing is down any more.
    nights = (last - date.fromisoformat(first["since"])).days
    back = end["risk"] not in DOWN and nights < DOWN_NIGHTS_MOST
    within = back and (last - began).days < RECOVERY_DAYS
    checks.that(KEPT_BACK, (str(last) if within else None) == back_on, case)
    for day, now in recovering:
        if back_on is not None:
            stays = now["back_on"] == back_on
            checks.that(KEPT_STAYS, stays, f"{case}; on {day} {now['back_on']}")
