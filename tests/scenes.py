"""Sample data that tests and screenshots share: invented, and the same on each run."""

import functools
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ssi_tui.core.clock import Clock
from ssi_tui.core.model import Pillar, Source
from ssi_tui.core.record import STEPS, Answer, Commitment, Span, Step
from ssi_tui.tracker import Tracker

MONDAY = date(2026, 11, 23)
FIRST_DAY = date(2025, 12, 1)
CHECKLIST = frozenset(
    {"photo", "background", "headline", "about", "experience", "education", "skills", "media"}
)
TWO_CONNECTS = Commitment("2 connects a day", Pillar.PEOPLE, "connect", 2)
OTHER_PROMISES = (
    Commitment("1 message a day", Pillar.RELATIONSHIPS, "message", 1),
    Commitment("2 comments a day", Pillar.INSIGHTS, "comment", 2),
    Commitment("1 group in the week", Pillar.INSIGHTS, "group", 1, Span.WEEK),
)
SKIPPED = Answer.SKIPPED
HOLIDAYS = (
    (date(2025, 12, 24), date(2026, 1, 2), "turn of the year"),
    (date(2026, 8, 3), date(2026, 8, 14), "summer"),
)


class SceneClock:
    """A reader of instants that stands on a morning until it is moved."""

    def __init__(self, day: date) -> None:
        self.instant = at_seven(day)

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.instant

    def move_to(self, day: date) -> None:
        """Stand on the morning of another day."""
        self.instant = at_seven(day)


def at_seven(day: date) -> datetime:
    """Return seven in the morning of a day, in UTC."""
    return datetime(day.year, day.month, day.day, 7, tzinfo=UTC)


def open_tracker(path: Path, read: Callable[[], datetime]) -> Tracker:
    """Return a tracker on a file whose user lives in UTC."""
    return Tracker(path, Clock(read, UTC), Source.TUI)


def year(path: Path) -> Tracker:
    """Write a year of mornings up to the Friday before ``MONDAY``, and stand on that Monday.

    Nobody was looked for or invited in the last days, so People is on watch.
    """
    rolls = random.Random(11)  # noqa: S311 - sample data
    clock = SceneClock(FIRST_DAY)
    tracker = open_tracker(path, clock)
    tracker.frame.set_profile(checklist=CHECKLIST, connections=520)
    for start, end, reason in HOLIDAYS:
        tracker.frame.take_time_off(start, end, reason)
    day = FIRST_DAY
    while day < MONDAY:
        clock.move_to(day)
        away = any(start <= day <= end for start, end, _ in HOLIDAYS)
        worked = day.weekday() < 5 or rolls.random() < 0.12
        if worked and not away:
            tracker.tick(usual_day(rolls, day))
        day += timedelta(days=1)
    clock.move_to(MONDAY)
    return tracker


def usual_day(rolls: random.Random, day: date) -> list[tuple[str, int]]:
    """Return what was done on a day."""
    actions = [("comment", rolls.choice((1, 2, 2, 2, 3)))]
    chances = {"share": 0.75, "message": 0.9, "reaction": 0.3}
    if day < date(2026, 11, 18):
        chances |= {"search": 0.95, "connect": 0.9}
    actions += [(task, 1) for task, chance in chances.items() if rolls.random() < chance]
    return actions


@functools.cache
def _year_file() -> bytes:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "log.db"
        year(path).close()
        return path.read_bytes()


def morning(path: Path) -> Tracker:
    """Return the Monday, half done, with a year behind it."""
    path.write_bytes(_year_file())
    tracker = open_tracker(path, SceneClock(MONDAY))
    tracker.tick([("comment", 1), ("share", 1), ("search", 1)])
    return tracker


def done(path: Path) -> Tracker:
    """Return the Monday with the routine done."""
    tracker = morning(path)
    tracker.tick([("comment", 1), ("message", 1), ("connect", 2)])
    return tracker


def reviewed(path: Path) -> Tracker:
    """Return the Monday with ten reviews behind it, and two connects a day promised in the last."""
    path.write_bytes(_year_file())
    rolls = random.Random(5)  # noqa: S311 - sample data
    clock = SceneClock(MONDAY)
    tracker = open_tracker(path, clock)
    for back in range(10, 0, -1):
        week = MONDAY - timedelta(weeks=back + 1)
        clock.move_to(week + timedelta(days=6))
        for name, most in (("conversations", 4), ("meetings", 2), ("opportunities", 1)):
            tracker.review.count_outcome(week, name, rolls.randint(0, most))
        for step in STEPS[:-1]:
            tracker.review.take_step(week, step, SKIPPED if step is Step.READING else None)
        tracker.review.promise(week, TWO_CONNECTS if back == 1 else OTHER_PROMISES[back % 3])
    clock.move_to(MONDAY)
    return tracker


def newcomer(path: Path) -> Tracker:
    """Return a log that nobody has written to."""
    return open_tracker(path, SceneClock(MONDAY))


def first_run(path: Path) -> Tracker:
    """Return a log that nobody has written to, with the welcome read to its end."""
    tracker = newcomer(path)
    tracker.frame.end_welcome()
    return tracker
