"""The log as Markdown, for people."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.model import Entry
from ssi_tui.core.words import QUALITY_LABELS, long_day, printable

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]()<>#+-.!|~"})


def escaped(text: str) -> str:
    """Return user text as one line that Markdown takes for text."""
    return printable(" ".join(text.split())).translate(_SPECIAL)


def log_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the lines of the log, newest day first, a list item for each entry."""
    yield "# Log"
    newest_first = sorted(entries, key=lambda entry: entry.day, reverse=True)
    for day, group in groupby(newest_first, key=lambda entry: entry.day):
        yield ""
        yield f"## {long_day(day)}"
        yield ""
        for entry in group:
            words = [f"{entry.count} {ACTIONS[entry.task].label}"]
            if entry.quality is not None:
                words.append(QUALITY_LABELS[entry.quality])
            if entry.note:
                words.append(escaped(entry.note))
            yield f"- {', '.join(words)}"
