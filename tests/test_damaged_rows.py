"""Rows that no version of ours has written: the log is refused in a sentence, or shown as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ssi_tui.cli.main import main
from ssi_tui.core.model import Peers, Reading
from tests.logs import Hands, fill, rows, tracking

pytestmark = pytest.mark.slow

DONE, NOT_SHOWN, BAD_INPUT, DATABASE = 0, 1, 2, 3
NOTHING = "ssi-tui: nothing to redo\n"
TODAY = "2026-11-23"

COMMANDS = (
    ["status"],
    ["status", "--json"],
    ["status", "--short"],
    ["routine"],
    ["profile"],
    ["reading"],
    ["off", "--list"],
    ["export"],
    ["export", "--format", "csv"],
    ["export", "--format", "markdown"],
    ["undo"],
    ["redo"],
    ["tick", "comment"],
    ["tick", "connect"],
    ["week"],
)

WRONG = [
    ("entries", "day", None),
    *(("entries", column, value) for column in ("day", "at_utc") for value in ("2026-1\x18-20", 7)),
    *(("entries", "task", value) for value in ("juggle", b"comm\xff", 7)),
    *(("entries", "count", value) for value in (-(2**63), "many")),
    *(("entries", "minutes", value) for value in (9e999, "long")),
    *(("entries", "quality", value) for value in ("loud", b"\xff", 7)),
    *(("entries", "note", value) for value in (b"\xff", 7)),
    *(("entries", "source", value) for value in ("moon", 7)),
    ("operations", "kind", "juggled"),
    ("operations", "at_utc", "soon"),
    ("operations", "day", "2026-02-30"),
    ("profile_changes", "checklist", "photo hat"),
    ("profile_changes", "checklist", 7),
    ("profile_changes", "connections", -5),
    ("profile_changes", "past", "often"),
    ("workday_changes", "valid_from", "9999-99-99"),
    ("workday_changes", "weekdays", "all"),
    ("target_changes", "task", "juggle"),
    ("target_changes", "valid_from", "soon"),
    ("target_changes", "target", -3),
    ("target_changes", "weekdays", "all"),
    ("week_target_changes", "task", "juggle"),
    ("week_target_changes", "valid_from", "soon"),
    ("week_target_changes", "target", -3),
    ("task_changes", "label", b"\xff"),
    ("task_changes", "key", b"\xff"),
    *(("task_changes", "minutes", value) for value in (9e999, "long")),
    *(("task_changes", "repeat", value) for value in (1.0, "half")),
    *(("task_changes", "brand", value) for value in (-1.0, "much", None)),
    ("task_changes", "place", "first"),
    ("task_changes", "valid_from", "soon"),
    ("time_off", "start_day", "soon"),
    ("time_off", "end_day", "9999-12-31"),
    ("time_off", "reason", 7),
    ("day_notes", "day", "soon"),
    ("day_notes", "note", 7),
    ("readings", "day", "soon"),
    ("readings", "brand", "much"),
    ("reading_peers", "rank", "first"),
    ("clock_stretches", "started_utc", "soon"),
    ("clock_stretches", "stopped_utc", 7),
    ("analytics_days", "day", "soon"),
    ("analytics_days", "impressions", "many"),
    ("clock_running", "day", "soon"),
    ("clock_running", "started_utc", "soon"),
]


HARMLESS = [
    *(("entries", "note", 7), ("time_off", "reason", 7), ("day_notes", "note", 7)),
    ("time_off", "end_day", "9999-12-31"),
    *((table, "task", "juggle") for table in ("target_changes", "week_target_changes")),
]
"""What is shown as the text that it stands for, or waits for a task of another computer."""


def spoil(path: Path, table: str, column: str, value: object) -> None:
    """Put a value into all rows of a table, past the rules of the table."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'IS NOT NULL', 'NOTNULL') "
            "WHERE type = 'table'"
        )
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(replace(sql, 'STRICT', ''), 'NOT NULL', '') "
            "WHERE type = 'table'"
        )
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        if isinstance(value, bytes):
            given = f"CAST(x'{value.hex()}' AS TEXT)"
            connection.execute(f"UPDATE {table} SET {column} = {given}")
        else:
            connection.execute(f"UPDATE {table} SET {column} = ?", (value,))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a log with something of every kind."""
    path, hands = tmp_path / "log.db", Hands()
    with tracking(path, hands) as tracker:
        fill(tracker, hands, tmp_path)
        reading = Reading(tracker.today(), (17.2, 9.9, 11.4, 19.3), Peers(8))
        tracker.readings.record(reading)
        tracker.clock.start()
    return path


def written(db: Path) -> list[tuple[object, ...]]:
    """Return how many operations the log holds, and how many of them are undone."""
    return rows(db, "SELECT COUNT(*), COUNT(undone_at) FROM operations")


@pytest.mark.parametrize(("table", "column", "value"), WRONG, ids=str)
def test_a_row_that_cannot_be_read_is_told_in_one_sentence(
    table: str, column: str, value: object, db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By each command that reads it; the others do their work."""
    spoil(db, table, column, value)
    refused = 0
    for command in COMMANDS:
        before = written(db)
        code = main(["--db", str(db), "--today", TODAY, *command])
        out, err = capsys.readouterr()
        if code == DONE:
            assert err == ""
        elif command != ["redo"] or (code, err) != (BAD_INPUT, NOTHING):
            saved = err.startswith("ssi-tui: saved, but the answer can't be shown")
            assert (code, out) == (NOT_SHOWN if saved else DATABASE, "")
            assert not saved or written(db) != before
            assert err.startswith("ssi-tui: ")
            assert err.count("\n") == 1
            refused += 1
    assert refused or (table, column, value) in HARMLESS


