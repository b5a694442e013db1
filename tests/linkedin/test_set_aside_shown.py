"""What an import set aside stands in the log with its reason, and comes back with undo."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ssi_tui.core.model import Source
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.builder import Export, sheet, urn

DAY = "2025-12-15"


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    """Yield a tracker with two comments ticked by hand, one of which the archive has too."""
    made = Tracker(
        tmp_path / "log.db",
        WallClock(lambda: datetime(2025, 12, 15, 12, tzinfo=UTC), UTC),
        Source.TUI,
    )
    made.tick([("comment", 1)], note="the larch thread")
    made.tick([("comment", 1)])
    row = (f"{DAY} 10:00:00", urn("activity", 7400000000000000001), "Congrats!")
    archive = Export().add("Comments.csv", sheet("Comments", [row]))
    made.import_linkedin(archive.zip(tmp_path / "archive.zip"))
    yield made
    made.close()


def markdown(tracker: Tracker) -> str:
    """Return the log as Markdown."""
    out = io.StringIO()
    tracker.export("markdown", out)
    return out.getvalue()


def test_it_is_struck_through_with_its_reason(tracker: Tracker) -> None:
    text = markdown(tracker)
    assert "- ~~1 comment, the larch thread~~, replaced by your LinkedIn archive" in text
    assert text.count("~~") == 2


def test_it_counts_again_once_the_import_is_undone(tracker: Tracker) -> None:
    tracker.undo()
    text = markdown(tracker)
    assert "~~" not in text
    assert text.count("- 1 comment") == 2
