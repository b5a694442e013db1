"""LinkedIn's own numbers beside the estimates of the mornings on which they were read."""

from collections.abc import Sequence
from datetime import date

from ssi_tui.core.calendar import DAY
from ssi_tui.core.history.history import opening_scores
from ssi_tui.core.model import PILLARS
from ssi_tui.core.text.words import near_day_month, number
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.core.today.why import estimates_on
from ssi_tui.core.value import dataclass


@dataclass(frozen=True, slots=True)
class Beside:
    """What a reading says, beside the estimate of that morning, ``None`` before the log."""

    day: date
    read: float
    estimate: float | None


def readings_of(dashboard: Dashboard, at: int | None, most: int) -> tuple[Beside, ...]:
    """Return the last readings of the pillar with index ``at`` or of the total, newest first."""
    which = range(len(PILLARS)) if at is None else (at,)
    known = [reading for reading in dashboard.source.log.readings if reading.day <= dashboard.today]
    return tuple(
        Beside(
            reading.day,
            sum(reading.pillars[one] for one in which),
            _opened_with(dashboard, which, reading.day),
        )
        for reading in reversed(known[-most:])
    )


def _opened_with(dashboard: Dashboard, which: Sequence[int], day: date) -> float | None:
    """Return the scores with which a day opened, added up: those of the close before, faded."""
    history = dashboard.source.history
    if day == history.first:
        opening = opening_scores(history, day)
        return None if opening is None else sum(opening[one] for one in which)
    found = 0.0
    for one in which:
        pillar, closed = history.pillars[one], history.closed.score_on(one, day - DAY)
        if closed is None:
            return None
        stock = pillar.stock_for(closed)
        found += pillar.score(stock * pillar.decay(history.schedule.clock(day)))
    return found


def reading_words(dashboard: Dashboard, at: int) -> str:
    """Return a sentence about the last reading of a pillar; "" without readings."""
    reading = dashboard.reading
    if reading is None:
        return ""
    scores, plain = estimates_on(dashboard, reading.day)
    said = (
        f"LinkedIn {number(reading.pillars[at])} on {near_day_month(reading.day, dashboard.today)}."
    )
    if scores is None:
        return said
    if plain is None:
        return f"{said} Estimate that day: {number(scores[at])}."
    before = number(plain[at])
    return f"{said} Estimate now {number(scores[at])} ({before} before your readings)."
