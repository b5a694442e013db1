"""The log read back through the tracker, and the verbs that edit, void and undo in it."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.journal.entry_form import values_of
from ssi_tui.core.journal.filter import EVERYTHING, parse_filter
from ssi_tui.core.journal.rows import EntryValues, Journal, JournalEntry, JournalRow, JournalStep
from ssi_tui.core.journal.words import entry_label, head_words, step_label, step_words
from ssi_tui.core.model import Answer, OperationKind, Reading, Source
from ssi_tui.core.review.record import Commitment
from ssi_tui.core.value import replace
from ssi_tui.core.wall_clock import WallClock
from ssi_tui.tracker.tracker import Tracker
from tests.logs import FRIDAY, MONDAY, SUNDAY, TUESDAY, Hands, all_entries, rows_file


def rows(tracker: Tracker, line: str = "") -> list[JournalRow]:
    """Return all rows that a filter leaves, as they stand on the screen."""
    journal = tracker.journal.open(parse_filter(line))
    found = tracker.journal.rows(journal, 0, len(journal.days))
    assert [len(found[day]) for day in journal.days] == list(journal.counts)
    return [row for day in journal.days for row in found[day]]


def words(tracker: Tracker, line: str = "") -> list[str]:
    """Return the rows in words."""
    return [
        f"{entry_label(row, ACTIONS)} {row.why}".strip()
        if isinstance(row, JournalEntry)
        else f"{step_label(row)}: {step_words(row, MONDAY, ACTIONS)}" + " (undone)" * row.undone
        for row in rows(tracker, line)
    ]


# -- what is shown ----------------------------------------------------------------------------


def test_an_empty_log_has_no_rows(tracker: Tracker) -> None:
    """And says that this is not because of a filter."""
    journal = tracker.journal.open(EVERYTHING)
    assert (journal.lines, journal.entries, journal.empty) == (0, 0, True)
    tracker.tick([("comment", 1)])
    journal = tracker.journal.open(parse_filter("share"))
    assert (journal.lines, journal.entries, journal.empty) == (0, 0, False)


def test_days_and_rows_come_newest_first(tracker: Tracker, hands: Hands) -> None:
    """Steps among the entries of the day on which they were made."""
    tracker.tick([("comment", 1)], FRIDAY)
    tracker.tick([("share", 1)])
    hands.move(minutes=1)
    tracker.note("a good day", FRIDAY)
    hands.move(minutes=1)
    tracker.tick([("search", 1)])
    assert words(tracker) == ["search", "day note: a good day", "share", "comment"]
    assert tracker.journal.open(EVERYTHING).entries == 3


def test_what_has_no_time_comes_last_of_its_day(tracker: Tracker, tmp_path: Path) -> None:
    """And what was written in one instant, in the order of writing."""
    tracker.tick([("share", 1), ("connect", 1)], SUNDAY)
    tracker.import_log(rows_file(tmp_path))
    assert words(tracker)[1:] == ["connect", "share", "connect", "comment"]
    assert [row.wall for row in rows(tracker) if isinstance(row, JournalEntry)][2:] == [None, None]


def test_every_kind_of_step_says_what_it_did(tracker: Tracker, tmp_path: Path) -> None:
    """What entries tell of is not told twice."""
    tracker.tick([("comment", 1)])
    tracker.cycle_quality("comment", MONDAY)
    tracker.routine.set_routine({"comment": 3, "share": 0})
    tracker.routine.take_time_off(TUESDAY, date(2027, 1, 3), "mountains")
    tracker.routine.remove_time_off(tracker.routine.time_off()[0].id)
    tracker.readings.record(Reading(FRIDAY, (17.0, 9.5, 11.0, 19.0)))
    tracker.routine.set_profile(connections=9)
    tracker.note("", MONDAY)
    report = tracker.import_log(rows_file(tmp_path))
    brought = sum(report.added.values())
    found = words(tracker)
    assert found[0] == f"import: {brought} entries from a log"
    assert [word for word in found if ":" in word][1:] == [
        "day note: removed",
        "profile change: connections 9",
        "reading: 56.5",
        "canceled time off: 24 Nov to 3 Jan 2027, mountains",
        "time off: 24 Nov to 3 Jan 2027, mountains",
        "routine change: comment 3 a day, share off",
    ]


def test_a_review_says_which_week_it_was_about(tracker: Tracker) -> None:
    """And what it wrote down."""
    week = MONDAY - timedelta(days=7)
    tracker.review.judge(week, Answer.KEPT)
    tracker.review.count_outcome(week, "meetings", 2)
    tracker.review.promise(week, Commitment("write to two old friends"))
    found = words(tracker)
    assert "review: week of 16 Nov, promise kept" in found
    assert "review: week of 16 Nov, meetings 2" in found
    assert any("week of 16 Nov" in word and "write to two old friends" in word for word in found)


def test_undone_steps_stay_and_say_so(tracker: Tracker) -> None:
    """With what they were about."""
    tracker.tick([("comment", 1)])
    tracker.take_back("comment", MONDAY)
    assert words(tracker) == ["comment taken back"]
    tracker.undo()
    assert words(tracker) == ["entry taken back: comment (undone)", "comment"]
    tracker.undo()
    assert words(tracker) == ["entry taken back: comment (undone)", "comment undone"]


def test_times_are_those_of_the_users_clock(tmp_path: Path) -> None:
    """And what was logged for another day says when."""
    zone = timezone(timedelta(hours=5, minutes=30))
    clock = WallClock(lambda: datetime(2026, 11, 22, 23, 47, tzinfo=UTC), zone)
    tracker = Tracker(tmp_path / "log.db", clock, Source.TUI)
    tracker.tick([("comment", 1)], FRIDAY)
    tracker.tick([("share", 1)])
    share, comment = rows(tracker)
    tracker.close()
    assert isinstance(share, JournalEntry)
    assert isinstance(comment, JournalEntry)
    assert share.wall is not None
    assert (share.wall.hour, share.wall.minute, share.logged_on) == (5, 17, None)
    assert comment.logged_on == MONDAY


def test_what_is_after_today_is_left_out(tracker: Tracker, hands: Hands) -> None:
    """When another today is given."""
    tracker.tick([("comment", 1)], FRIDAY)
    hands.move(days=-3)
    tracker.tick([("share", 1)])
    tracker.note("x", FRIDAY)
    hands.move(days=-1)
    assert words(tracker) == []


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("two\nlines", '"two lines"'),
        ("two\r\n\n lines", '"Two  Lines"'),
        ("cafe\u0301", "café"),
        ("café", "CAFE\u0301"),
        ("STRASSE", "straße"),
        ("a\u00a0b", '"a b"'),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_a_note_is_found_as_it_is_shown(tracker: Tracker, note: str, line: str) -> None:
    """Whatever its line ends are, and in whichever of two ways its accents are written."""
    tracker.tick([("comment", 1)], note=note)
    tracker.note(note, FRIDAY)
    tracker.tick([("share", 1)])
    assert len(rows(tracker, line)) == 2
    assert rows(tracker, f"{line} nothing") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("comment", ["comment"]),
        ("hike", ["time off: 24 Nov, hike", "comment"]),
        ("time", ["time off: 24 Nov, hike"]),
        ("comment hike", ["comment"]),
        ("tui", []),
        ("nothing", []),
    ],
)
def test_a_filter_holds_for_steps_too(tracker: Tracker, line: str, expected: list[str]) -> None:
    """A task or a source leaves out what has none."""
    tracker.tick([("comment", 1)], note="on the Hike")
    tracker.tick([("share", 1)])
    tracker.routine.take_time_off(TUESDAY, reason="hike")
    assert words(tracker, line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"on laptop"', ["day note: theirs", "share"]),
        ("laptop share", ["share"]),
        ("desktop", []),
        ("comment", ["comment"]),
    ],
)
def test_a_filter_finds_the_computer_of_a_row(
    tracker: Tracker, line: str, expected: list[str]
) -> None:
    """By the name that the row shows; this computer has none."""
    tracker.tick([("share", 1)])
    tracker.note("theirs", MONDAY)
    change = tracker.store.connection.execute
    change("UPDATE operations SET device = '0badf00d'")
    change("INSERT INTO machines (device, name) VALUES ('0badf00d', 'laptop')")
    tracker.tick([("comment", 1)])
    assert words(tracker, line) == expected


def test_an_import_stays_in_sight_when_its_source_is_chosen(
    tracker: Tracker, tmp_path: Path
) -> None:
    """It is where such entries come from."""
    tracker.routine.take_time_off(TUESDAY)
    tracker.import_log(rows_file(tmp_path))
    found = words(tracker, "import")
    assert found[0].startswith("import: ")
    assert len(found) > 1
    assert not any("time off" in word for word in found)


def test_the_head_of_today_says_so() -> None:
    """Other days have their date, with the year where it is another."""
    assert head_words(MONDAY, MONDAY) == "today"
    assert head_words(SUNDAY, MONDAY) == "Sun 22 Nov"
    assert head_words(date(2025, 3, 1), MONDAY) == "Sat 1 Mar 2025"


# -- edit -------------------------------------------------------------------------------------


def test_an_edit_replaces_an_entry_and_is_one_step(tracker: Tracker) -> None:
    """Its instant and its source stay; undo brings back what was."""
    tracker.tick([("comment", 1)])
    (entry,) = all_entries(tracker)
    done = tracker.journal.edit(entry.id, EntryValues(FRIDAY, 3, 7.5, "short", " a\nb "))
    (edited,) = all_entries(tracker)
    assert edited == replace(
        entry,
        id=edited.id,
        operation_id=edited.operation_id,
        day=FRIDAY,
        count=3,
        minutes=7.5,
        quality="short",
        note="a\nb",
        root=entry.id,
    )
    assert done.entries == (edited,)
    assert words(tracker) == ["comment"]
    assert tracker.undo().kind is OperationKind.EDIT
    assert all_entries(tracker) == (entry,)


def test_an_edit_of_nothing_writes_nothing(tracker: Tracker) -> None:
    """Undo still takes the tick."""
    tracker.tick([("comment", 1)], note="a")
    (entry,) = all_entries(tracker)
    with pytest.raises(RefusedError, match="nothing to change"):
        tracker.journal.edit(entry.id, values_of(entry))
    assert tracker.undo().kind is OperationKind.TICK


def test_an_edit_is_seen_by_the_dashboard_on_both_days(tracker: Tracker) -> None:
    """The day that it left, and the one that it went to."""
    tracker.tick([("comment", 1)])
    assert tracker.dashboard().tasks[0].count == 1
    (entry,) = all_entries(tracker)
    tracker.journal.edit(entry.id, replace(values_of(entry), day=FRIDAY))
    assert tracker.dashboard().tasks[0].count == 0
    assert tracker.dashboard(FRIDAY).tasks[0].count == 1


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"count": 0}, "1 to 999"),
        ({"count": 1000}, "1 to 999"),
        ({"day": TUESDAY}, "in the future"),
        ({"day": date(1999, 1, 1)}, "before LinkedIn existed"),
        ({"minutes": -1.0}, "minutes must be"),
        ({"minutes": float("nan")}, "minutes must be"),
        ({"quality": "reshare"}, "has no quality"),
        ({"note": "x" * 2001}, "can have 2000"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    tracker: Tracker, change: dict[str, object], word: str
) -> None:
    """By the rules of every input."""
    tracker.tick([("comment", 1)])
    (entry,) = all_entries(tracker)
    values = {name: getattr(values_of(entry), name) for name in EntryValues.__slots__}
    with pytest.raises(RefusedError, match=word):
        tracker.journal.edit(entry.id, EntryValues(**{**values, **change}))
    assert all_entries(tracker) == (entry,)
    assert tracker.next_undo() is not None


def test_what_another_process_has_taken_out_cannot_be_edited(tracker: Tracker) -> None:
    """Nor voided a second time."""
    tracker.tick([("comment", 1)])
    (entry,) = all_entries(tracker)
    tracker.journal.void(entry.id)
    with pytest.raises(RefusedError, match="was already removed"):
        tracker.journal.edit(entry.id, values_of(entry))
    with pytest.raises(RefusedError, match="was already removed"):
        tracker.journal.void(entry.id)
    assert tracker.undo().kind is OperationKind.VOID


# -- void -------------------------------------------------------------------------------------


def test_a_void_is_one_step_that_can_be_undone(tracker: Tracker) -> None:
    """The row stays, with the reason."""
    tracker.tick([("comment", 2)])
    newest = all_entries(tracker)[-1]
    tracker.journal.void(newest.id)
    assert words(tracker) == ["comment voided", "comment"]
    assert tracker.dashboard().tasks[0].count == 1
    tracker.undo()
    assert tracker.dashboard().tasks[0].count == 2


def test_a_voided_row_is_not_imported_again(tracker: Tracker, tmp_path: Path) -> None:
    """The user has decided."""
    tracker.import_log(rows_file(tmp_path))
    entry = all_entries(tracker)[0]
    tracker.journal.void(entry.id)
    assert not tracker.import_log(rows_file(tmp_path)).added
    assert entry.id not in {each.id for each in all_entries(tracker)}


# -- the undo of an import --------------------------------------------------------------------


def step_of(tracker: Tracker) -> JournalStep:
    """Return the newest import."""
    found = [row for row in rows(tracker) if isinstance(row, JournalStep)]
    return next(step for step in found if step.operation.kind is OperationKind.IMPORT)


def test_an_import_is_undone_as_one_step_whatever_came_after(
    tracker: Tracker, tmp_path: Path
) -> None:
    """Its entries go, its row stays, and redo brings it back."""
    tracker.import_log(rows_file(tmp_path))
    brought = len(all_entries(tracker))
    tracker.tick([("message", 1)])
    done = tracker.journal.turn(step_of(tracker).operation.id, undo=True)
    assert (done.kind, done.size) == (OperationKind.IMPORT, brought)
    assert [entry.task for entry in all_entries(tracker)] == ["message"]
    assert step_of(tracker).undone
    journal: Journal = tracker.journal.open(EVERYTHING)
    assert sum(journal.counts) == 2
    assert tracker.redo().kind is OperationKind.IMPORT
    assert len(all_entries(tracker)) == brought + 1


def test_an_import_that_was_undone_can_be_imported_again(tracker: Tracker, tmp_path: Path) -> None:
    """All of it."""
    report = tracker.import_log(rows_file(tmp_path))
    tracker.tick([("message", 1)])
    tracker.journal.turn(step_of(tracker).operation.id, undo=True)
    assert tracker.import_log(rows_file(tmp_path)).added == report.added


def test_what_was_edited_since_stays_without_its_import(tracker: Tracker, tmp_path: Path) -> None:
    """It is the user's own then, and counted before it is asked."""
    tracker.import_log(rows_file(tmp_path))
    entry = all_entries(tracker)[0]
    step = step_of(tracker)
    assert tracker.journal.edited_since(step.operation.id) == 0
    tracker.journal.edit(entry.id, replace(values_of(entry), count=9))
    assert tracker.journal.edited_since(step.operation.id) == 1
    tracker.journal.turn(step.operation.id, undo=True)
    assert [each.count for each in all_entries(tracker)] == [9]
    tracker.redo()
    assert tracker.store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len({each.origin_key for each in all_entries(tracker)}) == len(all_entries(tracker))


def test_a_step_is_undone_and_redone_by_name_once(tracker: Tracker, tmp_path: Path) -> None:
    """Whatever came after it."""
    tracker.import_log(rows_file(tmp_path))
    step = step_of(tracker).operation.id
    tracker.tick([("comment", 1)])
    number = len(all_entries(tracker))
    with pytest.raises(RefusedError, match="isn't undone"):
        tracker.journal.turn(step, undo=False)
    tracker.journal.turn(step, undo=True)
    assert len(all_entries(tracker)) == 1
    with pytest.raises(RefusedError, match="already undone"):
        tracker.journal.turn(step, undo=True)
    tracker.journal.turn(step, undo=False)
    assert len(all_entries(tracker)) == number
