"""Sample data that tests and screenshots share: invented, and the same on each run."""

import functools
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from ssi_tui.core.model import Answer, Past, Pillar, Reading, Source
from ssi_tui.core.review.record import OUTCOMES, Commitment, Span
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.storage.settings.file import SettingsFile
from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.builder import Export, sheet, urn

MONDAY = date(2026, 11, 23)
THURSDAY, FRIDAY, SATURDAY = (MONDAY - timedelta(days=days) for days in (4, 3, 2))
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
ONE_SEARCH = Commitment("1 search a day", Pillar.PEOPLE, "search", 1)
READINGS = (
    (date(2026, 6, 28), (15.9, 14.6, 15.2, 14.9)),
    (date(2026, 8, 30), (16.4, 14.9, 16.6, 15.6)),
    (date(2026, 9, 20), (16.9, 15.8, 17.2, 15.9)),
)
SKIPPED = Answer.SKIPPED
HOLIDAYS = (
    (date(2025, 12, 24), date(2026, 1, 2), "turn of the year"),
    (date(2026, 8, 3), date(2026, 8, 14), "summer"),
)


# From here on nothing feeds People, so that it is on watch on ``MONDAY``.
SLACK_SINCE = date(2026, 11, 18)


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


def open_tracker(
    path: Path, read: Callable[[], datetime], preferences: SettingsFile | None = None
) -> Tracker:
    """Return a tracker on a file whose user lives in UTC."""
    return Tracker(path, WallClock(read, UTC), Source.TUI, preferences)


def year(path: Path) -> Tracker:
    """Write a year of mornings up to the Friday before ``MONDAY``, and stand on that Monday.

    Nobody was looked for or invited in the last days, so People is on watch.
    """
    rolls = random.Random(17)  # noqa: S311 - sample data
    clock = SceneClock(FIRST_DAY)
    tracker = open_tracker(path, clock)
    tracker.routine.set_profile(checklist=CHECKLIST, connections=520, past=Past.UNKNOWN)
    for start, end, reason in HOLIDAYS:
        tracker.routine.take_time_off(start, end, reason)
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
    slack = day >= SLACK_SINCE
    actions = [("comment", 1 if slack else rolls.choice((1, 2, 2, 2, 3)))]
    chances = {"share": 0.75, "message": 0.9, "reaction": 0.3}
    if not slack:
        chances |= {"search": 0.95, "connect": 0.9}
    actions += [(task, 1) for task, chance in chances.items() if rolls.random() < chance]
    return actions


@functools.cache
def _year_file() -> bytes:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "log.db"
        year(path).close()
        return path.read_bytes()


def monday(path: Path) -> Tracker:
    """Return the Monday before anything is done, with a year behind it."""
    path.write_bytes(_year_file())
    return open_tracker(path, SceneClock(MONDAY))


def morning(path: Path) -> Tracker:
    """Return the Monday, half done, with a year behind it."""
    tracker = monday(path)
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
        tracker.review.promise(week, TWO_CONNECTS if back == 1 else OTHER_PROMISES[back % 3])
    clock.move_to(MONDAY)
    return tracker


def whole(path: Path) -> Tracker:
    """Return the Monday with all that a wide terminal shows: notes, readings, a promise, time off.

    Three activities are logged on it.
    """
    path.write_bytes(_year_file())
    clock = SceneClock(MONDAY)
    tracker = open_tracker(path, clock)
    for day, scores in READINGS:
        clock.move_to(day)
        tracker.readings.record(Reading(day, scores))
    for back, counts in enumerate(((2, 1), (3, 1, 1), (1, 0), (2, 1)), 1):
        week = MONDAY - timedelta(weeks=back)
        clock.move_to(week + timedelta(days=6))
        for name, count in zip(OUTCOMES, counts, strict=False):
            tracker.review.count_outcome(week, name, count)
    clock.move_to(MONDAY)
    tracker.review.promise(MONDAY - timedelta(weeks=1), ONE_SEARCH)
    for back, text in ((3, "quarter end, only the short version"), (27, "long thread on pricing")):
        tracker.note(text, MONDAY - timedelta(days=back))
    tracker.routine.take_time_off(date(2026, 12, 24), date(2027, 1, 1), "turn of the year")
    deeds = (("comment", "thoughtful"), ("share", "original"), ("message", "sent"))
    for minute, (task, quality) in enumerate(deeds, 47):
        clock.instant = datetime.combine(MONDAY, time(6, minute), UTC)
        note = "the hiring piece" if task == "share" else None
        tracker.tick([(task, 1)], quality=quality, note=note)
    clock.move_to(MONDAY)
    return tracker


