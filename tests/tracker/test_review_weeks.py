"""A review reads right in a week with time off, with the change of the clocks, before the log."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ssi_tui.core.calendar import DAY, named_zone
from ssi_tui.core.review.record import WEEK
from ssi_tui.core.review.week import WeekSums
from ssi_tui.tracker.tracker import Tracker
from tests.logs import MONDAY, Hands, keep_routine, tracking

LAST_WEEK = MONDAY - WEEK


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    """Open a log with five weeks of the routine in it, until the Friday before that Monday."""
    hands = Hands()
    with tracking(tmp_path / "log.db", hands) as opened:
        keep_routine(opened, hands, 5)
        yield opened


def sums(tracker: Tracker, day: date) -> WeekSums:
    """Return the sums of the week that holds a day."""
    return tracker.review.page(day).week.sums


@pytest.mark.parametrize(
    ("sunday", "hours"), [(date(2026, 3, 29), (0, 1, 3, 4)), (date(2026, 10, 25), (0, 1, 2, 4))]
)
def test_a_night_on_which_the_clocks_change_belongs_to_the_day_before(
    tmp_path: Path, sunday: date, hours: tuple[int, ...]
) -> None:
    """Until three by the clock on the wall; the week has seven days and all that was done."""
    stockholm = named_zone("Europe/Stockholm")
    read = Hands()
    with tracking(tmp_path / "log.db", read, stockholm) as tracker:
        for hour in hours:
            midnight = datetime(sunday.year, sunday.month, sunday.day, tzinfo=stockholm)
            read.instant = (midnight.astimezone(UTC)) + timedelta(hours=hour)
            tracker.tick([("comment", 1)])
        read.instant = read.instant + timedelta(days=2)
        page = tracker.review.page(sunday)
        counts = [day.count for day in page.week.rows[0].days]
        assert (page.first, page.last) == (sunday - 6 * DAY, sunday)
        assert sum(counts) == 4
        wall = [
            (
                datetime(sunday.year, sunday.month, sunday.day, tzinfo=stockholm).astimezone(UTC)
                + timedelta(hours=hour)
            ).astimezone(stockholm)
            for hour in hours
        ]
        late = sum(each.hour < 3 for each in wall)
        assert counts[5:] == [late, 4 - late]


def test_time_off_that_is_taken_afterwards_changes_what_was_due(tracker: Tracker) -> None:
    """Of its own days alone; it can be undone."""
    before = sums(tracker, LAST_WEEK)
    tracker.routine.take_time_off(LAST_WEEK + 3 * DAY, LAST_WEEK + 6 * DAY)
    assert sums(tracker, LAST_WEEK) == WeekSums(30, 18, 65.0, 39.0, 3, 3)
    assert sums(tracker, LAST_WEEK - WEEK) == before
    tracker.undo()
    assert sums(tracker, LAST_WEEK) == before


def test_a_review_of_a_week_before_the_log_can_be_written_too(tracker: Tracker) -> None:
    """It has no figures, and its outcomes and words all the same."""
    early = MONDAY - 20 * WEEK
    tracker.review.count_outcome(early, "meetings", 2)
    tracker.review.note(early, "before all this")
    page = tracker.review.page(early)
    assert (page.review.outcomes, page.review.note) == ({"meetings": 2}, "before all this")
    assert page.week.sums == WeekSums(0, 0, 0.0, 0.0, 0, 0)
    assert page.week.before is None
