"""A restore is whole, can be taken back by another one, and open programs see it."""

import errno
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.database.connection import SCHEMA_VERSION, open_existing
from ssi_tui.storage.database.errors import DatabaseDamagedError, DatabaseUnusableError
from ssi_tui.storage.database.locations import backups_directory
from ssi_tui.storage.opening import connect
from ssi_tui.storage.safety import restore as restoring
from ssi_tui.storage.safety.backup import back_up, list_backups
from ssi_tui.storage.safety.condition import Condition, examine
from ssi_tui.storage.safety.remedy import SALVAGE, sentence
from ssi_tui.storage.safety.restore import found_backup, restore
from ssi_tui.storage.safety.rotation import Occasion
from ssi_tui.tracker.tracker import Tracker
from tests.logs import blank, counted, dump, rows, tracking
from tests.storage.damage import smash, truncate
from tests.storage.database.test_upgrade import VERSIONS


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a database with a comment and a search."""
    path = tmp_path / "log.db"
    with tracking(path) as tracker:
        tracker.tick([("comment", 1), ("search", 1)])
    return path


@pytest.fixture
def copy(db: Path) -> Path:
    """Return a backup of it, after which a share was ticked."""
    found = back_up(db, Occasion.BY_HAND)
    assert found is not None
    with tracking(db) as tracker:
        tracker.tick([("share", 1)])
    return found


def tasks(tracker: Tracker) -> list[str]:
    """Return what counts, in order of writing."""
    return [task for task, _, _ in counted(tracker)]


# -- a database that is whole -----------------------------------------------------------------


def test_a_restore_brings_back_the_log_as_it_was(db: Path, copy: Path) -> None:
    """All of it."""
    done = restore(db, copy)
    assert dump(db) == dump(copy)
    assert (done.name, done.entries, done.aside) == (copy.name, 2, None)


def test_a_restore_is_taken_back_by_restoring_what_it_made(db: Path, copy: Path) -> None:
    """A backup is made before."""
    before = dump(db)
    done = restore(db, copy)
    assert done.before is not None
    assert done.before.name in {
        found.name for found in list_backups(db) if found.occasion is Occasion.RESTORE
    }
    restore(db, done.before)
    assert dump(db) == before


def test_an_open_program_sees_a_restore(db: Path, copy: Path) -> None:
    """And goes on writing into the same log."""
    with tracking(db) as tracker:
        assert tracker.dashboard().tasks[1].count == 1
        restore(db, copy)
        assert tracker.view.changed_elsewhere()
        assert tracker.dashboard().tasks[1].count == 0
        tracker.tick([("message", 1)])
        assert tasks(tracker) == ["comment", "search", "message"]
    assert rows(db, "SELECT COUNT(*) FROM entries") == [(3,)]
    assert examine(db).condition is Condition.WHOLE


def test_a_restore_leaves_nothing_beside_the_database(db: Path, copy: Path) -> None:
    """The lock aside."""
    restore(db, copy)
    assert {file.name for file in db.parent.iterdir()} == {
        *("log.db", "log.db.backups", "log.db.lock")
    }


def test_a_restore_that_fails_half_way_changes_nothing(
    db: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages are written in one transaction; here the disk is full after a few."""
    with tracking(copy) as tracker:
        tracker.tick([("comment", 999)])
    pages = int(str(rows(db, "PRAGMA page_count")[0][0]))

    def nearly_full(path: Path, mode: str = "rw") -> sqlite3.Connection:
        connection = open_existing(path, mode)
        if path == db:
            connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        return connection

    before = dump(db)
    monkeypatch.setattr(restoring, "open_existing", nearly_full)
    with pytest.raises(DatabaseUnusableError, match="the disk is full"):
        restore(db, copy)
    assert dump(db) == before
    assert not db.with_name("log.db.new").exists()


