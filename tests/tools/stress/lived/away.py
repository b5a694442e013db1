"""Time off: what is said of it before it begins is compared with what it comes to."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from ssi_tui.core.ahead.time_off import Cost, Leaving, PillarCost, cost_of
from ssi_tui.core.ahead.time_off_words import before_leaving, held_score
from ssi_tui.core.calendar import DAY
from ssi_tui.core.formula import ACTIONS, PILLAR_RULES
from ssi_tui.core.model import PILLARS
from ssi_tui.core.text.words import number, short_day
from tests.tools.stress.lived.checks import Checks
from tests.tools.stress.lived.idle import DOWN
from tests.tools.stress.lived.line import Line

BEFORE = "time off: the score before it is as said"
AFTER = "time off: the score at its end is as said"
NIGHT = "time off: a pillar falls on the day said"
NONE = "time off: a pillar that is to stay up is up at its end"
KEEPS = "time off: more minutes keep it above what is said"
MINUTES = "time off: the minutes are those of what is named"
WORTH = "time off: what keeps it above a number is worth a point"

_ROW = re.compile(r"^ *(\w+) +([\d.]+) → +([\d.]+) *(.*)$", re.MULTILINE)


def check_time_off(checks: Checks, line: Line, today: date, number: int) -> None:
    """Take time off soon, keep the routine until then, and do nothing while it lasts."""
    roll = Random(f"away {number}")  # noqa: S311 - the same days on each run
    start = today + timedelta(days=roll.randint(1, 12))
    end = start + timedelta(days=roll.choice((roll.randint(4, 12), roll.randint(4, 34))))
    with line.trying():
        said = line.run(today, "off", str(start), str(end))
        cost = cost_of(line.dashboard(today).source, start, end)
        if cost is not None:
            Away(checks, line, cost, said).check()


class Away:
    """Time off that has been taken, and what was said of it."""

    def __init__(self, checks: Checks, line: Line, cost: Cost, said: str) -> None:
        self._checks = checks
        self._line = line
        self._cost = cost
        self._said = said
        self._case = f"on {cost.today}, off from {cost.start} to {cost.end}"
        self._asked_on = line.dashboard(cost.today).source.history.schedule.asked_on

    def check(self) -> None:
        """Live it without the advice, and once with the advice for each pillar."""
        rows = {label: rest for label, *rest in _ROW.findall(self._said)}
        with self._line.trying():
            ends = self._live({})
            for at, pillar in enumerate(self._cost.pillars):
                self._check_row(at, pillar, rows[PILLAR_RULES[pillar.pillar].label], ends[at])
        for at, pillar in enumerate(self._cost.pillars):
            leaving = pillar.leaving
            if leaving is not None and before_leaving(leaving, self._cost.today)[0] in self._said:
                with self._line.trying():
                    kept = self._live({leaving.on: dict(leaving.items)})[at]
                    self._check_leaving(at, leaving, kept, ends[at])

    def _live(self, more: Mapping[date, Mapping[str, int]]) -> list[float]:
        """Keep the routine until the time off, and return the scores at the end of it."""
        cost = self._cost

        def asked_on(day: date) -> dict[str, int]:
            asked = dict(self._asked_on(day))
            for action, count in more.get(day, {}).items():
                asked[action] = asked.get(action, 0) + count
            return asked

        self._line.live(cost.today, cost.start - DAY, asked_on)
        return self._line.scores(cost.end)

    def _check_row(self, at: int, pillar: PillarCost, row: list[str], end: float) -> None:
        was, then, verdict = row
        case = f"{pillar.pillar} {self._case}: {' '.join(row)}"
        before = self._line.scores(self._cost.start - DAY)[at]
        self._checks.that(BEFORE, number(before) == was, f"{case}, was {before}")
        self._checks.that(AFTER, number(end) == then, f"{case}, is {end}")
        falls_on = pillar.falls_on
        if falls_on is not None:
            assert short_day(falls_on) in verdict
            morning, next_morning = (
                self._line.pillars(day)[at]["risk"] for day in (falls_on, falls_on + DAY)
            )
            fell = morning not in DOWN and next_morning in DOWN
            self._checks.that(NIGHT, fell, f"{case}, is {morning} and then {next_morning}")
        elif "stays" in verdict:
            risk = self._line.pillars(self._cost.end + DAY)[at]["risk"]
            self._checks.that(NONE, risk not in DOWN, f"{case}, is {risk}")

    def _check_leaving(self, at: int, leaving: Leaving, kept: float, without: float) -> None:
        case = f"{PILLARS[at]} {self._case}: {before_leaving(leaving, self._cost.today)[0]}"
        spent = sum(count * ACTIONS[action].minutes for action, count in leaving.items)
        self._checks.that(MINUTES, abs(spent - leaving.minutes) < 1e-9, case)
        if leaving.falls_on is None:
            risk = self._line.pillars(self._cost.end + DAY)[at]["risk"]
            self._checks.that(KEEPS, risk not in DOWN, f"{case}, is {risk}")
        else:
            self._checks.that(KEEPS, kept >= held_score(leaving), f"{case}, is {kept}")
            self._checks.that(WORTH, kept - without >= 1.0, f"{case}, {kept} without {without}")
