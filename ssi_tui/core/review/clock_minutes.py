"""What the session clock says about a week, and how long each task takes by it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median

from ssi_tui.core.clock import Stretch, by_day, disjoint
from ssi_tui.core.model import BY_HAND, Entry, Task
from ssi_tui.core.value import dataclass, field

WEEKS = timedelta(weeks=12)
LEAST_SAMPLES = 5
# Ticks closer together than this were made together; no task is done as fast.
MOMENT = timedelta(seconds=10)
LONGEST_GAP = timedelta(minutes=15)
# A task must differ from its usual minutes by this much before that is worth mentioning.
WORTH_A_WORD = 0.5


@dataclass(frozen=True, slots=True)
class Learnt:
    """The minutes that one of a task takes by the clock, and those that the routine assumes."""

    task: str
    label: str
    minutes: float
    usual: float

    @property
    def differs(self) -> bool:
        """Whether the task takes noticeably more or fewer minutes than assumed."""
        return abs(self.minutes - self.usual) >= WORTH_A_WORD


@dataclass(frozen=True, slots=True)
class WeekClock:
    """The minutes by the clock on each day of a week, and for one of each task.

    ``minutes`` holds only days on which the clock ran; ``measured`` tells whether it ran at all in
    the twelve weeks up to the last day.
    """

    minutes: Mapping[date, float] = field(default_factory=dict)
    each: tuple[Learnt, ...] = ()
    measured: bool = False


NO_CLOCK = WeekClock()


def week_clock(
    stretches: Sequence[Stretch],
    entries: Iterable[Entry],
    tasks: Iterable[Task],
    first: date,
    last: date,
) -> WeekClock:
    """Return the minutes by the clock of the week from ``first`` to ``last``.

    ``stretches`` are those of the twelve weeks up to its end, ``entries`` the ones that count on
    those days, ``tasks`` those of its routine.
    """
    times = by_day(stretches)
    found = {
        day: length / timedelta(minutes=1) for day, length in times.items() if first <= day <= last
    }
    return WeekClock(found, learnt(samples(stretches, entries), tasks), bool(times))


def samples(stretches: Iterable[Stretch], entries: Iterable[Entry]) -> dict[str, list[float]]:
    """Return by task how many minutes one of it took, each time that the clock can tell.

    A tick took the time since the tick before it or since the start of the stretch; ticks of one
    task made together share that time. Nothing can be told of ticks made together for several
    tasks or another day, nor of a long gap.
    """
    known = sorted(
        ((entry.at, entry) for entry in entries if entry.at and entry.source in BY_HAND),
        key=lambda pair: pair[0],
    )
    instants = [at for at, _ in known]
    found: defaultdict[str, list[float]] = defaultdict(list)
    for stretch in disjoint(stretches):
        before = stretch.start
        inside = known[bisect_left(instants, before) : bisect_right(instants, stretch.stop)]
        for batch in _batches(inside):
            took, before = batch[-1][0] - before, batch[-1][0]
            one = batch[0][1]
            alike = all((each.task, each.day) == (one.task, stretch.day) for _, each in batch)
            if alike and MOMENT <= took <= LONGEST_GAP:
                count = sum(each.count for _, each in batch)
                found[one.task].append(took / timedelta(minutes=1) / count)
    return found


def _batches(inside: Sequence[tuple[datetime, Entry]]) -> Iterator[list[tuple[datetime, Entry]]]:
    """Yield the entries in groups of those that were ticked together."""
    batch: list[tuple[datetime, Entry]] = []
    for pair in inside:
        if batch and pair[0] - batch[-1][0] > MOMENT:
            yield batch
            batch = []
        batch.append(pair)
    if batch:
        yield batch


def learnt(found: Mapping[str, Sequence[float]], tasks: Iterable[Task]) -> tuple[Learnt, ...]:
    """Return the median minutes of each task that was measured at least five times."""
    return tuple(
        Learnt(task.id, task.label, median(found[task.id]), task.minutes)
        for task in tasks
        if len(found.get(task.id, ())) >= LEAST_SAMPLES
    )


NOT_YET = "not enough data yet"


def each_words(clock: WeekClock) -> tuple[str, ...]:
    """Return how long one of each task takes: ``comment 3.1 (usual 2)``, ``share 2.8``."""
    if not clock.each:
        return (NOT_YET,)
    return tuple(
        f"{one.label} {one.minutes:.1f}" + (f" (usual {one.usual:g})" if one.differs else "")
        for one in clock.each
    )
