"""The last weeks, a row each: what was done on their days, and their sums."""

from datetime import date

from ssi_tui.core.ahead.year import DayState, year_of
from ssi_tui.core.history.runs import day_label
from ssi_tui.core.review.week import WeekSums, sums_of
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.value import dataclass


@dataclass(frozen=True, slots=True)
class PastWeek:
    """A week with the states of its seven days, its sums, and what its days are counted for."""

    first: date
    states: tuple[DayState, ...]
    sums: WeekSums
    day_label: str


def last_weeks(dashboard: Dashboard, count: int) -> tuple[PastWeek, ...]:
    """Return the last ``count`` weeks up to this one, without those before the log."""
    first_weekday = dashboard.source.settings.first_weekday
    year = year_of(dashboard.source, weeks=count, first_weekday=first_weekday)
    label = day_label(len(dashboard.tasks))
    starts = (year.day_at(at, 0) for at in range(len(year.weeks)))
    return tuple(
        PastWeek(first, states, sums_of(dashboard, first, first_weekday), label)
        for at, (first, states) in enumerate(zip(starts, year.weeks, strict=True))
        if year.day_at(at, len(states) - 1) >= dashboard.source.history.first
    )
