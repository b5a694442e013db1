"""What the routine editor asks of the app: the drafts of dates, and one step that keeps them."""

from collections.abc import Mapping
from datetime import date

from ssi_tui.core.routine.draft import Draft, draft_of
from ssi_tui.core.routine.task_checks import taken_keys
from ssi_tui.core.routine.words import minutes_words
from ssi_tui.tui.dialogs.routine import RoutineDialog, RoutineWish
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
        tracker = self._app.tracker
        empty = tracker.store.is_empty()
        own = tracker.tasks.own()
        dialog = RoutineDialog(tracker.today(), self._draft, keys, self._taken(), own, empty=empty)
        self._app.push_screen(dialog, self._keep)

    def _draft(self, start: date | None) -> Draft:
        tracker = self._app.tracker
        day = start or tracker.today()
        schedule, said = tracker.view.schedule(), tracker.view.log().tasks
        return draft_of(schedule, day, start, said, tracker.settings.minutes_budget)

    def _taken(self) -> dict[str, str]:
        return taken_keys(keys_of_today(), self._app.tracker.settings.keymap)

    def _keep(self, wish: RoutineWish | None) -> None:
        if wish is None:
            return
        if not wish.versions and not wish.definitions:
            self._app.tell(Notice("routine", "left as it was"))
            return
        frame = self._app.tracker.frame
        done = self._app.write(
            lambda: frame.keep_targets(wish.versions, wish.start, wish.definitions, self._taken())
        )
        if done is not None:
            said = minutes_words(self._draft(wish.start))
            self._app.tell(Notice("routine", said.rstrip("."), Key("u", "undo", "app.undo")))
