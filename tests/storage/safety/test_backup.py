"""Backups are whole, private, dated by the machine, and made before what is large."""

import errno
import os
import shutil
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.storage.database import lock
from ssi_tui.storage.database.connection import SCHEMA_VERSION
from ssi_tui.storage.database.locations import backups_directory
from ssi_tui.storage.opening import connect
from ssi_tui.storage.safety import backup
from ssi_tui.storage.safety.backup import (
    BackupFailedError,
    back_up,
    list_backups,
    newest_good,
)
from ssi_tui.storage.safety.condition import problem_of
from ssi_tui.storage.safety.restore import restore
from ssi_tui.storage.safety.rotation import Occasion
from tests.linkedin.importing import comments, new_tracker
from tests.logs import blank, dump, rows, rows_file, tracking


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return a database with two ticks."""
    path = tmp_path / "log.db"
    with tracking(path) as tracker:
        tracker.tick([("comment", 2)])
        tracker.tick([("search", 1)])
    return path


def made(path: Path, occasion: Occasion = Occasion.BY_HAND) -> Path:
    """Make a backup and return its file."""
    found = back_up(path, occasion)
    assert found is not None
    return found


def mode(path: Path) -> int:
    """Return the permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


# -- a copy -----------------------------------------------------------------------------------


def test_a_backup_holds_everything(db: Path) -> None:
    """Also what stands in the write-ahead log alone, while the database is open."""
    with tracking(db) as tracker:
        tracker.tick([("share", 1)])
        assert db.with_name("log.db-wal").stat().st_size > 0
        copy = made(db)
    assert dump(copy) == dump(db)


def test_a_backup_is_one_plain_file(db: Path) -> None:
    """It can be copied to a stick as it is."""
    copy = made(db)
    assert {file.name for file in copy.parent.iterdir()} == {copy.name, ".lock"}
    assert rows(copy, "PRAGMA journal_mode") == [("delete",)]


@pytest.mark.posix
def test_a_backup_and_its_directory_are_private(db: Path) -> None:
    """Whatever the mask of the process."""
    before = os.umask(0)
    try:
        copy = made(db)
    finally:
        os.umask(before)
    assert (mode(copy), mode(copy.parent), mode(copy.parent / ".lock")) == (0o600, 0o700, 0o600)


def test_a_backup_lies_beside_a_database_that_was_named(db: Path) -> None:
    """And says when and why it was made."""
    before = datetime.now(UTC).replace(microsecond=0)
    copy = made(db)
    (found,) = list_backups(db)
    assert copy.parent == db.with_name("log.db.backups")
    assert copy.name == found.name == f"{found.at:%Y%m%d-%H%M%S}Z-by-hand.db"
    assert before <= found.at <= datetime.now(UTC)


def test_backups_of_the_usual_database_lie_in_the_data_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Another file of the same name keeps its own beside it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    usual = tmp_path / "ssi-tui" / "ssi-tui.db"
    assert backups_directory(usual) == tmp_path / "ssi-tui" / "backups"
    other = tmp_path / "elsewhere" / "ssi-tui.db"
    assert backups_directory(other) == tmp_path / "elsewhere" / "ssi-tui.db.backups"


def test_two_backups_of_one_second_have_two_names(db: Path) -> None:
    """Neither overwrites the other."""
    names = [made(db, occasion).name for occasion in (*Occasion, *Occasion)]
    assert [found.name for found in list_backups(db)][::-1] == [
        name for name in names if (backups_directory(db) / name).exists()
    ]
    assert len(set(names)) == 2 * len(Occasion)


def test_a_log_that_holds_nothing_is_backed_up_by_hand_alone(tmp_path: Path) -> None:
    """Nothing would be saved otherwise."""
    path = blank(tmp_path / "log.db")
    assert back_up(path, Occasion.IMPORT) is None
    assert back_up(path, Occasion.DAILY, date(2026, 11, 23)) is None
    assert not backups_directory(path).exists()
    assert made(path).exists()


