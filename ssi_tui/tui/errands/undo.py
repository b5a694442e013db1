"""Undo and redo in the app: the question before, and the message after."""

from collections.abc import Callable

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.history.sums import toward
from ssi_tui.core.labels import KIND_LABELS
from ssi_tui.core.model import OperationKind
from ssi_tui.core.text.words import entries, long_day, sentence
from ssi_tui.core.today.dashboard import Dashboard
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.errands.words import count_words, moved_words, on_day
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
        last = tracker.journal.last_elsewhere()
        raise RefusedError(f"nothing to undo here; {last}" if last else "nothing to undo")
    identity, day = operation.id, tracker.wall_clock.day_of(operation.at)

    def take_back(_: bool) -> None:
        # Only the operation that the question is about, whatever others write meanwhile.
        last = tracker.journal.last_elsewhere()
        change(app, "Undid", lambda: tracker.undo(identity), "app.redo", last=last)

    if day == tracker.today() and operation.entries <= ASK_ABOVE_ENTRIES:
        take_back(True)
        return
    from ssi_tui.tui.dialogs.base import ask
    from ssi_tui.tui.dialogs.confirm import ConfirmDialog

    size = f", {entries(operation.entries)}" if operation.entries else ""
    lines = (f"{KIND_LABELS[operation.kind]} of {long_day(day)}{size}", "Redo brings it back.")
    ask(app, ConfirmDialog("Undo this?", lines, "undo"), take_back)


def change(
    app: Host,
    verb: str,
    do: Callable[[], Done],
    back: str = "app.undo",
    owner: str = "",
    *,
    last: str = "",
) -> Done | None:
    """Do something to the log and say what it changed, after a ``verb`` like ``Undid``.

    The cursor of Today goes to the task; ``back`` is the id of the key that reverses it. ``owner``
    is the other machine whose step it is, ``last`` what is to be said of the last step of all.
    """
    before = app.dashboard
    done = app.write(do)
    after = app.dashboard
    if done is not None and before is not None and after is not None:
        tasks = {toward(entry.task) for entry in done.entries}
        app.acted_on = tasks.pop() if len(tasks) == 1 else None
        on = on_day(done.entries, after)
        named = _what(done, before, after)
        if owner:
            named = tuple(f"{owner}'s {what.removeprefix('the ')}" for what in named)
        texts = [f"{verb} {what}{on}." for what in named]
        if last:
            texts = [*(f"{text} {sentence(last)}" for text in texts), *texts]
        key = key_of(app.screen, back, "redo" if verb == "Undid" else "undo")
        app.tell(Notice(texts[0], key, more=moved_words(before, after), short=(*texts[1:],)))
    return done


def _what(done: Done, before: Dashboard, after: Dashboard) -> tuple[str, ...]:
    """Return what was changed: a task with its count, or a step with its words.

    It comes in several lengths, the longest first.
    """
    kind, changed = done.kind, done.entries
    tasks, short = {entry.task for entry in changed}, f"the {KIND_LABELS[kind]}"
    if kind is OperationKind.IMPORT or done.size > len(changed):
        return f"the import of {entries(done.size)}", short
    if len(tasks) == 1:
        task = tasks.pop()
        label = after.actions[task].label
        old, new = count_words(before, task), count_words(after, task)
        named = f"{label} (now {new})"
        return (named, label) if old != new else (f"{short} of {label}", short)
    if not tasks and done.step is None:
        return (short,)
    from ssi_tui.core.journal.words import entries_words, named_words

    if done.step is not None:
        return named_words(done.step, after.today, after.actions)
    return entries_words(changed, after.actions), entries(sum(entry.count for entry in changed))
