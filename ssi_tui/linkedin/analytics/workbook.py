"""A workbook (.xlsx) as rows of cells, read in memory and behind caps; macros are never looked at.

openpyxl reads it, with the XML parser of defusedxml. Both are loaded when a workbook is read.
"""

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from warnings import catch_warnings, simplefilter

from ssi_tui.core.checks import RefusedError, reason
from ssi_tui.core.value import dataclass
from ssi_tui.linkedin.analytics.cells import Cell

FILE_MAX = 2 << 20
PART_MAX = 4 << 20
PARTS_MAX = 16 << 20
PART_COUNT_MAX = 64
# LinkedIn's have 6 sheets and some 20,000 tags, other programs add empty cells; a small file can
# have millions of them, and each takes time.
SHEETS_MAX = 64
TAGS_MAX = 250_000
ROWS_MAX, COLUMNS_MAX = 2000, 8
# For these openpyxl takes time by the square of their length; Excel allows formats of 255 signs.
_SLOW = re.compile(rb"(?:formatCode|definedName\b)[^<]{1000}")
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xltx"})

_ZIP = b"PK\x03\x04"
# The head of the container of old workbooks, and of those with a password.
_OLE = bytes.fromhex("d0cf11e0")
_STRICT = b"http://purl.oclc.org/ooxml/"
_OFFICE = b"http://schemas.openxmlformats.org/"
_USUAL = {
    b"spreadsheetml/main": _OFFICE + b"spreadsheetml/2006/main",
    b"officeDocument/relationships": _OFFICE + b"officeDocument/2006/relationships",
}
_LARGER = "the workbook is larger than LinkedIn's can be; export it from LinkedIn again"
_DAMAGED = "the workbook is cut short or damaged; export it from LinkedIn again"
_NONE = "no workbook in this file; export your analytics from LinkedIn as .xlsx"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name, with the rows of its first columns."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def is_named_workbook(path: Path) -> bool:
    """Tell whether a file says by its name that it is a workbook."""
    return path.suffix.casefold() in SUFFIXES


def is_workbook(path: Path) -> bool:
    """Tell whether a file is named as a workbook, or is one under another name."""
    if is_named_workbook(path):
        return True
    try:
        with path.open("rb") as file:
            if file.read(len(_ZIP)) != _ZIP or file.seek(0, 2) > FILE_MAX:
                return False
            return "xl/workbook.xml" in zipfile.ZipFile(file).namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; raises ``RefusedError`` with one sentence."""
    try:
        with path.open("rb") as file:
            data = file.read(FILE_MAX + 1)
    except OSError as error:
        raise RefusedError(f"can't read {path.name} ({reason(error)}); check the path") from error
    if len(data) > FILE_MAX:
        raise RefusedError(_LARGER)
    if data.startswith(_OLE):
        raise RefusedError(
            "the workbook has a password or is an old .xls; save it as .xlsx without a password"
        )
    if not data.startswith(_ZIP):
        raise RefusedError(_NONE)
    try:
        return _read(_transitional(_parts(data)) or data)
    # Whatever a file can make zipfile, the XML parser and openpyxl raise.
    except (
        zipfile.BadZipFile,
        zlib.error,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        EOFError,
        RuntimeError,
        SyntaxError,
        ArithmeticError,
    ) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(_DAMAGED) from error


def _parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook by name; raises ``RefusedError`` if they could do harm."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        parts = file.infolist()
        if any(part.flag_bits & 0x41 for part in parts):
            raise RefusedError("the workbook has a password; save it without one")
        # Other methods can make gigabytes out of one small block.
        packed = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        if any(part.compress_type not in packed for part in parts):
            raise RefusedError(_DAMAGED)
        sizes = [part.file_size for part in parts]
        if len(sizes) > PART_COUNT_MAX or max(sizes) > PART_MAX or sum(sizes) > PARTS_MAX:
            raise RefusedError(_LARGER)
        found = {part.filename: file.read(part) for part in parts}
    # Whatever encoding has two bytes for these characters.
    plain = [text.replace(b"\0", b"") for text in found.values()]
    if not any(b"spreadsheetml" in text for text in plain):
        raise RefusedError(_NONE)
    if max(text.count(b"sheetId") for text in plain) > SHEETS_MAX:
        raise RefusedError(_LARGER)
    if sum(text.count(b"<") for text in plain) > TAGS_MAX or any(map(_SLOW.search, plain)):
        raise RefusedError(_LARGER)
    return found


def _transitional(parts: Mapping[str, bytes]) -> bytes | None:
    """Return a workbook of the strict form of the standard with the names that openpyxl knows."""
    if not any(_STRICT in text for text in parts.values()):
        return None
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            for kind, usual in _USUAL.items():
                text = text.replace(_STRICT + kind, usual)
            file.writestr(name, text)
    return out.getvalue()


def _read(data: bytes) -> tuple[Sheet, ...]:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RefusedError("workbooks can't be read safely here; install defusedxml")
    with catch_warnings():
        # LinkedIn's files have no default style.
        simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(
            BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        found = []
        for sheet in book.worksheets:
            # A wrong size in the file would hide rows.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True, max_row=ROWS_MAX, max_col=COLUMNS_MAX)
            found.append(Sheet(sheet.title, tuple(rows)))
        return tuple(found)
