"""Databases of every earlier version are brought up to date with all they hold, and backed up."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from ssi_tui.core.model import Past
from ssi_tui.storage.database.connection import SCHEMA_VERSION
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.database.locations import backups_directory
from ssi_tui.storage.opening import connect
from ssi_tui.storage.safety.backup import list_backups
from ssi_tui.storage.safety.rotation import Occasion
from tests.logs import FRIDAY, MONDAY, all_entries, dump, rows, state, tracking

DATABASES = Path(__file__).parent.parent.parent / "data" / "databases"
VERSIONS = {int(file.stem.removeprefix("v")): file for file in DATABASES.glob("v*.db")}
EARLIER = sorted(version for version in VERSIONS if version < SCHEMA_VERSION)

# What a version has dropped, because it follows from other rows: columns, and tables.
GONE = {"profile_changes": {"past_answered"}}
GONE_TABLES = ("calibrations", "closed_days", "closed_stocks")

every_version = pytest.mark.parametrize("version", sorted(VERSIONS))
every_earlier_version = pytest.mark.parametrize("version", EARLIER)


@pytest.fixture
def db(version: int, tmp_path: Path) -> Path:
    """Return a copy of the database of a version."""
    return Path(shutil.copy(VERSIONS[version], tmp_path / "log.db"))


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table of ours."""
    return {name: [tuple(row) for row in found] for name, found in _tables(path).items()}


def named(path: Path) -> dict[str, list[Mapping[str, object]]]:
    """Return the rows of every table of ours, each value with the name of its column."""
    return {name: [dict(row) for row in found] for name, found in _tables(path).items()}


def _tables(path: Path) -> dict[str, list[sqlite3.Row]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '@_%' ESCAPE '@'"
        ).fetchall()
        connection.row_factory = sqlite3.Row
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for (name,) in tables
        }


def assert_kept(before: dict[str, list[Mapping[str, object]]], path: Path) -> None:
    """Check that every row is still there, in all columns that its table still has."""
    after = named(path)
    assert before["entries"]
    for table, found in before.items():
        for row in () if table in GONE_TABLES else found:
            # Of a copy, another file is told.
            if row.get("name") in ("calibration", "file"):
                continue
            left = {name: value for name, value in row.items() if name not in GONE.get(table, ())}
            assert any(left.items() <= new.items() for new in after[table])


def test_there_is_a_database_of_every_version() -> None:
    """Also of the present one, which the next will have to bring up to date."""
    assert sorted(VERSIONS) == list(range(1, SCHEMA_VERSION + 1))
    for version, file in VERSIONS.items():
        assert rows(file, "PRAGMA user_version") == [(version,)]


