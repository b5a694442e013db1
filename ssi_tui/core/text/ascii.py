"""ASCII in place of our glyphs, for terminals that lack them or draw them two cells wide."""

from collections.abc import Mapping

ASCII: Mapping[str, str] = {
    **dict(zip("▏▎▍▌▋▊▉█", "...#####", strict=True)),
    **dict(zip("▁▂▃▄▅▆▇", "1234567", strict=True)),
    **dict(zip("·│━╸─●◐○•✓", ".|==-*oo**", strict=True)),
    **dict(zip("▲▼↑↓←→×–−…", "+-^v<>x--~", strict=True)),
    **dict(zip("╌◆┤", "-@+", strict=True)),
    # A curve through a cell has two dots there and more, a forecast one.
    **{chr(0x2800 + bits): "*" if bits.bit_count() > 1 else "'" for bits in range(1, 256)},
    "±": "~",
    "“": '"',
    "”": '"',
}
"""One character for each glyph, so that nothing on the screen moves."""

_TABLE = str.maketrans(dict(ASCII))
# Two characters where the glyph stands behind a space.
_PAIRS = ((" →", "->"), (" ±", "+-"))

CURSOR, ASCII_CURSOR = "▌", ">"


def ascii_text(text: str) -> str:
    """Return a text with our glyphs in ASCII, cell for cell; all other characters stay."""
    if text.isascii():
        return text
    for glyphs, pair in _PAIRS:
        text = text.replace(glyphs, pair)
    return text.translate(_TABLE)
