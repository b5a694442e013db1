"""The closed days as columns, kept from an earlier run or walked over just now."""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ssi_tui.core.calendar import DAY
from ssi_tui.core.history.closes import LAST_CLOSES, Close, Reached, Walk
from ssi_tui.core.score.scoring import Closed, DayUnits
from ssi_tui.core.value import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class KeptDays:
    """The closed days from the first of the log on; columns hold a value for each of them.

    Those that ``left_out`` says of, as in ``Closed``, are in none.
    ``last`` are the last closes with their stocks, ``reached`` is where the walk over the days
    stands after them. ``tallies`` is what was logged, as it is stored. ``over``, ``scores`` and
    ``doses`` hold one column a pillar.
    """

    reached: Reached
    last: tuple[Close, ...] = ()
    tallies: Mapping[date, str] = field(default_factory=dict)
    counts: Mapping[date, Mapping[str, int]] = field(default_factory=dict)
    due: tuple[bool, ...] = ()
    over: tuple[tuple[bool, ...], ...] = ((),) * 4
    scores: tuple[Sequence[float], ...] = ((),) * 4
    doses: tuple[Sequence[float], ...] = ((),) * 4
    left_out: tuple[int, int] = (0, 0)

    @property
    def first(self) -> date:
        """The first of the days."""
        return self.until - timedelta(days=len(self.due) + self.left_out[1])

    @property
    def until(self) -> date:
        """The day after the last of them."""
        return self.reached.day

    @property
    def closed(self) -> Closed:
        """The days as the engine gives them."""
        stocks = self.reached.stocks
        return Closed(self.first, self.until, self.scores, self.doses, stocks, self.left_out)

    def with_more(self, walk: Walk, days: Mapping[date, DayUnits], until: date) -> "KeptDays":
        """Return the columns with those of the days that are left before ``until``.

        ``walk`` stands where they end; the tallies and counts are left as they are.
        """
        last, due = deque(self.last, LAST_CLOSES), [*self.due]
        over = [[*column] for column in self.over]
        columns = [[*column] for column in (*self.scores, *self.doses)]
        next_day, left_out = self.until, self.left_out
        for close in walk.closes(days, until, whole=False):
            if close.day != next_day:
                left_out = (len(due), (close.day - next_day).days)
            next_day = close.day + DAY
            last.append(close)
            due.append(close.due)
            for marks, mark in zip(over, close.over, strict=True):
                marks.append(mark)
            for column, value in zip(columns, (*close.scores, *close.doses), strict=True):
                column.append(value)
        if len(due) == len(self.due):
            return self
        numbers = tuple(map(tuple, columns))
        return replace(
            self,
            reached=walk.reached,
            last=tuple(last),
            due=tuple(due),
            over=tuple(map(tuple, over)),
            scores=numbers[:4],
            doses=numbers[4:],
            left_out=left_out,
        )
