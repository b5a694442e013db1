"""CSV logs come from anywhere: rows are added once, and bad ones are named."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ssi_tui.core.checks import NOTE_MAX, RefusedError
from ssi_tui.core.checks import note as stored_note
from ssi_tui.core.import_report import SKIPPED_SHOWN, ImportReport
from ssi_tui.core.model import Source
from ssi_tui.storage.exchange.csv import COLUMNS, plain_text, safe_cell
from ssi_tui.tracker.tracker import Tracker
from tests.examples import examples
from tests.logs import (
    FRIDAY,
    MONDAY,
    SUNDAY,
    Hands,
    all_entries,
    counted,
    dump,
    export_to,
    exported,
    fill,
    tracking,
)

Read = Callable[[str], ImportReport]


@pytest.fixture
def read(tracker: Tracker, tmp_path: Path) -> Read:
    """Import a text as a CSV file."""

    def read_text(text: str) -> ImportReport:
        path = tmp_path / "given.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return tracker.import_log(path)

    return read_text


# -- once ------------------------------------------------------------------------------------


def test_equal_rows_are_separate_events(tracker: Tracker, read: Read) -> None:
    """Three comments in one minute are three comments."""
    read("time_utc,task\n" + "2026-11-20T06:47:00Z,comment\n" * 3)
    assert len(all_entries(tracker)) == 3


def test_the_same_file_twice_adds_nothing(tracker: Tracker, read: Read) -> None:
    """Equal rows included."""
    text = "time_utc,task\n" + "2026-11-20T06:47:00Z,comment\n" * 3
    read(text)
    before = dump(tracker.store.path)
    report = read(text)
    assert (report.operation, report.added, report.already_known) == (None, {}, {"comment": 3})
    assert dump(tracker.store.path) == before


def test_an_overlapping_longer_file_adds_what_is_new_in_it(tracker: Tracker, read: Read) -> None:
    """One more of an equal row, one more day."""
    read("day,task\n2026-11-19,comment\n2026-11-20,comment\n2026-11-20,comment\n")
    report = read("day,task\n" + "2026-11-20,comment\n" * 3 + "2026-11-21,comment\n")
    assert (report.added, report.already_known) == ({"comment": 2}, {"comment": 2})
    assert len(all_entries(tracker)) == 5


def test_a_shorter_file_after_a_longer_one_adds_nothing(read: Read) -> None:
    """And takes nothing away."""
    read("day,task\n2026-11-19,comment\n2026-11-20,comment\n")
    assert read("day,task\n2026-11-20,comment\n").operation is None


def test_the_order_of_the_rows_does_not_matter(read: Read) -> None:
    """Nor does that of the columns."""
    read("day,task,note\n2026-11-19,comment,a\n2026-11-20,share,b\n")
    assert read("note,task,day\nb,share,2026-11-20\na,comment,2026-11-19\n").added == {}


@pytest.mark.parametrize(
    "row",
    [
        "2026-11-19,comment,1,2,short,a",
        "2026-11-20,message,1,2,,a",
        "2026-11-20,comment,2,2,short,a",
        "2026-11-20,comment,1,3,short,a",
        "2026-11-20,comment,1,2,thoughtful,a",
        "2026-11-20,comment,1,2,short,b",
    ],
)
def test_rows_that_differ_in_one_column_are_different(row: str, read: Read) -> None:
    """All the columns tell rows apart."""
    head = "day,task,count,minutes,quality,note\n"
    read(f"{head}2026-11-20,comment,1,2,short,a\n")
    assert sum(read(f"{head}{row}\n").added.values()) == 1


def test_a_file_is_known_in_another_time_zone(tmp_path: Path) -> None:
    """The day of an instant depends on where the user is, the row does not."""
    path = tmp_path / "given.csv"
    path.write_text("time_utc,task\n2026-11-20T23:30:00Z,comment\n")
    with tracking(tmp_path / "log.db", zone=timezone(timedelta(hours=12))) as tracker:
        tracker.import_log(path)
    with tracking(tmp_path / "log.db", zone=timezone(timedelta(hours=-8))) as tracker:
        assert tracker.import_log(path).added == {}


def test_importing_again_after_the_import_was_undone_adds_again(
    tracker: Tracker, read: Read
) -> None:
    """All of it."""
    text = "day,task\n2026-11-20,comment\n2026-11-20,comment\n"
    read(text)
    tracker.undo()
    assert all_entries(tracker) == ()
    assert read(text).added == {"comment": 2}
    assert len(all_entries(tracker)) == 2


def test_a_row_that_was_taken_back_is_not_added_again(tracker: Tracker, read: Read) -> None:
    """It stays voided; the others stay too."""
    text = "day,task\n2026-11-20,comment\n2026-11-20,comment\n"
    read(text)
    tracker.take_back("comment", FRIDAY)
    assert read(text).added == {}
    assert len(all_entries(tracker)) == 1


def test_a_row_that_was_edited_is_not_added_again(tracker: Tracker, read: Read) -> None:
    """The copy stands for it."""
    text = "day,task,quality\n2026-11-20,connect,note\n"
    read(text)
    tracker.cycle_quality("connect", FRIDAY)
    assert read(text).added == {}
    assert counted(tracker) == [("connect", 1, "plain")]


# -- ids --------------------------------------------------------------------------------------


def test_a_row_with_an_id_is_known_by_it(tracker: Tracker, read: Read) -> None:
    """Even if its note was mended meanwhile."""
    read("id,day,task,note\na1,2026-11-20,comment,frist\n")
    assert read("id,day,task,note\na1,2026-11-20,comment,first\n").added == {}
    assert [entry.note for entry in all_entries(tracker)] == ["frist"]


def test_rows_with_different_ids_are_different(tracker: Tracker, read: Read) -> None:
    """However equal they are otherwise."""
    report = read("id,day,task\na1,2026-11-20,comment\na2,2026-11-20,comment\n")
    assert report.added == {"comment": 2}


def test_a_second_row_with_the_same_id_is_skipped(tracker: Tracker, read: Read) -> None:
    """An id stands for one row."""
    report = read("id,day,task\na1,2026-11-20,comment\na1,2026-11-20,share\n")
    assert report.added == {"comment": 1}
    assert [(row.line, "same id" in row.why) for row in report.skipped] == [(3, True)]


def test_our_own_csv_adds_nothing_where_it_came_from(tracker: Tracker, tmp_path: Path) -> None:
    """Its ids are known."""
    tracker.tick([("comment", 2)], note="=1+1")
    assert tracker.import_log(export_to(tmp_path / "own.csv", tracker, "csv")).added == {}


def test_what_was_undone_stays_undone_after_our_own_csv(tracker: Tracker, tmp_path: Path) -> None:
    """An older export does not bring it back."""
    tracker.tick([("comment", 2)])
    older = export_to(tmp_path / "older.csv", tracker, "csv")
    tracker.undo()
    assert tracker.import_log(older).operation is None
    assert all_entries(tracker) == ()


def test_our_own_csv_carries_the_entries_to_another_database(tmp_path: Path) -> None:
    """With ids, instants, days, counts, minutes, qualities and notes."""
    hands = Hands()
    with tracking(tmp_path / "log.db", hands) as sender, tracking(tmp_path / "new.db") as receiver:
        fill(sender, hands, tmp_path)
        receiver.import_log(export_to(tmp_path / "own.csv", sender, "csv"))
        sent = [
            (e.id, e.at, e.day, e.task, e.count, e.minutes, e.quality, e.note)
            for e in all_entries(sender)
        ]
        found = [
            (e.id, e.at, e.day, e.task, e.count, e.minutes, e.quality, e.note)
            for e in all_entries(receiver)
        ]
        assert found == sent
        assert {entry.source for entry in all_entries(receiver)} == {Source.IMPORT}


# -- day and instant --------------------------------------------------------------------------


def test_the_day_wins_over_the_instant(tracker: Tracker, read: Read) -> None:
    """The instant is kept beside it."""
    read("time_utc,day,task\n2026-11-20T12:00:00Z,2026-11-18,comment\n")
    (entry,) = all_entries(tracker)
    assert entry.day.isoformat() == "2026-11-18"
    assert entry.at == datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_row_with_a_day_only_has_no_instant(tracker: Tracker, read: Read) -> None:
    """None is made up."""
    read("day,task\n2026-11-20,comment\n")
    assert [entry.at for entry in all_entries(tracker)] == [None]


def test_a_row_with_an_instant_only_gets_the_day_of_the_user(tracker: Tracker, read: Read) -> None:
    """Which begins at three."""
    read("time_utc,task\n2026-11-20T02:59:59Z,comment\n2026-11-20T03:00:00Z,share\n")
    assert [entry.day.day for entry in all_entries(tracker)] == [19, 20]


def test_an_empty_cell_is_as_good_as_a_missing_column(tracker: Tracker, read: Read) -> None:
    """Of two rows one has the day, one the instant."""
    read("time_utc,day,task,count\n,2026-11-20,comment,\n2026-11-20T12:00:00Z,,share,2\n")
    assert [(e.day, e.task, e.count) for e in all_entries(tracker)] == [
        (FRIDAY, "comment", 1),
        (FRIDAY, "share", 2),
    ]


def test_an_instant_without_offset_is_utc(tracker: Tracker, read: Read) -> None:
    """Which is what the name of the column says."""
    read("time_utc,task\n2026-11-20T12:00:00,comment\n2026-11-20T12:00:00+02:00,share\n")
    assert [entry.at and entry.at.hour for entry in all_entries(tracker)] == [12, 10]


# -- bad rows ---------------------------------------------------------------------------------

HEAD = "time_utc,day,task,count,minutes,quality,note"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",2026-11-20,juggle,,,,", 'no activity "juggle"'),
        (",2026-11-20,,,,,", 'no activity ""'),
        (",2026-02-30,comment,,,,", '"2026-02-30" isn\'t a date'),
        (",20.11.2026,comment,,,,", '"20.11.2026" isn\'t a date'),
        ("noon,,comment,,,,", '"noon" isn\'t an instant'),
        ("0001-01-01T00:00:00+14:00,,comment,,,,", "isn't an instant"),
        ("9999-12-31T23:59:59-10:00,,comment,,,,", "isn't an instant"),
        ("0001-01-01T00:00:00Z,2026-11-20,comment,,,,", "isn't an instant"),
        ("9999-12-31T23:59:59Z,2026-11-20,comment,,,,", "isn't an instant"),
        (",,comment,,,,", "no day and no time_utc"),
        (",2026-11-24,comment,,,,", "is in the future"),
        ("2026-11-24T03:00:00Z,,comment,,,,", "is in the future"),
        (",1999-01-01,comment,,,,", "before LinkedIn existed"),
        (",2026-11-20,comment,0,,,", "a count must be 1 to 999"),
        (",2026-11-20,comment,-1,,,", "a count must be 1 to 999"),
        (",2026-11-20,comment,1000,,,", "a count must be 1 to 999"),
        (",2026-11-20,comment,two,,,", '"two" isn\'t a whole number'),
        (",2026-11-20,comment,1.5,,,", '"1.5" isn\'t a whole number'),
        (",2026-11-20,comment,1_0,,,", '"1_0" isn\'t a whole number'),
        (",2026-11-20,comment,,1_0,,", '"1_0" isn\'t a number of minutes'),
        (",2026-11-20,comment,,-1,,", "minutes must be 0 to 1440"),
        (",2026-11-20,comment,,1441,,", "minutes must be 0 to 1440"),
        (",2026-11-20,comment,,nan,,", "minutes must be 0 to 1440"),
        (",2026-11-20,comment,,inf,,", "minutes must be 0 to 1440"),
        (",2026-11-20,comment,,long,,", '"long" isn\'t a number of minutes'),
        (",2026-11-20,comment,,,loud,", 'no quality "loud"'),
        (",2026-11-20,search,,,loud,", "search has no qualities"),
        (f",2026-11-20,comment,,,,{'x' * (NOTE_MAX + 1)}", "notes can have 2000"),
        (",2026-11-20,comment", "3 cells, but the header has 7"),
        ("2026-11-20", "1 cell, but the header has 7"),
        (",2026-11-20,comment,,,,a,b", "8 cells, but the header has 7"),
        (
            f",2026-11-20,comment,,,,{'x' * 200_000}",
            "a cell is longer than 131,072; is a quote never closed?",
        ),
    ],
)
def test_a_bad_row_is_skipped_with_its_line_and_reason(
    row: str, why: str, tracker: Tracker, read: Read
) -> None:
    """The rows around it are added."""
    good = ",2026-11-20,share,,,,"
    report = read(f"{HEAD}\n{good}\n{row}\n{good}\n")
    assert report.added == {"share": 2}
    (skipped,) = report.skipped
    assert (skipped.table, skipped.line) == ("log", 3)
    assert why in skipped.why
    assert counted(tracker) == [("share", 1, None)] * 2


UNCLOSED = '2026-11-19,comment,"never closed'


@pytest.mark.parametrize(
    "rest",
    [
        ["2026-11-20,share,fine", "2026-11-21,share,fine"],
        ['2026-11-20,share,"quoted, well"', "2026-11-21,share,"],
        ['2026-11-20,share,"two\nlines"', '2026-11-21,share,24" of them'],
    ],
    ids=["plain", "quoted", "over two lines"],
)
def test_a_quote_that_is_never_closed_takes_no_other_row_along(
    rest: list[str], tracker: Tracker, read: Read
) -> None:
    """Its own line is told."""
    report = read("\n".join(["day,task,note", UNCLOSED, *rest, ""]))
    (skipped,) = report.skipped
    assert skipped.line == 2
    assert "not readable as CSV" in skipped.why
    assert counted(tracker) == [("share", 1, None)] * 2


def test_many_quotes_that_are_never_closed_are_passed_in_linear_time(read: Read) -> None:
    """Each is read as far as the next one, not to the end of the file."""
    report = read("day,task,note\n" + f"{UNCLOSED}\n2026-11-20,share,fine\n" * 5000)
    assert (report.skipped_total, report.added) == (5000, {"share": 5000})


@pytest.mark.parametrize("name", ["day", "task", "note", "id"])
def test_a_column_that_stands_twice_is_refused(name: str, read: Read) -> None:
    """Nobody knows which of the two is meant."""
    with pytest.raises(RefusedError, match=f"{name} appears twice in the header"):
        read(f"day,task,note,id, {name.upper()}\n2026-11-20,comment,,,\n")


def test_columns_without_a_name_may_be_many(tracker: Tracker, read: Read) -> None:
    """Spreadsheets leave some at the right."""
    read("day,task,,\n2026-11-20,comment,,\n")
    assert counted(tracker) == [("comment", 1, None)]


def test_a_header_that_is_no_csv_is_refused(read: Read) -> None:
    """Like one without the columns."""
    with pytest.raises(RefusedError, match="with the columns task and time_utc or day"):
        read("day,task," + "x" * 200_000)


def test_rows_after_today_are_skipped_and_come_once_their_day_has_come(tmp_path: Path) -> None:
    """The same file can be imported again later."""
    hands = Hands()
    path = tmp_path / "given.csv"
    path.write_text("day,task\n2026-11-23,comment\n2026-11-24,share\n")
    with tracking(tmp_path / "log.db", hands) as tracker:
        assert tracker.import_log(path).added == {"comment": 1}
        hands.move(days=1)
        assert tracker.import_log(path).added == {"share": 1}


def test_a_file_without_a_good_row_adds_nothing_and_is_no_mistake(
    tracker: Tracker, read: Read
) -> None:
    """Each row has its reason."""
    report = read("day,task\n2026-11-20,juggle\n")
    assert (report.operation, report.read, report.skipped_total) == (None, {}, 1)
    assert tracker.next_undo() is None


def test_the_first_hundred_skipped_rows_are_listed_and_all_are_counted(read: Read) -> None:
    """A long list helps nobody."""
    report = read("day,task\n" + "2026-11-20,juggle\n" * 250)
    assert (len(report.skipped), report.skipped_total) == (SKIPPED_SHOWN, 250)


def test_empty_lines_are_no_rows(read: Read) -> None:
    """Spreadsheets leave some at the end."""
    report = read("day,task\n\n2026-11-20,comment\n ,\n,\n\n")
    assert (report.added, report.skipped_total) == ({"comment": 1}, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "2026-11-20,comment\n",
        "day,action\n2026-11-20,comment\n",
        "task,count\ncomment,2\n",
        "day;task\n2026-11-20;comment\n",
    ],
)
def test_a_file_without_its_columns_is_refused(text: str, tracker: Tracker, read: Read) -> None:
    """Nothing is guessed, and nothing changed."""
    before = dump(tracker.store.path)
    with pytest.raises(RefusedError, match="with the columns task and time_utc or day"):
        read(text)
    assert dump(tracker.store.path) == before


def test_columns_that_nobody_asked_for_are_left_alone(tracker: Tracker, read: Read) -> None:
    """A name is found in any case, with space around it."""
    read(" Day , TASK ,mood\n 2026-11-20 , comment ,good\n")
    assert counted(tracker) == [("comment", 1, None)]


def test_a_byte_order_mark_is_no_part_of_the_header(tracker: Tracker, tmp_path: Path) -> None:
    """Spreadsheets write one."""
    path = tmp_path / "bom.csv"
    path.write_bytes(b"\xef\xbb\xbfday,task\r\n2026-11-20,comment\r\n")
    tracker.import_log(path)
    assert counted(tracker) == [("comment", 1, None)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_taken(end: str, read: Read) -> None:
    """Those of every system."""
    report = read(end.join(["day,task,note", "2026-11-20,comment,a", "2026-11-20,share,b", ""]))
    assert (report.added, report.skipped_total) == ({"comment": 1, "share": 1}, 0)


def test_a_file_is_known_whatever_its_line_ends(read: Read) -> None:
    """A mail program may change them, in notes too."""
    text = 'day,task,note\n2026-11-20,comment,"a\nb"\n'
    read(text)
    assert read(text.replace("\n", "\r\n")).added == {}


# -- dry run ----------------------------------------------------------------------------------


def test_a_dry_run_changes_nothing(tracker: Tracker, tmp_path: Path) -> None:
    """Not one byte."""
    path = tmp_path / "given.csv"
    path.write_text("day,task\n2026-11-20,comment\n2026-11-20,juggle\n")
    before = dump(tracker.store.path)
    report = tracker.import_log(path, dry_run=True)
    assert dump(tracker.store.path) == before
    assert (report.dry_run, report.operation, report.added) == (True, None, {"comment": 1})
    assert report.skipped_total == 1


# -- export -----------------------------------------------------------------------------------


def cells(tracker: Tracker) -> list[list[str]]:
    """Return the cells of an export as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(exported(tracker, "csv"), newline="")))


