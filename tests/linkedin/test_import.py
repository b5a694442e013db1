"""Importing an export through the tracker: once, undoable, beside what was ticked by hand."""

import random
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.import_report import ImportReport
from ssi_tui.core.model import OperationKind, Source
from ssi_tui.tracker.tracker import Tracker
from tests.examples import examples
from tests.linkedin.builder import Export, Message, Row, messages, sheet, utc, wall
from tests.linkedin.importing import LINK, THE_DAY, comments, counts_on, new_tracker
from tests.linkedin.reading.archives import NAMED
from tests.linkedin.sample import BASIC_TASKS, SAMPLE_COUNTS, sample


def live(tracker: Tracker) -> list[tuple[str, date, str]]:
    """Return task, day and key (or "") of the live entries."""
    entries = tracker.store.entries(date.min, date.max)
    return sorted((entry.task, entry.day, entry.origin_key or "") for entry in entries)


def test_an_import_adds_the_rows_as_entries_of_the_archive(tracker: Tracker, place: Path) -> None:
    report = tracker.import_linkedin(sample().zip(place))
    assert report.added == report.read == SAMPLE_COUNTS
    assert (report.kind, report.archive, report.dry_run) == ("linkedin", "complete", False)
    assert (report.first_day, report.last_day) == (date(2024, 9, 21), date(2025, 12, 16))
    entries = tracker.store.entries(date.min, date.max)
    assert Counter(entry.task for entry in entries) == SAMPLE_COUNTS
    assert {(entry.source, entry.count, entry.note) for entry in entries} == {
        (Source.ARCHIVE, 1, None)
    }
    operation = tracker.next_undo()
    assert operation is not None
    assert (operation.id, operation.kind) == (report.operation, OperationKind.IMPORT)


def test_the_report_says_what_the_archive_is_and_lacks(tracker: Tracker, place: Path) -> None:
    report = tracker.import_linkedin(sample(complete=False).zip(place))
    assert report.archive == "basic"
    assert [missing.table for missing in report.missing] == [
        "Comments",
        "Shares",
        "Reactions",
        "SearchQueries",
    ]
    assert report.proposals is not None
    assert report.proposals.connections == 4
    assert report.left_out["message drafts"] == 1
    assert len(report.notices) == 2


def test_the_instant_is_stored_as_the_store_writes_it(tracker: Tracker, place: Path) -> None:
    tracker.import_linkedin(comments("one").zip(place))
    tracker.tick([("comment", 1)])
    stored = tracker.store.connection.execute("SELECT at_utc FROM entries ORDER BY seq").fetchall()
    assert stored == [("2025-12-15T10:00:00.000Z",), ("2025-12-31T12:00:00.000Z",)]


# -- twice ------------------------------------------------------------------------------------


def test_the_same_archive_again_adds_nothing(tracker: Tracker, place: Path) -> None:
    path = sample().zip(place)
    tracker.import_linkedin(path)
    before = live(tracker)
    again = tracker.import_linkedin(path)
    assert (again.added, again.already_known, again.operation) == ({}, SAMPLE_COUNTS, None)
    assert live(tracker) == before


def test_basic_then_complete_adds_the_difference(tracker: Tracker, tmp_path: Path) -> None:
    basic, complete = sample(complete=False), sample(suffix="_918273645")
    tracker.import_linkedin(basic.zip(tmp_path / "basic.zip"))
    report = tracker.import_linkedin(complete.folder(tmp_path / "complete.zip"))
    assert set(report.added) == set(SAMPLE_COUNTS) - set(BASIC_TASKS)
    assert Counter(task for task, _, _ in live(tracker)) == SAMPLE_COUNTS


def test_an_older_archive_after_a_newer_one_adds_nothing(tracker: Tracker, tmp_path: Path) -> None:
    tracker.import_linkedin(comments("a", "b", "b", "c").zip(tmp_path / "new.zip"))
    older = tracker.import_linkedin(comments("a", "b", "b").zip(tmp_path / "old.zip"))
    assert (older.added, older.already_known) == ({}, {"comment": 3})


ROWS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ab")), max_size=8)


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_overlapping_archives_add_up_to_the_most_of_each_row(
    tmp_path_factory: pytest.TempPathFactory, archives: list[list[tuple[int, str]]]
) -> None:
    folder = tmp_path_factory.mktemp("overlap")
    tracker = new_tracker(folder / "log.db")
    wanted: Counter[tuple[int, str]] = Counter()
    for number, rows in enumerate(archives):
        cells = [(f"2025-12-15 10:00:0{second}", LINK, text) for second, text in rows]
        export = Export().add("Comments.csv", sheet("Comments", cells))
        tracker.import_linkedin(export.zip(folder / f"{number}.zip"))
        wanted |= Counter(rows)
    assert counts_on(tracker).get("comment", 0) == wanted.total()
    tracker.close()


# -- undo -------------------------------------------------------------------------------------


def test_an_import_is_undone_and_redone_as_one_step(tracker: Tracker, place: Path) -> None:
    tracker.tick([("comment", 2)], THE_DAY)
    before = live(tracker)
    tracker.import_linkedin(sample().zip(place))
    after = live(tracker)
    assert tracker.undo().kind is OperationKind.IMPORT
    assert live(tracker) == before
    tracker.redo()
    assert live(tracker) == after


def test_an_undone_import_can_be_made_again(tracker: Tracker, place: Path) -> None:
    path = sample().zip(place)
    tracker.import_linkedin(path)
    after = live(tracker)
    tracker.undo()
    assert tracker.import_linkedin(path).added == SAMPLE_COUNTS
    assert live(tracker) == after


