"""Finds the tables of an export in a zip, a folder or a single CSV; nothing is ever unpacked."""

import csv
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.text.words import printable
from ssi_tui.linkedin.analytics.workbook import is_named_workbook
from ssi_tui.linkedin.files.lines import AGAIN, line_chunks
from ssi_tui.linkedin.files.names import (
    ArchiveKind,
    Table,
    is_of_an_export,
    kind_of,
    stem_of,
    table_of,
)
from ssi_tui.linkedin.files.quoting import FIELD_MAX
from ssi_tui.linkedin.files.tables import table_of_header

# The most bytes read from one file, from all files, and from the list of files in a zip. The
# largest messages.csv seen so far has some tens of megabytes.
MEMBER_MAX = 1 << 28
TOTAL_MAX = 1 << 29
DIRECTORY_MAX = 1 << 23
# Text shrinks to a fifth or a tenth; only a zip bomb shrinks by more than this.
RATIO_MAX = 200
_RATIO_FROM = 1 << 20
ARTICLE_MAX = 1 << 18
_ARTICLES_MAX = 5000
_FOLDER_DEPTH = 4
_FOLDER_FILES_MAX = 20_000
# Zips that are named where no table is found.
_SHOWN = 3

_ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_DIRECTORY_END = b"PK\x05\x06"
_DIRECTORY_END_64 = b"PK\x06\x06"
# A name may hold the number of the member.
_MEMBER_ID = re.compile("[0-9]{6,}")

# What zipfile and zlib raise when bytes are not what they should be.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive that holds a table; ``opener`` opens it."""

    table: Table
    size: int
    opener: Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Archive:
    """The tables of an export; ``whole`` is false if only a single table was given."""

    kind: ArchiveKind
    members: Mapping[Table, Sequence[Member]]
    whole: bool = True

    @property
    def size(self) -> int:
        """The size of all tables in bytes."""
        return sum(member.size for members in self.members.values() for member in members)


class _Bytes:
    """A file that is read up to a limit; damage raises ``RefusedError`` with one sentence."""

    def __init__(self, file: IO[bytes], limit: int) -> None:
        self._file = file
        self._left = limit

    def read(self, size: int) -> bytes:
        try:
            data = self._file.read(size)
        except _DAMAGES as error:
            raise RefusedError(f"the archive is incomplete or damaged; {AGAIN}") from error
        self._left -= len(data)
        if self._left < 0:
            raise RefusedError(f"a table is larger than in any export; {AGAIN}")
        return data


@contextmanager
def open_lines(
    member: Member, progress: Callable[[int], None] | None = None
) -> Iterator[Iterator[list[str]]]:
    """Open a table as lists of lines; ``progress`` is called with the number of bytes just read."""
    with opened(member) as read:

        def counted(size: int) -> bytes:
            data = read(size)
            if progress is not None:
                progress(len(data))
            return data

        yield line_chunks(counted)


@contextmanager
def opened(member: Member) -> Iterator[Callable[[int], bytes]]:
    """Open a file of the archive and give the function that reads it; raises ``RefusedError``."""
    try:
        file = member.opener()
    except _DAMAGES as error:
        raise RefusedError(f"the archive is incomplete or damaged; {AGAIN}") from error
    with file:
        yield _Bytes(file, MEMBER_MAX).read


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an export: a zip, a folder, or one of its CSV files.

    Raises ``RefusedError`` with one sentence if it is not an export or not safe to read. Names
    inside a zip are only compared, never used as paths; links in folders are not followed.
    """
    mode, head = _look_at(path)
    limit = csv.field_size_limit(FIELD_MAX)
    try:
        if stat.S_ISDIR(mode):
            yield _folder(path)
        elif head.startswith(_ZIP_HEADS):
            with _zip_file(path) as file:
                yield _zip(file)
        else:
            yield _single(path)
    finally:
        csv.field_size_limit(limit)


def _look_at(path: Path) -> tuple[int, bytes]:
    """Return the mode of the file or folder at a path, and the first bytes of a file."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return mode, b""
        if not stat.S_ISREG(mode):
            raise RefusedError("not a file; choose the zip from LinkedIn, or its folder")
        with path.open("rb") as file:
            return mode, file.read(4)
    except (OSError, ValueError) as error:
        if isinstance(error, RefusedError):
            raise
        # The name of the file may hold the member's id.
        shown = printable(_MEMBER_ID.sub("…", str(path)))
        if isinstance(error, FileNotFoundError):
            raise RefusedError(f"no such file: {shown}") from error
        why = f"can't read {shown} ({reason(error)}); check the path"
        raise RefusedError(why) from error