def test_a_backup_waits_for_nobody_who_writes(db: Path) -> None:
    """It holds what was committed."""
    whole = dump(db)
    with closing(connect(db)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM entries")
        copy = made(db)
        other.execute("ROLLBACK")
    assert dump(copy) == whole


def test_what_a_killed_backup_left_is_swept_away(db: Path) -> None:
    """It was never listed."""
    left = made(db).with_name("daily.partial")
    left.write_bytes(b"half")
    left.with_name("daily.partial-journal").write_bytes(b"half")
    assert len(list_backups(db)) == 1
    made(db)
    assert [file for file in left.parent.iterdir() if "partial" in file.name] == []


def test_files_of_the_user_in_the_directory_are_left_alone(db: Path) -> None:
    """And are not listed."""
    folder = made(db).parent
    for name in ("notes.txt", "20261399-000000Z-daily.db", "20261120-000000Z-because.db"):
        (folder / name).write_text("mine")
    made(db)
    assert len(list_backups(db)) == 2
    assert len(list(folder.iterdir())) == 2 + 3 + 1


def test_old_backups_are_let_go(db: Path) -> None:
    """Of forty days, what the rotation keeps."""
    first = made(db)
    for day in range(1, 29):
        for month in (8, 9):
            shutil.copy(first, first.with_name(f"2025{month:02}{day:02}-070000Z-daily.db"))
    made(db, Occasion.DAILY)
    days = [f"{found.at:%m%d}" for found in list_backups(db)][2:]
    assert days == ["0928", "0927", "0926", "0925", "0924", "0923", "0921", "0914", "0828"]
    assert first.exists()


# -- what is not whole ------------------------------------------------------------------------


def test_a_copy_that_is_not_whole_is_no_backup(db: Path) -> None:
    """A damaged database pushes no good backup out."""
    good = made(db)
    with closing(sqlite3.connect(db)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'entries_by_day'"
        ).fetchone()
    with db.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\x0d" * 300)
    with pytest.raises(BackupFailedError, match=r"make the backup \(the copy is damaged"):
        made(db)
    assert [found.name for found in list_backups(db)] == [good.name]
    assert {file.name for file in good.parent.iterdir()} == {good.name, ".lock"}


def test_the_newest_good_backup_is_not_the_damaged_one(db: Path) -> None:
    """Nor one of a newer version."""
    first, second, third = (made(db) for _ in range(3))
    with closing(sqlite3.connect(second)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    third.write_bytes(third.read_bytes()[:5000])
    found = newest_good(db)
    assert found is not None
    assert found.name == first.name
    assert "newer ssi-tui" in str(problem_of(second))
    assert "is damaged" in str(problem_of(third))
    assert (problem_of(first), newest_good(db.with_name("none.db"))) == (None, None)


def test_a_full_disk_is_told_and_leaves_nothing(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the copy cannot be brought to the disk."""

    def full(path: Path) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(backup, "settle", full)
    with pytest.raises(BackupFailedError, match="no space left on device"):
        made(db)
    assert [file.name for file in backups_directory(db).iterdir()] == [".lock"]


@pytest.mark.posix
def test_a_backup_whose_folder_cannot_be_synced_is_made(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the file itself has to be on the disk before that is said."""
    usual = os.fsync

    def sync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        usual(descriptor)

    monkeypatch.setattr(os, "fsync", sync)
    copy = made(db)
    db.unlink()
    assert restore(db, copy).entries == 3


def test_a_copy_that_keeps_a_write_ahead_log_is_no_backup(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite says so without raising; what it holds might lie beside the file."""

    class Stuck(sqlite3.Connection):
        def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
            return super().execute(sql.removesuffix(" = DELETE"), values)

    def stuck(path: Path, mode: str = "rw") -> sqlite3.Connection:
        del mode
        return sqlite3.connect(path, isolation_level=None, factory=Stuck)

    monkeypatch.setattr(backup, "open_existing", stuck)
    with pytest.raises(BackupFailedError, match="its write-ahead log can't be closed"):
        made(db)
    assert [file.name for file in backups_directory(db).iterdir()] == [".lock"]


def test_a_writer_that_never_ends_is_not_waited_for_without_end(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no write-ahead log and the whole file is held."""
    monkeypatch.setattr(lock, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BackupFailedError, match="database is locked"):
            made(db)


# -- when it is made --------------------------------------------------------------------------


def test_the_daily_backup_is_made_once_a_day(db: Path) -> None:
    """One made by hand does not stand in for it, nor does one of a day to come."""
    shutil.copy(made(db), backups_directory(db) / "20990101-000000Z-daily.db")
    day = list_backups(db)[1].at.date()
    first = back_up(db, Occasion.DAILY, day)
    assert first is not None
    assert back_up(db, Occasion.DAILY, datetime.strptime(first.name[:8], "%Y%m%d").date()) is None  # noqa: DTZ007
    assert len(list_backups(db)) == 3


def test_an_import_is_backed_up_before(db: Path, tmp_path: Path) -> None:
    """The backup holds the log as it was."""
    before = dump(db)
    with tracking(db) as tracker:
        tracker.import_log(rows_file(tmp_path))
    (found,) = list_backups(db)
    assert found.occasion is Occasion.IMPORT
    assert dump(backups_directory(db) / found.name) == before


def test_an_archive_is_backed_up_before(tmp_path: Path) -> None:
    """Once there is something to lose."""
    with closing(new_tracker(tmp_path / "log.db")) as tracker:
        db = tracker.store.path
        tracker.import_linkedin(comments("one").zip(tmp_path / "one.zip"))
        assert list_backups(db) == ()
        before = dump(db)
        tracker.import_linkedin(comments("one", "two").zip(tmp_path / "two.zip"))
    (found,) = list_backups(db)
    assert dump(backups_directory(db) / found.name) == before


def test_an_import_that_adds_nothing_is_not_backed_up(db: Path, tmp_path: Path) -> None:
    """Nor is a dry run."""
    with tracking(db) as tracker:
        tracker.import_log(rows_file(tmp_path), dry_run=True)
        assert list_backups(db) == ()
        tracker.import_log(rows_file(tmp_path))
        tracker.import_log(rows_file(tmp_path))
    assert len(list_backups(db)) == 1


def test_an_import_without_its_backup_changes_nothing(db: Path, tmp_path: Path) -> None:
    """The directory cannot be made."""
    backups_directory(db).write_text("a file is in the way")
    before = dump(db)
    with (
        tracking(db) as tracker,
        pytest.raises(
            BackupFailedError, match="nothing was imported, because the backup before it failed"
        ),
    ):
        tracker.import_log(rows_file(tmp_path))
    assert dump(db) == before
