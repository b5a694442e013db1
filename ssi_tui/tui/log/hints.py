"""What stands in place of the rows where there are none: why, and the keys that help."""

from textual.screen import Screen

from ssi_tui.core.journal.rows import Journal
from ssi_tui.tui.keys.names import key_of

Hint = tuple[str, str]
"""A key and what it does; the key is empty where the words are a sentence."""


def hints_of(screen: Screen[None], journal: Journal) -> tuple[Hint, ...]:
    """Return the hints for a journal, with the user's keys; none where it has rows."""
    if journal.days:
        return ()
    if not journal.empty and not journal.wanted.wants_all:
        return (("", "No matches."), _hint(screen, "log.clear", "shows everything again"))
    return (
        ("", "Nothing logged yet."),
        _hint(screen, "app.today", "opens Today to log your first task"),
        _hint(screen, "log.import", "imports your LinkedIn archive"),
    )


def _hint(screen: Screen[None], identity: str, words: str) -> Hint:
    key = key_of(screen, identity, words)
    return ("", "") if key is None else (key.keys, words)
