"""The estimate as it would be without readings, to be shown beside the calibrated one."""

from datetime import date

from ssi_tui.core.calendar import days_between
from ssi_tui.core.history.history import History
from ssi_tui.core.model import Log
from ssi_tui.core.score.reach import existing
from ssi_tui.core.score.scoring import before_enters, days_of, setups, starting_stocks


def plain_scores_on(log: Log, history: History, day: date) -> tuple[float, ...]:
    """Return the four scores that a day would have without readings: at its close, or now if today.

    ``history`` must be of the same log. A day before the log has the scores of its first morning.
    """
    pillars = setups(log.profile)
    schedule, first = history.schedule, history.first
    known = (tally for tally in log.tallies if tally.day <= day)
    days = days_of(known, schedule.actions_on)
    stocks = existing(starting_stocks(pillars, schedule, log.profile, first))
    enters = before_enters(log.profile, first)
    for at in days_between(first, day):
        clock = schedule.clock(at)
        if clock:
            stocks = [
                stock * pillar.decay(clock) for stock, pillar in zip(stocks, pillars, strict=True)
            ]
        today = days.get(at)
        if today is not None:
            doses = (sum(dose.values()) for dose in today.doses())
            stocks = [stock + dose for stock, dose in zip(stocks, doses, strict=True)]
        # The stock from before the log enters at a close, and today has none yet.
        if at == enters and at < history.today:
            stocks = [stock + pillar.before for stock, pillar in zip(stocks, pillars, strict=True)]
    return tuple(pillar.score(stock) for pillar, stock in zip(pillars, stocks, strict=True))
