"""Writing the machine files of this machine: what is in none yet is appended to the last one.

Engines may take back a file that they have carried, or lose it. So a file is only written on if it
is as it was left; otherwise all files of this machine are read first, like those of others, and
what they no longer hold is written again.
"""

import errno
import json
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ssi_tui.storage.database.files import make_private_directory
from ssi_tui.storage.log.store import Store
from ssi_tui.storage.machines.cursors import cursors, keep_cursor
from ssi_tui.storage.machines.facts import facts_of, said
from ssi_tui.storage.machines.folder import (
    FULL_BYTES,
    TAIL,
    Cursor,
    is_dataless,
    waiting_for,
)
from ssi_tui.storage.machines.lines import LEVEL, Fact, Head, fact_lines, head_line
from ssi_tui.storage.safety.backup import settle

AT_ONCE = 500
"""So many operations are written at once at most."""

_SAFELY = os.O_RDWR | os.O_APPEND
_SAFELY |= sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))


def is_as_left(directory: Path, kept: Mapping[str, Cursor]) -> bool:
    """Tell whether the files of this machine are those that it has written, by their cursors.

    One that lies in a cloud alone is taken to be as it was. Raises ``OSError`` if they cannot be
    looked at.
    """
    try:
        names = [path.name for path in directory.iterdir()]
    except FileNotFoundError:
        names = []
    here, away = set(filter(is_ours, names)), set(filter(is_ours, map(waiting_for, names)))
    if here | away != set(kept):
        return False
    for name in here:
        found = (directory / name).lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != kept[name].size:
            return False
        if is_dataless(found):
            away.add(name)
    last = max(kept, default="")
    return not last or last in away or _is_tail(directory / last, kept[last])


def is_ours(name: str) -> bool:
    """Tell whether a file has a name that this machine gives to its files."""
    return len(name) == 13 and name[:5].isdigit() and name.endswith(".journal")


def _is_tail(path: Path, cursor: Cursor) -> bool:
    """Tell whether a file ends as it was left."""
    descriptor = os.open(path, _SAFELY)
    try:
        return cursor.read_to == cursor.size and cursor.tail == _tail(descriptor, cursor.size)
    finally:
        os.close(descriptor)


def _tail(descriptor: int, size: int) -> int:
    start = max(0, size - TAIL)
    return zlib.crc32(_read(descriptor, start, size - start))


def _read(descriptor: int, start: int, size: int) -> bytes:
    os.lseek(descriptor, start, os.SEEK_SET)
    return os.read(descriptor, size)


def write_unsent(store: Store, directory: Path, head: Head, *, notes: bool) -> int:
    """Write the operations that no machine file holds, and return their number.

    An operation is marked as carried once it is on the disk, so that one is written twice rather
    than not. Raises ``OSError``.
    """
    number = 0
    while batch := _unsent(store):
        with store.snapshot() as connection:
            facts = facts_of(connection, batch, notes=notes)
        for part in _parts(facts):
            _write(store, directory, head, part, notes=notes)
            number += len(part)
    return number


def _unsent(store: Store) -> list[str]:
    rows = store.connection.execute(
        f"SELECT id FROM operations WHERE carried = 0 ORDER BY seq LIMIT {AT_ONCE}"
    )
    return [identity for (identity,) in rows]


def _parts(facts: Mapping[str, Fact]) -> Iterator[dict[str, tuple[Fact, bytes]]]:
    """Yield facts with their lines, at most about as much at once as a file may have."""
    part: dict[str, tuple[Fact, bytes]] = {}
    size = 0
    for identity, fact in facts.items():
        text = b"".join(fact_lines(fact))
        if part and size + len(text) > FULL_BYTES:
            yield part
            part, size = {}, 0
        part[identity] = (fact, text)
        size += len(text)
    if part:
        yield part


def _write(
    store: Store,
    directory: Path,
    head: Head,
    part: Mapping[str, tuple[Fact, bytes]],
    *,
    notes: bool,
) -> None:
    """Append the lines of operations to a file, and mark what the file holds."""
    make_private_directory(directory)
    if not stat.S_ISDIR(directory.lstat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(directory))
    name = _next_name(directory)
    before = kept_of(store, directory.name).get(name, Cursor())
    texts = [text for _, text in part.values()]
    cursor = _append(directory / name, head_line(head), texts, before)
    with store.transaction() as connection:
        keep_cursor(connection, directory.name, name, cursor)
        # Another process may have added to an operation meanwhile: that is not written yet.
        now = facts_of(connection, part, notes=notes)
        held = [
            one for one, (fact, _) in part.items() if one in now and said(now[one]) <= said(fact)
        ]
        connection.execute(
            "UPDATE operations SET carried = 1 WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(held),),
        )


def _next_name(directory: Path) -> str:
    """Return the name of the file to be written on: the last one, or a new one if it is full.

    So it is where the last one lies in a cloud alone.
    """
    names = (waiting_for(path.name) or path.name for path in directory.iterdir())
    last = max(filter(is_ours, names), default="00000.journal")
    try:
        found = (directory / last).lstat()
        new = found.st_size >= FULL_BYTES or is_dataless(found)
    except FileNotFoundError:
        new = True
    return f"{int(last[:5]) + new:05}.journal"


def _append(path: Path, head: bytes, lines: Iterable[bytes], kept: Cursor) -> Cursor:
    """Append lines to a file, on the disk before it returns how far the file can be read.

    ``kept`` is how far it could be read before.
    """
    descriptor = os.open(path, _SAFELY | os.O_CREAT, 0o600)
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        start = b"" if before.st_size else head
        if before.st_size and _read(descriptor, before.st_size - 1, 1) != b"\n":
            # Half a line: it becomes a damaged one, and what it said follows.
            start = b"\n"
        text = memoryview(b"".join((start, *lines)))
        while text:
            text = text[os.write(descriptor, text) :]
        os.fsync(descriptor)
        after = os.fstat(descriptor)
        if not before.st_size:
            settle(path.parent)
        named = path.lstat()
        if (named.st_dev, named.st_ino) != (after.st_dev, after.st_ino):
            raise OSError(errno.ESTALE, "another file took its place", str(path))
        tail = _tail(descriptor, after.st_size)
        damaged = kept.damaged + (start == b"\n")
        return Cursor(
            after.st_size, after.st_mtime_ns, after.st_size, tail, damaged, kept.newer, LEVEL
        )
    finally:
        os.close(descriptor)


def kept_of(store: Store, device: str) -> dict[str, Cursor]:
    """Return how the files of this machine were left, by name."""
    found = cursors(store.connection)
    return {file: cursor for (of, file), cursor in found.items() if of == device and is_ours(file)}
