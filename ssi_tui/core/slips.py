"""Mistyped names: how they are quoted in a refusal, and what was probably meant."""

from collections.abc import Collection

from ssi_tui.core.control_chars import one_line

QUOTED_MAX = 40
_EDITS, _BEGINNING = 2, 4


def quoted(text: str) -> str:
    """Return what was typed in quotes, as ``cut`` shortens it."""
    return f'"{cut(text)}"'


def cut(text: str) -> str:
    """Return a text as one line that can be printed, with ``…`` for its end if it is long."""
    shown = one_line(text).encode("utf-8", "replace").decode("utf-8")
    return shown if len(shown) <= QUOTED_MAX else f"{shown[: QUOTED_MAX - 1]}…"


def nearest(text: str, known: Collection[str]) -> str | None:
    """Return the known name that was meant by a text, ``None`` if that is far from all of them.

    A name is near that two edits make of it, one where the text has up to three letters: with two
    it would be another word; or else one that is the beginning of the text, or begins with it.
    """
    typed = text.lower()
    # A text much longer than any name is no slip of it, and would take long to compare.
    if len(typed) <= max(map(len, known), default=0) + _EDITS:
        allowed = _EDITS if len(typed) > 3 else 1
        found = min(known, key=lambda name: _closeness(typed, name.lower()), default="")
        if _edits(typed, found.lower()) <= allowed:
            return found
    longer = [name for name in known if _begins(typed, name.lower())]
    return min(longer, key=lambda name: abs(len(name) - len(typed)), default=None)


def _begins(one: str, other: str) -> bool:
    """Tell whether one of two words begins with the other, which is long enough to say so."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _BEGINNING and long.startswith(short)


def _closeness(typed: str, name: str) -> tuple[int, bool]:
    """Return a key that sorts names, the likeliest first: of equals, one that was cut short."""
    return _edits(typed, name), not name.startswith(typed)


def hint(text: str, known: Collection[str], otherwise: str) -> str:
    """Return the sentence after a refusal, without its period: what was meant, or what helps."""
    near = nearest(text, known)
    return otherwise if near is None else f"Did you mean {near}?"


def _edits(one: str, other: str) -> int:
    """Return how many letters to add, take out, change or swap make one word of another.

    Optimal string alignment: Damerau, "A technique for computer detection and correction of
    spelling errors", CACM 7 (1964), no letter edited twice.
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, against in enumerate(other, 1):
            best = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != against))
            if row > 1 < column and letter == other[column - 2] and one[row - 2] == against:
                best = min(best, before[column - 2] + 1)
            here.append(best)
        before, above = above, here
    return above[-1]
