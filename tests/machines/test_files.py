"""A computer writes its own files, heals them, and takes part under an id of its own."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.storage.log.analytics import AnalyticsRows
from ssi_tui.storage.machines import folder, writing
from ssi_tui.storage.machines.lines import Fact, Head, read_line
from tests.logs import MONDAY, all_entries, counted, fill, rows
from tests.machines.computers import Computer, carry, computers, exchange


@pytest.fixture
def two(tmp_path: Path) -> Iterator[list[Computer]]:
    """Return two computers that know of each other, each with something logged."""
    with computers(tmp_path, "laptop", "desktop") as found:
        for one, task in zip(found, ("comment", "share"), strict=True):
            one.tracker.tick([(task, 1)])
            one.tracker.tick([(task, 1)])
        exchange(*found)
        yield found


def lines(path: Path) -> list[bytes]:
    """Return the lines of a file that holds whole ones alone."""
    text = path.read_bytes()
    assert text.endswith(b"\n")
    return text.splitlines()


def facts(computer: Computer) -> list[Fact]:
    """Return all that a computer says in its own files, which nobody has damaged."""
    found = [read_line(line) for path in sorted(computer.own.iterdir()) for line in lines(path)]
    assert all(isinstance(read_line(lines(path)[0]), Head) for path in computer.own.iterdir())
    return [fact for fact in found if isinstance(fact, Fact)]


def said(computer: Computer) -> set[str]:
    """Return the ids of the operations that a computer's own files hold, whatever else is there."""
    held = set()
    for path in computer.own.glob("*.journal"):
        for line in path.read_bytes().splitlines():
            try:
                found = read_line(line)
            except ValueError:
                continue
            if isinstance(found, Fact):
                held.add(found.operation["id"])
    return held


def ids(computer: Computer) -> set[str]:
    """Return the ids of the operations in the log of a computer."""
    query = "SELECT id FROM operations"
    return {identity for (identity,) in computer.tracker.store.connection.execute(query)}


# -- writing ---------------------------------------------------------------------------------


@pytest.mark.posix
def test_each_operation_is_one_line_in_a_file_of_its_machine(two: list[Computer]) -> None:
    laptop, desktop = two
    assert [fact.operation["device"] for fact in facts(laptop)] == [laptop.device] * 2
    head = read_line(lines(laptop.own / "00001.journal")[0])
    assert head == Head(laptop.device, "laptop", (), 3, "monday")
    assert ids(laptop) == said(laptop) | said(desktop)
    assert oct((laptop.own / "00001.journal").stat().st_mode)[-3:] == "600"
    assert oct(laptop.own.stat().st_mode)[-3:] == "700"


