"""Databases are created private and whole, opened quickly, and left alone if they are not ours."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ssi_tui.storage.database.connection import APPLICATION_ID, SCHEMA_VERSION
from ssi_tui.storage.database.errors import DatabaseUnusableError
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.opening import connect
from tests.logs import ROOT, dump, rows


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Let the process create files that everybody can read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """Return the permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def create(path: Path) -> None:
    """Create a database of ours."""
    connect(path).close()


def pragma(connection: sqlite3.Connection, name: str) -> object:
    """Return the value of a pragma."""
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def execute(path: Path, *statements: str) -> None:
    """Run statements on a database, as another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


# -- creation ---------------------------------------------------------------------------------


def test_a_missing_database_is_created_with_its_directories(tmp_path: Path) -> None:
    """The first tick needs no preparation."""
    path = tmp_path / "a" / "b" / "log.db"
    create(path)
    assert rows(path, "SELECT COUNT(*) FROM operations") == [(0,)]


def test_a_new_database_is_marked_as_ours_and_up_to_date(tmp_path: Path) -> None:
    """Both numbers stand in the header of the file."""
    path = tmp_path / "log.db"
    create(path)
    assert rows(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]


def test_each_database_gets_a_device_of_its_own(tmp_path: Path) -> None:
    """The device is random, not the name of the machine."""
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    create(first)
    create(second)
    device = "SELECT value FROM meta WHERE name = 'device'"
    assert rows(first, device) != rows(second, device)


@pytest.mark.posix
@pytest.mark.usefixtures("open_umask")
def test_every_file_is_private_under_an_open_umask(tmp_path: Path) -> None:
    """The database, its journal, its index and the lock: nobody else reads them."""
    path = tmp_path / "new" / "log.db"
    with closing(connect(path)) as connection:
        connection.execute("INSERT INTO meta (name, value) VALUES ('a', 'b')")
        modes = {file.name: mode(file) for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(["log.db", "log.db-wal", "log.db-shm", "log.db.lock"], 0o600)


@pytest.mark.posix
@pytest.mark.usefixtures("open_umask")
def test_every_new_directory_is_private_under_an_open_umask(tmp_path: Path) -> None:
    """Its parents too."""
    path = tmp_path / "a" / "b" / "log.db"
    create(path)
    assert (mode(tmp_path / "a"), mode(tmp_path / "a" / "b")) == (0o700, 0o700)


@pytest.mark.posix
def test_a_directory_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    """It is the user's."""
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    create(folder / "log.db")
    assert mode(folder) == 0o755


def test_a_file_of_no_bytes_becomes_a_database(tmp_path: Path) -> None:
    """A file made by ``mktemp`` is as good as none."""
    path = tmp_path / "log.db"
    path.touch()
    create(path)
    assert rows(path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]


def test_opening_an_existing_database_changes_nothing_in_it(tmp_path: Path) -> None:
    """Not even the device."""
    path = tmp_path / "log.db"
    create(path)
    before = dump(path)
    create(path)
    assert dump(path) == before


# -- the connection ---------------------------------------------------------------------------


@pytest.mark.parametrize("reopened", [False, True])
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("fullfsync", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 20_000),
    ],
)
def test_a_connection_is_durable_and_strict(
    name: str, wanted: object, reopened: bool, tmp_path: Path
) -> None:
    """On the first opening and on each later one; 2 is FULL."""
    path = tmp_path / "log.db"
    if reopened:
        create(path)
    with closing(connect(path)) as connection:
        assert pragma(connection, name) == wanted


# -- half-finished creation -------------------------------------------------------------------


def test_a_creation_that_ended_after_the_mark_is_completed(tmp_path: Path) -> None:
    """The file says that it is ours and holds no table yet."""
    path = tmp_path / "log.db"
    execute(path, "PRAGMA journal_mode = WAL", f"PRAGMA application_id = {APPLICATION_ID}")
    create(path)
    assert rows(path, "SELECT COUNT(*) FROM entries") == [(0,)]


def test_a_creation_that_ended_before_the_version_is_completed(tmp_path: Path) -> None:
    """The tables are there, the number is not."""
    path = tmp_path / "log.db"
    create(path)
    whole = dump(path)
    execute(path, "PRAGMA user_version = 0")
    create(path)
    assert dump(path) == whole