def logbook(path: Path) -> Tracker:
    """Return the Monday with a row of every kind in the log of the days before it."""
    path.write_bytes(_year_file())
    clock = SceneClock(MONDAY)
    tracker = open_tracker(path, clock)

    def at(day: date, hour: int, minute: int) -> date:
        clock.instant = datetime.combine(day, time(hour, minute), UTC)
        return day

    at(FRIDAY, 7, 1)
    tracker.tick([("comment", 1)])
    tracker.note("long thread on pricing", at(FRIDAY, 7, 2), "comment")
    at(FRIDAY, 12, 10)
    tracker.tick([("connect", 1)], THURSDAY, quality="decision_maker")
    at(FRIDAY, 12, 15)
    tracker.import_linkedin(_archive(path.parent))
    terminal = Tracker(path, WallClock(clock, UTC), Source.CLI)
    at(SATURDAY, 10, 12)
    terminal.tick([("connect", 1)], quality="note", note="met at the meetup")
    terminal.close()
    at(SATURDAY, 10, 30)
    tracker.routine.take_time_off(date(2026, 12, 21), date(2027, 1, 3), "mountains")
    at(MONDAY, 6, 47)
    tracker.tick([("comment", 1)], quality="thoughtful")
    at(MONDAY, 6, 48)
    tracker.tick([("message", 1)])
    tracker.undo()
    at(MONDAY, 6, 50)
    tracker.tick([("share", 1)], quality="original", note="the hiring piece")
    at(MONDAY, 6, 51)
    tracker.tick([("search", 2)])
    tracker.journal.void(tracker.store.entries(MONDAY, MONDAY)[-1].id)
    clock.move_to(MONDAY)
    return tracker


def shared(path: Path) -> Tracker:
    """Return the Monday of ``logbook``, shared with a laptop on which the last steps were made."""
    tracker = logbook(path)
    tracker.machines.join(path.parent, "desktop")
    clock = SceneClock(MONDAY)
    laptop = open_tracker(path.with_name("laptop.db"), clock)
    laptop.machines.join(path.parent, "laptop")
    clock.instant = datetime.combine(MONDAY, time(6, 55), UTC)
    laptop.routine.take_time_off(date(2026, 12, 14), date(2026, 12, 18), "skiing")
    clock.instant += timedelta(minutes=1)
    laptop.tick([("message", 1)], quality="replied", note="about the workshop in January")
    clock.instant += timedelta(minutes=1)
    laptop.tick([("comment", 1)])
    laptop.machines.sync()
    laptop.close()
    tracker.machines.sync()
    return tracker


def _archive(folder: Path) -> Path:
    """Write an archive that knows a comment, which was ticked by hand too, and two more."""
    rows = [
        (f"{day} {hour}:20:00", urn("activity", 7400000000000000000 + number), "Well said.")
        for number, (day, hour) in enumerate([(FRIDAY, 8), (THURSDAY, 8), (THURSDAY, 9)])
    ]
    return Export().add("Comments.csv", sheet("Comments", rows)).zip(folder / "archive.zip")


def newcomer(path: Path) -> Tracker:
    """Return a log that nobody has written to."""
    return open_tracker(path, SceneClock(MONDAY))


def first_run(path: Path) -> Tracker:
    """Return a log that nobody has written to, with the welcome read to its end."""
    tracker = newcomer(path)
    tracker.routine.end_welcome()
    return tracker