def test_a_full_file_is_left_and_a_new_one_begun(
    two: list[Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "FULL_BYTES", 700)
    laptop, desktop = two
    for _ in range(4):
        laptop.tracker.tick([("comment", 1)])
        laptop.sync()
    assert {path.name for path in laptop.own.iterdir()} == {
        f"{number:05}.journal" for number in (1, 2, 3)
    }
    assert len(facts(laptop)) == 6
    exchange(laptop, desktop)
    assert desktop.dump() == laptop.dump()


@pytest.mark.parametrize("notes", [True, False])
def test_what_is_in_your_own_words_is_sent_only_with_notes(notes: bool, tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", "desktop", joined=False) as (laptop, desktop):
        fill(laptop.tracker, laptop.hands, tmp_path)
        laptop.join(notes=notes)
        desktop.join()
        text = b"".join(path.read_bytes() for path in laptop.own.iterdir())
        for words in (b"met at the fair", b"holiday", b"a good day", b"a good week", b"at noon"):
            assert (words in text) is notes
        assert b"on two days" in text
        exchange(laptop, desktop)
        assert counted(desktop.tracker) == counted(laptop.tracker)
        figures, theirs = (
            AnalyticsRows(one.tracker.store.path, one.tracker.store.connection).in_force()
            for one in (laptop, desktop)
        )
        assert figures == theirs != {}
        assert laptop.sync().sent == 0
        assert laptop.tracker.machines.sync(again=True).sent == 0


def test_notes_that_were_kept_back_are_sent_once_they_may_be(tmp_path: Path) -> None:
    """Its own files hold the same changes already, but not all that is said of them."""
    with computers(tmp_path, "laptop", "desktop", joined=False) as (laptop, desktop):
        desktop.join()
        laptop.join(notes=False)
        laptop.tracker.tick([("comment", 1)], note="met at the fair")
        exchange(laptop, desktop)
        assert [entry.note for entry in all_entries(desktop.tracker)] == [None]
        laptop.join()
        exchange(laptop, desktop)
        assert [entry.note for entry in all_entries(desktop.tracker)] == ["met at the fair"]
        assert laptop.dump() == desktop.dump()


def test_an_operation_of_many_rows_is_several_lines_that_are_written_once(
    two: list[Computer], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("ssi_tui.storage.machines.lines._SPLIT_BYTES", 500)
    laptop, desktop = two
    sheet = tmp_path / "rows.csv"
    sheet.write_text(
        "day,task,count\n" + "".join(f"2026-11-{day:02},comment,2\n" for day in range(1, 21))
    )
    laptop.tracker.import_log(sheet)
    exchange(laptop, desktop)
    assert desktop.dump() == laptop.dump()
    assert len(facts(laptop)) > 5
    # Its own file has been another one meanwhile: all of it is read, and nothing is missing.
    (laptop.own / "00001.journal").write_bytes((laptop.own / "00001.journal").read_bytes() + b"?\n")
    assert laptop.sync().sent == 0


# -- healing ---------------------------------------------------------------------------------


def _cut(own: Path) -> None:
    text = (own / "00001.journal").read_bytes()
    (own / "00001.journal").write_bytes(text[: -len(text) // 4])


def _replaced(own: Path) -> None:
    whole = (own / "00001.journal").read_bytes().splitlines(keepends=True)
    (own / "00001.journal").write_bytes(b"".join([*whole[:1], b"x" * (len(whole[1]) - 1) + b"\n"]))


@pytest.mark.parametrize(
    "harm",
    [
        _cut,
        _replaced,
        lambda own: (own / "00001.journal").write_bytes(b""),
        lambda own: (own / "00001.journal").unlink(),
        shutil.rmtree,
    ],
    ids=["cut", "replaced", "emptied", "deleted", "directory"],
)
@pytest.mark.parametrize("before", [True, False], ids=["a tick later", "at once"])
def test_what_an_engine_takes_from_the_own_files_is_written_again(
    two: list[Computer], harm: Callable[[Path], object], before: bool
) -> None:
    laptop, desktop = two
    held = said(laptop)
    harm(laptop.own)
    if before:
        laptop.tracker.tick([("search", 1)])
        laptop.tracker.machines.send()
    else:
        laptop.sync()
    assert said(laptop) >= held
    assert ids(laptop) == said(laptop) | said(desktop)
    assert laptop.sync().sent == 0
    exchange(laptop, desktop)
    assert desktop.dump() == laptop.dump()
    assert desktop.sync().taken == 0


def test_half_a_line_is_ended_and_written_again(two: list[Computer]) -> None:
    laptop, desktop = two
    laptop.tracker.tick([("search", 1)])
    with (laptop.own / "00001.journal").open("ab") as file:
        file.write(b'12345678 {"v":1,"op":{"id"')
    assert laptop.sync().sent == 1
    assert said(laptop) | said(desktop) == ids(laptop)
    exchange(laptop, desktop)
    assert desktop.dump() == laptop.dump()
    damaged = {one.name: one.damaged for one in desktop.tracker.machines.status().machines}
    assert damaged == {"desktop": 0, "laptop": 1}


def test_an_older_file_that_was_emptied_is_healed(
    two: list[Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "FULL_BYTES", 300)
    laptop, desktop = two
    for _ in range(3):
        laptop.tracker.tick([("comment", 1)])
        laptop.sync()
    (laptop.own / "00001.journal").write_bytes(b"")
    laptop.tracker.machines.send()
    assert said(laptop) | said(desktop) == ids(laptop)


@pytest.mark.parametrize("placeholder", [True, False], ids=["placeholder", "dataless"])
def test_a_file_of_ours_that_a_cloud_took_is_left_alone(
    two: list[Computer], placeholder: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done meanwhile is in the next file."""
    laptop, desktop = two
    path = laptop.own / "00001.journal"
    inode = path.stat().st_ino
    if placeholder:
        path = path.rename(laptop.own / ".00001.journal.icloud")
    else:
        # As macOS tells it, by a flag that Linux has not.
        for module in (folder, writing):
            monkeypatch.setattr(module, "is_dataless", lambda seen: seen.st_ino == inode)
    before = path.read_bytes()
    laptop.tracker.tick([("search", 1)])
    standing = laptop.sync()
    assert (standing.sent, [one.waiting for one in standing.machines]) == (1, [1, 0])
    assert path.read_bytes() == before
    assert len(lines(laptop.own / "00002.journal")) == 2
    assert laptop.sync().sent == 0
    if placeholder:
        path.rename(laptop.own / "00001.journal")
    monkeypatch.undo()
    exchange(laptop, desktop)
    assert desktop.dump() == laptop.dump()
    assert laptop.sync().sent == 0


def test_a_file_that_took_the_place_of_the_one_written_is_noticed(
    two: list[Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an engine renames its own version over it in that very moment."""
    laptop, _ = two
    laptop.tracker.tick([("search", 1)])
    path = laptop.own / "00001.journal"
    old, fsync = path.read_bytes(), os.fsync

    def replaced(descriptor: int) -> None:
        fsync(descriptor)
        monkeypatch.setattr(os, "fsync", fsync)
        path.unlink()
        path.write_bytes(old)

    monkeypatch.setattr(os, "fsync", replaced)
    with pytest.raises(RefusedError, match="another file took its place"):
        laptop.tracker.machines.send()
    assert laptop.tracker.machines.status().unsent == 1
    assert laptop.sync().sent == 1


def test_a_disk_that_is_full_costs_nothing(
    two: list[Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, desktop = two
    laptop.tracker.tick([("search", 1)])
    write = os.write

    def half(descriptor: int, text: bytes) -> int:
        if len(text) < 40:
            raise OSError(28, "No space left on device")
        return write(descriptor, text[: len(text) // 2])

    with monkeypatch.context() as full:
        full.setattr(os, "write", half)
        with pytest.raises(RefusedError, match=r"No space left|no space left|disk is full"):
            laptop.tracker.machines.send()
    exchange(laptop, desktop)
    assert desktop.dump() == laptop.dump()


def test_again_writes_what_the_folder_has_lost_of_a_machine_that_is_gone(
    two: list[Computer],
) -> None:
    laptop, desktop = two
    lost = said(desktop)
    shutil.rmtree(laptop.folder / desktop.device)
    assert laptop.sync().sent == 0
    assert laptop.tracker.machines.sync(again=True).sent == len(lost)
    assert said(laptop) == ids(laptop)
    assert laptop.tracker.machines.sync(again=True).sent == 0


# -- identity --------------------------------------------------------------------------------


def test_a_file_that_was_rolled_back_gets_another_id(two: list[Computer], tmp_path: Path) -> None:
    """As where a disk is set back to an earlier day, its inode too."""
    laptop, desktop = two
    path = laptop.home / "log.db"
    laptop.close()
    earlier = path.read_bytes()
    laptop.reopen()
    laptop.tracker.tick([("search", 1)])
    exchange(laptop, desktop)
    before, files = laptop.device, sorted(laptop.own.iterdir())
    laptop.close()
    path.write_bytes(earlier)
    laptop.reopen()
    laptop.tracker.tick([("group", 1)])
    exchange(laptop, desktop)
    assert laptop.device != before
    assert json.loads(str(rows(path, "SELECT value FROM meta WHERE name = 'was'")[0][0])) == [
        before
    ]
    assert sorted((laptop.folder / before).iterdir()) == files
    assert desktop.dump() == laptop.dump()
    assert ("search", 1, None) in counted(laptop.tracker)
    # For the others it is the machine that it was.
    standing = desktop.sync()
    names = [(one.name, one.operations) for one in standing.machines]
    assert names == [("desktop", 2), ("laptop", 4)]
    assert {standing.names[device] for device in (before, laptop.device)} == {"laptop"}


def test_two_clones_of_a_database_part(two: list[Computer], tmp_path: Path) -> None:
    """Each finds what the other wrote in a conflict copy that the engine has kept."""
    laptop, _ = two
    before = laptop.device
    with (laptop.own / "00001.journal").open("rb") as file:
        text = file.read()
    stranger = tmp_path / "clone"
    with computers(stranger, "clone") as (clone,):
        clone.tracker.tick([("group", 1)])
        clone.sync()
        other = (clone.own / "00001.journal").read_bytes()
    copy = laptop.own / "00001.sync-conflict-20261129-155330-IRMFKIB.journal"
    copy.write_bytes(text + other.splitlines(keepends=True)[-1])
    standing = laptop.sync()
    assert laptop.device != before
    assert standing.taken == 1
    assert laptop.sync().taken == 0
    assert ("group", 1, None) in counted(laptop.tracker)
    assert sum(one.copies for one in laptop.sync().machines) == 1


def test_a_copy_of_a_database_takes_no_part_until_it_is_told_to(
    two: list[Computer], tmp_path: Path
) -> None:
    laptop, desktop = two
    laptop.tracker.store.settle()
    laptop.close()
    home = tmp_path / "copy"
    home.mkdir()
    shutil.copy(laptop.home / "log.db", home / "log.db")
    shutil.copytree(laptop.folder, home / laptop.folder.name)
    copy = Computer(home)
    before = copy.device
    copy.tracker.tick([("group", 1)])
    with pytest.raises(RefusedError, match="is a copy"):
        copy.sync()
    assert not copy.tracker.machines.status().on
    copy.join()
    assert copy.device != before
    assert said(copy) < ids(copy)
    laptop.reopen()
    carry(copy, laptop, desktop)
    for one in (laptop, desktop):
        one.sync()
    assert copy.dump() == laptop.dump() == desktop.dump()
    copy.close()


def test_turned_on_again_where_it_was_it_keeps_its_id(two: list[Computer]) -> None:
    laptop, _ = two
    before = laptop.device
    laptop.tracker.machines.join(laptop.home, "notebook")
    assert (laptop.device, laptop.sync().name) == (before, "notebook")
    laptop.tracker.machines.off()
    laptop.join()
    assert laptop.device != before


# -- the folder ------------------------------------------------------------------------------


def test_where_the_folder_is_gone_nothing_is_made(two: list[Computer]) -> None:
    laptop, desktop = two
    laptop.folder.rename(laptop.home / "elsewhere")
    laptop.tracker.tick([("search", 1)])
    with pytest.raises(RefusedError, match="isn't there"):
        laptop.sync()
    standing = laptop.tracker.machines.status()
    assert (standing.on, standing.unsent, len(standing.problems)) == (True, 1, 1)
    assert not laptop.folder.exists()
    (laptop.home / "elsewhere").rename(laptop.folder)
    exchange(laptop, desktop)
    assert desktop.dump() == laptop.dump()
    shutil.rmtree(laptop.folder)
    laptop.join()
    assert said(laptop) == ids(laptop)


@pytest.mark.posix
@pytest.mark.parametrize("what", ["link", "file"])
def test_nothing_is_written_where_something_else_has_the_place_of_its_directory(
    two: list[Computer], what: str, tmp_path: Path
) -> None:
    laptop, _ = two
    own = laptop.own
    shutil.rmtree(own)
    outside = tmp_path / "outside"
    outside.mkdir()
    if what == "link":
        own.symlink_to(outside)
    else:
        own.write_text("")
    laptop.tracker.tick([("search", 1)])
    with pytest.raises(RefusedError, match="can't use"):
        laptop.sync()
    assert list(outside.iterdir()) == []
    assert counted(laptop.tracker)[-1] == ("search", 1, None)


@pytest.mark.posix
@pytest.mark.parametrize("kind", ["link", "fifo"])
def test_a_file_of_ours_that_is_none_is_not_opened(
    two: list[Computer], kind: str, tmp_path: Path
) -> None:
    laptop, _ = two
    path = laptop.own / "00001.journal"
    path.unlink()
    target = tmp_path / "target"
    target.write_text("mine")
    if kind == "link":
        path.symlink_to(target)
    else:
        os.mkfifo(path)
    laptop.tracker.tick([("search", 1)])
    with pytest.raises(RefusedError, match="can't use"):
        laptop.sync()
    assert target.read_text() == "mine"


# -- joining ---------------------------------------------------------------------------------


def test_a_log_with_nothing_in_common_is_refused(tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", "desktop", joined=False) as (laptop, desktop):
        laptop.tracker.tick([("comment", 1)])
        desktop.tracker.tick([("share", 1)])
        laptop.join()
        carry(laptop, desktop)
        shutil.copy(laptop.folder / "README.txt", desktop.folder / "README.txt")
        before = desktop.dump()
        with pytest.raises(RefusedError, match="nothing in common"):
            desktop.join(merge=False)
        compared = desktop.tracker.machines.join(desktop.home, "d", dry=True).compared
        assert (compared.theirs, compared.ours, compared.common) == (1, 1, 0)
        assert (desktop.dump(), desktop.tracker.machines.status().on) == (before, False)
        desktop.join(merge=True)
        exchange(laptop, desktop)
        assert desktop.dump() == laptop.dump()
        backups = [found.backup.name for found in desktop.tracker.backups.listed()]
        assert [name.partition("Z-")[2] for name in backups] == ["before-sync.db"]


def test_a_log_that_has_only_been_welcomed_joins(tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", "desktop", joined=False) as (laptop, desktop):
        laptop.tracker.tick([("comment", 1)])
        desktop.tracker.routine.set_profile(connections=500)
        laptop.join()
        carry(laptop, desktop)
        shutil.copy(laptop.folder / "README.txt", desktop.folder / "README.txt")
        desktop.join(merge=False)
        assert counted(desktop.tracker) == counted(laptop.tracker)


def test_logs_that_were_exchanged_by_export_join(tmp_path: Path) -> None:
    """What both had is in both files, and brought by no import where one says so."""
    with computers(tmp_path, "laptop", "desktop", joined=False) as (laptop, desktop):
        laptop.tracker.tick([("comment", 1)])
        export = tmp_path / "export.json"
        with export.open("w") as out:
            laptop.tracker.export("json", out)
        desktop.tracker.import_log(export)
        laptop.join()
        carry(laptop, desktop)
        shutil.copy(laptop.folder / "README.txt", desktop.folder / "README.txt")
        desktop.join(merge=False)
        exchange(laptop, desktop)
        assert desktop.dump() == laptop.dump()
        desktop.tracker.undo()
        assert counted(desktop.tracker) == [("comment", 1, None)]


@pytest.mark.parametrize("notes", ["there is no", "a file"])
def test_a_folder_that_is_none_is_refused(notes: str, tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", joined=False) as (laptop,):
        given = tmp_path / "gone"
        if notes == "a file":
            given.write_text("")
        with pytest.raises(RefusedError, match="no folder"):
            laptop.tracker.machines.join(given, "laptop")
        assert not laptop.tracker.machines.status().on


# -- restoring -------------------------------------------------------------------------------


def test_a_restore_turns_sync_off_and_says_what_comes_back(two: list[Computer]) -> None:
    laptop, desktop = two
    made = laptop.tracker.backups.make()
    laptop.tracker.tick([("search", 1)])
    laptop.tracker.undo()
    exchange(laptop, desktop)
    before, counts = laptop.device, counted(laptop.tracker)
    done = laptop.tracker.backups.restore(made)
    assert done.synced == 2
    laptop.tracker.tick([("group", 1)])
    with pytest.raises(RefusedError, match="a backup was restored"):
        laptop.sync()
    laptop.join()
    assert laptop.device != before
    laptop.tracker.undo()
    exchange(laptop, desktop)
    assert desktop.dump() == laptop.dump()
    assert counted(laptop.tracker) == counts


def test_a_restore_says_nothing_where_sync_was_off(tmp_path: Path) -> None:
    with computers(tmp_path, "laptop", joined=False) as (laptop,):
        laptop.tracker.tick([("comment", 1)])
        made = laptop.tracker.backups.make()
        assert laptop.tracker.backups.restore(made).synced is None
        assert laptop.tracker.today() == MONDAY