def _found(
    files: Sequence[tuple[str, Member]],
    names: Sequence[str],
    zips: Sequence[tuple[object, str]] = (),
    before: str = "",
) -> Archive:
    """Return the archive of the tables found; ``names`` are those of all files around them.

    ``zips`` are the zips among these, oldest first; ``before`` says what to do to get at one.
    """
    stems = frozenset(stem_of(name) or "" for name in names)
    if not any(is_of_an_export(stem) for stem in stems) and not files:
        paths = [name for _, name in reversed(zips)]
        likely = [path for path in paths if "linkedin" in path.casefold()] or paths
        if likely:
            shown = ", ".join(printable(_MEMBER_ID.sub("…", path)) for path in likely[:_SHOWN])
            more = f" and {len(likely) - _SHOWN:,} more" if len(likely) > _SHOWN else ""
            which = "that zip" if len(likely) == 1 else "one of them (the newest is first)"
            raise RefusedError(
                f"no table of a LinkedIn export here, but {shown}{more}; {before}choose {which}"
            )
        raise RefusedError(
            "this isn't a LinkedIn export; choose the zip from \"Get a copy of your "
            'data", its folder, or one of its CSV files'
        )
    members: dict[Table, list[Member]] = {}
    for _, member in sorted(files, key=lambda pair: pair[0]):
        members.setdefault(member.table, []).append(member)
    archive = Archive(kind_of(stems), members)
    if archive.size > TOTAL_MAX or any(member.size > MEMBER_MAX for _, member in files):
        raise RefusedError(f"the tables are larger than in any export; {AGAIN}")
    return archive


def _is_hidden(parts: Sequence[str]) -> bool:
    """Tell whether a file is one that a Mac adds by itself, or Excel while it has one open."""
    return "__MACOSX" in parts or parts[-1].startswith((".", "~$"))


def _is_zip(parts: Sequence[str]) -> bool:
    return parts[-1].casefold().endswith(".zip")


def _table(parts: Sequence[str]) -> Table | None:
    """Return the table that a file holds, by the parts of its path."""
    stem = stem_of(parts[-1])
    if stem is not None:
        return table_of(stem)
    is_article = len(parts) > 1 and parts[-2].casefold() == "articles"
    return Table.ARTICLES if is_article and parts[-1].casefold().endswith(".html") else None