def test_a_restore_waits_for_a_writer_and_gives_up_at_last(
    db: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it writes is not lost."""
    monkeypatch.setattr("ssi_tui.storage.database.lock.BUSY_SECONDS", 0.05)
    before = dump(db)
    with closing(connect(db)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnusableError, match="another program is using"):
            restore(db, copy)
        other.execute("ROLLBACK")
    assert dump(db) == before


def test_nothing_is_restored_without_a_backup_before(
    db: Path, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The directory cannot be written."""
    elsewhere = tmp_path / "copy.db"
    shutil.copy(copy, elsewhere)
    shutil.rmtree(backups_directory(db))
    backups_directory(db).write_text("a file is in the way")
    before = dump(db)
    with pytest.raises(
        DatabaseUnusableError, match="nothing was restored, because the backup before it failed"
    ):
        restore(db, elsewhere)
    assert dump(db) == before


@pytest.mark.parametrize("version", sorted(VERSIONS))
def test_a_backup_of_an_earlier_version_is_brought_up_to_date(version: int, db: Path) -> None:
    """On the way in: open programs never see the earlier one. The file itself stays as it is."""
    before = VERSIONS[version].read_bytes()
    with tracking(db) as tracker:
        tracker.dashboard()
        restore(db, VERSIONS[version])
        assert tracker.view.changed_elsewhere()
        assert len(tasks(tracker)) == rows(db, "SELECT SUM(live) FROM entries")[0][0]
    assert rows(db, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert VERSIONS[version].read_bytes() == before


def test_a_copy_with_pages_of_another_size_is_restored(db: Path, copy: Path) -> None:
    """A copy that went through another program."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM")
    with tracking(db) as tracker:
        tracker.dashboard()
        restore(db, copy)
        assert tasks(tracker) == ["comment", "search"]


def test_a_copy_put_in_place_by_hand_is_used(db: Path, copy: Path) -> None:
    """While the log is open: it is followed, and gets its write-ahead log back."""
    with tracking(db) as tracker:
        tracker.dashboard()
        other = Path(shutil.copy(copy, db.with_name("other.db")))
        for end in ("-wal", "-shm"):
            db.with_name(f"log.db{end}").unlink()
        other.replace(db)
        assert tracker.view.changed_elsewhere()
        tracker.tick([("message", 1)])
        assert tasks(tracker) == ["comment", "search", "message"]
    with tracking(db) as tracker:
        assert tasks(tracker) == ["comment", "search", "message"]
        assert rows(db, "PRAGMA journal_mode") == [("wal",)]


def test_a_database_that_is_gone_is_not_written_into_nowhere(db: Path) -> None:
    """The sentence says so, and no empty log takes its place."""
    with tracking(db) as tracker:
        tracker.dashboard()
        db.rename(db.with_name("elsewhere.db"))
        with pytest.raises(DatabaseUnusableError, match="is gone; put it back"):
            tracker.tick([("message", 1)])
    assert not db.exists()


# -- a database that is damaged, or missing ---------------------------------------------------


def test_a_damaged_database_is_kept_aside(db: Path, copy: Path) -> None:
    """Byte for byte, under a name that says when."""
    truncate(db, 0.5)
    before = db.read_bytes()
    done = restore(db, copy)
    assert done.aside is not None
    assert done.before is None
    assert done.aside.name.startswith("log.db.damaged-20")
    assert done.aside.read_bytes() == before
    assert dump(db) == dump(copy)
    assert rows(db, "PRAGMA journal_mode") == [("wal",)]


def test_the_log_of_a_damaged_database_is_kept_with_it(db: Path, copy: Path) -> None:
    """And is not played into the new one."""
    with tracking(db) as tracker:
        tracker.tick([("message", 1)])
        tracker.dashboard()
        log = db.with_name("log.db-wal")
        kept = log.read_bytes()
        smash(db, 1, 0, 50)
        done = restore(db, copy)
        assert done.aside is not None
        assert done.aside.with_name(f"{done.aside.name}-wal").read_bytes() == kept
        assert tracker.view.changed_elsewhere()
        assert tasks(tracker) == ["comment", "search"]


@pytest.mark.posix
def test_a_link_to_a_damaged_database_stays_a_link(db: Path, copy: Path, tmp_path: Path) -> None:
    """What lies behind it is replaced, with its write-ahead log."""
    (tmp_path / "elsewhere").mkdir()
    link, real = db, tmp_path / "elsewhere" / "real.db"
    db.rename(real)
    link.symlink_to(real)
    with tracking(link) as tracker:
        tracker.tick([("message", 1)])
        tracker.dashboard()
        smash(real, 1, 0, 50)
        done = restore(link, copy)
        assert tracker.view.changed_elsewhere()
        assert tasks(tracker) == ["comment", "search"]
    assert link.is_symlink()
    assert done.aside is not None
    assert done.aside.parent == real.parent
    assert dump(real) == dump(copy)


def tableless(path: Path, pragma: str = "journal_mode = WAL") -> None:
    """Make a database of SQLite that holds no table."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {pragma}")


@pytest.mark.parametrize("make", [Path.exists, Path.touch, tableless])
def test_a_missing_or_empty_database_is_restored(
    make: Callable[[Path], object], db: Path, copy: Path
) -> None:
    """Opening it would begin a new one, so there is nothing to lose."""
    db.unlink()
    make(db)
    assert restore(db, copy).entries == 2
    assert dump(db) == dump(copy)


@pytest.mark.parametrize("damage", ["empty", "beginning", "truncated"])
def test_a_damaged_database_names_the_backup_to_restore(damage: str, db: Path, copy: Path) -> None:
    """The newest that is whole; the file is left untouched."""
    if damage == "empty":
        db.write_bytes(b"")
    elif damage == "beginning":
        smash(db, 1, 0, 50)
    else:
        truncate(db, 0.4)
    before = db.read_bytes()
    with pytest.raises(DatabaseDamagedError) as caught:
        connect(db)
    assert f"backup --restore {copy.name} brings back" in sentence(caught.value)
    assert db.read_bytes() == before


def test_without_a_backup_the_salvage_is_named(db: Path) -> None:
    """Nothing else helps."""
    truncate(db, 0.4)
    with pytest.raises(DatabaseDamagedError) as caught:
        connect(db)
    assert "ssi-tui doctor --salvage recovers what can be read" in sentence(caught.value)


def test_damage_is_told_where_the_backups_cannot_be_looked_at(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the salvage is named."""

    def refuse(folder: Path) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.setattr("ssi_tui.storage.safety.backup.os.listdir", refuse)
    told = sentence(DatabaseDamagedError(db, "cut short"))
    assert told.endswith("(cut short). It wasn't touched; " + SALVAGE)


# -- what is not restored ---------------------------------------------------------------------


def refused(db: Path, source: Path) -> str:
    """Return the sentence with which a file is refused; nothing is changed."""
    before = dump(db)
    with pytest.raises(RefusedError) as caught:
        restore(db, found_backup(db, source))
    assert dump(db) == before
    return str(caught.value)


def test_a_backup_is_named_by_its_path_or_its_name(db: Path, copy: Path) -> None:
    """As it is listed."""
    assert found_backup(db, Path(copy.name)) == copy
    assert found_backup(db, copy) == copy


def test_a_file_that_is_not_there_is_refused(db: Path, copy: Path) -> None:
    """So is a directory."""
    assert 'no backup "none.db". See ssi-tui backup --list' in refused(db, Path("none.db"))
    assert "no backup" in refused(db, copy.parent)


@pytest.mark.parametrize("cut", [slice(-1), slice(16), slice(1, None)])
def test_a_mistyped_backup_is_told_what_may_be_meant(cut: slice, db: Path, copy: Path) -> None:
    """By the name that it has in the list."""
    assert f"Did you mean {copy.name}?" in refused(db, Path(copy.name[cut]))


def test_the_database_itself_is_refused(db: Path) -> None:
    """It would be read while it is written."""
    assert "is your log itself" in refused(db, db)


def test_what_is_no_whole_backup_is_refused(db: Path, copy: Path, tmp_path: Path) -> None:
    """Another program's, a newer one, a damaged one, a text."""
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    assert "belongs to another program" in refused(db, other)
    other.write_text("x" * 5000)
    assert "isn't an ssi-tui log" in refused(db, other)
    shutil.copy(copy, other)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert "was written by a newer ssi-tui" in refused(db, other)
    truncate(copy, 0.5)
    assert "is damaged" in refused(db, copy)


def test_a_database_without_tables_that_another_program_has_marked_is_its_own(
    db: Path, copy: Path
) -> None:
    """It is neither opened nor replaced."""
    db.unlink()
    tableless(db, "application_id = 7")
    before = db.read_bytes()
    for act in (lambda: restore(db, copy), lambda: connect(db)):
        with pytest.raises(DatabaseUnusableError, match="belongs to another program"):
            act()
    assert db.read_bytes() == before


@pytest.mark.parametrize("foreign", [True, False])
def test_a_file_that_is_not_ours_is_never_replaced(foreign: bool, tmp_path: Path) -> None:
    """Nor one of a newer version."""
    source, target = blank(tmp_path / "source.db"), blank(tmp_path / "target.db")
    with closing(sqlite3.connect(target)) as connection:
        pragma = "application_id = 7" if foreign else f"user_version = {SCHEMA_VERSION + 1}"
        connection.execute(f"PRAGMA {pragma}")
    before = target.read_bytes()
    with pytest.raises(DatabaseUnusableError, match="It wasn't touched"):
        restore(target, source)
    assert target.read_bytes() == before