@every_version
def test_a_database_keeps_every_row(version: int, db: Path) -> None:
    """And is whole."""
    before = named(db)
    connect(db).close()
    assert rows(db, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert rows(db, "PRAGMA integrity_check") == [("ok",)]
    assert rows(db, "PRAGMA foreign_key_check") == []
    assert_kept(before, db)


@every_version
def test_the_answer_about_the_past_keeps_its_day(version: int, db: Path) -> None:
    """Its operation has it, where versions before 8 had a column."""
    with tracking(db) as tracker:
        profile = tracker.routine.profile()
    assert (profile.past, profile.past_answered) == (Past.SOME, FRIDAY)


def test_the_profile_takes_an_answer_after_an_upgrade_as_in_a_new_database(tmp_path: Path) -> None:
    """The table that is built anew has the rules of the one that it replaces."""
    db = Path(shutil.copy(VERSIONS[7], tmp_path / "log.db"))
    connect(db).close()
    connect(tmp_path / "new.db").close()
    schema = "SELECT type, name, sql FROM sqlite_master WHERE name IN ({}) ORDER BY name"
    names = "'profile_changes', 'effective_operations'"
    assert rows(db, schema.format(names)) == rows(tmp_path / "new.db", schema.format(names))
    (before,) = rows(db, "SELECT MAX(seq) FROM profile_changes")[0]
    with tracking(db) as tracker:
        tracker.routine.set_profile(past=Past.NONE)
        assert tracker.routine.profile().past_answered == MONDAY
    assert rows(db, "SELECT MAX(seq) FROM profile_changes") == [(int(str(before)) + 1,)]


@every_version
def test_a_database_can_be_used_afterwards(version: int, db: Path) -> None:
    """It shows what it held, and takes a tick and an undo."""
    with tracking(db) as tracker:
        before = all_entries(tracker)
        assert sum(entry.count for entry in before) > 0
        tracker.tick([("comment", 1)])
        assert len(all_entries(tracker)) == len(before) + 1
        tracker.undo()
        assert all_entries(tracker) == before


def test_all_versions_of_the_sample_show_the_same(tmp_path: Path) -> None:
    """They were filled alike; ids and instants of writing aside."""
    shown = set()
    for version, file in VERSIONS.items():
        with tracking(Path(shutil.copy(file, tmp_path / f"{version}.db"))) as tracker:
            shown.add(tuple((row.label, row.count) for row in tracker.dashboard().tasks))
            assert state(tracker)[1:4]
    assert len(shown) == 1


def test_the_closed_days_are_built_anew_for_the_second_formula(tmp_path: Path) -> None:
    """From version 8 on: empty, because other things are kept of a day; triggers drop as before."""
    db = Path(shutil.copy(VERSIONS[7], tmp_path / "log.db"))
    numbers = ", ".join("0.5" for _ in range(12))
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute(
            f"INSERT INTO closed_days VALUES (739944, 'reply - 2 0.0 2', 1, 7, 3, {numbers})"
        )
        connection.execute("INSERT INTO closed_stocks VALUES (739944, 'reply 2.0|||')")
    connect(db).close()
    kept = "SELECT (SELECT count(*) FROM closed_days), (SELECT count(*) FROM closed_stocks)"
    assert rows(db, kept) == [(0, 0)]
    with tracking(db) as tracker:
        tracker.tick([("comment", 1)])
        tracker.dashboard()
    assert rows(db, kept) != [(0, 0)]
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("UPDATE entries SET count = 1 WHERE day <= '2026-11-23'")
    assert rows(db, kept) == [(0, 0)]


@every_earlier_version
def test_a_database_is_backed_up_before_it_is_brought_up_to_date(version: int, db: Path) -> None:
    """As it was, with the number of its version."""
    before = dump(db)
    connect(db).close()
    (found,) = list_backups(db)
    assert found.occasion is Occasion.MIGRATION
    assert dump(backups_directory(db) / found.name) == before


@every_earlier_version
def test_a_migration_without_its_backup_changes_nothing(version: int, db: Path) -> None:
    """The directory cannot be made."""
    backups_directory(db).write_text("a file is in the way")
    before = dump(db)
    with pytest.raises(DatabaseUnusableError, match="the log wasn't updated, because the backup"):
        connect(db)
    assert dump(db) == before


@every_earlier_version
def test_a_migration_that_fails_half_way_is_rolled_back(
    version: int, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it has made a table; the next opening does the whole of it."""
    from ssi_tui.storage.database import schema

    before = named(db)
    newest = schema.migrations._migrations[-1]
    migrate = newest.fn

    def broken(database: Database) -> None:
        migrate(database)
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(newest, "fn", broken)
        with pytest.raises(DatabaseUnusableError, match="disk I/O error"):
            connect(db)
    assert rows(db, "PRAGMA user_version") == [(version,)]
    if version == SCHEMA_VERSION - 1:
        assert named(db) == before
    connect(db).close()
    assert rows(db, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert_kept(before, db)


def test_the_present_version_is_opened_without_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is anything asked of the directory of the backups."""
    db = Path(shutil.copy(VERSIONS[SCHEMA_VERSION], tmp_path / "log.db"))
    monkeypatch.delattr("ssi_tui.storage.database.upgrade.upgrade")
    monkeypatch.setattr("ssi_tui.storage.safety.backup.backups_directory", None)
    connect(db).close()
