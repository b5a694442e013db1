"""The year of an invented person for the demo, the same each time."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from ssi_tui.core.calendar import DAY, week_start
from ssi_tui.core.clock import Stretch
from ssi_tui.core.import_report import DayFigures
from ssi_tui.core.model import Entry, OperationKind, Past, Pillar, Reading, Source, TaskDefinition
from ssi_tui.core.review.record import OUTCOMES, WEEK, Commitment
from ssi_tui.core.score.scoring import Closed
from ssi_tui.core.value import replace
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.storage.log.analytics import AnalyticsRows
from ssi_tui.storage.log.clock import ClockRows
from ssi_tui.tracker.tracker import Tracker

DEMO_DAY = date(2026, 11, 23)
FIRST_DAY = date(2025, 11, 24)
CHECKLIST = frozenset(
    {"photo", "background", "headline", "about", "experience", "education", "skills", "media"}
)
TIMES_OFF = (
    (date(2025, 12, 24), date(2026, 1, 2), "turn of the year"),
    (date(2026, 4, 3), date(2026, 4, 6), "a long weekend"),
    (date(2026, 8, 3), date(2026, 8, 14), "summer"),
)
# The last invitation and the last public comment: People has collapsed since, and Insights is about
# to. Brand and Relationships fade too slowly for that, as they do in life.
LAST_CONNECT = date(2026, 11, 9)
LAST_INSIGHT = date(2026, 11, 12)
# Since the summer no workday is left out: who is used to gaps is warned of later.
REGULAR_SINCE = date(2026, 8, 15)
# One of the user's own tasks: it keeps existing relationships alive.
OWN_TASK = TaskDefinition("thank", "thank people", "h", 0.5, 0.7, (0.0, 0.0, 0.0, 4.0))
OWN_TASK_SINCE = date(2026, 8, 31)
# From this day on the session clock runs most mornings; a tick of a task takes these seconds.
CLOCKED_SINCE = date(2026, 9, 7)
SECONDS = {"comment": 165, "share": 150, "message": 100, "search": 110, "connect": 75}
SECONDS_OF_OTHERS = 40
# On these days, and on that of the demo, the analytics were exported too.
READ_ON = (date(2026, 2, 15), date(2026, 4, 26), date(2026, 6, 28), date(2026, 8, 30))
LAST_EXPORT = DEMO_DAY
FOLLOWERS = 2_126
FIRST_REVIEW = date(2026, 7, 6)
# They ask for what the routine asks for anyway, so they change no targets.
PROMISES = (
    Commitment("1 message a day", Pillar.RELATIONSHIPS, "message", 1),
    Commitment("2 comments a day", Pillar.INSIGHTS, "comment", 2),
    Commitment("1 share a day", Pillar.BRAND, "share", 1),
    Commitment("1 search a day", Pillar.PEOPLE, "search", 1),
)
DAY_NOTES = {
    date(2026, 3, 12): "a short comment became a long conversation",
    date(2026, 9, 24): "asked for a meeting, got one",
    date(2026, 11, 10): "quarter end, only the short version",
}


def morning(day: date, minute: int = 0) -> datetime:
    """Return the instant some minutes after seven on a day, in the machine's time zone."""
    return (datetime.combine(day, time(7)) + timedelta(minutes=minute)).astimezone(UTC)


