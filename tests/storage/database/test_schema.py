"""The tables themselves refuse what must not be in a log."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from ssi_tui.storage.database.ids import is_our_id, new_id
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.opening import connect
from tests.logs import MORNING

OPERATION = "0" * 31 + "1"
ENTRY = "0" * 31 + "2"
OFF = "0" * 31 + "3"
AT = "2026-11-23T06:47:00.000Z"

GOOD: Mapping[str, Mapping[str, object]] = {
    "meta": {"name": "a", "value": "b"},
    "operations": {
        "id": "0" * 31 + "9",
        "stamp": 0,
        "at_utc": AT,
        "kind": "tick",
        "device": "d",
        "day": "2026-11-23",
        "of": None,
        "undone_at": None,
        "redo_ended": 0,
        "import_id": "f" * 32,
        "carried": 0,
    },
    "entries": {
        "id": "0" * 31 + "8",
        "operation_id": OPERATION,
        "day": "2026-11-23",
        "at_utc": AT,
        "task": "connect",
        "count": 1,
        "minutes": 2.5,
        "quality": "note",
        "note": "met at the fair",
        "source": "cli",
        "origin_key": "k",
        "old_key": "j",
        "root": "f" * 32,
        "thing": None,
        "live": 1,
    },
    "supersessions": {"entry_id": "f" * 32, "operation_id": OPERATION, "reason": "edited"},
    "profile_changes": {
        "operation_id": OPERATION,
        "checklist": "photo",
        "connections": 150,
        "sales_navigator": 0,
        "past": "some",
    },
    "workday_changes": {
        "operation_id": OPERATION,
        "valid_from": "0001-01-01",
        "weekdays": 31,
    },
    "target_changes": {
        "operation_id": OPERATION,
        "task": "comment",
        "valid_from": "2026-11-23",
        "target": 3,
        "weekdays": None,
    },
    "week_target_changes": {
        "operation_id": OPERATION,
        "task": "group",
        "valid_from": "2026-11-23",
        "target": 2,
    },
    "time_off": {
        "id": "0" * 31 + "7",
        "operation_id": OPERATION,
        "start_day": "2026-12-21",
        "end_day": "2026-12-21",
        "reason": None,
    },
    "time_off_removals": {"time_off_id": "f" * 32, "operation_id": OPERATION},
    "day_notes": {"operation_id": OPERATION, "day": "2026-11-23", "note": ""},
    "clock_stretches": {
        "operation_id": OPERATION,
        "day": "2026-11-23",
        "started_utc": AT,
        "stopped_utc": "2026-11-23T06:53:00.000Z",
    },
    "analytics_days": {
        "operation_id": OPERATION,
        "day": "2026-11-23",
        "impressions": 12,
        "engagements": -1,
        "new_followers": None,
        "total_followers": 2571,
    },
    "clock_running": {"one": 1, "day": "2026-11-23", "started_utc": AT, "after": 0},
    "task_changes": {
        "operation_id": OPERATION,
        "task": "endorse",
        "label": "endorse",
        "key": "d",
        "minutes": 0.5,
        "repeat": 0.7,
        "brand": 0.0,
        "people": 2.0,
        "insights": 0.0,
        "relationships": 6.0,
        "place": 5,
        "retired": 0,
        "valid_from": "2026-11-23",
    },
    "machine_files": {
        "device": "277f54fe",
        "file": "00001.journal",
        "size": 900,
        "mtime_ns": 1,
        "read_to": 900,
        "tail": None,
        "damaged": 0,
        "newer": 0,
        "level": 1,
    },
    "machines": {
        "device": "277f54fe",
        "name": "laptop",
        "was": "",
        "day_start_hour": 3,
        "week_start": "monday",
        "seen_at": None,
    },
}
"""A row that fits, for each table."""

BAD_DAYS = ("2026-02-30", "2026-13-01", "2026-1-1", "20261123", "0000-01-01", "today", "now", "", 5)
BAD_INSTANTS = (
    "now",
    "2026-02-30T06:47:00.000Z",
    "2026-11-23T24:00:00.000Z",
    "2026-11-23T06:60:00.000Z",
    "2026-11-23T06:47:00.000",
    "2026-11-23T06:47:00.000+01:00",
    "2026-11-23 06:47:00.000Z",
    "0000-11-23T06:47:00.000Z",
    "abcd-ef-ghTij:kl:mn.opqZ",
    "",
)
BAD_IDS = ("", "short", "0" * 31, "0" * 33, None)

BAD: tuple[tuple[str, str, object], ...] = (
    ("meta", "value", None),
    *(("operations", "id", value) for value in BAD_IDS),
    *(("operations", "at_utc", value) for value in (*BAD_INSTANTS, None)),
    *(("operations", "kind", value) for value in ("", None)),
    *(("operations", "day", value) for value in BAD_DAYS),
    *(("operations", "undone_at", value) for value in BAD_INSTANTS),
    *(("operations", "redo_ended", value) for value in (2, -1, None, "yes")),
    *(("operations", "stamp", value) for value in (-1, None, "now")),
    # Only an undo or a redo is of another operation.
    *(("operations", "of", value) for value in (OPERATION, "short")),
    *(("operations", "kind", value) for value in ("undo", "redo")),
    *(("operations", "carried", value) for value in (3, None)),
    *(("entries", "id", value) for value in (*BAD_IDS, ENTRY)),
    *(("entries", "operation_id", value) for value in (None, "f" * 32)),
    *(("entries", "day", value) for value in (*BAD_DAYS, None)),
    *(("entries", "at_utc", value) for value in BAD_INSTANTS),
    *(("entries", "task", value) for value in ("", None)),
    *(("entries", "count", value) for value in (0, -1, 1000, 1.5, "three", None)),
    *(("entries", "minutes", value) for value in (-0.1, 1440.1, float("inf"), "long")),
    ("entries", "quality", ""),
    ("entries", "note", ""),
    *(("entries", "source", value) for value in ("web", "", None)),
    *(("entries", name, "") for name in ("origin_key", "old_key", "thing", "root")),
    *(("entries", "live", value) for value in (2, -1, None)),
    ("supersessions", "entry_id", None),
    *(("supersessions", "operation_id", value) for value in (None, "f" * 32)),
    *(("supersessions", "reason", value) for value in ("", None)),
    *(("profile_changes", "operation_id", value) for value in (None, "f" * 32)),
    *(("profile_changes", "connections", value) for value in (-1, 1_000_001, "many")),
    *(("profile_changes", "sales_navigator", value) for value in (2, "yes")),
    *(("profile_changes", "past", value) for value in ("often", "")),
    *(("workday_changes", "valid_from", value) for value in (*BAD_DAYS, None)),
    *(("workday_changes", "weekdays", value) for value in (-1, 128, None)),
    *(("target_changes", "task", value) for value in ("", None)),
    *(("target_changes", "valid_from", value) for value in (*BAD_DAYS, None)),
    *(("target_changes", "target", value) for value in (-1, 100, 1.5, None)),
    *(("target_changes", "weekdays", value) for value in (-1, 128)),
    *(("week_target_changes", "operation_id", value) for value in (None, "f" * 32)),
    *(("week_target_changes", "task", value) for value in ("", None)),
    *(("week_target_changes", "valid_from", value) for value in (*BAD_DAYS, None)),
    *(("week_target_changes", "target", value) for value in (-1, 100, 1.5, None)),
    *(("time_off", "id", value) for value in (*BAD_IDS, OFF)),
    *(("time_off", "start_day", value) for value in (*BAD_DAYS, None, "2026-12-22")),
    *(("time_off", "end_day", value) for value in (*BAD_DAYS, None, "2026-12-20")),
    ("time_off", "reason", ""),
    ("time_off_removals", "time_off_id", None),
    *(("day_notes", "day", value) for value in (*BAD_DAYS, None)),
    ("day_notes", "note", None),
    *(("analytics_days", "operation_id", value) for value in (None, "f" * 32)),
    *(("analytics_days", "day", value) for value in (*BAD_DAYS, None)),
    *(("analytics_days", "impressions", value) for value in (10**9 + 1, 1.5, "many")),
    *(("clock_stretches", "operation_id", value) for value in (None, "f" * 32)),
    *(("clock_stretches", "day", value) for value in (*BAD_DAYS, None)),
    *(("clock_stretches", "started_utc", value) for value in (*BAD_INSTANTS, None)),
    ("clock_stretches", "started_utc", "2026-11-23T06:53:00.001Z"),
    *(("clock_stretches", "stopped_utc", value) for value in (*BAD_INSTANTS, None)),
    ("clock_stretches", "stopped_utc", "2026-11-24T06:48:00.000Z"),
    *(("clock_running", "one", value) for value in (0, 2)),
    *(("clock_running", "day", value) for value in (*BAD_DAYS, None)),
    *(("clock_running", "started_utc", value) for value in (*BAD_INSTANTS, None)),
    *(("clock_running", "after", value) for value in (-1, None, "soon")),
    *(("task_changes", "operation_id", value) for value in (None, "f" * 32)),
    *(("task_changes", "task", value) for value in ("", None)),
    ("task_changes", "label", ""),
    *(("task_changes", "key", value) for value in ("", "dd")),
    *(("task_changes", "minutes", value) for value in (-0.1, 120.1, "long")),
    *(("task_changes", "repeat", value) for value in (-0.1, 1.0, "half")),
    *(("task_changes", "brand", value) for value in (-0.1, 30.1, "much", None)),
    *(("task_changes", "relationships", value) for value in (-0.1, 30.1, None)),
    *(("task_changes", "place", value) for value in (-1, 100, 1.5)),
    *(("task_changes", "retired", value) for value in (2, -1)),
    *(("task_changes", "valid_from", value) for value in (*BAD_DAYS, None)),
)
"""Table, column, and a value that does not fit there."""


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    """Insert a row."""
    marks = ", ".join("?" for _ in row)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
    )


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Open a database with an operation, an entry and a time off to refer to."""
    with closing(connect(tmp_path_factory.mktemp("schema") / "log.db")) as opened:
        insert(opened, "operations", {**GOOD["operations"], "id": OPERATION, "import_id": None})
        insert(
            opened, "entries", {**GOOD["entries"], "id": ENTRY, "origin_key": None, "root": None}
        )
        insert(opened, "time_off", {**GOOD["time_off"], "id": OFF})
        yield opened


