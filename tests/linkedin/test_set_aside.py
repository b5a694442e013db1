"""What was ticked by hand beside what the archive holds: nothing counts twice."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from ssi_tui.core.model import Source
from ssi_tui.storage.exchange.archive import SET_ASIDE
from ssi_tui.tracker.tracker import Tracker
from tests.linkedin.builder import BO, Export, Message, messages, sheet, urn, wall
from tests.linkedin.importing import THE_DAY, comments, counts_on
from tests.linkedin.reading.archives import ME_PERSON, NAMED


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