def test_a_migration_that_fails_leaves_no_table_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the next opening starts it afresh."""
    from ssi_tui.storage.database import schema

    path = tmp_path / "log.db"
    with monkeypatch.context() as broken:
        broken.setattr(schema, "_TABLES", (*schema._TABLES, "CREATE nonsense"))
        with pytest.raises(DatabaseUnusableError, match="can't use"):
            create(path)
    assert rows(path, "SELECT name FROM sqlite_master WHERE name = 'operations'") == []
    create(path)
    assert rows(path, "SELECT COUNT(*) FROM operations") == [(0,)]


# -- files that are not ours ------------------------------------------------------------------


def refused(path: Path) -> str:
    """Return the sentence with which a path is refused."""
    with pytest.raises(DatabaseUnusableError) as caught:
        create(path)
    return str(caught.value)


def names(folder: Path) -> set[str]:
    """Return the names of the files in a directory."""
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize("text", ["x", "a note to myself\n", "SQLite format 4\0" + "x" * 4096])
def test_a_file_that_is_no_database_is_left_as_it_is(text: str, tmp_path: Path) -> None:
    """However long it is."""
    path = tmp_path / "notes.txt"
    path.write_text(text)
    assert "isn't an ssi-tui log" in refused(path)
    assert path.read_text() == text
    assert names(tmp_path) == {"notes.txt"}


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_the_database_of_another_program_is_left_byte_for_byte(
    journal: str, tmp_path: Path
) -> None:
    """With and without a write-ahead log."""
    path = tmp_path / "bookmarks.db"
    execute(path, f"PRAGMA journal_mode = {journal}", "CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    assert "belongs to another program" in refused(path)
    assert path.read_bytes() == before
    assert names(tmp_path) == {"bookmarks.db"}


def test_a_database_with_the_mark_of_another_program_is_left_byte_for_byte(tmp_path: Path) -> None:
    """Even with our version number."""
    path = tmp_path / "other.db"
    create(path)
    execute(path, "PRAGMA application_id = 7")
    before = path.read_bytes()
    assert "belongs to another program" in refused(path)
    assert path.read_bytes() == before


def test_a_database_of_a_newer_version_is_left_byte_for_byte(tmp_path: Path) -> None:
    """The sentence says what to do."""
    path = tmp_path / "log.db"
    create(path)
    execute(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    sentence = refused(path)
    assert "update ssi-tui" in sentence
    assert path.read_bytes() == before


def test_a_database_that_lost_its_pages_is_left_byte_for_byte(tmp_path: Path) -> None:
    """Only its header is whole."""
    path = tmp_path / "log.db"
    create(path)
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 4000)
    before = path.read_bytes()
    assert "can't read" in refused(path)
    assert path.read_bytes() == before


def test_a_database_that_lost_a_table_is_explained_in_one_sentence(tmp_path: Path) -> None:
    """Where a query finds it out, not where it is opened."""
    path = tmp_path / "log.db"
    create(path)
    execute(path, "PRAGMA foreign_keys = OFF", "DROP TABLE entries")
    with closing(Store(path)) as store, pytest.raises(DatabaseUnusableError, match="no such table"):
        store.is_empty()


def test_a_directory_is_refused_as_one(tmp_path: Path) -> None:
    """And stays empty."""
    assert "(is a directory)" in refused(tmp_path)
    assert names(tmp_path) == set()


@pytest.mark.parametrize("below", ["log.db", "folder/log.db"])
def test_a_path_below_a_regular_file_is_refused_as_one(below: str, tmp_path: Path) -> None:
    """The sentence does not call it a directory."""
    file = tmp_path / "file"
    file.write_text("mine")
    assert "(not a directory)" in refused(file / below)
    assert file.read_text() == "mine"
    assert names(tmp_path) == {"file"}


def test_a_database_that_another_program_holds_is_named_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the time that is waited, here cut short."""
    monkeypatch.setattr("ssi_tui.storage.database.lock.BUSY_SECONDS", 0.05)
    path = tmp_path / "log.db"
    create(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            closing(Store(path)) as store,
            pytest.raises(DatabaseUnusableError, match="another program is using"),
            store.transaction(),
        ):
            pass


# -- what opening loads -----------------------------------------------------------------------

HEAVY = ("dateutil", "platformdirs", "rich", "sqlite_utils", "textual", "tomlkit")
# Each takes as long to load as all that a prompt asks for.
SLOW = ("argparse", "dataclasses", "inspect", "json", "pathlib", "re", "tempfile", "typing")
# What a log without tasks of the user's own has no use for.
OWN = ("ssi_tui.core.tasks", "ssi_tui.core.routine.task_checks", "ssi_tui.storage.log.tasks")


def loaded_by(*arguments: str, names: tuple[str, ...] = HEAVY) -> list[str]:
    """Return which of some modules a command loads, in a process of its own."""
    program = (
        "import sys; from ssi_tui.cli.main import main; code = main(sys.argv[1:]); "
        f"print(*[name for name in {names!r} if name in sys.modules], file=sys.stderr); "
        "raise SystemExit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stderr.split()


@pytest.mark.parametrize(
    "command", [["status", "--short"], ["status", "--json"], ["status"], ["tick", "comment"]]
)
def test_the_daily_commands_load_no_heavy_package(command: list[str], tmp_path: Path) -> None:
    """On an up-to-date database: sqlite-utils alone costs more than 100 ms."""
    path = tmp_path / "log.db"
    create(path)
    assert loaded_by("--db", str(path), *command) == []


@pytest.mark.parametrize("command", [["status", "--short"], ["tick", "comment"]])
def test_the_commands_of_prompts_load_nothing_slow(command: list[str], tmp_path: Path) -> None:
    """Once the backup of the day is made."""
    path = tmp_path / "log.db"
    create(path)
    loaded_by("--db", str(path), "tick", "comment")
    assert loaded_by("--db", str(path), *command, names=SLOW) == []


def test_a_task_takes_none_of_the_keys_of_the_app_without_loading_it(tmp_path: Path) -> None:
    """The table of keys imports nothing."""
    path = tmp_path / "log.db"
    create(path)
    assert (
        loaded_by("--db", str(path), "task", "endorse", "--key", "d", "--weights", "0,2,0,6") == []
    )


def test_the_whole_status_loads_what_takes_long(tmp_path: Path) -> None:
    """Which shows that the test before can fail."""
    path = tmp_path / "log.db"
    create(path)
    assert "argparse" in loaded_by("--db", str(path), "status", names=SLOW)


def test_creating_a_database_loads_sqlite_utils(tmp_path: Path) -> None:
    """Which shows that the test before can fail."""
    assert "sqlite_utils" in loaded_by("--db", str(tmp_path / "log.db"), "status", "--short")


@pytest.mark.parametrize("command", [["status"], ["status", "--short"], ["tick", "comment"]])
def test_a_log_without_tasks_of_ones_own_loads_nothing_for_them(
    command: list[str], tmp_path: Path
) -> None:
    """One query tells that there are none."""
    path = tmp_path / "log.db"
    create(path)
    assert loaded_by("--db", str(path), *command, names=OWN) == []
