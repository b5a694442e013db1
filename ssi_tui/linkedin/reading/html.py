"""Finds a reading in a saved page."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ssi_tui.core.model import Peers
from ssi_tui.linkedin.reading.labels import group_labels
from ssi_tui.linkedin.reading.text import (
    Number,
    four_in,
    in_order,
    numbers_in,
    ranks_in,
    read_text,
    rows_in,
    totals_in,
)
from ssi_tui.linkedin.reading.value import (
    Four,
    NotFoundError,
    PastedReading,
    agree,
    four,
    peers_of,
)

_BARS = ("establish-brand", "find-people", "engage-with-insights", "build-relationships")
_CAPTION = "user-ssi-score__donut-chart-caption"
_SCORE = "ssi-score__value"
_RANK = "ssi-rank__category-score"
_RANK_VALUE = "t-40"
# The blocks of industry and network, whose values look like the user's own.
_GROUP = "group-ssi-score"
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)
_INLINE = frozenset(["a", "b", "em", "i", "small", "strong", "sub", "sup"])
_DEPTH_MAX = 200
_CELLS = frozenset(["td", "th"])
_UNSEEN = frozenset(["script", "style", "template", "noscript", "head"])


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    classes: frozenset[str]


@dataclass(slots=True, eq=False)
class _Group:
    text: list[str] = field(default_factory=list)
    score: list[str] = field(default_factory=list)
    bars: dict[str, float] = field(default_factory=dict)


class _Page(HTMLParser):
    """Takes a page apart into bars, total, ranks, groups, tables and the text outside groups."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bars: dict[str, float] = {}
        self.total: list[str] = []
        self.ranks: list[str] = []
        self.groups: list[_Group] = []
        self.tables: list[list[list[str]]] = []
        self.text: list[str] = []
        self._open: list[_Open] = []

    def _inside(self, name: str) -> bool:
        return any(name in element.classes for element in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        values = {name: value or "" for name, value in attrs}
        classes = frozenset(values.get("class", "").split())
        if _GROUP in classes and not self._inside(_GROUP):
            self.groups.append(_Group())
        if tag not in _VOID and len(self._open) < _DEPTH_MAX:
            self._open.append(_Open(tag, classes))
        if tag == "progress":
            self._bar(values)
        if tag == "table":
            self.tables.append([])
        if tag == "tr" and self.tables:
            self.tables[-1].append([])
        if tag in _CELLS and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
        if _RANK_VALUE in classes and self._inside(_RANK):
            self.ranks.append("")
        self._break(tag)

    def _break(self, tag: str) -> None:
        """Keep the words around a tag apart."""
        if tag not in _INLINE:
            self.text.append(" " if tag == "span" else "\n")

    def _bar(self, values: dict[str, str]) -> None:
        name, _, rest = values.get("id", "").partition("__")
        try:
            value = float(values.get("value", ""))
        except ValueError:
            return
        if name in _BARS and rest.startswith("sub-score"):
            bars = self.groups[-1].bars if self._inside(_GROUP) else self.bars
            bars.setdefault(name, value)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those inside it that were never closed."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                break
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Add text to whatever it is in."""
        if any(element.tag in _UNSEEN for element in self._open):
            return
        row = self.tables[-1][-1] if self.tables and self.tables[-1] else []
        if row and any(element.tag in _CELLS for element in self._open):
            row[-1] += data
        if self._inside(_GROUP):
            self.groups[-1].text.append(data)
            if self._inside(_SCORE):
                self.groups[-1].score.append(data)
            return
        if self._inside(_SCORE) and self._inside(_CAPTION):
            self.total.append(data)
        if self.ranks and self._inside(_RANK) and self._inside(_RANK_VALUE):
            self.ranks[-1] += data
        self.text.append(data)


def read_html(text: str) -> PastedReading:
    """Return the reading of a saved page; raises ``NotFoundError``."""
    page = _Page()
    page.feed(text)
    page.close()
    shown = re.sub(r"[ \t\r\f\v]+", " ", "".join(page.text))
    numbers = numbers_in(shown)
    caption = numbers_in("".join(page.total))[:1]
    totals = caption or [one for one, _ in totals_in(numbers)]
    industry, network = _peers(page, ranks_in(shown, numbers))
    for total in totals:
        found = _pillars(page, total)
        if found is not None:
            pillars, named = found
            return PastedReading(total.value, pillars, industry, network, named)
    if page.bars:
        # There are not four bars or they do not agree; other numbers must not take their place.
        raise NotFoundError(totals[0].value if totals else None, tuple(page.bars.values()))
    read = read_text(shown)
    industry, network = (
        Peers(said.rank or seen.rank, seen.total or said.total, seen.pillars)
        for seen, said in ((industry, read.industry), (network, read.network))
    )
    return PastedReading(read.total, read.pillars, industry, network, read.named)


def _pillars(page: _Page, total: Number) -> tuple[Four, bool] | None:
    """Return the pillars of the bars or, without bars, of the table that is nearest the total.

    The second value tells whether they are named; each bar is.
    """
    if page.bars:
        values = [page.bars[name] for name in _BARS if name in page.bars]
        right = agree(total.value, values, total_decimals=total.decimals)
        return (four(values), True) if right else None
    found = []
    for table in page.tables:
        text = "\n".join(" | ".join(map(_cell, row)) for row in table)
        chosen = four_in(rows_in(text, numbers_in(text)), total)
        found += [] if chosen is None else [in_order(text, chosen)]
    return min(found, key=lambda one: abs(sum(one[0]) - total.value), default=None)


def _cell(text: str) -> str:
    """Return a cell that holds one number as it is, and any other without its digits."""
    numbers = [number for number in numbers_in(text) if not number.percent]
    single = len(numbers) == 1 and len(text.strip()) <= 12
    return text.strip() if single else re.sub(r"[0-9\s]+", " ", text)


def _peers(page: _Page, named: tuple[float | None, float | None]) -> tuple[Peers, Peers]:
    """Return industry and network: ranks and groups by their words, else by their order."""
    ranks = [next((one.value for one in numbers_in(text)), None) for text in page.ranks]
    by_words: dict[int, _Group] = {}
    for group in page.groups:
        labels = group_labels(" ".join(group.text))
        if labels:
            by_words.setdefault(labels[-1].place, group)
    unnamed = [group for group in page.groups if group not in by_words.values()]
    groups = [by_words.get(place) or (unnamed.pop(0) if unnamed else None) for place in range(2)]
    peers = []
    for place, each in enumerate(groups):
        rank = ranks[place] if named == (None, None) and place < len(ranks) else named[place]
        average, pillars = None, None
        if each is not None:
            scores = numbers_in(" ".join(each.score)) or numbers_in(" ".join(each.text))
            average = scores[0].value if scores else None
            if len(each.bars) == 4:
                pillars = four([each.bars[name] for name in _BARS])
        peers.append(peers_of(rank, average, pillars))
    return peers[0], peers[1]
