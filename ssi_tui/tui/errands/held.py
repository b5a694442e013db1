"""What waits until another program has written: keys that write, in the order of their presses."""

from collections import deque
from collections.abc import Callable
from datetime import date

from textual.timer import Timer

from ssi_tui.core.value import dataclass
from ssi_tui.tracker.tracker import LockedError
from ssi_tui.tui.view.host import Host
from ssi_tui.tui.view.key_line import Notice

# The most seconds for which a key stands still; an import of many rows writes for longer.
PATIENCE = 0.5
# At the end of the app, where what waits would be lost.
LAST_PATIENCE = 20.0
_AGAIN_SECONDS = 0.25
_TOLD_EACH = 12


@dataclass(frozen=True, slots=True)
class Step:
    """What is done for a key, and the day that was shown when it was pressed."""

    do: Callable[[], object]
    day: date


class Held:
    """The steps that wait; nothing is written before them."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self._store = app.tracker.store
        self._store.patience = PATIENCE
        self._waiting: deque[Step] = deque()
        self._timer: Timer | None = None
        self._tries = 0
        self.running = False

    def run(self, do: Callable[[], object], *, writes: bool = False) -> None:
        """Do a step now or, if another program is writing, once it has done so.

        One that ``writes`` for certain is not even begun while others wait. What it has written
        before the other program came is not written twice: then it is not tried again.
        """
        step = Step(do, self._app.shown_day)
        if writes and self._waiting:
            self._hold(step)
            return
        before = self._app.tracker.view.changes()
        try:
            self._do(step)
        except LockedError:
            if self._app.tracker.view.changes() != before:
                raise
            self._hold(step)

    def _do(self, step: Step) -> None:
        outer, self.running = self.running, True
        self._app.acting_on = step.day
        try:
            step.do()
        finally:
            self.running = outer
            self._app.acting_on = None

    def _hold(self, step: Step) -> None:
        self._waiting.append(step)
        self._store.writes_wait = True
        if self._timer is None:
            self._timer = self._app.set_interval(_AGAIN_SECONDS, self._again)
        self._tell()

    def _tell(self) -> None:
        number = len(self._waiting)
        waiting = "this change waits" if number == 1 else f"{number} changes wait"
        self._app.tell(Notice(f"Another program is writing; {waiting} until it's done."))

    def _again(self) -> None:
        self._tries += 1
        number = len(self._waiting)
        self.settle(0.0)
        if self._waiting:
            if self._tries % _TOLD_EACH == 0:
                self._tell()
        elif number > 1:
            self._app.tell(Notice(f"Saved the {number} changes that were waiting."))

    def settle(self, patience: float) -> None:
        """Do what waits, as far as the log can be written within some seconds."""
        self._store.writes_wait, self._store.patience = False, patience
        try:
            while self._waiting:
                self._do(self._waiting[0])
                self._waiting.popleft()
        except LockedError:
            self._store.writes_wait = True
        finally:
            self._store.patience = PATIENCE
        if not self._waiting and self._timer is not None:
            self._timer.stop()
            self._timer = None

    def __len__(self) -> int:
        return len(self._waiting)
