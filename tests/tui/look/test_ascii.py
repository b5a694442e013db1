"""The screen in ASCII: cell for cell, and a cursor is never taken for a piece of a bar."""

import pytest
from rich.segment import Segment
from textual.color import Color

from ssi_tui.tui.look.ascii import AsciiFilter


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (("▌ c", " comment"), "> c comment"),
        (("      ", "▌", " meetings"), "      > meetings"),
        (("  ▌ meetings",), "  > meetings"),
        (("  Brand ", "█", "▌", "·"), "  Brand ##."),
        (("▌", "  People  ", "▌", "·"), ">  People  #."),
    ],
)
def test_a_bar_that_nothing_stands_before_is_the_cursor(line: tuple[str, ...], shown: str) -> None:
    found = AsciiFilter().apply([Segment(text) for text in line], Color(0, 0, 0))
    assert "".join(segment.text for segment in found) == shown
