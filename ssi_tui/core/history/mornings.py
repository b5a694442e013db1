"""The estimates of a morning, with which a reading is compared: with readings, and without them."""

from datetime import date

from ssi_tui.core.calendar import DAY
from ssi_tui.core.history.history import History
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.history.ledger import opening_stocks
from ssi_tui.core.model import Log
from ssi_tui.core.score.scoring import days_of, fade, replay, scores, setups


def scores_at_opening(log: Log, history: History, day: date) -> tuple[float, ...] | None:
    """Return the four scores with which a day up to today opened, ``None`` before the log.

    ``history`` must be of the same log, here and below.
    """
    if day < history.first:
        return None
    stocks = opening_stocks(log, history, day)
    return scores(fade(stocks, history.pillars, history.schedule.clock(day)), history.pillars)


def plain_scores_at_opening(log: Log, history: History, day: date) -> tuple[float, ...]:
    """Return the four scores with which a day of the log would have opened without readings."""
    pillars, schedule = setups(log.profile), history.schedule
    days = days_of(between(log.tallies, history.first, day - DAY), schedule.actions_on)
    stocks = replay(pillars, days, schedule, history.first, day).stocks
    return scores(fade(stocks, pillars, schedule.clock(day)), pillars)
