"""The messages of the last row: what an undo, a redo or a tick did."""

from ssi_tui.core.history.sums import toward
from ssi_tui.core.model import Entry, OperationKind
from ssi_tui.core.text.words import QUALITY_LABELS, entries, near_day, number, out_of
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tracker.verb import Done

# Smaller changes of a score do not show in one decimal, and are not said.
SHOWN = 0.05


def count_words(dashboard: Dashboard, action: str) -> str:
    """Return count and target, ``1 of 2``, of the task that an action counts toward."""
    rows = {row.task: row for row in (*dashboard.tasks, *dashboard.others)}
    row = rows.get(toward(action), rows.get(action))
    return "0" if row is None else out_of(row.count, row.target)


def pillar_words(before: Dashboard, after: Dashboard) -> str:
    """Return the pillar that changed most, ``People 13.0 to 12.4``, or nothing if none did."""
    pairs = list(zip(before.pillars, after.pillars, strict=True))
    old, new = max(pairs, key=lambda pair: abs(pair[1].score - pair[0].score))
    if abs(new.score - old.score) < SHOWN:
        return ""
    return f"{new.label} {number(old.score)} to {number(new.score)}"


def turned(done: Done, before: Dashboard, after: Dashboard) -> str:
    """Return what an undo, a redo or an edit changed: a count and a pillar before and after."""
    kind, changed = done.kind, done.entries
    actions = {entry.task for entry in changed}
    if kind is OperationKind.IMPORT or done.size > len(changed):
        what = f"import of {entries(done.size)}"
    elif len(actions) == 1:
        action = actions.pop()
        label = after.actions[action].label
        old, new = count_words(before, action), count_words(after, action)
        what = f"{label}, {old} to {new}" if old != new else f"{kind.value} of {label}"
    elif actions:
        what = entries(sum(entry.count for entry in changed))
    elif done.clocked is not None:
        from ssi_tui.core.clock import whole_minutes

        what = f"{kind.value}, {whole_minutes(done.clocked)}"
    else:
        what = kind.value
    days = {entry.day for entry in changed}
    if len(days) == 1 and (day := days.pop()) != after.day:
        what += f" on {near_day(day, after.today)}"
    return "; ".join(part for part in (what, pillar_words(before, after)) if part)


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