@contextmanager
def _zip_file(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        _check_directory(path)
        file = zipfile.ZipFile(path)
    except _DAMAGES as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(f"the zip is incomplete or damaged; {AGAIN}") from error
    with file:
        yield file


def _check_directory(path: Path) -> None:
    """Refuse a zip whose mere list of files would fill the memory."""
    with path.open("rb") as file:
        end = file.seek(0, 2)
        start = max(0, end - (1 << 16) - 22 - 76)
        file.seek(start)
        tail = file.read()
    at = tail.rfind(_DIRECTORY_END)
    if at < 0 or len(tail) < at + 16:
        raise zipfile.BadZipFile
    size = struct.unpack_from("<L", tail, at + 12)[0]
    # A large zip has a second record of it, which ends 20 bytes (a locator) before this one.
    at_64 = at - 20 - 56
    if at_64 >= 0 and tail.startswith(_DIRECTORY_END_64, at_64):
        size = max(size, struct.unpack_from("<Q", tail, at_64 + 40)[0])
    if size > DIRECTORY_MAX:
        raise RefusedError(f"the zip holds more files than any export; {AGAIN}")


def _zip(file: zipfile.ZipFile) -> Archive:
    files: list[tuple[str, Member]] = []
    names, zips = [], []
    for info in file.infolist():
        parts = info.filename.replace("\\", "/").split("/")
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        if not parts[-1] or _is_hidden(parts) or is_link:
            continue
        names.append(parts[-1])
        if _is_zip(parts):
            zips.append((info.date_time, "/".join(parts)))
        table = _table(parts)
        if table is None:
            continue
        _check_member(info)
        if table is Table.ARTICLES and len(files) > _ARTICLES_MAX:
            continue
        files.append((info.filename, Member(table, info.file_size, partial(file.open, info))))
    return _found(files, names, sorted(zips), "unpack it and ")


def _check_member(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x41:
        raise RefusedError("the zip is encrypted; unpack it and choose the folder")
    # Other methods can make gigabytes out of one small block.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError("the zip is packed in an unusual way; unpack it and choose the folder")
    if info.file_size > max(_RATIO_FROM, RATIO_MAX * info.compress_size):
        raise RefusedError(f"a table of the zip is too large when unpacked; {AGAIN}")


def _folder(root: Path) -> Archive:
    files: list[tuple[str, Member]] = []
    names, zips = [], []
    for seen, (path, parts, status) in enumerate(_walk(root, ())):
        if seen >= _FOLDER_FILES_MAX:
            raise RefusedError(
                "the folder holds more files than any export; choose the unpacked folder itself"
            )
        names.append(parts[-1])
        if _is_zip(parts):
            zips.append((status.st_mtime_ns, "/".join(parts)))
        table = _table(parts)
        if table is not None:
            files.append(("/".join(parts), Member(table, status.st_size, _file_opener(path))))
    return _found(files, names, sorted(zips))


def workbooks_in(root: Path) -> tuple[list[Path], bool]:
    """Return the workbooks in a folder, and whether a table of an export is in it, too."""
    found, tables = [], False
    for path, parts, _ in islice(_walk(root, ()), _FOLDER_FILES_MAX):
        if is_named_workbook(path):
            found.append(path)
        tables = tables or _table(parts) is not None
    return found, tables


def _walk(
    folder: Path, above: tuple[str, ...]
) -> Iterator[tuple[Path, tuple[str, ...], os.stat_result]]:
    """Yield the regular files under a folder, each with the parts of its path and its status."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        if above:
            return
        why = f"can't read the folder ({reason(error)}); check its permissions"
        raise RefusedError(why) from error
    for path in paths:
        parts = (*above, path.name)
        try:
            status = path.lstat()
        except OSError:
            continue
        if _is_hidden(parts):
            continue
        if stat.S_ISREG(status.st_mode):
            yield path, parts, status
        elif stat.S_ISDIR(status.st_mode) and len(parts) < _FOLDER_DEPTH:
            yield from _walk(path, parts)


def _file_opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _single(path: Path) -> Archive:
    """Return the archive of one CSV, known by its name or, if that was changed, by its header."""
    stem = stem_of(path.name)
    table = table_of(stem or "")
    if table is None and stem is not None and not is_of_an_export(stem):
        with opened(Member(Table.COMMENTS, 0, _file_opener(path))) as read:
            table = table_of_header(next(line_chunks(read), []))
    if table is None:
        raise RefusedError('not a LinkedIn export; choose the zip from "Get a copy of your data"')
    member = Member(table, path.stat().st_size, _file_opener(path))
    archive = _found([("", member)], ())
    return Archive(archive.kind, archive.members, whole=False)