def test_an_entry_that_was_taken_back_singly_stays_so(tracker: Tracker, place: Path) -> None:
    path = comments("a", "b").zip(place)
    tracker.import_linkedin(path)
    tracker.take_back("comment", THE_DAY)
    assert tracker.import_linkedin(path).added == {}
    assert counts_on(tracker) == {"comment": 1}


def test_an_entry_whose_quality_was_changed_is_still_known(tracker: Tracker, place: Path) -> None:
    path = comments("a").zip(place)
    tracker.import_linkedin(path)
    tracker.cycle_quality("comment", THE_DAY)
    assert tracker.import_linkedin(path).added == {}
    assert counts_on(tracker) == {"comment": 1}


# -- dry run, refusal -------------------------------------------------------------------------


def content(tracker: Tracker) -> list[tuple[object, ...]]:
    """Return everything that the database holds."""
    return [
        row
        for table in ("operations", "entries", "supersessions", "day_notes")
        for row in tracker.store.connection.execute(f"SELECT * FROM {table}")
    ]


def test_a_dry_run_reports_the_same_and_writes_nothing(tracker: Tracker, place: Path) -> None:
    tracker.tick([("comment", 1)], THE_DAY)
    before = content(tracker)
    path = sample().zip(place)
    dry = tracker.import_linkedin(path, dry_run=True)
    assert content(tracker) == before
    assert (dry.operation, dry.dry_run) == (None, True)
    real = tracker.import_linkedin(path)
    assert (dry.added, dry.set_aside, dry.read) == (real.added, real.set_aside, real.read)


def test_a_refused_archive_changes_nothing(tracker: Tracker, place: Path) -> None:
    tracker.tick([("comment", 1)], THE_DAY)
    before = content(tracker)
    data = sample().zip(place, method=0).read_bytes()
    # The damage is in a table that is read last.
    place.write_bytes(data.replace(b"Thanks for accepting", b"Thanks for nothing!!"))
    with pytest.raises(RefusedError):
        tracker.import_linkedin(place)
    assert content(tracker) == before
    assert not tracker.store.connection.in_transaction
    tracker.tick([("share", 1)])


def test_tables_without_a_usable_row_add_nothing(tracker: Tracker, place: Path) -> None:
    broken = [("2025-02-30 10:00:00", LINK, "x")] * 150
    export = Export().add("Comments.csv", sheet("Comments", broken))
    report = tracker.import_linkedin(export.zip(place))
    assert (report.added, report.operation, report.skipped_total) == ({}, None, 150)
    assert len(report.skipped) == 100
    assert tracker.next_undo() is None


def test_the_cache_is_put_back(tracker: Tracker, place: Path) -> None:
    before = tracker.store.connection.execute("PRAGMA cache_size").fetchone()
    tracker.import_linkedin(sample().zip(place))
    assert tracker.store.connection.execute("PRAGMA cache_size").fetchone() == before


def test_the_dashboard_shows_what_was_imported(tracker: Tracker, place: Path) -> None:
    assert tracker.dashboard().empty
    tracker.import_linkedin(sample().zip(place))
    assert not tracker.dashboard().empty
    assert tracker.view.log().tallies[0].day == date(2024, 9, 21)


# -- anything, in any order --------------------------------------------------------------------

STEPS = st.lists(
    st.sampled_from(["tick", "tick", "old", "new", "undo", "redo", "take back"]), max_size=10
)


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_whatever_is_done_nothing_counts_twice(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    tracker = new_tracker(folder / "log.db")
    archives = {
        "old": comments("a", "b").zip(folder / "old.zip"),
        "new": comments("a", "b", "c").zip(folder / "new.zip"),
    }
    for step in steps:
        try:
            if step == "tick":
                tracker.tick([("comment", 1)], THE_DAY)
            elif step == "undo":
                tracker.undo()
            elif step == "redo":
                tracker.redo()
            elif step == "take back":
                tracker.take_back("comment", THE_DAY)
            else:
                tracker.import_linkedin(archives[step])
        except RefusedError:
            continue
        keys = [key for _, _, key in live(tracker) if key]
        assert len(keys) == len(set(keys)) <= 3
        assert len(live(tracker)) <= 3 + steps.count("tick")
    assert tracker.store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    tracker.close()


def test_rows_in_any_order_give_the_same_log(tmp_path: Path) -> None:
    rows: list[Row] = [
        (utc(wall("2025-12-15 10:00") + timedelta(hours=hour)), LINK, f"text {hour % 3}")
        for hour in range(30)
    ]
    logs: list[Sequence[object]] = []
    reports: list[ImportReport] = []
    for number in range(3):
        random.Random(number).shuffle(rows)  # noqa: S311 - a fixed order
        made = new_tracker(tmp_path / f"{number}.db")
        export = Export().add("Comments.csv", sheet("Comments", rows))
        reports.append(made.import_linkedin(export.zip(tmp_path / f"{number}.zip")))
        logs.append(live(made))
        made.close()
    assert logs[0] == logs[1] == logs[2]


def test_the_memory_does_not_grow_with_the_texts(tracker: Tracker, place: Path) -> None:
    start = wall("2025-12-15 10:00")
    text = "lorem ipsum, " * 700
    rows = [Message(start - timedelta(minutes=n), content=f"{text}{n}") for n in range(3000)]
    export = Export().add("messages.csv", messages(rows)).add("Profile.csv", NAMED)
    assert len(export.files["messages.csv"]) > 25 << 20
    export.zip(place, method=0)
    del export, rows
    tracemalloc.start()
    try:
        report = tracker.import_linkedin(place)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert report.added == {"message": 3000}
    assert peak < 8 << 20
