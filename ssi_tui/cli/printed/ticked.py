"""The answers to a tick, an undo and a redo: what it was, and what the day has come to."""

from __future__ import annotations

from ssi_tui.cli.printed.line import ACCENT, BOLD, GOOD, MUTED, WIDTH, Line
from ssi_tui.core.formula import PILLAR_RULES
from ssi_tui.core.history.sums import toward
from ssi_tui.core.labels import KIND_LABELS, QUALITY_LABELS
from ssi_tui.core.model import PILLARS, Entry, OperationKind
from ssi_tui.core.text.rounding import shown
from ssi_tui.core.text.words import entries, minutes, near_day, number, out_of, times
from ssi_tui.core.today.estimate import is_wide, total_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_tui.core.today.glance import Glance
    from ssi_tui.tracker.verb import Done

COUNT, QUALITY = 17, 27
# More entries than these are said as a number.
NAMED_MAX = 20


def ticked_lines(done: Done, before: Glance, after: Glance) -> Iterator[Line]:
    """Yield a line for each activity with its count, then the day and the score."""
    for (task, quality), count in _counted(done.entries).items():
        line = Line("✓", f"{BOLD};{GOOD}").put(3, times(after.actions[task].label, count))
        line.put(COUNT, _progress(after, task))
        yield line.put(QUALITY, QUALITY_LABELS[quality] if quality else "", MUTED)
    # What was logged for another day moves the score of today.
    score = "  Score " if after.is_today else "  Today's score "
    line = _day(after).add(score, MUTED).add(total_words(after), f"{BOLD};{ACCENT}")
    yield line.add(_moved(before, after), MUTED)


def _counted(logged: Sequence[Entry]) -> dict[tuple[str, str | None], int]:
    counts: dict[tuple[str, str | None], int] = {}
    for entry in logged:
        key = entry.task, entry.quality
        counts[key] = counts.get(key, 0) + entry.count
    return counts


def _progress(after: Glance, task: str) -> str:
    """Return how far the task of the routine is that an activity counts toward."""
    for row in (*after.tasks, *after.weekly):
        if row.task == toward(task) and row.target:
            name = "" if row.task == task else f"{row.label} "
            more = f"  +{row.count - row.target}" if row.count > row.target else ""
            week = f" {'this' if after.is_today else 'that'} week" if row.week else ""
            return f"{name}{min(row.count, row.target)} of {row.target}{more}{week}"
    return ""


def _day(after: Glance) -> Line:
    """Return the minutes of the day as the beginning of the last line."""
    line = Line("   ").add("" if after.is_today else f"{near_day(after.day, after.today)}: ")
    asked = [row for row in after.tasks if row.target]
    if after.due and asked and all(row.done for row in asked):
        return line.add(f"All done in {minutes(after.minutes_done)} minutes", BOLD).add(".", MUTED)
    planned = after.minutes_planned if after.due else 0.0
    return line.add(f"{out_of(after.minutes_done, planned)} min.", MUTED)


def _moved(before: Glance, after: Glance) -> str:
    """Return by how much the score has changed and, where all is done, which pillar most."""
    change = round(after.shown_total - before.shown_total, 1)
    if not change or is_wide(after):
        return ""
    words = f", {'up' if change > 0 else 'down'} {number(abs(change))}"
    gains = [
        shown(now.score) - shown(then.score)
        for then, now in zip(before.pillars, after.pillars, strict=True)
    ]
    best = gains.index(max(gains))
    all_done = after.due and all(row.done for row in after.tasks if row.target)
    most = all_done and change > 0 and sum(gain > 0 for gain in gains) > 1
    return f"{words}, {PILLAR_RULES[PILLARS[best]].label} most" if most else words


def turned_lines(done: Done, after: Glance, *, undone: bool) -> Iterator[Line]:
    """Yield what was undone or redone, the score, and the command that reverses it."""
    verb, back = ("Undid", "redo brings it back") if undone else ("Redid", "undo takes it back")
    line = Line().put(3, f"{verb} {_what(done, after)}.")
    line.add("  Score ", MUTED).add(total_words(after), f"{BOLD};{ACCENT}").add(".", MUTED)
    command = f"ssi-tui {back}."
    if line.width + 2 + len(command) > WIDTH:
        yield line
        line = Line(" ")
    yield line.add("  ").add(command, MUTED)


def _what(done: Done, after: Glance) -> str:
    kind, label = done.kind, KIND_LABELS[done.kind]
    today, day = after.today, done.day
    on = "" if day is None or day == today else f" on {near_day(day, today)}"
    if done.size > min(len(done.entries), NAMED_MAX):
        return f"the {label} of {entries(done.size)}"
    # Loaded here: a tick has no need of them.
    from ssi_tui.core.journal.words import entries_words, named_words

    if done.entries:
        names = entries_words(done.entries, after.actions)
        return f"{names}{on}" if kind is OperationKind.TICK else f"the {label} of {names}{on}"
    if done.step is None:
        return f"the {label}{on}"
    return named_words(done.step, today, after.actions)[0]
