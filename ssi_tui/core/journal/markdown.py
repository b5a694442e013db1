"""The log as Markdown, for people to read."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ssi_tui.core.formula import Actions
from ssi_tui.core.journal.words import why_words
from ssi_tui.core.labels import QUALITY_LABELS
from ssi_tui.core.model import Entry
from ssi_tui.core.text.words import escaped, long_day


def log_lines(
    entries: Iterable[Entry],
    set_aside: Iterable[tuple[Entry, str]],
    actions: Actions,
) -> Iterator[str]:
    """Yield the log as lines, the newest day first, with a list item for each entry.

    An entry that was set aside does not count; it is struck through, followed by the reason.
    """
    yield "# Log"
    rows = [(entry, "") for entry in entries] + list(set_aside)
    newest_first = sorted(rows, key=lambda row: row[0].day, reverse=True)
    for day, group in groupby(newest_first, key=lambda row: row[0].day):
        yield ""
        yield f"## {long_day(day)}"
        yield ""
        for entry, reason in group:
            words = entry_words(entry, actions)
            yield f"- ~~{words}~~, {why_words(reason)}" if reason else f"- {words}"


def entry_words(entry: Entry, actions: Actions) -> str:
    """Return an entry in words: its count, its action, its quality and its note."""
    words = [f"{entry.count} {escaped(actions[entry.task].label)}"]
    if entry.quality is not None:
        words.append(QUALITY_LABELS[entry.quality])
    if entry.note:
        words.append(escaped(entry.note))
    return ", ".join(words)
