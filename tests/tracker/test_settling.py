"""What is committed does not stay in SQLite's write-ahead log, where damage is not told."""

from contextlib import closing
from pathlib import Path

from ssi_tui.tracker.tracker import Tracker
from tests.logs import SUM, in_the_file_alone, open_tracker


def tick(tracker: Tracker, count: int) -> None:
    """Tick one by one, each a transaction of its own."""
    for _ in range(count):
        tracker.tick([("comment", 1)])


def test_ticks_reach_the_file_once_hands_rest(tmp_path: Path) -> None:
    """The first look sees that something has changed, the second that nothing more has."""
    path = tmp_path / "log.db"
    with closing(open_tracker(path)) as tracker:
        tracker.view.settle()
        tracker.view.settle()
        tick(tracker, 20)
        tracker.view.settle()
        assert in_the_file_alone(path, tmp_path) == 0
        tracker.view.settle()
        assert in_the_file_alone(path, tmp_path) == 20


def test_ticks_of_other_processes_reach_the_file_too(tmp_path: Path) -> None:
    """The open app is the one that keeps them in the write-ahead log."""
    path = tmp_path / "log.db"
    with closing(open_tracker(path)) as tracker, closing(open_tracker(path)) as other:
        tracker.view.settle()
        tick(other, 3)
        tracker.view.settle()
        tracker.view.settle()
        assert in_the_file_alone(path, tmp_path) == 3


def test_what_a_reader_is_in_the_way_of_comes_with_a_later_look(tmp_path: Path) -> None:
    """A reader holds on to a state; what came after it waits."""
    path = tmp_path / "log.db"
    with closing(open_tracker(path)) as tracker, closing(open_tracker(path)) as reader:
        tick(tracker, 1)
        with reader.store.snapshot() as held:
            held.execute(SUM).fetchone()
            tick(tracker, 2)
            tracker.view.settle()
            tracker.view.settle()
            assert in_the_file_alone(path, tmp_path) < 3
        tracker.view.settle()
        assert in_the_file_alone(path, tmp_path) == 3
