"""Which pillar, and which group of peers, the words beside a number name, in known languages."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# What names each pillar, in pillar order: English, Portuguese, Spanish, French, Italian, German,
# Dutch, Polish, Russian; without accents, in lower case.
_PILLARS = (
    r"brand|\b(?:marca|marque|marke|merk|mark[aie])\b|бренд",
    r"people|person(?!al)|pessoa(?!l)|\bosob(?!ist)|люд[еяь]",
    r"insight|einblick|inzicht|informa[tcz]|spostrzez|tresc|контент",
    r"relationship|relacion|relation|relazion|beziehung|relatie|relacj|отношени",
)
# Industry and network.
_GROUPS = (
    r"industry|\b(?:setor|sector|sektor|secteur|settore|industria)\b|branche|branz|отрасл",
    r"\b(?:network|netzwerk|netwerk|rede|red|rete|reseau)\b|\bsiec|\bсет[ьи]\b",
)
# What says that a line with a group is about the user's rank in it.
_RANK = r"\bssi\b|social selling|rank|\brang\b|classifi|clasific|pozycj|рейтинг|\btop\b"


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a text: the index of what they name, and where they stand."""

    place: int
    start: int
    end: int


def folded(text: str) -> str:
    """Return a text of the same length in lower case, without accents."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", one)[0].lower()[0] for one in text)


def _labels(text: str, patterns: Sequence[str]) -> list[Label]:
    text = folded(text)
    found = [
        Label(place, match.start(), match.end())
        for place, pattern in enumerate(patterns)
        for match in re.finditer(pattern, text)
    ]
    return sorted(found, key=lambda label: label.start)


def pillar_labels(text: str) -> list[Label]:
    """Return what names a pillar in a text, in order."""
    return _labels(text, _PILLARS)


def group_labels(text: str) -> list[Label]:
    """Return what names industry or network in a text, in order."""
    return _labels(text, _GROUPS)


def rank_labels(text: str) -> list[Label]:
    """Return what names industry or network in the lines that speak of a rank, in order."""
    found, at = [], 0
    for line in folded(text).splitlines(keepends=True):
        if re.search(_RANK, line):
            found += [Label(x.place, x.start + at, x.end + at) for x in group_labels(line)]
        at += len(line)
    return found


def named_places(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, ...] | None:
    """Return which pillar each of four numbers is by the words beside it.

    ``spans`` are the starts and ends of the numbers. The words stand behind each number, before
    each, or in one row before or behind all four: what names the most is right, and of equals what
    stands nearest. One pillar may lack a name; with fewer named the answer is ``None``.
    """
    labels = pillar_labels(text)
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    first, last = starts[0], ends[-1]
    above = [label for label in labels if label.end <= first]
    below = [label for label in labels if label.start >= last]
    before, behind = [], []
    for start, end, limit in zip(starts, ends, [0, *ends], strict=False):
        before.append(next((x for x in reversed(labels) if limit <= x.start < start), None))
        limit = min((one for one in starts if one > start), default=len(text))
        behind.append(next((x for x in labels if end <= x.start < limit), None))
    ways = [_way(before, spans), _way(behind, spans)]
    ways += [_way(row, spans) for row in (above[-4:], below[:4]) if len(row) == 4]
    known, _, places = max(ways, key=lambda way: way[:2])
    if known < 3:
        return None
    missing = set(range(4)) - set(places)
    return tuple(missing.pop() if place is None else place for place in places)


def _way(
    labels: Sequence[Label | None], spans: Sequence[tuple[int, int]]
) -> tuple[int, int, list[int | None]]:
    """Return how many pillars are named, how near (the most negative is farthest), and which."""
    places = [None if label is None else label.place for label in labels]
    named = [place for place in places if place is not None]
    if len(set(named)) < len(named):
        return 0, 0, places
    gaps = [
        max(start - label.end, label.start - end)
        for label, (start, end) in zip(labels, spans, strict=True)
        if label is not None
    ]
    return len(named), -max(gaps, default=0), places
