"""The filter of the Log: names of actions and sources choose rows, other words are searched for."""

from ssi_tui.core.formula import ACTIONS, Actions
from ssi_tui.core.labels import QUALITY_LABELS, SOURCE_LABELS
from ssi_tui.core.model import Source
from ssi_tui.core.text.words import folded
from ssi_tui.core.value import dataclass

QUOTE = '"'
# By their names on the screen, and by those in exports.
_SOURCES = {name: one for one, label in SOURCE_LABELS.items() for name in (label.lower(), one)}


@dataclass(frozen=True, slots=True)
class Search:
    """A text that must be in an entry: in its note, action, quality, source or computer.

    ``actions``, ``qualities`` and ``sources`` are those whose names contain the text.
    """

    text: str
    actions: frozenset[str]
    qualities: frozenset[str]
    sources: frozenset[Source]


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which rows of the Log are wanted; an empty set of actions or sources means all."""

    actions: frozenset[str] = frozenset()
    sources: frozenset[Source] = frozenset()
    searches: tuple[Search, ...] = ()

    @property
    def wants_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.actions or self.sources or self.searches)

    @property
    def wants_steps(self) -> bool:
        """Whether rows of operations are wanted, not only rows of entries."""
        return not self.actions

    @property
    def wants_imports_only(self) -> bool:
        """Whether imports are the only operations wanted, whose rows came from a source."""
        return bool(self.sources)

    def finds(self, text: str) -> bool:
        """Tell whether a text contains everything that is searched for."""
        whole = folded(text)
        return all(search.text in whole for search in self.searches)

    def words(self, known: Actions = ACTIONS) -> str:
        """Return the filter in words: ``comment, shell, “pricing”``."""
        if self.wants_all:
            return "all tasks, all sources"
        actions = [action.label for action in known.values() if action.id in self.actions]
        sources = [label for source, label in SOURCE_LABELS.items() if source in self.sources]
        return ", ".join((*actions, *sources, *(f"“{search.text}”" for search in self.searches)))


EVERYTHING = JournalFilter()


def parse_filter(text: str, known: Actions = ACTIONS) -> JournalFilter:
    """Return the filter that a line of text describes; ``known`` are the actions of the log.

    The name of an action or a source chooses it; several choose any of them. Every other word must
    be found, and so must a text in quotes, even if it is a name.
    """
    actions: set[str] = set()
    sources: set[Source] = set()
    searches: list[Search] = []
    for at, part in enumerate(folded(text).split(QUOTE)):
        if at % 2:
            searches += [_search(part.strip(), known)] if part.strip() else []
            continue
        for word in part.split():
            name = word.replace("-", "_")
            if name in known:
                actions.add(name)
            elif word in _SOURCES:
                sources.add(_SOURCES[word])
            else:
                searches.append(_search(word, known))
    return JournalFilter(frozenset(actions), frozenset(sources), tuple(searches))


def _search(text: str, known: Actions) -> Search:
    return Search(
        text,
        frozenset(id_ for id_, action in known.items() if text in folded(action.label)),
        frozenset(id_ for id_, label in QUALITY_LABELS.items() if text in label),
        frozenset(source for name, source in _SOURCES.items() if text in name),
    )