def pages(db: Path) -> tuple[int, int]:
    """Return the root page of the index by day, and the size of a page."""
    with closing(sqlite3.connect(db)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'entries_by_day'"
        root = connection.execute(query).fetchone()[0]
        return root, connection.execute("PRAGMA page_size").fetchone()[0]


def test_an_index_that_lost_its_entries_hides_no_tick(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is shown an empty log."""
    root, size = pages(db)
    with db.open("r+b") as file:
        file.seek((root - 1) * size)
        # A leaf of an index without cells.
        file.write(b"\x0a\x00\x00\x00\x00" + size.to_bytes(2, "big") + b"\x00")
    for command in (["status"], ["status", "--json"], ["routine"]):
        assert main(["--db", str(db), "--today", TODAY, *command]) == DATABASE
        assert "is damaged (it holds 7 entries, but its list names 0)" in capsys.readouterr().err


def test_an_index_with_wrong_days_hides_no_tick(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The counts are read from the entries themselves."""
    assert main(["--db", str(db), "--today", TODAY, "status"]) == DONE
    before = capsys.readouterr()
    root, size = pages(db)
    with db.open("r+b") as file:
        file.seek((root - 1) * size)
        page = file.read(size)
        file.seek((root - 1) * size)
        file.write(page.replace(b"2026-", b"9026-"))
    assert main(["--db", str(db), "--today", TODAY, "status"]) == DONE
    assert capsys.readouterr() == before


def test_an_entry_that_a_flipped_bit_took_out_is_missed(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The column that says what counts is in the table and in the index."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        sql = "SELECT sql FROM sqlite_master WHERE name = 'entries_by_day'"
        original = connection.execute(sql).fetchone()[0]
        connection.execute("PRAGMA writable_schema = ON")
        change = "UPDATE sqlite_master SET sql = ? WHERE name = 'entries_by_day'"
        # While the index is taken for one of something else the table changes without it.
        connection.execute(change, (original.replace("live = 1", "live = 7"),))
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE entries SET live = 0 WHERE seq = 1")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(change, (original,))
    assert main(["--db", str(db), "--today", TODAY, "status"]) == DATABASE
    assert "is damaged (it holds 6 entries, but its list names 7)" in capsys.readouterr().err
