"""Closed days that were kept from an earlier run, as columns."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ssi_tui.core.calendar import DAY
from ssi_tui.core.formula import COLLAPSE_SHARE, FED_DIVISOR
from ssi_tui.core.history.closes import Close
from ssi_tui.core.score.forecast import Closes
from ssi_tui.core.score.scoring import Closed, PillarSetup, Stocks
from ssi_tui.core.value import dataclass, replace


@dataclass(frozen=True, slots=True)
class KeptDays:
    """The closed days from the first of the log on; columns hold a value for each of them.

    ``last`` are the last closes with their stocks, ``tallies`` what was logged, as it is stored.
    ``down``, ``scores``, ``doses`` and ``usual`` hold one column a pillar.
    """

    last: tuple[Close, ...]
    tallies: Mapping[date, str]
    counts: Mapping[date, Mapping[str, int]]
    due: tuple[bool, ...]
    down: tuple[tuple[bool, ...], ...]
    scores: tuple[Sequence[float], ...]
    doses: tuple[Sequence[float], ...]
    usual: tuple[Sequence[float], ...]

    @property
    def first(self) -> date:
        """The first of the days."""
        return self.until - timedelta(days=len(self.due))

    @property
    def until(self) -> date:
        """The day after the last of them."""
        return self.last[-1].day + DAY

    def with_more(self, more: Sequence[Close]) -> "KeptDays":
        """Return the columns with those of the days that follow; the rest is left as it is."""
        if not more:
            return self
        pillars = range(len(self.scores))
        return replace(
            self,
            last=(*self.last, *more),
            due=(*self.due, *(close.due for close in more)),
            down=tuple((*self.down[at], *(one.down[at] for one in more)) for at in pillars),
            scores=tuple((*self.scores[at], *(one.scores[at] for one in more)) for at in pillars),
            doses=tuple((*self.doses[at], *(one.doses[at] for one in more)) for at in pillars),
            usual=tuple((*self.usual[at], *(one.usual[at] for one in more)) for at in pillars),
        )

    def closed(self, until: date, stocks: Stocks) -> Closed:
        """Return the closed days as the engine gives them."""
        return Closed(self.first, until, self.scores, self.doses, stocks)

    def closes(self, pillars: Sequence[PillarSetup]) -> tuple[Closes, ...]:
        """Return what the closed days say, as ``forecast.read_closes`` does."""
        found = []
        for at, pillar in enumerate(pillars):
            floor, kept = pillar.floor, 1.0 - COLLAPSE_SHARE
            enough = pillar.half_pace / FED_DIVISOR
            found.append(
                Closes(
                    self.usual[at],
                    tuple([floor + kept * usual for usual in self.usual[at]]),
                    tuple([dose >= enough for dose in self.doses[at]]),
                    self.down[at],
                )
            )
        return tuple(found)
