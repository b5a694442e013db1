"""The words of the Log: what an operation did, and when."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from ssi_tui.core.calendar import DAY
from ssi_tui.core.clock import whole_minutes
from ssi_tui.core.formula import Actions
from ssi_tui.core.journal.rows import JournalEntry, JournalRow, JournalStep, StepFacts
from ssi_tui.core.labels import KIND_LABELS, PAST_LABELS, QUALITY_LABELS, SOURCE_LABELS
from ssi_tui.core.model import Entry, OperationKind, Source
from ssi_tui.core.routine.words import changed_words, label_in
from ssi_tui.core.text.words import (
    WEEKDAYS,
    count_of,
    entries,
    near_day,
    near_day_month,
    number,
    span_words,
    times,
    weekdays_words,
)

# More items of the checklist are said as a number.
ITEMS_MAX = 3
_ORIGINS = {Source.ARCHIVE.value: "LinkedIn", Source.IMPORT.value: "a log"}


def head_words(day: date, today: date) -> str:
    """Return the head of a day: ``today``, ``Sat 21 Nov``."""
    return "today" if day == today else near_day(day, today)


def step_words(step: JournalStep, today: date, actions: Actions) -> str:
    """Return what an operation did, "" if that is not known; ``actions`` are those of the log."""
    facts = step.facts
    parts: list[str] = []
    if step.operation.kind is OperationKind.IMPORT:
        origins = [_ORIGINS[source] for source in facts.sources if source in _ORIGINS]
        brought = entries(step.operation.entries)
        parts.append(f"{brought} from {' and '.join(origins)}" if origins else brought)
        parts += [f"{facts.superseded:,} replaced"] if facts.superseded else []
    if facts.analytics is not None:
        days, followers = facts.analytics
        parts.append(count_of(days, "day"))
        parts += [] if followers is None else [count_of(followers, "follower")]
    if facts.action is not None:
        parts.append(label_in(actions, facts.action))
    if profile := "; ".join(profile_words(facts)):
        parts.append(profile)
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


def named_words(step: JournalStep, today: date, actions: Actions) -> tuple[str, ...]:
    """Return an operation as a sentence names it: ``the routine change: comment 3 a day``.

    It comes in several lengths, the longest first.
    """
    words, said, week = step_words(step, today, actions), step.facts.said, step.facts.week
    label = f"the {step_label(step)}"
    if week is not None:
        what = said[0]
        if what.startswith('promise "'):
            return f"the {what}", label
        what = "the note" if what.startswith('note "') or what == "note removed" else what
        return f"{what} in the review of {span_words(week, week + 6 * DAY)}", what, label
    if words.startswith("new task "):
        return f"the {words}", label
    return (f"{label}: {words}", words, label) if words else (label,)


def profile_words(facts: StepFacts) -> Iterator[str]:
    """Yield each part of the profile that an operation changed: ``month before, a little``."""
    if facts.profiles is not None:
        before, after = facts.profiles
        first = before.past_answered is None and after.past_answered is not None
        if first or before.past is not after.past:
            yield f"month before, {PAST_LABELS[after.past]}"
        more, less = after.checklist - before.checklist, before.checklist - after.checklist
        for how, verb, items in (("with", "added", more), ("without", "removed", less)):
            if len(items) > ITEMS_MAX:
                yield f"{len(items)} checklist items {verb}"
            elif items:
                yield f"checklist {how} {', '.join(sorted(items)).replace('_', ' ')}"
        if before.connections != after.connections:
            yield f"connections {after.connections:,}"
        if before.sales_navigator != after.sales_navigator:
            yield f"Navigator {'yes' if after.sales_navigator else 'no'}"
    if facts.workdays is not None:
        every = len(facts.workdays) in (0, len(WEEKDAYS))
        yield f"workdays {'every day' if every else weekdays_words(facts.workdays)}"


def entries_words(logged: Sequence[Entry], actions: Actions) -> str:
    """Return what several entries count: ``comment ×2, connect``."""
    counts: dict[str, int] = {}
    for entry in logged:
        label = label_in(actions, entry.task)
        counts[label] = counts.get(label, 0) + entry.count
    return ", ".join(times(label, count) for label, count in counts.items())


def entry_label(row: JournalEntry, actions: Actions) -> str:
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
    return ", ".join((*parts, SOURCE_LABELS[row.entry.source], *on_words(row)))


def on_words(row: JournalRow) -> tuple[str, ...]:
    """Return on which other machine a row was written: ``on laptop``; nothing for this one."""
    return (f"on {row.on}",) if row.on else ()


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


def step_paragraphs(step: JournalStep, today: date, actions: Actions) -> tuple[str, ...]:
    """Return the paragraphs about an operation."""
    words = (step_words(step, today, actions), "Undone." if step.undone else "")
    return tuple(filter(None, words))
