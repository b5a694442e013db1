"""An import writes many entries at once; what is kept of closed days follows all the same."""

import gc
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssi_tui.core.model import Entry
from ssi_tui.storage.exchange import counts
from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.importing import THE_DAY, comments, counts_on
from tests.logs import from_scratch, rows

TRIGGERS = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries' "
    "ORDER BY name"
)
INDEXES = TRIGGERS.replace("trigger", "index")
KEPT = "SELECT max(day) FROM closed_days"


def kept(tracker: Tracker) -> None:
    """Tick on days before and after the archive's, and keep the days that are closed."""
    for days in (-20, 5):
        tracker.tick([("comment", 1)], THE_DAY + timedelta(days=days))
    tracker.dashboard()


def last_kept(tracker: Tracker) -> date:
    """Return the last closed day that is kept."""
    return date.fromordinal(int(str(rows(tracker.store.path, KEPT)[0][0])))


def test_an_import_drops_the_closed_days_from_its_first_day_on(
    tracker: Tracker, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether they can be kept anew at its end or not."""
    kept(tracker)
    assert last_kept(tracker) > THE_DAY
    with monkeypatch.context() as patch:
        patch.setattr(tracker.view, "keep_within", lambda: None)
        tracker.import_linkedin(comments("one", "two").zip(place))
    assert last_kept(tracker) == THE_DAY - timedelta(days=1)
    assert tracker.dashboard() == from_scratch(tracker)
    assert last_kept(tracker) > THE_DAY


def test_an_import_keeps_the_closed_days_at_its_end(tracker: Tracker, place: Path) -> None:
    """Whoever looks next walks over none of them."""
    tracker.import_linkedin(comments("one", "two").zip(place))
    assert last_kept(tracker) == tracker.today() - timedelta(days=1)
    tracker.view.forget()
    assert tracker.dashboard() == from_scratch(tracker)


def test_no_trigger_runs_for_each_row_of_a_log(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tracker)
    there: list[object] = []
    add, query = tracker.store.add_entries, tracker.store.connection.execute

    def adding(entries: Iterable[Entry]) -> None:
        there.extend(one for one in query(TRIGGERS) if " ON entries " in one[1])
        add(entries)

    monkeypatch.setattr(tracker.store, "add_entries", adding)
    log = tmp_path / "log.csv"
    log.write_text("day,task\n" + f"{THE_DAY},comment\n" * 50)
    assert tracker.import_log(log).added == {"comment": 50}
    assert there == []
    assert tracker.dashboard() == from_scratch(tracker)


def test_a_dry_run_keeps_nothing(tracker: Tracker, place: Path) -> None:
    tracker.import_linkedin(comments("one").zip(place), dry_run=True)
    assert rows(tracker.store.path, KEPT) == [(None,)]


def test_the_triggers_are_there_after_an_import(tracker: Tracker, place: Path) -> None:
    """A dry run, one that adds nothing, and one that adds something."""
    kept(tracker)
    before = rows(tracker.store.path, TRIGGERS)
    assert before
    archive = comments("one").zip(place)
    tracker.import_linkedin(archive, dry_run=True)
    assert rows(tracker.store.path, TRIGGERS) == before
    for _ in range(2):
        tracker.import_linkedin(archive)
        assert rows(tracker.store.path, TRIGGERS) == before
    tracker.tick([("share", 1)], THE_DAY)
    assert tracker.dashboard() == from_scratch(tracker)


def test_the_indexes_are_there_after_an_import_of_more_than_there_was(
    tracker: Tracker, place: Path, tmp_path: Path
) -> None:
    """They are made anew at its end, and name each entry."""
    tracker.open()
    before = rows(tracker.store.path, INDEXES)
    assert len(before) == 5
    tracker.import_linkedin(comments("one", "two").zip(place))
    log = tmp_path / "log.csv"
    log.write_text("day,task\n" + f"{THE_DAY},comment\n" * 3)
    tracker.import_log(log)
    assert rows(tracker.store.path, INDEXES) == before
    assert rows(tracker.store.path, "PRAGMA integrity_check") == [("ok",)]


def test_garbage_is_collected_again_after_an_import(tracker: Tracker, place: Path) -> None:
    tracker.import_linkedin(comments("one").zip(place))
    assert gc.isenabled()


def test_an_import_that_fails_half_way_leaves_the_triggers_and_the_closed_days(
    tracker: Tracker, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it is one transaction."""
    kept(tracker)
    before, last = rows(tracker.store.path, TRIGGERS), last_kept(tracker)

    def fails(*_: object) -> None:
        raise OSError("the archive went away")

    monkeypatch.setattr(counts, "back_up", fails)
    with pytest.raises(OSError, match="went away"):
        tracker.import_linkedin(comments("one").zip(place))
    assert rows(tracker.store.path, TRIGGERS) == before
    assert last_kept(tracker) == last
    assert counts_on(tracker) == {}
