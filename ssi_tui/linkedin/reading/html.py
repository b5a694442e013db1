"""Finds a reading in a saved page."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ssi_tui.core.model import Peers
from ssi_tui.linkedin.reading.text import Number, four_in, numbers_in, read_text, totals_in
from ssi_tui.linkedin.reading.value import (
    NO_PEERS,
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
_INLINE = frozenset(["a", "b", "em", "i", "small", "span", "strong", "sub", "sup"])
_DEPTH_MAX = 200
_CELLS = frozenset(["td", "th"])
_UNSEEN = frozenset(["script", "style", "template", "noscript", "head"])


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    classes: frozenset[str]


@dataclass(slots=True)
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
        if tag not in _INLINE:
            self.text.append("\n")

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
        if tag not in _INLINE:
            self.text.append("\n")

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
    caption = [number for number in numbers_in("".join(page.total)) if number.is_whole]
    totals = [caption[0].value] if caption else [one.value for one, _ in totals_in(numbers)]
    industry, network = _peers(page)
    for total in totals:
        pillars = _pillars(page, total)
        if pillars is not None:
            return PastedReading(total, pillars, industry, network)
    if page.bars:
        # There are not four bars or they do not agree; other numbers must not take their place.
        raise NotFoundError(has_total=bool(totals))
    found = read_text(shown)
    industry = found.industry if industry == NO_PEERS else industry
    network = found.network if network == NO_PEERS else network
    return PastedReading(found.total, found.pillars, industry, network)


def _pillars(page: _Page, total: float) -> Four | None:
    """Return the pillars of the bars or, without bars, of the table that is nearest the total."""
    if page.bars:
        values = [page.bars[name] for name in _BARS if name in page.bars]
        return four(values) if agree(total, values) else None
    found = []
    for table in page.tables:
        rows = [[number for cell in row for number in _cell_number(cell)] for row in table]
        pillars = four_in(rows, total)
        found += [] if pillars is None else [pillars[0]]
    return min(found, key=lambda pillars: abs(sum(pillars) - total), default=None)


def _cell_number(cell: str) -> list[Number]:
    """Return the number in a cell as a list, empty if the cell holds anything else."""
    numbers = [number for number in numbers_in(cell) if not number.percent]
    return numbers if len(numbers) == 1 and len(cell.strip()) <= 12 else []


def _peers(page: _Page) -> tuple[Peers, Peers]:
    """Return industry and network, which is their order on the page."""
    ranks = [next((one.value for one in numbers_in(text)), None) for text in page.ranks]
    peers = []
    for place in range(2):
        rank = ranks[place] if place < len(ranks) else None
        average, pillars = None, None
        if place < len(page.groups):
            group = page.groups[place]
            scores = numbers_in(" ".join(group.score)) or numbers_in(" ".join(group.text))
            average = scores[0].value if scores else None
            if len(group.bars) == 4:
                pillars = four([group.bars[name] for name in _BARS])
        peers.append(peers_of(rank, average, pillars))
    return peers[0], peers[1]
