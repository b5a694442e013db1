"""Turns the bytes of a table into lines: encodings, line ends, NUL, lines that never end."""

import codecs
import io
import re
from collections.abc import Callable, Iterator

from ssi_tui.core.checks import RefusedError

CHUNK = 1 << 17
LINE_MAX = 1 << 20
"""Longer lines are cut: a field of megabytes is damage, and must not fill the memory."""

LIST_MAX = 1 << 11
LINES_MAX = 8_000_000
"""A table with more lines is refused: what is kept of each row must not fill the memory."""

AGAIN = "download it again and import it as it is"
_STRAY = re.compile("[\udc80-\udcff]")
_CP1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def encoding_of(head: bytes) -> str:
    """Return the encoding that the first bytes of a file suggest."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # ASCII in UTF-16 has a NUL in every other byte.
    half = len(head) // 2
    if half:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if odd > half * 0.6 and even < half * 0.2:
            return "utf-16-le"
        if even > half * 0.6 and odd < half * 0.2:
            return "utf-16-be"
    return "utf-8-sig"


def line_chunks(read: Callable[[int], bytes]) -> Iterator[list[str]]:
    r"""Yield the lines of a file in lists, each line with its ``\n``.

    Only line feeds and carriage returns end a line. Bytes that are not UTF-8 are read as cp1252
    one by one, so that a damaged byte costs one character; NUL is dropped. Raises ``RefusedError``
    if there are more lines than a table can have.
    """
    total = 0
    data = read(CHUNK)
    encoding = encoding_of(data[:4096])
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    decoder = io.IncrementalNewlineDecoder(
        codecs.getincrementaldecoder(encoding)(errors), translate=True
    )
    carry = ""
    while data:
        text = decoder.decode(data)
        data = read(CHUNK)
        if not data:
            text += decoder.decode(b"", final=True)
        if not text.isascii() and _STRAY.search(text):
            text = text.translate(_CP1252)
        text = carry + text.replace("\0", "")
        end = text.rfind("\n") + 1 if data else len(text)
        lines = list(io.StringIO(text[:end], newline="\n"))
        carry = text[end:]
        if len(carry) > LINE_MAX:
            lines.append(carry)
            carry = ""
        total += len(lines)
        if total > LINES_MAX:
            raise RefusedError(f"a table has more lines than in any export; {AGAIN}")
        for start in range(0, len(lines), LIST_MAX):
            yield lines[start : start + LIST_MAX]