def test_an_export_has_a_column_for_each_field(tracker: Tracker) -> None:
    """In a fixed order."""
    tracker.tick([("connect", 1)], note="met", quality="plain")
    identity = all_entries(tracker)[0].id
    assert cells(tracker) == [
        list(COLUMNS),
        [
            *(identity, "2026-11-23T06:47:00.000Z", "2026-11-23", "connect"),
            *("1", "", "plain", "met", "cli"),
        ],
    ]


def test_an_export_holds_what_counts(tracker: Tracker) -> None:
    """Nothing that was undone or taken back."""
    tracker.tick([("comment", 2)])
    tracker.take_back("comment", MONDAY)
    tracker.tick([("share", 1)])
    tracker.undo()
    assert [row[3] for row in cells(tracker)[1:]] == ["comment"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "'=1", "''@a", "=HYPERLINK(1)"])
def test_a_note_that_looks_like_a_formula_is_text_to_a_spreadsheet(
    text: str, tracker: Tracker
) -> None:
    """An apostrophe before it makes it so."""
    tracker.tick([("comment", 1)], note=text)
    assert cells(tracker)[1][7] == f"'{text}"


@pytest.mark.parametrize("text", ["plain", "'quoted'", "a=b", "1-1", ""])
def test_other_notes_are_left_as_they_are(text: str) -> None:
    """Nothing is added to them."""
    assert safe_cell(text) == text


