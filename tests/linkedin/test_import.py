"""Importing an export through the tracker: once, undoable, beside what was ticked by hand."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssi_tui.core.calendar import named_zone
from ssi_tui.core.checks import RefusedError
from ssi_tui.core.clock import Clock
from ssi_tui.core.model import OperationKind, Source
from ssi_tui.core.report import ImportReport
from ssi_tui.storage.archive_import import SET_ASIDE
from ssi_tui.tracker import Tracker
from tests.linkedin.builder import BO, Export, Message, Row, messages, sheet, urn, utc, wall
from tests.linkedin.reading_archives import ME_PERSON, NAMED
from tests.linkedin.sample import BASIC_TASKS, SAMPLE_COUNTS, sample

NOW = datetime(2025, 12, 31, 12, 0, tzinfo=UTC)
THE_DAY = date(2025, 12, 15)
LINK = urn("activity", 7400000000000000001)


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    """Yield a tracker on a real database, at noon of 31 December in Stockholm."""
    made = new_tracker(tmp_path / "log.db")
    yield made
    made.close()


def new_tracker(path: Path) -> Tracker:
    """Return a tracker on a database."""
    return Tracker(path, Clock(lambda: NOW, named_zone("Europe/Stockholm")), Source.CLI)


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
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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


# -- beside what was ticked by hand -----------------------------------------------------------


def test_three_by_hand_and_three_in_the_file_are_three(tracker: Tracker, place: Path) -> None:
    tracker.tick([("comment", 3)], THE_DAY, note="mine")
    report = tracker.import_linkedin(comments("a", "b", "c").zip(place))
    assert report.set_aside == {"comment": 3}
    assert counts_on(tracker) == {"comment": 3}
    reasons = tracker.store.connection.execute("SELECT reason FROM supersessions").fetchall()
    assert reasons == [(SET_ASIDE,)] * 3
    assert SET_ASIDE.startswith("set aside: ")
    tracker.undo()
    entries = tracker.store.entries(THE_DAY, THE_DAY)
    assert [(entry.note, entry.source) for entry in entries] == [("mine", Source.CLI)] * 3


@pytest.mark.parametrize(("by_hand", "in_file", "counted"), [(2, 5, 5), (5, 2, 5), (0, 1, 1)])
def test_the_larger_of_the_two_counts(
    by_hand: int, in_file: int, counted: int, tracker: Tracker, place: Path
) -> None:
    if by_hand:
        tracker.tick([("comment", by_hand)], THE_DAY)
    report = tracker.import_linkedin(comments(*"abcdefg"[:in_file]).zip(place))
    assert counts_on(tracker) == {"comment": counted}
    assert sum(report.set_aside.values()) == min(by_hand, in_file)


def test_other_days_and_other_tasks_are_left_alone(tracker: Tracker, place: Path) -> None:
    tracker.tick([("comment", 1)], THE_DAY - timedelta(days=1))
    tracker.tick([("share", 1), ("search", 1)], THE_DAY)
    report = tracker.import_linkedin(comments("a").zip(place))
    assert report.set_aside == {}
    assert counts_on(tracker) == {"share": 1, "search": 1, "comment": 1}


def test_ticks_after_the_import_always_add(tracker: Tracker, place: Path) -> None:
    path = comments("a").zip(place)
    tracker.import_linkedin(path)
    tracker.tick([("comment", 2)], THE_DAY)
    assert tracker.import_linkedin(path).set_aside == {}
    assert counts_on(tracker) == {"comment": 3}


def test_a_later_archive_sets_aside_what_was_ticked_before_it(
    tracker: Tracker, tmp_path: Path
) -> None:
    tracker.import_linkedin(comments("a").zip(tmp_path / "a.zip"))
    tracker.tick([("comment", 2)], THE_DAY)
    report = tracker.import_linkedin(comments("a", "b").zip(tmp_path / "b.zip"))
    assert (report.added, report.set_aside) == ({"comment": 1}, {"comment": 1})
    assert counts_on(tracker) == {"comment": 3}


def export_of_replies() -> Export:
    """Return a share and two comments on it, all on one day."""
    share = urn("ugcPost", 7400000000000000009)
    shares = [("2025-12-15 08:00:00", share, "words", "", "", "")]
    rows = [("2025-12-15 09:00:00", share, "a"), ("2025-12-15 10:00:00", share, "b")]
    return (
        Export()
        .add("Shares.csv", sheet("Shares", shares))
        .add("Comments.csv", sheet("Comments", rows))
    )


def export_of_answers() -> Export:
    """Return a message received and an answer to it."""
    rows = [
        Message(wall("2025-12-15 10:00")),
        Message(wall("2025-12-15 09:00"), BO, ME_PERSON),
    ]
    return Export().add("messages.csv", messages(rows)).add("Profile.csv", NAMED)


@pytest.mark.parametrize(
    ("export", "ticked", "set_aside"),
    [
        (export_of_replies(), {"comment": 3}, {"comment": 2}),
        (export_of_replies(), {"reply": 1, "comment": 1}, {"reply": 1, "comment": 1}),
        (export_of_replies(), {"reply": 3, "share": 2}, {"reply": 2, "share": 1}),
        (export_of_replies(), {"post": 1}, {}),
        (export_of_answers(), {"message": 2}, {"message": 1}),
        (export_of_answers(), {"answer": 1, "message": 1}, {"answer": 1}),
        (comments("a"), {"reply": 1}, {}),
    ],
)
def test_rows_of_comments_and_messages_stand_for_either_kind(
    export: Export,
    ticked: Mapping[str, int],
    set_aside: Mapping[str, int],
    tracker: Tracker,
    place: Path,
) -> None:
    tracker.tick(list(ticked.items()), THE_DAY)
    assert tracker.import_linkedin(export.zip(place)).set_aside == set_aside


def test_imported_rows_are_never_set_aside(tracker: Tracker, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"day,task,count\n{THE_DAY},comment,4\n")
    tracker.import_log(log)
    report = tracker.import_linkedin(comments("a").zip(tmp_path / "a.zip"))
    assert report.set_aside == {}
    assert counts_on(tracker) == {"comment": 5}


def test_the_oldest_tick_is_set_aside_first(tracker: Tracker, place: Path) -> None:
    tracker.tick([("comment", 1)], THE_DAY, note="first")
    tracker.tick([("comment", 1)], THE_DAY, note="second")
    tracker.import_linkedin(comments("a").zip(place))
    notes = {entry.note for entry in tracker.store.entries(THE_DAY, THE_DAY)}
    assert notes == {"second", None}


STEPS = st.lists(
    st.sampled_from(["tick", "tick", "old", "new", "undo", "redo", "take back"]), max_size=10
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
