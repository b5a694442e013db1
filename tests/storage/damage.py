"""Ways in which a file goes bad, for the tests of damage."""

import sqlite3
from contextlib import closing
from pathlib import Path

PAGE = 4096


def pages_of(path: Path, name: str) -> list[int]:
    """Return the pages (from 1) of a table or an index, the root first."""
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)
        ).fetchone()
    with path.open("rb") as file:

        def page(number: int) -> bytes:
            file.seek((number - 1) * PAGE)
            return file.read(PAGE)

        found = [root]
        for number in found:
            content = page(number)
            if content[0] not in (2, 5):
                continue
            cells = int.from_bytes(content[3:5], "big")
            for cell in range(cells):
                at = int.from_bytes(content[12 + 2 * cell : 14 + 2 * cell], "big")
                found.append(int.from_bytes(content[at : at + 4], "big"))
            found.append(int.from_bytes(content[8:12], "big"))
    return found


def smash(path: Path, page: int, first: int = 0, last: int = PAGE) -> None:
    """Overwrite a page, or the part of it from a byte to a byte."""
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE + first)
        file.write(b"\xa5" * (last - first))


def truncate(path: Path, share: float) -> None:
    """Cut the end of a file off."""
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
