"""The pillars at the close of an earlier day, which that day is shown with."""

from datetime import date, timedelta

from ssi_tui.core.calendar import DAY
from ssi_tui.core.history.history import History
from ssi_tui.core.text.rounding import shown_total, shown_total_change
from ssi_tui.core.value import dataclass

WEEK, MONTH = timedelta(days=7), timedelta(days=28)


@dataclass(frozen=True, slots=True)
class EveningPillar:
    """One pillar that evening: its score, the changes over 7 and 28 days, and its collapse line.

    The line is ``None`` where it had none, a change where the log was younger.
    """

    score: float
    change_7d: float | None
    change_28d: float | None
    line: float | None


@dataclass(frozen=True, slots=True)
class Evening:
    """All pillars at the close of a day; ``change`` is by how much the day changed the total."""

    pillars: tuple[EveningPillar, ...]
    change: float | None

    @property
    def shown_total(self) -> float:
        """The total as it is shown, which the pillars shown add up to."""
        return shown_total(pillar.score for pillar in self.pillars)

    @property
    def total_change_7d(self) -> float | None:
        """The change of the total over seven days as it is shown, which the pillars' add up to."""
        return shown_total_change((pillar.score, pillar.change_7d) for pillar in self.pillars)


def evening_of(history: History, day: date) -> Evening | None:
    """Return the pillars at the close of a day, ``None`` of a day that the log does not hold."""
    days = (day, day - DAY, day - WEEK, day - MONTH)
    now, before, *earlier = map(history.closed.scores_on, days)
    if now is None:
        return None
    found = []
    for at, score in enumerate(now):
        week, month = (None if then is None else score - then[at] for then in earlier)
        _, line = history.runs.lines(at, day)[0]
        found.append(EveningPillar(score, week, month, line))
    change = round(shown_total(now) - shown_total(before), 1) if before else None
    return Evening(tuple(found), change)
