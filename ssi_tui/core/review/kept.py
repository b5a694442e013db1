"""What is kept of the routine: each task as often as on half of its last due days, or weeks."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from ssi_tui.core.ahead.year import counts_on
from ssi_tui.core.calendar import DAY, days_between, week_start
from ssi_tui.core.formula import KEPT_DAYS, KEPT_DUE_DAYS_MINIMUM, KEPT_WEEKS, KEPT_WEEKS_MINIMUM
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.history.weeks import WEEK, counts_toward
from ssi_tui.core.today.dashboard import Source


def most_kept(source: Source, task: str) -> int | None:
    """Return the most of a task that was reached on at least half of its last due days.

    Those are the days of the last 28 that are closed and asked for it; ``None`` if they are fewer
    than ten.
    """
    history = source.history
    days = days_between(max(history.first, history.today - KEPT_DAYS * DAY), history.today - DAY)
    reached = sorted(
        history.counts.get(day, {}).get(task, 0)
        for day in days
        if history.schedule.target(task, day)
    )
    return reached[len(reached) // 2] if len(reached) >= KEPT_DUE_DAYS_MINIMUM else None


def most_kept_weekly(source: Source, task: str) -> int | None:
    """Return the most of a task that was reached in at least half of its last weeks.

    Those are the weeks of the last four that are closed and asked for it by the week; ``None`` if
    they are fewer than two.
    """
    history, running = source.history, _running(source)
    reached = []
    for back in range(1, KEPT_WEEKS + 1):
        first = running - back * WEEK
        on = history.schedule.weekly_as_of(first, history.today)
        if on is not None and on >= history.first and history.schedule.version_on(task, on).weekly:
            reached.append(_done(source, task, first))
    reached.sort()
    return reached[len(reached) // 2] if len(reached) >= KEPT_WEEKS_MINIMUM else None


class KeptWeeks:
    """What is asked for by the week up to a day, as it is kept, on the due days of each week.

    It is done on the first due days of its week, one a day, from the first again where there are
    more. In the running week that is what is left of it, from today on.
    """

    def __init__(self, source: Source, last: date) -> None:
        self._source = source
        self._on: dict[date, Counter[str]] = {}
        if not source.history.schedule.asks_weekly:
            return
        first = _running(source)
        while first <= last:
            self._place(first)
            first += WEEK

    def on(self, day: date) -> Mapping[str, int]:
        """Return how many of each task are done on a day for its week."""
        return self._on.get(day, {})

    def kept(self, task: str, target: int) -> int:
        """Return how much of a weekly target is kept."""
        most = most_kept_weekly(self._source, task)
        return target if most is None else min(most, target)

    def _place(self, first: date) -> None:
        schedule, today = self._source.history.schedule, self._source.history.today
        week = days_between(max(first, today), first + WEEK - DAY)
        due = [day for day in week if schedule.is_due(day)]
        for task in schedule.weekly(first, today):
            left, days, there = self.kept(task.id, task.target), due, 0
            if first <= today:
                left -= _done(self._source, task.id, first)
                there = counts_on(self._source, today).get(task.id, 0)
                later = [day for day in due if day > today]
                days = later if there and later else due
            for at in range(max(0, left) if days else 0):
                self._on.setdefault(days[at % len(days)], Counter())[task.id] += 1
            if there and today in self._on:
                # What is there already is done beside what is left.
                self._on[today][task.id] += there


def _running(source: Source) -> date:
    return week_start(source.history.today, source.settings.first_weekday)


def _done(source: Source, task: str, first: date) -> int:
    tallies = between(source.log.tallies, first, min(first + WEEK - DAY, source.history.today))
    return sum(counts_toward(tallies, task).values())
