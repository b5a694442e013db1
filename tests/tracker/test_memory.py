"""What is kept in memory is never older than the log."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from ssi_tui.tracker.tracker import Tracker
from tests.examples import examples
from tests.linkedin.analytics.books import book, counts
from tests.logs import (
    FRIDAY,
    Hands,
    from_scratch,
    rows_file,
    tracking,
)

pytestmark = pytest.mark.slow

# -- two trackers on one file -----------------------------------------------------------------


def test_a_change_by_another_process_is_told_once(tracker: Tracker) -> None:
    """And the screen shows it from then on."""
    tracker.dashboard()
    with tracking(tracker.store.path) as other:
        other.tick([("comment", 2)])
    assert tracker.view.changed_elsewhere()
    assert tracker.dashboard().tasks[0].count == 2
    assert not tracker.view.changed_elsewhere()


def test_an_own_change_is_none_of_another_process(tracker: Tracker) -> None:
    """Nor does reading look like one."""
    with tracking(tracker.store.path) as other:
        other.dashboard()
        tracker.tick([("comment", 1)])
        assert not tracker.view.changed_elsewhere()


def test_an_own_tick_after_that_of_another_process_shows_both(tracker: Tracker) -> None:
    """Even before anybody asked whether something changed, and on earlier days."""
    tracker.dashboard()
    with tracking(tracker.store.path) as other:
        other.tick([("comment", 1)])
        other.tick([("comment", 2)], FRIDAY)
    tracker.tick([("comment", 1)])
    assert tracker.dashboard().tasks[0].count == 2
    assert tracker.dashboard() == from_scratch(tracker)
    assert tracker.view.changed_elsewhere()


def test_undo_takes_the_operation_of_another_process(tracker: Tracker) -> None:
    """The last one in order of writing, whoever wrote it."""
    tracker.tick([("comment", 1)])
    with tracking(tracker.store.path) as other:
        other.tick([("share", 1)])
    assert [entry.task for entry in tracker.undo().entries] == ["share"]


def test_a_tick_of_another_process_ends_redo(tracker: Tracker) -> None:
    """As an own one does."""
    tracker.tick([("comment", 1)])
    tracker.undo()
    with tracking(tracker.store.path) as other:
        other.tick([("share", 1)])
    with pytest.raises(RefusedError, match="nothing to redo"):
        tracker.redo()


# -- what is kept in memory -------------------------------------------------------------------

STEPS = st.sampled_from(
    (
        "tick",
        "tick",
        "late",
        "take back",
        "quality",
        "note",
        "day note",
        "undo",
        "undo",
        "redo",
        "routine",
        "workdays",
        "time off",
        "import",
        "another process",
        "night",
        "day",
        "back",
    )
)


def step(tracker: Tracker, hands: Hands, other: Tracker, verb: str, folder: Path) -> None:
    """Do one thing to a log, or to its clock."""
    today = tracker.today()
    yesterday = today - timedelta(days=1)
    if verb == "tick":
        tracker.tick([("comment", 1), ("connect", 1), ("reaction", 2)])
    elif verb == "late":
        tracker.tick([("connect", 2)], yesterday)
    elif verb == "take back":
        tracker.take_back("comment", today)
    elif verb == "quality":
        tracker.cycle_quality("connect", today)
    elif verb == "note":
        tracker.note("a", today, "connect")
    elif verb == "day note":
        tracker.note("b", today)
    elif verb == "undo":
        tracker.undo()
    elif verb == "redo":
        tracker.redo()
    elif verb == "routine":
        tracker.routine.set_routine({"comment": 3})
    elif verb == "workdays":
        tracker.routine.set_profile(workdays=frozenset({0, 1, 6}))
    elif verb == "time off":
        tracker.routine.take_time_off(yesterday)
    elif verb == "import":
        tracker.import_log(rows_file(folder))
    elif verb == "another process":
        other.tick([("share", 1)], yesterday)
        tracker.view.changed_elsewhere()
    elif verb == "night":
        hands.move(hours=7)
    else:
        hands.move(days=1 if verb == "day" else -1)


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(STEPS, max_size=16))
def test_what_is_kept_in_memory_shows_what_the_log_holds(steps: list[str]) -> None:
    """After any sequence of verbs, for today and for the day before."""
    with TemporaryDirectory() as name:
        path = Path(name)
        hands = Hands()
        with tracking(path / "log.db", hands) as tracker, tracking(path / "log.db", hands) as other:
            for verb in steps:
                try:
                    step(tracker, hands, other, verb, path)
                except RefusedError:
                    continue
                finally:
                    yesterday = tracker.today() - timedelta(days=1)
                    assert tracker.dashboard() == from_scratch(tracker)
                    assert tracker.dashboard(yesterday) == from_scratch(tracker, yesterday)


def test_a_tick_of_today_keeps_the_walk_over_the_closed_days(tracker: Tracker) -> None:
    """Which is what makes it quick; a late one does not."""
    tracker.tick([("comment", 1)], FRIDAY)
    tracker.dashboard()
    kept = tracker.view._history
    assert kept is not None
    tracker.tick([("comment", 1)])
    tracker.dashboard()
    assert tracker.view._history is kept
    tracker.tick([("comment", 1)], FRIDAY)
    tracker.dashboard()
    assert tracker.view._history is not kept


def test_undoing_an_import_of_analytics_keeps_it_as_no_score_uses_them(
    tracker: Tracker, tmp_path: Path
) -> None:
    tracker.import_linkedin(book(found=counts(3, FRIDAY)).save(tmp_path / "a.xlsx"))
    tracker.dashboard()
    kept = tracker.view._history
    tracker.undo()
    tracker.dashboard()
    assert tracker.view._history is kept
    tracker.redo()
    tracker.dashboard()
    assert tracker.view._history is kept
