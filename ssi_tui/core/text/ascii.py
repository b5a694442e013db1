"""The glyphs in ASCII, for terminals that lack them or draw them two cells wide."""

from collections.abc import Mapping

ASCII: Mapping[str, str] = {
    **dict(zip("▏▎▍▌▋▊▉█", "...#####", strict=True)),
    **dict(zip("▁▂▃▄▅▆▇", "_.-=^*#", strict=True)),
    **dict(zip("·│━╸─●○•✓", ".|==-*o+v", strict=True)),
    **dict(zip("▲▼×→–−…", "^vx>--~", strict=True)),
    "±": "~",
    "“": '"',
    "”": '"',
}
"""One character for each, so that nothing moves."""

_TABLE = str.maketrans(dict(ASCII))
# Two characters where there is room for them.
_PAIRS = ((" →", "->"), (" ±", "+-"))

CURSOR, ASCII_CURSOR = "▌", ">"


def ascii_text(text: str) -> str:
    """Return a text in ASCII, cell for cell; what is no glyph of ours stays."""
    if text.isascii():
        return text
    for glyphs, pair in _PAIRS:
        text = text.replace(glyphs, pair)
    return text.translate(_TABLE)
