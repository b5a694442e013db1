"""The two views that the user may ask say what the app says."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssi_tui.core.checks import LAST_DAY
from ssi_tui.core.model import Peers, Reading
from ssi_tui.tracker.tracker import Tracker
from tests.logs import FRIDAY, MONDAY, SUNDAY, Hands, all_entries, fill, rows, tracking

TICKS = "SELECT * FROM ticks"
READINGS = "SELECT * FROM readings_by_day"


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    """Open a log with something of every kind, some of it undone."""
    hands = Hands()
    with tracking(tmp_path / "log.db", hands) as opened:
        fill(opened, hands, tmp_path)
        yield opened


def test_ticks_has_a_row_for_each_day_and_action_with_its_live_entries(tracker: Tracker) -> None:
    """What was undone, taken back or replaced is not in it."""
    wanted: Counter[tuple[str, str]] = Counter()
    for entry in all_entries(tracker):
        wanted[f"{entry.day}", entry.task] += entry.count
    found = rows(tracker.store.path, TICKS)
    assert found == [(day, task, count) for (day, task), count in sorted(wanted.items())]
    tracker.tick([("reply", 2), ("reply", 1)])
    assert rows(tracker.store.path, f"{TICKS} WHERE task = 'reply'") == [(f"{MONDAY}", "reply", 3)]
    tracker.undo()
    assert rows(tracker.store.path, TICKS) == found


def test_readings_by_day_has_the_reading_in_force_with_its_total_and_ranks(
    tracker: Tracker,
) -> None:
    """Of one day the last one written that is not undone; of a rank that is not there, nothing."""
    path = tracker.store.path
    first = (f"{FRIDAY}", 17.2, 9.9, 11.4, 19.3, 57.8, 4, 9)
    assert rows(path, READINGS) == [first]
    tracker.readings.record(Reading(SUNDAY, (12.275, 6.0, 3.1, 1.948), None, Peers(None, 30)))
    second = (f"{SUNDAY}", 12.275, 6.0, 3.1, 1.948, 23.323, None, None)
    tracker.readings.record(Reading(FRIDAY, (17.3, 9.9, 11.4, 19.3), Peers(3)))
    assert rows(path, READINGS) == [(f"{FRIDAY}", 17.3, 9.9, 11.4, 19.3, 57.9, 3, None), second]
    assert [(f"{one.day}", *one.pillars) for one in tracker.store.readings.up_to(LAST_DAY)] == [
        row[:5] for row in rows(path, READINGS)
    ]
    tracker.undo()
    assert rows(path, READINGS) == [first, second]
