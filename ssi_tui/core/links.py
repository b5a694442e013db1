"""The pages of LinkedIn on which tasks are done, for the links of a terminal."""

from collections.abc import Mapping
from types import MappingProxyType

_FEED = "https://www.linkedin.com/feed/"
_SHARE_BOX = "https://www.linkedin.com/feed/?shareActive=true"
_MESSAGING = "https://www.linkedin.com/messaging/"
_PEOPLE = "https://www.linkedin.com/search/results/people/"
_NETWORK = "https://www.linkedin.com/mynetwork/"
_GROUPS = "https://www.linkedin.com/groups/"
_PROFILE = "https://www.linkedin.com/in/me/"

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "comment": _FEED,
        "reply": _FEED,
        "reaction": _FEED,
        "share": _SHARE_BOX,
        "post": _SHARE_BOX,
        "article": _SHARE_BOX,
        "message": _MESSAGING,
        "answer": _MESSAGING,
        "inmail": _MESSAGING,
        "search": _PEOPLE,
        "profile_view": _PEOPLE,
        "connect": _NETWORK,
        "invite_in": _NETWORK,
        "invite_ok": _NETWORK,
        "event": _NETWORK,
        "group": _GROUPS,
        "recommend": _PROFILE,
        "profile_upkeep": _PROFILE,
    }
)
"""The page of each activity of the formula; a task of one's own has none."""

# They print the sequence of a link as text, or do not know it.
_TERMINALS_WITHOUT = frozenset({"", "dumb", "linux"})


def pages_in(terminal: str, *, links: bool) -> Mapping[str, str]:
    """Return the pages to link to in a terminal named as in ``TERM``, none if ``links`` is off."""
    return PAGES if links and terminal not in _TERMINALS_WITHOUT else {}
