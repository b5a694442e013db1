"""The errand of the routine editor: open it, and keep all its changes as one step."""

from collections.abc import Mapping

from ssi_tui.core.routine.task_checks import taken_keys
from ssi_tui.core.routine.words import changed_words, day_words
from ssi_tui.tui.dialogs.base import ask
from ssi_tui.tui.dialogs.forms.routine import RoutineDialog, RoutineWish
from ssi_tui.tui.dialogs.forms.routine_rows import RoutineFound
from ssi_tui.tui.keys.table import keys_of_today
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice


def edit_routine(app: Host, keys: Mapping[str, str]) -> None:
    """Open the editor; ``keys`` holds the key that ticks each task."""
    ask(app, RoutineDialog(_found(app, keys)), lambda wish: _keep(app, wish))


def _found(app: Host, keys: Mapping[str, str]) -> RoutineFound:
    tracker = app.tracker
    return RoutineFound(
        today=tracker.today(),
        schedule=tracker.view.schedule(),
        said=tracker.view.log().tasks,
        budget=tracker.settings.minutes_budget,
        keys=keys,
        taken=_taken(app),
        own=tracker.tasks.own(),
        empty=tracker.store.is_empty(),
    )


def _taken(app: Host) -> dict[str, str]:
    return taken_keys(keys_of_today(), app.tracker.settings.keymap)


def _keep(app: Host, wish: RoutineWish) -> None:
    if not wish.versions and not wish.definitions:
        app.tell(Notice("No changes."))
        return
    routine = app.tracker.routine
    done = app.write(
        lambda: routine.keep_targets(wish.versions, wish.start, wish.definitions, _taken(app))
    )
    after = app.dashboard
    if done is not None and after is not None:
        what = ", ".join(changed_words(wish.versions, wish.definitions, after.actions))
        day = day_words(_found(app, {}).draft(wish.start))
        short = f"Routine saved, {day}."
        more = f"{day[:1].upper()}{day[1:]}."
        app.tell(Notice(f"Routine saved: {what}.", app.undo_key, more=more, short=(short,)))
