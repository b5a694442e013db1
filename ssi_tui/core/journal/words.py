"""The words of the Log: what an operation did, and when."""

from collections.abc import Sequence
from datetime import date, datetime

from ssi_tui.core.clock import whole_minutes
from ssi_tui.core.formula import ACTIONS, Actions
from ssi_tui.core.journal.rows import JournalEntry, JournalStep
from ssi_tui.core.labels import KIND_LABELS, QUALITY_LABELS, SOURCE_LABELS
from ssi_tui.core.model import Entry, OperationKind, Source
from ssi_tui.core.routine.words import changed_words, label_in
from ssi_tui.core.text.words import entries, near_day, near_day_month, number, times

_ORIGINS = {Source.ARCHIVE.value: "LinkedIn", Source.IMPORT.value: "a log"}


def head_words(day: date, today: date) -> str:
    """Return the head of a day: ``today``, ``Sat 21 Nov``."""
    return "today" if day == today else near_day(day, today)


def step_words(step: JournalStep, today: date, actions: Actions = ACTIONS) -> str:
    """Return what an operation did, "" if that is not known; ``actions`` are those of the log."""
    facts = step.facts
    parts: list[str] = []
    if step.operation.kind is OperationKind.IMPORT:
        origins = [_ORIGINS[source] for source in facts.sources if source in _ORIGINS]
        brought = entries(step.operation.entries)
        parts.append(f"{brought} from {' and '.join(origins)}" if origins else brought)
        parts += [f"{facts.superseded:,} replaced"] if facts.superseded else []
    if facts.action is not None:
        parts.append(label_in(actions, facts.action))
    if facts.time_off is not None:
        first, last, reason = facts.time_off
        span = near_day_month(first, today)
        parts.append(span if first == last else f"{span} to {near_day_month(last, today)}")
        parts += [reason] if reason else []
    if facts.reading is not None:
        parts.append(number(facts.reading))
    parts += changed_words(facts.targets, facts.tasks, actions)
    if facts.clocked is not None:
        day, length = facts.clocked
        on = "" if day == step.day else f" on {near_day(day, today)}"
        parts.append(f"{whole_minutes(length)}{on}")
    if facts.week is not None:
        parts += [f"week of {near_day_month(facts.week, today)}", *facts.said]
    if facts.note is not None:
        parts.append(facts.note or "removed")
    return ", ".join(parts)


def step_label(step: JournalStep) -> str:
    """Return the name of an operation: ``import``, ``day note``."""
    kind = step.operation.kind
    return "day note" if kind is OperationKind.NOTE else KIND_LABELS[kind]


def whole_words(step: JournalStep, today: date, actions: Actions) -> str:
    """Return an operation as a sentence names it: ``the routine change: comment 3 a day``."""
    words, said = step_words(step, today, actions), step.facts.said
    if said and said[0].startswith("promise "):
        return f"the {said[0]}"
    if words.startswith("new task "):
        return f"the {words}"
    return f"the {step_label(step)}" + (f": {words}" if words else "")


def entries_words(logged: Sequence[Entry], actions: Actions) -> str:
    """Return what several entries count: ``comment ×2, connect``."""
    counts: dict[str, int] = {}
    for entry in logged:
        label = label_in(actions, entry.task)
        counts[label] = counts.get(label, 0) + entry.count
    return ", ".join(times(label, count) for label, count in counts.items())


def entry_label(row: JournalEntry, actions: Actions = ACTIONS) -> str:
    """Return the action of an entry, and its count if it does not count: ``comment ×2``."""
    label = label_in(actions, row.entry.task)
    return label if row.counts else times(label, row.entry.count)


def why_words(reason: str) -> str:
    """Return why an entry does not count, from the reason that is stored."""
    if reason.startswith("set aside"):
        return "replaced by your LinkedIn archive"
    return "deleted" if reason == "voided" else reason


def quality_label(row: JournalEntry) -> str:
    """Return the quality of an entry in words, "" if it has none."""
    quality = row.entry.quality
    return "" if quality is None else QUALITY_LABELS.get(quality, quality)


def moment_words(row: JournalEntry, today: date) -> str:
    """Return when and where an entry was logged: ``Mon 23 Nov 06:47, app``."""
    parts = [near_day(row.entry.day, today)]
    if row.logged_on is not None:
        parts.append(f"logged {near_day_month(row.logged_on, today)}")
    if row.wall is not None:
        parts[-1] += f" {clock_words(row.wall)}"
    return ", ".join((*parts, SOURCE_LABELS[row.entry.source]))


def clock_words(wall: datetime) -> str:
    """Return a time of day as ``06:47``."""
    return f"{wall.hour:02}:{wall.minute:02}"


def entry_paragraphs(row: JournalEntry) -> tuple[str, ...]:
    """Return the paragraphs about an entry that does not count."""
    lines = [f"Doesn't count: {why_words(row.why)}."]
    if row.entry.quality is not None:
        lines.append(f"Quality: {quality_label(row)}.")
    if row.entry.note:
        lines.append(f"Note: {row.entry.note}")
    return tuple(lines)


def step_paragraphs(step: JournalStep, today: date, actions: Actions = ACTIONS) -> tuple[str, ...]:
    """Return the paragraphs about an operation."""
    words = (step_words(step, today, actions), "Undone." if step.undone else "")
    return tuple(filter(None, words))