def _rolls(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - an invented year


def fill(path: Path, today: date) -> None:
    """Write the year up to the morning of a day into a new database.

    Raises ``DatabaseUnusableError``.
    """
    standing = [morning(FIRST_DAY)]
    tracker = Tracker(path, WallClock(lambda: standing[0]), Source.TUI)
    try:
        tracker.routine.set_profile(checklist=CHECKLIST, connections=520, past=Past.UNKNOWN)
        tracker.tasks.define(OWN_TASK, start=OWN_TASK_SINCE)
        for start, end, reason in TIMES_OFF:
            tracker.routine.take_time_off(start, end, reason)
        _write_days(tracker, _rolls(7), today)
        _write_reviews(tracker, _rolls(5), today)
        standing[0] = morning(today)
        tracker.view.forget()
        _write_readings(tracker, _rolls(3), today)
        _write_analytics(tracker, _rolls(13), today)
    finally:
        tracker.close()


def _write_days(tracker: Tracker, rolls: random.Random, today: date) -> None:
    """Write one operation a day, all in one transaction, because one by one takes seconds."""
    store = tracker.store
    hands = _rolls(9)
    with store.transaction():
        for day, done in _days(rolls):
            if day > today:
                return
            at = morning(day, rolls.randrange(90))
            times = list(_times(hands, at, [action for action, _ in done]))
            clocked = CLOCKED_SINCE <= day < DEMO_DAY and hands.random() < 0.9
            operation = store.add_operation(OperationKind.TICK, at, day)
            store.add_entries(
                [
                    Entry(store.new_id(when), operation, day, when, action, quality=quality)
                    for (action, quality), when in zip(
                        done, times if clocked else [at] * len(done), strict=True
                    )
                ]
            )
            if clocked:
                paused = store.add_operation(OperationKind.CLOCK, times[-1], day)
                ClockRows(store).add(paused, Stretch(day, at, times[-1]))
            if day in DAY_NOTES:
                noted = store.add_operation(OperationKind.NOTE, at, day)
                store.routine.add_day_note(noted, day, DAY_NOTES[day])


def _times(hands: random.Random, at: datetime, actions: list[str]) -> Iterator[datetime]:
    """Yield the instant at which each action was ticked, one after the other from ``at`` on."""
    for action in actions:
        took = SECONDS.get(action, SECONDS_OF_OTHERS) * hands.uniform(0.7, 1.3)
        at += timedelta(seconds=round(took))
        yield at


def _days(rolls: random.Random) -> Iterator[tuple[date, list[tuple[str, str | None]]]]:
    """Yield the days with their (action, quality) pairs; the last day has only just begun."""
    day = FIRST_DAY
    thanks = _rolls(11)
    while day < DEMO_DAY:
        away = any(start <= day <= end for start, end, _ in TIMES_OFF)
        missed = 0.0 if day >= REGULAR_SINCE else 0.05
        worked = rolls.random() < (1.0 - missed if day.weekday() < 5 else 0.10)
        done = list(_done_on(rolls, day))
        if done and day >= OWN_TASK_SINCE and thanks.random() < 0.8:
            done.append((OWN_TASK.id, None))
        if worked and not away and done:
            yield day, done
        day += DAY
    yield DEMO_DAY, [("message", "sent")]


def _done_on(rolls: random.Random, day: date) -> Iterator[tuple[str, str | None]]:
    """Yield the (action, quality) pairs of a day; the habit grows over the first months."""
    settled = min(1.0, 0.6 + (day - FIRST_DAY).days / 200)
    if day <= LAST_INSIGHT:
        for _ in range(rolls.choice((1, 2, 2, 2, 2, 3))):
            yield "comment", rolls.choice(("thoughtful", "thoughtful", "thoughtful", "short"))
        if rolls.random() < 0.9 * settled:
            yield "share", rolls.choice(("original", "reshare", "reshare"))
    if rolls.random() < 0.95 * settled:
        yield "message", rolls.choice(("sent", "sent", "replied"))
    if day <= LAST_CONNECT:
        if rolls.random() < 0.95 * settled:
            yield "search", None
        for _ in range(rolls.choice((0, 1, 1, 1, 1, 2))):
            yield "connect", rolls.choice(("note", "plain", "plain", "decision_maker"))
        for action, chance in (("reply", 0.15), ("invite_ok", 0.2), ("group", 0.04)):
            if rolls.random() < chance * settled:
                yield action, None
    if rolls.random() < 0.3:
        yield "reaction", None


def _write_reviews(tracker: Tracker, rolls: random.Random, today: date) -> None:
    """Write the reviews of some months, except for the last week, which is still to be reviewed."""
    store = tracker.store
    week = FIRST_REVIEW
    number = 0
    with store.transaction():
        while week + WEEK < min(week_start(DEMO_DAY) - WEEK, today) + DAY:
            at = morning(week + timedelta(days=6), 600)
            operation = store.add_operation(OperationKind.REVIEW, at, week)
            for name, most in zip(OUTCOMES, (4, 2, 1), strict=True):
                store.reviews.add_outcome(operation, week, name, rolls.randint(0, most))
            store.reviews.add_commitment(operation, week, PROMISES[number % len(PROMISES)])
            week += WEEK
            number += 1


def _write_readings(tracker: Tracker, rolls: random.Random, today: date) -> None:
    """Write readings near the estimate, for the days on which LinkedIn still showed its page."""
    closed = tracker.dashboard().source.history.closed
    store = tracker.store
    days = [day for day in READ_ON if day < today]
    with store.transaction():
        for day in days:
            at = morning(day)
            operation = store.add_operation(OperationKind.READING, at, day)
            store.readings.add(operation, store.new_id(at), _reading(closed, rolls, day))
    tracker.view.forget()


def _write_analytics(tracker: Tracker, rolls: random.Random, today: date) -> None:
    """Write what LinkedIn counted up to the evening before each export; few followers leave."""
    store = tracker.store
    rows = AnalyticsRows(store.path, store.connection)
    day, followers = FIRST_DAY, FOLLOWERS
    with store.transaction():
        for exported in (*READ_ON, LAST_EXPORT):
            if exported > today:
                return
            figures: dict[date, DayFigures] = {}
            while day < exported:
                away = any(start <= day <= end for start, end, _ in TIMES_OFF)
                calm = 0.2 if away else 0.5 if day.weekday() >= 5 else 1.0
                seen = round(calm * rolls.choice((60, 80, 80, 110, 150, 320)) * rolls.random())
                new = sum(rolls.random() < 0.3 * calm for _ in range(6))
                followers += new - (rolls.random() < 0.25)
                figures[day] = DayFigures(seen, round(seen * rolls.uniform(0.0, 0.06)), new)
                day += DAY
            last = day - DAY
            figures[last] = replace(figures[last], total_followers=followers)
            at = morning(exported)
            rows.add(store.add_operation(OperationKind.ANALYTICS, at, None), figures)


def _reading(closed: Closed, rolls: random.Random, day: date) -> Reading:
    brand, people, insights, relationships = (
        round(
            min(25.0, max(0.0, (closed.score_on(at, day) or 0.0) + shift + rolls.gauss(0, 0.4))), 1
        )
        for at, shift in enumerate((-1.2, 0.6, 0.9, -0.5))
    )
    return Reading(day, (brand, people, insights, relationships))
