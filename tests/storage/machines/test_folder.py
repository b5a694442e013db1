"""The folder of machine files is looked at quickly, read on, and never trusted."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from ssi_tui.storage.machines import folder as folders
from ssi_tui.storage.machines.folder import Cursor, Look, Reader, look

LEVEL = 1
MINE, THEIRS = "277f54fe", "5e0c11aa"


class Folder:
    """A folder of machine files, and how far this machine has read them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cursors: dict[tuple[str, str], Cursor] = {}

    def write(self, name: str, text: bytes, device: str = THEIRS) -> Path:
        """Write a file of a machine anew."""
        path = self.path / device / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        return path

    def add(self, name: str, text: bytes) -> None:
        """Append to a file, as its machine does."""
        with (self.path / THEIRS / name).open("ab") as file:
            file.write(text)

    def look(self, level: int = LEVEL) -> Look:
        """Look into it."""
        return look(self.path, self.cursors, level)

    def read(self, level: int = LEVEL, damaged: bytes = b"t?o") -> list[bytes]:
        """Read what is new; ``damaged`` are lines that are not understood."""
        found = []
        for file in self.look(level).files:
            reader = Reader(file, level)
            for line in reader.lines():
                reader.damaged += line == damaged
                found.append(line)
            self.cursors[file.device, file.name] = reader.cursor
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a folder in which another machine has written two lines."""
    made = Folder(tmp_path / folders.NAME)
    made.write("00001.journal", b"one\ntwo\n")
    return made


def test_what_is_appended_is_read_once(folder: Folder) -> None:
    assert folder.read() == [b"one", b"two"]
    assert folder.look().files == []
    folder.add("00001.journal", b"three\n")
    assert folder.read() == [b"three"]
    assert folder.read() == []


def test_a_file_that_was_not_read_to_its_end_is_read_on(folder: Folder) -> None:
    """As where the process was killed between two transactions."""
    folder.write("00002.journal", b"three\n")
    (file, _) = folder.look().files
    reader = Reader(file, LEVEL)
    assert next(reader.lines()) == b"one"
    folder.cursors[THEIRS, "00001.journal"] = reader.cursor
    assert folder.read() == [b"two", b"three"]
    assert folder.look().files == []


def test_a_line_that_has_not_ended_waits(folder: Folder) -> None:
    folder.add("00001.journal", b"thr")
    assert folder.read() == [b"one", b"two"]
    assert folder.read() == []
    folder.add("00001.journal", b"ee\nfour")
    assert folder.read() == [b"three"]


@pytest.mark.parametrize(
    "text",
    [b"one\nTWO\nthree\n", b"another\n", b"one\n", b"1\n2\n3\n4\n5\n"],
    ids=["changed", "shorter", "cut", "other"],
)
def test_a_file_that_is_another_one_now_is_read_anew(folder: Folder, text: bytes) -> None:
    """As where an engine has put an older or another version in its place."""
    folder.read()
    folder.write("00001.journal", text)
    assert folder.read() == text.splitlines()


def test_a_file_with_damage_is_read_anew_when_it_changes(folder: Folder) -> None:
    """However far before its end the damage is."""
    long = b"x" * folders.TAIL
    folder.write("00001.journal", b"t?o\n" + long + b"\n")
    assert folder.read() == [b"t?o", long]
    assert folder.cursors[THEIRS, "00001.journal"].damaged == 1
    assert folder.read() == []
    folder.write("00001.journal", b"two\n" + long + b"\nthree\n")
    assert folder.read() == [b"two", long, b"three"]
    assert folder.cursors[THEIRS, "00001.journal"].damaged == 0


def test_a_program_that_understands_more_reads_what_was_newer_again(folder: Folder) -> None:
    folder.read()
    cursor = folder.cursors[THEIRS, "00001.journal"]
    folder.cursors[THEIRS, "00001.journal"] = Cursor(
        cursor.size, cursor.mtime_ns, cursor.read_to, cursor.tail, newer=1, level=LEVEL
    )
    assert folder.read() == []
    assert folder.read(LEVEL + 1) == [b"one", b"two"]


def test_full_files_are_not_looked_at_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their names are enough, however many there are."""
    for number in range(2, 30):
        folder.write(f"{number:05}.journal", b"line\n")
    assert len(folder.read()) == 30
    looked = []
    lstat = Path.lstat

    def counted(path: Path) -> os.stat_result:
        looked.append(path.name)
        return lstat(path)

    monkeypatch.setattr(Path, "lstat", counted)
    assert folder.read() == []
    assert looked == ["00029.journal"]


