"""The estimate as it would be without readings, to be shown beside the calibrated one."""

from datetime import date

from ssi_tui.core.calendar import days_between
from ssi_tui.core.history.history import History
from ssi_tui.core.model import Log
from ssi_tui.core.score.scoring import days_of, setups


def plain_scores_on(log: Log, history: History, day: date) -> tuple[float, ...]:
    """Return the four scores that a day would have without readings: at its close, or now if today.

    ``history`` must be of the same log. A day before the log has the scores of the evening before
    its first morning.
    """
    pillars = setups(log.profile)
    known = (tally for tally in log.tallies if tally.day <= day)
    days = days_of(known, history.schedule.actions_on)
    stocks = [pillar.before for pillar in pillars]
    for at in days_between(history.first, day):
        clock = history.schedule.clock(at)
        if clock:
            stocks = [
                stock * pillar.decay(clock) for stock, pillar in zip(stocks, pillars, strict=True)
            ]
        today = days.get(at)
        if today is not None:
            doses = (sum(dose.values()) for dose in today.doses())
            stocks = [stock + dose for stock, dose in zip(stocks, doses, strict=True)]
    return tuple(pillar.score(stock) for pillar, stock in zip(pillars, stocks, strict=True))
