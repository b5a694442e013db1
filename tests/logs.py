"""Clocks, trackers and dumps that the tests of storage, tracker and command line share."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ssi_tui.core.checks import LAST_DAY
from ssi_tui.core.formula import DEFAULT_TARGETS
from ssi_tui.core.history.history import history_of
from ssi_tui.core.import_report import Analytics, DayFigures
from ssi_tui.core.model import Answer, Entry, Past, Peers, Pillar, Reading, Source, TaskDefinition
from ssi_tui.core.review.record import Commitment, Span
from ssi_tui.core.today.dashboard import Dashboard, build
from ssi_tui.core.value import replace
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.storage.exchange.analytics import import_analytics
from ssi_tui.storage.opening import connect
from ssi_tui.tracker.tracker import Tracker

ROOT = Path(__file__).parent.parent
"""Where the package can be imported from, for the processes that tests start."""

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)
TUESDAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 23, 6, 47, tzinfo=UTC)
"""A quarter to seven on that Monday."""


@dataclass(slots=True)
class Hands:
    """The hands of a clock: they stand still until a test moves them."""

    instant: datetime = MORNING

    def read(self) -> datetime:
        """Return the instant that they show."""
        return self.instant

    def move(self, *, days: int = 0, hours: int = 0, minutes: int = 0) -> None:
        """Move them on, or back."""
        self.instant += timedelta(days=days, hours=hours, minutes=minutes)


@cache
def _blank() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.db"
        connect(path).close()
        return path.read_bytes()


def blank(path: Path) -> Path:
    """Write a database that holds nothing, quicker than by creating one; return its path."""
    path.write_bytes(_blank())
    return path


def open_tracker(
    path: Path, hands: Hands | None = None, zone: tzinfo = UTC, source: Source = Source.CLI
) -> Tracker:
    """Return a tracker on a file, which is made where it is missing.

    Its clock stands on that Monday morning where no hands are given.
    """
    if not path.exists():
        blank(path)
    return Tracker(path, WallClock((hands or Hands()).read, zone), source)


@contextmanager
def tracking(path: Path, hands: Hands | None = None, zone: tzinfo = UTC) -> Iterator[Tracker]:
    """Hold a tracker on a file open."""
    tracker = open_tracker(path, hands, zone)
    try:
        yield tracker
    finally:
        tracker.close()


def all_entries(tracker: Tracker) -> tuple[Entry, ...]:
    """Return the live entries of all days, in order of writing."""
    return tracker.store.entries(date.min, date.max)


def counted(tracker: Tracker) -> list[tuple[str, int, str | None]]:
    """Return task, count and quality of the live entries, in order of writing."""
    return [(entry.task, entry.count, entry.quality) for entry in all_entries(tracker)]


def dump(path: Path) -> str:
    """Return everything that a database holds, as SQL, but the stamp of its file."""
    with closing(sqlite3.connect(path)) as connection:
        pragmas = [
            f"{name} = {connection.execute(f'PRAGMA {name}').fetchone()[0]}"
            for name in ("application_id", "user_version")
        ]
        held = (row for row in connection.iterdump() if "VALUES('file'," not in row)
        return "\n".join([*pragmas, *held])


SUM = "SELECT coalesce(sum(count), 0) FROM entries WHERE live"


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Return what a query finds in a database."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def in_the_file_alone(path: Path, folder: Path) -> int:
    """Return the sum of what is left of an open database when its write-ahead log is lost."""
    copy = folder / "alone.db"
    copy.write_bytes(path.read_bytes())
    return int(str(rows(copy, SUM)[0][0]))


def exported(tracker: Tracker, form: str = "json") -> str:
    """Return an export of a log."""
    out = io.StringIO()
    tracker.export(form, out)
    return out.getvalue()


def export_to(path: Path, tracker: Tracker, form: str = "json") -> Path:
    """Write an export of a log into a file and return its path."""
    path.write_text(exported(tracker, form), encoding="utf-8", newline="")
    return path


def fill(tracker: Tracker, hands: Hands, folder: Path) -> None:
    """Put something of every kind into an empty log, over the four days until that Monday.

    What is undone, taken back, edited and taken out again is there too.
    """
    routine = tracker.routine
    hands.move(days=-3)
    routine.set_profile(
        checklist=frozenset({"photo", "about"}),
        connections=420,
        sales_navigator=True,
        past=Past.SOME,
        workdays=frozenset(range(6)),
    )
    routine.set_routine({"comment": 3, "share": 0}, weekdays={"comment": frozenset({0, 2, 4})})
    tracker.tick([("comment", 2), ("connect", 1)], note="met at the fair")
    routine.set_routine({"search": 2}, weekly={"group": 2})
    hands.move(days=2)
    tracker.tick([("message", 1)], quality="replied")
    tracker.tick([("share", 4)])
    tracker.undo()
    tracker.clock.start()
    hands.move(minutes=6)
    tracker.clock.pause()
    hands.move(minutes=-6)
    routine.take_time_off(date(2026, 12, 21), date(2027, 1, 3), "holiday")
    figures = {FRIDAY: DayFigures(12, 0, 1, 2571), SUNDAY: DayFigures(None, -1, 0)}
    at = tracker.wall_clock.now()
    import_analytics(tracker.store, Analytics(figures), at, dry_run=False)
    routine.take_time_off(date(2026, 12, 7))
    routine.remove_time_off(tracker.routine.time_off()[0].id)
    tracker.note("a good day", tracker.today())
    rows_of_a_friend = folder / "friend.csv"
    rows_of_a_friend.write_text("day,task,count,minutes\n2026-11-20,comment,3,9\n")
    tracker.import_log(rows_of_a_friend)
    tracker.take_back("comment", FRIDAY)
    hands.move(days=1)
    tracker.tick([("connect", 1)])
    tracker.cycle_quality("connect", MONDAY)
    tracker.note("ask again in spring", MONDAY, "connect")
    tracker.tick([("search", 1)], SUNDAY)
    fill_tasks(tracker)
    fill_review(tracker)


def fill_tasks(tracker: Tracker) -> None:
    """Say something of tasks in a log; the routine of that Monday stays what it is."""
    tracker.tasks.define(TaskDefinition("endorse", minutes=0.5, points=(0.0, 2.0, 0.0, 6.0)), 2)
    tracker.tasks.define(TaskDefinition("comment", minutes=2.5), start=TUESDAY)
    tracker.tasks.define(TaskDefinition("endorse", label="kudos", key="z"))
    tracker.tasks.retire("endorse")


def fill_review(tracker: Tracker) -> None:
    """Put a reading and a review with everything in it into a log."""
    tracker.readings.record(Reading(FRIDAY, (17.2, 9.9, 11.4, 19.3), Peers(4), Peers(9)))
    review = tracker.review
    review.judge(FRIDAY, Answer.KEPT)
    review.count_outcome(FRIDAY, "conversations", 2)
    review.count_outcome(FRIDAY, "calls booked", 1)
    review.note(FRIDAY, "a good week")
    review.promise(FRIDAY, Commitment("answer at noon", Pillar.INSIGHTS))
    review.promise(
        FRIDAY,
        Commitment("on two days", Pillar.PEOPLE, "connect", 2, Span.DAY, frozenset({0, 3})),
    )


def keep_routine(tracker: Tracker, hands: Hands, weeks: int) -> None:
    """Tick the usual routine on each workday of the weeks before that Monday, and end on it."""
    hands.move(days=-7 * weeks)
    for _ in range(7 * weeks):
        if tracker.today().weekday() < 5:
            tracker.tick(list(DEFAULT_TARGETS.items()))
        hands.move(days=1)


def state(tracker: Tracker) -> tuple[object, ...]:
    """Return all that holds, read anew."""
    routine = tracker.store.routine
    return (
        all_entries(tracker),
        routine.profile(),
        routine.workdays(),
        routine.targets(),
        routine.time_off(),
        routine.day_notes(LAST_DAY),
        tracker.store.reviews.reviews(),
        routine.task_changes(),
    )


def from_scratch(tracker: Tracker, day: date | None = None) -> Dashboard:
    """Return what the screens show of a day, without anything kept in memory."""
    today = tracker.today()
    log = tracker.store.read_log(today)
    history = history_of(log, today, tracker.view.calibration(log, today))
    shown = build(log, today, day, history=history, settings=tracker.settings)
    return replace(shown, clock=tracker.view.day_clock(history.schedule))


def rows_file(folder: Path) -> Path:
    """Write a small CSV log of another program."""
    path = folder / "rows.csv"
    path.write_text("day,task,count,minutes\n2026-11-20,comment,3,9\n2026-11-22,connect,1,\n")
    return path
