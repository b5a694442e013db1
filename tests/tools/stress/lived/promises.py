"""A promise of the review: what it is said to bring is compared with what it brings if kept."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from ssi_tui.core.calendar import DAY, days_between
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import PILLARS, Pillar
from ssi_tui.core.review.focus import Proposal, proposals_for, starts_on
from ssi_tui.core.review.record import Span
from ssi_tui.core.today.dashboard import Dashboard
from tests.tools.stress.lived.checks import CLOSE, Checks
from tests.tools.stress.lived.line import Line

GAIN = "a promise brings what is said, lived with and without"
KEEPS = "what a promise keeps is lost without it"
OFFERED = "a gain that is offered is one that shows"

_LOOKED_AT = 28
_KNOWN_FROM = 10
_SHOWS = 0.05


def check_promises(checks: Checks, line: Line, today: date, most: int | None) -> None:
    """Live at most so many promises that the review of this week would propose for each pillar."""
    dashboard = line.dashboard(today)
    week = today - timedelta(days=today.weekday())
    start = starts_on(week, today)
    person = Keeper(dashboard)
    with line.trying():
        line.live(today, start + 6 * DAY, person.keeps_on)
        usual = line.scores(start + 6 * DAY)
    for at, pillar in enumerate(PILLARS):
        for proposal in proposals_for(dashboard, pillar, start)[:most]:
            _check(checks, line, person, start, proposal, (pillar, usual[at]))


def _check(
    checks: Checks,
    line: Line,
    person: "Keeper",
    start: date,
    proposal: Proposal,
    usual: tuple[Pillar, float],
) -> None:
    pillar, without = usual
    end = start + 6 * DAY
    asked = person.promised(proposal, start)
    with line.trying():
        line.live(person.today, end, lambda day: {**person.keeps_on(day), **asked.get(day, {})})
        score = line.scores(end)[PILLARS.index(pillar)]
    case = f"{pillar} on {person.today}, week from {start}: {proposal.commitment.words}"
    if proposal.keeps is None:
        lived = score - without
        said = f"{case} +{proposal.gain}, lived +{lived}"
        checks.that(GAIN, abs(lived - proposal.gain) < CLOSE, said)
        checks.that(OFFERED, proposal.gain >= _SHOWS, said)
    else:
        lived = without - score
        said = f"{case} keeps {proposal.keeps}, lived {lived}"
        checks.that(KEEPS, abs(lived - proposal.keeps) < CLOSE, said)


class Keeper:
    """Somebody who goes on as in the last four weeks, as counted in their log."""

    def __init__(self, dashboard: Dashboard) -> None:
        history = dashboard.source.history
        self.today = dashboard.today
        self._schedule = history.schedule
        self._first = max(history.first, self.today - _LOOKED_AT * DAY)
        self._counts: Counter[tuple[date, str]] = Counter()
        for tally in dashboard.source.log.tallies:
            self._counts[tally.day, ACTIONS[tally.task].toward] += tally.count

    def keeps_on(self, day: date) -> dict[str, int]:
        """Return how much of each task is done on a day."""
        asked = self._schedule.asked_on(day)
        return {task: min(target, self._most(task, target)) for task, target in asked.items()}

    def _most(self, task: str, target: int) -> int:
        """Return the most that was reached on at least half of the days that asked for a task."""
        days = [
            day
            for day in days_between(self._first, self.today - DAY)
            if self._schedule.target(task, day)
        ]
        if len(days) < _KNOWN_FROM:
            return target
        return max(
            count
            for count in range(target + 1)
            if 2 * sum(self._counts[day, task] >= count for day in days) >= len(days)
        )

    def promised(self, proposal: Proposal, start: date) -> Mapping[date, Mapping[str, int]]:
        """Return what the promise changes on the days of its week: more of a task, or none."""
        promise = proposal.commitment
        task = str(promise.subject)
        week = [day for day in days_between(start, start + 6 * DAY) if self._schedule.is_due(day)]
        if proposal.keeps is not None:
            return {day: {task: 0} for day in week}
        if promise.span is Span.WEEK:
            more = Counter(week[at % len(week)] for at in range(promise.amount))
        else:
            weekdays = promise.weekdays or self._schedule.version_on(task, start).weekdays
            days = (day for day in week if weekdays is None or day.weekday() in weekdays)
            more = Counter(dict.fromkeys(days, promise.amount))
        return {
            day: {task: max(count, self.keeps_on(day).get(task, 0))} for day, count in more.items()
        }
