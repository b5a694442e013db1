"""The words of the log: what an operation did, and when."""

from datetime import date

from ssi_tui.core.formula import ACTIONS
from ssi_tui.core.journal import JournalEntry, JournalStep
from ssi_tui.core.model import OperationKind, Source
from ssi_tui.core.words import QUALITY_LABELS, entries, near_day, near_day_month, number, times

_ORIGINS = {Source.ARCHIVE.value: "LinkedIn's archive", Source.IMPORT.value: "a log"}


def head_words(day: date, today: date) -> str:
    """Return the head of a day: ``today``, ``Sat 21 Nov``."""
    return "today" if day == today else near_day(day, today)


def step_words(step: JournalStep, today: date) -> str:
    """Return what an operation did, as far as it is known; may be empty."""
    facts = step.facts
    parts: list[str] = []
    if step.operation.kind is OperationKind.IMPORT:
        origins = [_ORIGINS[source] for source in facts.sources if source in _ORIGINS]
        parts.append(entries(step.operation.entries))
        parts += [f"from {' and '.join(origins)}"] if origins else []
        parts += [f"{facts.superseded:,} set aside"] if facts.superseded else []
    if facts.action is not None:
        parts.append(ACTIONS[facts.action].label)
    if facts.time_off is not None:
        first, last, reason = facts.time_off
        span = near_day_month(first, today)
        parts.append(span if first == last else f"{span} to {near_day_month(last, today)}")
        parts += [reason] if reason else []
    if facts.reading is not None:
        parts.append(number(facts.reading))
    parts += [f"{ACTIONS[task].label} {target}" for task, target in facts.targets]
    if facts.note is not None:
        parts.append(facts.note or "taken away")
    return ", ".join(parts)


def step_label(step: JournalStep) -> str:
    """Return the name of an operation: ``import``, ``note of a day``."""
    return "day note" if step.operation.kind is OperationKind.NOTE else step.operation.kind.value


def entry_label(row: JournalEntry) -> str:
    """Return what was done: ``comment``, and how often where it does not count: ``comment ×2``."""
    label = ACTIONS[row.entry.task].label
    return label if row.counts else times(label, row.entry.count)


def quality_label(row: JournalEntry) -> str:
    """Return the quality of an entry in words; may be empty."""
    quality = row.entry.quality
    return "" if quality is None else QUALITY_LABELS.get(quality, quality)