@pytest.fixture
def connection(opened: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Hand the database out, and take back what the test does to it."""
    opened.execute("BEGIN")
    yield opened
    opened.execute("ROLLBACK")


@pytest.mark.parametrize("table", GOOD)
def test_a_row_that_fits_is_taken(table: str, connection: sqlite3.Connection) -> None:
    """Which shows that each refusal below has one reason."""
    before = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    insert(connection, table, GOOD[table])
    assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] == before + 1


@pytest.mark.parametrize(("table", "column", "value"), BAD)
def test_a_row_that_does_not_fit_is_refused(
    table: str, column: str, value: object, connection: sqlite3.Connection
) -> None:
    """By the table, whatever code writes to it."""
    with pytest.raises(sqlite3.IntegrityError):
        insert(connection, table, {**GOOD[table], column: value})


@pytest.mark.parametrize("count", [1, 999])
def test_the_bounds_of_a_count_are_taken(count: int, connection: sqlite3.Connection) -> None:
    """Both are included."""
    insert(connection, "entries", {**GOOD["entries"], "count": count})
    assert connection.execute("SELECT MAX(count) FROM entries").fetchone() == (count,)


@pytest.mark.parametrize("day", ["0001-01-01", "2024-02-29", "9999-12-31"])
def test_days_that_exist_are_taken(day: str, connection: sqlite3.Connection) -> None:
    """The leap day, and the first and the last day of Python."""
    insert(connection, "entries", {**GOOD["entries"], "day": day})
    found = connection.execute("SELECT day FROM entries WHERE id <> ?", (ENTRY,)).fetchall()
    assert found == [(day,)]


@pytest.mark.parametrize("key", ["k", None])
def test_a_thing_has_one_live_entry_at_most(
    key: str | None, connection: sqlite3.Connection
) -> None:
    """A second import cannot add a row twice, nor can a copy be live beside what it replaces."""
    entry = {**GOOD["entries"], "origin_key": key}
    insert(connection, "entries", entry)
    with pytest.raises(sqlite3.IntegrityError):
        insert(connection, "entries", {**entry, "id": "0" * 31 + "6"})
    with pytest.raises(sqlite3.IntegrityError):
        insert(connection, "entries", {**entry, "id": "f" * 32, "root": None})


def test_an_origin_key_may_have_entries_that_are_not_live(connection: sqlite3.Connection) -> None:
    """Those that were edited, voided or undone."""
    insert(connection, "entries", GOOD["entries"])
    insert(connection, "entries", {**GOOD["entries"], "id": "0" * 31 + "6", "live": 0})
    count = "SELECT COUNT(*) FROM entries WHERE origin_key = 'k'"
    assert connection.execute(count).fetchone() == (2,)


def test_an_operation_with_rows_cannot_be_deleted(connection: sqlite3.Connection) -> None:
    """The log is append-only."""
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("DELETE FROM operations")


@pytest.mark.parametrize("table", GOOD)
def test_every_table_is_strict(table: str, connection: sqlite3.Connection) -> None:
    """So a text never stands where a number belongs."""
    strict = "SELECT strict FROM pragma_table_list WHERE name = ?"
    assert connection.execute(strict, (table,)).fetchone() == (1,)


# -- ids --------------------------------------------------------------------------------------


def test_ids_sort_by_time() -> None:
    """As text, from 2003 to the end of what Python can date."""
    milliseconds = [0, 1, 1_041_379_200_000, 1_795_416_420_000, 253_402_300_799_999]
    ids = [new_id(each, serial=5) for each in milliseconds]
    assert ids == sorted(ids)


def test_ids_of_one_millisecond_sort_by_their_serial_number() -> None:
    """Which is the order of writing."""
    ids = [new_id(1_795_416_420_000, serial) for serial in range(300)]
    assert ids == sorted(ids)


def test_ids_of_two_machines_differ() -> None:
    """The same instant, the same serial number."""
    assert len({new_id(1_795_416_420_000, 1) for _ in range(1000)}) == 1000


def test_a_store_hands_out_ids_that_sort_by_the_order_of_writing(tmp_path: Path) -> None:
    """Within one instant too."""
    with closing(Store(tmp_path / "log.db")) as store:
        ids = [store.new_id(MORNING) for _ in range(50)]
    assert ids == sorted(set(ids))


def test_our_ids_are_known_by_their_form() -> None:
    """32 hexadecimal digits in lower case."""
    assert is_our_id(new_id(1_795_416_420_000, 1))


@pytest.mark.parametrize("text", ["", "12", "0" * 31, "0" * 33, "0" * 31 + "g", "A" * 32])
def test_other_ids_are_not_taken_for_ours(text: str) -> None:
    """Those of other programs."""
    assert not is_our_id(text)
