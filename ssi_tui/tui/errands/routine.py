"""What the routine editor asks of the app: the drafts of dates, and one step that keeps them."""

from collections.abc import Mapping

from ssi_tui.core.routine.task_checks import taken_keys
from ssi_tui.core.routine.words import minutes_words
from ssi_tui.tui.dialogs.routine import RoutineDialog, RoutineFound, RoutineWish
from ssi_tui.tui.keys.names import Key
from ssi_tui.tui.keys.table import keys_of_today
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice


class RoutineEditing:
    """One visit to the routine editor."""

    def __init__(self, app: Host) -> None:
        self._app = app

    def start(self, keys: Mapping[str, str]) -> None:
        """Open the editor; ``keys`` are those that tick the tasks."""
        self._app.push_screen(RoutineDialog(self._found(keys)), self._keep)

    def _found(self, keys: Mapping[str, str]) -> RoutineFound:
        tracker = self._app.tracker
        return RoutineFound(
            today=tracker.today(),
            schedule=tracker.view.schedule(),
            said=tracker.view.log().tasks,
            budget=tracker.settings.minutes_budget,
            keys=keys,
            taken=self._taken(),
            own=tracker.tasks.own(),
            empty=tracker.store.is_empty(),
        )

    def _taken(self) -> dict[str, str]:
        return taken_keys(keys_of_today(), self._app.tracker.settings.keymap)

    def _keep(self, wish: RoutineWish | None) -> None:
        if wish is None:
            return
        if not wish.versions and not wish.definitions:
            self._app.tell(Notice("routine", "left as it was"))
            return
        routine = self._app.tracker.routine
        done = self._app.write(
            lambda: routine.keep_targets(wish.versions, wish.start, wish.definitions, self._taken())
        )
        if done is not None:
            said = minutes_words(self._found({}).draft(wish.start))
            self._app.tell(Notice("routine", said.rstrip("."), Key("u", "undo", "app.undo")))
