"""Everything that is known of a row of the Log, as labelled lines."""

from collections.abc import Sequence
from datetime import date, datetime

from ssi_tui.core.formula import Actions
from ssi_tui.core.journal.rows import Deed, JournalEntry, JournalRow, JournalStep
from ssi_tui.core.journal.words import (
    clock_words,
    entry_label,
    on_words,
    quality_label,
    step_label,
    step_paragraphs,
    why_words,
)
from ssi_tui.core.labels import KIND_LABELS, SOURCE_LABELS
from ssi_tui.core.model import OperationKind, Source
from ssi_tui.core.text.words import long_day, minutes, near_day

Line = tuple[str, str]
"""A label and its text; both are empty for a blank line."""

_SOURCES = SOURCE_LABELS | {Source.ARCHIVE: "LinkedIn archive", Source.IMPORT: "imported log"}


def details_title(row: JournalRow, actions: Actions) -> str:
    """Return the title of a row's details: ``comment``, ``time off``."""
    return entry_label(row, actions) if isinstance(row, JournalEntry) else step_label(row)


def details(
    row: JournalRow, deeds: Sequence[Deed], today: date, actions: Actions
) -> tuple[Line, ...]:
    """Return the details of a row; ``actions`` are those of its day.

    ``deeds`` are the operation that wrote the entry and those that have changed it since.
    """
    if isinstance(row, JournalStep):
        words = step_paragraphs(row, today, actions)
        told = tuple(("" if place else "about", text) for place, text in enumerate(words))
        at = ", ".join((_moment(row.wall, today), *on_words(row)))
        return (("day", long_day(row.day)), ("at", at), *told)
    entry = row.entry
    action = actions.get(entry.task)
    usual = f"{minutes(action.minutes * entry.count)} (default)" if action else "default"
    lines = [
        ("day", long_day(entry.day)),
        ("logged", "time unknown" if row.wall is None else _moment(row.wall, today)),
        ("source", ", ".join((_SOURCES[entry.source], *on_words(row)))),
        ("count", f"{entry.count:,}"),
        ("quality", quality_label(row) or "not given"),
        ("minutes", usual if entry.minutes is None else minutes(entry.minutes)),
        ("note", entry.note or "none"),
        ("", ""),
        ("counts", "yes" if row.counts else f"no ({why_words(row.why)})"),
    ]
    labels = ("logged with", *["then"] * len(deeds))
    lines += [(label, _deed(deed, today)) for label, deed in zip(labels, deeds, strict=False)]
    return tuple(lines)


def _moment(wall: datetime, today: date) -> str:
    return f"{near_day(wall.date(), today)}, {clock_words(wall)}"


def _deed(deed: Deed, today: date) -> str:
    words = f"{KIND_LABELS[deed.kind]}, {_moment(deed.wall, today)}"
    reason = f", {why_words(deed.reason)}" if deed.kind is OperationKind.IMPORT else ""
    return f"{words}{reason}{', undone' if deed.undone else ''}"
