"""What the doctor says of a log that several computers share."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ssi_tui.storage.database.connection import open_existing
from ssi_tui.storage.machines.checks import check_sync
from ssi_tui.storage.safety.checkup import Check
from tests.machines.computers import Computer, computers, exchange


def looked(one: Computer) -> dict[str, Check]:
    """Return the checks on a computer, by name."""
    path, days = one.home / "log.db", one.tracker.machines.days
    with closing(open_existing(path, "ro")) as connection:
        found = check_sync(connection, path, one.hands.instant, days)
        return {check.name: check for check in found}


def test_all_is_well_where_two_computers_share_a_log(tmp_path: Path) -> None:
    """The folder, what is to be sent, and the names of the computers."""
    with computers(tmp_path, "desktop", "laptop") as (desktop, laptop):
        laptop.tracker.tick([("comment", 1)])
        exchange(desktop, laptop)
        desktop.tracker.tick([("share", 1)])
        found = looked(desktop)
    assert [check.ok for check in found.values()] == [True, True, True]
    assert found["sync"].detail.startswith(f"on in {desktop.folder}, 1 change to send, last change")
    assert "last change from laptop Mon 23 Nov 2026" in found["sync"].detail
    assert found["sync_files"].detail == "all lines are understood, only you read them"
    assert found["sync_machines"].detail == "desktop (this one), laptop"


def damaged(one: Computer, file: Path) -> None:
    """Put a line into a file that nobody can read."""
    file.write_bytes(file.read_bytes() + b"no line of ours\n")
    one.sync()


def copied(one: Computer, file: Path) -> None:
    """Leave a copy, as Syncthing does where two have written a file."""
    file.with_name("00001.sync-conflict-20261123-070000-ABCDEFG.journal").write_bytes(b"")


def waiting(one: Computer, file: Path) -> None:
    """Leave a file in the cloud."""
    file.with_name(".00002.journal.icloud").write_bytes(b"")


def opened(one: Computer, file: Path) -> None:
    """Let everybody look into the folder."""
    one.folder.chmod(0o755)


def gone(one: Computer, file: Path) -> None:
    """Take the folder away, as if it were not mounted."""
    one.folder.rename(one.home / "elsewhere")


def off(one: Computer, file: Path) -> None:
    """Make of the database a copy of the one that was shared."""
    one.tracker.store.connection.execute(
        "UPDATE meta SET value = json_set(value, '$.inode', 1) WHERE name = 'sync'"
    )


def later(one: Computer, file: Path) -> None:
    """Read what the other computer wrote three days from now."""
    one.hands.move(days=-3)


def other_days(one: Computer, file: Path) -> None:
    """Begin days and weeks at other times than the other computer does."""
    one.tracker.machines.days = replace(one.tracker.machines.days, day_start_hour=4)


@pytest.mark.posix
@pytest.mark.parametrize(
    ("change", "name", "ok", "said"),
    [
        (damaged, "sync_files", False, "1 damaged line from laptop"),
        (copied, "sync_files", True, "1 conflict copy from laptop, read like the others"),
        (waiting, "sync_files", True, "1 file from laptop waiting for iCloud"),
        (opened, "sync_files", False, "to fix: chmod go= "),
        (gone, "sync", False, "isn't there; if it is lost, make it again"),
        (off, "sync", False, "this database is a copy of the one that was synced"),
        (later, "sync_machines", False, "the clock of laptop was 3 days ahead"),
        (other_days, "sync_machines", False, "day_start_hour is 3 on laptop and 4 here"),
    ],
)
def test_what_needs_a_look_is_named(
    tmp_path: Path, change: Callable[[Computer, Path], None], name: str, ok: bool, said: str
) -> None:
    with computers(tmp_path, "desktop", "laptop") as (desktop, laptop):
        laptop.tracker.tick([("comment", 1)])
        exchange(desktop, laptop)
        change(desktop, desktop.folder / laptop.device / "00001.journal")
        found = looked(desktop)
    assert said in found[name].detail
    assert found[name].ok is ok
