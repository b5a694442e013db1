"""Keys as the help and the guide list them: under titles, with what they do."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from ssi_tui.core.value import dataclass
from ssi_tui.tui.keys.names import shared
from ssi_tui.tui.keys.table import ALWAYS, BY_ID, DAY, OTHER_DAYS, SET_UP, TITLES, TOGETHER


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A binding by its id: its keys as they are shown, and what they do."""

    identity: str
    keys: tuple[str, ...]
    tooltip: str


Line = tuple[str, str]
"""Keys with spaces between them, and what they do."""


def listed(uses: Iterable[KeyUse]) -> Mapping[str, Sequence[Line]]:
    """Return the lines under each title; keys that stand together or do the same share a line."""
    groups: dict[str, dict[str, list[KeyUse]]] = {}
    for use in uses:
        row = BY_ID.get(use.identity)
        title = TITLES.get(use.identity.split(".")[0], DAY)
        words = use.tooltip
        if row is not None:
            title = next((word for word in row[5:] if word.isupper()), title)
            words = TOGETHER.get(shared(row), words)
        groups.setdefault(title, {}).setdefault(_lower(words), []).append(use)
    own = [title for title in groups if title not in (OTHER_DAYS, SET_UP, ALWAYS)]
    order = (*own, OTHER_DAYS, SET_UP, ALWAYS)
    return {
        title: [(" ".join(_in_turn(uses)), words) for words, uses in groups[title].items()]
        for title in order
        if title in groups
    }


def _lower(words: str) -> str:
    """Return words that do not begin a sentence; a name of a view or of ours stays."""
    return words if words in TOGETHER.values() else words[:1].lower() + words[1:]


def _in_turn(uses: Sequence[KeyUse]) -> list[str]:
    """Return the first key of each use, then the second ones: ``j k ↓ ↑``."""
    return [key for keys in zip_longest(*(use.keys for use in uses)) for key in keys if key]
