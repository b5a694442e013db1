"""The rows of the reviews: written, read anew, exported, and taken in without harm."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.model import Answer, OperationKind, Pillar
from ssi_tui.core.review.record import WEEK, Commitment, Review, Span, Step
from ssi_tui.core.settings import Settings
from ssi_tui.core.value import replace
from ssi_tui.storage.log.store import Store
from ssi_tui.tracker.tracker import Tracker
from tests.logs import MONDAY, MORNING, Hands, blank, dump, export_to, tracking

LAST_WEEK = MONDAY - WEEK
TWO_CONNECTS = Commitment("2 connects a day", Pillar.PEOPLE, "connect", 2)
EVERYTHING = [
    TWO_CONNECTS,
    Commitment("2 on two", Pillar.PEOPLE, "connect", 2, weekdays=frozenset({0, 3})),
    Commitment("1 article in the week", Pillar.INSIGHTS, "article", 1, Span.WEEK),
    Commitment("feed", Pillar.BRAND, "brand", 3),
    Commitment("call two people [b]"),
    Commitment("call two people", Pillar.RELATIONSHIPS),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Open an empty database."""
    opened = Store(blank(tmp_path / "log.db"))
    yield opened
    opened.close()


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Tracker]:
    """Open a log with reviews of two weeks in it."""
    with tracking(tmp_path / "sender.db") as opened:
        reviewed(opened, LAST_WEEK - WEEK, "the older one")
        reviewed(opened, LAST_WEEK, "the sender's")
        yield opened


def reviewed(tracker: Tracker, week: date, note: str) -> None:
    """Review a week: some steps, some outcomes, a note and a promise."""
    tracker.review.judge(week, Answer.IN_PART)
    tracker.review.count_outcome(week, "meetings", 2)
    tracker.review.count_outcome(week, "talks [given]", 1)
    tracker.review.note(week, note)
    tracker.review.promise(week, TWO_CONNECTS)


@pytest.mark.parametrize("promise", EVERYTHING)
def test_a_promise_is_read_as_it_was_written(store: Store, promise: Commitment) -> None:
    """Whatever it is of."""
    with store.transaction():
        operation = store.add_operation(OperationKind.REVIEW, MORNING, LAST_WEEK)
        store.reviews.add_commitment(operation, LAST_WEEK, promise)
    assert store.reviews.reviews() == (Review(LAST_WEEK, commitment=promise),)
    assert store.reviews.promise_operations(LAST_WEEK) == {operation}
    assert store.reviews.promise_operations(MONDAY) == frozenset()


@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        ("review_steps", "week, step", ("2026-11-16", "dance")),
        ("review_steps", "week, step", ("in spring", "focus")),
        ("review_steps", "week, step, answer", ("2026-11-16", "focus", "maybe")),
        ("review_outcomes", "week, outcome, count", ("2026-11-16", "", 1)),
        ("review_outcomes", "week, outcome, count", ("2026-11-16", "meetings", -1)),
        ("commitments", "week, words", ("2026-11-16", "")),
        ("commitments", "week, words, subject", ("2026-11-16", "x", "connect")),
        ("commitments", "week, words, focus", ("2026-11-16", "x", "luck")),
    ],
)
def test_the_tables_take_no_nonsense(
    store: Store, table: str, columns: str, values: tuple[object, ...]
) -> None:
    """Not even by hand."""
    with store.transaction():
        operation = store.add_operation(OperationKind.REVIEW, MORNING, LAST_WEEK)
    marks = ", ".join("?" for _ in values)
    with pytest.raises(sqlite3.IntegrityError):
        store.connection.execute(
            f"INSERT INTO {table} (operation_id, {columns}) VALUES (?, {marks})",
            (operation, *values),
        )


def test_a_review_grows_row_by_row(sender: Tracker) -> None:
    """Oldest week first, each with all that was written of it."""
    older, newer = sender.store.reviews.reviews()
    assert (older.week, newer.week) == (LAST_WEEK - WEEK, LAST_WEEK)
    assert newer == Review(
        LAST_WEEK,
        {Step.PROMISE: Answer.IN_PART},
        {"meetings": 2, "talks [given]": 1},
        "the sender's",
        TWO_CONNECTS,
    )


# -- to another database ----------------------------------------------------------------------


def test_an_empty_database_takes_reviews_and_targets_over(
    sender: Tracker, receiver: Tracker, tmp_path: Path
) -> None:
    """What is undone stays undone; a second import adds nothing."""
    sender.review.note(LAST_WEEK, "taken back")
    sender.undo()
    file = export_to(tmp_path / "export.json", sender)
    receiver.import_log(file)
    assert receiver.review.reviews() == sender.review.reviews()
    assert receiver.store.routine.targets() == sender.store.routine.targets()
    before = receiver.review.reviews()
    receiver.import_log(file)
    assert receiver.review.reviews() == before


