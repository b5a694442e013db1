"""The session clock: stretches of time spent on the routine, and a clock that was left running.

A stretch belongs to the day on which it started. Instants come from the machine's clock, which may
be set back: no length is below zero, and no time is counted twice.
"""

from __future__ import annotations

from datetime import timedelta

from ssi_tui.core.value import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

QUIET = timedelta(minutes=30)
"""How long a clock is trusted after its start, or after something was logged."""
LONGEST = timedelta(hours=12)
SESSION = timedelta(minutes=15)
"""The time that a morning may take where the routine sets none."""
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time spent on the routine without a break, on the day on which it started."""

    day: date
    start: datetime
    stop: datetime

    @property
    def length(self) -> timedelta:
        """How long it took."""
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Running:
    """A clock that is running; ``signs`` are the instants of what was logged since its start."""

    day: date
    start: datetime
    signs: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class DayClock:
    """The clock of a day: its past stretches, and the clock that is ``running``, if one is.

    ``seconds`` is what it showed when it was read.
    """

    day: date
    seconds: int
    past: tuple[Stretch, ...] = ()
    running: Running | None = None

    def seconds_at(self, now: datetime) -> int:
        """Return the whole seconds that the clock shows at an instant."""
        return seconds_of(self.day, self.past, self.running, now)


def stopped_at(running: Running, now: datetime, budget: timedelta) -> datetime | None:
    """Return when a clock that was left running stopped, or ``None`` if it still runs.

    It stopped when something was last logged, or when the ``budget`` was used up if nothing was.
    """
    last = running.start
    for sign in running.signs:
        if sign - last > QUIET:
            break
        last = max(last, sign)
    else:
        if abs(now - last) <= QUIET and now - running.start <= LONGEST:
            return None
    # Once the machine's clock was set far back, nobody knows how long the stretch was.
    if last > running.start or now < running.start:
        return min(last, running.start + LONGEST)
    return running.start + min(budget, QUIET)


def stretch_of(running: Running, now: datetime, budget: timedelta) -> Stretch:
    """Return the stretch of a clock that is paused now, or that has stopped by itself."""
    stop = stopped_at(running, now, budget)
    return Stretch(running.day, running.start, _reach(running, now) if stop is None else stop)


def _reach(running: Running, now: datetime) -> datetime:
    """Return the latest instant that a running clock has seen."""
    return max(running.start, now, *running.signs)


def seconds_of(day: date, past: Iterable[Stretch], running: Running | None, now: datetime) -> int:
    """Return the whole seconds of a day, including those of a running clock."""
    going = [] if running is None else [Stretch(day, running.start, _reach(running, now))]
    return int(by_day((*past, *going)).get(day, timedelta()).total_seconds())


def day_clock(
    today: date, past: Iterable[Stretch], running: Running | None, now: datetime, budget: timedelta
) -> DayClock | None:
    """Return the clock as it stands, or ``None`` if it was not started today.

    A clock that was started before the day turned over is shown as long as it runs.
    """
    stopped = running is None or stopped_at(running, now, budget) is not None
    day = today if running is None or stopped else running.day
    known = tuple(stretch for stretch in past if stretch.day == day)
    if running is not None and stopped and running.day == today:
        known = (*known, stretch_of(running, now, budget))
    if stopped:
        running = None
        if not known:
            return None
    return DayClock(day, seconds_of(day, known, running, now), known, running)


def disjoint(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches in order, each without the time that an earlier one holds already."""
    found: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda stretch: (stretch.start, stretch.stop)):
        start = max(stretch.start, found[-1].stop) if found else stretch.start
        if start < stretch.stop:
            found.append(Stretch(stretch.day, start, stretch.stop))
    return found


def by_day(stretches: Iterable[Stretch]) -> dict[date, timedelta]:
    """Return the time of each day; what two stretches share counts once, for the first."""
    found: dict[date, timedelta] = {}
    for stretch in disjoint(stretches):
        found[stretch.day] = found.get(stretch.day, timedelta()) + stretch.length
    return found


def clock_face(seconds: int) -> str:
    """Return seconds as a clock shows them: ``6:12``, ``102:05``."""
    return f"{seconds // 60}:{seconds % 60:02}"


def whole_minutes(length: timedelta) -> str:
    """Return a length in words: ``6 minutes``, ``40 seconds``."""
    seconds = round(length.total_seconds())
    if seconds < 60:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    amount = round(seconds / 60)
    return f"{amount} minute{'' if amount == 1 else 's'}"


def clock_words(seconds: int, budget: float, *, running: bool) -> tuple[str, ...]:
    """Return what the clock shows, the longest form first: ``clock 15:02, enough``.

    ``budget`` is in minutes; 0 means that none is set.
    """
    face = clock_face(seconds)
    shown = f"clock {face}"
    if not running:
        return (f"{shown} paused", f"{face} paused", face)
    enough = (f"{shown}, enough", f"{shown} enough") if 0 < budget * 60 <= seconds else ()
    return (*enough, shown, face)
