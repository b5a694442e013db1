"""The collapse line of a pillar at its closed days, worked out anew from what is kept of them."""

from collections.abc import Iterator
from datetime import date

from ssi_tui.core.calendar import DAY, Schedule
from ssi_tui.core.formula import SCORE_MAX
from ssi_tui.core.score.scoring import Closed, PillarSetup
from ssi_tui.core.score.track import Track, is_fed, turn_of


def lines_of(
    closed: Closed, at: int, pillar: PillarSetup, schedule: Schedule
) -> Iterator[tuple[date, float | None]]:
    """Yield the closed days of the pillar with index ``at``, each with its line at that close.

    The line is ``None`` while the pillar has none. What a pillar has beyond 25 points is not kept,
    so that the line of one which readings have brought there may be off by a little.
    """
    track, stock = Track(pillar), pillar.before
    for place, (score, dose) in enumerate(zip(closed.scores[at], closed.doses[at], strict=True)):
        day = closed.day_at(place)
        if place and place == closed.left_out[0] and closed.left_out[1]:
            track.pass_over(schedule.passed(closed.day_at(place - 1) + DAY, day - DAY)[1])
        turn = turn_of(schedule, day)
        opening = stock * pillar.decay(turn.clock)
        stock = opening + dose if score >= SCORE_MAX else pillar.stock_for(score)
        yield day, track.line if track.armed else None
        track.close(turn, opening, stock, is_fed(pillar, dose))