@pytest.mark.parametrize(
    "name",
    [
        "00001.sync-conflict-20261129-155330-IRMFKIB.journal",
        "00001 (laptop's conflicted copy 2026-11-29).journal",
        "00001 2.journal",
        "00001.journal~",
    ],
)
def test_the_copies_that_engines_keep_are_more_lines(folder: Folder, name: str) -> None:
    folder.write(name, b"lost\n")
    assert sorted(folder.read()) == [b"lost", b"one", b"two"]
    assert folder.read() == []
    assert folder.look().copies == {THEIRS: 1}


@pytest.mark.parametrize(
    "name",
    [
        ".00001.journal.swp",
        ".syncthing.00001.journal.tmp",
        "~syncthing~00001.journal.tmp",
        "00001.journal.tmp",
        "1.journal",
        "notes.txt",
        "00002.journal.txt",
    ],
)
def test_other_names_are_not_ours(folder: Folder, name: str) -> None:
    folder.write(name, b"other\n")
    folder.write("00001.journal", b"other\n", "277F54FE")
    folder.write("00001.journal", b"other\n", "laptop")
    assert folder.read() == [b"one", b"two"]


def test_a_file_that_lies_in_a_cloud_alone_waits(folder: Folder) -> None:
    folder.write(".00002.journal.icloud", b"placeholder\n")
    assert folder.read() == [b"one", b"two"]
    assert folder.look().waiting == {THEIRS: 1}


@pytest.mark.posix
def test_nothing_but_regular_files_is_opened(folder: Folder, tmp_path: Path) -> None:
    """A link may lead anywhere, and to open a FIFO is to wait for ever."""
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret\n")
    (folder.path / THEIRS / "00002.journal").symlink_to(secret)
    os.mkfifo(folder.path / THEIRS / "00003.journal")
    (folder.path / THEIRS / "00004.journal").mkdir()
    elsewhere = tmp_path / MINE
    elsewhere.mkdir()
    (elsewhere / "00001.journal").write_bytes(b"elsewhere\n")
    (folder.path / MINE).symlink_to(elsewhere)
    assert folder.read() == [b"one", b"two"]
    problems = folder.look().problems
    assert [problem.split(" is not")[0][-13:] for problem in problems] == [
        "00002.journal",
        "00003.journal",
        "00004.journal",
    ]


@pytest.mark.posix
def test_a_file_that_becomes_a_link_between_look_and_opening_is_refused(
    folder: Folder, tmp_path: Path
) -> None:
    (file,) = folder.look().files
    file.path.rename(tmp_path / "moved")
    file.path.symlink_to(tmp_path / "moved")
    with pytest.raises(OSError, match="links"):
        list(Reader(file, LEVEL).lines())


@pytest.mark.parametrize(
    ("limit", "most", "read"),
    [
        ("MOST_MACHINES", 0, []),
        ("MOST_FILES", 0, []),
        ("MOST_FILE_BYTES", 7, []),
        ("MOST_MACHINES", 1, [b"one", b"two"]),
        ("MOST_FILES", 1, [b"one", b"two"]),
        ("MOST_FILE_BYTES", 8, [b"one", b"two"]),
    ],
)
def test_there_are_limits_to_what_is_read(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, read: list[bytes]
) -> None:
    monkeypatch.setattr(folders, limit, most)
    assert folder.read() == read
    assert (folder.look().problems == []) is (read != [])


def test_a_line_without_an_end_is_not_kept_in_memory(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_LONGEST", 6)
    folder.add("00001.journal", b"a line that is too long\nnext\n")
    assert folder.read() == [b"one", b"two", b"", b"next"]
    folder.add("00001.journal", b"also too long")
    assert folder.read() == []
    folder.add("00001.journal", b" by far\nlast\n")
    assert folder.read() == [b"", b"last"]


@pytest.mark.parametrize(
    ("made", "there"), [({folders.README: "words"}, True), ({}, False), ({"other": ""}, False)]
)
def test_a_folder_is_there_where_its_readme_is(
    tmp_path: Path, made: Mapping[str, str], there: bool
) -> None:
    for name, text in made.items():
        (tmp_path / name).write_text(text)
    assert folders.is_there(tmp_path) is there
    assert not folders.is_there(tmp_path / "unmounted")
