"""Undo and redo in the app: the question before, and the message after."""

from collections.abc import Callable

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.history.sums import toward
from ssi_tui.core.labels import KIND_LABELS
from ssi_tui.core.model import OperationKind
from ssi_tui.core.text.rounding import shown
from ssi_tui.core.text.words import entries, long_day, near_day, number, out_of
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.keys.names import key_of
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice

ASK_ABOVE_ENTRIES = 20


def undo(app: Host) -> None:
    """Undo the last operation; ask first if it is large, or not of today.

    Raises ``RefusedError`` if there is none, and ``DatabaseUnusableError``.
    """
    tracker = app.tracker
    operation = tracker.next_undo()
    if operation is None:
        raise RefusedError("there is nothing to undo")
    identity, day = operation.id, tracker.wall_clock.day_of(operation.at)

    def take_back(_: bool) -> None:
        # Only the operation that the question is about, whatever others write meanwhile.
        change(app, "undone", lambda: tracker.undo(identity), "redo")

    if day == tracker.today() and operation.entries <= ASK_ABOVE_ENTRIES:
        take_back(True)
        return
    from ssi_tui.tui.dialogs.base import ask
    from ssi_tui.tui.dialogs.confirm import ConfirmDialog

    size = f", {entries(operation.entries)}" if operation.entries else ""
    lines = (f"{KIND_LABELS[operation.kind]} of {long_day(day)}{size}", "Redo brings it back.")
    ask(app, ConfirmDialog("Undo this?", lines, "undo"), take_back)


def change(app: Host, said: str, verb: Callable[[], Done], back: str) -> Done | None:
    """Run a verb, and say what it did; ``back`` names the key that reverses it."""
    before = app.dashboard
    done = app.write(verb)
    after = app.dashboard
    if done is not None and before is not None and after is not None:
        text = turned(done, before, after)
        app.tell(Notice(said, text, key_of(app.screen, f"app.{back}", back)))
    return done


def count_words(dashboard: Dashboard, action: str) -> str:
    """Return count and target, ``1 of 2``, of the task that an action counts toward."""
    rows = {row.task: row for row in (*dashboard.rows, *dashboard.others)}
    row = rows.get(toward(action), rows.get(action))
    return "0" if row is None else out_of(row.count, row.target)


def pillar_words(before: Dashboard, after: Dashboard) -> str:
    """Return the pillar that changed most, ``People 13.0 to 12.4``, or nothing if none did."""
    pairs = list(zip(before.pillars, after.pillars, strict=True))
    old, new = max(pairs, key=lambda pair: abs(pair[1].score - pair[0].score))
    if shown(new.score) == shown(old.score):
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
        what = f"{label}, {old} to {new}" if old != new else f"{KIND_LABELS[kind]} of {label}"
    elif actions:
        what = entries(sum(entry.count for entry in changed))
    elif done.step is not None:
        from ssi_tui.core.journal.words import step_label, step_words

        words = step_words(done.step, after.today, after.actions)
        what = ", ".join(filter(None, (step_label(done.step), words)))
    else:
        what = KIND_LABELS[kind]
    days = {entry.day for entry in changed}
    if len(days) == 1 and (day := days.pop()) != after.day:
        what += f" on {near_day(day, after.today)}"
    return "; ".join(part for part in (what, pillar_words(before, after)) if part)
