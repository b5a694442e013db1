"""Nothing more is done: each pillar should fall on exactly the night that was foretold."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from ssi_tui.core.calendar import DAY, Schedule, days_between
from ssi_tui.core.formula import NIGHTS_WALKED
from ssi_tui.core.model import PILLARS
from tests.tools.stress.lived.checks import Checks
from tests.tools.stress.lived.line import Line

DOWN = ("collapsed", "recovering")
WARNED = ("watch", "about to collapse")
_WORSE = ("safe", *WARNED, "collapsed")
NIGHT = "the pillar falls on the night foretold"
STAYS = "while idle, the night foretold stays"
WORSENS = "while idle, the flag only worsens"
SINCE = "a pillar is down since the night foretold"

Mornings = Sequence[tuple[date, Sequence[Mapping[str, Any]]]]
"""Days, and what was said of the four pillars on each of them before anything was done."""


def idle(line: Line, today: date, days: int) -> Mornings:
    """Return what is said on each of some mornings if nothing is done on any of them."""
    last = today + days * DAY
    return [(day, line.pillars(day)) for day in days_between(today, last)]


def check_idle(checks: Checks, mornings: Mornings, schedule: Schedule) -> None:
    """Check what was said on idle mornings against each other."""
    for at, name in enumerate(PILLARS):
        rows = [(day, pillars[at]) for day, pillars in mornings]
        _check_nights(checks, name, rows, schedule)
        _check_flags(checks, name, rows, schedule)


Rows = Sequence[tuple[date, Mapping[str, Any]]]


def _check_nights(checks: Checks, name: str, rows: Rows, schedule: Schedule) -> None:
    for (day, said), (next_day, then) in pairwise(rows):
        if schedule.is_time_off(day) or schedule.is_time_off(next_day):
            continue
        night = said["collapse_on"]
        case = f"{name} on {day}: {night}, {said['risk']}; on {next_day}: {_brief(then)}"
        if night == str(day):
            checks.that(NIGHT, then["risk"] in DOWN, case)
            if then["risk"] in DOWN:
                checks.that(SINCE, then.get("since") == night, case)
        elif night is not None:
            checks.that(STAYS, then["collapse_on"] == night, case)
        elif said["risk"] == "safe" and then["collapse_on"] is not None:
            # The walk over the coming nights has an end, where a night comes into sight.
            far = str(next_day + NIGHTS_WALKED * DAY)
            checks.that(STAYS, then["collapse_on"] == far, case)
        elif said["risk"] == "safe":
            checks.that(NIGHT, then["risk"] not in DOWN, case)


def _check_flags(checks: Checks, name: str, rows: Rows, schedule: Schedule) -> None:
    due = [(day, said) for day, said in rows if schedule.is_due(day) and said["risk"] in _WORSE]
    for (day, said), (next_day, then) in pairwise(due):
        worse = _WORSE.index(then["risk"]) >= _WORSE.index(said["risk"])
        checks.that(
            WORSENS, worse, f"{name} on {day}: {_brief(said)}; on {next_day}: {_brief(then)}"
        )


def _brief(said: Mapping[str, Any]) -> str:
    return f"{said['risk']}, {said['collapse_on']}"
