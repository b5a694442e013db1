"""Our own export carries everything to another database, and nothing twice."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.model import Past
from ssi_tui.tracker.tracker import Tracker
from tests.logs import (
    FRIDAY,
    MONDAY,
    SUNDAY,
    TUESDAY,
    Hands,
    all_entries,
    counted,
    dump,
    export_to,
    exported,
    fill,
    open_tracker,
    state,
    tracking,
)
from tests.storage.builders import live_by_flag, live_by_rule

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Tracker]:
    """Open a log that holds something of every kind."""
    hands = Hands()
    with tracking(tmp_path / "sender.db", hands) as opened:
        fill(opened, hands, tmp_path)
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Tracker]:
    """Open another empty log."""
    with tracking(tmp_path / "other.db") as opened:
        yield opened


@pytest.fixture
def file(sender: Tracker, tmp_path: Path) -> Path:
    """Write the export of the sender."""
    return export_to(tmp_path / "export.json", sender)


def ids(tracker: Tracker) -> set[str]:
    """Return the ids of the live entries."""
    return {entry.id for entry in all_entries(tracker)}


def tables(path: Path) -> dict[str, Any]:
    """Return an export as values."""
    found = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def rewritten(path: Path, values: object) -> Path:
    """Write values as a JSON file of another name."""
    target = path.with_name("rewritten.json")
    target.write_text(json.dumps(values), encoding="utf-8")
    return target


# -- into an empty database -------------------------------------------------------------------


def test_an_empty_database_gets_the_same_entries(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """With their ids, instants, notes and sources."""
    receiver.import_log(file)
    assert all_entries(receiver) == all_entries(sender)


def test_an_empty_database_gets_the_same_profile(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """With the day on which the past was answered."""
    receiver.import_log(file)
    assert receiver.routine.profile() == sender.routine.profile()
    assert receiver.routine.profile().past_answered == FRIDAY


def test_an_empty_database_gets_the_same_routine(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """Targets, their weekdays and the workdays, with their history."""
    receiver.import_log(file)
    assert receiver.store.routine.targets() == sender.store.routine.targets()
    assert receiver.store.routine.workdays() == sender.store.routine.workdays()


def test_an_empty_database_gets_the_same_time_off(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """What was taken out again stays out."""
    receiver.import_log(file)
    assert receiver.routine.time_off() == sender.routine.time_off()
    assert len(receiver.routine.time_off()) == 1


def test_an_empty_database_gets_the_same_notes_of_days(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """Those that hold."""
    receiver.import_log(file)
    assert receiver.store.routine.day_notes(MONDAY) == {SUNDAY: "a good day"}


@pytest.mark.parametrize("day", [FRIDAY, SUNDAY, MONDAY])
def test_an_empty_database_shows_the_same_scores(
    day: date, sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """To the last digit: the whole screen is equal."""
    receiver.import_log(file)
    assert receiver.dashboard(day) == sender.dashboard(day)


def test_an_import_tells_what_it_added(sender: Tracker, receiver: Tracker, file: Path) -> None:
    """Counted by task, with the days from the first to the last."""
    report = receiver.import_log(file)
    assert report.added == report.read
    assert sum(report.added.values()) == len(all_entries(sender))
    assert (report.first_day, report.last_day) == (FRIDAY, MONDAY)
    assert (report.skipped_total, report.operation is None) == (0, False)


def test_a_chain_of_exports_carries_the_same_as_one(
    sender: Tracker, receiver: Tracker, other: Tracker, file: Path, tmp_path: Path
) -> None:
    """What was imported can be exported and imported again."""
    receiver.import_log(file)
    other.import_log(export_to(tmp_path / "second.json", receiver))
    assert other.dashboard() == sender.dashboard()
    assert all_entries(other) == all_entries(sender)


# -- twice, and into a filled database --------------------------------------------------------


def test_a_second_import_changes_nothing(receiver: Tracker, file: Path) -> None:
    """Not one byte, and it says so."""
    receiver.import_log(file)
    before = dump(receiver.store.path)
    report = receiver.import_log(file)
    assert dump(receiver.store.path) == before
    assert (report.operation, report.added) == (None, {})
    assert report.already_known == report.read


def test_the_own_export_adds_nothing(sender: Tracker, file: Path) -> None:
    """A database knows what it wrote."""
    before = dump(sender.store.path)
    assert sender.import_log(file).added == {}
    assert dump(sender.store.path) == before


def test_a_longer_export_adds_what_is_new_in_it(
    sender: Tracker, receiver: Tracker, file: Path, tmp_path: Path
) -> None:
    """And nothing else."""
    receiver.import_log(file)
    sender.tick([("comment", 2)])
    report = receiver.import_log(export_to(tmp_path / "longer.json", sender))
    assert report.added == {"comment": 2}
    assert all_entries(receiver) == all_entries(sender)


def test_an_older_export_after_a_newer_one_adds_nothing(
    sender: Tracker, receiver: Tracker, file: Path, tmp_path: Path
) -> None:
    """The order of two exports does not matter."""
    sender.tick([("comment", 2)])
    receiver.import_log(export_to(tmp_path / "newer.json", sender))
    assert receiver.import_log(file).operation is None


def test_two_logs_that_import_each_other_hold_the_same(
    sender: Tracker, receiver: Tracker, file: Path, tmp_path: Path
) -> None:
    """Which is how two machines are merged."""
    receiver.tick([("event", 2)])
    theirs = export_to(tmp_path / "theirs.json", receiver)
    sender.import_log(theirs)
    receiver.import_log(file)
    assert ids(sender) == ids(receiver)


def test_what_was_said_last_holds_whichever_log_it_was_said_in(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """Profile, routine, workdays and notes of days; undone, the import leaves what was there."""
    receiver.note("mine", SUNDAY)
    receiver.routine.set_profile(connections=7, past=Past.NONE, workdays=frozenset({0}))
    receiver.routine.set_routine({"comment": 9, "connect": 2}, MONDAY)
    before = state(receiver)
    sender.note("theirs", SUNDAY)
    sender.routine.set_profile(connections=900, workdays=frozenset({1, 2}))
    sender.routine.set_routine({"comment": 4}, MONDAY)
    receiver.import_log(export_to(file, sender))
    profile, schedule = receiver.routine.profile(), receiver.view.schedule()
    # The receiver answered about the past after the sender had.
    assert (profile.connections, profile.past, profile.sales_navigator) == (900, Past.NONE, True)
    assert schedule.target("comment", WEDNESDAY) == 4
    assert receiver.store.routine.workdays()[-1].weekdays == {1, 2}
    assert receiver.store.routine.day_notes(MONDAY) == {SUNDAY: "theirs"}
    receiver.undo()
    # A task that is not known any more stays as one that is retired.
    assert state(receiver)[:-1] == before[:-1]


def test_a_filled_database_takes_time_off_over(receiver: Tracker, file: Path) -> None:
    """Beside its own."""
    receiver.routine.take_time_off(MONDAY)
    receiver.import_log(file)
    assert [item.start for item in receiver.routine.time_off()] == [MONDAY, date(2026, 12, 21)]


# -- undone and voided ------------------------------------------------------------------------


def test_what_the_sender_undid_stays_undone(
    sender: Tracker, receiver: Tracker, tmp_path: Path
) -> None:
    """It travels, and does not count."""
    sender.tick([("article", 1)])
    sender.undo()
    receiver.import_log(export_to(tmp_path / "export.json", sender))
    assert "article" not in {task for task, _, _ in counted(receiver)}


def test_what_the_receiver_undid_stays_undone(
    sender: Tracker, receiver: Tracker, file: Path, tmp_path: Path
) -> None:
    """An older export does not bring it back."""
    sender.tick([("article", 1)])
    older = export_to(tmp_path / "older.json", sender)
    sender.undo()
    sender.import_log(older)
    assert "article" not in {task for task, _, _ in counted(sender)}


def test_what_was_imported_and_taken_back_stays_so(receiver: Tracker, file: Path) -> None:
    """A row that was voided singly is not added again."""
    receiver.import_log(file)
    receiver.take_back("message", SUNDAY)
    receiver.import_log(file)
    assert "message" not in {task for task, _, _ in counted(receiver)}


def test_what_the_sender_took_back_later_is_taken_back_here(
    sender: Tracker, receiver: Tracker, file: Path, tmp_path: Path
) -> None:
    """An unknown operation may supersede a known entry."""
    receiver.import_log(file)
    sender.take_back("message", SUNDAY)
    receiver.import_log(export_to(tmp_path / "later.json", sender))
    assert all_entries(receiver) == all_entries(sender)


def test_undoing_an_import_takes_all_of_it_back(receiver: Tracker, file: Path) -> None:
    """Entries and routine, in one step."""
    before = receiver.dashboard()
    receiver.import_log(file)
    receiver.undo()
    assert all_entries(receiver) == ()
    assert receiver.routine.time_off() == ()
    assert receiver.dashboard() == before


def test_undoing_an_import_leaves_what_was_there(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """Only what it brought goes."""
    receiver.tick([("event", 1)])
    receiver.import_log(file)
    receiver.undo()
    assert counted(receiver) == [("event", 1, None)]


def test_redoing_an_import_brings_all_of_it_again(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """As if nothing had happened."""
    receiver.import_log(file)
    receiver.undo()
    receiver.redo()
    assert receiver.dashboard() == sender.dashboard()


def test_importing_again_after_the_import_was_undone_adds_again(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """And counts what it adds as added."""
    first = receiver.import_log(file)
    receiver.undo()
    report = receiver.import_log(file)
    assert report.added == first.added
    assert report.already_known == {}
    assert receiver.dashboard() == sender.dashboard()


def test_undoing_the_second_import_takes_all_of_it_back(receiver: Tracker, file: Path) -> None:
    """What came back is of the import that brought it back."""
    receiver.import_log(file)
    receiver.undo()
    receiver.import_log(file)
    receiver.undo()
    assert all_entries(receiver) == ()


def test_an_undone_import_stays_undone_in_an_export_of_it(
    receiver: Tracker, other: Tracker, file: Path, tmp_path: Path
) -> None:
    """The operations that it brought were undone with it."""
    receiver.import_log(file)
    receiver.undo()
    other.import_log(export_to(tmp_path / "undone.json", receiver))
    assert all_entries(other) == ()


def test_an_undone_import_stays_undone_after_the_own_export(receiver: Tracker, file: Path) -> None:
    """A database that exports what it undid does not bring it back."""
    receiver.import_log(file)
    receiver.undo()
    report = receiver.import_log(export_to(file.with_name("own.json"), receiver))
    assert report.operation is None
    assert all_entries(receiver) == ()


def test_rows_of_a_csv_and_of_an_export_of_it_are_known_as_the_same(
    receiver: Tracker, other: Tracker, tmp_path: Path
) -> None:
    """Both carry their origin."""
    csv = tmp_path / "log.csv"
    csv.write_text("day,task\n2026-11-20,comment\n2026-11-20,comment\n")
    other.import_log(csv)
    receiver.import_log(csv)
    report = receiver.import_log(export_to(tmp_path / "export.json", other))
    assert report.already_known == {"comment": 2}
    assert counted(receiver) == [("comment", 1, None)] * 2


def test_what_an_undone_import_brought_comes_back_beside_its_csv(
    receiver: Tracker, other: Tracker, tmp_path: Path
) -> None:
    """A row that came by another way meanwhile is not counted twice."""
    csv = tmp_path / "log.csv"
    csv.write_text("day,task\n2026-11-20,comment\n2026-11-20,share\n")
    other.import_log(csv)
    other.tick([("search", 1)])
    export = export_to(tmp_path / "export.json", other)
    receiver.import_log(export)
    receiver.undo()
    receiver.import_log(csv)
    report = receiver.import_log(export)
    assert report.added == {"search": 1}
    assert report.already_known == {"comment": 1, "share": 1}
    assert [task for task, _, _ in counted(receiver)] == ["comment", "share", "search"]


def test_entries_whose_csv_import_was_undone_come_with_an_export(
    sender: Tracker, receiver: Tracker, file: Path, tmp_path: Path
) -> None:
    """The CSV has their ids, the export too."""
    receiver.import_log(export_to(tmp_path / "export.csv", sender, "csv"))
    receiver.undo()
    report = receiver.import_log(file)
    assert report.added == report.read
    assert counted(receiver) == counted(sender)


def test_rows_of_a_csv_come_again_after_an_export_was_undone(
    sender: Tracker, receiver: Tracker, file: Path, tmp_path: Path
) -> None:
    """And the export after them counts nothing twice."""
    csv = export_to(tmp_path / "export.csv", sender, "csv")
    receiver.import_log(file)
    receiver.undo()
    assert receiver.import_log(csv).already_known == {}
    assert counted(receiver) == counted(sender)
    assert receiver.import_log(file).added == {}
    assert counted(receiver) == counted(sender)


def test_an_edit_that_stood_back_before_a_csv_comes_with_its_row(
    receiver: Tracker, other: Tracker, tmp_path: Path
) -> None:
    """A row and what took its place are never live together."""
    csv = tmp_path / "log.csv"
    csv.write_text("day,task,count\n2026-11-20,comment,3\n")
    other.import_log(csv)
    other.take_back("comment", FRIDAY)
    export = export_to(tmp_path / "export.json", other)
    receiver.import_log(csv)
    receiver.import_log(export)
    assert counted(receiver) == [("comment", 2, None)]
    receiver.undo()
    assert counted(receiver) == [("comment", 3, None)]
    receiver.undo()
    receiver.import_log(export)
    assert counted(receiver) == [("comment", 2, None)]


# -- what cannot be merged --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"kind":\n"ssi-tui log", ', "JSON is incomplete or damaged at line 2; export it again"),
        ('{"kind": "something else"}', "not an ssi-tui export"),
        ("{}", "not an ssi-tui export"),
        ('{"kind": "ssi-tui log", "schema": 3}', "newer ssi-tui"),
        ('{"kind": "ssi-tui log", "schema": "1"}', "doesn't say which schema it has"),
        ('{"kind": "ssi-tui log", "schema": -1}', "doesn't say which schema it has"),
        ('{"kind": "ssi-tui log"}', "doesn't say which schema it has"),
        ('{"kind": "ssi-tui log", "schema": 1}', "has no table operations"),
        ("[1, 2]", "not an ssi-tui export, and not a CSV"),
        ("", "not an ssi-tui export, and not a CSV"),
        ("{" * 100_000, "JSON is incomplete or damaged"),
    ],
)
def test_a_file_that_is_no_export_is_refused(
    text: str, why: str, receiver: Tracker, tmp_path: Path
) -> None:
    """With the reason, and nothing changed."""
    before = dump(receiver.store.path)
    path = tmp_path / "wrong.json"
    path.write_text(text)
    with pytest.raises(RefusedError, match=why):
        receiver.import_log(path)
    assert dump(receiver.store.path) == before


def test_a_file_that_is_not_utf_8_is_refused(receiver: Tracker, tmp_path: Path) -> None:
    """It would read as something else."""
    path = tmp_path / "latin.csv"
    path.write_bytes("day,task,note\n2026-11-20,comment,Zürich\n".encode("latin-1"))
    with pytest.raises(RefusedError, match="UTF-8"):
        receiver.import_log(path)


@pytest.mark.parametrize("name", [".", "missing.json"])
def test_a_file_that_cannot_be_read_is_refused(
    name: str, receiver: Tracker, tmp_path: Path
) -> None:
    """A directory, or none at all."""
    with pytest.raises(RefusedError, match="can't read"):
        receiver.import_log(tmp_path / name)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("task", "Juggle!"),
        ("task", None),
        ("count", 0),
        ("count", 1000),
        ("count", 10**30),
        ("day", "2026-02-30"),
        ("day", "now"),
        ("day", "9999-12-31"),
        ("at_utc", "now"),
        ("at_utc", "2026-02-30T06:47:00.000Z"),
        ("at_utc", "9999-12-31T23:59:59.000Z"),
        ("quality", "loud"),
        ("source", "web"),
        ("note", "x" * 2001),
        ("minutes", -1),
        ("minutes", "long"),
        ("id", "short"),
        ("operation_id", "f" * 32),
    ],
)
def test_a_bad_entry_of_an_export_is_skipped_with_its_reason(
    column: str, value: object, sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """The others are added, and the log can be read."""
    values = tables(file)
    at = next(at for at, row in enumerate(values["entries"]) if row["task"] == "message")
    values["entries"][at][column] = value
    report = receiver.import_log(rewritten(file, values))
    assert report.skipped_total == 1
    assert (report.skipped[0].table, report.skipped[0].line) == ("entries", at + 1)
    assert report.skipped[0].why
    assert len(all_entries(receiver)) == len(all_entries(sender)) - 1
    assert receiver.dashboard().total < sender.dashboard().total


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("profile_changes", "checklist", "photo hat"),
        ("profile_changes", "past", "often"),
        ("workday_changes", "weekdays", 128),
        ("target_changes", "task", "Juggle!"),
        ("target_changes", "task", "group"),
        ("target_changes", "target", 100),
        ("target_changes", "valid_from", "0000-01-01"),
        ("week_target_changes", "task", "Juggle!"),
        ("week_target_changes", "target", 100),
        ("time_off", "end_day", "2026-02-30"),
        ("time_off", "end_day", "9999-12-31"),
        ("day_notes", "day", "now"),
    ],
)
def test_a_bad_row_of_the_routine_is_skipped_with_its_reason(
    table: str, column: str, value: object, receiver: Tracker, file: Path
) -> None:
    """The others are added, and the log can be read."""
    values = tables(file)
    values[table][0][column] = value
    report = receiver.import_log(rewritten(file, values))
    assert [row.table for row in report.skipped] == [table]
    assert receiver.dashboard().number == 4


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "juggle"),
        ("at_utc", "yesterday"),
        ("at_utc", "9999-12-31T23:59:59.000Z"),
        ("id", "short"),
        ("day", "0000-01-01"),
    ],
)
def test_a_bad_operation_is_skipped_with_its_entries(
    column: str, value: object, sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """An entry is never without the operation that wrote it."""
    values = tables(file)
    last = [row for row in values["operations"] if row["kind"] == "tick"][-1]
    last[column] = value
    report = receiver.import_log(rewritten(file, values))
    assert {row.table for row in report.skipped} == {"operations", "entries"}
    assert ("search", 1, None) not in counted(receiver)
    assert live_by_flag(receiver.store) == live_by_rule(receiver.store)


def test_a_row_counts_once_even_where_an_export_says_twice(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """What took the place of a row is there, and that it did is not: the copy counts."""
    values = tables(file)
    values["supersessions"] = []
    receiver.import_log(rewritten(file, values))
    assert all_entries(receiver) == all_entries(sender)


def test_what_lies_ahead_is_taken_in_and_counts_on_its_day(
    sender: Tracker, receiver: Tracker, file: Path
) -> None:
    """A day of tomorrow, and a task that nobody has defined yet; CSV takes neither."""
    values = tables(file)
    values["entries"][0] |= {"day": str(TUESDAY), "at_utc": None}
    values["entries"][1]["task"] = "juggle"
    assert receiver.import_log(rewritten(file, values)).skipped == ()
    assert receiver.dashboard().minutes_done == sender.dashboard().minutes_done
    assert live_by_flag(receiver.store) == live_by_flag(sender.store)
    assert [each.day for each in all_entries(receiver)].count(TUESDAY) == 1
    assert "juggle" not in {each.task for each in all_entries(receiver)}


@pytest.mark.parametrize(
    ("note", "kept"),
    [("", None), ("  ", None), ("a\r\nb", "a\nb"), ("\ud800", "?"), (5, "5")],
)
def test_a_note_of_an_export_is_stored_as_one_that_is_typed(
    note: object, kept: str | None, receiver: Tracker, file: Path
) -> None:
    """Its entry is not lost over it."""
    values = tables(file)
    next(row for row in values["entries"] if row["task"] == "message")["note"] = note
    assert receiver.import_log(rewritten(file, values)).skipped == ()
    found = [entry.note for entry in all_entries(receiver) if entry.task == "message"]
    assert found == [kept]


# -- dry run, and reading while another writes ------------------------------------------------


def test_a_dry_run_changes_nothing(receiver: Tracker, file: Path) -> None:
    """Not one byte, not even a number that counts rows."""
    before = dump(receiver.store.path)
    report = receiver.import_log(file, dry_run=True)
    assert dump(receiver.store.path) == before
    assert (report.dry_run, report.operation) == (True, None)


def test_a_dry_run_tells_what_the_import_then_does(receiver: Tracker, file: Path) -> None:
    """The same counts."""
    told = receiver.import_log(file, dry_run=True)
    done = receiver.import_log(file)
    assert (told.read, told.added, told.already_known) == (done.read, done.added, {})


def test_a_dry_run_keeps_what_can_be_redone(receiver: Tracker, file: Path) -> None:
    """It is no operation."""
    receiver.tick([("comment", 1)])
    receiver.undo()
    receiver.import_log(file, dry_run=True)
    receiver.redo()
    assert counted(receiver) == [("comment", 1, None)]


def test_an_export_is_of_one_moment(sender: Tracker, receiver: Tracker, tmp_path: Path) -> None:
    """A tick of another process between two tables comes whole or not at all."""
    writer = open_tracker(sender.store.path)
    told: list[str] = []

    def tick_between(statement: str) -> None:
        if "entries" in statement and not told:
            told.append(statement)
            writer.tick([("event", 1)])

    sender.store.connection.set_trace_callback(tick_between)
    text = exported(sender)
    sender.store.connection.set_trace_callback(None)
    writer.close()
    path = tmp_path / "moment.json"
    path.write_text(text, encoding="utf-8")
    assert told
    assert receiver.import_log(path).skipped == ()


def test_an_export_ends_without_a_transaction(sender: Tracker) -> None:
    """The log can be written on."""
    exported(sender)
    assert not sender.store.connection.in_transaction
    assert isinstance(sender.store.connection, sqlite3.Connection)
    sender.tick([("event", 1)])
    assert counted(sender)[-1] == ("event", 1, None)
