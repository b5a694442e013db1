"""What each pillar earned and lost over some days, to the last digit.

When a day opens each pillar fades, and what is done on the day earns points. Both are differences
of scores, so that they add up to the change. All values are in points of the pillar.
"""

from collections.abc import Mapping
from datetime import date

from ssi_tui.core.calendar import DAY, days_between
from ssi_tui.core.history.history import History
from ssi_tui.core.history.lazy_days import between
from ssi_tui.core.model import Log, Pillar
from ssi_tui.core.score.scoring import (
    NOTHING,
    PillarSetup,
    Stocks,
    add,
    days_of,
    fade,
    replay,
    scores,
)
from ssi_tui.core.text.rounding import shown
from ssi_tui.core.value import dataclass


@dataclass(frozen=True, slots=True)
class PillarLedger:
    """One pillar over a range of days: ``opening`` + ``faded`` + ``earned`` = ``closing``.

    ``faded`` is 0 or less. ``earned`` holds 0 or more for each action, and for the active days.
    """

    pillar: Pillar
    opening: float
    closing: float
    faded: float
    earned: Mapping[str, float]

    @property
    def shown_change(self) -> float:
        """The difference of the two scores as they are shown."""
        return round(shown(self.closing) - shown(self.opening), 1)

    @property
    def earned_in_all(self) -> float:
        """The points that everything together earned."""
        return sum(self.earned.values())


@dataclass(frozen=True, slots=True)
class Ledger:
    """The four pillars from the close of the day before ``first`` to the close of ``last``.

    It may begin with the opening of ``first`` instead. If ``last`` is today, it ends with what has
    been done so far. ``fading_days`` counts the days on which the activity clock ran.
    """

    first: date
    last: date
    fading_days: int
    pillars: tuple[PillarLedger, ...]


def ledger_of(
    log: Log, history: History, first: date, last: date, *, opened: bool = False
) -> Ledger:
    """Return the ledger of the days from first to last, both included.

    Days before the log or after today are left out. ``history`` must be of the same log. A range
    that begins before today may cost a walk over the log up to its beginning. With ``opened`` it
    begins when the first day has opened, so that the fading of that night is not in it.

    Each day, faded = P(after fading) - P(before) and earned = (P(after) - P(after fading)) split
    by the shares of the day's dose, where P is the score of the stock.
    """
    start = max(first, history.first)
    end = min(last, history.today)
    pillars = history.pillars
    days = days_of(between(log.tallies, start, end), history.schedule.actions_on)
    stocks = opening_stocks(log, history, start)
    if opened:
        stocks = fade(stocks, pillars, history.schedule.clock(start))
    opening = was = scores(stocks, pillars)
    faded = [0.0] * len(pillars)
    earned: list[dict[str, float]] = [{} for _ in pillars]
    fading_days = 0
    for day in days_between(start, end):
        clock = 0.0 if opened and day == start else history.schedule.clock(day)
        fading_days += clock > 0.0
        stocks = fade(stocks, pillars, clock)
        low = scores(stocks, pillars)
        doses = days.get(day, NOTHING).doses()
        stocks = add(stocks, doses)
        high = scores(stocks, pillars)
        for at, dose in enumerate(doses):
            faded[at] += low[at] - was[at]
            whole = sum(dose.values())
            for action, points in dose.items():
                share = (high[at] - low[at]) * points / whole
                earned[at][action] = earned[at].get(action, 0.0) + share
        was = high
    return Ledger(
        start,
        end,
        fading_days,
        tuple(
            PillarLedger(pillar.pillar, opening[at], was[at], faded[at], earned[at])
            for at, pillar in enumerate(pillars)
        ),
    )


def opening_stocks(log: Log, history: History, start: date) -> Stocks:
    """Return the stocks at the close of the day before ``start``."""
    if start >= history.today:
        return history.closed.stocks
    known = next((close for close in history.last if close.day == start - DAY), None)
    if known is not None:
        return known.stocks
    days = days_of(between(log.tallies, date.min, start - DAY), history.schedule.actions_on)
    return replay(history.pillars, days, history.schedule, history.first, start).stocks


def since_last_due_day(log: Log, history: History) -> Ledger:
    """Return the ledger from the close of the last closed due day until now.

    On most days that is today only, on a Monday the days since Friday. If no due day has closed,
    the ledger begins with the log.
    """
    closed = len(history.due)
    while closed and not history.due[closed - 1]:
        closed -= 1
    return ledger_of(log, history, history.closed.day_at(closed), history.today)


def par(pillar: PillarSetup, stock: float, clock: float) -> float:
    """Return the points that a day must bring to make up for its fading: F * (1 - 2^(-clock / h)).

    ``stock`` (F) is the stock at the close before; ``clock`` is by how many days the activity
    clock advances on the day.
    """
    return stock * (1.0 - pillar.decay(clock))
