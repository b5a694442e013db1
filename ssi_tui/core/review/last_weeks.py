"""The last weeks, a row each: what was done on their days, and their sums."""

from datetime import date

from ssi_tui.core.ahead.year import DayState, year_of
from ssi_tui.core.review.week import WeekSums, sums_of
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import dataclass


@dataclass(frozen=True, slots=True)
class PastWeek:
    """A week with the states of its seven days, and its sums."""

    first: date
    states: tuple[DayState, ...]
    sums: WeekSums


def last_weeks(dashboard: Dashboard, count: int) -> tuple[PastWeek, ...]:
    """Return the last ``count`` weeks up to this one, without those before the log."""
    first_weekday = dashboard.source.settings.first_weekday
    year = year_of(dashboard.source, weeks=count, first_weekday=first_weekday)
    return tuple(
        PastWeek(year.day_at(at, 0), states, sums_of(dashboard, year.day_at(at, 0), first_weekday))
        for at, states in enumerate(year.weeks)
        if year.day_at(at, len(states) - 1) >= dashboard.source.history.first
    )
