"""Writes the report of the demo and its pictures: ``python -m tests.tools.report_golden``.

Look at them. They need Chromium, which nothing else here draws with.
"""

import tempfile
import zlib
from contextlib import closing
from pathlib import Path

from ssi_tui.cli.demo import demo_tracker
from tests.publish.test_browser import in_browser
from tests.publish.test_report import GOLDEN, PICTURES, drawn_from

# The upper part of the page, down to the year.
SIZE = (1280, 1382)
# The signature of a PNG and its first part, after which a comment may stand.
HEAD = 33
DARK = ("--blink-settings=preferredColorScheme=0",)


def main() -> int:
    """Write the page, and how its upper part looks in each theme."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(demo_tracker(folder, None)) as tracker:
            page = tracker.publish.report(invented=True)
        GOLDEN.write_text(page, encoding="utf-8")
        window = f"--window-size={SIZE[0]},{SIZE[1]}"
        for path, theme in zip(PICTURES, ((), DARK), strict=True):
            shot = folder / path.name
            in_browser(page, folder, f"--screenshot={shot}", window, "--hide-scrollbars", *theme)
            path.write_bytes(_with_comment(shot.read_bytes(), drawn_from(page)))
    return 0


def _with_comment(picture: bytes, words: bytes) -> bytes:
    """Return a PNG that holds a comment."""
    part = b"tEXt" + b"Comment\0" + words
    check = zlib.crc32(part).to_bytes(4, "big")
    length = (len(part) - 4).to_bytes(4, "big")
    return picture[:HEAD] + length + part + check + picture[HEAD:]


if __name__ == "__main__":
    raise SystemExit(main())
