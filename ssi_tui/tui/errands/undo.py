"""Undo and redo in the app: the question before, and the message after."""

from collections.abc import Callable

from ssi_tui.core.checks import RefusedError
from ssi_tui.core.text.words import entries, long_day
from ssi_tui.tracker.verb import Done
from ssi_tui.tui.errands import notices
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
    lines = (f"{operation.kind.value} of {long_day(day)}{size}", "Redo brings it back.")
    ask(app, ConfirmDialog("Undo this?", lines, "undo"), take_back)


def change(app: Host, said: str, verb: Callable[[], Done], back: str) -> Done | None:
    """Run a verb, and say what it did; ``back`` names the key that reverses it."""
    before = app.dashboard
    done = app.write(verb)
    after = app.dashboard
    if done is not None and before is not None and after is not None:
        text = notices.turned(done, before, after)
        app.tell(Notice(said, text, key_of(app.screen, f"app.{back}", back)))
    return done
