"""The collapse line of a pillar at its closed days, worked out anew from what is kept of them."""

from collections.abc import Iterator
from datetime import date

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import RHYTHM_NIGHTS, SCORE_MAX, USUAL_DAYS
from ssi_tui.core.history.columns import KeptDays
from ssi_tui.core.score.scoring import PillarSetup
from ssi_tui.core.score.track import Track, is_fed, turn_of


def lines_of(
    days: KeptDays, at: int, pillar: PillarSetup, schedule: Schedule, since: date
) -> Iterator[tuple[date, float | None]]:
    """Yield the closed days from ``since`` on, each with the line of a pillar at that close.

    ``at`` is its index. The line is ``None`` while it has none. What a pillar has beyond 25 points
    is not kept, so that the line of one which readings have brought there may be off by a little.
    """
    closed, scores = days.closed, days.scores[at]
    shown = next((place for place in range(len(scores)) if closed.day_at(place) >= since), 0)
    begin = _begin(days, at, pillar, shown)
    track, stock = Track(pillar), pillar.before
    if begin:
        track.counted = [*scores[begin - USUAL_DAYS : begin]]
        track.due_closed = sum(days.due[:begin])
        track.settle()
        stock = pillar.stock_for(scores[begin - 1])
    for place in range(begin, len(scores)):
        day, score, dose = closed.day_at(place), scores[place], days.doses[at][place]
        if place and place == closed.left_out[0] and closed.left_out[1]:
            track.pass_over(schedule.passed(closed.day_at(place - 1) + DAY, day - DAY)[1])
        turn = turn_of(schedule, day)
        opening = stock * pillar.decay(turn.clock)
        stock = opening + dose if score >= SCORE_MAX else pillar.stock_for(score)
        if place >= shown:
            yield day, track.line if track.armed else None
        track.close(turn, opening, stock, is_fed(pillar, dose), up=begin > 0 and place < shown)


def _begin(days: KeptDays, at: int, pillar: PillarSetup, shown: int) -> int:
    """Return the place from which a walk has the same lines at ``shown`` as one over all days.

    It is a day that fed the pillar before all those that make its rhythm at ``shown``, with 28
    closes before it; the pillar was above its line in all that time. 0 where there is none.
    """
    last: date | None = None
    begin = 0
    for place in range(shown - 1, -1, -1):
        if not days.over[at][place]:
            return 0
        if begin:
            if place == begin - USUAL_DAYS:
                return begin if days.scores[at][begin - 1] < SCORE_MAX else 0
        elif is_fed(pillar, days.doses[at][place]):
            day = days.closed.day_at(place)
            last = last or day
            begin = place if (last - day).days > RHYTHM_NIGHTS else 0
    return 0
