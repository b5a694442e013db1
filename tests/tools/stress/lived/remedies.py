"""A warned pillar: what its fix does, and that nothing lifts the warning that does not feed it."""

from collections.abc import Iterator
from datetime import date

from ssi_tui.core.calendar import DAY
from ssi_tui.core.formula import (
    ACTIONS,
    FED_DIVISOR,
    PILLAR_RULES,
    PLAN_CAPS,
    REPLIED_TO,
    REPLY_DAYS,
)
from ssi_tui.core.model import PILLARS, Pillar
from ssi_tui.core.plan.remedies import Fix
from ssi_tui.core.text.words import near_day
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.words import at_risk
from tests.tools.stress.lived.checks import CLOSE, Checks
from tests.tools.stress.lived.idle import DOWN, WARNED, Mornings
from tests.tools.stress.lived.line import Line

MOVES = "a fix moves the night to the one named"
FEEDS = "a fix feeds its pillar"
GAINS = "a fix brings the points that it says"
CHEAPEST = "a fix is the cheapest that feeds and moves"
SAYS = "status names the night of the fix"
HOLDS = "after a fix, the pillar is up until the night named"
FALLS = "after a fix, it falls on that very night"
LIFTS = "what does not feed lifts no warning"

Rank = tuple[float, float, float, int, int]
"""Minutes, night (less is later), gain (less is more), count, and place among the actions."""


def check_fixes(checks: Checks, line: Line, mornings: Mornings, most: int | None) -> None:
    """Try the fixes on at most so many mornings that warn, and all other actions beside them."""
    warned = [
        (day, name)
        for day, pillars in mornings
        for name, said in zip(PILLARS, pillars, strict=True)
        if said["risk"] in WARNED
    ]
    for day, name in warned[:most]:
        WarnedPillar(checks, line, day, name).check()


class WarnedPillar:
    """A pillar on a morning that warns of it, before anything is done."""

    def __init__(self, checks: Checks, line: Line, day: date, pillar: Pillar) -> None:
        self._checks = checks
        self._line = line
        self._day = day
        self._at = PILLARS.index(pillar)
        self._said = line.pillars(day)[self._at]
        self._dashboard = line.dashboard(day)
        foretold = f"{self._said['risk']} {self._said['collapse_on']}"
        self._case = f"{pillar} on {day}, {foretold}"

    def check(self) -> None:
        """Check the fix, and what every action of the planner does by itself."""
        fix = self._dashboard.advice.fixes[self._at]
        helpful = dict(self._helpful())
        best = min(helpful, key=lambda item: helpful[item], default=None)
        named = None if fix is None else (fix.action, fix.count)
        self._checks.that(CHEAPEST, named == best, f"{self._case}: named {named}, best {best}")
        if fix is not None:
            self._check_words(fix)
            with self._line.trying():
                self._live(fix)

    def _helpful(self) -> Iterator[tuple[tuple[str, int], Rank]]:
        """Try each action by itself and yield what feeds the pillar and moves its night."""
        for place, (action, cap) in enumerate(PLAN_CAPS.items()):
            for count in range(1, cap + 1):
                with self._line.trying():
                    self._line.tick(self._day, {action: count})
                    now = self._line.pillars(self._day)[self._at]
                night = now["collapse_on"]
                case = f"{self._case}: {count} {action}: {now['risk']} {night}"
                if not self._feeds(action, count):
                    self._checks.that(LIFTS, now["risk"] in WARNED, case)
                elif (action != "reply" or was_heard(self._dashboard)) and (
                    night is None or night > self._said["collapse_on"]
                ):
                    late = date.max if night is None else date.fromisoformat(night)
                    gain = round(now["score"] - self._said["score"], 9)
                    minutes = count * ACTIONS[action].minutes
                    yield (action, count), (minutes, -late.toordinal(), -gain, count, place)

    def _feeds(self, action: str, count: int) -> bool:
        """Tell whether so many of an action feed the pillar, on a day that holds nothing else."""
        notes = self._dashboard.notes_left if action == "connect" else None
        noted = count if notes is None else min(count, notes)
        repeat = ACTIONS[action].repeat
        units = sum(repeat**at * (1.0 if at < noted else 0.5) for at in range(count))
        rule = PILLAR_RULES[PILLARS[self._at]]
        return units * ACTIONS[action].points[self._at] >= rule.half_pace / FED_DIVISOR

    def _check_words(self, fix: Fix) -> None:
        """Check that ``status`` names the night of the fix, where the pillar is the most urgent."""
        dashboard = self._dashboard
        if fix.moves_to is None or at_risk(dashboard)[0].pillar is not PILLARS[self._at]:
            return
        # In time off nothing is asked.
        if dashboard.time_off_until is None:
            told = f"to {near_day(fix.moves_to, self._day)}"
            said = self._line.run(self._day, "status")
            self._checks.that(SAYS, told in said, f"{self._case}: {told!r} is not in {said!r}")

    def _live(self, fix: Fix) -> None:
        self._line.tick(self._day, {fix.action: fix.count})
        now = self._line.pillars(self._day)[self._at]
        night = None if fix.moves_to is None else str(fix.moves_to)
        case = f"{self._case}: {fix.count} {fix.action} to {night}: {now['risk']} "
        case += f"{now['collapse_on']}, {self._said['score']:.4f} + {fix.gain:.4f} = {now['score']}"
        self._checks.that(MOVES, now["collapse_on"] == night, case)
        self._checks.that(FEEDS, self._feeds(fix.action, fix.count), case)
        gained = now["score"] - self._said["score"]
        self._checks.that(GAINS, abs(gained - fix.gain) < CLOSE, case)
        if fix.moves_to is not None:
            before = self._line.pillars(fix.moves_to)[self._at]
            after = self._line.pillars(fix.moves_to + DAY)[self._at]
            lived = f"{before['risk']} {before['collapse_on']}, {after['risk']}"
            self._checks.that(HOLDS, before["risk"] not in DOWN, f"{case}; lived: {lived}")
            # The day of the fix ends a gap, to which the line adapts, but not before its close.
            self._checks.count(FALLS, after["risk"] in DOWN)


def was_heard(dashboard: Dashboard) -> bool:
    """Tell whether anything that can be replied to was written in the three days before."""
    since = dashboard.today - REPLY_DAYS * DAY
    return any(
        tally.task in REPLIED_TO and since <= tally.day <= dashboard.today
        for tally in dashboard.source.log.tallies
    )
