"""The figures of a report: what the days of some weeks held, and the weeks one by one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import compress

from ssi_tui.core.calendar import days_between, week_start
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.history.runs import day_done, run_of, with_today
from ssi_tui.core.history.sums import minutes_of
from ssi_tui.core.import_report import Known
from ssi_tui.core.model import Answer
from ssi_tui.core.report.year import days_of_report
from ssi_tui.core.review.page import outcomes_of, verdict_of
from ssi_tui.core.review.promise import Verdict
from ssi_tui.core.review.record import WEEK, Reviews, outcome_names
from ssi_tui.core.review.week import LAST
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import dataclass

# Charts of fewer days would say nothing.
CHARTED_DAYS = 28


@dataclass(frozen=True, slots=True)
class ReportWeek:
    """A week that is over.

    ``days`` holds the style of each of its days, ``done`` and ``due`` count those of its workdays.
    ``scores`` are those at its close, ``None`` before the log; ``promise`` is what came of the
    promise made for it, and ``outcomes`` what its review counted, ``None`` without either.
    """

    first: date
    days: tuple[str, ...]
    done: int
    due: int
    minutes: float
    scores: tuple[float, ...] | None
    promise: Verdict | None
    outcomes: Mapping[str, int] | None

    @property
    def away(self) -> bool:
        """Whether nothing was due because of time off."""
        return not self.due and "off" in self.days


@dataclass(frozen=True, slots=True)
class Report:
    """The days from ``first`` to ``last``, as they stood at the end of the last one.

    ``dashboard`` is that of the last day, which is today where it is ``running``. ``days`` holds
    the style of each day; ``done`` and ``due`` count workdays, ``longest`` is the longest run of
    them. ``weeks`` are those that are over, the oldest first; ``outcomes`` are their sums by name,
    and ``known`` is what LinkedIn's analytics say of each day.
    """

    dashboard: Dashboard
    first: date
    running: bool
    days: Mapping[date, str]
    done: int
    due: int
    longest: int
    minutes: float
    weeks: tuple[ReportWeek, ...]
    outcomes: Mapping[str, int]
    known: Known

    @property
    def last(self) -> date:
        """The last day."""
        return self.dashboard.today

    @property
    def charted(self) -> bool:
        """Whether there are days enough to draw."""
        return (self.last - self.first).days >= CHARTED_DAYS

    @property
    def answers(self) -> Counter[Answer]:
        """How many promises of these weeks were kept, partly kept and not kept."""
        made = (week.promise for week in self.weeks)
        return Counter(each.answer for each in made if each is not None and each.answer)


def report_of(
    dashboard: Dashboard, reviews: Reviews, first: date, known: Known, *, running: bool
) -> Report:
    """Return the report of the days from a first one, or the log's, to that of the dashboard."""
    source, last = dashboard.source, dashboard.today
    history, first_weekday = source.history, source.settings.first_weekday
    first = max(first, history.first)
    due_today = [row.task for row in dashboard.tasks if row.target]
    counts = {row.task: row.count for row in dashboard.tasks}
    done_today = bool(due_today) and day_done(due_today, counts)
    whole = with_today(history.runs.whole_days, last, bool(due_today), done_today)
    since = bisect_left(whole.days, first)
    due, met = whole.days[since:], whole.done[since:]
    done, asked = {*compress(due, met)}, {*due}
    days = days_of_report(source, first, last, done)
    tallies = between(source.log.tallies, first, last)
    weeks = []
    week = week_start(first, first_weekday)
    while week + LAST <= last:
        of_week = list(days_between(week, week + LAST))
        verdict = verdict_of(dashboard, reviews, week)
        weeks.append(
            ReportWeek(
                week,
                tuple(days.get(day, "") for day in of_week),
                len(done.intersection(of_week)),
                len(asked.intersection(of_week)),
                minutes_of(between(tallies, week, week + LAST), history.schedule.actions_on),
                _scores(dashboard, week + LAST),
                # One that was made for an earlier week has been counted there.
                None if verdict is None or verdict.said < week - WEEK else verdict,
                outcomes_of(reviews, week),
            )
        )
        week += timedelta(weeks=1)
    sums = Counter[str]()
    for each in weeks:
        sums.update(each.outcomes or {})
    return Report(
        dashboard,
        first,
        running,
        days,
        len(done),
        len(due),
        run_of(met).longest,
        minutes_of(tallies, history.schedule.actions_on),
        tuple(weeks),
        {name: sums[name] for name in outcome_names(reviews) if sums[name]},
        known,
    )


def _scores(dashboard: Dashboard, day: date) -> tuple[float, ...] | None:
    if day == dashboard.today:
        return tuple(row.score for row in dashboard.pillars)
    return dashboard.source.history.closed.scores_on(day)
