"""The folder in which machines leave their files for each other, whoever carries it.

``DIR/ssi-tui-sync/277f54fe/00001.journal``: a directory for each machine, which alone writes in it,
and files that are numbered. All that lies there may come from anybody: only regular files are
opened, no links are followed, and there are limits to what is read.
"""

import errno
import os
import re
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ssi_tui.core.checks import reason
from ssi_tui.storage.database.switch import is_device
from ssi_tui.storage.machines.lines import MOST_BYTES

NAME = "ssi-tui-sync"
README = "README.txt"
FULL_BYTES = 256 * 1024
"""A machine begins a new file beyond this."""

MOST_MACHINES = 256
MOST_FILES = 10_000
MOST_FILE_BYTES = 256 * 1024 * 1024
MOST_RUN_BYTES = 1024 * 1024 * 1024

# What every engine calls the other version of a file that two machines have written at once
# begins with the same number and has the same ending somewhere.
_FILE = re.compile(r"(\d{5})(.*)\.journal~?")
# A file that is only named here and lies in the cloud.
_WAITING = re.compile(r"\.(\d{5}.*\.journal~?)\.icloud")
_DATALESS = 0x40000000
# A line that ends in \r\n and is as long as it may be.
_LONGEST = MOST_BYTES + 2
# How much before the place that was read to tells that a file is still the same.
TAIL = 512
_SAFELY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a file has been read, and what of it could not be understood.

    ``tail`` is the CRC-32 of the last bytes that were read, ``level`` that of the program which
    counted the lines that are ``newer``.
    """

    size: int = 0
    mtime_ns: int = 0
    read_to: int = 0
    tail: int = 0
    damaged: int = 0
    newer: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class MachineFile:
    """A file of a machine that has something to read."""

    device: str
    name: str
    path: Path
    cursor: Cursor


@dataclass(slots=True)
class Look:
    """What a look into the folder finds: files with something to read, and what is amiss.

    ``copies`` are the other versions that engines keep of files which two have written, ``waiting``
    the files that lie in a cloud alone, both by machine; ``problems`` are sentences.
    """

    files: list[MachineFile] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    copies: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def folder_in(given: Path) -> Path:
    """Return the folder of machine files in one that the user names, or that one if it is it."""
    return given if given.name == NAME else given / NAME


def is_there(folder: Path) -> bool:
    """Tell whether the folder is mounted and ours: whether its ``README.txt`` is there."""
    try:
        return stat.S_ISREG((folder / README).lstat().st_mode)
    except OSError:
        return False


def waiting_for(name: str) -> str:
    """Return the name of the file that lies in a cloud alone where a placeholder is, "" if none."""
    found = _WAITING.fullmatch(name)
    return found[1] if found else ""


def is_dataless(seen: os.stat_result) -> bool:
    """Tell whether a file is here by its name alone: to open it is to wait for the cloud."""
    return bool(getattr(seen, "st_flags", 0) & _DATALESS)


def look(folder: Path, cursors: Mapping[tuple[str, str], Cursor], level: int) -> Look:
    """Look which files have something to read, by where each was read to.

    Of a machine's files only the last can have grown, so that of those which were read to their
    end only that one is looked at. Raises ``OSError`` if the folder itself cannot be read.
    """
    found = Look()
    with os.scandir(folder) as entries:
        found.devices = sorted(
            entry.name
            for entry in entries
            if is_device(entry.name) and entry.is_dir(follow_symlinks=False)
        )
    if len(found.devices) > MOST_MACHINES:
        found.problems.append(f"{folder} has more than {MOST_MACHINES} machines; see the guide")
        del found.devices[MOST_MACHINES:]
    left = MOST_FILES
    for device in found.devices:
        try:
            names = sorted(path.name for path in (folder / device).iterdir())
            _look_at(found, folder / device, names[:left], cursors, level)
        except OSError as error:
            found.problems.append(f"can't read {folder / device} ({reason(error)})")
            continue
        if len(names) > left:
            found.problems.append(f"{folder} has more than {MOST_FILES} files; see the guide")
        left = max(0, left - len(names))
    return found


def _look_at(
    found: Look,
    directory: Path,
    names: list[str],
    cursors: Mapping[tuple[str, str], Cursor],
    level: int,
) -> None:
    device = directory.name
    ours = [(name, match) for name in names if (match := _FILE.fullmatch(name))]
    last = max((match[1] for _name, match in ours), default="")
    waiting = sum(1 for name in names if waiting_for(name))
    for name, match in ours:
        odd = match[2] != "" or name.endswith("~")
        if odd:
            found.copies[device] = found.copies.get(device, 0) + 1
        cursor = cursors.get((device, name), Cursor())
        behind = cursor.newer > 0 and cursor.level < level
        whole = cursor.read_to > 0 and cursor.read_to == cursor.size
        if whole and not (behind or odd or match[1] == last):
            continue
        seen = (directory / name).lstat()
        if is_dataless(seen):
            waiting += 1
        elif not stat.S_ISREG(seen.st_mode):
            found.problems.append(f"{directory / name} is not a regular file and was not opened")
        elif seen.st_size > MOST_FILE_BYTES:
            found.problems.append(f"{directory / name} is too large and was not opened")
        elif behind or (seen.st_size, seen.st_mtime_ns) != (cursor.size, cursor.mtime_ns):
            # What is damaged may have been half carried: all of it is read again.
            again = behind or cursor.damaged > 0
            found.files.append(
                MachineFile(device, name, directory / name, Cursor() if again else cursor)
            )
    if waiting:
        found.waiting[device] = waiting


class Reader:
    """Reads the whole lines of a machine's file from where it was read to.

    Whoever understands the lines counts in ``damaged`` and ``newer`` those that it does not. A line
    that has not ended yet is left for the next time.
    """

    def __init__(self, file: MachineFile, level: int) -> None:
        self.file = file
        self.damaged = file.cursor.damaged
        self.newer = file.cursor.newer
        self._level = level
        self._status = (0, 0)
        self._ended = False
        self._read_to = file.cursor.read_to
        self._before = b""

    @property
    def is_open(self) -> bool:
        """Tell whether the file was opened."""
        return self._status != (0, 0)

    @property
    def cursor(self) -> Cursor:
        """How far the file has been read."""
        tail = zlib.crc32(self._before)
        # It may have grown since it was opened.
        size = max(self._status[0], self._read_to)
        # Where it was not read to its end, it is looked at again, whatever has become of it.
        changed = self._status[1] if self._ended else 0
        return Cursor(size, changed, self._read_to, tail, self.damaged, self.newer, self._level)

    def lines(self) -> Iterator[bytes]:
        """Yield each whole line without its end; raises ``OSError``.

        A line that is longer than any may be is yielded as an empty one, which is damaged too.
        """
        with os.fdopen(os.open(self.file.path, _SAFELY), "rb") as source:
            status = os.fstat(source.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_FILE_BYTES:
                raise OSError(errno.EINVAL, "not a regular file", str(self.file.path))
            self._status = (status.st_size, status.st_mtime_ns)
            self._ended = False
            self._resume(source, status.st_size)
            while line := source.readline(_LONGEST):
                length, before = len(line), (self._before + line)[-TAIL:]
                overlong = False
                while not line.endswith(b"\n") and (line := source.readline(_LONGEST)):
                    length, before = length + len(line), (before + line)[-TAIL:]
                    overlong = True
                if not line:
                    break
                self._read_to, self._before = self._read_to + length, before
                yield b"" if overlong else line[:-1]
            self._ended = True

    def _resume(self, source: BinaryIO, size: int) -> None:
        """Go to where the file was read to, or to its beginning if it is another one now."""
        start = max(0, self._read_to - TAIL)
        if self._read_to <= size:
            source.seek(start)
            self._before = source.read(self._read_to - start)
        if self._read_to > size or zlib.crc32(self._before) != self.file.cursor.tail:
            self._read_to = self.damaged = self.newer = 0
            self._before = b""
        source.seek(self._read_to)