@given(st.text())
@example("'=")
@example("\t=")
@example("\r")
def test_a_cell_reads_back_as_it_was(text: str) -> None:
    """Whatever the text."""
    assert plain_text(safe_cell(text)) == text


@given(st.text())
def test_no_cell_begins_like_a_formula(text: str) -> None:
    """Nor with the control characters that some spreadsheets drop."""
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(
        st.text(
            st.sampled_from("a=+-@'\",;\n\r\t \x00\x1b\x85\u2028é✓") | st.characters(), max_size=12
        ),
        min_size=1,
        max_size=6,
    )
)
@example(["a\rb"])
@example(["a\r\nb", "\ud800"])
@example(["'=x", 'a,"b"\nc'])
def test_every_note_survives_a_round_trip(notes: list[str]) -> None:
    """Out as CSV, into an empty database, and out again."""
    with TemporaryDirectory() as folder:
        path = Path(folder)
        with tracking(path / "a.db") as sender, tracking(path / "b.db") as receiver:
            for text in notes:
                sender.tick([("comment", 1)], note=text)
            assert [entry.note for entry in all_entries(sender)] == [
                stored_note(text) or None for text in notes
            ]
            report = receiver.import_log(export_to(path / "notes.csv", sender, "csv"))
            assert report.skipped == ()
            assert [entry.note for entry in all_entries(receiver)] == [
                entry.note for entry in all_entries(sender)
            ]
            assert receiver.import_log(path / "notes.csv").operation is None


def test_late_entries_keep_the_day_they_are_of(tmp_path: Path) -> None:
    """The instant is that of logging."""
    with tracking(tmp_path / "a.db") as sender, tracking(tmp_path / "b.db") as receiver:
        sender.tick([("comment", 1)], SUNDAY)
        receiver.import_log(export_to(tmp_path / "late.csv", sender, "csv"))
        (entry,) = all_entries(receiver)
        assert (entry.day, entry.at) == (SUNDAY, all_entries(sender)[0].at)