def test_of_a_week_that_both_have_the_newest_words_hold(
    sender: Tracker, receiver: Tracker, tmp_path: Path
) -> None:
    """Step by step: here all is the sender's but the note, which was written last."""
    receiver.review.judge(LAST_WEEK, Answer.NOT_KEPT)
    receiver.import_log(export_to(tmp_path / "export.json", sender))
    receiver.review.note(LAST_WEEK, "the receiver's")
    found, sent = receiver.review.reviews(), sender.review.reviews()
    assert found == {**sent, LAST_WEEK: replace(sent[LAST_WEEK], note="the receiver's")}
    sender.import_log(export_to(tmp_path / "back.json", receiver))
    assert sender.review.reviews() == found
    for _ in range(2):
        receiver.undo()
    assert receiver.review.reviews() == {
        LAST_WEEK: Review(LAST_WEEK, {Step.PROMISE: Answer.NOT_KEPT})
    }


def test_weeks_that_begin_on_another_day_are_one_with_those_that_they_mostly_are(
    sender: Tracker, receiver: Tracker, tmp_path: Path
) -> None:
    """Most of a week from Sunday on is the week from the Monday after it."""
    receiver.view.settings = Settings(week_start="sunday")
    receiver.review.note(LAST_WEEK, "the receiver's")
    receiver.import_log(export_to(tmp_path / "export.json", sender))
    found = receiver.review.reviews()
    assert sorted(review.note for review in found.values()) == ["the older one", "the sender's"]


def rewritten(tracker: Tracker, folder: Path, table: str, **changes: object) -> Path:
    """Write an export in which a value of the first row of a table is another one."""
    path = export_to(folder / "export.json", tracker)
    tables: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    tables[table][0] |= changes
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("commitments", {"subject": "dance"}),
        ("commitments", {"weekdays": 0}),
        ("commitments", {"words": "x" * 1000}),
        ("commitments", {"week": "0001-01-01"}),
        ("commitments", {"week": "9999-12-31"}),
        ("commitments", {"amount": 1000}),
        ("review_steps", {"step": "dance"}),
        ("review_steps", {"week": "0001-01-01"}),
        ("review_outcomes", {"outcome": "a\nb"}),
        ("review_outcomes", {"outcome": "x" * 1000}),
        ("review_outcomes", {"count": 1.5}),
        ("review_notes", {"note": "x" * 100_000}),
        ("review_notes", {"week": "9999-12-31"}),
        ("review_notes", {"week": "2026-02-30"}),
    ],
)
def test_a_row_that_was_changed_by_hand_is_left_out(
    sender: Tracker,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    table: str,
    changes: dict[str, object],
) -> None:
    """The rest comes, the row is counted, and every week can be shown."""
    file = rewritten(sender, tmp_path, table, **changes)
    target = tmp_path / "receiver.db"
    with tracking(target) as receiver:
        report = receiver.import_log(file)
        assert (report.skipped_total, report.skipped[0].table) == (1, table)
        assert list(receiver.review.reviews()) == [LAST_WEEK - WEEK, LAST_WEEK]
        receiver.review.open_at()
    for week in (LAST_WEEK, MONDAY):
        arguments = ["--db", str(target), "--today", str(MONDAY), "week", "--date", str(week)]
        assert main(arguments) == 0
    assert capsys.readouterr().err == ""


def test_an_undone_import_takes_its_reviews_along(
    sender: Tracker, receiver: Tracker, tmp_path: Path
) -> None:
    """And redoing it brings them back."""
    receiver.import_log(export_to(tmp_path / "export.json", sender))
    there = receiver.review.reviews()
    receiver.undo()
    assert receiver.review.reviews() == {}
    receiver.redo()
    assert receiver.review.reviews() == there


def test_an_export_of_before_there_were_reviews_is_taken_in(
    sender: Tracker, receiver: Tracker, tmp_path: Path
) -> None:
    """It lacks their tables and the columns of busy weekdays."""
    path = export_to(tmp_path / "export.json", sender)
    tables: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name in ("review_steps", "review_outcomes", "review_notes", "commitments"):
        del tables[name]
    for row in tables["target_changes"]:
        del row["busy_target"], row["busy_weekdays"]
    path.write_text(json.dumps(tables), encoding="utf-8")
    report = receiver.import_log(path)
    assert report.skipped_total == 0
    assert receiver.review.reviews() == {}
    assert receiver.store.routine.targets() == sender.store.routine.targets()


def test_what_an_export_says_is_what_it_said_after_a_round_trip(
    sender: Tracker, tmp_path: Path
) -> None:
    """A busy promise too."""
    busy = Commitment("busy", Pillar.PEOPLE, "connect", 3, weekdays=frozenset({1, 4}))
    sender.review.promise(MONDAY, busy)
    with tracking(tmp_path / "other.db", Hands()) as other:
        other.import_log(export_to(tmp_path / "export.json", sender))
        assert other.review.reviews() == sender.review.reviews()
        for at in range(14):
            day = date.fromordinal(MONDAY.toordinal() + at)
            ours, theirs = other.view.schedule(), sender.view.schedule()
            assert ours.target("connect", day) == theirs.target("connect", day)
    assert "busy_weekdays" in dump(tmp_path / "other.db")
