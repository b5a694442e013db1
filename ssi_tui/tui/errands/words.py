"""The words of the message after a tick: the quality that was logged, and the notes left."""

from ssi_tui.core.labels import QUALITY_LABELS
from ssi_tui.core.model import Entry
from ssi_tui.core.today.dashboard import Dashboard


def connected(entry: Entry, after: Dashboard) -> str:
    """Return the quality of a logged invitation, and how many personal notes are left."""
    words = QUALITY_LABELS[entry.quality or "note"]
    left = after.notes_left
    if left is None:
        return words
    return f"{words}, {left or 'no'} {'note' if left == 1 else 'notes'} left this month"


def quality_words(entry: Entry) -> str:
    """Return the quality of an entry in words."""
    return QUALITY_LABELS[entry.quality] if entry.quality is not None else "no quality"
