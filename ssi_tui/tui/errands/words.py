"""The words of the messages about what was logged: the task with its count, and what it gained."""

from collections.abc import Callable, Sequence

from ssi_tui.core.history.sums import toward
from ssi_tui.core.labels import QUALITY_LABELS
from ssi_tui.core.model import Entry
from ssi_tui.core.text.rounding import shown
from ssi_tui.core.text.words import near_day, number, out_of, signed
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tui.keys.names import Key
from ssi_tui.tui.view.key_line import Notice


def count_words(dashboard: Dashboard, action: str) -> str:
    """Return count and target of the task that an action counts toward: ``2 of 2 +1``.

    A task of another name is named: ``message 1 of 1``. What counts toward nothing that the day
    asks for is its own count alone.
    """
    others = {row.task: row.count for row in dashboard.others}
    row = next((row for row in dashboard.rows if row.task == toward(action)), None)
    if row is None or (not row.target and row.task != action):
        return str(others.get(action, 0))
    name = "" if row.task == action else f"{row.label} "
    return f"{name}{out_of(row.count - row.extra, row.target)} +{row.extra}".removesuffix(" +0")


def on_day(entries: Sequence[Entry], after: Dashboard) -> str:
    """Return on which day entries were changed, "" where that is the day that is shown."""
    days = {entry.day for entry in entries}
    if len(days) != 1 or (day := days.pop()) == after.day:
        return ""
    return f" on {near_day(day, after.today)}"


def _scores(before: Dashboard, after: Dashboard) -> list[tuple[str, float, float]]:
    """Return each pillar with its score before and after: on another day those of its evening."""
    old, new = map(_of_day, (before, after))
    return list(zip([row.label for row in after.pillars], old, new, strict=True))


def _of_day(dashboard: Dashboard) -> list[float]:
    evening = dashboard.evening
    if evening is None:
        return [row.score for row in dashboard.pillars]
    return [pillar.score for pillar in evening.pillars]


def moved_words(before: Dashboard, after: Dashboard) -> str:
    """Return the pillar that changed most, ``People 13.0 → 12.4.``, or nothing if none did."""
    label, old, new = max(_scores(before, after), key=lambda pair: abs(pair[2] - pair[1]))
    return "" if shown(new) == shown(old) else f"{label} {number(old)} → {number(new)}."


def gain_words(before: Dashboard, after: Dashboard) -> tuple[str, str] | None:
    """Return the pillar whose shown score rose most, with the points; ``None`` if none rose."""
    gains = [
        (label, round(shown(new) - shown(old), 1)) for label, old, new in _scores(before, after)
    ]
    label, points = max(gains, key=lambda gain: gain[1])
    return (label, signed(points)) if points > 0.0 else None


Words = Callable[[Entry, Dashboard, Dashboard, Key | None, Key], Notice]
"""Says what was done to an entry: the dashboards before and after, what comes next, the undo."""


def logged_words(
    entry: Entry, before: Dashboard, after: Dashboard, offer: Key | None, undo: Key
) -> Notice:
    """Return the message after a tick: ``✓ message, 1 of 1   Insights +0.1``."""
    label, amount = after.actions[entry.task].label, count_words(after, entry.task)
    return Notice(f", {amount}", undo, label, gain_words(before, after), offer)


def quality_words(
    entry: Entry, before: Dashboard, after: Dashboard, offer: Key | None, undo: Key
) -> Notice:
    """Return the message after a change of quality: ``✓ message, got a reply``."""
    label, quality = after.actions[entry.task].label, QUALITY_LABELS[entry.quality or ""]
    return Notice(f", {quality}", undo, label, gain_words(before, after), offer)


def taken_back(
    entry: Entry, before: Dashboard, after: Dashboard, _: Key | None, undo: Key
) -> Notice:
    """Return the message after one less: ``Took back message (now 0 of 1).``."""
    label, amount = after.actions[entry.task].label, count_words(after, entry.task)
    said = f"Took back {label} (now {amount})."
    return Notice(said, undo, more=moved_words(before, after))
