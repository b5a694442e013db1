"""A tracker on a real database and small exports, for the tests of importing."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from ssi_tui.core.calendar import named_zone
from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.builder import Export, sheet, urn

NOW = datetime(2025, 12, 31, 12, 0, tzinfo=UTC)
THE_DAY = date(2025, 12, 15)
LINK = urn("activity", 7400000000000000001)


def new_tracker(path: Path) -> Tracker:
    """Return a tracker on a database."""
    return Tracker(path, WallClock(lambda: NOW, named_zone("Europe/Stockholm")), Source.CLI)


def comments(*texts: str, day: date = THE_DAY) -> Export:
    """Return an export of comments on one day."""
    rows = [(f"{day} {10 + number}:00:00", LINK, text) for number, text in enumerate(texts)]
    return Export().add("Comments.csv", sheet("Comments", rows))


def counts_on(tracker: Tracker, day: date = THE_DAY) -> dict[str, int]:
    """Return what counts on a day, by task."""
    found: Counter[str] = Counter()
    for tally in tracker.store.tallies(day, day):
        found[tally.task] += tally.count
    return dict(found)
